import Foundation

/// The API as `openapi.yaml` describes it, to hold answers against.
public struct OpenAPI: Sendable {
  /// A path template with one of its methods.
  public struct Operation: Hashable, Sendable, Comparable, CustomStringConvertible {
    public let path: String
    /// In capitals.
    public let method: String

    public init(path: String, method: String) {
      self.path = path
      self.method = method
    }

    public var description: String { "\(method) \(path)" }

    public static func < (left: Operation, right: Operation) -> Bool {
      (left.path, left.method) < (right.path, right.method)
    }
  }

  /// What may come back with one status: schemas by media type, none where there is no body.
  private typealias Contents = [String: JSONSchema]

  /// The document as it stands in the file.
  public let document: JSONValue
  public let schemas: JSONSchema.Library
  private let responses: [Operation: [Int: Contents]]

  /// The description at the package's root.
  public init() throws {
    try self.init(yaml: String(decoding: Repository.bytes("openapi.yaml"), as: UTF8.self))
  }

  public init(yaml: String) throws {
    let document = try JSONValue(yaml: yaml)
    self.document = document
    schemas = try JSONSchema.Library(document["components"]?["schemas"]?.object ?? [:])
    var responses: [Operation: [Int: Contents]] = [:]
    for (path, members) in document["paths"]?.object ?? [:] {
      for (method, operation) in members.object ?? [:] where method != "parameters" {
        let key = Operation(path: path, method: method.uppercased())
        for (status, response) in operation["responses"]?.object ?? [:] {
          let contents = try Self.contents(of: response, in: document, at: "\(key) \(status)")
          responses[key, default: [:]][Int(status) ?? 0] = contents
        }
      }
    }
    self.responses = responses
    for contents in responses.values.flatMap(\.values) {
      for schema in contents.values { try schema.checkReferences(in: schemas, from: "paths") }
    }
  }

  private static func contents(of response: JSONValue, in document: JSONValue, at place: String) throws -> Contents {
    let prefix = "#/components/responses/"
    var source = response
    if let reference = response["$ref"]?.string {
      guard reference.hasPrefix(prefix),
        let target = document["components"]?["responses"]?[String(reference.dropFirst(prefix.count))]
      else { throw JSONSchema.Invalid(place: place, reason: "there is no \(reference)") }
      source = target
    }
    return try (source["content"]?.object ?? [:]).reduce(into: [:]) { contents, content in
      contents[content.key] = try JSONSchema(content.value["schema"] ?? .bool(true), at: place)
    }
  }

  /// Every path with every method that it has.
  public var operations: [Operation] { responses.keys.sorted() }

  /// The statuses that an operation may answer with.
  public func statuses(of operation: Operation) -> [Int] { (responses[operation] ?? [:]).keys.sorted() }

  /// Holds an answer against the description.
  ///
  /// - Parameters:
  ///   - path: the template, as `Route.template` gives it; nil for a path that there is not.
  ///   - contentType: the header, parameters included; nil without a body.
  /// - Returns: everything that does not fit, each with its place; nothing when all is well.
  public func validate(
    method: String, path: String?, status: Int, contentType: String?, body: some Collection<UInt8>
  ) -> [String] {
    guard let path, let described = responses[Operation(path: path, method: method.uppercased())] else {
      return validateUndescribed(path: path, status: status, contentType: contentType, body: body)
    }
    let name = "\(method.uppercased()) \(path) \(status)"
    guard let contents = described[status] else { return ["\(name): the status is not described"] }
    return validate(name, contents, contentType: contentType, body: body)
  }

  /// A path that there is not answers 404, or 401 before that; a method that there is not, 405, or 404 before that.
  private func validateUndescribed(
    path: String?, status: Int, contentType: String?, body: some Collection<UInt8>
  ) -> [String] {
    let expected = path == nil ? [400, 401, 404, 431, 503] : [400, 401, 404, 405, 431, 503]
    let name = "\(path ?? "an unknown path") \(status)"
    guard expected.contains(status), let schema = schemas["Problem\(status)"] else {
      return ["\(name): must be one of \(expected)"]
    }
    return validate(name, ["application/problem+json": schema], contentType: contentType, body: body)
  }

  private func validate(
    _ name: String, _ contents: Contents, contentType: String?, body: some Collection<UInt8>
  ) -> [String] {
    let type = contentType?.split(separator: ";").first.map { $0.trimmingCharacters(in: .whitespaces).lowercased() }
    guard !contents.isEmpty else { return body.isEmpty ? [] : ["\(name): has a body and must have none"] }
    guard let type, let schema = contents[type] else {
      return ["\(name): is \(type ?? "without a type") and must be \(contents.keys.sorted())"]
    }
    guard type.hasSuffix("json") else { return [] }
    do {
      return schemas.complaints(about: try JSONValue(parsing: body), by: schema).map { "\(name): \($0)" }
    } catch {
      return ["\(name): is not JSON: \(error)"]
    }
  }
}
