import Shared
import Testing

@testable import Harness
@testable import Server

/// Answers and what is kept of a refusal stay small, whatever was sent.
@Suite struct SizeTests {
  private static func unknownMembers(_ count: Int) -> JSON {
    .object(Dictionary(uniqueKeysWithValues: (0..<count).map { ("m\($0)", 1 as JSON) }))
  }

  private static let hostile: [(String, JSON)] = [
    ("150,000 unknown members", unknownMembers(150_000)),
    ("100,000 wrong rows", ["attendance": .array(Array(repeating: 1, count: 100_000))]),
    ("50 rows of wrong members", ["actions": .array(Array(repeating: unknownMembers(2000), count: 50))]),
    ("a member with a very long name", [String(repeating: "题", count: 500_000): 1]),
    ("a value that is one very long character", ["kind": .string("a" + String(repeating: "\u{301}", count: 500_000))]),
  ]

  @Test(arguments: hostile.indices)
  func aHostileBodyHasASmallAnswer(index: Int) async throws {
    let (name, body) = Self.hostile[index]
    let school = try await SmallSchool()
    let answer = try await school.send("POST", school.documents("minutes"), body: body, as: .author)
    // The group is missing, so that it is told as a fault of the content.
    #expect(answer.status == 422, "\(name)")
    #expect(answer.bytes.count <= 32 * 1024, "\(name): \(answer.bytes.count)")
    #expect((answer.problem?.errors?.count ?? 0) <= 100)
  }

  /// What is kept of a refused mutation is kept for good.
  @Test(arguments: hostile.indices)
  func aHostileMutationLeavesLittleBehind(index: Int) async throws {
    let (name, body) = Self.hostile[index]
    let school = try await SmallSchool()
    let client = SyncClient(school, .author)
    let batch = [mutation(1, .create, "minutes", SmallSchool.id("m"), body: body)]
    let first = try await client.send(batch)
    #expect(first.bytes.count <= 8 * 1024, "\(name): \(first.bytes.count)")
    let kept = try school.server.register.store.snapshot { connection in
      try connection.all("SELECT length(CAST(problem AS BLOB)) FROM refusal") { $0.int(0) }
    }
    #expect(kept.count == 1)
    #expect(kept.allSatisfy { $0 <= 8 * 1024 }, "\(name): \(kept)")
    let again = try await client.send(batch).decode(PushResponse.self).results
    let before = try first.decode(PushResponse.self).results
    #expect(again.map(\.problem) == before.map(\.problem))
    #expect(before[0].status == 422)
    if index == 0 {
      let told = try #require(before[0].problem?.errors)
      #expect(told.count + (before[0].problem?.more ?? 0) == 150_000 + 5, "every fault is counted")
    }
  }

  @Test func aBatchOfWrongDocumentsHasAnAnswerWithinItsBudget() async throws {
    let school = try await SmallSchool()
    let body = Self.unknownMembers(300)
    let batch = (1...PushRequest.maximumCount).map {
      mutation($0, .create, "minutes", SmallSchool.id("m\($0)"), body: body)
    }
    let answer = try await SyncClient(school, .author).send(batch)
    #expect(answer.status == 207)
    #expect(answer.bytes.count <= 4 * 1024 * 1024, "\(answer.bytes.count)")
  }
}
