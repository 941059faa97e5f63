import Foundation
import Shared
import Testing

@testable import Harness
@testable import Server

/// Whatever is sent is answered with what is wrong and where, in both languages, and leaves nothing behind.
@Suite struct BadInputTests {
  @Test(arguments: BadInput.unreadable + BadInput.wrong)
  func isRefusedWithThePlaceInBothLanguages(_ item: BadInput) async throws {
    let school = try await SmallSchool()
    try await school.create("tests", SmallSchool.id("test"), Fixtures.test())
    let before = try school.server.dump()
    for language in Language.allCases {
      let problem = try await send(item, to: school, language)
      #expect(problem.status == item.status)
      #expect(problem.code == item.code)
      #expect(Self.faults(problem) == item.faults)
      let said = ([problem.detail ?? ""] + (problem.errors ?? []).map(\.detail)).joined(separator: " ")
      if let hint = item.hint { #expect(said.contains(hint), "\(said)") }
      #expect(problem.title == problem.code?.title[language])
      for error in problem.errors ?? [] where language == .chinese {
        #expect(error.detail.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }, "\(error.detail)")
      }
    }
    #expect(try school.server.dump() == before, "nothing is half-written")
  }

  private func send(_ item: BadInput, to school: SmallSchool, _ language: Language) async throws -> Problem {
    var headers = ["If-None-Match": "*", "Accept-Language": language.rawValue].merging(item.headers) { $1 }
    headers = headers.filter { $0.key == "Content-Type" || !$0.value.isEmpty }
    let answer = try await school.server.send(
      "PUT", school.document(item.kind, SmallSchool.id("new")).path, body: Array(item.body.utf8), headers: headers)
    return try #require(answer.problem, "\(answer.status) \(answer.text)")
  }

  /// The same bodies come through every door: PUT, POST, a merge patch, a restore and a push.
  @Test(arguments: BadInput.wrong.filter { $0.kind == "minutes" })
  func everyDoorRefusesTheSame(_ item: BadInput) async throws {
    let school = try await SmallSchool()
    let (living, gone) = (SmallSchool.id("living"), SmallSchool.id("gone"))
    let body = try JSON(parsing: item.body)
    let created = try await school.send("POST", school.documents(item.kind), body: body)
    #expect(Self.faults(created.problem) == item.faults)
    let pushed = try await SyncClient(school).results([
      mutation(1, .create, item.kind, SmallSchool.id("new"), body: body)
    ])
    // A null is no body at all to a push.
    if body != .null { #expect(Self.faults(pushed[0].problem) == item.faults) }
    guard body["groupId"]?.string == SmallSchool.group.description else { return }
    for id in [living, gone] { try await school.create("minutes", id, SmallSchool.minutes("原")) }
    try await school.delete("minutes", gone, rev: 1)
    let before = try school.server.dump()
    let patched = try await school.send(
      "PATCH", school.document("minutes", living), body: body,
      headers: ["If-Match": "\"1\"", "Content-Type": "application/merge-patch+json"])
    #expect(Self.faults(patched.problem) == item.faults)
    let restored = try await school.restore("minutes", gone, rev: 2, body: body)
    #expect(Self.faults(restored.problem) == item.faults)
    #expect(try school.server.dump() == before)
  }

  private static func faults(_ problem: Problem?) -> [String] {
    (problem?.errors ?? []).map { "\($0.pointer) \($0.code)" }.sorted()
  }

  @Test func sixtyFourLevelsAreRead() async throws {
    let school = try await SmallSchool()
    let deep = String(repeating: "[", count: 64) + String(repeating: "]", count: 64)
    let answer = try await school.send(
      "PUT", school.document("minutes", SmallSchool.id("new")),
      body: JSON(parsing: BadInput.minutes(#""place":\#(deep)"#)))
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

  /// Who is asking comes before the body, the body before the document, and access before everything that could tell
  /// what there is.
  @Test(
    arguments: [
      (["Content-Type": "text/plain"], "{}", "valid", 415), ([:], "{", "valid", 400), ([:], "{", "none", 401),
      ([:], "{}", "none", 401), ([:], "{}", "outsider", 404), ([:], "{}", "supervisor", 403),
      (["If-Match": "\"9\""], "{}", "author", 412), ([:], "{}", "author", 428),
      (["If-Match": "\"1\""], "{}", "author", 409),
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
    let valid = Array(
      BadInput.minutes(#""attendance":[{"teacherId":"\#(BadInput.teacher)","status":"late","minutesLate":5}]"#).utf8)
    for _ in 0..<25 {
      var bytes = valid
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        guard !bytes.isEmpty else { break }
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.remove(at: place)
        default:
          bytes.insert(
            contentsOf: [#"{"#, "[", "\"", ",", "1e9", "\\u0000", "null"].randomElement(using: &random)?.utf8.map { $0 }
              ?? [], at: place)
        }
      }
      let answer = try await school.server.send(
        "PUT", school.document("minutes", SmallSchool.id("new")).path, body: bytes, headers: ["If-Match": "\"7\""])
      #expect(answer.status < 500, "\(String(decoding: bytes, as: UTF8.self))")
    }
    #expect(try school.server.dump() == before)
  }

  @Test(arguments: [
    "/v1/schools/lixiqiao/minutes/%2e%2e",
    "/v1/schools/..",
    "/v1/schools/lixiqiao/minutes/' OR 1=1 --", "/v1/schools/' OR '1'='1/minutes", "/v1/%F0%9F%A6%9C",
    "/v1/schools/%FF/minutes",
    "/v1/schools/lixiqiao/minutes/018de0a1-7c00-7c00-8b01-5f0e6c1d0001/history/%27", "//v1//me", "/v1/me;x=1",
  ])
  func anOddPathIs404(path: String) async throws {
    let escaped = path.replacing(" ", with: "%20")
    #expect(try await TestServer().send("GET", escaped).status == 404)
  }

  @Test(arguments: ["accounts", "tokens", "audit"], ["", "A", "%20x", String(repeating: "x", count: 33), "x;y"])
  func whatCanBeNoSchoolsIdIsAWrongParameter(list: String, school: String) async throws {
    let answer = try await TestServer().send("GET", "/v1/\(list)?school=\(school)")
    #expect(answer.status == 400)
    #expect(answer.problem?.code == .badParameter)
  }

  /// No name and no text has a NUL, so that none reaches the store.
  @Test(arguments: [
    ("/v1/schools/lixiqiao/minutes/%00", "malformed"), ("/v1/schools/%00/minutes", "malformed"),
    ("/healthz%00", "malformed"), ("/v1/schools/lixiqiao/minutes?q=%00", "bad-parameter"),
    ("/v1/schools/lixiqiao/minutes?q=a%00b&limit=5", "bad-parameter"), ("/v1/accounts?%00=1", "bad-parameter"),
    ("/v1/audit?account=%00", "bad-parameter"), ("/v1/schools/lixiqiao/sync/changes?kinds=%00", "bad-parameter"),
  ])
  func aNULIsRefusedWhereverItStands(path: String, code: String) async throws {
    let answer = try await TestServer().send("GET", path)
    #expect(answer.status == 400)
    #expect(answer.problem?.code?.rawValue == code)
  }
}
