import FoundationEssentials
import GRDB
import Synchronization

/// Why the store can't do what it was asked.
enum StoreError: Error {
  /// Another process has the database open.
  case inUse(String)
  /// Written by a newer version of the program.
  case newerVersion
  /// No database at this path.
  case missing(String)
  /// The file has hard links; its log would lie beside one of the names only.
  case severalNames(String)
  /// Bytes in the file are not what was written.
  case corrupt(String)
  /// A rule of the schema forbade what was to be written: a fault of the program, which trying again doesn't mend.
  case forbidden(String)
  /// The disk is full, or reading or writing failed; nothing of the batch was kept.
  case unavailable(String)
  /// The store has been closed.
  case closed
}

/// The documents of all schools in one SQLite file: one writer whose commits are shared by writes that arrive
/// together, and as many readers as there are threads that read.
///
/// All SQL goes through `read`, `snapshot` and `write`; nothing outside this folder knows the engine.
final class Store: Sendable {
  let path: String
  private let writer: Writer
  private let readers: Mutex<[DatabaseQueue]>
  /// Copies that are being made; see `backup`.
  private let copies = Mutex<[ObjectIdentifier: DatabaseCopy]>([:])
  private let readerConfiguration: Configuration

  /// Opens or creates a database and brings it up to date.
  /// - Throws: `StoreError`, among others when another process has it open.
  init(path: String, mustExist: Bool) throws {
    let lock = try DatabaseLock(path: path, for: mustExist ? .existing : .new)
    let path = lock.path
    self.path = path
    do {
      // SQLite would take an empty file for a new database.
      if mustExist, Files.isEmpty(path) { throw StoreError.corrupt("the file is empty") }
      var configuration = Configuration()
      configuration.journalMode = .wal
      configuration.busyMode = .timeout(5)
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      try Migrations.migrate(queue)
      try Self.makeDurable(queue)
      writer = Writer(queue: queue, lock: lock)
    } catch {
      lock.release()
      throw (error as? DatabaseError).map(StoreError.init) ?? error
    }
    var configuration = Configuration()
    configuration.readonly = true
    configuration.busyMode = .timeout(5)
    configuration.prepareDatabase { try $0.execute(sql: "PRAGMA cache_size = -10000") }
    readerConfiguration = configuration
    readers = Mutex([])
  }

  /// An answered write must be on disk, so every commit waits for it. GRDB sets NORMAL when it turns on the
  /// write-ahead log; this comes after and is read back.
  private static func makeDurable(_ queue: DatabaseQueue) throws {
    try queue.writeWithoutTransaction { database in
      try database.execute(sql: "PRAGMA synchronous = FULL")
      try database.execute(sql: "PRAGMA foreign_keys = ON")
      // Large batches stay in memory until they are committed, and the log is folded in less often.
      try database.execute(sql: "PRAGMA cache_size = -32000")
      try database.execute(sql: "PRAGMA wal_autocheckpoint = 4000")
      // What a long reader made it grow by is given back.
      try database.execute(sql: "PRAGMA journal_size_limit = 33554432")
      let level = try Int.fetchOne(database, sql: "PRAGMA synchronous")
      let mode = try String.fetchOne(database, sql: "PRAGMA journal_mode")
      guard level == 2, mode == "wal" else {
        throw StoreError.unavailable("synchronous is \(level ?? -1), journal_mode \(mode ?? "unknown")")
      }
    }
  }

  /// Counts the commits since the store was opened. It is raised before those who wrote are answered.
  var generation: Int { writer.generation }

  /// A short read on the thread that asks, with a read-only connection. Nothing may suspend inside.
  func read<Result>(_ work: (Connection) throws -> Result) throws -> Result {
    let queue = try readers.withLock { $0.popLast() } ?? DatabaseQueue(path: path, configuration: readerConfiguration)
    defer { readers.withLock { $0.append(queue) } }
    do {
      return try queue.unsafeRead { try work(Connection($0)) }
    } catch let error as DatabaseError {
      throw StoreError(error)
    }
  }

  /// Several statements that must see one and the same state.
  func snapshot<Result>(_ work: (Connection) throws -> Result) throws -> Result {
    try read { connection in
      try connection.execute("BEGIN DEFERRED")
      defer { try? connection.execute("COMMIT") }
      return try work(connection)
    }
  }

  /// Runs a piece of work in the writer's next transaction and returns when its commit is durable.
  func write<Result: Sendable>(
    _ work: @escaping @Sendable (Connection) throws -> Result
  ) async throws -> Result {
    try await writer.run(work)
  }

  /// Writes the whole file anew and empties the log if something was taken out since the last time, so that nothing of
  /// it is left in free pages. Takes about as long as a backup; writes wait. What failed is made up by the next call.
  func compactIfDue() async throws {
    guard try read({ try $0.exists("SELECT 1 FROM meta WHERE name = 'compact-due'") }) else { return }
    try await alone { connection in
      try connection.execute("VACUUM")
      try connection.execute("DELETE FROM meta WHERE name = 'compact-due'")
      let isBusy = try connection.first("PRAGMA wal_checkpoint(TRUNCATE)") { $0.bool(0) }
      guard isBusy == false else {
        try connection.execute("INSERT INTO meta (name, value) VALUES ('compact-due', '1') ON CONFLICT DO NOTHING")
        throw StoreError.unavailable("the log is being read; what was taken out will be overwritten later")
      }
    }
  }

  /// Does something with the writer's connection between two of its transactions.
  func alone<Result: Sendable>(
    _ work: @escaping @Sendable (Connection) throws -> Result
  ) async throws -> Result {
    try await writer.alone(work)
  }

  /// Begins a copy that goes on from step to step; it ends with the store at the latest.
  func begin(_ path: String) async throws -> DatabaseCopy {
    try await alone { [self] connection in
      let copy = try connection.copy(to: path)
      copies.withLock { $0[ObjectIdentifier(copy)] = copy }
      return copy
    }
  }

  func forget(_ copy: DatabaseCopy) {
    copies.withLock { $0[ObjectIdentifier(copy)] = nil }
  }

  /// Reads every page and every index.
  /// - Returns: what SQLite complains of; empty when the file is whole.
  func integrityComplaints() throws -> [String] {
    try read { try $0.all("PRAGMA integrity_check") { $0.text(0) } }.filter { $0 != "ok" }
  }

  /// Finishes what was begun and closes the file.
  func close() {
    let queues = readers.withLock { queues in
      defer { queues = [] }
      return queues
    }
    // The writer goes last: SQLite brings the log into the file when its last connection closes, if that can write.
    for queue in queues { try? queue.close() }
    writer.close { [self] in
      for copy in copies.withLock({ $0.values.map(\.self) }) { copy.finish() }
    }
  }
}

extension StoreError {
  init(_ error: DatabaseError) {
    switch error.resultCode {
    case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .corrupt(error.message ?? "malformed")
    case .SQLITE_CONSTRAINT: self = .forbidden(error.message ?? "constraint")
    case .SQLITE_BUSY, .SQLITE_LOCKED: self = .inUse(error.message ?? "locked")
    default: self = .unavailable("\(error.resultCode): \(error.message ?? "")")
    }
  }
}
