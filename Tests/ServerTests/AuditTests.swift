import Foundation
import Shared
import Testing

@testable import Harness
@testable import Server

/// The record: what stands in it, that it can't be changed unseen, and that it holds nothing personal.
@Suite struct AuditTests {
  private static let test = SmallSchool.id("test")
  private static let sheet = SmallSchool.id("sheet")

  /// A school with a test and its marks.
  private func schoolWithMarks() async throws -> SmallSchool {
    let school = try await SmallSchool()
    let (group, term) = (JSON.string(SmallSchool.group.description), JSON.string(SmallSchool.term))
    let test: JSON = [
      "groupId": group, "term": term, "title": "练习", "kind": "lesson", "grade": 5, "fullMark": 100,
      "thresholds": try JSON(encoding: Thresholds.usual(grade: 5)),
    ]
    try #require(try await school.create("tests", Self.test, test).status == 201)
    let sheet: JSON = [
      "groupId": group, "term": term, "testId": .string(Self.test.description),
      "classId": .string(SmallSchool.classes[0].description),
      "rows": [
        ["student": "s2019001", "status": "present", "total": 60],
        ["student": "s2019002", "status": "present", "total": 70],
      ],
    ]
    try #require(try await school.create("score-sheets", Self.sheet, sheet).status == 201)
    return school
  }

  private func entries(_ school: SmallSchool, _ query: String = "") async throws -> [AuditEntry] {
    try await school.send("GET", .audit, query: "?limit=500&school=\(TestServer.school)\(query)")
      .decode(Page<AuditEntry>.self).items
  }

  @Test func everyReadOfStudentsRowsIsOnRecordBeforeItIsAnswered() async throws {
    let school = try await schoolWithMarks()
    let author = school.token(.author)
    let reads: [(Route, String)] = [
      (school.document("score-sheets", Self.sheet), ""), (school.documents("score-sheets"), ""),
      (.history(school: TestServer.school, kind: "score-sheets", id: Self.sheet.description), ""),
      (.revision(school: TestServer.school, kind: "score-sheets", id: Self.sheet.description, rev: "1"), ""),
      (.changes(school: TestServer.school), "?limit=500"),
    ]
    for (index, (route, query)) in reads.enumerated() {
      let answer = try await school.send(
        "GET", route, query: query, headers: ["X-Request-Id": "read-\(index)"], as: .author)
      #expect(answer.status == 200)
      let found = try await entries(school, "&action=students-read")
      #expect(found.count == index + 1, "\(route)")
      #expect(found.first?.requestId == "read-\(index)")
      #expect(found.first?.kind == "score-sheets")
    }
    // A stale write shows what is there, which is a read as well.
    let stale = try await school.update("score-sheets", Self.sheet, [:], rev: 9, as: .author)
    #expect(stale.status == 412)
    let pushed = try await SyncClient(school, .author).results([
      mutation(1, .delete, "score-sheets", Self.sheet, base: 9)
    ])
    #expect(pushed.first?.status == 412)
    #expect(try await entries(school, "&action=students-read").count == reads.count + 2)
    // A dry run tells of the marks that are there, and a patch and a restore show them.
    let csv = Array("班级,学生代码,总分\n五1,s2019001,60\n".utf8)
    try await school.server.send(
      "POST", Route.scores(school: TestServer.school, test: Self.test.description).path + "?dryRun=true", body: csv,
      headers: ["Content-Type": "text/csv"], token: author)
    let patched = try await school.send(
      "PATCH", school.document("score-sheets", Self.sheet), body: [:],
      headers: ["If-Match": "\"1\"", "Content-Type": "application/merge-patch+json"], as: .author)
    #expect(patched.status == 200)
    #expect(try await entries(school, "&action=students-read").count == reads.count + 4)
    // What shows no row of a student leaves none.
    for (route, query) in [
      (school.documents("tests"), ""), (.changes(school: TestServer.school), "?kinds=minutes"),
      (.statistics(school: TestServer.school, test: Self.test.description), ""),
      (school.documents("score-sheets"), "?group=\(SmallSchool.otherGroup)"),
    ] { #expect(try await school.send("GET", route, query: query, as: .author).status == 200) }
    #expect(try await entries(school, "&action=students-read").count == reads.count + 4)
    let known = try await school.send("GET", .me, as: .author).status
    #expect(known == 200 && !author.isEmpty)
    try ChangeChain.expectWhole(school.server)
  }

  @Test func whatIsRefusedToAKnownCallerIsOnRecordOnceAMinute() async throws {
    let school = try await SmallSchool()
    for _ in 0..<5 {
      #expect(try await school.create("plans", SmallSchool.id("p"), [:], as: .outsider).status == 422)
      #expect(try await school.create("teachers", SmallSchool.id("t"), ["name": "x"], as: .author).status == 403)
      #expect(try await school.send("GET", .changes(school: "elsewhere"), as: .author).status == 404)
    }
    let found = try await entries(school, "&action=refused")
    #expect(
      Set(found.compactMap(\.detail)) == [
        "PUT /v1/schools/{school}/{kind}/{id}", "GET /v1/schools/{school}/sync/changes",
      ])
    #expect(found.count == 2)
    school.server.clock.advance(milliseconds: 60_000)
    #expect(try await school.create("teachers", SmallSchool.id("t"), ["name": "x"], as: .author).status == 403)
    #expect(try await entries(school, "&action=refused").count == 3)
    let pushed = try await SyncClient(school, .author).results([
      mutation(1, .create, "teachers", SmallSchool.id("t"), body: ["name": "x"])
    ])
    #expect(pushed.first?.status == 403)
    #expect(try await entries(school, "&action=refused").first?.detail == "create")
    try ChangeChain.expectWhole(school.server)
  }

