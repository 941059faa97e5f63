import Logging
import Shared
import Synchronization

/// The register itself: the store and everything that one running server has once. Clock, ids and randomness come
/// from here and from nowhere else, so that tests set them.
final class Register: Sendable {
  static let version = "0.1.0"

  let store: Store
  let arrivals = Arrivals()
  let knownCallers = KnownCallers()
  let throttle = LogInThrottle()
  let traffic: Traffic
  let passwords: PasswordHasher
  let bytesInFlight: BytesInFlight
  let work = WorkPool()
  let sealer: Sealer
  /// Changes when a backup is restored; clients then read afresh.
  let epoch: String
  let logger: Logger
  private let clock: @Sendable () -> Instant
  private let random: Mutex<SplitMix64>
  /// Refusals that were put on record, by account and route, so that one repeated a thousand times stands there once
  /// a minute.
  private let recentRefusals = Mutex<[String: Instant]>([:])
  /// Schools that were found; none is ever taken away.
  private let schools = Mutex<Set<String>>([])

  /// - Throws: `StoreError`.
  init(
    store: Store, logger: Logger, requestsPerSecond: Int? = nil, passwordCost: PasswordCost = PasswordCost(),
    bytesInFlight: Int = Limits().allBytes,
    clock: @escaping @Sendable () -> Instant = SystemClock.now,
    random: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator()
  ) async throws {
    self.store = store
    self.logger = logger
    self.clock = clock
    traffic = Traffic(perSecond: requestsPerSecond)
    passwords = PasswordHasher(cost: passwordCost)
    self.bytesInFlight = BytesInFlight(most: bytesInFlight)
    var generator = random
    let epoch = Self.randomName(&generator)
    let secret = (0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) }
    let identity = try await store.write { connection in
      try connection.execute(
        "INSERT INTO meta (name, value) VALUES ('epoch', \(epoch)) ON CONFLICT DO NOTHING")
      try connection.execute(
        "INSERT INTO meta (name, value) VALUES ('secret', \(Hex.encode(secret))) ON CONFLICT DO NOTHING")
      if try Chain(Chain.server, in: connection) == nil { try Chain.begin(Chain.server, in: connection) }
      return try connection.all("SELECT name, value FROM meta") { ($0.text(0), $0.text(1)) }
    }
    try await Reindex.runIfDue(in: store)
    let meta = Dictionary(uniqueKeysWithValues: identity)
    self.epoch = meta["epoch"] ?? epoch
    sealer = Sealer(secret: meta["secret"].flatMap(Hex.decode) ?? secret)
    self.random = Mutex(SplitMix64(seed: generator.next()))
  }

  var now: Instant { clock() }

  func newID() -> DocumentID {
    random.withLock { DocumentID(milliseconds: now.milliseconds, random: &$0) }
  }

  /// Uses the register's randomness for one piece of work.
  func withRandom<Result: Sendable>(_ work: (inout SplitMix64) -> Result) -> Result {
    random.withLock { work(&$0) }
  }

  /// Whether there is a school with this id.
  func hasSchool(_ id: String) throws -> Bool {
    if schools.withLock({ $0.contains(id) }) { return true }
    guard try store.read({ try School.find(id, in: $0) }) != nil else { return false }
    _ = schools.withLock { $0.insert(id) }
    return true
  }

  /// A short random name of letters and digits.
  static func randomName(_ random: inout some RandomNumberGenerator) -> String {
    String((0..<8).map { _ in "0123456789abcdefghijklmnopqrstuvwxyz".randomElement(using: &random) ?? "0" })
  }

  /// Carries out one intent in a commit of the writer and tells whoever waits for it.
  func apply(_ intent: Intent, as caller: Caller, school: String, requestID: String) async throws -> Outcome {
    try await write(as: caller, school: school, requestID: requestID) { session in
      let outcome = try session.apply(intent)
      try session.finish()
      return outcome
    }
  }

  /// Does a piece of writing in one school, whole or not at all, and tells whoever waits for changes there.
  func write<Result: Sendable>(
    as caller: Caller, school: String, requestID: String,
    _ work: @escaping @Sendable (WriteSession) throws -> Result
  ) async throws -> Result {
    let now = now
    do {
      let (result, touched) = try await write(as: caller, in: school) { connection, caller in
        guard let scope = try Scope(caller, school: school, at: now, in: connection) else { throw Refusal(.notFound) }
        let session = try WriteSession(connection, scope: scope, caller: caller, now: now, requestID: requestID)
        return (try work(session), session.touched)
      }
      arrivals.announce(touched, in: school)
      return result
    } catch var refusal as Refusal {
      // The writer looks at no more of a document than it must; what the caller is to see of it is read here.
      try store.read { try refusal.loadCurrent(in: $0) }
      throw refusal
    }
  }

  /// Does a piece of writing, whole or not at all, unless too much of the realm's waits already. The caller's rights are
  /// looked up anew when its turn comes.
  ///
  /// - Parameter realm: whose share of the writer it takes; the caller's own when absent.
  func write<Result: Sendable>(
    as caller: Caller, in realm: String? = nil,
    _ work: @escaping @Sendable (Connection, Caller) throws -> Result
  ) async throws -> Result {
    let now = now
    return try await traffic.writing(of: realm ?? caller.realm) {
      try await store.write { connection in
        guard let caller = try caller.refreshed(at: now, in: connection) else { throw Refusal.tokenDoesNotCount }
        return try work(connection, caller)
      }
    }
  }

  /// Puts something on record that changes no document, and returns when it is on disk.
  func note(_ event: Event, in realm: String) async throws {
    try await traffic.writing(of: realm) { try await store.write { try event.write(to: realm, in: $0) } }
  }

  /// Puts a refusal on record, the same one at most once a minute.
  func noteRefusal(of caller: Caller, route: String, requestID: String) async throws {
    let now = now
    let key = "\(caller.account) \(route)"
    let isNew = recentRefusals.withLock { recent -> Bool in
      if let last = recent[key], (0..<60_000).contains(now.milliseconds - last.milliseconds) { return false }
      if recent.count >= 10_000 { recent = [:] }
      recent[key] = now
      return true
    }
    guard isNew else { return }
    do {
      try await note(
        Event(action: .refused, at: now, account: caller.account, detail: route, request: requestID), in: caller.realm)
    } catch {
      recentRefusals.withLock { $0[key] = nil }
      throw error
    }
  }

  /// Writes down when tokens were last used.
  func writeUses() async throws {
    let uses = knownCallers.takeUses()
    guard !uses.isEmpty else { return }
    try await store.write { connection in
      for (token, at) in uses {
        try connection.execute(
          "UPDATE access_token SET last_used_at = \(at) WHERE id = \(token) AND coalesce(last_used_at, 0) < \(at)")
      }
    }
  }
}

/// Bytes as hexadecimal text.
enum Hex {
  static func encode(_ bytes: [UInt8]) -> String {
    bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }

  static func decode(_ text: String) -> [UInt8]? {
    let digits = text.compactMap(\.hexDigitValue)
    guard digits.count == text.count, digits.count % 2 == 0 else { return nil }
    return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
  }
}
