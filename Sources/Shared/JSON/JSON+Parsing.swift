/// Why a text is not the JSON that Beike reads.
public struct JSONError: Error, Hashable, Sendable {
  public enum Reason: String, Sendable {
    /// Not JSON at all, or cut off.
    case malformed
    /// The same member twice in one object: whoever reads it next might take the other one.
    case duplicateMember = "duplicate-member"
    /// Nested deeper than `JSON.maximumDepth`.
    case tooDeep = "too-deep"
  }

  public let reason: Reason
  /// Bytes from the beginning of the text.
  public let offset: Int
  /// Where in the tree.
  public internal(set) var pointer: JSONPointer
}

extension JSON {
  /// How deep arrays and objects may nest.
  public static let maximumDepth = 64

  /// Reads one JSON text, strictly: no duplicate member, no lone surrogate, nothing behind the value.
  public init(parsing bytes: some Collection<UInt8>) throws(JSONError) {
    let result = bytes.withContiguousStorageIfAvailable { buffer in
      Result { () throws(JSONError) in try Self.parse(buffer) }
    }
    if let result {
      self = try result.get()
    } else {
      let copy = Array(bytes)
      let parsed = copy.withUnsafeBufferPointer { buffer in
        Result { () throws(JSONError) in try Self.parse(buffer) }
      }
      self = try parsed.get()
    }
  }

  public init(parsing text: String) throws(JSONError) {
    try self.init(parsing: Array(text.utf8))
  }

  private static func parse(_ buffer: UnsafeBufferPointer<UInt8>) throws(JSONError) -> JSON {
    var parser = JSONParser(bytes: buffer)
    return try parser.parseDocument()
  }
}

/// A recursive-descent reader over bytes. It exists because Foundation's decoder accepts duplicate
/// members and gives no tree; the whole grammar of RFC 8259 is small enough to read in one sitting.
private struct JSONParser {
  let bytes: UnsafeBufferPointer<UInt8>
  var index = 0

  init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  func failure(_ reason: JSONError.Reason) -> JSONError {
    JSONError(reason: reason, offset: index, pointer: JSONPointer())
  }

  mutating func parseDocument() throws(JSONError) -> JSON {
    if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { index = 3 }
    let value = try parseValue(depth: 0)
    skipSpace()
    guard index == bytes.count else { throw failure(.malformed) }
    return value
  }

  mutating func skipSpace() {
    while index < bytes.count {
      switch bytes[index] {
      case 0x20, 0x09, 0x0A, 0x0D: index += 1
      default: return
      }
    }
  }

  /// The next byte that is not white space, without taking it.
  mutating func peek() throws(JSONError) -> UInt8 {
    skipSpace()
    guard index < bytes.count else { throw failure(.malformed) }
    return bytes[index]
  }

  mutating func parseValue(depth: Int) throws(JSONError) -> JSON {
    guard depth <= JSON.maximumDepth else { throw failure(.tooDeep) }
    switch try peek() {
    case UInt8(ascii: "{"): return try parseObject(depth: depth)
    case UInt8(ascii: "["): return try parseArray(depth: depth)
    case UInt8(ascii: "\""): return .string(try parseString())
    case UInt8(ascii: "t"): return try parseWord("true", .bool(true))
    case UInt8(ascii: "f"): return try parseWord("false", .bool(false))
    case UInt8(ascii: "n"): return try parseWord("null", .null)
    default: return try parseNumber()
    }
  }

  mutating func parseWord(_ word: StaticString, _ value: JSON) throws(JSONError) -> JSON {
    let end = index + word.utf8CodeUnitCount
    guard end <= bytes.count else { throw failure(.malformed) }
    for offset in 0..<word.utf8CodeUnitCount where bytes[index + offset] != word.utf8Start[offset] {
      throw failure(.malformed)
    }
    index = end
    return value
  }

  mutating func parseArray(depth: Int) throws(JSONError) -> JSON {
    index += 1
    var items: [JSON] = []
    if try peek() == UInt8(ascii: "]") {
      index += 1
      return .array(items)
    }
    while true {
      do {
        items.append(try parseValue(depth: depth + 1))
      } catch {
        throw error.inside(String(items.count))
      }
      switch try peek() {
      case UInt8(ascii: ","): index += 1
      case UInt8(ascii: "]"):
        index += 1
        return .array(items)
      default: throw failure(.malformed)
      }
    }
  }

  mutating func parseObject(depth: Int) throws(JSONError) -> JSON {
    index += 1
    var members: [JSONObject.Member] = []
    if try peek() == UInt8(ascii: "}") {
      index += 1
      return .object(JSONObject())
    }
    var isSorted = true
    while true {
      guard try peek() == UInt8(ascii: "\"") else { throw failure(.malformed) }
      let key = try parseString()
      guard try peek() == UInt8(ascii: ":") else { throw failure(.malformed) }
      index += 1
      let value: JSON
      do {
        value = try parseValue(depth: depth + 1)
      } catch {
        throw error.inside(key)
      }
      // Keys outside ASCII can be equal with different bytes, and then need not be neighbours.
      if isSorted, !key.utf8.allSatisfy({ $0 < 0x80 }) { isSorted = false }
      if isSorted, let last = members.last, !JSONObject.isOrdered(last.key, key) { isSorted = false }
      members.append((key, value))
      switch try peek() {
      case UInt8(ascii: ","): index += 1
      case UInt8(ascii: "}"):
        index += 1
        return .object(JSONObject(sorted: isSorted ? members : try sort(members)))
      default: throw failure(.malformed)
      }
    }
  }

