import GRDB
import Shared

extension WorkspaceState.Transaction {
  // MARK: Base

  func base(_ id: DocumentID) throws -> Base? {
    try Row.fetchOne(db, cached: "SELECT * FROM base WHERE id = ?", [id.description]).flatMap(Base.init(row:))
  }

  func bases(kind: Kind) throws -> [Base] {
    try rows("SELECT * FROM base WHERE kind = ? AND NOT isDeleted ORDER BY id", [kind.name]).compactMap(Base.init(row:))
  }

  func bases() throws -> [Base] { try rows("SELECT * FROM base ORDER BY id").compactMap(Base.init(row:)) }

  /// What a scan needs of every document that has a file: no bodies, which may be many.
  func traces() throws -> [Trace] {
    let statement = try db.cachedStatement(
      sql: "SELECT id, kind, isDeleted, path, clean FROM base")
    var traces: [Trace] = []
    let rows = try Row.fetchCursor(statement)
    while let row = try rows.next() { if let trace = Trace(row: row) { traces.append(trace) } }
    return traces
  }

  func save(_ base: Base) throws {
    try execute(
      """
      INSERT INTO base (id, kind, rev, state, updatedAt, updatedBy, "transition", isDeleted, isHidden, path, clean,
        isAskedAbout, body)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, rev = excluded.rev, state = excluded.state,
        updatedAt = excluded.updatedAt, updatedBy = excluded.updatedBy,
        "transition" = excluded."transition", isDeleted = excluded.isDeleted, isHidden = excluded.isHidden,
        path = excluded.path, clean = excluded.clean, isAskedAbout = excluded.isAskedAbout, body = excluded.body
      """,
      [
        base.id.description, base.kind.name, base.rev, base.state?.rawValue, base.updatedAt.milliseconds,
        base.updatedBy, try base.transition?.text, base.isDeleted, base.isHidden, base.path, base.clean,
        base.isAskedAbout, base.body.canonicalText,
      ])
  }

  func deleteBase(_ id: DocumentID) throws {
    try execute("DELETE FROM base WHERE id = ?", [id.description])
  }

  func setFile(_ id: DocumentID, path: String?, clean: String?) throws {
    try execute("UPDATE base SET path = ?, clean = ? WHERE id = ?", [path, clean, id.description])
  }

  func setHidden(_ id: DocumentID, _ isHidden: Bool) throws {
    try execute("UPDATE base SET isHidden = ? WHERE id = ?", [isHidden, id.description])
  }

  // MARK: Incoming

  func incoming(_ id: DocumentID) throws -> Incoming? {
    try Row.fetchOne(db, cached: "SELECT * FROM incoming WHERE id = ?", [id.description])
      .flatMap(Incoming.init(row:))
  }

