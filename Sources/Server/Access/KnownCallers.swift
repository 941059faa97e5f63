import Shared
import Synchronization

/// Callers looked up since the last commit, so that reads in between need not look again.
///
/// Any commit may have changed a token, so every one of them empties it: a change of access counts at the next
/// request, and whoever made the change is answered after that.
final class KnownCallers: Sendable {
  struct Entry: Sendable {
    let caller: Caller
    let expiresAt: Instant?
  }

  private struct State {
    var generation = -1
    var entries: [[UInt8]: Entry] = [:]
  }

  private let state = Mutex(State())
  private static let maximumCount = 10_000

  /// - Parameter generation: the store's commits so far, read before `find` looks.
  func caller(
    _ hash: [UInt8], at now: Instant, generation: Int, find: () throws -> Entry?
  ) rethrows -> Caller? {
    let known = state.withLock { $0.generation == generation ? $0.entries[hash] : nil }
    guard let entry = try known ?? find() else { return nil }
    if known == nil {
      state.withLock { state in
        if state.generation != generation || state.entries.count >= Self.maximumCount { state.entries = [:] }
        state.generation = generation
        state.entries[hash] = entry
      }
    }
    if let expiresAt = entry.expiresAt, expiresAt <= now { return nil }
    return entry.caller
  }
}
