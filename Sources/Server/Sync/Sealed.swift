import Crypto
import FoundationEssentials
import Shared

/// Opaque texts that the server gives out and takes back unchanged: cursors. The content can be read by anybody
/// who decodes it and forged by nobody.
struct Sealer: Sendable {
  private let key: SymmetricKey

  init(secret: [UInt8]) { key = SymmetricKey(data: secret) }

  func seal(_ value: some Encodable) throws -> String {
    let payload = try Coding.encode(value)
    return Self.encode(payload + mac(payload))
  }

  /// - Returns: nil for a text that was not sealed here.
  func open<Value: Decodable>(_ type: Value.Type, _ text: String) -> Value? {
    guard let bytes = Self.decode(text), bytes.count > 16 else { return nil }
    let payload = Array(bytes.dropLast(16))
    guard mac(payload) == Array(bytes.suffix(16)) else { return nil }
    return try? Coding.decode(type, from: payload)
  }

  private func mac(_ payload: [UInt8]) -> [UInt8] {
    Array(HMAC<SHA256>.authenticationCode(for: payload, using: key).prefix(16))
  }

  private static func encode(_ bytes: [UInt8]) -> String {
    Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
  }

  private static func decode(_ text: String) -> [UInt8]? {
    let base64 = text.replacing("-", with: "+").replacing("_", with: "/")
    let padding = String(repeating: "=", count: (4 - base64.utf8.count % 4) % 4)
    return Data(base64Encoded: base64 + padding).map(Array.init)
  }
}
