import Shared
import Testing

@testable import Harness
@testable import Server

/// What others rest on is not deleted before them.
@Suite struct UseTests {
  private static let (test, sheet, minutes) = (
    SmallSchool.id("test"), SmallSchool.id("sheet"), SmallSchool.id("minutes")
  )

  /// The small school with a test, a sheet of it for the first class, and minutes that name a guest.
  private static func school() async throws -> SmallSchool {
    let school = try await SmallSchool()
    let sheetBody: JSON = [
      "groupId": .string(SmallSchool.group.description), "term": .string(SmallSchool.term),
      "testId": .string(test.description), "classId": .string(SmallSchool.classes[0].description),
      "rows": [["student": "s1", "status": "present", "total": 90]],
    ]
    try await school.create("teachers", SmallSchool.id("guest"), ["name": "陶然"])
    try await school.create("tests", test, Fixtures.test())
    try await school.create("score-sheets", sheet, sheetBody)
    try await school.create(
      "minutes", minutes,
      SmallSchool.minutes("圆").replacing("hostId", with: .string(SmallSchool.id("guest").description)))
    return school
  }

  @Test(
    arguments: [
      ("groups", SmallSchool.group, 3), ("terms", SmallSchool.id("term"), 3), ("classes", SmallSchool.classes[0], 1),
      ("tests", test, 1),
    ] as [(String, DocumentID, Int)])
  func whatALivingDocumentNamesIsKept(kind: String, id: DocumentID, count: Int) async throws {
    let school = try await Self.school()
    let before = try school.server.dump()
    let answer = try await school.delete(kind, id, rev: 1)
    #expect(answer.status == 409)
    #expect(answer.problem?.code == .inUse)
    let use = try #require(answer.problem?.use)
    #expect(use.count == count)
    #expect(use.documents.count == count)
    #expect(use.documents.contains { $0.kind == "score-sheets" && $0.id == Self.sheet })
    #expect(try school.server.dump() == before)
    let pushed = try await SyncClient(school).results([mutation(1, .delete, kind, id, base: 1)])
    #expect(pushed[0].status == 409)
    #expect(pushed[0].problem?.use == use)
    let replayed = try await SyncClient(school).results([mutation(1, .delete, kind, id, base: 1)])
    #expect(replayed[0].problem?.use == use, "what was told once is told again")
    for (kind, id) in [("score-sheets", Self.sheet), ("tests", Self.test), ("minutes", Self.minutes)] {
      try await school.delete(kind, id, rev: 1)
    }
    if kind != "tests" { #expect(try await school.delete(kind, id, rev: 1).status == 204, "nothing names it any more") }
  }

  @Test func aDocumentThatNamesItNoMoreDoesNotKeepIt() async throws {
    let school = try await SmallSchool()
    let group = try await school.get("groups", SmallSchool.otherGroup).decode(AnyDocument.self).body
    let naming = group.replacing("classIds", with: [.string(SmallSchool.classes[0].description)])
    try await school.update("groups", SmallSchool.otherGroup, naming, rev: 1)
    #expect(try await school.delete("classes", SmallSchool.classes[0], rev: 1).problem?.use?.count == 1)
    try await school.update("groups", SmallSchool.otherGroup, group, rev: 2)
    #expect(try await school.delete("classes", SmallSchool.classes[0], rev: 1).status == 204)
  }

  @Test func ofManyDocumentsTheFirstTenAreTold() async throws {
    let school = try await SmallSchool()
    let documents = (0..<15).map { number in
      (kind: "minutes", id: SmallSchool.id("m\(number)"), body: SmallSchool.minutes("第 \(number) 次"))
    }
    try await SmallSchool.push(documents, to: school.server)
    let use = try #require(try await school.delete("groups", SmallSchool.group, rev: 1).problem?.use)
    #expect(use.count == 15)
    #expect(use.documents.map(\.id) == Array(documents.map(\.id).sorted().prefix(10)))
  }

  /// A token that may not read the documents is told how many there are, and no more.
  @Test func whoMayNotReadThemIsToldTheNumberAlone() async throws {
    let school = try await Self.school()
    let token = try await school.server.token(
      .integration, name: "tests", scopes: [.kind(Shared.Test.kind, .write)])
    let answer = try await school.server.send(
      "DELETE", school.document("tests", Self.test).path, headers: ["If-Match": "\"1\""], token: token)
    #expect(answer.problem?.use == Problem.Use(count: 1, documents: []))
  }

  @Test func aTeacherIsKeptWhileARoleOrAnAccountOfTodayOrLaterNamesThem() async throws {
    let school = try await Self.school()
    func delete(_ person: SmallSchool.Person) async throws -> TestAnswer {
      try await school.delete("teachers", #require(person.teacher), rev: 1)
    }
    #expect(try await delete(.leader).problem?.use?.documents == [.init(kind: "groups", id: SmallSchool.group)])
    #expect(
      try await delete(.head).problem?.use?.documents == [.init(kind: "research-groups", id: SmallSchool.researchGroup)]
    )
    let former = try await delete(.formerMember)
    #expect(former.status == 200)
    #expect(try former.decode(Warnings.self).warnings.map(\.code) == ["still-named"])
    #expect(try former.decode(Warnings.self).warnings[0].detail.contains("1"))
    let guest = SmallSchool.id("guest")
    let account = NewAccount(
      login: "tao", name: "陶然", role: .teacher, school: TestServer.school, teacherId: guest)
    let made = try await school.server.send("POST", Route.accounts.path, body: Coding.encode(account))
    try #require(made.status == 201, "\(made.text)")
    let refused = try await school.delete("teachers", guest, rev: 1)
    #expect(refused.problem?.use?.count == 1)
    #expect(refused.problem?.detail?.contains("账号") == true)
    let pushed = try await SyncClient(school, name: "other").results([
      mutation(1, .delete, "teachers", #require(SmallSchool.Person.formerHead.teacher), base: 1)
    ])
    #expect(pushed[0].status == 200)
    #expect(pushed[0].warnings?.map(\.code) == ["still-named"])
  }

  /// Rebuilding finds what was named again, and nobody is deleted who couldn't be before.
  @Test func deletingAndRestoringKeepsCount() async throws {
    let school = try await Self.school()
    try await school.delete("score-sheets", Self.sheet, rev: 1)
    #expect(try await school.delete("classes", SmallSchool.classes[0], rev: 1).status == 204)
    #expect(try await school.restore("classes", SmallSchool.classes[0], rev: 2).status == 200)
    #expect(try await school.restore("score-sheets", Self.sheet, rev: 2).status == 200)
    #expect(try await school.delete("classes", SmallSchool.classes[0], rev: 3).status == 409)
  }

  /// No question of use reads the school: each step of each plan goes along an index.
  @Test func noQuestionScansTheSchool() async throws {
    let school = try await Self.school()
    let plans = try school.server.register.store.read { connection -> [String] in
      let statements: [SQL] = [
        """
        SELECT count(*) FROM document d WHERE d.school = 's' AND d.kind IN ('minutes', 'plans') AND d.group_id = 'g'
          AND d.deleted = 0
        """,
        """
        SELECT count(*) FROM document d WHERE d.school = 's' AND d.kind IN ('minutes', 'plans') AND d.term = 't'
          AND d.deleted = 0
        """,
        """
        SELECT d.id FROM mention m JOIN document d ON d.school = m.school AND d.id = m.place
        WHERE m.school = 's' AND m.target = 't' AND d.kind IN ('minutes') AND d.deleted = 0
        """,
        """
        SELECT d.id FROM mention m JOIN document d ON d.school = m.school AND d.group_id = m.place
        WHERE m.school = 's' AND m.target = 't' AND d.kind IN ('minutes') AND d.deleted = 0
        """,
      ]
      return try statements.flatMap { statement in
        try connection.all("EXPLAIN QUERY PLAN " + statement) { $0.text(3) }
      }
    }
    #expect(plans.allSatisfy { !$0.contains("SCAN") }, "\(plans)")
    #expect(plans.contains { $0.contains("document_group") } && plans.contains { $0.contains("document_term") })
  }
}
