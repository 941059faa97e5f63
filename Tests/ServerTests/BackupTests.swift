import Foundation
import Shared
import Testing

@testable import Harness
@testable import Server

/// Copies of the database, and what can be rebuilt from it.
@Suite struct BackupTests {
  private static let minutes = SmallSchool.id("minutes")

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
    try await school.create("settings", SmallSchool.id("settings"), ["key": "school", "timeZone": "Asia/Urumqi"])
    try await school.create("minutes", SmallSchool.id("deleted"), SmallSchool.minutes("二"))
    try await school.delete("minutes", SmallSchool.id("deleted"), rev: 1)
    try await school.update("tests", SmallSchool.id("test"), Fixtures.test(items: [41, 59]), rev: 1)
    let before = try school.server.dump(TestServer.derivedTables)
    let documents = try school.server.dump(["document", "change", "school"])
    for table in TestServer.derivedTables {
      #expect(before.contains { $0.hasPrefix("\(table):") }, "\(table) has rows")
    }
    let count = try await Reindex.run(in: school.server.register.store)
    #expect(try school.server.dump(TestServer.derivedTables) == before)
    #expect(try school.server.dump(["document", "change", "school"]) == documents)
    let living = try school.server.register.store.read {
      try $0.first("SELECT count(*) FROM document WHERE deleted = 0") { $0.int(0) }
    }
    #expect(count == living)

    // Whatever stands in the tables, rows of nobody and rows in each other's place.
    let deleted = SmallSchool.id("deleted")
    try await school.server.register.store.write { connection in
      try connection.execute("UPDATE term SET code = 'x' WHERE code = \(SmallSchool.term)")
      try connection.execute("UPDATE term SET code = \(SmallSchool.term) WHERE code = \(SmallSchool.termBefore)")
      try connection.execute("UPDATE term SET code = \(SmallSchool.termBefore) WHERE code = 'x'")
      try connection.execute("DELETE FROM membership WHERE role = 'leader'")
      try connection.execute("UPDATE natural_key SET id = \(deleted) WHERE value = \(SmallSchool.term)")
    }
    #expect(try school.server.dump(TestServer.derivedTables) != before)
    #expect(try await Reindex.run(in: school.server.register.store) == count)
    #expect(try school.server.dump(TestServer.derivedTables) == before)
  }

  @Test func aBackupHoldsEverythingAndARestoreOnlyChangesTheEpoch() async throws {
    let school = try await SmallSchool()
    try await school.create("minutes", Self.minutes, SmallSchool.minutes("备份"))
    let backup = school.server.directory.appending(path: "backup.sqlite").path
    // Copied while writes go on.
    async let writes: Void = {
      for index in 0..<20 { try await school.create("teachers", SmallSchool.id("t\(index)"), ["name": "陶然"]) }
    }()
    try await school.server.register.store.backup(to: backup)
    try await writes
    let second = school.server.directory.appending(path: "second.sqlite").path
    try await school.server.register.store.backup(to: second)
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
    await expect(.inUse) { _ = try await Restoration(backup: broken.path, database: path).run() }
    school.server.close()
    let before = try Data(contentsOf: URL(filePath: path))
    for (backup, word) in [(broken.path, "damaged"), (path + ".none", "there is no backup"), (path, "itself")] {
      let error = await #expect(throws: RestorationError.self) {
        _ = try await Restoration(backup: backup, database: path).run()
      }
      let told = error.map { Failure($0, database: path).text }
      // The file at fault is named, and nobody is sent to mend the one that is sound.
      #expect(told?.en.contains(backup) == true && told?.en.contains(word) == true, "\(told?.en ?? "")")
      #expect(told?.zh.contains(backup) == true && told?.zh.contains("setup") == false, "\(told?.zh ?? "")")
    }
    #expect(try Data(contentsOf: URL(filePath: path)) == before)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(names.filter { $0.contains("restoring") } == [])
    let restarted = try await school.server.restarted()
    #expect(try await restarted.send("GET", school.document("groups", SmallSchool.group).path).status == 200)
  }
}
