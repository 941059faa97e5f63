import Foundation
import Shared
import Synchronization
import Testing

@testable import Harness
@testable import Server

/// What the store promises: durable commits, one owner, and no wrong answer from a file that is not what was written.
@Suite struct StoreTests {
  private static let minutes = SmallSchool.id("minutes")

  @Test func everyCommitWaitsForTheDisk() async throws {
    let server = try await TestServer()
    let store = server.register.store
    let level = try await store.write { try $0.first("PRAGMA synchronous") { $0.int(0) } }
    #expect(level == 2)
    let foreignKeys = try await store.write { try $0.first("PRAGMA foreign_keys") { $0.int(0) } }
    #expect(foreignKeys == 1)
    let mode = try await store.write { try $0.first("PRAGMA journal_mode") { $0.text(0) } }
    #expect(mode == "wal")
    server.close()
  }

  /// What a reader sees while a write runs was committed before: writes that see the same share a commit.
  @Test func writesThatArriveTogetherAreCommittedTogether() async throws {
    let server = try await TestServer()
    let store = server.register.store
    let (gate, started) = (DispatchSemaphore(value: 0), Started())
    async let first: Void = store.write { _ in gate.wait() }
    let seen = try await withThrowingTaskGroup(of: Int?.self) { group in
      for index in 0..<40 {
        group.addTask {
          started.count.withLock { $0 += 1 }
          return try await store.write { connection in
            try connection.execute("INSERT INTO meta (name, value) VALUES (\("n\(index)"), 'x')")
            return try store.read { try $0.first("SELECT count(*) FROM meta WHERE name LIKE 'n%'") { $0.int(0) } }
          }
        }
      }
      while started.count.withLock({ $0 }) < 40 { await Task.yield() }
      gate.signal()
      return try await group.reduce(into: Set<Int?>()) { $0.insert($1) }
    }
    try await first
    #expect(seen.count < 20, "\(seen.count) commits for 40 writes")
    server.close()
  }

  @Test func aWriteThatFailsLeavesItsNeighboursAlone() async throws {
    struct Broken: Error {}
    let server = try await TestServer()
    let store = server.register.store
    let outcomes = await withTaskGroup(of: (Int, Bool).self) { group in
      for index in 0..<30 {
        group.addTask {
          let result: Void? = try? await store.write { connection in
            try connection.execute("INSERT INTO meta (name, value) VALUES (\("n\(index)"), 'x')")
            if index % 3 == 0 { throw Broken() }
          }
          return (index, result != nil)
        }
      }
      return await group.reduce(into: [Int: Bool]()) { $0[$1.0] = $1.1 }
    }
    let kept = try store.read { try $0.all("SELECT name FROM meta WHERE name LIKE 'n%'") { $0.text(0) } }
    #expect(Set(kept) == Set((0..<30).filter { $0 % 3 != 0 }.map { "n\($0)" }))
    for (index, isDone) in outcomes { #expect(isDone == (index % 3 != 0)) }
    server.close()
  }

  @Test func aDatabaseHasOneOwner() async throws {
    let server = try await TestServer()
    let path = server.register.store.path
    await expect(.inUse) { _ = try Store(path: path, mustExist: true) }
    server.close()
    let next = try Store(path: path, mustExist: true)
    next.close()
  }

  @Test func aDatabaseOfANewerVersionIsRefused() async throws {
    let server = try await TestServer()
    let path = server.register.store.path
    try await server.register.store.write { connection in
      try connection.execute("INSERT INTO grdb_migrations (identifier) VALUES ('99 of a later version')")
    }
    server.close()
    for _ in 0..<2 { await expect(.newerVersion) { _ = try Store(path: path, mustExist: true) } }
  }

  @Test func aDatabaseThatIsNotThereIsNotMade() async throws {
    let folder = try TemporaryFolder.make()
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "none.sqlite").path
    await expect(.missing) { _ = try Store(path: path, mustExist: true) }
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test func aFileThatIsNoDatabaseIsToldAsSuch() async throws {
    let folder = try TemporaryFolder.make()
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "text.sqlite")
    try Data(String(repeating: "这不是数据库。", count: 1000).utf8).write(to: file)
    for _ in 0..<2 { await expect(.corrupt) { _ = try Store(path: file.path, mustExist: true) } }
  }

