import HTTPTypes
import Hummingbird
import Shared

/// The routes of accounts, for the administrators of a school and of the server.
extension Exchange {
  /// Writes as an administrator, if the caller still is one when the writer's turn comes.
  func writeAsAdministrator<Result: Sendable>(
    _ caller: Caller, _ work: @escaping @Sendable (Connection, Caller) throws -> Result
  ) async throws -> Result {
    try await register.write(as: caller) { connection, caller in
      guard caller.role == .server || caller.role == .schoolAdmin else { throw Refusal(.forbidden) }
      return try work(connection, caller)
    }
  }

  func accounts() throws -> Answer {
    let limit = try query.integer("limit", in: 1...500) ?? 50
    return try register.store.read { connection in
      let (school, district) = (try query.realm("school") ?? caller.school, try query.realm("district"))
      guard caller.role == .server || (school == caller.school && district == nil) else {
        visit.goOutside()
        throw Refusal(.notFound)
      }
      let filters = "accounts \(school ?? "") \(district ?? "")"
      let after = try position(query["cursor"], filters: filters)
      let accounts = try StoredAccount.all(
        school: school, district: district, after: after, limit: limit + 1, in: connection)
      return try page(accounts, limit: limit, filters: filters) { $0.login ?? "" }
    }
  }

  /// Where a page of accounts, tokens or the record goes on; the beginning without a cursor.
  func position(_ cursor: String?, filters: String) throws -> String {
    guard let cursor else { return "" }
    guard let parts = register.sealer.open(cursor), parts.count == 2, parts[0] == filters else {
      throw Refusal(.badCursor, Text("游标与筛选条件不符，请从头读", "the cursor is not for these filters; begin again"))
    }
    return parts[1]
  }

  /// A page of at most so many items, of which one more was looked for.
  /// - Parameter position: where an item stands in the order of its list.
  func page<Item: Codable & Hashable & Sendable>(
    _ items: [Item], limit: Int, filters: String, position: (Item) -> String
  ) throws -> Answer {
    let shown = Array(items.prefix(limit))
    let last = items.count > limit ? shown.last : nil
    return try .json(
      encoding: Page(items: shown, next: last.map { register.sealer.seal([filters, position($0)]) }))
  }

  /// An account that the administrator may know of.
  private func find(_ idText: String, for caller: Caller, in connection: Connection) throws -> StoredAccount {
    guard let stored = try StoredAccount.find(try id(idText), in: connection),
      caller.role == .server || stored.account.school == caller.school
    else { throw Refusal(.notFound) }
    return stored
  }

  func account(_ idText: String) throws -> Answer {
    return try register.store.read { connection in
      return try .json(encoding: find(idText, for: caller, in: connection).account)
    }
  }

  func createAccount(_ tree: JSON) async throws -> Answer {
    let new = try tree.value(NewAccount.self, members: NewAccount.members)
    let minutes = try codeMinutes(new.codeMinutes)
    let event = event(.accountCreated, by: caller, kind: "accounts", detail: new.role.rawValue)
    let accountID = register.newID()
    let made = try await writeAsAdministrator(caller) { connection, caller in
      let account = try new.account(
        id: accountID, by: caller, at: event.at, in: connection, outside: visit.goOutside)
      try account.insert(in: connection)
      var event = event
      event.id = accountID.description
      try event.write(to: account.realm, in: connection)
      return AccountMade(
        account: account,
        activation: try ActivationCode.issue(to: accountID, minutes: minutes, at: event.at, in: connection))
    }
    var answer = try Answer.secret(encoding: made)
    answer.headers[.location] = Route.account(id: accountID.description).path
    return answer
  }

  private func codeMinutes(_ minutes: Int?) throws -> Int {
    let minutes = minutes ?? Activation.usualMinutes
    guard Activation.minutes.contains(minutes) else {
      throw Refusal(
        .validation, at: JSONPointer(["codeMinutes"]), "range",
        Text("激活码有效 10 分钟到 72 小时（4320 分钟）", "a code is good for 10 minutes to 72 hours (4320 minutes)"))
    }
    return minutes
  }

