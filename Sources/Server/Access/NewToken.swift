import Shared

/// A token to be made.
struct NewToken: Codable, Sendable {
  var school: String?
  var district: String?
  var role: Role
  var name: String
  var teacher: DocumentID?
  var days: Int?
  var scopes: [TokenScope]?
}

extension NewToken {
  /// Makes the token and an account of its own, without a login.
  func create(in register: Register) async throws -> Token {
    let now = register.now
    let most = role == .integration ? NewIntegration.days.upperBound : 36_500
    let days = days ?? (role == .integration ? most : nil)
    guard days.map((1...most).contains) ?? true else {
      throw Failure(Text("有效天数应在 1 到 \(most) 之间", "the days must be between 1 and \(most)"))
    }
    guard role == .integration || scopes == nil else {
      throw Failure(Text("只有外部系统（integration）的令牌有权限范围", "only tokens of other systems (integration) have scopes"))
    }
    guard role != .integration || !(scopes ?? []).isEmpty else {
      throw Failure(
        Text(
          "外部系统的令牌要写明权限范围（--scope，可多次），如 --scope scores:write --scope reports:read",
          "a token of another system needs scopes (--scope, more than once), e.g. --scope scores:write --scope reports:read"
        ))
    }
    let ids = (account: register.newID(), token: register.newID())
    let new = NewToken(
      school: school, district: district, role: role, name: name, teacher: teacher, days: days, scopes: scopes)
    return try await register.store.write { try new.insert(ids, at: now, in: $0) }
  }

  /// Makes them in a transaction, on record.
  func insert(_ ids: (account: DocumentID, token: DocumentID), at now: Instant, in connection: Connection) throws
    -> Token
  {
    if role != .server, role != .districtAdmin {
      guard let school, try School.find(school, in: connection) != nil else {
        throw Failure(Text("没有学校 \(school ?? "")", "there is no school \(school ?? "")"))
      }
    }
    if role == .districtAdmin {
      guard let district, try District.find(district, in: connection) != nil else {
        throw Failure(Text("没有区县 \(district ?? "")", "there is no district \(district ?? "")"))
      }
    }
    let isOfSchool = role != .server && role != .districtAdmin
    let account = Account(
      id: ids.account, login: nil, name: name, role: role, school: isOfSchool ? school : nil,
      district: role == .districtAdmin ? district : nil, teacherId: isOfSchool ? teacher : nil, activated: false,
      disabled: false, createdAt: now)
    do {
      try account.insert(in: connection)
    } catch let refusal as Refusal where refusal.code == .validation {
      let id = teacher?.description ?? ""
      throw Failure(Text("学校没有编号为 \(id) 的教师", "the school has no teacher \(id)"))
    }
    try Event(
      action: .tokenCreated, at: now, account: Caller.machine.account, kind: "tokens", id: ids.token.description,
      detail: scopes.map { TokenScopes($0).stored }, request: ids.token.description
    ).write(to: account.realm, in: connection)
    return try Tokens.create(
      role == .integration ? .integration : .machine, name: name, account: ids.account.description,
      scopes: scopes.map(TokenScopes.init), id: ids.token, expiresAt: days.map { now.adding(days: $0) }, at: now,
      in: connection
    ).token
  }
}
