import Foundation
import GRDB
import Shared

/// Why the state of a workspace can't be used.
enum StateError: Error {
  case newerVersion(Int)
  case damaged(String)

  var text: Text {
    switch self {
    case .newerVersion(let version):
      Text(
        "这个文件夹由更新版本的 beike 使用过（状态版本 \(version)）；请升级 beike",
        "this folder was used by a newer beike (state version \(version)); upgrade beike")
    case .damaged(let reason):
      Text(
        "工作区状态 .beike/state.sqlite 已损坏（\(reason)）。草稿都在；把 .beike 改名后重新 beike init，再同步",
        "the state in .beike/state.sqlite is damaged (\(reason)). The drafts are safe; rename .beike, run beike init again, then sync"
      )
    }
  }
}

/// What the client remembers between runs: the base of every document, what waits to be sent, cursors, names.
struct WorkspaceState: Sendable {
  let queue: DatabaseQueue
  let step: @Sendable (String) throws -> Void

  init(path: String, step: @escaping @Sendable (String) throws -> Void) throws {
    var configuration = Configuration()
    configuration.journalMode = .wal
    configuration.busyMode = .timeout(10)
    do {
      queue = try DatabaseQueue(path: path, configuration: configuration)
      self.step = step
      let found = try queue.writeWithoutTransaction { db in
        // GRDB's WAL mode relaxes this to NORMAL, which may lose the last commits on a power cut.
        try db.execute(sql: "PRAGMA synchronous = FULL")
        return try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
      }
      guard found <= Self.versions.count else { throw StateError.newerVersion(found) }
      for (index, change) in Self.versions.enumerated().dropFirst(max(0, found)) {
        try queue.write { db in
          try db.execute(sql: change)
          try db.execute(sql: "PRAGMA user_version = \(index + 1)")
        }
      }
    } catch let error as DatabaseError
      where [.SQLITE_CORRUPT, .SQLITE_NOTADB].contains(error.resultCode)
    {
      throw StateError.damaged(error.message ?? "SQLite \(error.resultCode.rawValue)")
    }
  }

  func close() throws { try queue.close() }

  /// What made each version out of the one before. None is changed once it was shipped.
  private static let versions = [
    """
    CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE base (
      id TEXT PRIMARY KEY, kind TEXT NOT NULL, rev INTEGER NOT NULL, state TEXT, updatedAt INTEGER NOT NULL,
      updatedBy TEXT NOT NULL, isDeleted INTEGER NOT NULL, isHidden INTEGER NOT NULL, path TEXT, clean TEXT,
      body TEXT NOT NULL) STRICT;
    CREATE TABLE incoming (
      id TEXT PRIMARY KEY, kind TEXT NOT NULL, rev INTEGER NOT NULL, state TEXT, updatedAt INTEGER NOT NULL,
      updatedBy TEXT NOT NULL, continuesBase INTEGER NOT NULL, body TEXT) STRICT;
    CREATE TABLE outbox (
      sequence INTEGER PRIMARY KEY, n INTEGER UNIQUE, operation TEXT NOT NULL, kind TEXT NOT NULL,
      id TEXT NOT NULL, base INTEGER, body TEXT, "to" TEXT, comment TEXT, path TEXT, digest TEXT) STRICT;
    CREATE TABLE refusal (
      id TEXT PRIMARY KEY, digest TEXT NOT NULL, code TEXT NOT NULL, message TEXT NOT NULL) STRICT;
    CREATE TABLE file (
      path TEXT PRIMARY KEY, size INTEGER NOT NULL, modified INTEGER NOT NULL, digest TEXT NOT NULL,
      header TEXT NOT NULL) STRICT;
    CREATE TABLE unseen (id TEXT PRIMARY KEY, feed TEXT NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE name (
      kind TEXT NOT NULL, name TEXT NOT NULL, id TEXT NOT NULL, isCurrent INTEGER NOT NULL,
      PRIMARY KEY (kind, name, id)) STRICT, WITHOUT ROWID;
    """,
    """
    ALTER TABLE base ADD COLUMN "transition" TEXT;
    ALTER TABLE base ADD COLUMN isAskedAbout INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE incoming ADD COLUMN "transition" TEXT;
    ALTER TABLE incoming ADD COLUMN isBeingEdited INTEGER NOT NULL DEFAULT 0;
    CREATE TABLE copy (
      path TEXT PRIMARY KEY, digest TEXT NOT NULL, isAskedAbout INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID;
    INSERT INTO meta (key, value) SELECT 'plainTexts', 'asYAML' WHERE EXISTS (SELECT 1 FROM base);
    """,
  ]

  /// One transaction. It is a step of its own: a client that dies before it has done nothing, after it all.
  func write<Result>(_ name: String, _ body: (Transaction) throws -> Result) throws -> Result {
    try step("before \(name)")
    let result = try queue.write { try body(Transaction(db: $0)) }
    try step("after \(name)")
    return result
  }

  func read<Result>(_ body: (Transaction) throws -> Result) throws -> Result {
    try queue.read { try body(Transaction(db: $0)) }
  }

  /// Reads and writes of the state, within one transaction.
  struct Transaction {
    let db: Database
  }
}

extension WorkspaceState.Transaction {
  subscript(key: WorkspaceState.Key) -> String? {
    get throws { try String.fetchOne(db, sql: "SELECT value FROM meta WHERE key = ?", arguments: [key.rawValue]) }
  }

  func set(_ key: WorkspaceState.Key, _ value: String?) throws {
    if let value {
      try execute(
        "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        [key.rawValue, value])
    } else {
      try execute("DELETE FROM meta WHERE key = ?", [key.rawValue])
    }
  }

  /// Runs a statement that is compiled once.
  func execute(_ sql: String, _ arguments: StatementArguments = []) throws {
    try db.cachedStatement(sql: sql).execute(arguments: arguments)
  }
}

extension WorkspaceState {
  /// The names of single values.
  struct Key: RawRepresentable, Hashable, Sendable {
    let rawValue: String

    static let server = Key(rawValue: "server")
    static let school = Key(rawValue: "school")
    static let group = Key(rawValue: "group")
    static let term = Key(rawValue: "term")
    /// Whose mutations these are; made with the workspace.
    static let client = Key(rawValue: "client")
    /// The number of the next mutation.
    static let nextN = Key(rawValue: "nextN")
    static let epoch = Key(rawValue: "epoch")
    /// Set while everything is read afresh; names why.
    static let rereading = Key(rawValue: "rereading")
    /// Set while nobody was told which plain texts are read otherwise than when they were last sent.
    static let plainTexts = Key(rawValue: "plainTexts")
    /// When the drafts were last looked through, nanoseconds since 1970.
    static let scannedAt = Key(rawValue: "scannedAt")

    static func cursor(_ feed: Scope.Feed) -> Key { Key(rawValue: "cursor.\(feed.name)") }
  }
}
