import Foundation

/// The part of JSON Schema 2020-12 that `openapi.yaml` uses, compiled once. A keyword that is neither checked here
/// nor known to say nothing about values is an error, so that nothing is silently left unchecked.
public struct JSONSchema: Sendable {
  /// Why a schema can't be used, and where it stands.
  public struct Invalid: Error, CustomStringConvertible {
    public let place: String
    public let reason: String
    public var description: String { "\(place): \(reason)" }
  }

  /// Schemas that refer to one another by name, `#/components/schemas/<name>`.
  public struct Library: Sendable {
    private let schemas: [String: JSONSchema]

    /// - Throws: `Invalid`, also for a reference that leads nowhere.
    public init(_ sources: [String: JSONValue]) throws {
      schemas = try sources.reduce(into: [:]) { schemas, source in
        schemas[source.key] = try JSONSchema(source.value, at: source.key)
      }
      for (name, schema) in schemas { try schema.checkReferences(in: self, from: name) }
    }

    /// Every complaint about a value, each with the JSON pointer of the place.
    public func complaints(about value: JSONValue, by schema: JSONSchema) -> [String] {
      schema.complaints(about: value, at: "", in: self)
    }

    /// A schema by its name in the library.
    public subscript(name: String) -> JSONSchema? { schemas[name] }
  }

  indirect enum Rule: Sendable {
    case reference(String)
    case never
    case types(Set<String>)
    case among([JSONValue])
    case least(Double)
    case most(Double)
    case length(ClosedRange<Int>)
    case pattern(NSRegularExpression)
    case items(JSONSchema)
    case itemCount(ClosedRange<Int>)
    case uniqueItems
    case members([String: JSONSchema], others: JSONSchema)
    case names(JSONSchema)
    case required([String])
    case memberCount(ClosedRange<Int>)
    case all([JSONSchema])
    case any([JSONSchema])
    case one([JSONSchema])
  }

  let rules: [Rule]

  /// - Parameter place: where the schema stands, for messages.
  public init(_ source: JSONValue, at place: String = "#") throws {
    rules = try Compiler(place: place).rules(of: source)
  }

  /// - Throws: `Invalid` for a reference that is not in the library.
  func checkReferences(in library: Library, from place: String) throws {
    for rule in rules {
      if case .reference(let name) = rule, library[name] == nil {
        throw Invalid(place: place, reason: "there is no schema \(name)")
      }
      for schema in rule.inner { try schema.checkReferences(in: library, from: place) }
    }
  }
}

extension JSONSchema.Rule {
  fileprivate var inner: [JSONSchema] {
    switch self {
    case .items(let schema), .names(let schema): [schema]
    case .members(let members, let others): Array(members.values) + [others]
    case .all(let schemas), .any(let schemas), .one(let schemas): schemas
    default: []
    }
  }
}

/// Turns the source of one schema into rules.
private struct Compiler {
  let place: String

  /// Keywords that say nothing about which values are right.
  static let annotations: Set<String> = [
    "title", "description", "default", "example", "examples", "deprecated", "format", "discriminator",
    "readOnly", "writeOnly",
  ]

  func invalid(_ reason: String) -> JSONSchema.Invalid { .init(place: place, reason: reason) }

  func rules(of source: JSONValue) throws -> [JSONSchema.Rule] {
    if case .bool(let flag) = source { return flag ? [] : [.never] }
    guard let members = source.object else { throw invalid("a schema is an object or a truth value") }
    var rules: [JSONSchema.Rule] = []
    for (keyword, value) in members.sorted(by: { $0.key < $1.key }) {
      if let rule = try rule(keyword, value, in: members) { rules.append(rule) }
    }
    return rules
  }

  private func rule(
    _ keyword: String, _ value: JSONValue, in members: [String: JSONValue]
  ) throws -> JSONSchema.Rule? {
    switch keyword {
    case "$ref":
      let prefix = "#/components/schemas/"
      guard let text = value.string, text.hasPrefix(prefix) else { throw invalid("$ref \(value)") }
      return .reference(String(text.dropFirst(prefix.count)))
    case "type": return .types(Set(try value.string.map { [$0] } ?? texts(keyword, value)))
    case "enum": return .among(try list(keyword, value))
    case "const": return .among([value])
    case "minimum": return .least(try number(keyword, value))
    case "maximum": return .most(try number(keyword, value))
    case "minLength": return .length(try count(keyword, value)...Int.max)
    case "maxLength": return .length(0...(try count(keyword, value)))
    case "minItems": return .itemCount(try count(keyword, value)...Int.max)
    case "maxItems": return .itemCount(0...(try count(keyword, value)))
    case "minProperties": return .memberCount(try count(keyword, value)...Int.max)
    case "maxProperties": return .memberCount(0...(try count(keyword, value)))
    case "pattern":
      // In ICU `$` also stands before a last line break; in JSON Schema it does not.
      let end = value.string?.hasSuffix("$") == true ? "\\z" : ""
      guard let text = value.string,
        let pattern = try? NSRegularExpression(pattern: text.dropLast(end.isEmpty ? 0 : 1) + end)
      else { throw invalid("pattern \(value)") }
      return .pattern(pattern)
    case "items": return .items(try schema(keyword, value))
    case "uniqueItems": return value == .bool(true) ? .uniqueItems : nil
    case "required": return .required(try texts(keyword, value))
    case "propertyNames": return .names(try schema(keyword, value))
    case "properties":
      guard let properties = value.object else { throw invalid("properties \(value)") }
      return .members(
        try properties.reduce(into: [:]) { $0[$1.key] = try schema("properties/\($1.key)", $1.value) },
        others: try schema("additionalProperties", members["additionalProperties"] ?? .bool(true)))
    case "additionalProperties":
      return members["properties"] == nil ? .members([:], others: try schema(keyword, value)) : nil
    case "allOf": return .all(try schemas(keyword, value))
    case "anyOf": return .any(try schemas(keyword, value))
    case "oneOf": return .one(try schemas(keyword, value))
    default:
      guard Self.annotations.contains(keyword) || keyword.hasPrefix("x-") else {
        throw invalid("the keyword \(keyword) is not known here")
      }
      return nil
    }
  }

  private func schema(_ keyword: String, _ value: JSONValue) throws -> JSONSchema {
    try JSONSchema(value, at: "\(place)/\(keyword)")
  }

  private func schemas(_ keyword: String, _ value: JSONValue) throws -> [JSONSchema] {
    try list(keyword, value).enumerated().map { try schema("\(keyword)/\($0.offset)", $0.element) }
  }

  private func list(_ keyword: String, _ value: JSONValue) throws -> [JSONValue] {
    guard let items = value.array else { throw invalid("\(keyword) \(value)") }
    return items
  }

  private func texts(_ keyword: String, _ value: JSONValue) throws -> [String] {
    let texts = try list(keyword, value).map(\.string)
    guard !texts.contains(nil) else { throw invalid("\(keyword) \(value)") }
    return texts.compactMap(\.self)
  }

  private func number(_ keyword: String, _ value: JSONValue) throws -> Double {
    guard let number = value.number else { throw invalid("\(keyword) \(value)") }
    return number
  }

  private func count(_ keyword: String, _ value: JSONValue) throws -> Int {
    guard let count = Int(exactly: try number(keyword, value)), count >= 0 else {
      throw invalid("\(keyword) \(value)")
    }
    return count
  }
}
