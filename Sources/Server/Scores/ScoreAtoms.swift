import Shared

/// The atoms of tests (see `Disclosure`). They only ever join: what a district was once told together it is never told
/// apart, so they are kept when a class grows again and when a sheet is deleted.
enum ScoreAtoms {
  /// Joins the classes of a test that have become too small to be told of alone. Comes at the end of a piece of work, when
  /// all its sheets are written.
  static func settle(_ test: DocumentID, school: String, in connection: Connection) throws {
    let sheets = try StoredSheet.all(of: test, school: school, in: connection)
    let classes = sheets.map { (id: $0.classID, atom: $0.atom, tested: $0.summary.presentCount) }
    for atom in Disclosure.atoms(of: classes) { try join(atom, of: test, school: school, in: connection) }
  }

  /// Makes one atom of some classes and of all that they were joined with before.
  private static func join(
    _ classes: [DocumentID], of test: DocumentID, school: String, in connection: Connection
  ) throws {
    var parts: Set<DocumentID> = []
    for one in classes {
      try connection.execute(
        """
        INSERT INTO score_atom (school, test, class, atom) VALUES (\(school), \(test), \(one), \(one))
        ON CONFLICT DO NOTHING
        """)
      let atom = try connection.first(
        "SELECT atom FROM score_atom WHERE school = \(school) AND test = \(test) AND class = \(one)"
      ) { try $0.id(0) }
      parts.insert(atom ?? one)
    }
    guard let first = parts.min() else { return }
    for part in parts where part != first {
      try connection.execute(
        "UPDATE score_atom SET atom = \(first) WHERE school = \(school) AND test = \(test) AND atom = \(part)")
    }
  }

  /// Goes through every revision of every sheet again and joins what was ever told together. Nothing is parted: the
  /// content of old revisions may be gone.
  ///
  /// A reader goes through them, so that nobody waits: what is written meanwhile is settled by who writes it.
  static func replay(_ school: String, in store: Store) async throws {
    let atoms = try await offThread { try store.read { try told(school, in: $0) } }
    for (test, classes) in atoms {
      try await store.write { connection in
        for atom in Dictionary(grouping: classes, by: \.value).values {
          try join(atom.map(\.key), of: test, school: school, in: connection)
        }
      }
    }
  }

  /// What was ever told together, by test and class.
  private static func told(
    _ school: String, in connection: Connection
  ) throws -> [DocumentID: [DocumentID: DocumentID]] {
    var history = AtomHistory(places: try SchoolClass.places(school, in: connection))
    try connection.each(
      """
      SELECT id, request, body FROM change
      WHERE school = \(school) AND kind = \(ScoreSheet.kind.name) ORDER BY seq
      """
    ) { row in
      let body = row.bytes(2)
      history.write(
        try row.id(0), request: row.text(1),
        sheet: try? JSON(parsing: body).decode(ScoreSheet.self))
    }
    history.settle()
    return history.atoms
  }
}

/// The atoms of a school's tests, worked out from the revisions of their sheets in the order in which they were written.
/// Revisions of one request were one piece of work.
private struct AtomHistory {
  let places: [DocumentID: (grade: Int, number: Int)]
  /// By test and class.
  private(set) var atoms: [DocumentID: [DocumentID: DocumentID]] = [:]
  private var sheets: [DocumentID: (test: DocumentID, schoolClass: DocumentID)] = [:]
  private var tested: [DocumentID: [DocumentID: Int]] = [:]
  private var request = ""
  /// Tests of which the request at hand wrote sheets.
  private var written: Set<DocumentID> = []

  init(places: [DocumentID: (grade: Int, number: Int)]) { self.places = places }

  /// - Parameter sheet: nil for a deletion and for a revision whose content is gone.
  mutating func write(_ id: DocumentID, request: String, sheet: ScoreSheet?) {
    if request != self.request { settle() }
    self.request = request
    if let before = sheets.removeValue(forKey: id) {
      tested[before.test]?[before.schoolClass] = nil
      written.insert(before.test)
    }
    guard let sheet else { return }
    sheets[id] = (sheet.testId, sheet.classId)
    tested[sheet.testId, default: [:]][sheet.classId] = sheet.rows.count { $0.status == .present }
    written.insert(sheet.testId)
  }

  mutating func settle() {
    for test in written {
      let classes = (tested[test] ?? [:]).sorted { place($0.key) < place($1.key) }.map { id, count in
        (id: id, atom: atoms[test]?[id] ?? id, tested: count)
      }
      for atom in Disclosure.atoms(of: classes) {
        for id in atom where atoms[test]?[id] == nil { atoms[test, default: [:]][id] = id }
        let parts = Set(atom.compactMap { atoms[test]?[$0] })
        guard parts.count > 1, let first = parts.min() else { continue }
        for (id, part) in atoms[test] ?? [:] where parts.contains(part) { atoms[test]?[id] = first }
      }
    }
    written = []
  }

  private func place(_ id: DocumentID) -> (Int, Int, DocumentID) {
    (places[id]?.grade ?? .max, places[id]?.number ?? .max, id)
  }
}

extension SchoolClass {
  /// The places of a school's classes.
  fileprivate static func places(
    _ school: String, in connection: Connection
  ) throws -> [DocumentID: (grade: Int, number: Int)] {
    let classes = try connection.all(
      """
      SELECT \(StoredDocument.columns) FROM \(StoredDocument.table)
      WHERE d.school = \(school) AND d.kind = \(kind.name) AND d.deleted = 0
      """
    ) { row in
      let document = try StoredDocument(row: row)
      return (document.id, try document.tree().decode(SchoolClass.self).place)
    }
    return Dictionary(classes, uniquingKeysWith: { first, _ in first })
  }
}
