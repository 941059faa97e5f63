import Foundation
import GRDB
import Shared

/// Putting a backup in a database's place.
enum Restoration {
  /// The backup is copied beside the database, checked there, given a new epoch, and only then moved into place:
  /// whatever fails leaves the old database as it was.
  ///
  /// - Throws: `StoreError.inUse` while a server runs, `.missing`, `.corrupt` and `.newerVersion` of the backup.
  static func run(backup: String, database: String) async throws {
    guard FileManager.default.fileExists(atPath: backup) else { throw StoreError.missing(backup) }
    let lock = try LockFile(path: database + ".lock")
    defer { lock.release() }
    let copy = database + ".restoring"
    for path in files(of: copy) { try? FileManager.default.removeItem(atPath: path) }
    defer { for path in files(of: copy) { try? FileManager.default.removeItem(atPath: path) } }
    try FileManager.default.copyItem(atPath: backup, toPath: copy)
    do {
      let store = try Store(path: copy, mustExist: true)
      defer { store.close() }
      let complaints = try store.integrityComplaints()
      guard complaints.isEmpty else { throw StoreError.corrupt(complaints[0]) }
      var random = SystemRandomNumberGenerator()
      let epoch = Register.randomName(&random)
      try await store.write { try Epoch.begin(epoch, in: $0) }
    }
    guard !FileManager.default.fileExists(atPath: copy + "-wal") else {
      throw StoreError.unavailable("\(copy): the new epoch could not be written into the file")
    }
    mergeLog(of: database)
    for path in [database + "-wal", database + "-shm"] { try? FileManager.default.removeItem(atPath: path) }
    guard rename(copy, database) == 0 else {
      throw StoreError.unavailable("\(database): \(String(cString: strerror(errno)))")
    }
  }

  /// Brings what a killed server left in the log of the old database into its file, so that it stays whole until the
  /// new one takes its place. A database that is too damaged for that has nothing to lose.
  private static func mergeLog(of database: String) {
    guard FileManager.default.fileExists(atPath: database), let old = try? DatabaseQueue(path: database) else { return }
    _ = try? old.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM sqlite_master") }
    try? old.close()
  }

  private static func files(of database: String) -> [String] {
    [database, database + "-wal", database + "-shm", database + ".lock"]
  }
}
