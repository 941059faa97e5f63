import HTTPTypes
import Hummingbird
import Shared

/// The routes of tokens: everybody sees and ends their own; administrators those of the school, and make them for
/// other systems.
extension Exchange {
  func tokens() async throws -> Answer {
    let limit = try query.integer("limit", in: 1...500) ?? 50
    // What is remembered of their last use belongs into the answer.
    try await register.writeUses()
    return try register.store.read { connection in
      let seesSchool = caller.role == .server || caller.role == .schoolAdmin
      let school = try query.realm("school") ?? (seesSchool ? caller.school : nil)
      guard school == nil || (seesSchool && (caller.role == .server || school == caller.school)) else {
        visit.goOutside()
        throw Refusal(.notFound)
      }
      let account = seesSchool ? nil : caller.account
      let filters = "tokens \(school ?? "") \(account ?? "")"
      let tokens = try Tokens.all(
        account: account, school: school, after: position(query["cursor"], filters: filters), limit: limit + 1,
        in: connection)
      return try page(tokens, limit: limit, filters: filters) { $0.id.description }
    }
  }

  /// A token for another system: an account of its own, without a login.
  func createToken(_ tree: JSON) async throws -> Answer {
    let new = try tree.value(NewIntegration.self, members: NewIntegration.members)
    let name = new.name.trimmingSpaces
    var found = Violations()
    if !(1...100).contains(name.unicodeScalars.count) || !name.isOneLine {
      found.add(JSONPointer(["name"]), "range", "名称应为 1 到 100 字", "a name has 1 to 100 characters")
    }
    if new.scopes.isEmpty { found.add(JSONPointer(["scopes"]), "required", "至少写一个权限范围", "at least one scope") }
    let days = new.days ?? NewIntegration.days.upperBound
    if !NewIntegration.days.contains(days) {
      found.add(JSONPointer(["days"]), "range", "有效 1 到 365 天", "good for 1 to 365 days")
    }
    guard found.isEmpty else { throw Refusal(.validation, violations: found) }
    let scopes = TokenScopes(new.scopes)
    let event = event(.tokenCreated, by: caller, kind: "tokens", detail: scopes.stored)
    let (tokenID, accountID) = (register.newID(), register.newID())
    let made = try await writeAsAdministrator(caller) { connection, caller in
      guard let school = new.school ?? caller.school, caller.role == .server || school == caller.school,
        try School.find(school, in: connection) != nil
      else {
        visit.goOutside()
        throw Refusal(
          .validation, at: JSONPointer(["school"]), "reference", Text("没有这所学校", "there is no such school"))
      }
      let account = Account(
        id: accountID, login: nil, name: name, role: .integration, school: school, district: nil, teacherId: nil,
        activated: false, disabled: false, createdAt: event.at)
      try account.insert(in: connection)
      var event = event
      event.id = tokenID.description
      try event.write(to: school, in: connection)
      return try Tokens.create(
        .integration, name: name, account: accountID.description, scopes: scopes, id: tokenID,
        expiresAt: event.at.adding(days: days), at: event.at,
        in: connection)
    }
    return try .secret(encoding: TokenMade(token: made.token.text, info: made.info))
  }

  /// A token that the caller may end: their own, or as an administrator one of the school.
  private func find(_ idText: String, for caller: Caller, in connection: Connection) throws -> TokenInfo {
    guard let info = try Tokens.find(try id(idText), in: connection) else { throw Refusal(.notFound) }
    let isOwn = info.accountId?.description == caller.account
    guard isOwn || caller.role == .server || (caller.role == .schoolAdmin && info.school == caller.school) else {
      throw Refusal(.notFound)
    }
    return info
  }

  func revokeToken(_ idText: String) async throws -> Answer {
    let event = event(.tokenRevoked, by: caller, kind: "tokens")
    try await register.write(as: caller) { connection, caller in
      let info = try find(idText, for: caller, in: connection)
      try Tokens.revoke(info.id, at: event.at, in: connection)
      var event = event
      event.id = info.id.description
      try event.write(to: Tokens.realm(of: info.id, in: connection), in: connection)
    }
    return .noContent
  }

  /// A new token with the same name, scopes and life; the old one works on for a week, so that the other system can
  /// be told in its own time.
  func rotateToken(_ idText: String) async throws -> Answer {
    let event = event(.tokenRotated, by: caller, kind: "tokens")
    let newID = register.newID()
    // Not by the other system itself: a token that could rotate itself would never end.
    let made = try await writeAsAdministrator(caller) { connection, caller in
      let old = try find(idText, for: caller, in: connection)
      guard old.kind == .integration, let account = old.accountId, let expiry = old.expiresAt, expiry > event.at else {
        throw Refusal(.conflict, Text("只有外部系统的令牌可以更换", "only tokens of other systems are rotated"))
      }
      guard try !connection.exists("SELECT 1 FROM access_token WHERE id = \(old.id) AND rotated_at IS NOT NULL") else {
        throw Refusal(.conflict, Text("这个令牌已经更换过，请更换新的那个", "this token was rotated already; rotate the new one"))
      }
      let life = expiry.milliseconds - old.createdAt.milliseconds
      let end = min(expiry, event.at.adding(days: Tokens.overlapDays))
      let (token, info) = try Tokens.create(
        .integration, name: old.name, account: account.description, scopes: TokenScopes(old.scopes ?? []), id: newID,
        expiresAt: Instant(milliseconds: event.at.milliseconds + life), at: event.at, in: connection)
      try connection.execute(
        "UPDATE access_token SET expires_at = \(end), rotated_at = \(event.at) WHERE id = \(old.id)")
      var event = event
      event.id = old.id.description
      event.detail = newID.description
      try event.write(to: Tokens.realm(of: old.id, in: connection), in: connection)
      return TokenMade(token: token.text, info: info, oldExpiresAt: end)
    }
    return try .secret(encoding: made)
  }
}
