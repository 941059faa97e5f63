import Shared

/// A statement whose values are bound and never part of its text: `"SELECT 1 WHERE a = \(value)"`.
///
/// The text has numbered placeholders, which both SQLite and PostgreSQL understand.
struct SQL: ExpressibleByStringInterpolation, Sendable {
  enum Value: Sendable {
    case null
    case integer(Int64)
    case text(String)
    case bytes([UInt8])
  }

  private(set) var text: String
  private(set) var values: [Value]

  init(stringLiteral text: String) {
    self.text = text
    values = []
  }

  init(stringInterpolation: Interpolation) {
    text = stringInterpolation.text
    values = stringInterpolation.values
  }

  struct Interpolation: StringInterpolationProtocol {
    var text = ""
    var values: [Value] = []

    private static let placeholders = (0...40).map { "?\($0)" }

    private static func placeholder(_ number: Int) -> String {
      placeholders.indices.contains(number) ? placeholders[number] : "?\(number)"
    }

    init(literalCapacity: Int, interpolationCount: Int) {
      text.reserveCapacity(literalCapacity + interpolationCount * 3)
      values.reserveCapacity(interpolationCount)
    }

    mutating func appendLiteral(_ literal: String) { text += literal }

    private mutating func bind(_ value: Value) {
      values.append(value)
      text += Self.placeholder(values.count)
    }

    mutating func appendInterpolation(_ value: String) { bind(.text(value)) }
    mutating func appendInterpolation(_ value: String?) { bind(value.map(Value.text) ?? .null) }
    mutating func appendInterpolation(_ value: Int) { bind(.integer(Int64(value))) }
    mutating func appendInterpolation(_ value: Int?) { bind(value.map { .integer(Int64($0)) } ?? .null) }
    mutating func appendInterpolation(_ value: Int64) { bind(.integer(value)) }
    mutating func appendInterpolation(_ value: Int64?) { bind(value.map(Value.integer) ?? .null) }
    mutating func appendInterpolation(_ value: Bool) { bind(.integer(value ? 1 : 0)) }
    mutating func appendInterpolation(_ value: [UInt8]) { bind(.bytes(value)) }
    mutating func appendInterpolation(_ value: [UInt8]?) { bind(value.map(Value.bytes) ?? .null) }
    mutating func appendInterpolation(_ value: DocumentID) { bind(.text(value.description)) }
    mutating func appendInterpolation(_ value: DocumentID?) { bind(value.map { .text($0.description) } ?? .null) }
    mutating func appendInterpolation(_ value: Instant) { bind(.integer(value.milliseconds)) }
    mutating func appendInterpolation(_ value: Instant?) { bind(value.map { .integer($0.milliseconds) } ?? .null) }

    /// A piece of a statement; its placeholders are renumbered.
    mutating func appendInterpolation(_ piece: SQL) {
      let offset = values.count
      values += piece.values
      guard offset > 0 else {
        text += piece.text
        return
      }
      var rest = piece.text.utf8[...]
      while let mark = rest.firstIndex(of: UInt8(ascii: "?")) {
        text += Substring(rest[..<mark])
        rest = rest[rest.index(after: mark)...]
        let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        rest = rest[digits.endIndex...]
        text += Self.placeholder((Int(Substring(digits)) ?? 0) + offset)
      }
      text += Substring(rest)
    }
  }

  static func + (left: SQL, right: SQL) -> SQL { "\(left)\(right)" }
  static func += (left: inout SQL, right: SQL) { left = left + right }
}
