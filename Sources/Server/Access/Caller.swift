import Shared

/// Who is asking: always found by the token at the moment of the request, so that a change of access counts at the
/// next one.
struct Caller: Hashable, Sendable {
  /// Outlives a change of token; sync clients belong to it.
  let account: String
  /// What `updatedBy` shows.
  let name: String
  let role: Role
  /// The school that the caller belongs to; nil for the server's administrator and for districts.
  let school: String?
  let teacher: DocumentID?

  /// - Returns: nil when there is no token with this hash, or it was revoked; whether it has expired is for who asks.
  static func find(_ hash: [UInt8], in connection: Connection) throws -> KnownCallers.Entry? {
    try connection.first(
      """
      SELECT account, name, role, school, teacher, expires_at FROM token
      WHERE hash = \(hash) AND revoked_at IS NULL
      """
    ) { row in
      guard let role = Role(rawValue: row.text(2)) else { throw StoreError.corrupt("role \(row.text(2))") }
      let caller = Caller(
        account: row.text(0), name: row.text(1), role: role, school: row.optionalText(3), teacher: row.optionalID(4))
      return KnownCallers.Entry(caller: caller, expiresAt: row.optionalInstant(5))
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
