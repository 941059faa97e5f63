import Crypto
import FoundationEssentials
import Shared

/// Opaque texts that the server gives out and takes back unchanged: cursors. The content can be read by anybody
/// who decodes it and forged by nobody.
struct Sealer: Sendable {
  private let key: SymmetricKey
  /// Of pseudonyms. It is the secret itself, so that those which are on record stay the same; what else is sealed has a
  /// key of its own that can't be told from it.
  private let pseudonymKey: SymmetricKey

  init(secret: [UInt8]) {
    pseudonymKey = SymmetricKey(data: secret)
    key = HKDF<SHA256>.deriveKey(inputKeyMaterial: pseudonymKey, info: Array("sealed texts".utf8), outputByteCount: 32)
  }

  /// Letters, digits, `-` and `_` only.
  func seal(_ parts: [String]) -> String {
    let payload = JSON.array(parts.map(JSON.string)).canonicalBytes
    let base64 = Data(payload + Self.mac(payload, key)).base64EncodedString().utf8
    let bytes = base64.compactMap { byte -> UInt8? in
      switch byte {
      case UInt8(ascii: "+"): UInt8(ascii: "-")
      case UInt8(ascii: "/"): UInt8(ascii: "_")
      case UInt8(ascii: "="): nil
      default: byte
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// - Returns: nil for a text that was not sealed here.
  func open(_ text: String) -> [String]? {
    var base64 = text.utf8.map { byte in
      switch byte {
      case UInt8(ascii: "-"): UInt8(ascii: "+")
      case UInt8(ascii: "_"): UInt8(ascii: "/")
      default: byte
      }
    }
    while !base64.count.isMultiple(of: 4) { base64.append(UInt8(ascii: "=")) }
    guard let bytes = Data(base64Encoded: Data(base64)).map(Array.init), bytes.count > 16 else { return nil }
    let payload = Array(bytes.dropLast(16))
    guard Self.isSame(Self.mac(payload, key), bytes.suffix(16)) else { return nil }
    return try? JSON(parsing: payload).decode([String].self)
  }

  /// A name for a text that only this server can make, so that the text itself need not be kept.
  func pseudonym(_ text: String) -> String { Hex.encode(Self.mac(Array(text.utf8), pseudonymKey)) }

  private static func mac(_ payload: [UInt8], _ key: SymmetricKey) -> [UInt8] {
    Array(HMAC<SHA256>.authenticationCode(for: payload, using: key).prefix(16))
  }

  /// Compares in a time that does not tell how much was right.
  private static func isSame(_ left: [UInt8], _ right: ArraySlice<UInt8>) -> Bool {
    left.count == right.count && zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
  }
}
