import Shared

/// Removing what a school no longer keeps: kinds for which its settings name a number of years, and the content of
/// documents that were deleted long ago. Ids, revs and the record stay.
enum Retirement {
  /// How long the content of a deleted document is kept, in days.
  static let tombstoneDays = 400

  /// Documents whose time is over, and by which rule.
  struct Due: Sendable {
    /// A kind, or `deleted`.
    let subject: String
    let ids: [DocumentID]
  }

  private static let deleted = "deleted"

  /// What a school no longer keeps. What refers to others comes before what it refers to.
  /// - Parameter id: only of this document; of all when absent, which looks at each there is.
  static func due(
    in school: String, only id: DocumentID? = nil, at now: Instant, _ connection: Connection
  ) throws -> [Due] {
    let today = try SchoolZone.of(school, in: connection).day(at: now)
    var only: SQL = ""
    if let id { only = " AND d.id = \(id)" }
    var due: [Due] = []
    for (kind, years) in try rules(school, in: connection).sorted(by: { $0.key.order > $1.key.order }) {
      let limit = "\(today.components.year - years)\(today.description.dropFirst(4))"
      let limitInstant = now.adding(days: -years * 365)
      let ids = try connection.all(
        """
        SELECT d.id FROM document d LEFT JOIN term t ON t.school = d.school AND t.code = d.term
        WHERE d.school = \(school) AND d.kind = \(kind.name)\(only) AND d.deleted = 0
        AND CASE WHEN t.code IS NOT NULL THEN t.last_day < \(limit)
          WHEN d.day IS NOT NULL THEN d.day < \(limit) ELSE d.updated_at < \(limitInstant) END
        AND NOT EXISTS (SELECT 1 FROM score_summary s WHERE s.school = d.school AND s.test = d.id)
        """
      ) { try $0.id(0) }
      due.append(Due(subject: kind.name, ids: ids))
    }
    let old = now.adding(days: -tombstoneDays)
    let tombstones = try connection.all(
      """
      SELECT d.id FROM document d WHERE d.school = \(school)\(only) AND d.deleted = 1 AND d.updated_at < \(old)
      AND EXISTS (SELECT 1 FROM change c WHERE c.school = d.school AND c.id = d.id AND length(c.body) > 0)
      """
    ) { try $0.id(0) }
    due.append(Due(subject: deleted, ids: tombstones))
    return due.filter { !$0.ids.isEmpty }
  }

  /// Removes those documents that are still due now that it is the writer's turn.
  /// - Returns: how many lost their content.
  static func run(_ due: Due, in session: WriteSession) throws -> Int {
    let ids = try due.ids.filter { id in
      try Self.due(in: session.school, only: id, at: session.now, session.connection)
        .contains { $0.subject == due.subject }
    }
    guard !ids.isEmpty else { return 0 }
    let count = try Redaction.unlocked(in: session.connection) {
      if due.subject != deleted { for id in ids { try delete(id, in: session) } }
      return try retire(ids, as: due.subject, in: session)
    }
    try session.finish()
    return count
  }

  private static func rules(_ school: String, in connection: Connection) throws -> [Kind: Int] {
    let settings = try connection.first(
      """
      SELECT \(StoredDocument.columns) FROM \(StoredDocument.table)
      WHERE d.school = \(school) AND d.kind = \(SchoolSettings.kind.name) AND d.deleted = 0
      """
    ) { try StoredDocument(row: $0).tree().decode(SchoolSettings.self) }
    let rows = (settings?.retention ?? []).compactMap { row in Kind.named(row.kind).map { ($0, row.years) } }
    return Dictionary(rows, uniquingKeysWith: max)
  }

  private static func delete(_ id: DocumentID, in session: WriteSession) throws {
    guard let document = try StoredDocument.find(id, school: session.school, in: session.connection),
      !document.isDeleted
    else { return }
    _ = try session.write(Intent(op: .delete, kind: document.kind, id: id), document)
  }

  /// Leaves of each revision what is left of a deleted document, and says so in the record.
  private static func retire(_ ids: [DocumentID], as subject: String, in session: WriteSession) throws -> Int {
    var proof = Redaction.Proof(subject: subject)
    for id in ids {
      proof.rows += try Redaction.rewrite(id, school: session.school, in: session.connection) { row in
        guard !row.body.isEmpty || row.comment != nil, let kind = Kind.named(row.document.kind) else { return nil }
        var tombstone = StoredDocument(
          school: session.school, id: id, kind: kind, rev: row.document.rev, seq: row.seq, state: nil, groupID: nil,
          term: nil, owner: row.account, createdAt: row.at, updatedAt: row.at, updatedBy: row.author, isDeleted: true,
          head: [], body: [])
        tombstone.rebuildHead()
        return Redaction.Content(head: tombstone.head, body: [], comment: nil)
      }
    }
    try session.note(proof, as: .retired, kind: subject)
    return ids.count
  }
}

extension Kind {
  /// Its place in the order in which documents refer to one another.
  fileprivate var order: Int { Kind.all.firstIndex(of: self) ?? 0 }
}
