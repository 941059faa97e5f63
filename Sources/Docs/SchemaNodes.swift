import Shared
import Yams

extension Node {
  static func map(_ members: [(String, Node)]) -> Node {
    Node(members.map { (Node.text($0.0), $0.1) })
  }

  /// A text, quoted unless it is a word that no reader of YAML takes for anything else.
  static func text(_ text: String) -> Node {
    let isWord =
      text.wholeMatch(of: /[A-Za-z$][A-Za-z0-9-]{2,}/) != nil
      && !["yes", "off", "true", "false", "null"].contains(text.lowercased())
    return Node(text, Tag(.str), isWord ? .plain : .doubleQuoted)
  }

  static func texts(_ texts: [String]) -> Node {
    Node(texts.map(Node.text), .implicit, .flow)
  }

  static func number(_ value: some CustomStringConvertible) -> Node {
    Node(value.description, .implicit, .plain)
  }

  static func flag(_ value: Bool) -> Node {
    Node(value ? "true" : "false", .implicit, .plain)
  }

  static func schema(_ type: String, _ members: [(String, Node)]) -> Node {
    .map([("type", .text(type))] + members)
  }

  static func reference(_ schema: String) -> Node { .map([("$ref", .text("#/components/schemas/\(schema)"))]) }

  static func oneOf(_ schemas: [String]) -> Node {
    .map([("oneOf", Node(schemas.map(Node.reference)))])
  }

  /// A document of any kind; its `kind` tells which.
  static func discriminated(_ kinds: [(name: String, schema: String)]) -> Node {
    .map([
      ("oneOf", Node(kinds.map { .reference($0.schema) })),
      (
        "discriminator",
        .map([
          ("propertyName", .text("kind")),
          ("mapping", .map(kinds.map { ($0.name, .text("#/components/schemas/\($0.schema)")) })),
        ])
      ),
    ])
  }

  /// The problems that come with one status. They are narrowed by bounds and a pattern and not by a `const` and an
  /// `enum`, which generators of clients can't put together with the members of `Problem`.
  static func problem(status: Int, codes: [ProblemCode]) -> Node {
    let types = "^/problems/(" + codes.map(\.rawValue).joined(separator: "|") + ")$"
    return .map([
      ("description", .text(codes.map { "`\($0.rawValue)` \($0.title.zh) · \($0.title.en)" }.joined(separator: ". "))),
      (
        "allOf",
        Node([
          .reference("Problem"),
          .map([
            ("type", .text("object")), ("required", .texts(["requestId"])),
            (
              "properties",
              .map([
                ("status", .schema("integer", [("minimum", .number(status)), ("maximum", .number(status))])),
                ("type", .schema("string", [("pattern", .text(types))])),
              ])
            ),
          ]),
        ])
      ),
    ])
  }

  /// A value of a body.
  init(_ json: JSON) {
    switch json {
    case .null: self = Node("null", .implicit, .plain)
    case .bool(let value): self = .flag(value)
    case .number(let value): self = .number(value)
    case .wideNumber(let text): self = Node(text, .implicit, .plain)
    case .string(let value): self = .text(value)
    case .array(let items): self = Node(items.map { Node($0) })
    case .object(let object): self = .map(object.members.map { ($0.key, Node($0.value)) })
    }
  }
}
