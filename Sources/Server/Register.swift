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
  let sealer: Sealer
  /// Changes when a backup is restored; clients then read afresh.
  let epoch: String
  let logger: Logger
  private let clock: @Sendable () -> Instant
  private let random: Mutex<SplitMix64>

  /// - Throws: `StoreError`.
  init(
    store: Store, logger: Logger, clock: @escaping @Sendable () -> Instant = SystemClock.now,
    random: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator()
  ) async throws {
    self.store = store
    self.logger = logger
    self.clock = clock
    var generator = random
    let epoch = Self.randomName(&generator)
    let secret = (0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) }
    let identity = try await store.write { connection in
      try connection.execute(
        "INSERT INTO meta (name, value) VALUES ('epoch', \(epoch)) ON CONFLICT DO NOTHING")
      try connection.execute(
        "INSERT INTO meta (name, value) VALUES ('secret', \(Hex.encode(secret))) ON CONFLICT DO NOTHING")
      return try connection.all("SELECT name, value FROM meta") { ($0.text(0), $0.text(1)) }
    }
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

  /// A short random name of letters and digits.
  static func randomName(_ random: inout some RandomNumberGenerator) -> String {
    String((0..<8).map { _ in "0123456789abcdefghijklmnopqrstuvwxyz".randomElement(using: &random) ?? "0" })
  }

  /// Carries out one intent in a commit of the writer and tells whoever waits for it.
  func apply(_ intent: Intent, as caller: Caller, scope: Scope, requestID: String) async throws -> Outcome {
    try await write(as: caller, scope: scope, requestID: requestID) { session in
      let outcome = try session.apply(intent)
      try session.finish()
      return outcome
    }
  }

  /// Does a piece of writing in one school, whole or not at all, and tells whoever waits for changes there.
  func write<Result: Sendable>(
    as caller: Caller, scope: Scope, requestID: String,
    _ work: @escaping @Sendable (WriteSession) throws -> Result
  ) async throws -> Result {
    let now = now
    let result = try await store.write { connection in
      try work(
        WriteSession(connection, scope: scope, caller: caller, now: now, requestID: requestID))
    }
    arrivals.announce(scope.school)
    return result
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
