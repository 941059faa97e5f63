/// The place of a value inside a body, as RFC 6901 writes it: `/attendance/3/status`.
public struct JSONPointer: Hashable, Sendable, CustomStringConvertible {
  public var tokens: [String]

  public init(_ tokens: [String] = []) { self.tokens = tokens }

  /// Reads `/a/0/b`. The empty text is the whole document.
  /// - Returns: nil when the text is not empty and does not begin with a slash.
  public init?(parsing text: String) {
    guard !text.isEmpty else {
      tokens = []
      return
    }
    guard text.utf8.first == UInt8(ascii: "/") else { return nil }
    let parts = text.utf8.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    tokens = parts.map { part in
      var token: [UInt8] = []
      var isEscaped = false
      for byte in part {
        switch (isEscaped, byte) {
        case (true, UInt8(ascii: "0")): token.append(UInt8(ascii: "~"))
        case (true, UInt8(ascii: "1")): token.append(UInt8(ascii: "/"))
        case (true, _): token += [UInt8(ascii: "~"), byte]
        case (false, UInt8(ascii: "~")): break
        case (false, _): token.append(byte)
        }
        isEscaped = !isEscaped && byte == UInt8(ascii: "~")
      }
      if isEscaped { token.append(UInt8(ascii: "~")) }
      return String(decoding: token, as: UTF8.self)
    }
  }

  public static func / (pointer: JSONPointer, token: String) -> JSONPointer {
    JSONPointer(pointer.tokens + [token])
  }

  public static func / (pointer: JSONPointer, index: Int) -> JSONPointer {
    JSONPointer(pointer.tokens + [String(index)])
  }

  public var description: String {
    var bytes: [UInt8] = []
    for token in tokens {
      bytes.append(UInt8(ascii: "/"))
      for byte in token.utf8 {
        switch byte {
        case UInt8(ascii: "~"): bytes += [byte, UInt8(ascii: "0")]
        case UInt8(ascii: "/"): bytes += [UInt8(ascii: "~"), UInt8(ascii: "1")]
        default: bytes.append(byte)
        }
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension JSON {
  /// The value at a place, or nil when there is none.
  public subscript(pointer: JSONPointer) -> JSON? {
    var value = self
    for token in pointer.tokens {
      switch value {
      case .object(let object):
        guard let member = object[token] else { return nil }
        value = member
      case .array(let items):
        guard let index = Int(token), items.indices.contains(index) else { return nil }
        value = items[index]
      case .null, .bool, .number, .wideNumber, .string: return nil
      }
    }
    return value
  }
}
