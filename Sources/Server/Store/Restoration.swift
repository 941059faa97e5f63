import FoundationEssentials
import GRDB
import Shared

/// Why a database was left as it is.
enum RestorationError: Error {
  /// The backup is not there, not sound, in use, or of a newer program.
  case backup(String, StoreError)
  /// The backup is the database itself.
  case itself(String)
  /// What the old database's log holds can't be brought into its file, and may not be thrown away.
  case log(String, StoreError)
}

/// Putting a backup in a database's place.
struct Restoration: Sendable {
  /// What came of it.
  struct Outcome: Sendable {
    /// The server administrator's new token; nil when all tokens were kept.
    let token: Token?
    /// A log beside the backup was taken along.
    let tookLog: Bool
    /// Where the old database lies that was too damaged to bring its log in; nil when there is none.
    let damaged: String?
    /// The records in the backup, verified.
    let records: [Verification]
  }

  let backup: String
  let database: String
  /// Sessions and tokens work on, also those that were revoked after the backup was made.
  var keepsTokens = false
  var now = SystemClock.now()
  /// Called after each step that changes the disk, so that a test can look at what a power cut would leave there.
  var step: @Sendable (String) throws -> Void = { _ in }

  private static let suffixes = ["", "-wal", "-journal", "-shm", ".lock"]

  /// The backup is copied beside the database, checked there, given a new epoch, flushed, and only then moved into
  /// place: whatever fails, and wherever the power goes, the name leads to the old database, whole, or to the new one.
  ///
  /// - Throws: `RestorationError`, and `StoreError` about the database itself, among others `.inUse` while a server runs.
  func run() async throws -> Outcome {
    let lock = try DatabaseLock(path: database, for: .replacement)
    defer { lock.release() }
    let (copy, path) = (lock.path + ".restoring", lock.path)
    guard Files.exist(backup) else { throw RestorationError.backup(backup, .missing(backup)) }
    guard !Files.isSame(backup, path) else { throw RestorationError.itself(backup) }
    remove(copy)
    do {
      let tookLog = try copyBackup(to: copy)
      try step("copied")
      let (records, token) = try await prepare(copy)
      try step("prepared")
      let damaged = try clear(path)
      try Files.move(copy, to: path)
      try step("moved")
      remove(copy)
      return Outcome(token: token, tookLog: tookLog, damaged: damaged, records: records)
    } catch {
      remove(copy)
      throw error
    }
  }

  private func remove(_ copy: String) {
    drop(Self.suffixes.map { copy + $0 })
  }

  /// With the log that lies beside it, if one does: a copy that was made by other means may have its last commits there.
  /// - Returns: whether there was one.
  private func copyBackup(to copy: String) throws -> Bool {
    do {
      // Another server's database that is open would be copied in the middle of a write.
      let reading = try DatabaseLock.sharing(backup)
      defer { reading.release() }
      try Files.copy(backup, to: copy)
      var tookLog = false
      for suffix in ["-wal", "-journal"] where Files.exist(backup + suffix) && !Files.isEmpty(backup + suffix) {
        try Files.copy(backup + suffix, to: copy + suffix)
        tookLog = true
      }
      return tookLog
    } catch let error as StoreError {
      throw RestorationError.backup(backup, error)
    }
  }

  /// Checks the copy, brings it up to date, begins its new epoch, and leaves it as one flushed file.
  private func prepare(_ copy: String) async throws -> ([Verification], Token?) {
    do {
      let store = try Store(path: copy, mustExist: true)
      let result: ([Verification], Token?)
      do {
        defer { store.close() }
        let complaints = try store.integrityComplaints()
        guard complaints.isEmpty else { throw StoreError.corrupt(complaints[0]) }
        let records = try store.snapshot { try Verification.run(realm: nil, in: $0) }
        result = (records, try await store.write { [self] in try beginAnew(in: $0) })
      }
      // SQLite brings the log into the file when it closes it, if it can.
      guard !Files.exist(copy + "-wal") else {
        throw StoreError.unavailable("\(copy): the new epoch could not be written into the file")
      }
      try Files.flush(copy)
      return result
    } catch let error as StoreError {
      throw RestorationError.backup(backup, error)
    }
  }

  private func beginAnew(in connection: Connection) throws -> Token? {
    var random = SystemRandomNumberGenerator()
    try Epoch.begin(Register.randomName(&random), in: connection)
    func newID() -> DocumentID { DocumentID(milliseconds: now.milliseconds, random: &random) }
    if try Chain(Chain.server, in: connection) == nil { try Chain.begin(Chain.server, in: connection) }
    let ended = keepsTokens ? 0 : try Tokens.revokeAll(at: now, in: connection)
    try Event(
      action: .databaseRestored, at: now, account: Caller.machine.account,
      detail: keepsTokens ? "tokens-kept" : "\(ended)", request: newID().description
    ).write(to: Chain.server, in: connection)
    guard !keepsTokens else { return nil }
    return try NewToken(school: nil, role: .server, name: "server", teacher: nil, days: nil)
      .insert((newID(), newID()), at: now, in: connection)
  }

  /// Makes the old database's place free of its log: what a killed server left there is brought into the old file, so
  /// that it stays whole until the new one takes its place. One that is too damaged for that is kept under another name.
  ///
  /// - Returns: where the damaged one lies.
  private func clear(_ path: String) throws -> String? {
    let (log, aside) = (path + "-wal", placeForDamaged(path))
    // SQLite throws away a log that it can make nothing of.
    if Files.exist(log) { try Files.copy(log, to: aside + "-wal") }
    do {
      // A log whose database was moved away may still be wanted there.
      guard Files.exist(path) else { throw StoreError.corrupt("no database") }
      try mergeLog(of: path)
    } catch StoreError.corrupt {
      guard Files.exist(path) || Files.exist(log) else { return nil }
      if Files.exist(path) { try Files.keep(path, as: aside) }
      try step("kept")
      drop([log, path + "-shm"])
      try step("cleared")
      return aside
    } catch let error as StoreError {
      drop([aside + "-wal"])
      throw RestorationError.log(path, error)
    }
    try step("merged")
    // Under the new database's name it would be taken for the new one's.
    drop([log, path + "-shm", aside + "-wal"])
    try step("cleared")
    return nil
  }

  /// - Throws: `StoreError` when something is left in the log.
  private func mergeLog(of path: String) throws {
    do {
      let old = try DatabaseQueue(path: path)
      defer { try? old.close() }
      let isBusy = try old.writeWithoutTransaction { try Int.fetchOne($0, sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
      guard isBusy == 0 else { throw StoreError.unavailable("\(path)-wal") }
    } catch let error as DatabaseError {
      throw StoreError(error)
    }
    guard !Files.exist(path + "-wal") || Files.isEmpty(path + "-wal") else {
      throw StoreError.unavailable("\(path)-wal")
    }
  }

  private func drop(_ paths: [String]) {
    for path in paths { try? FileManager.default.removeItem(atPath: path) }
    if let first = paths.first { Files.flushFolder(of: first) }
  }

  private func placeForDamaged(_ path: String) -> String {
    var (name, number) = (path + ".damaged", 1)
    while Files.exist(name) || Files.exist(name + "-wal") {
      number += 1
      name = "\(path).damaged-\(number)"
    }
    return name
  }
}
