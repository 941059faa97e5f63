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
      INSERT INTO base (id, kind, rev, state, updatedAt, updatedBy, isDeleted, isHidden, path, clean, body)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, rev = excluded.rev, state = excluded.state,
        updatedAt = excluded.updatedAt, updatedBy = excluded.updatedBy, isDeleted = excluded.isDeleted,
        isHidden = excluded.isHidden, path = excluded.path, clean = excluded.clean, body = excluded.body
      """,
      [
        base.id.description, base.kind.name, base.rev, base.state?.rawValue, base.updatedAt.milliseconds,
        base.updatedBy, base.isDeleted, base.isHidden, base.path, base.clean, base.body.canonicalText,
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
      INSERT INTO incoming (id, kind, rev, state, updatedAt, updatedBy, continuesBase, body)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, rev = excluded.rev, state = excluded.state,
        updatedAt = excluded.updatedAt, updatedBy = excluded.updatedBy, continuesBase = excluded.continuesBase, body = excluded.body
      """,
      [
        incoming.id.description, incoming.kind.name, incoming.rev, incoming.state?.rawValue,
        incoming.updatedAt.milliseconds, incoming.updatedBy, incoming.continuesBase,
        incoming.body?.canonicalText,
      ])
  }

  func deleteIncoming(_ id: DocumentID) throws {
    try execute("DELETE FROM incoming WHERE id = ?", [id.description])
  }

  // MARK: Outbox

  /// What was sent and has no outcome yet.
  func sealed() throws -> [OutboxEntry] {
    try rows("SELECT * FROM outbox WHERE n IS NOT NULL ORDER BY n").compactMap(OutboxEntry.init(row:))
  }

  /// What waits: transitions and restores that somebody asked for.
  func intents() throws -> [OutboxEntry] {
    try rows("SELECT * FROM outbox WHERE n IS NULL ORDER BY sequence").compactMap(OutboxEntry.init(row:))
  }

  func append(_ entry: OutboxEntry) throws {
    try execute(
      """
      INSERT INTO outbox (n, operation, kind, id, base, body, "to", comment, path, digest)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        entry.n, entry.operation.rawValue, entry.kind.name, entry.id.description, entry.base,
        entry.body?.canonicalText, entry.to?.rawValue, entry.comment, entry.path, entry.digest,
      ])
  }

  /// Fixes what is sent for something that waited.
  func seal(_ entry: OutboxEntry) throws {
    try execute(
      "UPDATE outbox SET n = ?, base = ?, body = ?, path = ?, digest = ? WHERE sequence = ?",
      [entry.n, entry.base, entry.body?.canonicalText, entry.path, entry.digest, entry.sequence])
  }

  func deleteEntry(_ sequence: Int64) throws {
    try execute("DELETE FROM outbox WHERE sequence = ?", [sequence])
  }

  /// Takes back what was sent: changes are planned anew from the drafts, what somebody asked for waits again.
  func unseal() throws {
    try execute("DELETE FROM outbox WHERE n IS NOT NULL AND operation IN ('create', 'update', 'delete')")
    try execute("UPDATE outbox SET n = NULL WHERE n IS NOT NULL")
  }

  // MARK: Refusals

  func refusals() throws -> [DocumentID: Refusal] {
    var result: [DocumentID: Refusal] = [:]
    for row in try rows("SELECT * FROM refusal") {
      guard let id = DocumentID(text: row["id"]) else { continue }
      result[id] = Refusal(id: id, digest: row["digest"], code: row["code"], message: row["message"])
    }
    return result
  }

  func save(_ refusal: Refusal) throws {
    try execute(
      "INSERT OR REPLACE INTO refusal (id, digest, code, message) VALUES (?, ?, ?, ?)",
      [refusal.id.description, refusal.digest, refusal.code, refusal.message])
  }

  func deleteRefusal(_ id: DocumentID) throws {
    try execute("DELETE FROM refusal WHERE id = ?", [id.description])
  }

  /// Lets drafts be sent again that lacked something which may be there now.
  func deleteRefusals(code: ProblemCode) throws {
    try execute("DELETE FROM refusal WHERE code = ?", [code.rawValue])
  }

  func deleteRefusals() throws { try execute("DELETE FROM refusal") }

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

  private func rows(_ sql: String, _ arguments: StatementArguments = []) throws -> [Row] {
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

  fileprivate var body: JSON? { (self["body"] as String?).flatMap { try? JSON(parsing: $0) } }
  fileprivate var state: DocumentState? {
    (self["state"] as String?).flatMap(DocumentState.init(rawValue:))
  }
}

extension Base {
  fileprivate init?(row: Row) {
    guard let id = DocumentID(text: row["id"]), let kind = Kind.named(row["kind"] as String),
      let body = row.body
    else { return nil }
    self.init(
      id: id, kind: kind, rev: row["rev"], state: row.state,
      updatedAt: Instant(milliseconds: row["updatedAt"]), updatedBy: row["updatedBy"], body: body,
      isDeleted: row["isDeleted"], isHidden: row["isHidden"], path: row["path"], clean: row["clean"])
  }
}

extension Incoming {
  fileprivate init?(row: Row) {
    guard let id = DocumentID(text: row["id"]), let kind = Kind.named(row["kind"] as String) else { return nil }
    self.init(
      id: id, kind: kind, rev: row["rev"], state: row.state,
      updatedAt: Instant(milliseconds: row["updatedAt"]), updatedBy: row["updatedBy"], body: row.body,
      continuesBase: row["continuesBase"])
  }
}

extension OutboxEntry {
  fileprivate init?(row: Row) {
    guard let id = DocumentID(text: row["id"]), let kind = Kind.named(row["kind"] as String),
      let operation = Shared.Operation(rawValue: row["operation"])
    else { return nil }
    self.init(
      sequence: row["sequence"], n: row["n"], operation: operation, kind: kind, id: id, base: row["base"],
      body: row.body, to: (row["to"] as String?).flatMap(DocumentState.init(rawValue:)),
      comment: row["comment"], path: row["path"], digest: row["digest"])
  }
}
