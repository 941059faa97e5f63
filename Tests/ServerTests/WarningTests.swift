import Shared
import Testing

@testable import Harness
@testable import Server

/// What is taken and should be looked at: told in the answer to each write and whenever it is asked for.
@Suite struct WarningTests {
  private static let id = SmallSchool.id("new")

  static let doubtful: [(kind: String, body: JSON, code: String)] = [
    ("minutes", SmallSchool.minutes("圆", date: "2024-05-10").replacing("week", with: "3"), "week-mismatch"),
    ("minutes", SmallSchool.minutes("圆", date: "2024-11-25"), "outside-term"),
    ("minutes", SmallSchool.minutes("圆", date: "2024-04-04"), "holiday"),
    ("minutes", SmallSchool.minutes("电话 13812345678"), "phone-number"),
    (
      "terms", ["code": "2024-2025-1", "firstDay": "2024-06-24", "weeks": 20], "terms-overlap"
    ),
    ("groups", ["name": "六年级音乐", "schoolYear": "2023-2024", "subject": "music", "grades": [6]], "no-leader"),
  ]

  @Test(arguments: doubtful.indices)
  func warningsReachEveryAnswerAndCanBeAskedFor(index: Int) async throws {
    let school = try await SmallSchool()
    let term = try await school.get("terms", SmallSchool.id("term")).decode(AnyDocument.self).body
    try await school.update(
      "terms", SmallSchool.id("term"),
      term.replacing("holidays", with: [["name": "清明", "from": "2024-04-04", "to": "2024-04-06"]]), rev: 1)
    let (kind, body, code) = Self.doubtful[index]
    func codes(_ answer: TestAnswer) throws -> [JSON?]? { try answer.json()["warnings"]?.array?.map { $0["code"] } }
    let put = try await school.create(kind, Self.id, body)
    #expect(put.status == 201)
    #expect(try codes(put) == [.string(code)], "\(put.text)")
    #expect(try await codes(school.update(kind, Self.id, body, rev: 1)) == [.string(code)])
    let patched = try await school.send(
      "PATCH", school.document(kind, Self.id), body: [:],
      headers: ["If-Match": "\"2\"", "Content-Type": "application/merge-patch+json"])
    #expect(try codes(patched) == [.string(code)])
    let pushed = try await SyncClient(school).results([mutation(1, .update, kind, Self.id, base: 3, body: body)])
    #expect(pushed[0].warnings?.map(\.code) == [code])
    #expect(try await school.get(kind, Self.id).json()["warnings"] == nil)
    let route = Route.warnings(school: TestServer.school, kind: kind, id: Self.id.description)
    #expect(try await codes(school.send("GET", route)) == [.string(code)])
    #expect(try await school.send("GET", route, as: .district).status == 403)
    try await school.delete(kind, Self.id, rev: 4)
    #expect(try await school.send("GET", route).status == 410)
    let posted = try await school.send("POST", school.documents(kind), body: body)
    #expect(try codes(posted) == [.string(code)])
  }

  @Test func whatIsRightHasNoWarning() async throws {
    let school = try await SmallSchool()
    try await school.create("minutes", Self.id, SmallSchool.minutes("圆").replacing("week", with: "1"))
    let route = Route.warnings(school: TestServer.school, kind: "minutes", id: Self.id.description)
    #expect(try await school.send("GET", route).decode(Warnings.self).warnings == [])
    #expect(try await school.send("GET", route, as: .outsider).status == 404)
  }
}
