import Crypto
import Shared

/// An opaque bearer token: `bk_<type>_<30 random characters><6 of checksum>`, all base62. The database keeps only
/// its SHA-256, so a stolen file yields no usable token.
struct Token {
  let text: String

  static func make(type: String, random: inout some RandomNumberGenerator) -> Token {
    let secret = String((0..<30).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &random)] })
    return Token(text: "bk_\(type)_\(secret)\(checksum(of: secret))")
  }

  /// Reads a token that a caller sends.
  /// - Returns: nil when it can't be one: wrong form, or a checksum that doesn't fit, so that a typing mistake
  ///   costs no look-up.
  init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "_", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0] == "bk", parts[2].utf8.count == 36 else { return nil }
    let secret = String(parts[2].prefix(30))
    guard Self.checksum(of: secret) == parts[2].suffix(6) else { return nil }
    self.text = String(text)
  }

  private init(text: String) { self.text = text }

  var hash: [UInt8] { Array(SHA256.hash(data: Array(text.utf8))) }

  private static let alphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")

  private static func checksum(of secret: String) -> String {
    var rest = Int(CRC32.checksum(Array(secret.utf8)))
    var digits: [Character] = []
    for _ in 0..<6 {
      digits.append(alphabet[rest % 62])
      rest /= 62
    }
    return String(digits.reversed())
  }
}
