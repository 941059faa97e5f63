import HTTPTypes
import Hummingbird
import Shared

/// The route of the record.
extension Exchange {
  /// What happened in a school, newest first: changes of documents and events of access in one row.
  func audit() throws -> Answer {
    let limit = try query.integer("limit", in: 1...500) ?? 50
    let action = try query.value("action", AuditAction.init)
    let from = try query.value("from", Instant.init(text:))
    let to = try query.value("to", Instant.init(text:))
    return try register.store.snapshot { connection in
      let realm = try query.realm("school") ?? caller.realm
      guard caller.role == .server || realm == caller.realm, try Chain(realm, in: connection) != nil else {
        visit.goOutside()
        throw Refusal(.notFound)
      }
      func condition(on column: SQL) -> SQL {
        var condition: SQL = ""
        if let account = query["account"] { condition += " AND account = \(account)" }
        if let action { condition += " AND \(column) = \(action.rawValue)" }
        if let from { condition += " AND at >= \(from)" }
        if let to { condition += " AND at <= \(to)" }
        return condition
      }
      let filters = ["audit", realm, query["account"], action?.rawValue, from?.description, to?.description]
        .map { $0 ?? "" }.joined(separator: "\u{1F}")
      let after = try position(query["cursor"], filters: filters).split(separator: ".").compactMap { Int($0) }
      let (seq, n) = after.count == 2 ? (after[0], after[1]) : (Int(Int32.max), 0)
      // Each table gives a page of its own in its own order, so that no more of either is read than can be shown.
      let entries = try connection.all(
        """
        SELECT entry.*, coalesce(holder.login, holder.name) FROM (SELECT * FROM (
          SELECT seq, 0 AS n, at, op AS action, account, kind, id, rev, NULL AS detail, request, hash
          FROM change WHERE school = \(realm) AND seq < \(n > 0 ? seq + 1 : seq)\(condition(on: "op"))
          ORDER BY seq DESC LIMIT \(limit + 1)
        ) UNION ALL SELECT * FROM (
          SELECT after_seq, n, at, action, account, kind, id, NULL, substr(detail, 1, 200), request, hash
          FROM event WHERE realm = \(realm) AND (after_seq, n) < (\(seq), \(n))\(condition(on: "action"))
          ORDER BY after_seq DESC, n DESC LIMIT \(limit + 1)
        ) ORDER BY seq DESC, n DESC LIMIT \(limit + 1)) entry
        LEFT JOIN account holder
          ON holder.id = entry.account AND coalesce(holder.school, holder.district, \(Chain.server)) = \(realm)
        ORDER BY seq DESC, n DESC
        """, AuditEntry.init)
      return try page(entries, limit: limit, filters: filters, position: \.place)
    }
  }
}

extension AuditEntry {
  fileprivate init(row: ResultRow) throws {
    guard let action = AuditAction(rawValue: row.text(3)) else { throw StoreError.corrupt("action \(row.text(3))") }
    self.init(
      place: "\(row.int(0)).\(row.int(1))", at: row.instant(2), action: action, accountId: row.optionalText(4),
      accountName: row.optionalText(11), kind: row.optionalText(5), id: row.optionalText(6), rev: row.optionalInt(7),
      detail: row.optionalText(8),
      requestId: row.text(9), hash: Hex.encode(row.bytes(10)))
  }
}
