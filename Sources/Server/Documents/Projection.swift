import Shared

/// What reports count or join, taken from a document when it is written, in the same transaction.
///
/// A projection depends on its own document only (a score sheet's also on its test), and can be rebuilt at any time.
struct Projection: Sendable {
  let kind: Kind
  /// Its tables, all keyed by school and document.
  let tables: [String]
  /// Writes the rows of a living document.
  /// - Throws: `Refusal` when the document does not fit what it rests on.
  let project: @Sendable (StoredDocument, JSON, Connection) throws -> Void

  static let all: [Projection] = [.terms, .researchGroups, .settings, .groups, .tests, .scoreSheets]

  private static let byKind = Dictionary(uniqueKeysWithValues: all.map { ($0.kind, $0) })

  static func of(_ kind: Kind) -> Projection? { byKind[kind] }

  /// Takes a document's rows away, whichever projection made them.
  func clear(_ document: StoredDocument, in connection: Connection) throws {
    for table in tables {
      try connection.execute(
        "DELETE FROM \(SQL(stringLiteral: table)) WHERE school = \(document.school) AND id = \(document.id)")
    }
  }
}

extension WriteSession {
  /// Brings the natural key and the projections of a document up to date with its body.
  func project(_ document: StoredDocument, tree: JSON?) throws {
    if !document.kind.naturalKey.isEmpty {
      if document.rev > 1 {
        try connection.execute("DELETE FROM natural_key WHERE school = \(school) AND id = \(document.id)")
      }
      if let tree, !document.isDeleted, let value = document.kind.naturalKeyText(of: tree) {
        try connection.execute(
          """
          INSERT INTO natural_key (school, kind, value, id)
          VALUES (\(school), \(document.kind.name), \(value), \(document.id))
          """)
      }
    }
    if let tree, !document.isDeleted { try Mentions.add(document, tree: tree, in: connection) }
    guard let projection = Projection.of(document.kind) else { return }
    if document.kind == ScoreSheet.kind { try markTests(of: document, tree: tree) }
    if document.rev > 1 { try projection.clear(document, in: connection) }
    if let tree, !document.isDeleted {
      try projection.project(document, tree, connection)
    }
  }
}
