import Foundation
import Shared
import Synchronization
import Testing

@testable import Harness
@testable import Server

/// Putting a backup in the database's place: what the power may cut off, what ends, and what stays.
@Suite struct RestorationTests {
  private static let minutes = SmallSchool.id("minutes")
  private static let later = SmallSchool.id("later")

  /// A school with a backup, and one document that was written after it and still lies in the log, as a kill leaves it.
  private func killedSchool() async throws -> (folder: URL, database: String, backup: String, school: SmallSchool) {
    let school = try await SmallSchool()
    try await school.create("minutes", Self.minutes, SmallSchool.minutes("备份"))
    let folder = try TemporaryFolder.make()
    let backup = folder.appending(path: "backup.sqlite").path
    try await school.server.register.store.backup(to: backup)
    try await school.create("minutes", Self.later, SmallSchool.minutes("后来"))
    // The files as they lie there now, without a close.
    for suffix in ["", "-wal"] {
      try FileManager.default.copyItem(
        atPath: school.server.register.store.path + suffix, toPath: folder.path + "/beike.sqlite" + suffix)
    }
    return (folder, folder.appending(path: "beike.sqlite").path, backup, school)
  }

  private enum State { case old, new }

  /// What a server would find under a database's name.
  private func state(of database: String) throws -> State {
    let store = try Store(path: database, mustExist: true)
    defer { store.close() }
    #expect(try store.integrityComplaints() == [])
    #expect(try store.read { try Verification.run(realm: nil, in: $0) }.allSatisfy { $0.broken == nil })
    let isThere = try store.read { try $0.exists("SELECT 1 FROM document WHERE id = \(Self.later)") }
    let event = try store.read {
      try $0.exists("SELECT 1 FROM event WHERE action = \(AuditAction.databaseRestored.rawValue)")
    }
    #expect(isThere != event, "the old one with its last write, or the new one")
    return isThere ? .old : .new
  }

  @Test func whereverThePowerGoesTheOldDatabaseIsWholeOrTheNewOneIs() async throws {
    let (folder, database, backup, _) = try await killedSchool()
    defer { try? FileManager.default.removeItem(at: folder) }
    let places = Mutex<[(step: String, copy: URL)]>([])
    let outcome = try await Restoration(backup: backup, database: database) { step in
      let copy = try TemporaryFolder.make().appending(path: "disk")
      try FileManager.default.copyItem(at: folder, to: copy)
      places.withLock { $0.append((step, copy)) }
    }.run()
    #expect(outcome.damaged == nil)
    let seen = places.withLock { $0 }
    #expect(seen.map(\.step) == ["copied", "prepared", "merged", "cleared", "moved"])
    for (step, copy) in seen {
      defer { try? FileManager.default.removeItem(at: copy.deletingLastPathComponent()) }
      let left = copy.appending(path: "beike.sqlite").path
      #expect(try state(of: left) == (step == "moved" ? .new : .old), "\(step)")
      // Whoever tries again gets through.
      _ = try await Restoration(backup: backup, database: left).run()
      #expect(try state(of: left) == .new)
      let names = try FileManager.default.contentsOfDirectory(atPath: copy.path).filter { $0.contains("restoring") }
      #expect(names == [])
    }
    #expect(try state(of: database) == .new)
    #expect(Files.mode(of: database) == 0o600)
  }

  @Test func aDatabaseTooDamagedToTakeItsLogInIsKept() async throws {
    let (folder, database, backup, _) = try await killedSchool()
    defer { try? FileManager.default.removeItem(at: folder) }
    func damage(_ path: String) throws -> Data {
      var bytes = try Data(contentsOf: URL(filePath: path))
      for index in 0..<100 { bytes[index] ^= 0x5A }
      try bytes.write(to: URL(filePath: path))
      return bytes
    }
    let (bytes, log) = (try damage(database), try damage(database + "-wal"))
    let damaged = try #require(try await Restoration(backup: backup, database: database).run().damaged)
    #expect(try Data(contentsOf: URL(filePath: damaged)) == bytes)
    #expect(try Data(contentsOf: URL(filePath: damaged + "-wal")) == log)
    #expect(try state(of: database) == .new)
    // A log whose database was moved away is not taken for the new one's.
    try FileManager.default.removeItem(atPath: database)
    try log.write(to: URL(filePath: database + "-wal"))
    let second = try #require(try await Restoration(backup: backup, database: database).run().damaged)
    #expect(second != damaged)
    #expect(try Data(contentsOf: URL(filePath: second + "-wal")) == log)
    #expect(try state(of: database) == .new)
  }

  @Test func aCopyWithItsLogBesideItIsRestoredWithTheLog() async throws {
    let (folder, copy, backup, _) = try await killedSchool()
    defer { try? FileManager.default.removeItem(at: folder) }
    let target = folder.appending(path: "target.sqlite").path
    #expect(try await Restoration(backup: copy, database: target, keepsTokens: true).run().tookLog)
    let store = try Store(path: target, mustExist: true)
    #expect(try store.read { try $0.exists("SELECT 1 FROM document WHERE id = \(Self.later)") })
    store.close()
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).contains("beike.sqlite-wal"), "left alone")
    #expect(try await Restoration(backup: backup, database: target).run().tookLog == false)
  }

  @Test func everySessionTokenAndCodeEndsUnlessTheyAreToStay() async throws {
    let school = try await SmallSchool()
    let account = try await school.send(
      "POST", .accounts,
      body: ["login": "office", "name": "教导处", "role": "school-admin", "school": .string(TestServer.school)])
    try #require(account.status == 201, "\(account.text)")
    let code = try #require(try account.json()["activation"]?["code"]?.string)
    let backup = school.server.directory.appending(path: "backup.sqlite").path
    try await school.server.register.store.backup(to: backup)
    let path = school.server.register.store.path
    school.server.close()
    func status(_ server: TestServer, _ token: String) async throws -> Int {
      try await server.send("GET", Route.me.path, token: token).status
    }
    func activate(_ server: TestServer) async throws -> Int {
      let body: JSON = [
        "login": .string("office@\(TestServer.school)"), "activationCode": .string(code), "newPassword": "门朝南开着的教导处 3",
      ]
      return try await server.send("POST", Route.sessions.path, body: body.canonicalBytes, token: "").status
    }

    let outcome = try await Restoration(backup: backup, database: path, now: school.server.clock.now).run()
    let token = try #require(outcome.token).text
    let restored = try await school.server.restarted()
    #expect(try await status(restored, token) == 200)
    for person in SmallSchool.Person.allCases {
      #expect(try await status(restored, school.token(person)) == 401, "\(person)")
    }
    #expect(try await activate(restored) == 401)
    let events = try await restored.send("GET", Route.audit.path + "?action=database-restored", token: token)
    #expect(events.text.contains("database-restored"), "\(events.text)")

    restored.close()
    #expect(try await Restoration(backup: backup, database: path, keepsTokens: true).run().token == nil)
    let kept = try await restored.restarted()
    for person in SmallSchool.Person.allCases {
      #expect(try await status(kept, school.token(person)) == 200, "\(person)")
    }
    #expect(try await activate(kept) == 201)
  }
}
