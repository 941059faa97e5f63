import Foundation
import GRDB
import Shared
import Synchronization
import Testing

@testable import Harness
@testable import Server

/// A backup of a database that takes many steps, while people write.
@Suite struct BackupUnderWritesTests {
  /// More than one step of 4 MiB.
  private static let megabytes = 14

  private func bigSchool() async throws -> SmallSchool {
    let school = try await SmallSchool()
    _ = try await school.server.register.fill(
      megabytes: Self.megabytes, group: SmallSchool.group, term: SmallSchool.term)
    return school
  }

  private func names(in path: String) throws -> Set<String> {
    let queue = try DatabaseQueue(path: path)
    defer { try? queue.close() }
    return try queue.read { database in
      Set(try String.fetchAll(database, sql: "SELECT value FROM meta WHERE name LIKE 'while %'"))
    }
  }

  @Test func aBackupIsTheStateAtItsEndAndNeverBeginsAnew() async throws {
    let school = try await bigSchool()
    let store = school.server.register.store
    let backup = school.server.directory.appending(path: "backup.sqlite").path
    let seen = Mutex<[Int]>([])
    try await store.backup(to: backup) {
    } progress: { done, _ in
      let number = seen.withLock { steps in
        steps.append(done)
        return steps.count
      }
      // New rows at the end of the file, and rows on pages that were copied long ago.
      try await store.write { connection in
        try connection.execute("INSERT INTO meta (name, value) VALUES (\("while \(number)"), \("\(number)"))")
        try connection.execute("UPDATE account SET name = \("name \(number)")")
      }
    }
    let steps = seen.withLock { $0 }
    #expect(steps.count > 3, "it took \(steps.count) steps")
    #expect(zip(steps, steps.dropFirst()).allSatisfy { $0 < $1 }, "it never went back: \(steps)")
    #expect(try names(in: backup) == Set((1...steps.count).map { "\($0)" }))
    let queue = try DatabaseQueue(path: backup)
    #expect(try await queue.read { try String.fetchOne($0, sql: "PRAGMA integrity_check") } == "ok")
    #expect(
      try await queue.read { try Set(String.fetchAll($0, sql: "SELECT name FROM account")) } == ["name \(steps.count)"])
    try queue.close()
    #expect(Files.mode(of: backup) == 0o600)
  }

  @Test func erasingWhileABackupRunsLeavesNothingInTheBackup() async throws {
    let school = try await SmallSchool()
    let register = school.server.register
    _ = try await register.fill(
      megabytes: Self.megabytes, group: SmallSchool.group, term: SmallSchool.term, mark: "s2019001 进步了")
    let backup = school.server.directory.appending(path: "backup.sqlite").path
    let steps = Tally()
    try await register.store.backup(to: backup) {
    } progress: { _, _ in
      guard steps.add() == 3 else { return }
      try await AdministrationRequest.erase(school: TestServer.school, subject: "s2019001", dryRun: false)
        .output(in: register)
    }
    #expect(steps.count > 3)
    let bytes = try Data(contentsOf: URL(filePath: backup))
    #expect(bytes.range(of: Data("s2019001 ".utf8)) == nil)
    let restored = try await school.server.restarted(from: backup)
    let records = try restored.register.store.read { try Verification.run(realm: nil, in: $0) }
    #expect(records.allSatisfy { $0.broken == nil })
  }

  @Test func aBackupEndsWithWhoAskedForItAndLeavesNothing() async throws {
    let school = try await bigSchool()
    let store = school.server.register.store
    let folder = school.server.directory
    let backup = folder.appending(path: "backup.sqlite").path
    let steps = Tally()
    let task = Task {
      try await store.backup(to: backup) {
      } progress: { _, _ in
        if steps.add() == 2 { withUnsafeCurrentTask { $0?.cancel() } }
      }
    }
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(steps.count == 2, "no step after that")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.contains("backup") } == [])
    // And the store takes another one.
    try await store.backup(to: backup)
    // A store that is closed in the middle ends the copy, and doesn't wait for it.
    let second = Task {
      try await store.backup(to: backup + "2") {
      } progress: { _, _ in
        store.close()
      }
    }
    await expect(.closed) { _ = try await second.value }
    #expect(!FileManager.default.fileExists(atPath: backup + "2"))
  }

  @Test func severalBackupsAtOnceAreAllWhole() async throws {
    let school = try await bigSchool()
    let store = school.server.register.store
    let backups = (1...3).map { school.server.directory.appending(path: "backup-\($0).sqlite").path }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for backup in backups { group.addTask { try await store.backup(to: backup) } }
      group.addTask {
        for index in 0..<40 {
          try await store.write { try $0.execute("INSERT INTO meta (name, value) VALUES (\("while \(index)"), 'x')") }
        }
      }
      try await group.waitForAll()
    }
    for backup in backups {
      let queue = try DatabaseQueue(path: backup)
      #expect(try await queue.read { try String.fetchOne($0, sql: "PRAGMA integrity_check") } == "ok")
      try queue.close()
    }
  }

  @Test func whatStandsInTheWayOfABackupIsNamed() async throws {
    let school = try await bigSchool()
    let store = school.server.register.store
    let folder = school.server.directory
    let there = folder.appending(path: "there.sqlite").path
    try Data("x".utf8).write(to: URL(filePath: there))
    func failure(_ path: String) async throws -> Text {
      let error = await #expect(throws: BackupError.self) { _ = try await store.backup(to: path) }
      return try #require(error.map { Failure($0).text })
    }
    let exists = try await failure(there)
    #expect(exists.en.contains("exists already") && exists.zh.contains("已经存在"))
    #expect(try Data(contentsOf: URL(filePath: there)) == Data("x".utf8))
    for path in [folder.path + "/none/backup.sqlite", there + "/backup.sqlite", "/proc/backup.sqlite"] {
      let told = try await failure(path)
      #expect(told.en.contains(path) && told.en.contains("folder"), "\(told.en)")
      #expect(told.zh.contains(path) && told.zh.contains("文件夹"), "\(told.zh)")
    }
    // One that is being written already.
    let backup = folder.appending(path: "backup.sqlite").path
    try await store.backup(to: backup) {
    } progress: { _, _ in
      let told = try await failure(backup)
      #expect(told.en.contains("another backup"))
    }
    // What a killed process left is written over.
    try Data(repeating: 7, count: 50_000).write(to: URL(filePath: backup + "3.partial"))
    try await store.backup(to: backup + "3")
    #expect(Files.mode(of: backup + "3") == 0o600)
  }
}