  @Test func everythingAboutAccessIsOnRecordWithTheRequestThatDidIt() async throws {
    let school = try await SmallSchool()
    let (account, session) = try await SessionTests.activated(school)
    try await SessionTests.logIn(school, LogIn(login: account.login ?? "", password: "wrong"))
    try await school.server.send("DELETE", Route.currentSession.path, token: session.token)
    let patch = ["Content-Type": "application/merge-patch+json", "X-Request-Id": "change-role"]
    try await school.send(
      "PATCH", .account(id: account.id.description), body: ["role": "school-admin"], headers: patch, as: .admin)
    try await school.send("POST", .activation(account: account.id.description), body: [:], as: .admin)
    let token = try await school.send("POST", .tokens, body: ["name": "x", "scopes": ["sync"]], as: .admin)
      .decode(TokenMade.self)
    try await school.send("POST", .rotation(token: token.info.id.description), as: .admin)
    try await school.send("DELETE", .token(id: token.info.id.description), as: .admin)
    let found = try await entries(school).filter { $0.rev == nil }.map(\.action)
    let expected: [AuditAction] = [
      .tokenRevoked, .tokenRotated, .tokenCreated, .codeIssued, .accountChanged, .loggedOut, .logInFailed, .loggedIn,
      .passwordSet, .accountCreated,
    ]
    #expect(found.prefix(expected.count).elementsEqual(expected), "\(found)")
    let changed = try #require(try await entries(school, "&action=account-changed").first)
    #expect(changed.requestId == "change-role")
    #expect(changed.id == account.id.description)
    #expect(changed.detail == "role")
    let rows = try school.server.dump(["event"]).joined(separator: "\n")
    for value in ["江晚", "jiang.wan", "wrong", SessionTests.password] { #expect(!rows.contains(value)) }
    try ChangeChain.expectWhole(school.server)
  }

  @Test func shuttingOutAndLettingInAreToldApartAndAccountsOfTheRealmAreNamed() async throws {
    let school = try await SmallSchool()
    let (account, _) = try await SessionTests.activated(school)
    let patch = ["Content-Type": "application/merge-patch+json"]
    for body: JSON in [["disabled": true], ["disabled": false], ["name": "江晚晚", "disabled": false]] {
      try await school.send("PATCH", .account(id: account.id.description), body: body, headers: patch, as: .admin)
    }
    let changes = try await entries(school, "&action=account-changed")
    #expect(changes.map(\.detail) == ["enabled name", "enabled", "disabled"])
    let logIn = try #require(try await entries(school, "&action=logged-in").first)
    #expect(logIn.accountName == account.login)
    // What the server's administrator did in a school is there, and not the name of somebody from elsewhere.
    let put = try #require(try await entries(school, "&action=school-changed").first)
    #expect(put.accountId != nil && put.accountName == nil)
    let boss: JSON = ["login": "boss", "name": "江主任", "role": "server"]
    #expect(try await school.send("POST", .accounts, body: boss).status == 201)
    let made = try await school.send("GET", .audit, query: "?school=server&action=account-created")
      .decode(Page<AuditEntry>.self).items
    #expect(made.count == 1 && made.allSatisfy { $0.accountName != nil }, "\(made)")
  }

  @Test func theRecordIsPagedWithoutGapsOrRepeats() async throws {
    let school = try await schoolWithMarks()
    for _ in 0..<7 { _ = try await school.get("score-sheets", Self.sheet, as: .author) }
    let whole = try await school.send("GET", .audit, query: "?limit=500", as: .admin).decode(Page<AuditEntry>.self)
    #expect(whole.next == nil)
    var paged: [AuditEntry] = []
    var next: String?
    repeat {
      let query = "?limit=3" + (next.map { "&cursor=\($0)" } ?? "")
      let page = try await school.send("GET", .audit, query: query, as: .admin).decode(Page<AuditEntry>.self)
      paged += page.items
      next = page.next
    } while next != nil
    #expect(paged == whole.items)
    #expect(Set(paged.map(\.place)).count == paged.count)
    #expect(paged.contains { $0.action == .create && $0.kind == "groups" && $0.rev == 1 })
  }

  // MARK: Tampering

  /// Things that somebody with the file in hand could do to it, triggers taken away.
  static let tampering = [
    "UPDATE change SET author = 'x' WHERE seq = 3", "UPDATE change SET body = x'7b7d' WHERE seq = 4",
    "UPDATE change SET at = at + 1 WHERE seq = 5", "DELETE FROM change WHERE seq = 6",
    "DELETE FROM change WHERE seq = (SELECT max(seq) FROM change WHERE school = 'lixiqiao')",
    "UPDATE event SET account = 'x' WHERE n = 2", "DELETE FROM event WHERE n = 2",
    "DELETE FROM event WHERE n = (SELECT max(n) FROM event WHERE realm = 'lixiqiao') AND realm = 'lixiqiao'",
    "UPDATE event SET after_seq = after_seq - 1 WHERE n = 3",
    "UPDATE chain SET last_hash = x'00' WHERE realm = 'lixiqiao'",
    "UPDATE event SET action = 'subject-erased', detail = 'x 4:' || hex(zeroblob(32)) WHERE n = 2",
  ]

  @Test(arguments: [""] + tampering)
  func whoChangesTheRecordIsFoundOut(statement: String) async throws {
    let school = try await schoolWithMarks()
    for _ in 0..<4 { _ = try await school.get("score-sheets", Self.sheet, as: .author) }
    let triggers = ["change_is_kept", "change_is_fixed", "event_is_kept", "event_is_fixed"]
    if !statement.isEmpty {
      await #expect(throws: StoreError.self, "the triggers stand in the way") {
        if statement.hasPrefix("UPDATE chain") { throw StoreError.closed }
        try await school.server.register.store.write { try $0.execute(SQL(stringLiteral: statement)) }
      }
      try await school.server.register.store.write { connection in
        for trigger in triggers { try connection.execute(SQL(stringLiteral: "DROP TRIGGER \(trigger)")) }
        try connection.execute("PRAGMA defer_foreign_keys = ON")
        try connection.execute(SQL(stringLiteral: statement))
      }
    }
    let records = try school.server.register.store.read { try Verification.run(realm: TestServer.school, in: $0) }
    let record = try #require(records.first)
    #expect((record.broken == nil) == statement.isEmpty, "\(statement)")
  }

