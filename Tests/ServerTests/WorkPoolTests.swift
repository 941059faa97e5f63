import Foundation
import Shared
import Synchronization
import Testing

@testable import Server

/// Heavy work runs on threads of its own, a few at a time, and not much waits for them.
@Suite struct WorkPoolTests {
  private static let heavy = WorkPool.heavyBytes + 1

  /// Threads that are held until they are let go.
  private final class Gate: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)
    private let inside = Mutex<[Int32]>([])

    /// How low the priority of the running thread is: 0 for usual ones.
    static var priority: Int32 { getpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0) }

    var priorities: [Int32] { inside.withLock { $0 } }

    func hold() {
      inside.withLock { $0.append(Self.priority) }
      semaphore.wait()
    }

    func open(_ count: Int) { for _ in 0..<count { semaphore.signal() } }
  }

  @Test func heavyWorkNeverTakesTheThreadsThatAnswer() async throws {
    let pool = WorkPool(threads: 2, room: 12)
    let gate = Gate()
    let usual = Gate.priority
    try await withThrowingTaskGroup(of: Void.self) { group in
      for bytes in [nil] + Array(repeating: Self.heavy, count: 11) {
        group.addTask { try await pool.run(weighing: bytes) { gate.hold() } }
      }
      while gate.priorities.count < 2 { await Task.yield() }
      // All its threads are held; what is light is done at once all the same.
      for bytes in [0, WorkPool.heavyBytes] {
        #expect(try await pool.run(weighing: bytes) { Gate.priority } == usual)
      }
      // The rest of the room fills up, and then there is none.
      while pool.requests < 12 { await Task.yield() }
      let refused = await #expect(throws: Refusal.self) { try await pool.run(weighing: Self.heavy) {} }
      #expect(refused?.code == .unavailable)
      #expect(gate.priorities == [usual + 10, usual + 10])
      gate.open(12)
      try await group.waitForAll()
    }
    #expect(gate.priorities == Array(repeating: usual + 10, count: 12))
    #expect(try await pool.run(weighing: Self.heavy) { 7 } == 7, "there is room again")
  }

  @Test func whatIsThrownComesBack() async throws {
    let pool = WorkPool(threads: 1)
    await #expect(throws: Refusal.self) {
      try await pool.run(weighing: nil) { throw Refusal(.validation) }
    }
  }

  /// Work that waits for something else gives its thread away meanwhile.
  @Test func waitingHoldsNoThread() async throws {
    let pool = WorkPool(threads: 1)
    let (stream, source) = AsyncStream.makeStream(of: Int.self)
    async let first = pool.run(weighing: nil) {
      var iterator = stream.makeAsyncIterator()
      return await iterator.next()
    }
    #expect(try await pool.run(weighing: nil) { 1 } == 1)
    source.yield(2)
    #expect(try await first == 2)
  }
}
