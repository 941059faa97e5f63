import Crypto
import Shared

/// Codes with which a person sets a password: 16 signs that can't be mistaken for one another, 80 bits.
enum ActivationCode {
  private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")

  static func make() -> String {
    var random = SystemRandomNumberGenerator()
    let signs = (0..<16).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &random)] }
    return stride(from: 0, to: 16, by: 4).map { String(signs[$0..<$0 + 4]) }.joined(separator: "-")
  }

  /// As people type it: small letters, without dashes, O for 0, I or L for 1.
  static func hash(_ text: String) -> [UInt8] {
    let signs = text.uppercased().compactMap { sign -> Character? in
      switch sign {
      case "O": "0"
      case "I", "L": "1"
      case "-", " ": nil
      default: sign
      }
    }
    return Array(SHA256.hash(data: Array(String(signs).utf8)))
  }

  /// Gives an account a new code; one that it had before can't be used any more.
  static func issue(
    to account: DocumentID, minutes: Int, at now: Instant, in connection: Connection
  ) throws -> Activation {
    let code = make()
    let expiry = now.adding(minutes: minutes)
    try connection.execute(
      "UPDATE account SET code_hash = \(hash(code)), code_expires_at = \(expiry) WHERE id = \(account)")
    return Activation(code: code, expiresAt: expiry)
  }
}
