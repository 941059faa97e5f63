import Dispatch
import Foundation
import Shared
import Synchronization

/// A few threads of low priority for work that takes long, so that whoever asks for little is answered beside it. Not
/// much may wait for them.
final class WorkPool: TaskExecutor {
  /// From this many bytes on, a body is worked on here.
  static let heavyBytes = 64 * 1024

  private struct State {
    var jobs: [UnownedJob] = []
    /// Requests that are worked on or wait.
    var requests = 0
    var threads = 0
    var idle = 0
  }

  private let state = Mutex(State())
  private let signal = DispatchSemaphore(value: 0)
  private let threads: Int
  private let room: Int

  /// - Parameters:
  ///   - threads: how many run at once.
  ///   - room: how many requests may be worked on or wait.
  init(threads: Int = max(2, ProcessInfo.processInfo.activeProcessorCount - 1), room: Int = 256) {
    self.threads = threads
    self.room = room
  }

  /// Does a request's work, here if it is heavy. This is the one place that decides.
  ///
  /// - Parameter bytes: what has to be worked on; nil for work that is heavy whatever comes.
  /// - Throws: `Refusal` with 503 when too much waits already, and what the work throws.
  func run<Result: Sendable>(
    weighing bytes: Int?, _ work: @Sendable () async throws -> Result
  ) async throws -> Result {
    guard bytes.map({ $0 > Self.heavyBytes }) ?? true else { return try await work() }
    let isTaken = state.withLock { state -> Bool in
      guard state.requests < room else { return false }
      state.requests += 1
      return true
    }
    guard isTaken else {
      throw Refusal(.unavailable, Text("服务器正忙，请稍候再试", "the server is busy; try again in a moment"))
    }
    defer { state.withLock { $0.requests -= 1 } }
    return try await withTaskExecutorPreference(self) { try await work() }
  }

  /// How many requests are worked on or wait.
  var requests: Int { state.withLock(\.requests) }

  // MARK: TaskExecutor

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    let mustStart = state.withLock { state -> Bool in
      state.jobs.append(job)
      guard state.idle < state.jobs.count, state.threads < threads else { return false }
      state.threads += 1
      return true
    }
    if mustStart {
      let thread = Thread { [self] in work() }
      // As much as the threads that the parser of JSON usually runs on.
      thread.stackSize = 8 * 1024 * 1024
      thread.start()
    }
    signal.signal()
  }

  private func work() {
    Self.lowerPriority()
    while true {
      state.withLock { $0.idle += 1 }
      signal.wait()
      let job = state.withLock { state -> UnownedJob? in
        state.idle -= 1
        return state.jobs.isEmpty ? nil : state.jobs.removeFirst()
      }
      job?.runSynchronously(on: asUnownedTaskExecutor())
    }
  }

  /// Of the calling thread alone, where the system can do that.
  private static func lowerPriority() {
    #if os(Linux)
      _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 10)
    #endif
  }
}
