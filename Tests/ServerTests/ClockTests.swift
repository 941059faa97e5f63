import Shared
import Testing

@testable import Harness
@testable import Server

/// A clock that jumps, as clocks of small machines do: nobody is kept away by it, and nothing ends.
@Suite struct ClockTests {
  private static let year: Int64 = 366 * 86_400_000

  @Test func aClockThatIsSetBackKeepsNobodyFromLoggingIn() throws {
    let throttle = LogInThrottle()
    let late = Instant(milliseconds: 1_709_000_000_000 + Self.year)
    for _ in 0..<5 { _ = try throttle.begin(account: "a", address: nil, at: late) }
    for _ in 0..<100 { _ = try throttle.begin(account: nil, address: "10.0.0.1", at: late) }
    #expect(throws: Refusal.self) { try throttle.begin(account: nil, address: "10.0.0.1", at: late) }
    let now = Instant(milliseconds: 1_709_000_000_000)
    // At most as long as it would have been without the jump.
    let wait = #expect(throws: Refusal.self) { try throttle.begin(account: "a", address: nil, at: now) }?.retryAfter
    #expect(wait.map { $0 <= 300 } ?? true, "\(wait ?? 0)")
    #expect(throws: Never.self) { try throttle.begin(account: nil, address: "10.0.0.1", at: now) }
  }

  @Test func whateverTheClockSaysTheServerAnswersAndFeedsInOrder() async throws {
    let school = try await SmallSchool()
    let start = try await school.send("GET", .changes(school: TestServer.school), query: "?limit=500")
      .decode(FeedPage.self)
    var ids: [DocumentID] = []
    for (index, jump) in [0, -2 * Self.year, 100 * Self.year, -200 * Self.year, 102 * Self.year].enumerated() {
      school.server.clock.advance(milliseconds: jump)
      ids.append(school.server.register.newID())
      #expect(try await school.create("teachers", ids[index], ["name": "陶然"]).status == 201)
      try await school.server.register.writeUses()
    }
    let path = Route.changes(school: TestServer.school).path(query: [("cursor", start.cursor)])
    #expect(try await school.server.send("GET", path).decode(FeedPage.self).ids == ids)
    try ChangeChain.expectWhole(school.server)
  }
}
