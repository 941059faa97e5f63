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
      await arrivals.wait(for: "a", concerns: { _ in true }) {
        witness.started.withLock { $0 += 1 }
        return false
      }
    }
    while witness.started.withLock({ $0 }) == 0 { await Task.yield() }
    task.cancel()
    await task.value
    await arrivals.wait(for: "a", concerns: { _ in true }) { true }
  }

  @Test func aWriteInAnotherSchoolWakesNobody() async throws {
    let arrivals = Arrivals()
    let witness = Witness()
    let waiters = ["a", "b"].map { school in
      Task {
        await arrivals.wait(for: school, concerns: { _ in true }) {
          witness.started.withLock { $0 += 1 }
          return false
        }
        witness.woken.withLock { $0.append(school) }
      }
    }
    while witness.started.withLock({ $0 }) < 2 { await Task.yield() }
    arrivals.announce([Touch(kind: Minutes.kind, group: nil, term: nil)], in: "b")
    await waiters[1].value
    #expect(witness.woken.withLock { $0 } == ["b"])
    arrivals.stop()
    await waiters[0].value
    #expect(witness.woken.withLock { $0 } == ["b", "a"])
  }
}

/// What wakes whom.
extension WaitingTests {
  /// What a laptop may wait for, and what is written meanwhile.
  static let wakes: [(person: SmallSchool.Person, query: String, touch: Touch, isWoken: Bool)] = [
    (.colleague, "", Touch(kind: Minutes.kind, group: SmallSchool.group, term: SmallSchool.term), true),
    (.colleague, "", Touch(kind: Minutes.kind, group: SmallSchool.otherGroup, term: SmallSchool.term), false),
    (.colleague, "", Touch(kind: Teacher.kind, group: nil, term: nil), true),
    (.outsider, "", Touch(kind: Minutes.kind, group: SmallSchool.group, term: SmallSchool.term), false),
    // Whose group it is from now on may change what they see.
    (.outsider, "kinds=minutes", Touch(kind: Group.kind, group: nil, term: nil), true),
    (.colleague, "kinds=plans", Touch(kind: Term.kind, group: nil, term: nil), true),
    (.colleague, "kinds=plans", Touch(kind: Minutes.kind, group: SmallSchool.group, term: nil), false),
    (.colleague, "kinds=plans,minutes", Touch(kind: Minutes.kind, group: SmallSchool.group, term: nil), true),
    (.admin, "group=\(SmallSchool.group)", Touch(kind: Minutes.kind, group: SmallSchool.otherGroup, term: nil), false),
    (.admin, "group=\(SmallSchool.group)", Touch(kind: Plan.kind, group: nil, term: nil), true),
    (.admin, "term=2022-2023-1", Touch(kind: Plan.kind, group: nil, term: SmallSchool.term), false),
    (.admin, "term=2022-2023-1", Touch(kind: Plan.kind, group: nil, term: nil), true),
    (.admin, "", Touch(kind: Minutes.kind, group: SmallSchool.otherGroup, term: nil), true),
  ]

  @Test(arguments: wakes.indices)
  func onlyWhatIsWaitedForWakes(index: Int) async throws {
    let wake = Self.wakes[index]
    let school = try await SmallSchool()
    let register = school.server.register
    let hash = try #require(Token(school.token(wake.person)[...])?.hash)
    let feed = try register.store.read { connection in
      let caller = try #require(try Caller.find(hash, in: connection)?.caller)
      let scope = try #require(try Scope(caller, school: TestServer.school, at: register.now, in: connection))
      return try Feed(Query(wake.query[...]), scope: scope, sealer: register.sealer)
    }
    #expect(feed.mayConcern(wake.touch) == wake.isWoken)
  }

  @Test func whoWaitsForOtherThingsGoesOnWaiting() async throws {
    let arrivals = Arrivals()
    let witness = Witness()
    let kinds = [Plan.kind, Minutes.kind]
    let waiters = kinds.map { kind in
      Task {
        await arrivals.wait(for: "a", concerns: { $0.kind == kind }) {
          witness.started.withLock { $0 += 1 }
          return false
        }
        witness.woken.withLock { $0.append(kind.name) }
      }
    }
    while witness.started.withLock({ $0 }) < 2 { await Task.yield() }
    arrivals.announce([Touch(kind: Minutes.kind, group: nil, term: nil)], in: "a")
    await waiters[1].value
    arrivals.announce([Touch(kind: Plan.kind, group: nil, term: nil)], in: "a")
    await waiters[0].value
    #expect(witness.woken.withLock { $0 } == ["minutes", "plans"])
  }
}

/// Who has begun to wait, and who was woken in which order.
private final class Witness: Sendable {
  let started = Mutex(0)
  let woken = Mutex<[String]>([])
}