  /// What somebody could do to what is served while the record itself stays whole: bytes, and the columns that decide
  /// who sees them. `D` is a document that was returned and then changed, `E` a deleted one.
  static let served = [
    "", "UPDATE document SET place = (SELECT place FROM change WHERE id = D AND rev = 1) WHERE id = D",
    "UPDATE document SET place = (SELECT place FROM document WHERE id = E) WHERE id = D",
    "UPDATE document SET group_id = '\(SmallSchool.otherGroup)' WHERE id = D",
    "UPDATE document SET group_id = NULL WHERE id = D", "UPDATE document SET group_id = NULL WHERE id = E",
    "UPDATE document SET term = NULL WHERE id = D", "UPDATE document SET state = 'approved' WHERE id = D",
    "UPDATE document SET owner = 'x' WHERE id = D", "UPDATE document SET kind = 'duties' WHERE id = D",
    "UPDATE document SET rev = rev + 1 WHERE id = D", "UPDATE document SET deleted = 1 WHERE id = D",
    "UPDATE document SET deleted = 0 WHERE id = E", "UPDATE document SET created_at = created_at + 1 WHERE id = D",
    "UPDATE document SET updated_at = updated_at + 1 WHERE id = D", "UPDATE document SET moved = NULL WHERE id = D",
    "UPDATE document SET moved = moved - 1 WHERE id = D", "UPDATE document SET title = 'x' WHERE id = D",
    "UPDATE document SET day = '2024-01-01' WHERE id = D", "UPDATE document SET seq = -1 WHERE id = D",
    "DELETE FROM document WHERE id = D", "UPDATE document SET id = 'x' WHERE id = D",
    "UPDATE change SET crc = crc + 1 WHERE id = D AND rev = 1",
    "UPDATE change SET body = CAST(replace(CAST(body AS TEXT), '分', '方') AS BLOB), crc = CRC WHERE id = D AND rev = 4",
  ]

