/// A JSON value as a tree: what a body is before it is known to be right, and what merges and diffs work on.
///
/// Unlike a decoded struct it keeps members that this version does not know, which is how an old client
/// carries a newer server's fields through a merge.
public enum JSON: Sendable {
  case null
  case bool(Bool)
  case number(ExactDecimal)
  /// A number with more digits than an exact decimal holds, as it was written. No field takes it; it stands in the
  /// tree so that what is wrong is told at its place.
  case wideNumber(String)
  case string(String)
  case array([JSON])
  case object(JSONObject)

  public static func object(_ members: [String: JSON]) -> JSON {
    .object(JSONObject(members))
  }

  /// The member of an object; nil for anything that is not an object or lacks it.
  public subscript(key: String) -> JSON? {
    if case .object(let object) = self { return object[key] }
    return nil
  }

  public var string: String? {
    if case .string(let value) = self { return value }
    return nil
  }

  public var number: ExactDecimal? {
    if case .number(let value) = self { return value }
    return nil
  }

  public var bool: Bool? {
    if case .bool(let value) = self { return value }
    return nil
  }

  public var array: [JSON]? {
    if case .array(let value) = self { return value }
    return nil
  }

  public var object: JSONObject? {
    if case .object(let value) = self { return value }
    return nil
  }

  /// The same value without members that are null: in a body, null and absent mean the same.
  public var withoutNulls: JSON {
    switch self {
    case .array(let items): .array(items.map(\.withoutNulls))
    case .object(let object):
      .object(
        JSONObject(
          sorted: object.members.compactMap { member in
            member.value == .null ? nil : (member.key, member.value.withoutNulls)
          }))
    case .null, .bool, .number, .wideNumber, .string: self
    }
  }
}

/// Equal values have equal bytes. Swift's own texts are equal already when they look alike, which would make a change
/// from one way of writing é to the other no change at all.
extension JSON: Hashable {
  public static func == (left: JSON, right: JSON) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.bool(let left), .bool(let right)): left == right
    case (.number(let left), .number(let right)): left == right
    case (.string(let left), .string(let right)), (.wideNumber(let left), .wideNumber(let right)):
      left.isSameBytes(as: right)
    case (.array(let left), .array(let right)): left == right
    case (.object(let left), .object(let right)): left == right
    default: false
    }
  }

  public func hash(into hasher: inout Hasher) {
    switch self {
    case .null: hasher.combine(0)
    case .bool(let value): hasher.combine(value)
    case .number(let value): hasher.combine(value)
    case .string(let text), .wideNumber(let text): text.hashBytes(into: &hasher)
    case .array(let items): hasher.combine(items)
    case .object(let object): hasher.combine(object)
    }
  }
}

extension String {
  fileprivate func isSameBytes(as other: String) -> Bool {
    utf8.count == other.utf8.count && utf8.elementsEqual(other.utf8)
  }

  fileprivate func hashBytes(into hasher: inout Hasher) {
    var text = self
    text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    hasher.combine(0xFF as UInt8)
  }
}

/// The members of a JSON object, always sorted by the bytes of their keys, each key once.
public struct JSONObject: Sendable {
  public typealias Member = (key: String, value: JSON)

  public private(set) var members: [Member]

  public init() { members = [] }

  public init(_ members: [String: JSON]) {
    self.members = members.map { ($0.key, $0.value) }
      .sorted { Self.isOrdered($0.key, $1.key) }
  }

  /// - Precondition: the keys are in order and no key stands twice.
  init(sorted members: [Member]) { self.members = members }

  public var keys: [String] { members.map(\.key) }
  public var isEmpty: Bool { members.isEmpty }

  public subscript(key: String) -> JSON? {
    get {
      let index = insertionIndex(of: key)
      return index < members.count && members[index].key == key ? members[index].value : nil
    }
    set {
      let index = insertionIndex(of: key)
      let isThere = index < members.count && members[index].key == key
      switch (newValue, isThere) {
      case (let value?, true): members[index].value = value
      case (let value?, false): members.insert((key, value), at: index)
      case (nil, true): members.remove(at: index)
      case (nil, false): break
      }
    }
  }

  private func insertionIndex(of key: String) -> Int {
    var low = 0
    var high = members.count
    while low < high {
      let middle = (low + high) / 2
      if Self.isOrdered(members[middle].key, key) { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Whether `left` comes before `right`, by the bytes of their UTF-8: the order that SQLite and every
  /// other language agree on.
  static func isOrdered(_ left: String, _ right: String) -> Bool {
    let isOrdered = left.utf8.withContiguousStorageIfAvailable { left in
      right.utf8.withContiguousStorageIfAvailable { right in
        for index in 0..<min(left.count, right.count) where left[index] != right[index] {
          return left[index] < right[index]
        }
        return left.count < right.count
      }
    }
    return (isOrdered ?? nil) ?? left.utf8.lexicographicallyPrecedes(right.utf8)
  }
}

extension JSONObject: Hashable {
  public static func == (left: JSONObject, right: JSONObject) -> Bool {
    left.members.elementsEqual(right.members) { $0.key.isSameBytes(as: $1.key) && $0.value == $1.value }
  }

  public func hash(into hasher: inout Hasher) {
    for member in members {
      member.key.hashBytes(into: &hasher)
      hasher.combine(member.value)
    }
  }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  public init(stringLiteral value: String) { self = .string(value) }
  public init(integerLiteral value: Int64) { self = .number(ExactDecimal(value)) }
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  public init(arrayLiteral elements: JSON...) { self = .array(elements) }
  public init(dictionaryLiteral elements: (String, JSON)...) {
    self = .object(JSONObject(Dictionary(elements) { first, _ in first }))
  }
}