  @Test func aClosedStoreTakesNoWrite() async throws {
    let server = try await TestServer()
    server.close()
    await expect(.closed) { try await server.register.store.write { _ in } }
    let answer = try await server.send("POST", "/v1/schools", body: Array(#"{"name":"x"}"#.utf8))
    #expect([401, 500, 503].contains(answer.status))
  }

  // MARK: Damage

  /// How the bytes of one document may have changed on the disk.
  static let damages: [String] = [
    "UPDATE document SET body = CAST(replace(CAST(body AS TEXT), 'A', 'B') AS BLOB)",
    "UPDATE document SET head = CAST(replace(CAST(head AS TEXT), '\"rev\":1', '\"rev\":2') AS BLOB)",
    "UPDATE document SET body = substr(body, 1, length(body) - 1)", "UPDATE document SET body = x''",
    "UPDATE document SET body = x'ff00ff'", "UPDATE document SET head = CAST(head || ' ' AS BLOB)", "UPDATE document SET crc = crc + 1",
  ]

  @Test(arguments: damages)
  func bytesThatAreNotWhatWasWrittenAreNeverAnswered(damage: String) async throws {
    let school = try await SmallSchool()
    try await school.create("minutes", Self.minutes, SmallSchool.minutes("A 组"))
    let sql = SQL(stringLiteral: "\(damage) WHERE kind = 'minutes'")
    try await school.server.register.store.write { try $0.execute(sql) }
    let document = school.document("minutes", Self.minutes)
    let patch = ["If-Match": "\"1\"", "Content-Type": "application/merge-patch+json"]
    let answers = [
      try await school.send("GET", document), try await school.send("GET", .changes(school: TestServer.school)),
      try await school.update("minutes", Self.minutes, SmallSchool.minutes("新"), rev: 1),
      try await school.send("PATCH", document, body: ["place": "三楼"], headers: patch),
      try await school.delete("minutes", Self.minutes, rev: 1),
      try await school.move("minutes", Self.minutes, to: .submitted, rev: 1),
    ]
    for answer in answers {
      #expect(answer.status == 500)
      #expect(answer.problem?.code == .internal)
      #expect(answer.problem?.detail?.contains("备份") == true, "it names the way out")
      #expect(!answer.text.contains("checksum"), "nothing internal is told")
    }
    // Everything else goes on.
    #expect(try await school.get("groups", SmallSchool.group).status == 200)
    #expect(try await school.create("minutes", SmallSchool.id("next"), SmallSchool.minutes("下一次")).status == 201)
  }

  @Test(arguments: [0.3, 0.6, 0.9])
  func aFileThatWasCutIsNeverAnsweredFromAsIfItWereWhole(share: Double) async throws {
    let school = try await SmallSchool()
    let documents = (0..<200).map { index in
      (
        kind: "minutes", id: SmallSchool.id("m\(index)"),
        body: SmallSchool.minutes("第 \(index) 次").replacing("discussion", with: .string(String(repeating: "议", count: 400)))
      )
    }
    try await SmallSchool.push(documents, to: school.server)
    var before: [DocumentID: [UInt8]] = [:]
    for document in documents { before[document.id] = try await school.get("minutes", document.id).bytes }
    do {
      let cut = try await school.server.restarted { file in
        let handle = try FileHandle(forUpdating: file)
        let length = try handle.seekToEnd()
        try handle.truncate(atOffset: UInt64(Double(length) * share) / 4096 * 4096)
        try handle.close()
      }
      var missed = 0
      for document in documents {
        let answer = try await cut.send("GET", school.document("minutes", document.id).path)
        if answer.status == 200 {
          #expect(answer.bytes == before[document.id])
        } else {
          missed += 1
          #expect([401, 500, 503].contains(answer.status))
        }
      }
      #expect(missed > 0)
    } catch is StoreError {
      // Not opened at all: as good.
    }
  }

  // MARK: Append-only rows

  @Test(arguments: [
    "UPDATE change SET author = 'somebody else'", "DELETE FROM change", "DELETE FROM change WHERE seq = 1",
    "UPDATE change SET body = x'00' WHERE seq = 1",
  ])
  func whatHappenedIsNeitherChangedNorForgotten(statement: String) async throws {
    let school = try await SmallSchool()
    let before = try school.server.dump(["change"])
    let sql = SQL(stringLiteral: statement)
    await #expect(throws: (any Error).self) { try await school.server.register.store.write { try $0.execute(sql) } }
    #expect(try school.server.dump(["change"]) == before)
  }

  @Test func theChainOfHashesHoldsOverEverythingThatCanHappen() async throws {
    let school = try await SmallSchool()
    try await school.create("minutes", Self.minutes, SmallSchool.minutes("链"), as: .author)
    try await school.update("minutes", Self.minutes, SmallSchool.minutes("环"), rev: 1, as: .author)
    try await school.update("minutes", Self.minutes, SmallSchool.minutes("错"), rev: 1, as: .author)
    try await school.send(
      "POST", .transitions(school: TestServer.school, kind: "minutes", id: Self.minutes.description),
      body: ["to": "submitted", "comment": "请看"], headers: ["If-Match": "\"2\""], as: .author)
    try await school.move("minutes", Self.minutes, to: .returned, rev: 3, as: .head)
    try await school.delete("minutes", Self.minutes, rev: 4, as: .leader)
    _ = try await SyncClient(school).results([
      mutation(1, .restore, "minutes", Self.minutes, base: 5, body: SmallSchool.minutes("回"))
    ])
    try ChangeChain.expectWhole(school.server)
    let restarted = try await school.server.restarted()
    try await restarted.send(
      "PUT", school.document("minutes", SmallSchool.id("next")).path, body: SmallSchool.minutes("续").canonicalBytes)
    try ChangeChain.expectWhole(restarted)
  }

  // MARK: Rebuilding, copies

  @Test func rebuildingWhatFollowsFromTheDocumentsChangesNothing() async throws {
    let school = try await SmallSchool()
    try await school.create("tests", SmallSchool.id("test"), Fixtures.test(items: [40, 60]))
    let header = "班级,学生代码,参考情况,总分,1,2\n"
    try await school.server.send(
      "POST", Route.scores(school: TestServer.school, test: SmallSchool.id("test").description).path,
      body: Array((header + "五1,a1,正常,50,20,30\n五1,a2,缺考,,,\n五2,b1,正常,99.5,40,59.5\n").utf8),
      headers: ["Content-Type": "text/csv"])
    let attendance: JSON = [
      ["teacherId": .string(SmallSchool.Person.author.teacher?.description ?? ""), "status": "late", "minutesLate": 3],
      ["teacherId": .string(SmallSchool.Person.leader.teacher?.description ?? ""), "status": "present"],
    ]
    let body = SmallSchool.minutes("一").replacing("attendance", with: attendance)
      .replacing("start", with: "14:10").replacing("end", with: "15:00").replacing("discussion", with: "同意")
    try await school.create("minutes", Self.minutes, body)
    try await school.create("minutes", SmallSchool.id("deleted"), SmallSchool.minutes("二"))
    try await school.delete("minutes", SmallSchool.id("deleted"), rev: 1)
    try await school.update("tests", SmallSchool.id("test"), Fixtures.test(items: [41, 59]), rev: 1)
    let before = try school.server.dump(TestServer.derivedTables)
    let documents = try school.server.dump(["document", "change", "school"])
    for table in TestServer.derivedTables { #expect(before.contains { $0.hasPrefix("\(table):") }, "\(table) has rows") }
    let count = try await school.server.register.store.write { try Reindex.run(in: $0) }
    #expect(try school.server.dump(TestServer.derivedTables) == before)
    #expect(try school.server.dump(["document", "change", "school"]) == documents)
    let living = try school.server.register.store.read {
      try $0.first("SELECT count(*) FROM document WHERE deleted = 0") { $0.int(0) }
    }
    #expect(count == living)
  }

  @Test func aBackupHoldsEverythingAndARestoreOnlyChangesTheEpoch() async throws {
    let school = try await SmallSchool()
    try await school.create("minutes", Self.minutes, SmallSchool.minutes("备份"))
    let backup = school.server.directory.appending(path: "backup.sqlite").path
    // Copied while writes go on.
    async let writes: Void = {
      for index in 0..<20 { try await school.create("teachers", SmallSchool.id("t\(index)"), ["name": "陶然"]) }
    }()
    try school.server.register.store.backup(to: backup)
    try await writes
    let second = school.server.directory.appending(path: "second.sqlite").path
    try school.server.register.store.backup(to: second)
    let (before, epoch) = (try school.server.dump(), school.server.register.epoch)
    try await school.delete("minutes", Self.minutes, rev: 1)
    let restored = try await school.server.restarted(from: second)
    #expect(restored.register.epoch != epoch)
    let after = try restored.dump()
    #expect(after.filter { !$0.hasPrefix("meta") } == before.filter { !$0.hasPrefix("meta") })
    #expect(try restored.register.store.integrityComplaints() == [])
    let answer = try await restored.send("GET", school.document("minutes", Self.minutes).path)
    #expect(answer.eTag == "\"1\"")
    let first = try await restored.restarted(from: backup)
    #expect(try await first.send("GET", school.document("minutes", Self.minutes).path).status == 200)
    try ChangeChain.expectWhole(first)
  }

  @Test func aRestoreThatFailsLeavesTheDatabaseAsItIs() async throws {
    let school = try await SmallSchool()
    let (path, folder) = (school.server.register.store.path, school.server.directory)
    let broken = folder.appending(path: "broken.sqlite")
    try Data("no database".utf8).write(to: broken)
    await expect(.inUse) { try await Restoration.run(backup: broken.path, database: path) }
    school.server.close()
    let before = try Data(contentsOf: URL(filePath: path))
    await expect(.corrupt) { try await Restoration.run(backup: broken.path, database: path) }
    await expect(.missing) { try await Restoration.run(backup: path + ".none", database: path) }
    #expect(try Data(contentsOf: URL(filePath: path)) == before)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(names.filter { $0.contains("restoring") } == [])
    let restarted = try await school.server.restarted()
    #expect(try await restarted.send("GET", school.document("groups", SmallSchool.group).path).status == 200)
  }
}

/// How many tasks have begun.
private final class Started: Sendable {
  let count = Mutex(0)
}

private enum Failing: String { case inUse, newerVersion, missing, corrupt, unavailable, closed }

extension StoreError {
  fileprivate var kind: Failing {
    switch self {
    case .inUse: .inUse
    case .newerVersion: .newerVersion
    case .missing: .missing
    case .corrupt: .corrupt
    case .unavailable: .unavailable
    case .closed: .closed
    }
  }
}

/// Expects one kind of failure, whatever it says.
private func expect(
  _ kind: Failing, at place: SourceLocation = #_sourceLocation, _ work: () async throws -> Void
) async {
  let error = await #expect(throws: StoreError.self, sourceLocation: place) { try await work() }
  #expect(error?.kind == kind, sourceLocation: place)
}
