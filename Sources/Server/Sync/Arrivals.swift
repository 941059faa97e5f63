import Shared
import Synchronization

/// What is known of a change to those who may be waiting for it.
struct Touch: Hashable, Sendable {
  let kind: Kind
  let group: DocumentID?
  let term: String?

  init(kind: Kind, group: DocumentID?, term: String?) {
    self.kind = kind
    self.group = group
    self.term = term
  }

  init(_ document: StoredDocument) {
    self.init(kind: document.kind, group: document.groupID, term: document.term)
  }
}

/// Tells requests that wait for something new in a school (`wait=25`) that there is.
final class Arrivals: Sendable {
  private struct Waiter {
    let concerns: @Sendable (Touch) -> Bool
    let continuation: CheckedContinuation<Void, Never>
  }

  private struct State {
    var next = 0
    var isStopped = false
    var waiting: [String: [Int: Waiter]] = [:]
  }

  private let state = Mutex(State())

  /// Wakes those who wait in the school for something that was touched.
  func announce(_ touched: Set<Touch>, in school: String) {
    let woken = state.withLock { state in
      let woken = (state.waiting[school] ?? [:]).filter { touched.contains(where: $0.value.concerns) }
      for ticket in woken.keys { state.waiting[school]?[ticket] = nil }
      return woken.values
    }
    for waiter in woken { waiter.continuation.resume() }
  }

  /// Wakes everybody and lets nobody wait again: the server stops.
  func stop() {
    let waiting = state.withLock { state in
      state.isStopped = true
      defer { state.waiting = [:] }
      return state.waiting.values.flatMap(\.values)
    }
    for waiter in waiting { waiter.continuation.resume() }
  }

  /// Returns when something is announced that concerns the caller, when `check` says that there is something already,
  /// or when the task is cancelled. `check` runs after the place in the queue is taken, so that nothing between is
  /// missed.
  func wait(
    for school: String, concerns: @escaping @Sendable (Touch) -> Bool, unless check: () throws -> Bool
  ) async rethrows {
    let ticket = state.withLock { state -> Int in
      state.next += 1
      return state.next
    }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        state.withLock {
          $0.waiting[school, default: [:]][ticket] = Waiter(concerns: concerns, continuation: continuation)
        }
        let isThereAlready = (try? check()) ?? true
        if isThereAlready || Task.isCancelled || state.withLock({ $0.isStopped }) { resume(ticket, school: school) }
      }
    } onCancel: {
      resume(ticket, school: school)
    }
  }

  private func resume(_ ticket: Int, school: String) {
    let waiter = state.withLock { $0.waiting[school]?.removeValue(forKey: ticket) }
    waiter?.continuation.resume()
  }
}
