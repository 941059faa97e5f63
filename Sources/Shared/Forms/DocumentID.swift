/// The id of a document: a UUID in lower case. Whoever makes a document makes its id (UUIDv7, RFC 9562), so
/// that a laptop without a network can do it.
public struct DocumentID: Hashable, Sendable, TextCodable, Comparable {
  public let description: String

  /// Accepts any UUID of RFC 9562 in either case.
  public init?(text: String) {
    let bytes = text.utf8
    guard bytes.count == 36 else { return nil }
    var isLowerCase = true
    for (index, byte) in bytes.enumerated() {
      switch index {
      case 8, 13, 18, 23: guard byte == UInt8(ascii: "-") else { return nil }
      default:
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"): break
        case UInt8(ascii: "A")...UInt8(ascii: "F"): isLowerCase = false
        default: return nil
        }
      }
    }
    description = isLowerCase ? text : text.lowercased()
  }

  /// A UUIDv7: 48 bits of Unix time in milliseconds, then random bits.
  /// - Parameter milliseconds: the clock's time; only its order matters, and nothing relies on it.
  public init(milliseconds: Int64, random: inout some RandomNumberGenerator) {
    let time = UInt64(bitPattern: milliseconds) & 0xFFFF_FFFF_FFFF
    let high = time << 16 | 0x7000 | (random.next() & 0x0FFF)
    let low = random.next() & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
    description = String(unsafeUninitializedCapacity: 36) { buffer in
      var index = 0
      for nibble in 0..<32 {
        if nibble == 8 || nibble == 12 || nibble == 16 || nibble == 20 {
          buffer[index] = UInt8(ascii: "-")
          index += 1
        }
        let half = nibble < 16 ? high : low
        let digit = UInt8(truncatingIfNeeded: half >> UInt64(60 - nibble % 16 * 4)) & 0xF
        buffer[index] = digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
        index += 1
      }
      return 36
    }
  }

  public static func < (left: DocumentID, right: DocumentID) -> Bool {
    left.description < right.description
  }
}
