import Shared

/// Rebuilding of everything that follows from the documents: natural keys, projections, mentions and atoms.
///
/// Documents are done one after another, some in a transaction, so that others write in between, reports are never
/// without their rows, and memory doesn't grow with the school.
enum Reindex {
  /// How many bytes of bodies are read in one transaction; a document more at most.
  private static let bytesAtOnce = 1 << 18
  private static let documentsAtOnce = 50

  /// What a newer program keeps beside the documents is worked out when it first opens the database.
  static func runIfDue(in store: Store) async throws {
    guard try store.read({ try $0.exists("SELECT 1 FROM meta WHERE name = 'reindex-due'") }) else { return }
    _ = try await run(in: store)
    try await store.write { try $0.execute("DELETE FROM meta WHERE name = 'reindex-due'") }
  }

  /// - Parameter progress: told how many documents are done, and of how many.
  /// - Returns: how many documents were read.
  /// - Throws: `CancellationError` between two transactions; what was rebuilt stays, and is right.
  static func run(
    in store: Store, progress: (_ done: Int, _ of: Int) async throws -> Void = { _, _ in }
  ) async throws -> Int {
    let all = try store.read { try $0.first("SELECT count(*) FROM document WHERE deleted = 0") { $0.int(0) } ?? 0 }
    var done = 0
    for school in try store.read({ try $0.all("SELECT school FROM school ORDER BY school") { $0.text(0) } }) {
      let before = done
      do {
        try await sweep(school, store)
        for kind in Kind.all {
          var last = ""
          while let (count, next) = try await store.write({ [last] in try page(kind, school, after: last, in: $0) }) {
            last = next
            done += count
            try Task.checkCancellation()
            try await progress(done, all)
          }
        }
      } catch StoreError.forbidden {
        // Rows that were wrong stand in the way of right ones: only without all of them there is room.
        done = before + (try await store.write { try whole(school, in: $0) })
      }
      try await ScoreAtoms.replay(school, in: store)
    }
    return done
  }

  /// Rebuilds what follows from the next documents of a kind.
  /// - Returns: how many there were, and the last of them; nil at the end.
  private static func page(
    _ kind: Kind, _ school: String, after last: String, in connection: Connection
  ) throws -> (count: Int, last: String)? {
    let ids = try connection.all(
      """
      SELECT id FROM document WHERE school = \(school) AND kind = \(kind.name) AND deleted = 0 AND id > \(last)
      ORDER BY id LIMIT \(documentsAtOnce)
      """
    ) { try $0.id(0) }
    var (count, bytes) = (0, 0)
    for id in ids where bytes < bytesAtOnce {
      bytes += try rebuild(id, school, in: connection)
      count += 1
    }
    return count == 0 ? nil : (count, ids[count - 1].description)
  }

  /// - Returns: how many bytes the body has.
  private static func rebuild(_ id: DocumentID, _ school: String, in connection: Connection) throws -> Int {
    guard let document = try StoredDocument.find(id, school: school, in: connection), !document.isDeleted else {
      return 0
    }
    let tree = try document.tree()
    try connection.execute("DELETE FROM natural_key WHERE school = \(school) AND id = \(id)")
    if let value = document.kind.naturalKeyText(of: tree) {
      try connection.execute(
        """
        INSERT INTO natural_key (school, kind, value, id)
        VALUES (\(school), \(document.kind.name), \(value), \(id))
        """)
    }
    try Mentions.add(document, tree: tree, in: connection)
    if let projection = Projection.of(document.kind) {
      try projection.clear(document, in: connection)
      try projection.project(document, tree, connection)
    }
    return document.body.count
  }

  private static var tables: [String] { ["natural_key"] + Projection.all.flatMap(\.tables) }

  /// Takes away the rows of documents that don't live, of which there should be none.
  private static func sweep(_ school: String, _ store: Store) async throws {
    for table in tables.map(SQL.init(stringLiteral:)) {
      let orphans = try store.read { connection in
        try connection.all(
          """
          SELECT DISTINCT t.id FROM \(table) t WHERE t.school = \(school) AND NOT EXISTS
          (SELECT 1 FROM document d WHERE d.school = t.school AND d.id = t.id AND d.deleted = 0)
          """
        ) { $0.text(0) }
      }
      for id in orphans {
        try await store.write { connection in
          try connection.execute(
            """
            DELETE FROM \(table) WHERE school = \(school) AND id = \(id) AND NOT EXISTS
            (SELECT 1 FROM document d WHERE d.school = \(school) AND d.id = \(id) AND d.deleted = 0)
            """)
        }
      }
    }
  }

  /// A school's in one transaction, from nothing.
  private static func whole(_ school: String, in connection: Connection) throws -> Int {
    for table in tables {
      try connection.execute("DELETE FROM \(SQL(stringLiteral: table)) WHERE school = \(school)")
    }
    var count = 0
    for kind in Kind.all {
      var last = ""
      while let next = try page(kind, school, after: last, in: connection) {
        last = next.last
        count += next.count
      }
    }
    return count
  }
}
