import Shared
import Testing

@testable import Harness
@testable import Server

/// `Idempotency-Key` on POST: a creation that is sent again creates nothing.
@Suite struct IdempotencyTests {
  @discardableResult
  private func post(
    _ school: SmallSchool, _ topic: String, key: String, as person: SmallSchool.Person = .integration
  ) async throws -> TestAnswer {
    try await school.send(
      "POST", school.documents("minutes"), body: SmallSchool.minutes(topic), headers: ["Idempotency-Key": key],
      as: person)
  }

  @Test func sendingAgainAnswersTheFirstDocumentAsItWasMade() async throws {
    let school = try await SmallSchool()
    let first = try await post(school, "圆", key: "k1")
    #expect(first.status == 201)
    #expect(first.headers["idempotency-replayed"] == nil)
    let id = try first.decode(AnyDocument.self).id
    try await school.update("minutes", id, SmallSchool.minutes("圆环"), rev: 1)
    let again = try await post(school, "圆", key: "k1")
    #expect(again.status == 201)
    #expect(again.bytes == first.bytes)
    #expect(again.headers["location"] == first.headers["location"])
    #expect(again.headers["idempotency-replayed"] == "true")
    #expect(try await post(school, "圆", key: "k2").decode(AnyDocument.self).id != id)
  }

  @Test func aKeyThatWasUsedForOtherContentIsRefused() async throws {
    let school = try await SmallSchool()
    try await post(school, "圆", key: "k1")
    let before = try school.server.dump()
    let other = try await post(school, "方", key: "k1")
    #expect(other.status == 422)
    #expect(other.problem?.code == .mutationReused)
    #expect(try school.server.dump() == before)
    #expect(try await post(school, "方", key: "k1", as: .admin).status == 201, "keys belong to an account")
  }

  @Test func aKeyIsRememberedForADay() async throws {
    let school = try await SmallSchool()
    let first = try await post(school, "圆", key: "k1")
    let day: Int64 = 86_400_000
    school.server.clock.advance(milliseconds: day)
    #expect(try await post(school, "圆", key: "k1").bytes == first.bytes)
    school.server.clock.advance(milliseconds: 1)
    #expect(try await post(school, "圆", key: "k1").bytes != first.bytes)
  }

  @Test func whatWasRefusedMayBeSentAgain() async throws {
    let school = try await SmallSchool()
    #expect(try await post(school, "圆\u{7}", key: "k1").status == 422)
    #expect(try await post(school, "圆", key: "k1").status == 201)
  }

  @Test func theSameRequestSentAtOnceCreatesOneDocument() async throws {
    let school = try await SmallSchool()
    let ids = try await withThrowingTaskGroup(of: DocumentID.self) { group in
      for _ in 0..<10 { group.addTask { try await self.post(school, "圆", key: "k1").decode(AnyDocument.self).id } }
      return try await group.reduce(into: Set<DocumentID>()) { $0.insert($1) }
    }
    #expect(ids.count == 1)
  }

  @Test(arguments: ["", String(repeating: "k", count: 201)])
  func aKeyHasABound(key: String) async throws {
    let school = try await SmallSchool()
    #expect(try await post(school, "圆", key: key).status == 400)
  }
}
