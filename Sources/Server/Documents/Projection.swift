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

/// Rebuilding of everything that follows from the documents.
enum Reindex {
  /// What a newer program keeps beside the documents is worked out when it first opens the database.
  static func runIfDue(in connection: Connection) throws {
    guard try connection.exists("SELECT 1 FROM meta WHERE name = 'reindex-due'") else { return }
    _ = try run(in: connection)
    try connection.execute("DELETE FROM meta WHERE name = 'reindex-due'")
  }

  /// - Returns: how many documents were read.
  static func run(in connection: Connection) throws -> Int {
    for projection in Projection.all {
      for table in projection.tables { try connection.execute("DELETE FROM \(SQL(stringLiteral: table))") }
    }
    try connection.execute("DELETE FROM natural_key")
    try connection.execute("DELETE FROM mention")
    var count = 0
    for kind in Kind.all {
      let documents = try connection.all(
        "SELECT \(StoredDocument.columns) FROM \(StoredDocument.table) WHERE d.kind = \(kind.name) AND d.deleted = 0",
        StoredDocument.init)
      for document in documents {
        let tree = try document.tree()
        if let value = kind.naturalKeyText(of: tree) {
          try connection.execute(
            """
            INSERT INTO natural_key (school, kind, value, id)
            VALUES (\(document.school), \(kind.name), \(value), \(document.id))
            """)
        }
        try Mentions.add(document, tree: tree, in: connection)
        try Projection.of(kind)?.project(document, tree, connection)
        count += 1
      }
    }
    try ScoreAtoms.replay(in: connection)
    return count
  }
}
