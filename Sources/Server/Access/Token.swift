import Crypto
import Shared

/// An opaque bearer token: `bk_<type>_<30 random characters><6 of checksum>`, all base62. The database keeps only
/// its SHA-256, so a stolen file yields no usable token.
struct Token {
  let text: String

  static func make(type: String, random: inout some RandomNumberGenerator) -> Token {
    let secret = (0..<30).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &random)] }
    return Token(text: "bk_\(type)_\(String(decoding: secret + checksum(of: secret), as: UTF8.self))")
  }

  /// Reads a token that a caller sends.
  /// - Returns: nil when it can't be one: wrong form, or a checksum that doesn't fit, so that a typing mistake
  ///   costs no look-up.
  init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    let parts = bytes.split(separator: UInt8(ascii: "_"), omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].elementsEqual("bk".utf8), parts[2].count == 36,
      Self.checksum(of: Array(parts[2].prefix(30))) == Array(parts[2].suffix(6))
    else { return nil }
    self.text = String(text)
  }

  private init(text: String) { self.text = text }

  var hash: [UInt8] { Array(SHA256.hash(data: Array(text.utf8))) }

  private static let alphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)

  private static func checksum(of secret: [UInt8]) -> [UInt8] {
    var rest = Int(CRC32.checksum(secret))
    var digits: [UInt8] = []
    for _ in 0..<6 {
      digits.append(alphabet[rest % 62])
      rest /= 62
    }
    return digits.reversed()
  }
}
