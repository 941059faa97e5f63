import Shared
import Synchronization

/// How much one account and one school may ask, so that nobody's flood is everybody's.
///
/// Buckets that fill at a steady rate: an account's holds five seconds' worth, whichever of its tokens asks; a
/// school's is eight times as large.
final class Traffic: Sendable {
  /// What is left to an account, for the `RateLimit` headers.
  struct Allowance: Sendable {
    let quota: Int
    let windowSeconds: Int
    let remaining: Int
    let resetSeconds: Int
  }

  private struct Bucket {
    var level: Double
    var at: Instant
    /// How often it was asked in vain since it last gave.
    var refusals = 0
  }

  private struct State {
    var accounts: [String: Bucket] = [:]
    var schools: [String: Bucket] = [:]
    var writing: [String: Int] = [:]
    var allWriting = 0
    var held = 0
  }

  /// Requests a second and account; nil for no limit.
  let perSecond: Int?
  private let state = Mutex(State())

  private static let windowSeconds = 5
  private static let schoolFactor = 8
  private static let maximumCount = 100_000
  /// How much may wait for the writer, in all and of one school.
  private static let writes = (all: 1024, school: 256)

  init(perSecond: Int?) { self.perSecond = perSecond }

  /// Takes one request out of the caller's buckets.
  /// - Returns: nil without a limit.
  /// - Throws: `Refusal` with 429 that says when to come again.
  func admit(_ caller: Caller, at now: Instant) throws -> Allowance? {
    guard let perSecond, caller.token != nil else { return nil }
    let account = caller.account
    let quota = perSecond * Self.windowSeconds
    let (level, schoolLevel, refusals) = state.withLock { state -> (Double, Double, Int) in
      if state.accounts.count >= Self.maximumCount { state.accounts = [:] }
      var own = Self.filled(state.accounts[account], rate: perSecond, quota: quota, at: now)
      let schoolRate = perSecond * Self.schoolFactor
      var school = caller.school.map {
        Self.filled(state.schools[$0], rate: schoolRate, quota: schoolRate * Self.windowSeconds, at: now)
      }
      let isAllowed = own.level >= 1 && school?.level ?? 1 >= 1
      if isAllowed {
        own.level -= 1
        own.refusals = 0
        school?.level -= 1
      } else {
        own.refusals += 1
      }
      state.accounts[account] = own
      if let name = caller.school { state.schools[name] = school }
      return (isAllowed ? own.level : min(own.level, 0), school?.level ?? 1, isAllowed ? 0 : own.refusals)
    }
    let allowance = Allowance(
      quota: quota, windowSeconds: Self.windowSeconds, remaining: max(0, Int(level)),
      resetSeconds: Int((Double(quota) - level) / Double(perSecond)) + 1)
    guard refusals > 0 else { return allowance }
    var refusal = Refusal(
      .tooManyRequests,
      Text(
        schoolLevel < 1 ? "本校请求太多，请稍候" : "每个账号每秒最多 \(perSecond) 个请求，请稍候",
        schoolLevel < 1
          ? "the school asks too much; wait a little" : "an account has \(perSecond) requests a second; wait a little"))
    refusal.retryAfter = 1
    refusal.refusalsInARow = refusals
    throw refusal
  }

  private static func filled(_ bucket: Bucket?, rate: Int, quota: Int, at now: Instant) -> Bucket {
    guard var bucket else { return Bucket(level: Double(quota), at: now) }
    let seconds = Double(max(0, now.milliseconds - bucket.at.milliseconds)) / 1000
    bucket.level = min(Double(quota), bucket.level + seconds * Double(rate))
    bucket.at = now
    return bucket
  }

  /// Holds an answer back for a moment when its caller goes on asking in vain: a connection asks again only when it
  /// is answered, so the flood dries up where it comes from. Only so many are held at once.
  func holdBack(_ refusal: Refusal) async {
    guard let refusals = refusal.refusalsInARow, refusals > 20 else { return }
    let isHeld = state.withLock { state -> Bool in
      guard state.held < 2000 else { return false }
      state.held += 1
      return true
    }
    guard isHeld else { return }
    try? await Task.sleep(for: .milliseconds(500))
    state.withLock { $0.held -= 1 }
  }

  /// Does a piece of writing unless too much of it waits already, of the school or in all.
  /// - Throws: `Refusal` with 503.
  func writing<Result: Sendable>(
    of school: String, _ work: () async throws -> Result
  ) async throws -> Result {
    let isTaken = state.withLock { state -> Bool in
      guard state.allWriting < Self.writes.all, state.writing[school, default: 0] < Self.writes.school else {
        return false
      }
      state.allWriting += 1
      state.writing[school, default: 0] += 1
      return true
    }
    guard isTaken else {
      throw Refusal(.unavailable, Text("服务器正忙，请稍候再试", "the server is busy; try again in a moment"))
    }
    defer {
      state.withLock { state in
        state.allWriting -= 1
        let left = state.writing[school, default: 1] - 1
        state.writing[school] = left == 0 ? nil : left
      }
    }
    return try await work()
  }
}
