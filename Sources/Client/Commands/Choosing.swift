import Shared

extension Failure {
  /// What somebody named is not there, or is more than one thing.
  /// - Parameter names: of what is there, for who has misspelt one.
  static func choosing<Item>(
    _ text: String, _ what: Text, among items: [Item], names: [String] = [], describe: (Item) -> String
  ) -> Failure {
    guard !items.isEmpty else {
      let question = Spelling.question(text, among: names)
      return Failure(
        "没有找到\(what.zh)“\(text)”\(question.zh)", "there is no \(what.en) \"\(text)\"\(question.en)", code: .usage)
    }
    let list = items.map { "  " + describe($0) }.joined(separator: "\n")
    return Failure(
      "“\(text)”不止一个，请写编号：\n\(list)", "\"\(text)\" is more than one \(what.en); write the id:\n\(list)", code: .usage)
  }
}

extension Account {
  /// The account of a login, of the part before its `@` where that is enough, or of an id.
  static func choose(_ text: String, among accounts: [Account]) throws -> Account {
    let text = text.lowercased()
    if let account = accounts.first(where: { $0.id.description == text || $0.login?.lowercased() == text }) {
      return account
    }
    let matches = accounts.filter { $0.login?.prefix { $0 != "@" }.lowercased() == text }
    guard matches.count == 1 else {
      let names = accounts.compactMap(\.login).flatMap { [$0, String($0.prefix { $0 != "@" })] }
      throw Failure.choosing(text, Text("账号", "account"), among: matches, names: names) {
        "\($0.id)  \($0.login ?? "")  \($0.name)"
      }
    }
    return matches[0]
  }

  static func find(_ text: String, _ client: APIClient, _ school: SchoolOption) async throws -> Account {
    if let id = DocumentID(text: text) { return try await client.get(.account(id: id.description)) }
    return try choose(text, among: try await client.items(.accounts, of: Account.self, query: school.query))
  }
}

extension TokenInfo {
  /// The token of an id, or of a name that only one has.
  static func choose(_ text: String, among tokens: [TokenInfo]) throws -> TokenInfo {
    let matches = tokens.filter { $0.id.description == text.lowercased() || $0.name == text }
    guard matches.count == 1 else {
      throw Failure.choosing(text, Text("令牌", "token"), among: matches, names: tokens.map(\.name)) {
        "\($0.id)  \($0.name)  \($0.kind.label[Console.language])  \($0.expiresAt?.local() ?? "")"
      }
    }
    return matches[0]
  }

  static func find(_ text: String, _ client: APIClient, _ school: SchoolOption) async throws -> TokenInfo {
    try choose(text, among: try await client.items(.tokens, of: TokenInfo.self, query: school.query))
  }
}

extension TokenInfo.Kind {
  var label: Text {
    switch self {
    case .session: Text("登录", "session")
    case .integration: Text("外部系统", "other system")
    case .machine: Text("服务器本机", "made at the server")
    }
  }
}

extension Teacher {
  /// The teacher of a name, a staff number or an id, among a school's.
  static func choose(_ text: String, among teachers: [AnyDocument]) throws -> DocumentID {
    let matches = teachers.filter { teacher in
      teacher.id.description == text.lowercased() || ["name", "code"].contains { teacher.body[$0]?.string == text }
    }
    guard matches.count == 1 else {
      let names = teachers.compactMap { $0.body["name"]?.string }
      throw Failure.choosing(text, kind.label, among: matches, names: names) { teacher in
        [teacher.id.description, teacher.body["name"]?.string, teacher.body["code"]?.string].compactMap(\.self)
          .joined(separator: "  ")
      }
    }
    return matches[0].id
  }

  static func find(_ text: String, _ client: APIClient, _ school: String?) async throws -> DocumentID {
    if let id = DocumentID(text: text) { return id }
    var school = school
    if school == nil { school = try await client.get(.me, as: Me.self).school?.id }
    guard let school else { throw Failure("请用 --school 写学校", "name the school with --school", code: .usage) }
    return try choose(text, among: try await client.list(.documents(school: school, kind: kind.name), query: []))
  }
}

extension Teacher {
  /// What the teachers of accounts are called, as far as the caller may see them.
  static func names(of accounts: [Account], _ client: APIClient) async -> [DocumentID: String] {
    var names: [DocumentID: String] = [:]
    for school in Set(accounts.filter { $0.teacherId != nil }.compactMap(\.school)) {
      let teachers = (try? await client.list(.documents(school: school, kind: kind.name), query: [])) ?? []
      for teacher in teachers { names[teacher.id] = kind.title(of: teacher.body) }
    }
    return names
  }
}

extension Role {
  /// The role of an account that somebody typed, as a code or in words.
  static func ofAccount(_ text: String) throws -> Role {
    let role = descriptor.entry(matching: text).flatMap { Role(rawValue: $0.code) }
    guard let role, Account.roles.contains(role) else {
      let list = Account.roles.map { "  \($0.rawValue)  \($0.label[Console.language])" }.joined(separator: "\n")
      throw Failure("没有“\(text)”这种角色；有：\n\(list)", "there is no role \"\(text)\"; there are:\n\(list)", code: .usage)
    }
    return role
  }
}