  func hasIncoming() throws -> Bool {
    try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM incoming)") ?? false
  }

  func incoming() throws -> [Incoming] {
    try rows("SELECT * FROM incoming ORDER BY id").compactMap(Incoming.init(row:))
  }

  func save(_ incoming: Incoming) throws {
    try execute(
      """
      INSERT INTO incoming (id, kind, rev, state, updatedAt, updatedBy, "transition", continuesBase, isBeingEdited, body)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, rev = excluded.rev, state = excluded.state,
        updatedAt = excluded.updatedAt, updatedBy = excluded.updatedBy,
        "transition" = excluded."transition", continuesBase = excluded.continuesBase,
        isBeingEdited = excluded.isBeingEdited, body = excluded.body
      """,
      [
        incoming.id.description, incoming.kind.name, incoming.rev, incoming.state?.rawValue,
        incoming.updatedAt.milliseconds, incoming.updatedBy, try incoming.transition?.text, incoming.continuesBase,
        incoming.isBeingEdited, incoming.body?.canonicalText,
      ])
  }

  func deleteIncoming(_ id: DocumentID) throws {
    try execute("DELETE FROM incoming WHERE id = ?", [id.description])
  }

  // MARK: Files that are not seen

  func setAskedAbout(_ id: DocumentID, _ isAsked: Bool) throws {
    try execute("UPDATE base SET isAskedAbout = ? WHERE id = ?", [isAsked, id.description])
  }

  /// The documents of whose missing file somebody was asked.
  func askedAbout() throws -> Set<DocumentID> {
    Set(try rows("SELECT id FROM base WHERE isAskedAbout").compactMap { DocumentID(text: $0["id"]) })
  }

  /// Copies that were left alone, by their path, with the digest of their text.
  func copies() throws -> [ExactName: String] {
    var copies: [ExactName: String] = [:]
    for row in try rows("SELECT path, digest FROM copy") { copies[ExactName(row["path"])] = row["digest"] }
    return copies
  }

  func saveCopy(_ path: String, digest: String) throws {
    try execute("INSERT OR REPLACE INTO copy (path, digest) VALUES (?, ?)", [path, digest])
  }

  /// The copies of which nobody was asked whether they are to be documents of their own.
  func unaskedCopies() throws -> Set<ExactName> {
    Set(try rows("SELECT path FROM copy WHERE NOT isAskedAbout").map { ExactName($0["path"]) })
  }

  func setAsked(copy path: String) throws { try execute("UPDATE copy SET isAskedAbout = 1 WHERE path = ?", [path]) }

  func deleteCopy(_ path: String) throws { try execute("DELETE FROM copy WHERE path = ?", [path]) }

  // MARK: Reading afresh

  /// Notes every document of a feed, so that those which the feed no longer has are known in the end.
  func beginRereading(_ feed: Scope.Feed) throws {
    try set(.cursor(feed), nil)
    for kind in feed.kinds {
      try execute("INSERT OR REPLACE INTO unseen (id, feed) SELECT id, ? FROM base WHERE kind = ?", [feed.name, kind])
    }
  }

  func markSeen(_ id: DocumentID) throws {
    try execute("DELETE FROM unseen WHERE id = ?", [id.description])
  }

  /// The documents that a feed read to its end did not have; forgets them.
  func takeUnseen(_ feed: Scope.Feed) throws -> [DocumentID] {
    let ids = try rows("SELECT id FROM unseen WHERE feed = ? ORDER BY id", [feed.name])
      .compactMap { DocumentID(text: $0["id"]) }
    try execute("DELETE FROM unseen WHERE feed = ?", [feed.name])
    return ids
  }

  // MARK: Names

  func names() throws -> Names {
    var names = Names()
    for row in try rows("SELECT kind, name, id, isCurrent FROM name") {
      guard let id = DocumentID(text: row["id"]) else { continue }
      names.add(row["name"], of: id, kind: row["kind"], isCurrent: row["isCurrent"])
    }
    return names
  }

  func save(name: String, of id: DocumentID, kind: Kind) throws {
    try execute(
      "UPDATE name SET isCurrent = 0 WHERE kind = ? AND id = ? AND name <> ?", [kind.name, id.description, name])
    try execute(
      """
      INSERT INTO name (kind, name, id, isCurrent) VALUES (?, ?, ?, 1)
      ON CONFLICT (kind, name, id) DO UPDATE SET isCurrent = 1
      """, [kind.name, name, id.description])
  }

  // MARK: Files

  func files() throws -> [CachedFile] {
    let statement = try db.cachedStatement(sql: "SELECT path, size, modified, digest, header FROM file")
    var files: [CachedFile] = []
    let rows = try Row.fetchCursor(statement)
    while let row = try rows.next() {
      files.append(
        CachedFile(
          path: row[0], stamp: FileStamp(size: row[1], modified: row[2]), digest: row[3], header: row[4]))
    }
    return files
  }

  func save(_ file: CachedFile) throws {
    try execute(
      "INSERT OR REPLACE INTO file (path, size, modified, digest, header) VALUES (?, ?, ?, ?, ?)",
      [file.path, file.stamp.size, file.stamp.modified, file.digest, file.header])
  }

  func deleteFile(_ path: String) throws { try execute("DELETE FROM file WHERE path = ?", [path]) }

  func rows(_ sql: String, _ arguments: StatementArguments = []) throws -> [Row] {
    try Row.fetchAll(db.cachedStatement(sql: sql), arguments: arguments)
  }
}

/// What was seen of a file in the last scan.
struct CachedFile: Hashable, Sendable {
  var path: String
  var stamp: FileStamp
  var digest: String
  /// Its first line.
  var header: String
}

/// A base without its body.
struct Trace: Hashable, Sendable {
  var id: DocumentID
  var kind: Kind
  var isDeleted: Bool
  var path: String?
  var clean: String?

  fileprivate init?(row: Row) {
    // By position: a scan reads thousands of these, and a name costs a search each.
    guard let id = DocumentID(text: row[0]), let kind = Kind.named(row[1] as String) else { return nil }
    self.id = id
    self.kind = kind
    isDeleted = row[2]
    path = row[3]
    clean = row[4]
  }
}

extension Row {
  fileprivate static func fetchOne(
    _ db: Database, cached sql: String, _ arguments: StatementArguments
  ) throws -> Row? {
    try fetchOne(db.cachedStatement(sql: sql), arguments: arguments)
  }

  var body: JSON? { (self["body"] as String?).flatMap { try? JSON(parsing: $0) } }
  fileprivate var move: Change.Move? {
    (self["transition"] as String?).flatMap { try? JSON(parsing: $0).decode(Change.Move.self) }
  }
  fileprivate var state: DocumentState? {
    (self["state"] as String?).flatMap(DocumentState.init(rawValue:))
  }
}

extension Change.Move {
  fileprivate var text: String { get throws { try JSON(encoding: self).canonicalText } }
}

extension Base {
  fileprivate init?(row: Row) {
    guard let id = DocumentID(text: row["id"]), let kind = Kind.named(row["kind"] as String),
      let body = row.body
    else { return nil }
    self.init(
      id: id, kind: kind, rev: row["rev"], state: row.state,
      updatedAt: Instant(milliseconds: row["updatedAt"]), updatedBy: row["updatedBy"], transition: row.move,
      body: body, isDeleted: row["isDeleted"], isHidden: row["isHidden"], path: row["path"], clean: row["clean"],
      isAskedAbout: row["isAskedAbout"])
  }
}

extension Incoming {
  fileprivate init?(row: Row) {
    guard let id = DocumentID(text: row["id"]), let kind = Kind.named(row["kind"] as String) else { return nil }
    self.init(
      id: id, kind: kind, rev: row["rev"], state: row.state,
      updatedAt: Instant(milliseconds: row["updatedAt"]), updatedBy: row["updatedBy"], transition: row.move,
      body: row.body, continuesBase: row["continuesBase"], isBeingEdited: row["isBeingEdited"])
  }
}
