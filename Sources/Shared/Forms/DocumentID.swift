/// The id of a document: a UUID in lower case. Whoever makes a document makes its id (UUIDv7, RFC 9562), so
/// that a laptop without a network can do it.
public struct DocumentID: Hashable, Sendable, TextCodable, Comparable {
  public let description: String

  /// Accepts any UUID of RFC 9562 in either case.
  public init?(text: String) {
    let bytes = text.utf8
    guard bytes.count == 36 else { return nil }
    for (index, byte) in bytes.enumerated() {
      switch index {
      case 8, 13, 18, 23: guard byte == UInt8(ascii: "-") else { return nil }
      default:
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
          UInt8(ascii: "A")...UInt8(ascii: "F"):
          break
        default: return nil
        }
      }
    }
    description = text.lowercased()
  }

  /// A UUIDv7: 48 bits of Unix time in milliseconds, then random bits.
  /// - Parameter milliseconds: the clock's time; only its order matters, and nothing relies on it.
  public init(milliseconds: Int64, random: inout some RandomNumberGenerator) {
    let time = UInt64(bitPattern: milliseconds) & 0xFFFF_FFFF_FFFF
    let high = time << 16 | 0x7000 | (random.next() & 0x0FFF)
    let low = random.next() & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
    let hex = Self.hexadecimal(high) + Self.hexadecimal(low)
    var text = ""
    for (index, character) in hex.enumerated() {
      if [8, 12, 16, 20].contains(index) { text.append("-") }
      text.append(character)
    }
    description = text
  }

  private static func hexadecimal(_ value: UInt64) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  public static func < (left: DocumentID, right: DocumentID) -> Bool {
    left.description < right.description
  }
}
