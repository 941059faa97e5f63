import Crypto
import CryptoExtras
import Foundation
import Shared
import Synchronization

/// What one password costs to check. The figures may rise: an older hash is made anew when its owner logs in.
struct PasswordCost: Hashable, Sendable {
  /// The binary logarithm of scrypt's N; memory is 128·N·r bytes.
  var logN = 15
  var r = 8
  var p = 3
}

/// A password as it is stored: a PHC string, `$scrypt$ln=15,r=8,p=3$salt$hash`.
struct PasswordHash: Hashable, Sendable {
  let cost: PasswordCost
  let salt: [UInt8]
  let hash: [UInt8]

  private static let length = 32

  /// Takes as long as its cost says.
  init(of password: String, salt: [UInt8], cost: PasswordCost) throws {
    self.cost = cost
    self.salt = salt
    hash = try Self.derive(password, salt: salt, cost: cost)
  }

  /// Reads a stored hash; nil for a text that is none.
  init?(_ text: String) {
    let parts = text.split(separator: "$", omittingEmptySubsequences: false)
    guard parts.count == 5, parts[1] == "scrypt" else { return nil }
    var figures: [Substring: Int] = [:]
    for figure in parts[2].split(separator: ",") {
      let sides = figure.split(separator: "=")
      guard sides.count == 2 else { return nil }
      figures[sides[0]] = Int(sides[1])
    }
    guard let logN = figures["ln"], let r = figures["r"], let p = figures["p"], (1...24).contains(logN),
      (1...64).contains(r), (1...64).contains(p), let salt = Self.decode(parts[3]), let hash = Self.decode(parts[4])
    else { return nil }
    cost = PasswordCost(logN: logN, r: r, p: p)
    self.salt = salt
    self.hash = hash
  }

  var text: String {
    "$scrypt$ln=\(cost.logN),r=\(cost.r),p=\(cost.p)$\(Self.encode(salt))$\(Self.encode(hash))"
  }

  /// Takes as long whether it is right or wrong.
  func matches(_ password: String) throws -> Bool {
    let other = try Self.derive(password, salt: salt, cost: cost)
    return zip(other, hash).reduce(UInt8(other.count == hash.count ? 0 : 1)) { $0 | ($1.0 ^ $1.1) } == 0
  }

  /// The same password typed on another keyboard or system has the same letters in another form.
  private static func derive(_ password: String, salt: [UInt8], cost: PasswordCost) throws -> [UInt8] {
    let bytes = Array(password.precomposedStringWithCompatibilityMapping.utf8)
    let key = try KDF.Scrypt.deriveKey(
      from: bytes, salt: salt, outputByteCount: length, rounds: 1 << cost.logN, blockSize: cost.r,
      parallelism: cost.p)
    return key.withUnsafeBytes { Array($0) }
  }

  private static func encode(_ bytes: [UInt8]) -> String {
    Data(bytes).base64EncodedString().filter { $0 != "=" }
  }

  private static func decode(_ text: Substring) -> [UInt8]? {
    let padding = String(repeating: "=", count: (4 - text.count % 4) % 4)
    return Data(base64Encoded: text + padding).map(Array.init)
  }
}

/// Which passwords are taken: long enough, and not among the first that anybody would try.
enum PasswordRules {
  static let maximumBytes = 1024

  /// - Throws: `Refusal` with 422, at `/newPassword`.
  static func check(_ password: String, login: String, name: String) throws {
    let plain = password.precomposedStringWithCompatibilityMapping.lowercased()
    let place = JSONPointer(["newPassword"])
    guard LogIn.passwordLength.contains(plain.count), password.utf8.count <= maximumBytes else {
      throw Refusal(
        .validation, at: place, "length",
        Text(
          "密码应有 \(LogIn.passwordLength.lowerBound) 到 \(LogIn.passwordLength.upperBound) 个字符",
          "a password has \(LogIn.passwordLength.lowerBound) to \(LogIn.passwordLength.upperBound) characters"))
    }
    // The login, the school's id and the name.
    let own = login.split(separator: "@").map(String.init) + [name.lowercased()]
    let hasOwnName = own.contains { $0.count >= 3 && plain.contains($0) && plain.count - $0.count < 6 }
    guard !hasOwnName, !isCommon(plain) else {
      throw Refusal(
        .validation, at: place, "common-password",
        Text("这个密码太常见，容易被猜到；可以用几个不相干的词连起来", "this password is too easy to guess; try a few unrelated words"))
    }
  }

