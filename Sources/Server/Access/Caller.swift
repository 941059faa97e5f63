import Shared

/// Who is asking: always read from the token at the moment of the request, so that a change of access counts at
/// the next one.
struct Caller: Hashable, Sendable {
  /// Outlives a change of token; sync clients belong to it.
  let account: String
  /// What `updatedBy` shows.
  let name: String
  let role: Role
  /// The school that the caller belongs to; nil for the server's administrator and for districts.
  let school: String?
  let teacher: DocumentID?

  /// - Returns: nil when there is no such token, or it has expired or been revoked.
  static func find(_ token: Token, at now: Instant, in connection: Connection) throws -> Caller? {
    try connection.first(
      """
      SELECT account, name, role, school, teacher FROM token
      WHERE hash = \(token.hash) AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > \(now))
      """
    ) { row in
      guard let role = Role(rawValue: row.text(2)) else { throw StoreError.corrupt("role \(row.text(2))") }
      return Caller(
        account: row.text(0), name: row.text(1), role: role, school: row.optionalText(3), teacher: row.optionalID(4))
    }
  }

  /// Makes a token and its account.
  /// - Returns: the token, to be shown once.
  static func create(
    account: String, name: String, role: Role, school: String?, teacher: DocumentID?, expiresAt: Instant?,
    at now: Instant, random: inout some RandomNumberGenerator, in connection: Connection
  ) throws -> Token {
    let token = Token.make(type: role == .integration ? "int" : "cli", random: &random)
    let id = DocumentID(milliseconds: now.milliseconds, random: &random)
    try connection.execute(
      """
      INSERT INTO token (id, hash, account, name, role, school, teacher, created_at, expires_at)
      VALUES (\(id), \(token.hash), \(account), \(name), \(role.rawValue), \(school), \(teacher), \(now), \(expiresAt))
      """)
    return token
  }
}