  func sort(_ members: [JSONObject.Member]) throws(JSONError) -> [JSONObject.Member] {
    var seen: Set<String> = []
    for member in members where !seen.insert(member.key).inserted {
      throw failure(.duplicateMember).inside(member.key)
    }
    return members.sorted { JSONObject.isOrdered($0.key, $1.key) }
  }

  mutating func parseString() throws(JSONError) -> String {
    index += 1
    let start = index
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\""):
        let slice = UnsafeBufferPointer(rebasing: bytes[start..<index])
        guard let text = String(validating: slice, as: UTF8.self) else { throw failure(.malformed) }
        index += 1
        return text
      case UInt8(ascii: "\\"): return try parseEscapedString(from: start)
      case 0..<0x20: throw failure(.malformed)
      default: index += 1
      }
    }
    throw failure(.malformed)
  }

  mutating func parseEscapedString(from start: Int) throws(JSONError) -> String {
    var text = Array(bytes[start..<index])
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let string = String(validating: text, as: UTF8.self) else { throw failure(.malformed) }
        return string
      case UInt8(ascii: "\\"): text.append(contentsOf: try parseEscape())
      case 0..<0x20: throw failure(.malformed)
      default: text.append(byte)
      }
    }
    throw failure(.malformed)
  }

  mutating func parseEscape() throws(JSONError) -> [UInt8] {
    guard index < bytes.count else { throw failure(.malformed) }
    let byte = bytes[index]
    index += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "f"): return [0x0C]
    case UInt8(ascii: "n"): return [0x0A]
    case UInt8(ascii: "r"): return [0x0D]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "u"):
      var code = UInt32(try parseHex())
      if (0xD800...0xDBFF).contains(code), index + 1 < bytes.count, bytes[index] == UInt8(ascii: "\\"),
        bytes[index + 1] == UInt8(ascii: "u")
      {
        index += 2
        let low = UInt32(try parseHex())
        guard (0xDC00...0xDFFF).contains(low) else { throw failure(.malformed) }
        code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00)
      }
      guard let scalar = Unicode.Scalar(code) else { throw failure(.malformed) }
      return Array(String(Character(scalar)).utf8)
    default: throw failure(.malformed)
    }
  }

  mutating func parseHex() throws(JSONError) -> UInt16 {
    guard index + 4 <= bytes.count else { throw failure(.malformed) }
    var code: UInt16 = 0
    for _ in 0..<4 {
      let byte = bytes[index]
      let digit: UInt8
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
      case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
      default: throw failure(.malformed)
      }
      code = code << 4 | UInt16(digit)
      index += 1
    }
    return code
  }

  /// The grammar first, then the value: what has too many digits is kept as it is written.
  mutating func parseNumber() throws(JSONError) -> JSON {
    let start = index
    if bytes[index] == UInt8(ascii: "-") { index += 1 }
    let whole = try parseDigits()
    if whole.count > 1, bytes[whole.lowerBound] == UInt8(ascii: "0") { throw failure(.malformed) }
    var fraction = index..<index
    if index < bytes.count, bytes[index] == UInt8(ascii: ".") {
      index += 1
      fraction = try parseDigits()
    }
    var exponent = index..<index
    var isNegativeExponent = false
    if index < bytes.count, bytes[index] | 0x20 == UInt8(ascii: "e") {
      index += 1
      if index < bytes.count, bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+") {
        isNegativeExponent = bytes[index] == UInt8(ascii: "-")
        index += 1
      }
      exponent = try parseDigits()
    }
    let value = number(
      isNegative: bytes[start] == UInt8(ascii: "-"), whole, fraction, exponent: exponent, isNegativeExponent)
    return value.map(JSON.number)
      ?? .wideNumber(String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<index]), as: UTF8.self))
  }

  mutating func parseDigits() throws(JSONError) -> Range<Int> {
    let start = index
    while index < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[index]) { index += 1 }
    guard index > start else { throw failure(.malformed) }
    return start..<index
  }

  /// - Returns: nil when the number has more digits than fit.
  private func number(
    isNegative: Bool, _ whole: Range<Int>, _ fraction: Range<Int>, exponent: Range<Int>, _ isNegativeExponent: Bool
  ) -> ExactDecimal? {
    guard var digits = integer([whole, fraction]), let power = integer([exponent]), power <= 18 else { return nil }
    var scale = fraction.count + (isNegativeExponent ? Int(power) : -Int(power))
    while scale < 0 {
      let (product, overflow) = digits.multipliedReportingOverflow(by: 10)
      guard !overflow else { return nil }
      digits = product
      scale += 1
    }
    return ExactDecimal(significand: isNegative ? -digits : digits, scale: scale)
  }

  /// The digits of some places one behind another; 0 for none.
  private func integer(_ places: [Range<Int>]) -> Int64? {
    var value: Int64 = 0
    for byte in places.joined().lazy.map({ bytes[$0] }) {
      let (product, tooBig) = value.multipliedReportingOverflow(by: 10)
      let (sum, overflow) = product.addingReportingOverflow(Int64(byte - UInt8(ascii: "0")))
      guard !tooBig, !overflow else { return nil }
      value = sum
    }
    return value
  }
}

extension JSONError {
  /// The same error, seen from one level further out.
  fileprivate func inside(_ token: String) -> JSONError {
    JSONError(reason: reason, offset: offset, pointer: JSONPointer([token] + pointer.tokens))
  }
}