  @Test(arguments: served)
  func whoChangesWhatIsServedIsFoundOut(statement: String) async throws {
    let school = try await SmallSchool()
    let (changed, deleted) = (SmallSchool.id("D"), SmallSchool.id("E"))
    for id in [changed, deleted] { try await school.create("minutes", id, SmallSchool.minutes("分"), as: .author) }
    try await school.move("minutes", changed, to: .submitted, rev: 1)
    try await school.move("minutes", changed, to: .returned, rev: 2)
    try await school.update("minutes", changed, SmallSchool.minutes("分分"), rev: 3)
    try await school.delete("minutes", deleted, rev: 1)
    let store = school.server.register.store
    let bytes = try await school.get("minutes", changed).bytes
    let mended = String(decoding: bytes.dropLast(), as: UTF8.self).replacing("分", with: "方")
    let sql = statement.replacing(" D", with: " '\(changed)'").replacing(" E", with: " '\(deleted)'")
      .replacing("CRC ", with: "\(CRC32.checksum(Array(mended.utf8))) ")
    try await store.write { connection in
      for trigger in ["change_is_kept", "change_is_fixed"] {
        try connection.execute(SQL(stringLiteral: "DROP TRIGGER \(trigger)"))
      }
      if !sql.isEmpty { try connection.execute(SQL(stringLiteral: sql)) }
    }
    if statement.contains("CRC ") {
      #expect(try await school.get("minutes", changed).text == mended + "}", "the checksum alone does not tell")
    }
    let record = try #require(try store.read { try Verification.run(realm: TestServer.school, in: $0) }.first)
    #expect((record.broken == nil) == statement.isEmpty)
  }

  @Test func everyRealmIsVerified() async throws {
    let school = try await schoolWithMarks()
    let records = try school.server.register.store.read { try Verification.run(realm: nil, in: $0) }
    #expect(records.map(\.realm) == [SmallSchool.district, TestServer.school, Chain.server].sorted())
    #expect(records.allSatisfy { $0.broken == nil })
  }

  // MARK: A student's data

