import Shared
import Testing

@testable import Harness
@testable import Server

/// Two schools on one server: what one holds is for the other as if it were not there, byte for byte.
@Suite struct IsolationTests {
  private static let other = "qingshiqiao"
  /// Stands in every document of the other school and must stand in no answer to this one.
  private static let canary = "青石桥的秘密"
  private static let otherGroup = SmallSchool.id("group of the other school")
  private static let otherMinutes = SmallSchool.id("minutes of the other school")
  private static let otherTest = SmallSchool.id("test of the other school")
  private static let otherClient = SmallSchool.id("client of the other school")

  private struct Setting {
    let school: SmallSchool
    /// Cursors that were given to the other school.
    let feedCursor: String
    let listCursor: String
  }

  private func twoSchools() async throws -> Setting {
    let school = try await SmallSchool()
    let made = try await school.send(
      "POST", .schools, body: ["id": .string(Self.other), "name": .string("\(Self.canary)小学")])
    try #require(made.status == 201)
    let group = JSON.string(Self.otherGroup.description)
    let documents: [(kind: String, id: DocumentID, body: JSON)] = [
      ("terms", SmallSchool.id("term"), ["code": "2023-2024-2", "firstDay": "2024-02-26", "weeks": 18]),
      (
        "groups", Self.otherGroup,
        ["name": .string(Self.canary), "schoolYear": "2023-2024", "subject": "music", "grades": [5]]
      ),
      ("minutes", Self.otherMinutes, SmallSchool.minutes(Self.canary, group: Self.otherGroup)),
      ("minutes", SmallSchool.id("more"), SmallSchool.minutes(Self.canary, group: Self.otherGroup)),
      (
        "tests", Self.otherTest,
        [
          "groupId": group, "term": "2023-2024-2", "title": .string(Self.canary), "kind": "lesson", "grade": 5,
          "fullMark": 100, "thresholds": try JSON(encoding: Thresholds.usual(grade: 5)),
        ]
      ),
    ]
    try await SmallSchool.push(documents, to: school.server, school: Self.other)
    _ = try await school.send(
      "POST", .push(school: Self.other),
      body: ["client": .string(Self.otherClient.description), "mutations": []])
    let feed = try await school.send("GET", .changes(school: Self.other))
    let list = try await school.send("GET", .documents(school: Self.other, kind: "minutes"), query: "?limit=1")
    return Setting(
      school: school, feedCursor: try #require(feed.json()["cursor"]?.string),
      listCursor: try #require(list.json()["next"]?.string))
  }

  /// A request that names something, with the same request naming something that is nowhere.
  private struct Pair {
    let method: String
    let path: String
    let body: JSON?
    let headers: [String: String]

    init(_ method: String, _ path: String, body: JSON? = nil, headers: [String: String] = [:]) {
      self.method = method
      self.path = path
      self.body = body
      self.headers = headers
    }
  }

  /// Requests that name the school, group, documents, cursors and client that are given.
  private static func requests(
    school: String, group: DocumentID, minutes: DocumentID, test: DocumentID, client: DocumentID, feedCursor: String,
    listCursor: String
  ) -> [Pair] {
    let body = SmallSchool.minutes("题目", group: group)
    let push = JSON.object([
      "client": .string(client.description),
      "mutations": [
        [
          "n": 1, "op": "delete", "kind": "minutes",
          "id": .string(minutes.description), "base": 1,
        ]
      ],
    ])
    let ifMatch = ["If-Match": "\"1\""]
    let patch = ifMatch.merging(["Content-Type": "application/merge-patch+json"]) { first, _ in first }
    func under(_ school: String) -> [Pair] {
      let document = Route.document(school: school, kind: "minutes", id: minutes.description).path
      let tests = Route.document(school: school, kind: "tests", id: test.description).path
      return [
        Pair("GET", document), Pair("GET", document + "/history"), Pair("GET", document + "/history/1"),
        Pair("PUT", document, body: body, headers: ifMatch), Pair("DELETE", document, headers: ifMatch),
        Pair("PATCH", document, body: ["place": "三楼"], headers: patch),
        Pair("POST", document + "/transitions", body: ["to": "submitted"], headers: ifMatch),
        Pair("POST", document + "/restore", headers: ifMatch), Pair("GET", tests), Pair("GET", tests + "/statistics"),
        Pair("POST", tests + "/scores", headers: ["Content-Type": "text/csv"]),
        Pair("POST", Route.push(school: school).path, body: push),
        Pair("GET", Route.changes(school: school).path(query: [("cursor", feedCursor)])),
        Pair(
          "GET", Route.documents(school: school, kind: "minutes").path(query: [("cursor", listCursor), ("limit", "1")])),
        Pair("GET", Route.documents(school: school, kind: "minutes").path(query: [("group", group.description)])),
        Pair("POST", Route.documents(school: school, kind: "minutes").path, body: body),
      ]
    }
    return under(TestServer.school) + under(school) + [
      Pair("GET", Route.school(school).path), Pair("GET", Route.changes(school: school).path),
      Pair("PUT", Route.school(school).path, body: ["id": .string(school), "name": "改名"]),
      Pair("GET", Route.documents(school: school, kind: "groups").path),
    ]
  }

  static let people = SmallSchool.Person.allCases.filter { $0 != .server && $0 != .district }

  @Test(arguments: people)
  func anotherSchoolsThingsAnswerLikeWhatIsNotThere(person: SmallSchool.Person) async throws {
    let setting = try await twoSchools()
    let there = Self.requests(
      school: Self.other, group: Self.otherGroup, minutes: Self.otherMinutes, test: Self.otherTest,
      client: Self.otherClient, feedCursor: setting.feedCursor, listCursor: setting.listCursor)
    let nowhere = Self.requests(
      school: "elsewhere", group: SmallSchool.id("nowhere 1"), minutes: SmallSchool.id("nowhere 2"),
      test: SmallSchool.id("nowhere 3"), client: SmallSchool.id("nowhere 4"), feedCursor: "bm93aGVyZQ",
      listCursor: "bm93aGVyZQ")
    for (there, nowhere) in zip(there, nowhere) {
      let answers = [try await send(there, setting.school, person), try await send(nowhere, setting.school, person)]
      #expect(answers[0].status == answers[1].status, "\(there.method) \(there.path)")
      #expect(answers[0].headers == answers[1].headers, "\(there.method) \(there.path)")
      #expect(answers[0].bytes == answers[1].bytes, "\(there.method) \(there.path): \(answers[0].text)")
      for (name, value) in answers[0].headers {
        #expect(!value.contains(Self.canary) && !value.contains(Self.other), "\(name)")
      }
      #expect(!answers[0].text.contains(Self.canary))
      #expect(answers[0].status >= 400 || answers[0].status == 207 || there.path.contains("group="))
    }
    // Nor does a log tell what it was about, or the record of the school that asked.
    #expect(!setting.school.server.log.text.contains(Self.canary))
    let record = try await setting.school.send("GET", .audit, query: "?school=\(TestServer.school)&limit=500")
    #expect(record.status == 200)
    for secret in [Self.canary, Self.other, Self.otherMinutes.description] { #expect(!record.text.contains(secret)) }
    // The other school is as it was.
    let minutes = try await setting.school.send(
      "GET", .document(school: Self.other, kind: "minutes", id: Self.otherMinutes.description))
    #expect(minutes.eTag == "\"1\"")
  }

  private func send(_ pair: Pair, _ school: SmallSchool, _ person: SmallSchool.Person) async throws -> TestAnswer {
    var headers = pair.headers
    headers["X-Request-Id"] = "the-same"
    return try await school.server.send(
      pair.method, pair.path, body: pair.body?.canonicalBytes ?? (pair.path.hasSuffix("/scores") ? [] : nil),
      headers: headers, token: school.token(person))
  }

  @Test(arguments: people)
  func nothingOfAnotherSchoolStandsInAnyAnswer(person: SmallSchool.Person) async throws {
    let school = try await twoSchools().school
    var paths = [
      "/v1/me", "/v1/schools", Route.school(TestServer.school).path, "/v1/descriptors", "/v1/districts", "/v1/tokens",
    ]
    paths.append(Route.changes(school: TestServer.school).path + "?limit=500")
    paths += Kind.all.map { school.documents($0.name).path + "?limit=500" }
    for path in paths {
      let answer = try await school.server.send("GET", path, token: school.token(person))
      #expect(answer.status == 200)
      #expect(!answer.text.contains(Self.canary))
      #expect(!answer.text.contains(Self.other))
    }
  }

  /// The same id in two schools is two documents.
  @Test func anIdOfAnotherSchoolIsAsGoodAsNew() async throws {
    let school = try await twoSchools().school
    let created = try await school.create("minutes", Self.otherMinutes, SmallSchool.minutes("本校"), as: .author)
    #expect(created.status == 201)
    let other = try await school.send(
      "GET", .document(school: Self.other, kind: "minutes", id: Self.otherMinutes.description))
    #expect(try other.decode(AnyDocument.self).body["topic"]?.string == Self.canary)
    #expect(try created.decode(AnyDocument.self).school == TestServer.school)
  }

  @Test func aDistrictReadsNoDocumentAndNoStudent() async throws {
    let setting = try await twoSchools()
    for school in [TestServer.school, Self.other, "elsewhere"] {
      for route in [
        Route.documents(school: school, kind: "score-sheets"), .changes(school: school),
        .document(school: school, kind: "tests", id: Self.otherTest.description),
        .statistics(school: school, test: Self.otherTest.description),
      ] {
        let answer = try await setting.school.send("GET", route, as: .district)
        // Of its own schools a district knows that they have documents; of others nothing.
        let isAggregate = route == .statistics(school: school, test: Self.otherTest.description)
        #expect(answer.status == (school == TestServer.school && !isAggregate ? 403 : 404))
        #expect(!answer.text.contains(Self.canary))
      }
    }
  }

  @Test func onlyTheServersAdministratorMakesSchools() async throws {
    let school = try await twoSchools().school
    for person in SmallSchool.Person.allCases where person != .server {
      #expect(try await school.send("POST", .schools, body: ["name": "新校"], as: person).status == 403)
    }
    #expect(try await school.send("POST", .schools, body: ["id": .string(Self.other), "name": "x"]).status == 409)
    #expect(try await school.send("POST", .schools, body: ["id": "Bad Id", "name": ""]).pointers == ["/id", "/name"])
    let named = try await school.send("POST", .schools, body: ["name": "山下小学"]).decode(School.self)
    #expect(try await school.send("GET", .school(named.id)).status == 200)
    #expect(try await school.send("GET", .schools).text.contains(named.id))
    let renamed = try await school.send(
      "PUT", .school(TestServer.school), body: ["id": .string(TestServer.school), "name": "栗溪小学"], as: .admin)
    #expect(renamed.status == 200)
    let forbidden = try await school.send(
      "PUT", .school(TestServer.school), body: ["id": .string(TestServer.school), "name": "x"], as: .leader)
    #expect(forbidden.status == 403)
    let fixed = try await school.send(
      "PUT", .school(TestServer.school), body: ["id": "other", "name": "x"], as: .admin)
    #expect(fixed.status == 409)
  }
}
