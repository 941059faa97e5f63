import Shared
import Testing

@testable import Harness
@testable import Server

/// A batch of mutations: each takes effect once, whatever is sent again.
@Suite struct PushTests {
  private static let plan = SmallSchool.id("plan")
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

  @Test func everyOutcomeIsFinalAndHoldsUpNothingBehindIt() async throws {
    let school = try await PushOutcomes.school()
    let outcomes = PushOutcomes.all()
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
    #expect(response.results[7].problem?.current?.document?.id == SmallSchool.id("stale"))
    #expect(response.results[8].problem?.current?.document?.rev == 1)
    #expect(response.results[12].problem?.existing == SmallSchool.id("first report"))
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
      ["n": 2, "op": "create", "kind": "teachers", "id": "018de0a1-7c00-7202-8b01-5f0e6c1d0006", "body": .null],
      "/body",
      "required"
    ),
    (
      ["n": 2, "op": "delete", "kind": "teachers", "id": "018de0a1-7c00-7202-8b01-5f0e6c1d0006", "base": "1"], "/base",
      "type"
    ),
    (
      ["n": 2, "op": "delete", "kind": "teachers", "id": "018de0a1-7c00-7202-8b01-5f0e6c1d0006", "base": 0], "/base",
      "type"
    ),
    (["n": 2, "op": "delete", "kind": "teachers", "id": "018de0a1-7c00-7202-8b01-5f0e6c1d0006"], "/base", "required"),
    (
      [
        "n": 2, "op": "transition", "kind": "plans", "id": "018de0a1-7c00-7202-8b01-5f0e6c1d0006", "base": 1, "to": "x",
      ],
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

  /// It is that entry's fault, and no other's.
  @Test(arguments: ["12345678901234567890", "1e-40", "1e999"])
  func aNumberWithTooManyDigitsIsRefusedForItselfAlone(number: String) async throws {
    let school = try await SmallSchool()
    let client = SyncClient(school)
    func create(_ n: Int, _ body: JSON) -> JSON { mutation(n, .create, "minutes", SmallSchool.id("m\(n)"), body: body) }
    let wide = JSON.wideNumber(number)
    let wrong: [(JSON, pointer: String)] = [
      (create(2, SmallSchool.minutes("圆").replacing("number", with: wide)), "/number"),
      (create(2, SmallSchool.minutes("圆").replacing("surprise", with: wide)), "/surprise"),
      (create(2, SmallSchool.minutes("圆")).replacing("base", with: wide), "/base"),
    ]
    for (number, item) in wrong.enumerated() {
      let other = SyncClient(school, name: "\(number)")
      let results = try await other.results([
        mutation(1, .create, "teachers", SmallSchool.id("t\(number)"), body: ["name": "陶然"]), item.0,
      ])
      #expect(results.map(\.status) == [201, 422])
      #expect(results[1].problem?.errors?.map(\.pointer) == [item.pointer])
    }
    #expect(try await client.results([create(1, SmallSchool.minutes("圆"))]).map(\.status) == [201])
  }

  @Test(arguments: [
    "[]", "null", "{}", #"{"client":"x","mutations":[]}"#, #"{"client":7,"mutations":[]}"#,
    #"{"client":"018de0a1-7c00-7c00-8b01-5f0e6c1d0001"}"#,
    #"{"client":"018de0a1-7c00-7c00-8b01-5f0e6c1d0001","mutations":{}}"#,
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
