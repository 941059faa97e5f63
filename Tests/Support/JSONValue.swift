import Foundation
import Yams

/// A JSON value for schemas to look at. Numbers are binary: the figures of statistics have more digits than the
/// exact decimals of bodies.
public indirect enum JSONValue: Hashable, Sendable {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([String: JSONValue])

  /// Reads one JSON text.
  public init(parsing bytes: some Sequence<UInt8>) throws {
    self = try JSONDecoder().decode(JSONValue.self, from: Data(bytes))
  }

  /// Reads one YAML document that holds nothing but what JSON has.
  public init(yaml text: String) throws {
    guard let node = try Yams.compose(yaml: text) else { throw Unreadable(text: "an empty document") }
    self = try JSONValue(node)
  }

  /// What JSON has no word for.
  public struct Unreadable: Error {
    public let text: String
  }

  private init(_ node: Node) throws {
    switch node {
    case .mapping(let members):
      self = .object(
        Dictionary(
          try members.map { ($0.key.scalar?.string ?? "", try JSONValue($0.value)) },
          uniquingKeysWith: { first, _ in first }))
    case .sequence(let items): self = .array(try items.map { try JSONValue($0) })
    case .scalar(let scalar):
      switch node.tag {
      case Tag(.str): self = .string(scalar.string)
      case Tag(.null): self = .null
      case Tag(.bool): self = .bool(scalar.string == "true")
      default:
        guard let number = Double(scalar.string) else { throw Unreadable(text: scalar.string) }
        self = .number(number)
      }
    case .alias: throw Unreadable(text: "an alias")
    }
  }

  public subscript(key: String) -> JSONValue? {
    if case .object(let members) = self { return members[key] }
    return nil
  }

  public var string: String? {
    if case .string(let text) = self { return text }
    return nil
  }

  public var array: [JSONValue]? {
    if case .array(let items) = self { return items }
    return nil
  }

  public var object: [String: JSONValue]? {
    if case .object(let members) = self { return members }
    return nil
  }

  var number: Double? {
    if case .number(let number) = self { return number }
    return nil
  }

  /// The value as JSON Schema names its type; a number without a fraction is also an `integer`.
  var typeName: String {
    switch self {
    case .null: "null"
    case .bool: "boolean"
    case .number: "number"
    case .string: "string"
    case .array: "array"
    case .object: "object"
    }
  }
}

extension JSONValue: Decodable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let text = try? container.decode(String.self) {
      self = .string(text)
    } else if let members = try? container.decode([String: JSONValue].self) {
      self = .object(members)
    } else if let items = try? container.decode([JSONValue].self) {
      self = .array(items)
    } else if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else if let flag = try? container.decode(Bool.self) {
      self = .bool(flag)
    } else {
      guard container.decodeNil() else { throw Unreadable(text: "a value") }
      self = .null
    }
  }
}

extension JSONValue: CustomStringConvertible {
  public var description: String {
    switch self {
    case .null: "null"
    case .bool(let flag): "\(flag)"
    case .number(let number): number.rounded() == number && abs(number) < 1e15 ? "\(Int(number))" : "\(number)"
    case .string(let text): "\"\(text)\""
    case .array(let items): "[" + items.map(\.description).joined(separator: ",") + "]"
    case .object(let members):
      "{" + members.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\($0.value)" }.joined(separator: ",") + "}"
    }
  }
}
