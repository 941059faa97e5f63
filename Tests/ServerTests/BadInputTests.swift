import Foundation
import Shared
import Testing

@testable import Harness
@testable import Server

/// Whatever is sent is answered with what is wrong and where, in both languages, and leaves nothing behind.
@Suite struct BadInputTests {
  /// A request that is refused: its body, and what the answer must say.
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var kind = "minutes"
    var body = ""
    var headers: [String: String] = [:]
    var status = 422
    var code = ProblemCode.validation
    var errors: [Expected] = []
    /// A word that the English and the Chinese answer must contain, such as the member that was probably meant.
    var hint: String?
  }

  struct Expected: Sendable, Equatable {
    let pointer: String
    let code: String

    init(_ pointer: String, _ code: String) {
      self.pointer = pointer
      self.code = code
    }
  }

  private static let group = SmallSchool.group.description
  private static let teacher = SmallSchool.Person.author.teacher?.description ?? ""
  private static let reviewer = SmallSchool.Person.leader.teacher?.description ?? ""

  /// Minutes with other members, as JSON text.
  private static func minutes(_ members: String = "", topic: String = "题目") -> String {
    #"{"groupId":"\#(group)","term":"2023-2024-2","kind":"preparation","date":"2024-02-28","topic":"\#(topic)"\#(members)}"#
  }

  private static func plan(_ members: String) -> String {
    #"{"level":"group","groupId":"\#(group)","term":"2023-2024-2","title":"计划",\#(members)}"#
  }

  private static func test(_ members: String) -> String {
    #"{"groupId":"\#(group)","term":"2023-2024-2","title":"练习","kind":"lesson","grade":5,"#
      + #""thresholds":{"excellent":0.85,"good":0.75,"pass":0.6,"low":0.4},\#(members)}"#
  }

  private static func sheet(_ rows: String) -> String {
    #"{"groupId":"\#(group)","term":"2023-2024-2","testId":"\#(SmallSchool.id("test"))","#
      + #""classId":"\#(SmallSchool.classes[0])","rows":[\#(rows)]}"#
  }

  static let unreadable: [Case] = [
    Case(testDescription: "nothing", body: "", status: 400, code: .malformed, errors: [Expected("", "malformed")], hint: "1"),
    Case(
      testDescription: "cut off", body: #"{"topic":"题"#, status: 400, code: .malformed,
      errors: [Expected("/topic", "malformed")], hint: "14"),
    Case(
      testDescription: "a comma too many", body: #"{"a":1,}"#, status: 400, code: .malformed,
      errors: [Expected("", "malformed")], hint: "8"),
    Case(
      testDescription: "two values", body: "{} {}", status: 400, code: .malformed, errors: [Expected("", "malformed")], hint: "4"),
    Case(
      testDescription: "single quotes", body: "{'a':1}", status: 400, code: .malformed,
      errors: [Expected("", "malformed")], hint: "2"),
    Case(testDescription: "NaN", body: #"{"a":NaN}"#, status: 400, code: .malformed, errors: [Expected("/a", "malformed")], hint: "6"),
    Case(
      testDescription: "a number that begins with 0", body: #"{"a":[1,012]}"#, status: 400, code: .malformed,
      errors: [Expected("/a/1", "malformed")]),
    Case(
      testDescription: "a lone surrogate", body: #"{"a":"\ud800"}"#, status: 400, code: .malformed,
      errors: [Expected("/a", "malformed")]),
    Case(
      testDescription: "a control character in a text", body: "{\"a\":\"\u{1}\"}", status: 400, code: .malformed,
      errors: [Expected("/a", "malformed")]),
    Case(
      testDescription: "65 levels", body: String(repeating: "[", count: 66) + String(repeating: "]", count: 66), status: 400,
      code: .malformed, errors: [Expected(String(repeating: "/0", count: 65), "too-deep")], hint: "64"),
    Case(
      testDescription: "a hundred thousand levels", body: #"{"a":"# + String(repeating: "[", count: 100_000), status: 400,
      code: .malformed, errors: [Expected("/a" + String(repeating: "/0", count: 64), "too-deep")]),
    Case(
      testDescription: "a member twice", body: minutes(#","place":"一楼","place":"二楼""#), status: 400, code: .malformed,
      errors: [Expected("/place", "duplicate-member")]),
    Case(
      testDescription: "a member of a row twice", body: minutes(#","actions":[{"what":"a","what":"b"}]"#), status: 400,
      code: .malformed, errors: [Expected("/actions/0/what", "duplicate-member")]),
    Case(
      testDescription: "more digits than a number holds", body: minutes(#","number":123456789012345678901234567890"#),
      status: 400, code: .malformed, errors: [Expected("/number", "number-range")]),
    Case(
      testDescription: "a huge exponent", body: minutes(#","number":1e999999999999"#), status: 400, code: .malformed,
      errors: [Expected("/number", "number-range")]),
    Case(
      testDescription: "not JSON at all", headers: ["Content-Type": "text/plain"], status: 415, code: .unsupportedMediaType),
    Case(
      testDescription: "no content type", body: minutes(), headers: ["Content-Type": ""], status: 415,
      code: .unsupportedMediaType),
    Case(
      testDescription: "compressed", body: minutes(), headers: ["Content-Encoding": "gzip"], status: 415,
      code: .unsupportedMediaType),
    Case(
      testDescription: "If-Match without quotes", body: minutes(), headers: ["If-Match": "7", "If-None-Match": ""], status: 400,
      code: .badParameter, hint: "\"7\""),
    Case(
      testDescription: "If-None-Match with a rev", body: minutes(), headers: ["If-None-Match": "\"7\""], status: 400,
      code: .badParameter, hint: "*"),
  ]

  static let wrong: [Case] = [
    Case(testDescription: "a list", body: "[]", errors: [Expected("", "type")]),
    Case(testDescription: "a null", body: "null", errors: [Expected("", "type")]),
    Case(testDescription: "an unknown member", body: minutes(#","topics":"题""#), errors: [Expected("/topics", "unknown-member")], hint: "topic"),
    Case(testDescription: "an unknown member far from any", body: minutes(#","天气":"晴""#), errors: [Expected("/天气", "unknown-member")]),
    Case(
      testDescription: "an unknown member of a row", body: minutes(#","actions":[{"what":"a","dew":"2024-03-01"}]"#),
      errors: [Expected("/actions/0/dew", "unknown-member")], hint: "due"),
    Case(testDescription: "a pointer with / and ~", body: minutes(#","a/b~c":1"#), errors: [Expected("/a~1b~0c", "unknown-member")]),
    Case(testDescription: "a number for a text", body: minutes(#","place":3"#), errors: [Expected("/place", "type")]),
    Case(testDescription: "a text for a number", body: minutes(#","number":"3""#), errors: [Expected("/number", "type")]),
    Case(testDescription: "a fraction for a whole number", body: minutes(#","number":2.5"#), errors: [Expected("/number", "type")]),
    Case(testDescription: "an object for a list", body: minutes(#","actions":{}"#), errors: [Expected("/actions", "type")]),
    Case(testDescription: "an unknown code", body: minutes(#","unified":["goals","jokes"]"#), errors: [Expected("/unified/1", "enum")], hint: "homework"),
    Case(testDescription: "a code twice", body: minutes(#","unified":["goals","goals"]"#), errors: [Expected("/unified/1", "duplicate")]),
    Case(testDescription: "a text too long", body: minutes(topic: String(repeating: "长", count: 201)), errors: [Expected("/topic", "too-long")], hint: "200"),
    Case(testDescription: "two lines for one", body: minutes(topic: #"一\n二"#), errors: [Expected("/topic", "one-line")]),
    Case(testDescription: "a control character", body: minutes(topic: #"一\u0000二"#), errors: [Expected("/topic", "control-character")]),
    Case(testDescription: "no UUID", body: minutes(#","hostId":"周明远""#), errors: [Expected("/hostId", "format")], hint: "UUID"),
    Case(testDescription: "no day", body: minutes(#","actions":[{"what":"a","due":"2024-02-30"}]"#), errors: [Expected("/actions/0/due", "format")]),
    Case(testDescription: "no time", body: minutes(#","start":"24:00""#), errors: [Expected("/start", "format")]),
    Case(testDescription: "an end before the start", body: minutes(#","start":"15:00","end":"14:00""#), errors: [Expected("/end", "period")]),
    Case(testDescription: "a week outside the term", body: minutes(#","week":"19""#), errors: [Expected("/week", "week-outside-term")], hint: "18"),
    Case(testDescription: "no week at all", body: minutes(#","week":"31""#), errors: [Expected("/week", "format")]),
    Case(testDescription: "a huge number", body: minutes(#","number":9223372036854775807"#), errors: [Expected("/number", "range")]),
    Case(
      testDescription: "everything missing", body: "{}",
      errors: ["groupId", "term", "kind", "date", "topic"].map { Expected("/\($0)", "required") }),
    Case(
      testDescription: "several faults at once", body: minutes(#","place":3,"number":0,"colour":"red""#),
      errors: [Expected("/colour", "unknown-member"), Expected("/number", "range"), Expected("/place", "type")]),
    Case(
      testDescription: "a teacher twice in the attendance",
      body: minutes(#","attendance":[{"teacherId":"\#(teacher)","status":"present"},{"teacherId":"\#(teacher)","status":"absent"}]"#),
      errors: [Expected("/attendance/1/teacherId", "duplicate")]),
    Case(
      testDescription: "minutes late of who was not late",
      body: minutes(#","attendance":[{"teacherId":"\#(teacher)","status":"present","minutesLate":5}]"#),
      errors: [Expected("/attendance/0/minutesLate", "not-late")]),
    Case(
      testDescription: "an unknown attendance",
      body: minutes(#","attendance":[{"teacherId":"\#(teacher)","status":"asleep"}]"#),
      errors: [Expected("/attendance/0/status", "enum")]),
    Case(
      testDescription: "hours that don't add up", kind: "plans",
      body: plan(#""progress":[{"level":"unit","content":"一","hours":"10+1"},{"level":"lesson","content":"甲","hours":"4"},{"level":"lesson","content":"乙","hours":"5"}]"#),
      errors: [Expected("/progress/0/hours", "hours-sum")]),
    Case(
      testDescription: "a reviewer who is the author", kind: "plans",
      body: plan(#""exerciseWriting":[{"week":"1","content":"甲","authorId":"\#(teacher)","reviewerId":"\#(reviewer)"},{"week":"2","content":"乙","authorId":"\#(teacher)","reviewerId":"\#(teacher)"}]"#),
      errors: [Expected("/exerciseWriting/1/reviewerId", "reviewer-is-author")]),
    Case(
      testDescription: "weeks of a plan outside the term", kind: "plans",
      body: plan(#""activities":[{"week":"18","occasion":"a","content":["b"]},{"week":"25","occasion":"c","content":["d"]}]"#),
      errors: [Expected("/activities/1/week", "week-outside-term")]),
    Case(
      testDescription: "items that don't add up", kind: "tests",
      body: test(#""fullMark":100,"items":[{"number":"1","fullMark":60},{"number":"2","fullMark":39.5}]"#),
      errors: [Expected("/fullMark", "full-mark-mismatch")], hint: "99.5"),
    Case(
      testDescription: "an item twice", kind: "tests",
      body: test(#""fullMark":100,"items":[{"number":"1","fullMark":60},{"number":"1","fullMark":40}]"#),
      errors: [Expected("/items/1/number", "duplicate-item")]),
    Case(
      testDescription: "thresholds out of order", kind: "tests",
      body: test(#""fullMark":100"#).replacing(#""pass":0.6"#, with: #""pass":0.8"#), errors: [Expected("/thresholds", "thresholds")]),
    Case(testDescription: "a mark with three decimals", kind: "tests", body: test(#""fullMark":99.999"#), errors: [Expected("/fullMark", "too-precise")]),
    Case(
      testDescription: "a negative mark", kind: "score-sheets", body: sheet(#"{"student":"s1","status":"present","total":-1}"#),
      errors: [Expected("/rows/0/total", "range")]),
    Case(
      testDescription: "a mark above the full mark", kind: "score-sheets",
      body: sheet(#"{"student":"s1","status":"present","total":100},{"student":"s2","status":"present","total":100.01}"#),
      errors: [Expected("/rows/1/total", "score-above-full")]),
    Case(
      testDescription: "a student twice", kind: "score-sheets",
      body: sheet(#"{"student":"s1","status":"present","total":1},{"student":"s1","status":"present","total":2}"#),
      errors: [Expected("/rows/1/student", "duplicate-student")]),
    Case(
      testDescription: "a code like an identity number", kind: "score-sheets",
      body: sheet(#"{"student":"110101201309012345","status":"present","total":1}"#), errors: [Expected("/rows/0/student", "bad-student-code")]),
    Case(
      testDescription: "a mark of an absent student", kind: "score-sheets",
      body: sheet(#"{"student":"s1","status":"absent","total":1}"#), errors: [Expected("/rows/0/status", "status-with-score")]),
    Case(
      testDescription: "a present student without a mark", kind: "score-sheets",
      body: sheet(#"{"student":"s1","status":"present"}"#), errors: [Expected("/rows/0", "score-missing")]),
    Case(
      testDescription: "an item that the test lacks", kind: "score-sheets",
      body: sheet(#"{"student":"s1","status":"present","items":{"9":1}}"#), errors: [Expected("/rows/0/items/9", "unknown-item")]),
    Case(testDescription: "a term of another year", kind: "terms", body: #"{"code":"2024-2025-1","firstDay":"2025-09-01","weeks":20}"#, errors: [Expected("/firstDay", "term-year")]),
    Case(testDescription: "settings of something else", kind: "settings", body: #"{"key":"me"}"#, errors: [Expected("/key", "singleton")]),
    Case(testDescription: "a school year of three years", kind: "groups", body: #"{"name":"a","schoolYear":"2023-2025","subject":"music","grades":[1]}"#, errors: [Expected("/schoolYear", "format")]),
  ]

  @Test(arguments: unreadable + wrong)
  func isRefusedWithThePlaceInBothLanguages(_ item: Case) async throws {
    let school = try await SmallSchool()
    try await school.create("tests", SmallSchool.id("test"), Fixtures.test())
    let before = try school.server.dump()
    for language in Language.allCases {
      let problem = try await send(item, to: school, language)
      #expect(problem.status == item.status)
      #expect(problem.code == item.code)
      let errors = (problem.errors ?? []).map { Expected($0.pointer, $0.code) }
      #expect(errors.sorted { $0.pointer < $1.pointer } == item.errors.sorted { $0.pointer < $1.pointer })
      let said = ([problem.detail ?? ""] + (problem.errors ?? []).map(\.detail)).joined(separator: " ")
      if let hint = item.hint { #expect(said.contains(hint), "\(said)") }
      #expect(problem.title == problem.code?.title[language])
      for error in problem.errors ?? [] {
        let isChinese = error.detail.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
        if language == .chinese { #expect(isChinese, "\(error.detail)") }
      }
    }
    #expect(try school.server.dump() == before, "nothing is half-written")
  }

  private func send(_ item: Case, to school: SmallSchool, _ language: Language) async throws -> Problem {
    var headers = ["If-None-Match": "*", "Accept-Language": language.rawValue].merging(item.headers) { $1 }
    headers = headers.filter { $0.key == "Content-Type" || !$0.value.isEmpty }
    let answer = try await school.server.send(
      "PUT", school.document(item.kind, SmallSchool.id("new")).path, body: Array(item.body.utf8), headers: headers)
    return try #require(answer.problem, "\(answer.status) \(answer.text)")
  }

  /// The same bodies come through every door: PUT, POST, a merge patch, a restore and a push.
  @Test(arguments: wrong.filter { $0.kind == "minutes" })
  func everyDoorRefusesTheSame(_ item: Case) async throws {
    let school = try await SmallSchool()
    let (living, gone) = (SmallSchool.id("living"), SmallSchool.id("gone"))
    let body = try JSON(parsing: item.body)
    let created = try await school.send("POST", school.documents(item.kind), body: body)
    #expect(Self.faults(created.problem) == Self.faults(item))
    let pushed = try await SyncClient(school).results([mutation(1, .create, item.kind, SmallSchool.id("new"), body: body)])
    // A null is no body at all to a push.
    if body != .null { #expect(Self.faults(pushed[0].problem) == Self.faults(item)) }
    guard body["groupId"]?.string == SmallSchool.group.description else { return }
    for id in [living, gone] { try await school.create("minutes", id, SmallSchool.minutes("原")) }
    try await school.delete("minutes", gone, rev: 1)
    let before = try school.server.dump()
    let patched = try await school.send(
      "PATCH", school.document("minutes", living), body: body,
      headers: ["If-Match": "\"1\"", "Content-Type": "application/merge-patch+json"])
    #expect(Self.faults(patched.problem) == Self.faults(item))
    let restored = try await school.restore("minutes", gone, rev: 2, body: body)
    #expect(Self.faults(restored.problem) == Self.faults(item))
    #expect(try school.server.dump() == before)
  }

  private static func faults(_ problem: Problem?) -> [String] {
    (problem?.errors ?? []).map { "\($0.pointer) \($0.code)" }.sorted()
  }

  private static func faults(_ item: Case) -> [String] { item.errors.map { "\($0.pointer) \($0.code)" }.sorted() }

  @Test func sixtyFourLevelsAreRead() async throws {
    let school = try await SmallSchool()
    let deep = String(repeating: "[", count: 64) + String(repeating: "]", count: 64)
    let answer = try await school.send(
      "PUT", school.document("minutes", SmallSchool.id("new")), body: JSON(parsing: Self.minutes(#","place":\#(deep)"#)))
    #expect(answer.pointers == ["/place"])
  }

  @Test(arguments: [("minutes", 2 * 1024 * 1024), ("push", 2 * 1024 * 1024)])
  func aBodyOverTheLimitIsTooLargeAndOneAtTheLimitIsNot(door: String, limit: Int) async throws {
    let school = try await SmallSchool()
    let path =
      door == "push"
      ? Route.push(school: TestServer.school).path : school.document("minutes", SmallSchool.id("new")).path
    for (length, status) in [(limit, [400, 422]), (limit + 1, [413])] {
      let body = [UInt8(ascii: "{")] + [UInt8](repeating: 0x20, count: length - 2) + [UInt8(ascii: "}")]
      let answer = try await school.server.send(door == "push" ? "POST" : "PUT", path, body: body)
      #expect(status.contains(answer.status))
    }
    let announced = try await school.server.send(
      door == "push" ? "POST" : "PUT", path, body: [], headers: ["Content-Length": "\(limit + 1)"])
    #expect(announced.status == 413)
  }

  /// Limits come before who is asking, and who is asking before everything that could tell what there is.
  @Test(arguments: [
    (["Content-Type": "text/plain"], "{}", "valid", 415), ([:], "{", "valid", 400), ([:], "{", "none", 400),
    ([:], "{}", "none", 401), ([:], "{}", "outsider", 404), ([:], "{}", "formerMember", 403),
    (["If-Match": "\"9\""], "{}", "author", 412), ([:], "{}", "author", 428), (["If-Match": "\"1\""], "{}", "author", 409),
  ] as [([String: String], String, String, Int)])
  func faultsAreToldInOneOrder(headers: [String: String], body: String, who: String, status: Int) async throws {
    let school = try await SmallSchool()
    let id = SmallSchool.id("submitted")
    try await school.create("minutes", id, SmallSchool.minutes("已交"), as: .author)
    try await school.move("minutes", id, to: .submitted, rev: 1, as: .author)
    var headers = headers
    if headers["If-Match"] == "\"1\"" { headers["If-Match"] = "\"2\"" }
    let token = who == "none" ? "" : school.token(SmallSchool.Person(rawValue: who) ?? .server)
    let answer = try await school.server.send(
      "PUT", school.document("minutes", id).path, body: Array(body.utf8), headers: headers, token: token)
    #expect(answer.status == status)
  }

  /// Bytes that nobody meant: each is answered, and never with a fault of the server.
  @Test(arguments: 1...40)
  func randomBytesAreAnswered(seed: UInt64) async throws {
    var random = SeededGenerator(seed: seed)
    let school = try await SmallSchool()
    let before = try school.server.dump()
    let valid = Array(Self.minutes(#","attendance":[{"teacherId":"\#(Self.teacher)","status":"late","minutesLate":5}]"#).utf8)
    for _ in 0..<25 {
      var bytes = valid
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        guard !bytes.isEmpty else { break }
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.remove(at: place)
        default: bytes.insert(contentsOf: [#"{"#, "[", "\"", ",", "1e9", "\\u0000", "null"].randomElement(using: &random)?.utf8.map { $0 } ?? [], at: place)
        }
      }
      let answer = try await school.server.send(
        "PUT", school.document("minutes", SmallSchool.id("new")).path, body: bytes, headers: ["If-Match": "\"7\""])
      #expect(answer.status < 500, "\(String(decoding: bytes, as: UTF8.self))")
    }
    #expect(try school.server.dump() == before)
  }

  @Test(arguments: [
    "/v1/schools/lixiqiao/minutes/%2e%2e", "/v1/schools/lixiqiao/minutes/%00", "/v1/schools/%00/minutes", "/v1/schools/..",
    "/v1/schools/lixiqiao/minutes/' OR 1=1 --", "/v1/schools/' OR '1'='1/minutes", "/v1/%F0%9F%A6%9C", "/v1/schools/%FF/minutes",
    "/v1/schools/lixiqiao/minutes/018de0a1-7c00-7c00-8b01-5f0e6c1d0001/history/%27", "//v1//me", "/v1/me;x=1",
  ])
  func anOddPathIs404(path: String) async throws {
    let escaped = path.replacing(" ", with: "%20")
    #expect(try await TestServer().send("GET", escaped).status == 404)
  }
}
