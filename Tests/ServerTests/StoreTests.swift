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
}

/// How many tasks have begun.
private final class Started: Sendable {
  let count = Mutex(0)

  @Test func whatARuleOfTheSchemaForbidsIsAFaultOfTheProgramAndNothingToTryAgain() async throws {
    let school = try await SmallSchool()
    try await school.server.register.store.write {
      try $0.execute("CREATE UNIQUE INDEX one_title ON document (school, title)")
    }
    #expect(try await school.create("minutes", SmallSchool.id("first"), SmallSchool.minutes("同题")).status == 201)
    let second = try await school.create("minutes", SmallSchool.id("second"), SmallSchool.minutes("同题"))
    #expect(second.status == 500)
    #expect(second.problem?.code == .internal)
    #expect(second.headers["retry-after"] == nil)
    try ChangeChain.expectWhole(school.server)
    #expect(try await school.create("minutes", SmallSchool.id("third"), SmallSchool.minutes("别题")).status == 201)
  }
}
