import Shared
import Testing

@testable import Harness
@testable import Server

/// What is said with a transition: checked like any text, and shown to whoever may see the document.
@Suite struct CommentTests {
  private static let id = SmallSchool.id("new")

  private func school() async throws -> SmallSchool {
    let school = try await SmallSchool()
    try await school.create("minutes", Self.id, SmallSchool.minutes("分数除法"), as: .author)
    return school
  }

  private func history(_ school: SmallSchool) async throws -> [Change] {
    let route = Route.history(school: TestServer.school, kind: "minutes", id: Self.id.description)
    return try await school.send("GET", route, as: .colleague).decode(Page<Change>.self).items
  }

  private func entry(_ school: SmallSchool) async throws -> Change? {
    try await school.feedPage([("limit", "500")], as: .colleague).changes.first { $0.id == Self.id }
  }

  @Test func whatIsSaidStandsInTheHistoryAndTheLastOfItInTheFeed() async throws {
    let school = try await school()
    #expect(try await entry(school)?.transition == nil, "a draft has not been moved")
    try await school.move("minutes", Self.id, to: .submitted, rev: 1, comment: "请审阅", as: .author)
    try await school.move("minutes", Self.id, to: .returned, rev: 2, comment: "缺集体讨论\r\n“教学反思”太短", as: .head)
    let returned = Change.Move(
      to: .returned, at: school.server.clock.now, by: "head", comment: "缺集体讨论\n“教学反思”太短")
    #expect(try await entry(school)?.transition == returned)
    #expect(try await history(school).map(\.comment) == [returned.comment, "请审阅", nil])
    for (rev, comment) in [(1, nil), (2, "请审阅"), (3, returned.comment)] {
      let route = Route.revision(school: TestServer.school, kind: "minutes", id: Self.id.description, rev: "\(rev)")
      #expect(try await school.send("GET", route).decode(Change.self).comment == comment)
    }
    // It stays told while the author works on the document, until the next step.
    try await school.update("minutes", Self.id, SmallSchool.minutes("分数除法（二）"), rev: 3, as: .author)
    #expect(try await entry(school)?.transition == returned)
    try await school.move("minutes", Self.id, to: .submitted, rev: 4, as: .leader)
    let submitted = Change.Move(to: .submitted, at: school.server.clock.now, by: "leader")
    #expect(try await entry(school)?.transition == submitted)
    // Whoever brings a document back begins with a draft, which nobody has moved.
    try await school.move("minutes", Self.id, to: .returned, rev: 5, as: .head)
    try await school.delete("minutes", Self.id, rev: 6)
    let route = Route.restore(school: TestServer.school, kind: "minutes", id: Self.id.description)
    #expect(try await school.send("POST", route, headers: ["If-Match": "\"7\""]).status == 200)
    #expect(try await entry(school)?.transition == nil)
  }

  static let texts: [(comment: String, code: String?)] = [
    (String(repeating: "好", count: Transition.maximumComment), nil),
    (String(repeating: "好", count: Transition.maximumComment + 1), "too-long"),
    ("两行\n和\t制表", nil), ("a\0b", "control-character"), ("\u{1B}[31m", "control-character"),
    ("\u{7F}", "control-character"),
  ]

  @Test(arguments: texts)
  func aCommentIsCheckedLikeAnyText(comment: String, code: String?) async throws {
    let school = try await school()
    let answer = try await school.move("minutes", Self.id, to: .submitted, rev: 1, comment: comment, as: .author)
    #expect(answer.status == (code == nil ? 200 : 422))
    #expect(answer.problem?.errors?.map(\.code) == code.map { [$0] })
    #expect(answer.problem?.errors?.map(\.pointer) == code.map { _ in ["/comment"] })
  }

  @Test(arguments: texts)
  func aCommentThatIsPushedToo(comment: String, code: String?) async throws {
    let school = try await school()
    let submit = Mutation(
      n: 1, op: .transition, kind: "minutes", id: Self.id, base: 1, to: .submitted, comment: comment)
    let result = try await SyncClient(school, .author).results([JSON(encoding: submit)])[0]
    #expect(result.status == (code == nil ? 200 : 422))
    #expect(result.problem?.errors?.map(\.code) == code.map { [$0] })
    #expect(try await history(school).first?.comment == (code == nil ? comment : nil))
  }
}
