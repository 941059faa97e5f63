import Shared

/// Which documents name a class, a test, a research group or a teacher: asked before one of them is deleted.
///
/// A row says where a target has been named: in a document, or, for teachers, who are named all over, in the documents
/// of a group. Rows are only ever added, so that a write costs one statement and no look at what it replaces; whoever
/// asks looks whether the name is still there. What names a group or a term is told by the columns of documents.
enum Mentions {
  private static let kinds: Set<String> = ["classes", "tests", "research-groups"]

  static func add(_ document: StoredDocument, tree: JSON, in connection: Connection) throws {
    try add(
      school: document.school, kind: document.kind, id: document.id, group: document.groupID, tree, in: connection)
  }

  private static func add(
    school: String, kind: Kind, id: DocumentID, group: DocumentID?, _ tree: JSON, in connection: Connection
  ) throws {
    var targets: Set<String> = []
    var teachers: Set<String> = []
    for case .document(let target, let id) in kind.references(in: tree).map(\.target) {
      if target == Teacher.kind.name {
        teachers.insert(id.description)
      } else if kinds.contains(target) {
        targets.insert(id.description)
      }
    }
    for (targets, place) in [(targets, id), (teachers, group ?? id)] where !targets.isEmpty {
      let list = JSON.array(targets.sorted().map(JSON.string)).canonicalText
      try connection.execute(
        """
        INSERT INTO mention (school, target, place)
        SELECT \(school), value, \(place) FROM json_each(\(list)) WHERE true ON CONFLICT DO NOTHING
        """)
    }
  }

  /// Of a database from before there were any. A migration, so that it reads the columns as they were then.
  static func fill(_ connection: Connection) throws {
    try connection.each(
      """
      SELECT d.school, d.id, d.kind, d.group_id, c.body FROM document d JOIN change c ON c.place = d.place
      WHERE d.deleted = 0
      """
    ) { row in
      // Damaged bytes are told when they are read, not here.
      guard let kind = Kind.named(row.text(2)), let tree = try? JSON(parsing: row.bytes(4)) else { return }
      try add(
        school: row.text(0), kind: kind, id: row.id(1), group: row.optionalID(3), tree, in: connection)
    }
  }

  /// The living documents that name another one, in the order of their ids.
  static func documents(naming target: StoredDocument, in connection: Connection) throws -> [StoredDocument] {
    // Ids stand in a body as they are written here, and nothing else looks like one.
    let name = Array(target.id.description.utf8)
    let kinds = SQL.list(Kind.all.filter { $0.form.refers(to: target.kind) }.map(\.name))
    func documents(_ place: SQL) throws -> [StoredDocument] {
      try connection.all(
        """
        SELECT \(StoredDocument.columns) FROM mention m JOIN document d ON d.school = m.school AND \(place) = m.place
        JOIN change c ON c.place = d.place
        WHERE m.school = \(target.school) AND m.target = \(target.id) AND d.kind IN (\(kinds)) AND d.deleted = 0
        """, StoredDocument.init
      ).filter { $0.body.contains(name) }
    }
    return try (documents("d.id") + documents("d.group_id")).sorted { $0.id < $1.id }
  }
}
