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
    guard text.hasPrefix("/") else { return nil }
    tokens = text.dropFirst().split(separator: "/", omittingEmptySubsequences: false).map {
      String($0.replacing("~1", with: "/").replacing("~0", with: "~"))
    }
  }

  public static func / (pointer: JSONPointer, token: String) -> JSONPointer {
    JSONPointer(pointer.tokens + [token])
  }

  public static func / (pointer: JSONPointer, index: Int) -> JSONPointer {
    JSONPointer(pointer.tokens + [String(index)])
  }

  public var description: String {
    tokens.map { "/" + $0.replacing("~", with: "~0").replacing("/", with: "~1") }.joined()
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
      case .null, .bool, .number, .string: return nil
      }
    }
    return value
  }
}
