import Shared
import Testing

@testable import Harness
@testable import Server

/// A batch of mutations: each takes effect once, whatever is sent again.
@Suite struct PushTests {
  private static let plan = SmallSchool.id("plan")
  private static let minutes = SmallSchool.id("minutes")
  private static let planBody: JSON = [
    "level": "group", "groupId": .string(SmallSchool.group.description), "term": .string(SmallSchool.term),
    "title": "计划",
  ]

  @Test func everyOperationTakesEffect() async throws {
    let school = try await SmallSchool()
    let client = SyncClient(school, .leader)
    let steps: [(JSON, status: Int, rev: Int, state: DocumentState?)] = [
      (mutation(1, .create, "plans", Self.plan, body: Self.planBody), 201, 1, .draft),
      (
        mutation(2, .update, "plans", Self.plan, base: 1, body: Self.planBody.replacing("title", with: "新计划")), 200, 2,
        .draft
      ),
      (mutation(3, .transition, "plans", Self.plan, base: 2, to: .submitted), 200, 3, .submitted),
    ]
    for step in steps {
      let results = try await client.results([step.0])
      #expect(results.map(\.status) == [step.status])
      #expect(results.map(\.rev) == [step.rev])
      let document = try await school.get("plans", Self.plan).decode(AnyDocument.self)
      #expect(document.rev == step.rev)
      #expect(document.state == step.state)
      #expect(document.updatedBy == "leader")
    }
    let duty = SmallSchool.id("duty")
    let body: JSON = [
      "groupId": .string(SmallSchool.group.description), "term": .string(SmallSchool.term), "theme": "study",
      "text": "每月一次", "holder": "leader",
    ]
    #expect(try await client.results([mutation(4, .create, "duties", duty, body: body)])[0].rev == 1)
    #expect(try await client.results([mutation(5, .delete, "duties", duty, base: 1)])[0].rev == 2)
    #expect(try await school.get("duties", duty).status == 410)
    let restored = try await client.results([mutation(6, .restore, "duties", duty, base: 2, body: body)])
    #expect(restored == [PushResponse.Result(n: 6, status: 200, rev: 3)])
    #expect(try await school.get("duties", duty).status == 200)
  }

  /// What a batch that holds one of each outcome answers: the mutation, its status and its problem.
  private static func outcomes() -> [(JSON, status: Int, ProblemCode?, pointer: String?)] {
    let (draft, submitted, gone) = (SmallSchool.id("draft"), SmallSchool.id("submitted"), SmallSchool.id("gone"))
    let (absent, hidden) = (SmallSchool.id("absent"), SmallSchool.id("hidden"))
    let body = SmallSchool.minutes("改")
    return [
      (mutation(1, .create, "minutes", minutes, body: body), 201, nil, nil),
      (mutation(2, .update, "minutes", draft, base: 1, body: body), 200, nil, nil),
      (mutation(3, .create, "teachers", SmallSchool.id("t"), body: ["name": "x"]), 403, .forbidden, nil),
      (mutation(4, .update, "minutes", absent, base: 1, body: body), 404, .notFound, nil),
      (mutation(5, .update, "minutes", hidden, base: 1, body: body), 404, .notFound, nil),
      (mutation(6, .update, "minutes", submitted, base: 2, body: body), 409, .wrongState, nil),
      (mutation(7, .delete, "minutes", gone, base: 2), 410, .gone, nil),
      (mutation(8, .create, "minutes", SmallSchool.id("stale"), body: body), 412, .staleBase, nil),
      (mutation(9, .delete, "minutes", SmallSchool.id("stale 2"), base: 7), 412, .staleBase, nil),
      (
        mutation(10, .create, "minutes", SmallSchool.id("bad"), body: body.replacing("colour", with: "red")), 422,
        .validation, "/colour"
      ),
      (
        mutation(11, .create, "minutes", SmallSchool.id("bad 2"), body: body.replacing("hostId", with: .string("\(absent)"))),
        422, .validation, "/hostId"
      ),
      (mutation(12, .update, "minutes", SmallSchool.id("stale 3"), body: body), 422, .validation, "/base"),
      (
        mutation(13, .create, "test-reports", SmallSchool.id("report"), body: [
          "groupId": .string(SmallSchool.group.description), "term": .string(SmallSchool.term),
          "testId": .string(SmallSchool.id("test").description), "title": "又一份",
        ]), 409, .duplicate, nil
      ),
      (mutation(14, .transition, "minutes", SmallSchool.id("stale 4"), base: 1, to: .approved), 403, .forbidden, nil),
    ]
  }