  @Test func aStudentIsTakenOutOfDocumentsHistoryAndSummariesWithAProof() async throws {
    let school = try await schoolWithMarks()
    let register = school.server.register
    // Twice in history, once in a text, once as part of another code.
    let sheet = try await school.get("score-sheets", Self.sheet).decode(AnyDocument.self).body
    let more = (sheet["rows"]?.array ?? []) + [["student": "s2019001x", "status": "present", "total": 80]]
    try await school.update("score-sheets", Self.sheet, sheet.replacing("rows", with: .array(more)), rev: 1)
    let minutes = SmallSchool.id("minutes")
    try await school.create(
      "minutes", minutes, SmallSchool.minutes("辅导").replacing("discussion", with: "s2019001 进步了；s2019001x 没有"))
    try await school.move("minutes", minutes, to: .submitted, rev: 1)
    try await school.send(
      "POST", .transitions(school: TestServer.school, kind: "minutes", id: minutes.description),
      body: ["to": "returned", "comment": "s2019001 的成绩请再核对"], headers: ["If-Match": "\"2\""], as: .head)
    try await school.move("minutes", minutes, to: .submitted, rev: 3)
    let deleted = SmallSchool.id("deleted")
    try await school.create("minutes", deleted, SmallSchool.minutes("s2019001 的家访"))
    try await school.delete("minutes", deleted, rev: 1)
    let client = SyncClient(school)
    let refused = SmallSchool.minutes("x").replacing("kind", with: "s2019001 ")
    #expect(
      try await client.results([mutation(1, .create, "minutes", SmallSchool.id("r"), body: refused)]).first?.status
        == 422)
    let other = "s2019002"
    try ChangeChain.expectWhole(school.server)

