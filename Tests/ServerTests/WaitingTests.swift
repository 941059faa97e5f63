import Shared
import Synchronization
import Testing

@testable import Harness
@testable import Server

/// Long polls: who waits is told at once, and nobody waits for ever.
@Suite struct WaitingTests {
  @Test func whoWaitsIsToldOfAWriteAtOnce() async throws {
    let (school, _) = try await SmallSchool.withMinutes()
    let cursor = try await school.feedPage().cursor
    let started = ContinuousClock.now
    async let waiting = school.feedPage([("wait", "30")], cursor: cursor, as: .server)
    try await school.create("minutes", SmallSchool.id("news"), SmallSchool.minutes("新"))
    #expect(try await waiting.ids == [SmallSchool.id("news")])
    #expect(started.duration(to: .now) < .seconds(20))
  }

  @Test func whoWaitsForNothingGetsAnEmptyPageWhenTheTimeIsOver() async throws {
    let (school, _) = try await SmallSchool.withMinutes()
    let cursor = try await school.feedPage().cursor
    let started = ContinuousClock.now
    let empty = try await school.feedPage([("wait", "1")], cursor: cursor)
    #expect(empty.changes == [])
    #expect(started.duration(to: .now) >= .seconds(1))
    let afresh = try await school.feedPage([("wait", "30")])
    #expect(!afresh.changes.isEmpty, "who has something to read does not wait")
  }

  @Test func whoWaitsIsSentAwayWhenTheServerStops() async throws {
    let (school, _) = try await SmallSchool.withMinutes()
    let cursor = try await school.feedPage().cursor
    let started = ContinuousClock.now
    let empty = try await withThrowingTaskGroup(of: [Change].self) { group in
      for _ in 0..<8 { group.addTask { try await school.feedPage([("wait", "30")], cursor: cursor).changes } }
      school.server.register.arrivals.stop()
      return try await group.reduce(into: [Change]()) { $0 += $1 }
    }
    #expect(empty == [])
    #expect(started.duration(to: .now) < .seconds(20))
  }

  @Test func aCallerWhoGoesAwayLeavesNobodyWaiting() async throws {
    let arrivals = Arrivals()
    let witness = Witness()
    let task = Task {
      await arrivals.wait(for: "a") {
        witness.started.withLock { $0 += 1 }
        return false
      }
    }
    while witness.started.withLock({ $0 }) == 0 { await Task.yield() }
    task.cancel()
    await task.value
    await arrivals.wait(for: "a") { true }
  }

  @Test func aWriteInAnotherSchoolWakesNobody() async throws {
    let arrivals = Arrivals()
    let witness = Witness()
    let waiters = ["a", "b"].map { school in
      Task {
        await arrivals.wait(for: school) {
          witness.started.withLock { $0 += 1 }
          return false
        }
        witness.woken.withLock { $0.append(school) }
      }
    }
    while witness.started.withLock({ $0 }) < 2 { await Task.yield() }
    arrivals.announce("b")
    await waiters[1].value
    #expect(witness.woken.withLock { $0 } == ["b"])
    arrivals.stop()
    await waiters[0].value
    #expect(witness.woken.withLock { $0 } == ["b", "a"])
  }
}

/// Who has begun to wait, and who was woken in which order.
private final class Witness: Sendable {
  let started = Mutex(0)
  let woken = Mutex<[String]>([])
}
