import Shared
import Yams

/// The text of `openapi.yaml`: written by hand but for the lines between two markers.
struct OpenAPIDocument {
  static let begin = "# Generated from the forms of Sources/Shared by `make docs`: begin"
  static let end = "# Generated from the forms of Sources/Shared by `make docs`: end"

  var text: String

  /// The document with the lines between the markers written anew, as deep as the markers stand.
  func replacingSchemas(with schemas: Schemas) throws -> OpenAPIDocument {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard let first = lines.firstIndex(where: { $0.drop { $0 == " " } == Self.begin }),
      let last = lines.firstIndex(where: { $0.drop { $0 == " " } == Self.end }), first < last
    else { throw DocsError.noMarkers(file: "openapi.yaml", begin: Self.begin, end: Self.end) }
    let margin = String(repeating: " ", count: lines[first].prefix { $0 == " " }.count)
    let generated = try schemas.yaml().split(separator: "\n").map { margin + $0 }
    let all = lines[...first].map(String.init) + generated + lines[last...].map(String.init)
    return OpenAPIDocument(text: all.joined(separator: "\n"))
  }

  /// The same document as compact JSON, members in the order of the YAML.
  func json() throws -> String {
    guard let root = try Yams.compose(yaml: text) else { return "null" }
    var json = ""
    try root.write(to: &json)
    return json
  }

  /// A Swift file with both texts, so that one binary serves them.
  func swiftSource() throws -> String {
    let json = try json()
    for mark in ["\"\"\"##", "\\##("] where text.contains(mark) || json.contains(mark) {
      throw DocsError.notALiteral(mark)
    }
    return """
      // swift-format-ignore-file
      // Written by `make docs` from openapi.yaml.

      /// The API's description, served as it is.
      enum OpenAPIText {
        static let yaml = ##\"""
      \(text)
      \"""##

        static let json = ##\"""
      \(json)
      \"""##
      }

      """
  }
}

extension Node {
  /// Appends the node as JSON. A scalar that readers of YAML 1.1 and 1.2 take differently is refused.
  fileprivate func write(to json: inout String) throws {
    switch self {
    case .mapping(let members):
      json += "{"
      for (index, member) in members.enumerated() {
        if index > 0 { json += "," }
        json += quoted(member.key.scalar?.string ?? "") + ":"
        try member.value.write(to: &json)
      }
      json += "}"
    case .sequence(let items):
      json += "["
      for (index, item) in items.enumerated() {
        if index > 0 { json += "," }
        try item.write(to: &json)
      }
      json += "]"
    case .scalar(let scalar):
      if tag == Tag(.str) {
        json += quoted(scalar.string)
      } else if ["true", "false", "null"].contains(scalar.string) || scalar.string.isJSONNumber {
        json += scalar.string
      } else {
        throw DocsError.unquoted(scalar.string, line: scalar.mark?.line ?? 0)
      }
    case .alias: throw DocsError.unquoted("an alias", line: mark?.line ?? 0)
    }
  }
}

private func quoted(_ text: String) -> String { JSON.string(text).canonicalText }

extension String {
  fileprivate var isJSONNumber: Bool { wholeMatch(of: /-?(0|[1-9][0-9]*)(\.[0-9]+)?/) != nil }
}
