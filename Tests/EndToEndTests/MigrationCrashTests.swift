import Foundation
import GRDB
import Support
import Testing

@testable import Harness
@testable import Server

/// A server of this version that is killed while it brings a database of the version before up to date.
@Suite struct MigrationCrashTests {
  /// About as large as the file is, in megabytes.
  private static let megabytes = min(4 * Torture.scale, 400)

  @Test(arguments: [0.0, 0.3, 0.6, 0.9])
  func whatIsLeftIsTheOldDatabaseOrTheNewAndTheNextStartFinishes(share: Double) throws {
    let folder = try TemporaryFolder.make()
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "beike.sqlite").path
    let queue = try DatabaseQueue(path: path)
    try Migrations.migrate(queue, upTo: "3 epochs")
    // Each body stands in the file twice.
    let documents = try queue.write { try OldDatabase.fill(Self.megabytes * 25, bytes: 20_000, in: Connection($0)) }
    try queue.close()
    let size = try #require(Self.size(of: path))

    let process = Process()
    process.executableURL = Command.folder.appending(path: "beike-server")
    process.arguments = ["audit", "verify", "--database", path]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    // The log grows with the migration; where it has come to so much, the process dies.
    while process.isRunning, Double(Self.size(of: path + "-wal") ?? 0) < share * Double(size) / 2 { sched_yield() }
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()

    let left = try DatabaseQueue(path: path)
    let columns = try left.read { try String.fetchAll($0, sql: "SELECT name FROM pragma_table_info('document')") }
    let count = try left.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM document") }
    #expect(columns.contains("body") != columns.contains("place"), "one version or the other, and nothing between")
    #expect(count == documents.count)
    try left.close()

    let store = try Store(path: path, mustExist: true)
    defer { store.close() }
    #expect(try store.integrityComplaints() == [])
    #expect(try store.read { try Verification.run(realm: nil, in: $0) }.allSatisfy { $0.broken == nil })
    for document in documents {
      let found = try store.read { try StoredDocument.find(document.id, school: OldDatabase.school, in: $0) }
      #expect(found?.answer == document.answer)
    }
  }

  private static func size(of path: String) -> Int? {
    (try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? Int
  }
}
