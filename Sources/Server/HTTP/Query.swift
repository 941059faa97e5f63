import Shared

/// The query of a request: each parameter once, but for those that a route reads as a list.
struct Query: Sendable {
  private let pairs: [(name: String, value: String)]

  /// - Throws: `Refusal` with 400 for a broken escape, and for a NUL, which no name and no text has.
  init(_ text: Substring?) throws {
    pairs = try (text ?? "").utf8.split(separator: UInt8(ascii: "&")).map { part in
      let mark = part.firstIndex(of: UInt8(ascii: "=")) ?? part.endIndex
      guard let name = PercentCoding.decode(Substring(part[..<mark]), plusIsSpace: true),
        let value = PercentCoding.decode(Substring(part[mark...].dropFirst()), plusIsSpace: true)
      else { throw Refusal(.badParameter, Text("查询参数的转义有误", "a query parameter has a broken escape")) }
      guard !name.utf8.contains(0), !value.utf8.contains(0) else {
        throw Refusal(.badParameter, Text("查询参数中有 NUL 字符", "a query parameter has a NUL"))
      }
      return (name, value)
    }
  }

  subscript(name: String) -> String? { pairs.first { $0.name == name }?.value }

  /// Every value of a parameter that may stand more than once or hold commas.
  func list(_ name: String) -> [String] {
    pairs.filter { $0.name == name }.flatMap { $0.value.split(separator: ",").map(String.init) }
  }

  /// - Throws: `Refusal` with 400 for a parameter that is not among the allowed ones, or stands twice.
  func allow(_ names: [String], lists: [String] = []) throws {
    var seen: Set<String> = []
    for pair in pairs where !lists.contains(pair.name) {
      guard names.contains(pair.name) else {
        let known = (names + lists).joined(separator: ", ")
        throw Self.refusal(pair.name, Text("没有这个参数；可用：\(known)", "no such parameter; there are: \(known)"))
      }
      guard seen.insert(pair.name).inserted else {
        throw Self.refusal(pair.name, Text("参数出现了两次", "the parameter stands twice"))
      }
    }
  }

  /// - Throws: `Refusal` with 400 when the value can't be read.
  func value<Value>(_ name: String, _ read: (String) -> Value?) throws -> Value? {
    guard let text = self[name] else { return nil }
    guard let value = read(text) else {
      throw Self.refusal(name, Text("“\(text.prefix(60))”不合格式", "\"\(text.prefix(60))\" can't be read"))
    }
    return value
  }

  /// The id of a school or a district.
  func realm(_ name: String) throws -> String? { try value(name) { Realm.isID($0) ? $0 : nil } }

  func integer(_ name: String, in range: ClosedRange<Int>) throws -> Int? {
    guard let value = try value(name, { Int($0) }) else { return nil }
    guard range.contains(value) else {
      throw Self.refusal(
        name,
        Text(
          "应在 \(range.lowerBound) 到 \(range.upperBound) 之间",
          "must be between \(range.lowerBound) and \(range.upperBound)"))
    }
    return value
  }

  func boolean(_ name: String) throws -> Bool? {
    try value(name) { $0 == "true" ? true : $0 == "false" ? false : nil }
  }

  private static func refusal(_ name: String, _ text: Text) -> Refusal {
    Refusal(.badParameter, Text("参数 \(name.prefix(60))：\(text.zh)", "parameter \(name.prefix(60)): \(text.en)"))
  }
}