  private func schoolWithDocuments() async throws -> SmallSchool {
    let school = try await SmallSchool()
    let body = SmallSchool.minutes("原")
    for name in ["draft", "submitted", "gone", "stale", "stale 2", "stale 3", "stale 4"] {
      try await school.create("minutes", SmallSchool.id(name), body, as: .author)
    }
    try await school.move("minutes", SmallSchool.id("submitted"), to: .submitted, rev: 1)
    try await school.delete("minutes", SmallSchool.id("gone"), rev: 1)
    try await school.create("minutes", SmallSchool.id("hidden"), SmallSchool.minutes("别组", group: SmallSchool.otherGroup))
    try await school.create("tests", SmallSchool.id("test"), Fixtures.test())
    try await school.create(
      "test-reports", SmallSchool.id("first report"),
      [
        "groupId": .string(SmallSchool.group.description), "term": .string(SmallSchool.term),
        "testId": .string(SmallSchool.id("test").description), "title": "分析",
      ])
    return school
  }

  @Test func everyOutcomeIsFinalAndHoldsUpNothingBehindIt() async throws {
    let school = try await schoolWithDocuments()
    let outcomes = Self.outcomes()
    let answer = try await SyncClient(school, .author).send(outcomes.map(\.0))
    let response = try answer.decode(PushResponse.self)
    #expect(answer.status == 207)
    #expect(answer.headers["cache-control"] == "no-store")
    #expect(response.lastN == outcomes.count)
    #expect(response.epoch == school.server.register.epoch)
    #expect(response.results.map(\.n) == Array(1...outcomes.count))
    for (result, outcome) in zip(response.results, outcomes) {
      #expect(result.status == outcome.status, "\(result)")
      #expect(result.problem?.code == outcome.2)
      #expect((result.rev == nil) == (result.status >= 400))
      #expect(result.replayed == nil)
      if let pointer = outcome.pointer { #expect(result.problem?.errors?.map(\.pointer) == [pointer]) }
    }
    #expect(response.results[6].problem?.tombstone?.rev == 2)
    #expect(response.results[7].problem?.current?.id == SmallSchool.id("stale"))
    #expect(response.results[8].problem?.current?.rev == 1)
    #expect(response.results[12].problem?.existing == SmallSchool.id("first report"))
  }

  @Test(arguments: [Language.chinese, .english])
  func sendingAgainAnswersTheSameAndDoesNothingTwice(language: Language) async throws {
    let school = try await schoolWithDocuments()
    let batch = Self.outcomes().map(\.0)
    func send(_ server: TestServer) async throws -> PushResponse {
      let body: JSON = ["client": .string(SmallSchool.id("laptop").description), "mutations": .array(batch)]
      return try await server.send(
        "POST", Route.push(school: TestServer.school).path, body: body.canonicalBytes,
        headers: ["Accept-Language": language.rawValue], token: school.token(.author)
      ).decode()
    }
    let first = try await send(school.server)
    let before = try school.server.dump()
    var expected = first
    for index in expected.results.indices { expected.results[index].replayed = true }
    #expect(try await send(school.server) == expected)
    school.server.clock.advance(milliseconds: 366 * 86_400_000)
    #expect(try await send(school.server) == expected, "a year later")
    #expect(try school.server.dump() == before)
    let restarted = try await school.server.restarted()
    #expect(try await send(restarted) == expected, "after the server was started again")
    #expect(try restarted.dump() == before)
  }

  @Test func aReplayShowsTheDocumentAsItIsNowAndOnlyToThoseWhoMaySeeIt() async throws {
    let school = try await schoolWithDocuments()
    let client = SyncClient(school, .author)
    let batch = Self.outcomes().map(\.0)
    _ = try await client.results(batch)
    try await school.update("minutes", SmallSchool.id("stale"), SmallSchool.minutes("后来"), rev: 1)
    try await school.delete("minutes", SmallSchool.id("stale 2"), rev: 1)
    try await school.send(
      "POST", .restore(school: TestServer.school, kind: "minutes", id: SmallSchool.id("gone").description),
      headers: ["If-Match": "\"2\""])
    let replayed = try await client.results(batch)
    #expect(replayed[7].problem?.current?.rev == 2)
    #expect(replayed[7].problem?.current?.body["topic"] == "后来")
    #expect(replayed[8].status == 412)
    #expect(replayed[8].problem?.current == nil)
    #expect(replayed[8].problem?.tombstone?.rev == 2)
    #expect(replayed[6].status == 410)
    #expect(replayed[6].problem?.tombstone == nil, "it is there again")

    let group = try await school.get("groups", SmallSchool.group).decode(AnyDocument.self)
    let members = group.body["members"]?.array?.filter {
      $0["teacherId"]?.string != SmallSchool.Person.author.teacher?.description
    }
    try await school.update(
      "groups", SmallSchool.group, group.body.replacing("members", with: .array(members ?? [])), rev: 1)
    let hidden = try await client.results(batch)
    #expect(hidden.map(\.status) == replayed.map(\.status))
    #expect(hidden.allSatisfy { $0.problem?.current == nil && $0.problem?.tombstone == nil })
  }

  @Test func aBatchMayOverlapWithWhatWasTaken() async throws {
    let school = try await SmallSchool()
    let client = SyncClient(school)
    func create(_ n: Int) -> JSON { mutation(n, .create, "teachers", SmallSchool.id("t\(n)"), body: ["name": "陶然"]) }
    _ = try await client.results((1...3).map(create))
    let results = try await client.results((2...5).map(create))
    #expect(results.map(\.n) == [2, 3, 4, 5])
    #expect(results.map(\.replayed) == [true, true, nil, nil])
    #expect(results.allSatisfy { $0.status == 201 })
    let old = try await client.send([create(1)])
    #expect(try old.decode(PushResponse.self).lastN == 5, "lastN never goes back")
  }

  @Test func theSameBatchSentTwiceAtOnceTakesEffectOnce() async throws {
    let school = try await SmallSchool()
    let client = SyncClient(school)
    let batch = (1...20).map { mutation($0, .create, "teachers", SmallSchool.id("t\($0)"), body: ["name": "陶然"]) }
    let answers = try await withThrowingTaskGroup(of: [PushResponse.Result].self) { group in
      for _ in 0..<4 { group.addTask { try await client.results(batch) } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(answers.filter { $0.allSatisfy { $0.replayed == nil } }.count == 1)
    #expect(answers.allSatisfy { $0.allSatisfy { $0.status == 201 && $0.rev == 1 } })
    let changes = try school.server.dump(["change"]).filter { $0.contains(client.id.description) }
    #expect(changes.count == 20)
  }

  @Test(arguments: [([2], 0), ([1, 3], 1), ([1, 2, 2], 2), ([1, 2, 1], 2), ([7, 8], 0)])
  func aGapIsRefusedAsAWhole(numbers: [Int], lastN: Int) async throws {
    let school = try await SmallSchool()
    let before = try school.server.dump()
    let batch = numbers.enumerated().map { index, n in
      mutation(n, .create, "teachers", SmallSchool.id("t\(index)"), body: ["name": "陶然"])
    }
    let answer = try await SyncClient(school).send(batch)
    #expect(answer.status == 409)
    #expect(answer.problem?.code == .mutationGap)
    #expect(answer.problem?.lastN == lastN)
    #expect(try school.server.dump() == before)
  }

  @Test func aNumberThatWasUsedForOtherContentIsRefusedAsAWhole() async throws {
    let school = try await SmallSchool()
    let client = SyncClient(school)
    let taken = mutation(1, .create, "teachers", SmallSchool.id("t"), body: ["name": "陶然"])
    let refused = mutation(2, .delete, "teachers", SmallSchool.id("absent"), base: 1)
    _ = try await client.results([taken, refused])
    let before = try school.server.dump()
    let next = mutation(3, .create, "teachers", SmallSchool.id("t3"), body: ["name": "陶然"])
    for batch in [
      [taken.replacing("body", with: ["name": "陶冉"]), refused, next], [taken, refused.replacing("base", with: 2), next],
    ] {
      let answer = try await client.send(batch)
      #expect(answer.status == 422)
      #expect(answer.problem?.code == .mutationReused)
    }
    #expect(try school.server.dump() == before)
  }

  @Test func aClientBelongsToTheAccountThatUsedItFirstAndOutlivesATokenOfIt() async throws {
    let school = try await SmallSchool()
    let mine = SyncClient(school, .author)
    #expect(try await mine.send([JSON]()).status == 207)
    let before = try school.server.dump()
    let answer = try await SyncClient(school, .leader).send([
      mutation(1, .create, "minutes", Self.minutes, body: SmallSchool.minutes("抢"))
    ])
    #expect(answer.status == 403)
    #expect(answer.problem?.code == .forbidden)
    #expect(try school.server.dump() == before)

    let (hash, now) = (try #require(Token(school.token(.author))).hash, school.server.clock.now)
    let second = try await school.server.register.store.write { connection in
      let account = try connection.first("SELECT account FROM token WHERE hash = \(hash)") { $0.text(0) }
      var random = SeededGenerator(seed: 99)
      return try Caller.create(
        account: account ?? "", name: "author", role: .teacher, school: TestServer.school,
        teacher: SmallSchool.Person.author.teacher, expiresAt: nil, at: now, random: &random, in: connection
      ).text
    }
    let body: JSON = ["client": .string(mine.id.description), "mutations": []]
    let renewed = try await school.server.send(
      "POST", Route.push(school: TestServer.school).path, body: body.canonicalBytes, token: second)
    #expect(renewed.status == 207)
  }

  @Test func anEpochThatIsNotTheServersIsRefusedAsAWhole() async throws {
    let school = try await SmallSchool()
    let client = SyncClient(school)
    let batch = [mutation(1, .create, "teachers", SmallSchool.id("t"), body: ["name": "陶然"])]
    let before = try school.server.dump()
    let answer = try await client.send(batch, epoch: "k3v9")
    #expect(answer.status == 409)
    #expect(answer.problem?.code == .epochChanged)
    #expect(try school.server.dump() == before)
    #expect(try await client.send(batch, epoch: school.server.register.epoch).status == 207)
  }

  @Test func anEmptyBatchIsTaken() async throws {
    let school = try await SmallSchool()
    let response = try await SyncClient(school).send([JSON]()).decode(PushResponse.self)
    #expect(response == PushResponse(epoch: school.server.register.epoch, lastN: 0, results: []))
  }

  @Test func fiveHundredAreTakenAndOneMoreIsTooLarge() async throws {
    let school = try await SmallSchool()
    let client = SyncClient(school)
    let batch = (1...501).map { mutation($0, .create, "teachers", SmallSchool.id("t\($0)"), body: ["name": "陶然"]) }
    let before = try school.server.dump()
    let tooLarge = try await client.send(batch)
    #expect(tooLarge.status == 413)
    #expect(tooLarge.problem?.code == .tooLarge)
    #expect(try school.server.dump() == before)
    #expect(try await client.results(Array(batch.dropLast())).allSatisfy { $0.status == 201 })
  }

  static let improper: [(JSON, pointer: String, code: String)] = [
    (5, "/op", "enum"), (["n": 2], "/op", "enum"), (["n": 2, "op": "merge"], "/op", "enum"),
    (["n": 2, "op": "create", "kind": "poems"], "/kind", "enum"),
    (["n": 2, "op": "create", "kind": "teachers", "id": "no"], "/id", "format"),
    (["n": 2, "op": "create", "kind": "teachers", "id": "018de0a1-7c00-7202-8b01-5f0e6c1d0006"], "/body", "required"),
    (
      ["n": 2, "op": "create", "kind": "teachers", "id": "018de0a1-7c00-7202-8b01-5f0e6c1d0006", "body": .null], "/body",
      "required"
    ),
    (
      ["n": 2, "op": "delete", "kind": "teachers", "id": "018de0a1-7c00-7202-8b01-5f0e6c1d0006", "base": "1"], "/base",
      "type"
    ),
    (["n": 2, "op": "delete", "kind": "teachers", "id": "018de0a1-7c00-7202-8b01-5f0e6c1d0006", "base": 0], "/base", "type"),
    (["n": 2, "op": "delete", "kind": "teachers", "id": "018de0a1-7c00-7202-8b01-5f0e6c1d0006"], "/base", "required"),
    (
      ["n": 2, "op": "transition", "kind": "plans", "id": "018de0a1-7c00-7202-8b01-5f0e6c1d0006", "base": 1, "to": "x"],
      "/to", "enum"
    ),
    (
      ["n": 2, "op": "delete", "kind": "plans", "id": "018de0a1-7c00-7202-8b01-5f0e6c1d0006", "base": 1, "why": "x"],
      "/why", "unknown-member"
    ),
    (["n": "two", "op": "merge"], "/op", "enum"), (["op": "merge"], "/op", "enum"),
  ]

  @Test(arguments: improper.indices)
  func whatIsNoMutationIsRefusedForItselfAlone(index: Int) async throws {
    let (item, pointer, code) = Self.improper[index]
    let school = try await SmallSchool()
    func create(_ n: Int) -> JSON { mutation(n, .create, "teachers", SmallSchool.id("t\(n)"), body: ["name": "陶然"]) }
    let client = SyncClient(school)
    let batch = [create(1), item, create(3)]
    let results = try await client.results(batch)
    #expect(results.map(\.status) == [201, 422, 201])
    #expect(results.map(\.n) == [1, 2, 3])
    #expect(results[1].problem?.errors?.map(\.pointer) == [pointer])
    #expect(results[1].problem?.errors?.map(\.code) == [code])
    #expect(try await client.results(batch).map(\.replayed) == [true, true, true])
  }

  @Test(arguments: [
    "[]", "null", "{}", #"{"client":"x","mutations":[]}"#, #"{"client":7,"mutations":[]}"#,
    #"{"client":"018de0a1-7c00-7c00-8b01-5f0e6c1d0001"}"#, #"{"client":"018de0a1-7c00-7c00-8b01-5f0e6c1d0001","mutations":{}}"#,
    #"{"client":"018de0a1-7c00-7c00-8b01-5f0e6c1d0001","mutations":[],"epoch":7}"#,
    #"{"client":"018de0a1-7c00-7c00-8b01-5f0e6c1d0001","mutations":[],"more":7}"#,
    #"{"client":"018de0a1-7c00-7c00-8b01-5f0e6c1d0001","mutations":[{"op":"create"}]}"#,
    #"{"client":"018de0a1-7c00-7c00-8b01-5f0e6c1d0001","mutations":[{"n":0}]}"#,
    #"{"client":"018de0a1-7c00-7c00-8b01-5f0e6c1d0001","mutations":[{"n":-1}]}"#,
    #"{"client":"018de0a1-7c00-7c00-8b01-5f0e6c1d0001","mutations":[{"n":9223372036854775807},{}]}"#,
    #"{"client":"018de0a1-7c00-7c00-8b01-5f0e6c1d0001","mutations":[{"n":9223372036854775807},{"n":1}]}"#,
  ])
  func aBatchThatCannotBeReadIs400(body: String) async throws {
    let school = try await SmallSchool()
    let before = try school.server.dump()
    let answer = try await SyncClient(school).send(JSON(parsing: body))
    #expect(answer.status == 400)
    #expect(answer.problem?.code == .malformed)
    #expect(try school.server.dump() == before)
  }

  @Test func aDocumentOccursOnceInABatch() async throws {
    let school = try await SmallSchool()
    let id = SmallSchool.id("t")
    let client = SyncClient(school)
    let results = try await client.results([
      mutation(1, .create, "teachers", id, body: ["name": "陶然"]), mutation(2, .delete, "teachers", id, base: 1),
    ])
    #expect(results.map(\.status) == [201, 422])
    #expect(results[1].problem?.errors?.map(\.pointer) == ["/id"])
    #expect(try await school.get("teachers", id).status == 200)
  }

  @Test func referencesWithinABatchAreCheckedInOrder() async throws {
    let school = try await SmallSchool()
    let (teacher, group) = (SmallSchool.id("t"), SmallSchool.id("g"))
    func documents(_ first: Int) -> [JSON] {
      [
        mutation(first, .create, "teachers", teacher, body: ["name": "陶然"]),
        mutation(
          first + 1, .create, "groups", group,
          body: [
            "name": "六年级数学", "schoolYear": "2023-2024", "subject": "mathematics", "grades": [6],
            "members": [["teacherId": .string(teacher.description), "role": "leader", "from": "2023-09-01"]],
          ]),
        mutation(first + 2, .create, "minutes", SmallSchool.id("m"), body: SmallSchool.minutes("圆柱", group: group)),
      ]
    }
    let client = SyncClient(school)
    let reversed = documents(1).reversed().enumerated().map {
      $0.element.replacing("n", with: .number(ExactDecimal(Int64($0.offset + 1))))
    }
    #expect(try await client.results(reversed).map(\.status) == [422, 422, 201])
    try await school.delete("teachers", teacher, rev: 1)
    let other = SyncClient(school, name: "second")
    let restored = documents(1)
    let results = try await other.results([
      mutation(1, .restore, "teachers", teacher, base: 2, body: ["name": "陶然"]), restored[1], restored[2],
    ])
    #expect(results.map(\.status) == [200, 201, 201])
  }

  @Test func whatAProjectionRefusesInTheMiddleLeavesTheChainWhole() async throws {
    let school = try await SmallSchool()
    try await school.create("tests", SmallSchool.id("test"), Fixtures.test(fullMark: 100))
    let sheet: JSON = [
      "groupId": .string(SmallSchool.group.description), "term": .string(SmallSchool.term),
      "testId": .string(SmallSchool.id("test").description), "classId": .string(SmallSchool.classes[0].description),
      "rows": [["student": "s1", "status": "present", "total": 101]],
    ]
    let results = try await SyncClient(school).results([
      mutation(1, .create, "teachers", SmallSchool.id("t1"), body: ["name": "陶然"]),
      mutation(2, .create, "score-sheets", SmallSchool.id("sheet"), body: sheet),
      mutation(3, .create, "teachers", SmallSchool.id("t3"), body: ["name": "江晚"]),
    ])
    #expect(results.map(\.status) == [201, 422, 201])
    #expect(results[1].problem?.errors?.map(\.code) == ["score-above-full"])
    #expect(try await school.get("score-sheets", SmallSchool.id("sheet")).status == 404)
    try ChangeChain.expectWhole(school.server)
  }
}
