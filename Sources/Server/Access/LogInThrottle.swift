import Shared
import Synchronization

/// Slows guessing down without locking anybody out.
///
/// Each account has a delay that grows with wrong guesses, for strangers; a device from which its owner has logged in
/// before has one of its own, so that what strangers do is nothing to it. Each address may guess wrong only so often,
/// whoever at. An attempt counts as wrong from its beginning until it has proved right, so that a thousand at once
/// are no way around.
final class LogInThrottle: Sendable {
  private struct Account {
    var failures = 0
    var last = Instant(milliseconds: 0)

    /// The first five wrong guesses are free; then 1, 2, 4 … seconds up to five minutes.
    var mayTryAt: Instant {
      guard failures >= 5 else { return Instant(milliseconds: 0) }
      let seconds = failures >= 14 ? 300 : min(300, 1 << (failures - 5))
      return Instant(milliseconds: last.milliseconds + Int64(seconds) * 1000)
    }
  }

  private struct Address {
    var failures = 0
    var since: Instant
  }

  private struct State {
    var accounts: [String: Account] = [:]
    var addresses: [String: Address] = [:]
  }

  private static let windowMilliseconds: Int64 = 600_000
  private static let failuresOfAnAddress = 100
  private static let maximumCount = 50_000

  private let state = Mutex(State())

  /// One attempt, allowed and not yet known to be right.
  struct Attempt: Sendable {
    fileprivate let account: String?
    fileprivate let address: String?
    /// When the one before was made.
    fileprivate let before: Instant
  }

  /// - Parameters:
  ///   - account: whose delay counts: the login name's or the known device's; nil for activation codes, which
  ///     nobody can guess.
  ///   - address: where the request comes from; nil for a known device.
  /// - Throws: `Refusal` with 429 that says when to come again.
  func begin(account: String?, address: String?, at now: Instant) throws -> Attempt {
    let (wait, before) = state.withLock { state -> (Int64, Instant) in
      prune(&state, at: now)
      if let address {
        var known = state.addresses[address] ?? Address(since: now)
        // A clock that was set back must not keep anybody away until it has come that far again.
        if !(0...Self.windowMilliseconds).contains(now.milliseconds - known.since.milliseconds) {
          known = Address(since: now)
        }
        if known.failures >= Self.failuresOfAnAddress {
          return (known.since.milliseconds + Self.windowMilliseconds - now.milliseconds, now)
        }
        known.failures += 1
        state.addresses[address] = known
      }
      guard let account else { return (0, now) }
      var known = state.accounts[account] ?? Account()
      known.last = min(known.last, now)
      let wait = known.mayTryAt.milliseconds - now.milliseconds
      guard wait <= 0 else {
        // It was no guess, so it counts for nothing.
        if let address { state.addresses[address]?.failures -= 1 }
        return (wait, now)
      }
      let before = known.last
      known.failures += 1
      known.last = now
      state.accounts[account] = known
      return (0, before)
    }
    guard wait > 0 else { return Attempt(account: account, address: address, before: before) }
    let seconds = Int((wait + 999) / 1000)
    var refusal = Refusal(
      .tooManyRequests,
      Text("试错次数太多，请 \(seconds) 秒后再试", "too many wrong attempts; try again in \(seconds) s"))
    refusal.retryAfter = seconds
    throw refusal
  }

  /// The attempt was right, or was never made: it counts for nothing.
  func forgive(_ attempt: Attempt, wasRight: Bool) {
    state.withLock { state in
      if let address = attempt.address { state.addresses[address]?.failures -= 1 }
      guard let account = attempt.account else { return }
      if wasRight {
        state.accounts[account] = nil
      } else {
        state.accounts[account]?.failures -= 1
        state.accounts[account]?.last = attempt.before
      }
    }
  }

  /// Keeps the tables small: first what is long past, then what was guessed at least.
  private func prune(_ state: inout State, at now: Instant) {
    guard state.accounts.count >= Self.maximumCount || state.addresses.count >= Self.maximumCount else { return }
    let past = now.milliseconds - 6 * Self.windowMilliseconds
    state.accounts = state.accounts.filter { $0.value.last.milliseconds > past }
    state.addresses = state.addresses.filter {
      (0...Self.windowMilliseconds).contains(now.milliseconds - $0.value.since.milliseconds)
    }
    if state.accounts.count >= Self.maximumCount {
      let most = state.accounts.sorted { $0.value.failures > $1.value.failures }.prefix(Self.maximumCount / 2)
      state.accounts = Dictionary(uniqueKeysWithValues: most.map { ($0.key, $0.value) })
    }
    if state.addresses.count >= Self.maximumCount {
      let most = state.addresses.sorted { $0.value.failures > $1.value.failures }.prefix(Self.maximumCount / 2)
      state.addresses = Dictionary(uniqueKeysWithValues: most.map { ($0.key, $0.value) })
    }
  }
}
