import Synchronization

/// Tells requests that wait for something new in a school (`wait=25`) that there is.
final class Arrivals: Sendable {
  private struct State {
    var next = 0
    var isStopped = false
    var waiting: [String: [Int: CheckedContinuation<Void, Never>]] = [:]
  }

  private let state = Mutex(State())

  /// Wakes everybody who waits for the school.
  func announce(_ school: String) {
    let waiting = state.withLock { $0.waiting.removeValue(forKey: school) }
    for continuation in (waiting ?? [:]).values { continuation.resume() }
  }

  /// Wakes everybody and lets nobody wait again: the server stops.
  func stop() {
    let schools = state.withLock { state in
      state.isStopped = true
      return Array(state.waiting.keys)
    }
    for school in schools { announce(school) }
  }

  /// Returns at the next announcement, when `check` says that there is something already, or when the task is
  /// cancelled. `check` runs after the place in the queue is taken, so that nothing between is missed.
  func wait(for school: String, unless check: () throws -> Bool) async rethrows {
    let ticket = state.withLock { state -> Int in
      state.next += 1
      return state.next
    }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        state.withLock { $0.waiting[school, default: [:]][ticket] = continuation }
        let isThereAlready = (try? check()) ?? true
        if isThereAlready || Task.isCancelled || state.withLock({ $0.isStopped }) { resume(ticket, school: school) }
      }
    } onCancel: {
      resume(ticket, school: school)
    }
  }

  private func resume(_ ticket: Int, school: String) {
    let continuation = state.withLock { $0.waiting[school]?.removeValue(forKey: ticket) }
    continuation?.resume()
  }
}