    func export(_ code: String) async throws -> [JSON] {
      try await AdministrationRequest.export(school: TestServer.school, subject: code).output(in: register)
        .dropLast().map { try JSON(parsing: Array($0.utf8)) }
    }
    let exported = try await export("s2019001")
    #expect(
      exported.compactMap { $0["pointer"]?.string }.sorted() == [
        "/discussion", "/discussion", "/discussion", "/discussion", "/rows/0", "/rows/0", "/topic", "comment",
      ])
    #expect(exported.first { $0["pointer"]?.string == "/rows/0" }?["value"]?["total"]?.number == 60)

    let before = try school.server.dump()
    let told = try await AdministrationRequest.erase(school: TestServer.school, subject: "s2019001", dryRun: true)
      .output(in: register)
    #expect(told.last?.hasPrefix("3 documents in 7 revisions would be changed") == true, "\(told)")
    #expect(try school.server.dump() == before)
    let done = try await AdministrationRequest.erase(school: TestServer.school, subject: "s2019001", dryRun: false)
      .output(in: register)
    #expect(done.last?.hasPrefix("taken out of 3 documents in 7 revisions") == true, "\(done)")
    await #expect(throws: Failure.self) { try await export("s2019001") }
    let others = try await export(other)
    #expect(others.count == 3, "two revisions and the new one")

    let now = try await school.get("score-sheets", Self.sheet).decode(AnyDocument.self)
    #expect(now.rev == 3)
    #expect(now.body["rows"]?.array?.compactMap { $0["student"]?.string } == [other, "s2019001x"])
    let text = try await school.get("minutes", minutes).decode(AnyDocument.self)
    #expect(text.body["discussion"]?.string == "［已清除］ 进步了；s2019001x 没有")
    #expect(text.state == .submitted)
    let statistics = try await school.send("GET", .statistics(school: TestServer.school, test: Self.test.description))
    #expect(try statistics.decode(TestStatistics.self).all.n == 2)
    let first = try await school.send(
      "GET", .revision(school: TestServer.school, kind: "score-sheets", id: Self.sheet.description, rev: "1"))
    #expect(!first.text.contains("s2019001\""))

    let record = try register.store.read { try Verification.run(realm: TestServer.school, in: $0) }.first
    #expect(record?.broken == nil)
    #expect(record?.redacted == 7)
    let event = try #require(try await entries(school, "&action=subject-erased").first)
    #expect(event.detail?.hasPrefix(register.sealer.pseudonym("s2019001")) == true)
    // The rows can be changed no more than before.
    await #expect(throws: StoreError.self) {
      try await register.store.write { try $0.execute("UPDATE change SET author = 'x' WHERE seq = 3") }
    }
    // Nothing is left in free pages or in the log.
    for name in ["beike.sqlite", "beike.sqlite-wal"] {
      let bytes = (try? Data(contentsOf: school.server.directory.appending(path: name))) ?? Data()
      #expect(bytes.range(of: Data("s2019001\"".utf8)) == nil, "\(name)")
      #expect(bytes.range(of: Data("s2019001 ".utf8)) == nil, "\(name)")
    }
    // The rest of what changed after it is as it was, and the feed tells it.
    let feed = try await school.send("GET", .changes(school: TestServer.school), query: "?limit=500&kinds=score-sheets")
    #expect(feed.text.contains("s2019001x"))
  }

  @Test(arguments: ["", "李明", "320102201001011234", "a b"])
  func whatIsNoCodeIsNotSearchedFor(code: String) async throws {
    let school = try await SmallSchool()
    let register = school.server.register
    await #expect(throws: Failure.self) {
      try await AdministrationRequest.erase(school: TestServer.school, subject: code, dryRun: false)
        .output(in: register)
    }
    await #expect(throws: Failure.self) {
      try await AdministrationRequest.export(school: "elsewhere", subject: "s1").output(in: register)
    }
  }

  @Test func erasingSomebodyWhoIsNotThereDoesNothing() async throws {
    let school = try await schoolWithMarks()
    let register = school.server.register
    try await school.create("minutes", SmallSchool.id("m"), SmallSchool.minutes("s20190012 进步了"))
    let before = try school.server.dump()
    let events = try register.store.read { try Chain(TestServer.school, in: $0)?.events }
    for code in ["s2019009", "s2019001x", "s2019"] {
      let failure = await #expect(throws: Failure.self) {
        try await AdministrationRequest.erase(school: TestServer.school, subject: code, dryRun: false)
          .output(in: register)
      }
      #expect(failure?.text.en.contains(code) == true)
    }
    #expect(try school.server.dump() == before, "no row is touched, and the file need not be written anew")
    #expect(try register.store.read { try Chain(TestServer.school, in: $0)?.events } == events)
  }

  @Test func kindsAreKeptAsLongAsTheSettingsSay() async throws {
    let school = try await schoolWithMarks()
    let register = school.server.register
    let old = SmallSchool.id("old")
    try await school.create("minutes", old, SmallSchool.minutes("旧", term: SmallSchool.termBefore))
    try await school.create(
      "settings", SmallSchool.id("settings"),
      [
        "key": "school", "retention": [["kind": "score-sheets", "years": 3], ["kind": "minutes", "years": 30]],
      ])
    // A test whose marks are kept longer than itself waits for them, and keeps nobody from what they have set.
    let settings = try await school.get("settings", SmallSchool.id("settings")).decode(AnyDocument.self).body
    let rules = (settings["retention"]?.array ?? []) + [["kind": "tests", "years": 1]]
    #expect(
      try await school.update(
        "settings", SmallSchool.id("settings"), settings.replacing("retention", with: .array(rules)), rev: 1
      ).status == 200)
    let year: Int64 = 366 * 86_400_000
    #expect(try await register.retire() == 0)
    school.server.clock.advance(milliseconds: 2 * year)
    #expect(try await register.retire() == 0)
    school.server.clock.advance(milliseconds: 2 * year)
    #expect(try await register.retire() == 1, "the marks")
    #expect(try await register.retire() == 1, "and then the test")
    #expect(try await school.get("score-sheets", Self.sheet).status == 410)
    let history = try await school.send(
      "GET", .history(school: TestServer.school, kind: "score-sheets", id: Self.sheet.description))
    #expect(history.status == 200)
    #expect(!history.text.contains("s2019001"))
    #expect(try await school.get("minutes", old).status == 200)
    #expect(try await school.get("tests", Self.test).status == 410)
    #expect(try await register.retire() == 0)
    // The content of what was deleted goes after 400 days.
    try await school.delete("minutes", old, rev: 1)
    school.server.clock.advance(milliseconds: 401 * 86_400_000)
    #expect(try await register.retire() == 1)
    let gone = try await school.send("GET", .history(school: TestServer.school, kind: "minutes", id: old.description))
    #expect(!gone.text.contains("旧"))
    let restored = try await school.restore("minutes", old, rev: 2)
    #expect(restored.status == 422, "its content is gone")
    let records = try register.store.read { try Verification.run(realm: nil, in: $0) }
    #expect(records.allSatisfy { $0.broken == nil })
  }
}