  func changeAccount(_ idText: String, _ tree: JSON) async throws -> Answer {
    let change = try tree.value(AccountChange.self, members: AccountChange.members)
    let unlinks = tree["teacherId"] == .null
    let accountID = try register.store.read { try find(idText, for: caller, in: $0).account.id }
    let event = event(
      .accountChanged, by: caller, kind: "accounts", id: accountID.description,
      detail: Self.changed(tree, change))
    let account = try await writeAsAdministrator(caller) { connection, caller in
      let old = try find(idText, for: caller, in: connection).account
      let isSelf = old.id.description == caller.account
      guard !isSelf || (change.disabled != true && change.role == nil) else {
        throw Refusal(
          .conflict, Text("不能停用自己或改自己的角色，请另一位管理员来做", "nobody disables themselves or changes their own role"))
      }
      let role = change.role ?? old.role
      guard role == old.role || old.role.mayBecome(role) else {
        throw Refusal(
          .validation, at: JSONPointer(["role"]), "role",
          Text("学校的账号只能在教师与学校管理员之间改", "a school's account is a teacher's or an administrator's"))
      }
      if let name = change.name { try NewAccount.check(name: name) }
      let account = Account(
        id: old.id, login: old.login, name: change.name ?? old.name, role: role, school: old.school,
        district: old.district, teacherId: unlinks ? nil : change.teacherId ?? old.teacherId,
        activated: old.activated, disabled: change.disabled ?? old.disabled, createdAt: old.createdAt)
      try account.update(old, at: event.at, in: connection)
      if account.disabled { try Tokens.revokeSessions(of: account.id, at: event.at, in: connection) }
      try event.write(to: account.realm, in: connection)
      return account
    }
    return try .json(encoding: account)
  }

  /// Which members were changed, for the record; whether somebody was shut out or let in again is told apart.
  private static func changed(_ tree: JSON, _ change: AccountChange) -> String {
    (tree.object?.keys ?? []).map { $0 == "disabled" && change.disabled != true ? "enabled" : $0 }.sorted()
      .joined(separator: " ")
  }

  /// A new code, for a first or another password. The old password counts until the code is used.
  func issueCode(_ idText: String, _ tree: JSON) async throws -> Answer {
    let minutes = try codeMinutes(tree.value(NewActivation.self, members: ["codeMinutes"]).codeMinutes)
    let event = event(.codeIssued, by: caller, kind: "accounts")
    let activation = try await writeAsAdministrator(caller) { connection, caller in
      let account = try find(idText, for: caller, in: connection).account
      var event = event
      event.id = account.id.description
      try event.write(to: account.realm, in: connection)
      return try ActivationCode.issue(to: account.id, minutes: minutes, at: event.at, in: connection)
    }
    return try .secret(encoding: activation)
  }
}

extension Role {
  fileprivate func mayBecome(_ other: Role) -> Bool {
    let ofSchool: Set<Role> = [.teacher, .leader, .head, .schoolAdmin]
    return ofSchool.contains(self) && [.teacher, .schoolAdmin].contains(other)
  }
}

extension NewAccount {
  /// The account that this asks for, where the caller may make it.
  /// - Throws: `Refusal` with 403 or 422.
  fileprivate func account(
    id: DocumentID, by caller: Caller, at now: Instant, in connection: Connection, outside: () -> Void
  ) throws -> Account {
    try Self.check(name: name)
    let isLogin =
      (2...32).contains(login.utf8.count)
      && login.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "."),
          UInt8(ascii: "_"), UInt8(ascii: "-"):
          true
        default: false
        }
      }
    guard isLogin else {
      throw Refusal(
        .validation, at: JSONPointer(["login"]), "bad-login",
        Text("登录名应为 2 到 32 个小写字母、数字或 . _ -", "a login name has 2 to 32 lower-case letters, digits or . _ -"))
    }
    guard Account.roles.contains(role) else {
      throw Refusal(
        .validation, at: JSONPointer(["role"]), "role",
        Text(
          "账号的角色是教师或管理员；谁是组长写在备课组和教研组里，外部系统用令牌",
          "an account is a teacher's or an administrator's; who leads stands in the group, other systems have tokens"))
    }
    var (school, district) = (school, district)
    switch role {
    case .server, .districtAdmin: guard caller.role == .server else { throw Refusal(.forbidden) }
    default: school = school ?? caller.school
    }
    if role != .districtAdmin { district = nil }
    if role == .districtAdmin || role == .server { school = nil }
    if role == .districtAdmin {
      guard let district, try District.find(district, in: connection) != nil else {
        throw Refusal(
          .validation, at: JSONPointer(["district"]), "reference", Text("没有这个区县", "there is no such district"))
      }
    } else if role != .server {
      guard let school, caller.role == .server || school == caller.school,
        try School.find(school, in: connection) != nil
      else {
        outside()
        throw Refusal(
          .validation, at: JSONPointer(["school"]), "reference", Text("没有这所学校", "there is no such school"))
      }
    }
    let realm = school ?? district ?? Chain.server
    return Account(
      id: id, login: "\(login)@\(realm)", name: name.trimmingSpaces, role: role, school: school, district: district,
      teacherId: school == nil ? nil : teacherId, activated: false, disabled: false, createdAt: now)
  }

  fileprivate static func check(name: String) throws {
    guard (1...50).contains(name.trimmingSpaces.unicodeScalars.count),
      name.isOneLine
    else {
      throw Refusal(
        .validation, at: JSONPointer(["name"]), "range", Text("姓名应为 1 到 50 字", "a name has 1 to 50 characters"))
    }
  }
}
