import Shared

/// An account as a row holds it, with what nobody is shown.
struct StoredAccount: Sendable {
  let account: Account
  /// A PHC string.
  let password: String?
  let codeHash: [UInt8]?
  let codeExpiresAt: Instant?

  private static let columns: SQL = """
    id, login, name, role, school, district, teacher, password, code_hash, code_expires_at, created_at, disabled_at
    """

  private init(row: ResultRow) throws {
    guard let role = Role(rawValue: row.text(3)), let id = row.optionalID(0) else {
      throw StoreError.corrupt("account \(row.text(0))")
    }
    account = Account(
      id: id, login: row.optionalText(1), name: row.text(2), role: role, school: row.optionalText(4),
      district: row.optionalText(5), teacherId: row.optionalID(6), activated: row.optionalText(7) != nil,
      disabled: row.optionalInstant(11) != nil, createdAt: row.instant(10))
    password = row.optionalText(7)
    codeExpiresAt = row.optionalInstant(9)
    codeHash = codeExpiresAt == nil ? nil : row.bytes(8)
  }

  static func find(login: String, in connection: Connection) throws -> StoredAccount? {
    try connection.first("SELECT \(columns) FROM account WHERE login = \(login)", StoredAccount.init)
  }

  static func find(_ id: DocumentID, in connection: Connection) throws -> StoredAccount? {
    try connection.first(
      "SELECT \(columns) FROM account WHERE id = \(id) AND login IS NOT NULL", StoredAccount.init)
  }

  /// The accounts of people, by login name.
  static func all(
    school: String?, district: String?, after: String, limit: Int, in connection: Connection
  ) throws -> [Account] {
    var condition: SQL = "login > \(after)"
    if let school { condition += " AND school = \(school)" }
    if let district { condition += " AND district = \(district)" }
    return try connection.all(
      "SELECT \(columns) FROM account WHERE \(condition) ORDER BY login LIMIT \(limit)", StoredAccount.init
    ).map(\.account)
  }
}

extension Account {
  /// The record in which what happens to the account stands.
  var realm: String { school ?? district ?? Chain.server }

  /// Makes the account; it can be used once a password is set.
  /// - Throws: `Refusal` with 409 when the login name is taken or the teacher has an account.
  func insert(in connection: Connection) throws {
    try checkTeacher(in: connection)
    try connection.execute(
      """
      INSERT INTO account (id, login, name, role, school, district, teacher, created_at)
      VALUES (\(id), \(login), \(name), \(role.rawValue), \(school), \(district), \(teacherId), \(createdAt))
      """, orRefuse: taken)
  }

  /// - Parameter old: the account as it is; a teacher that it is linked to already is not asked for again.
  /// - Throws: `Refusal` with 409 when the teacher has another account.
  func update(_ old: Account, at now: Instant, in connection: Connection) throws {
    if teacherId != old.teacherId { try checkTeacher(in: connection) }
    try connection.execute(
      """
      UPDATE account SET name = \(name), role = \(role.rawValue), teacher = \(teacherId), \
      disabled_at = \(disabled ? now : nil) WHERE id = \(id)
      """, orRefuse: taken)
  }

  private func checkTeacher(in connection: Connection) throws {
    guard let teacherId else { return }
    let document = try school.flatMap { try StoredDocument.find(teacherId, school: $0, in: connection) }
    guard let document, document.kind == Teacher.kind, !document.isDeleted else {
      throw Refusal(
        .validation, at: JSONPointer(["teacherId"]), "reference", Text("学校没有这位教师", "the school has no such teacher"))
    }
  }

  /// A login name is one account's, and so is a teacher in a school.
  private func taken(_ columns: String) -> Refusal {
    columns.contains("teacher")
      ? Refusal(.duplicate, Text("这位教师已有账号", "the teacher has an account already"))
      : Refusal(.duplicate, Text("登录名 \(login ?? "") 已被使用", "the login name \(login ?? "") is taken"))
  }
}
