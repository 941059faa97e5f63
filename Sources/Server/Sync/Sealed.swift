import Crypto
import FoundationEssentials
import Shared

/// Opaque texts that the server gives out and takes back unchanged: cursors. The content can be read by anybody
/// who decodes it and forged by nobody.
struct Sealer: Sendable {
  private let key: SymmetricKey

  init(secret: [UInt8]) { key = SymmetricKey(data: secret) }

  /// Letters, digits, `-` and `_` only.
  func seal(_ parts: [String]) -> String {
    let payload = JSON.array(parts.map(JSON.string)).canonicalBytes
    let base64 = Data(payload + mac(payload)).base64EncodedString().utf8
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
    guard mac(payload) == Array(bytes.suffix(16)) else { return nil }
    return try? JSON(parsing: payload).decode([String].self)
  }

  /// A name for a text that only this server can make, so that the text itself need not be kept.
  func pseudonym(_ text: String) -> String { Hex.encode(mac(Array(text.utf8))) }

  private func mac(_ payload: [UInt8]) -> [UInt8] {
    Array(HMAC<SHA256>.authenticationCode(for: payload, using: key).prefix(16))
  }
}
