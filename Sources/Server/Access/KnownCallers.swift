import Shared
import Synchronization

/// Callers looked up since the last commit, so that reads in between need not look again; and when each token was
/// last used, until that is written down.
///
/// Any commit may have changed a token, an account or a membership, so every one of them empties the look-ups: a
/// change of access counts at the next request, and whoever made the change is answered after that.
final class KnownCallers: Sendable {
  struct Entry: Sendable {
    var caller: Caller
    let expiresAt: Instant?
    /// After so many days without use a token counts no more.
    let idleDays: Int?
    /// As it was written down last.
    let lastUsed: Instant

    func counts(at now: Instant, lastUsed: Instant) -> Bool {
      if let expiresAt, expiresAt <= now { return false }
      guard let idleDays else { return true }
      return now <= lastUsed.adding(days: idleDays)
    }
  }

  private struct State {
    var generation = -1
    /// By what stands in the header, so that who is known costs neither reading nor hashing a token.
    var entries: [String: Entry] = [:]
    var uses: [DocumentID: Instant] = [:]

    /// Notes the use of a token that counts.
    /// - Returns: nil when it has expired or lain idle for too long.
    mutating func use(_ entry: Entry, at now: Instant) -> Entry? {
      guard let token = entry.caller.token else { return entry }
      let noted = uses[token]
      guard entry.counts(at: now, lastUsed: max(entry.lastUsed, noted ?? entry.lastUsed)) else { return nil }
      if now.milliseconds - (noted?.milliseconds ?? 0) >= 1000 { uses[token] = now }
      return entry
    }
  }

  private let state = Mutex(State())
  private static let maximumCount = 10_000

  /// - Parameter generation: the store's commits so far, read before `find` looks.
  func entry(
    _ header: String, at now: Instant, generation: Int, find: () throws -> Entry?
  ) rethrows -> Entry? {
    let known = state.withLock { state -> Entry?? in
      guard state.generation == generation, let entry = state.entries[header] else { return nil }
      return state.use(entry, at: now)
    }
    if let known { return known }
    guard let entry = try find() else { return nil }
    return state.withLock { state in
      if state.generation != generation || state.entries.count >= Self.maximumCount { state.entries = [:] }
      state.generation = generation
      state.entries[header] = entry
      return state.use(entry, at: now)
    }
  }

  /// When tokens were used since this was last asked, to be written down.
  func takeUses() -> [DocumentID: Instant] {
    state.withLock { state in
      defer { state.uses = [:] }
      return state.uses
    }
  }
}