  /// Common words with a year, some digits or marks around them are as common, and so are runs on the keyboard and
  /// one or two signs over and over.
  private static func isCommon(_ password: String) -> Bool {
    if Set(password).count <= 3 || isRun(password) { return true }
    func core(_ text: String) -> String {
      let begin = text.drop { !$0.isLetter }
      return begin.lastIndex(where: \.isLetter).map { String(begin[...$0]) } ?? ""
    }
    func plain(_ text: String) -> String { String(text.map { leet[$0] ?? $0 }) }
    let candidates = [password, core(password), password.filter(\.isLetter)].flatMap {
      [$0, plain($0), core(plain($0))]
    }
    return candidates.contains { candidate in
      CommonPasswords.all.contains(candidate)
        || CommonPasswords.all.contains { !$0.isEmpty && $0.count * 2 == candidate.count && candidate == $0 + $0 }
    }
  }

  private static let leet: [Character: Character] = [
    "0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "@": "a", "$": "s",
  ]

  private static let runs = [
    "01234567890123456789", "98765432109876543210", "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p", "qazwsxedcrfvtgbyhnujmikolp", "1q2w3e4r5t6y7u8i9o0p",
  ]

  private static func isRun(_ password: String) -> Bool {
    runs.contains { $0.contains(password) || String($0.reversed()).contains(password) }
  }
}

/// Checks and makes hashes, one at a time and off the threads that answer requests. Not many may wait: who comes
/// when it is full is asked to come again, instead of making everybody slow.
final class PasswordHasher: Sendable {
  /// People who logged in from the same device before have a queue of their own, so that strangers can't crowd them
  /// out; the two take turns.
  enum Lane: Sendable {
    case known, stranger

    fileprivate var room: Int {
      switch self {
      case .known: 64
      case .stranger: 16
      }
    }
  }

  private struct Queue {
    var known: [@Sendable () -> Void] = []
    var strangers: [@Sendable () -> Void] = []
    var isRunning = false
    /// Whether the last one taken was a known one's: then it is a stranger's turn, if one waits.
    var wasKnown = false

    mutating func next() -> (@Sendable () -> Void)? {
      let takesKnown = !known.isEmpty && (!wasKnown || strangers.isEmpty)
      wasKnown = takesKnown
      if takesKnown { return known.removeFirst() }
      return strangers.isEmpty ? nil : strangers.removeFirst()
    }
  }

  let cost: PasswordCost
  private let thread = DispatchQueue(label: "beike.passwords", qos: .utility)
  private let queue = Mutex(Queue())
  /// What unknown names are checked against, so that they take as long as known ones.
  private let decoy: PasswordHash

  init(cost: PasswordCost) {
    self.cost = cost
    decoy = PasswordHash(decoyFor: cost)
  }

  /// Whether a password is the one that was hashed, and its new hash where the old one is too cheap.
  ///
  /// - Parameter stored: nil for an account that there is not, or that has no password; the answer is no, as late.
  /// - Throws: `Refusal` with 503 when too many wait.
  func check(
    _ password: String, against stored: String?, lane: Lane
  ) async throws -> (isRight: Bool, renewed: String?) {
    let hash = stored.flatMap(PasswordHash.init)
    let (cost, decoy) = (cost, decoy)
    return try await run(lane) {
      let isRight = try (hash ?? decoy).matches(password) && hash != nil
      guard isRight, let hash, hash.cost != cost else { return (isRight, nil) }
      return (true, try PasswordHash(of: password, salt: Self.salt(), cost: cost).text)
    }
  }

  func hash(_ password: String, lane: Lane) async throws -> String {
    let cost = cost
    return try await run(lane) { try PasswordHash(of: password, salt: Self.salt(), cost: cost).text }
  }

  private static func salt() -> [UInt8] {
    var random = SystemRandomNumberGenerator()
    return (0..<16).map { _ in UInt8.random(in: 0...255, using: &random) }
  }

  private func run<Result: Sendable>(
    _ lane: Lane, _ work: @escaping @Sendable () throws -> Result
  ) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
      let job: @Sendable () -> Void = { continuation.resume(with: Swift.Result { try work() }) }
      let (isTaken, mustStart) = queue.withLock { queue -> (Bool, Bool) in
        switch lane {
        case .known where queue.known.count < lane.room: queue.known.append(job)
        case .stranger where queue.strangers.count < lane.room: queue.strangers.append(job)
        default: return (false, false)
        }
        defer { queue.isRunning = true }
        return (true, !queue.isRunning)
      }
      if !isTaken {
        var refusal = Refusal(.unavailable, Text("正在登录的人太多，请稍候再试", "too many people are logging in; try again soon"))
        refusal.retryAfter = 5
        continuation.resume(throwing: refusal)
      }
      if mustStart { thread.async { [self] in drain() } }
    }
  }

  private func drain() {
    while true {
      let job = queue.withLock { queue -> (@Sendable () -> Void)? in
        let job = queue.next()
        queue.isRunning = job != nil
        return job
      }
      guard let job else { return }
      job()
    }
  }
}

extension PasswordHash {
  /// A hash that no password has.
  fileprivate init(decoyFor cost: PasswordCost) {
    self.cost = cost
    salt = Array(repeating: 0, count: 16)
    hash = Array(repeating: 0, count: Self.length)
  }
}
