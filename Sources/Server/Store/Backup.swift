import Dispatch
import GRDB
import GRDBSQLite
import Glibc
import Shared
import Synchronization

extension Store {
  /// Copies the whole database while it goes on working.
  ///
  /// The pages are read by the writer's own connection, a few milliseconds' worth between two of its commits: SQLite
  /// carries what the same connection writes meanwhile over into the copy. So the copy needs no pause and never begins
  /// anew, the log doesn't grow, and what comes out is the state at the end. It is checked before it gets its name, and
  /// nothing is left of it when the task is cancelled.
  ///
  /// - Parameters:
  ///   - note: called when the copy is good, before it gets its name.
  ///   - progress: told how many pages are done, and of how many.
  /// - Returns: what the records in the copy look like.
  /// - Throws: `BackupError`, `StoreError`, `CancellationError`.
  @discardableResult
  func backup(
    to destination: String, note: () async throws -> Void = {},
    progress: (_ done: Int, _ of: Int) async throws -> Void = { _, _ in }
  ) async throws -> [Verification] {
    let target = try BackupFile(destination)
    do {
      try await copy(to: target.partial, progress)
      let records = try await Self.check(target.partial)
      try await note()
      try target.complete()
      return records
    } catch {
      target.remove()
      throw error
    }
  }

  private func copy(to path: String, _ progress: (Int, Int) async throws -> Void) async throws {
    let copying = try await begin(path)
    do {
      while try await alone({ _ in try copying.step() }) {
        try Task.checkCancellation()
        let (done, all) = copying.progress
        try await progress(done, all)
      }
    } catch {
      try? await alone { _ in copying.finish() }
      forget(copying)
      throw error
    }
    forget(copying)
  }

  /// Reads every page and index of the copy and computes its records anew, and leaves it as one file.
  private static func check(_ path: String) async throws -> [Verification] {
    do {
      let copy = try DatabaseQueue(path: path)
      let records = try await withTaskCancellationHandler {
        try await offThread {
          defer { try? copy.close() }
          let verdict = try copy.read { try String.fetchOne($0, sql: "PRAGMA integrity_check(1)") }
          guard verdict == "ok" else { throw StoreError.corrupt(verdict ?? "no verdict") }
          let records = try copy.read { try Verification.run(realm: nil, in: Connection($0)) }
          try copy.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
          return records
        }
      } onCancel: {
        copy.interrupt()
      }
      try Task.checkCancellation()
      return records
    } catch let error as DatabaseError {
      try Task.checkCancellation()
      throw StoreError(error)
    }
  }
}

/// Runs long work on a thread of its own, so that none of the few that answer requests is held.
func offThread<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
  try await withCheckedThrowingContinuation { continuation in
    DispatchQueue.global(qos: .utility).async { continuation.resume(with: Swift.Result { try work() }) }
  }
}

/// One copy in the making. Everything but `progress` happens on the writer's thread.
final class DatabaseCopy: @unchecked Sendable {
  /// At most 4 MiB a step, and fewer where the disk is slow: a step is to take some 20 ms.
  private static let mostBytes = 4 << 20
  private static let aim = Duration.milliseconds(20)

  private var target: OpaquePointer?
  private var backup: OpaquePointer?
  private let mostPages: Int
  private var pages: Int
  private let counts = Mutex((done: 0, all: 0))

  /// Pages copied, and pages there are.
  var progress: (done: Int, all: Int) { counts.withLock { $0 } }

  /// - Parameter path: an empty file.
  init(of source: OpaquePointer, pageSize: Int, to path: String) throws {
    mostPages = max(1, Self.mostBytes / max(512, pageSize))
    pages = min(64, mostPages)
    guard sqlite3_open_v2(path, &target, SQLITE_OPEN_READWRITE, nil) == SQLITE_OK else {
      defer { finish() }
      throw error(sqlite3_extended_errcode(target))
    }
    // The copy counts only when it is whole and flushed, so nothing is kept to undo it, and no page waits for the disk.
    sqlite3_exec(
      target, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -8000", nil, nil, nil)
    backup = sqlite3_backup_init(target, "main", source, "main")
    guard backup != nil else {
      defer { finish() }
      throw error(sqlite3_extended_errcode(target))
    }
  }

  /// Copies some more pages.
  /// - Returns: whether there are more.
  func step() throws -> Bool {
    guard backup != nil else { throw StoreError.closed }
    let start = ContinuousClock.now
    let code = sqlite3_backup_step(backup, Int32(pages))
    let time = ContinuousClock.now - start
    if time > Self.aim { pages = max(16, pages / 2) } else { pages = min(mostPages, pages * 2) }
    let all = Int(sqlite3_backup_pagecount(backup))
    counts.withLock { $0 = (all - Int(sqlite3_backup_remaining(backup)), all) }
    switch code {
    case SQLITE_OK: return true
    case SQLITE_DONE:
      finish()
      return false
    default:
      let failure = error(code)
      finish()
      throw failure
    }
  }

  private func error(_ code: Int32) -> StoreError {
    let message = target.flatMap { sqlite3_errmsg($0) }.map { String(cString: $0) }
    return StoreError(DatabaseError(resultCode: ResultCode(rawValue: code), message: message))
  }

  /// Ends it, whole or not; a second time does nothing.
  func finish() {
    sqlite3_backup_finish(backup)
    sqlite3_close(target)
    (backup, target) = (nil, nil)
  }
}
