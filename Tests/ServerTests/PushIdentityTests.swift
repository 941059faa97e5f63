import Shared
import Testing

@testable import Harness
@testable import Server

/// `(client, n)` is the identity of a mutation for ever, whoever sends it again and whenever.
@Suite struct PushIdentityTests {
  @Test(arguments: [Language.chinese, .english])
  func sendingAgainAnswersTheSameAndDoesNothingTwice(language: Language) async throws {
    let school = try await PushOutcomes.school()
    let batch = PushOutcomes.all().map(\.0)
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
    let school = try await PushOutcomes.school()
    let client = SyncClient(school, .author)
    let batch = PushOutcomes.all().map(\.0)
    _ = try await client.results(batch)
    try await school.update("minutes", SmallSchool.id("stale"), SmallSchool.minutes("后来"), rev: 1)
    try await school.delete("minutes", SmallSchool.id("stale 2"), rev: 1)
    try await school.restore("minutes", SmallSchool.id("gone"), rev: 2)
    let replayed = try await client.results(batch)
    #expect(replayed[7].problem?.current?.document?.rev == 2)
    #expect(replayed[7].problem?.current?.document?.body["topic"] == "后来")
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
      [taken.replacing("body", with: ["name": "陶冉"]), refused, next],
      [taken, refused.replacing("base", with: 2), next],
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
      mutation(1, .create, "minutes", SmallSchool.id("minutes"), body: SmallSchool.minutes("抢"))
    ])
    #expect(answer.status == 403)
    #expect(answer.problem?.code == .forbidden)
    #expect(try school.server.dump() == before)

    let (hash, now) = (try #require(Token(school.token(.author))).hash, school.server.clock.now)
    let id = school.server.register.newID()
    let second = try await school.server.register.store.write { connection in
      let account = try connection.first("SELECT account FROM access_token WHERE hash = \(hash)") { $0.text(0) }
      return try Tokens.create(
        .machine, name: "author", account: account ?? "", id: id, expiresAt: nil, at: now, in: connection
      ).token.text
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
}
