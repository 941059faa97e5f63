import Shared
import Testing

@testable import Harness
@testable import Server

/// What the caller may not know of is the same answer as what isn't there, and comes before anything that is told of
/// other documents.
@Suite struct OrderOfChecksTests {
  private static let foreignTest = SmallSchool.id("test of the other group")

  /// A test and a sheet of the other group, which a teacher of the first may not know of.
  private static func school() async throws -> SmallSchool {
    let school = try await SmallSchool()
    let test = try Fixtures.test().replacing("groupId", with: .string(SmallSchool.otherGroup.description))
    try await school.create("tests", foreignTest, test)
    let created = try await school.create(
      "score-sheets", SmallSchool.id("sheet of the other group"),
      sheet(test: foreignTest).replacing("groupId", with: .string(SmallSchool.otherGroup.description)))
    try #require(created.status == 201, "\(created.text)")
    return school
  }

  private static func sheet(test: DocumentID) -> JSON {
    [
      "groupId": .string(SmallSchool.group.description), "term": .string(SmallSchool.term),
      "testId": .string(test.description), "classId": .string(SmallSchool.classes[0].description),
      "rows": [["student": "s1", "status": "present", "total": 90]],
    ]
  }

  /// Bodies that name a test, one that is there and one that is not.
  private static let naming: [(kind: String, pointer: String, body: @Sendable (DocumentID) -> JSON)] = [
    ("score-sheets", "/testId", { sheet(test: $0) }),
    ("score-sheets", "/testId", { sheet(test: $0).replacing("surprise", with: 1) }),
    (
      "test-reports", "/testId",
      { test in
        [
          "groupId": .string(SmallSchool.group.description), "term": .string(SmallSchool.term),
          "testId": .string(test.description), "title": "分析",
        ]
      }
    ),
    (
      "minutes", "/unitAnalyses/0/rows/0/testId",
      { test in
        SmallSchool.minutes("圆").replacing(
          "unitAnalyses",
          with: [["unit": "一", "rows": [["aspect": "achievement", "testId": .string(test.description)]]]])
      }
    ),
  ]

  @Test(arguments: naming.indices)
  func aTestOfAnotherGroupIsAsIfItWereNotThere(index: Int) async throws {
    let school = try await Self.school()
    let (kind, pointer, body) = Self.naming[index]
    let id = SmallSchool.id("new")
    func answer(_ test: DocumentID) async throws -> TestAnswer {
      try await school.create(kind, id, body(test), as: .author)
    }
    let (foreign, unknown) = (try await answer(Self.foreignTest), try await answer(SmallSchool.id("never made")))
    #expect(foreign.status == 422)
    #expect(foreign.problem?.existing == nil)
    #expect(foreign.pointers.first == pointer)
    var (first, second) = (try #require(foreign.problem), try #require(unknown.problem))
    first.requestId = nil
    second.requestId = nil
    #expect(first == second)
  }

  @Test func aTokenThatMayEnterMarksMayNameItsTest() async throws {
    let school = try await Self.school()
    try await school.create("tests", SmallSchool.id("test"), Fixtures.test())
    let token = try await school.server.token(
      .integration, name: "marks", scopes: [.kind(ScoreSheet.kind, .write)])
    let answer = try await school.server.send(
      "PUT", school.document("score-sheets", SmallSchool.id("new")).path,
      body: Self.sheet(test: SmallSchool.id("test")).canonicalBytes, headers: ["If-None-Match": "*"], token: token)
    #expect(answer.status == 201, "\(answer.text)")
  }

  /// One request that is wrong in everything, mended step by step: each answer is of the next check.
  @Test func checksComeInTheOrderOfTheContract() async throws {
    let school = try await Self.school()
    let (id, other) = (SmallSchool.id("plan"), SmallSchool.id("other plan"))
    func plan(_ title: JSON = "计划", author: DocumentID? = nil) -> JSON {
      let body: JSON = [
        "level": "group", "groupId": .string(SmallSchool.group.description), "term": .string(SmallSchool.term),
        "title": title,
      ]
      return body.replacing("progressAuthorId", with: author.map { .string($0.description) })
    }
    try await school.create("plans", id, plan())
    try await school.move("plans", id, to: .submitted, rev: 1)
    let unknown = SmallSchool.id("never made")
    let wrong = plan(1, author: unknown)
    let steps: [(String, Int, TestAnswer)] = [
      ("not known", 404, try await school.update("plans", id, wrong, rev: 1, as: .outsider)),
      ("not allowed", 403, try await school.update("plans", id, wrong, rev: 1, as: .author)),
      ("no precondition", 428, try await school.send("PUT", school.document("plans", id), body: wrong, as: .leader)),
      ("stale", 412, try await school.update("plans", id, wrong, rev: 1, as: .leader)),
      ("unknown reference", 422, try await school.update("plans", id, wrong, rev: 2, as: .leader)),
      ("state", 409, try await school.update("plans", id, plan(1), rev: 2, as: .leader)),
      ("natural key", 409, try await school.create("plans", other, plan(1), as: .leader)),
      ("reference before natural key", 422, try await school.create("plans", other, wrong, as: .leader)),
    ]
    for (name, status, answer) in steps { #expect(answer.status == status, "\(name): \(answer.text)") }
    #expect(steps[4].2.pointers == ["/progressAuthorId", "/title"])
    #expect(steps[7].2.problem?.existing == nil)
    try await school.delete("plans", id, rev: 2)
  }
}
