import Shared

/// Tokens as rows.
enum Tokens {
  /// A person's session ends after 90 days, or after 30 without use.
  static let sessionDays = 90
  static let idleDays = 30
  /// A rotated token works on for a week.
  static let overlapDays = 7

  private static let columns: SQL = """
    t.id, t.kind, t.name, a.id, a.role, a.school, t.scopes, t.created_at, t.expires_at, t.last_used_at
    """

  /// Makes a token for an account.
  /// - Returns: the token, to be shown once, and how lists show it.
  static func create(
    _ kind: TokenInfo.Kind, name: String, account: String, scopes: TokenScopes? = nil, id: DocumentID,
    expiresAt: Instant?, idleDays: Int? = nil, at now: Instant, in connection: Connection
  ) throws -> (token: Token, info: TokenInfo) {
    var random = SystemRandomNumberGenerator()
    let token = Token.make(type: kind.prefix, random: &random)
    try connection.execute(
      """
      INSERT INTO access_token (id, hash, account, kind, name, scopes, created_at, expires_at, idle_days)
      VALUES (\(id), \(token.hash), \(account), \(kind.rawValue), \(name), \(scopes?.stored), \(now), \(expiresAt), \
      \(idleDays))
      """)
    guard let info = try find(id, in: connection) else { throw StoreError.corrupt("token \(id)") }
    return (token, info)
  }

  /// A token that has not been revoked.
  static func find(_ id: DocumentID, in connection: Connection) throws -> TokenInfo? {
    try connection.first(
      """
      SELECT \(columns) FROM access_token t JOIN account a ON a.id = t.account
      WHERE t.id = \(id) AND t.revoked_at IS NULL
      """, info)
  }

  /// The record in which what happens to a token stands.
  static func realm(of id: DocumentID, in connection: Connection) throws -> String {
    try connection.first(
      """
      SELECT coalesce(a.school, a.district) FROM access_token t JOIN account a ON a.id = t.account WHERE t.id = \(id)
      """
    ) { $0.optionalText(0) ?? Chain.server } ?? Chain.server
  }

  /// Tokens that have not been revoked, of an account or of a school.
  static func all(
    account: String?, school: String?, after: String, limit: Int, in connection: Connection
  ) throws -> [TokenInfo] {
    var condition: SQL = "t.revoked_at IS NULL AND t.id > \(after)"
    if let account { condition += " AND a.id = \(account)" }
    if let school { condition += " AND a.school = \(school)" }
    return try connection.all(
      """
      SELECT \(columns) FROM access_token t JOIN account a ON a.id = t.account
      WHERE \(condition) ORDER BY t.id LIMIT \(limit)
      """, info)
  }

  private static func info(row: ResultRow) throws -> TokenInfo {
    guard let kind = TokenInfo.Kind(rawValue: row.text(1)), let role = Role(rawValue: row.text(4)) else {
      throw StoreError.corrupt("token \(row.text(0))")
    }
    let scopes = row.optionalText(6).map(TokenScopes.init(stored:))
    return TokenInfo(
      id: try row.id(0), kind: kind, name: row.text(2), accountId: row.optionalID(3), role: role,
      school: row.optionalText(5), scopes: scopes.map { $0.all.sorted { $0.description < $1.description } },
      createdAt: row.instant(7), expiresAt: row.optionalInstant(8), lastUsedAt: row.optionalInstant(9))
  }

  static func revoke(_ id: DocumentID, at now: Instant, in connection: Connection) throws {
    try connection.execute("UPDATE access_token SET revoked_at = \(now) WHERE id = \(id)")
  }

  /// Ends every session and token there is, and takes back every activation code.
  /// - Returns: how many tokens there were.
  static func revokeAll(at now: Instant, in connection: Connection) throws -> Int {
    let count = try connection.first("SELECT count(*) FROM access_token WHERE revoked_at IS NULL") { $0.int(0) } ?? 0
    try connection.execute("UPDATE access_token SET revoked_at = \(now) WHERE revoked_at IS NULL")
    try connection.execute("UPDATE account SET code_hash = NULL, code_expires_at = NULL WHERE code_hash IS NOT NULL")
    return count
  }

  /// Ends every session of an account: its password is new, or it is disabled.
  static func revokeSessions(of account: DocumentID, at now: Instant, in connection: Connection) throws {
    try connection.execute(
      """
      UPDATE access_token SET revoked_at = \(now)
      WHERE account = \(account) AND kind = \(TokenInfo.Kind.session.rawValue) AND revoked_at IS NULL
      """)
  }
}

extension TokenInfo.Kind {
  /// What its tokens begin with, after `bk_`.
  fileprivate var prefix: String {
    switch self {
    case .session: "ses"
    case .integration: "int"
    case .machine: "cli"
    }
  }
}
