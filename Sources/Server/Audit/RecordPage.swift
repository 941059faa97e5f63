import Shared

/// A page of a realm's record, newest first, as somebody asks for it.
struct RecordPage: Sendable {
  var account: String?
  var action: AuditAction?
  var from: Instant?
  var to: Instant?
  /// The place that the page begins after: a change's number and an event's, 0 for the change itself.
  var after = (seq: Int(Int32.max), n: 0)

  /// - Returns: the entries, and the place to go on from when there may be more.
  func read(_ realm: String, limit: Int, in connection: Connection) throws -> (entries: [AuditEntry], next: String?) {
    var entries: [AuditEntry] = []
    var (looked, isFull) = (0, false)
    var last: String?
    let rows = hasRest ? PageBudget.rows : limit + 1
    try connection.walk(statement(realm, rows: rows)) { row in
      if row.bool(11) {
        guard entries.count < limit else {
          isFull = true
          return false
        }
        entries.append(try AuditEntry(row: row))
      }
      looked += 1
      last = "\(row.int(0)).\(row.int(1))"
      return true
    }
    return (entries, isFull || looked == rows ? last : nil)
  }

  /// Whether there is a filter that is asked of each row, because no index knows it.
  private var hasRest: Bool { account != nil || from != nil || to != nil || isOfDocuments }

  /// Whether only changes of documents are asked for.
  private var isOfDocuments: Bool { action.flatMap { Shared.Operation(rawValue: $0.rawValue) } != nil }

  /// Each table gives a page of its own in its own order, so that no more of either is read than can be shown.
  func statement(_ realm: String, rows: Int) -> SQL {
    var tables: [SQL] = []
    if action == nil || isOfDocuments { tables.append(changes(of: realm, rows: rows)) }
    if !isOfDocuments { tables.append(events(of: realm, rows: rows)) }
    let all = tables.dropFirst().reduce(tables[0]) { $0 + " UNION ALL " + $1 }
    // The inner rows come in order, and each looks its account up, so that the order stays. Only accounts of the realm
    // itself are named.
    return """
      SELECT page.*, coalesce(holder.login, holder.name)
      FROM (SELECT * FROM (\(all)) ORDER BY seq DESC, n DESC LIMIT \(rows)) page
      LEFT JOIN account holder
        ON holder.id = page.account AND coalesce(holder.school, holder.district, \(Chain.server)) = \(realm)
      """
  }

  private func changes(of realm: String, rows: Int) -> SQL {
    var fits = fits
    if let account { fits += " AND account = \(account)" }
    if let action { fits += " AND op = \(action.rawValue)" }
    return """
      SELECT * FROM (
        SELECT seq, 0 AS n, at, op AS action, account, kind, id, rev, NULL AS detail, request, hash, (\(fits)) AS fits
        FROM change WHERE school = \(realm) AND seq < \(after.n > 0 ? after.seq + 1 : after.seq)
        ORDER BY seq DESC LIMIT \(rows)
      )
      """
  }

  private func events(of realm: String, rows: Int) -> SQL {
    var own: SQL = ""
    if let account { own += " AND account = \(account)" }
    if let action { own += " AND action = \(action.rawValue)" }
    return """
      SELECT * FROM (
        SELECT after_seq AS seq, n, at, action, account, kind, id, NULL AS rev, substr(detail, 1, 200) AS detail, \
        request, hash, (\(fits)) AS fits
        FROM event WHERE realm = \(realm) AND (after_seq, n) < (\(after.seq), \(after.n))\(own)
        ORDER BY after_seq DESC, n DESC LIMIT \(rows)
      )
      """
  }

  private var fits: SQL {
    var fits: SQL = "1"
    if let from { fits += " AND at >= \(from)" }
    if let to { fits += " AND at <= \(to)" }
    return fits
  }
}

extension AuditEntry {
  fileprivate init(row: ResultRow) throws {
    guard let action = AuditAction(rawValue: row.text(3)) else { throw StoreError.corrupt("action \(row.text(3))") }
    self.init(
      place: "\(row.int(0)).\(row.int(1))", at: row.instant(2), action: action, accountId: row.optionalText(4),
      accountName: row.optionalText(12), kind: row.optionalText(5), id: row.optionalText(6), rev: row.optionalInt(7),
      detail: row.optionalText(8),
      requestId: row.text(9), hash: Hex.encode(row.bytes(10)))
  }
}
