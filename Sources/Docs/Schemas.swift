import Foundation
import Shared
import Yams

/// The schemas that follow from the kinds' forms, the lists of codes and the problems, in that order.
struct Schemas {
  private let members: [(name: String, schema: Node)]

  /// - Parameter golden: the bytes of the example body of the kind with this name.
  init(golden: (String) throws -> Data) throws {
    var members: [(String, Node)] = [("KindName", .schema("string", [("enum", .texts(Kind.all.map(\.name)))]))]
    for kind in Kind.all {
      let example = try JSON(parsing: golden(kind.name))
      members.append((kind.bodySchema, kind.body(example: example)))
      members.append((kind.documentSchema, kind.document))
    }
    members.append(("Body", .oneOf(Kind.all.map(\.bodySchema))))
    members.append(("Document", .discriminated(Kind.all.map { ($0.name, $0.documentSchema) })))
    members += Descriptors.all.map { ($0.schemaName, $0.schema) }
    members.append(
      ("DescriptorName", .schema("string", [("enum", .texts(Descriptors.all.map(\.name)))])))
    members.append(
      ("ProblemType", .schema("string", [("enum", .texts(ProblemCode.allCases.map(\.type)))])))
    for (status, codes) in Dictionary(grouping: ProblemCode.allCases, by: \.status).sorted(by: { $0.key < $1.key }) {
      members.append(("Problem\(status)", .problem(status: status, codes: codes)))
    }
    self.members = members
  }

  /// The members of `components.schemas`, not indented.
  func yaml() throws -> String {
    try Yams.serialize(node: .map(members.map { ($0.name, $0.schema) }), indent: 2, width: -1, allowUnicode: true)
  }
}

extension Kind {
  fileprivate var bodySchema: String { pascalCase(name) + "Body" }
  fileprivate var documentSchema: String { pascalCase(name) + "Document" }

  fileprivate func body(example: JSON) -> Node {
    var members = form.schemaMembers
    // Generators of clients name their types by the title, so that each has one of its own.
    members.insert(
      contentsOf: [("title", .text(bodySchema)), ("description", .text("\(label.zh) · \(label.en)"))], at: 0)
    if !naturalKey.isEmpty { members.append(("x-natural-key", .texts(naturalKey))) }
    members.append(("examples", Node([Node(example)])))
    return .map(members)
  }

  /// The envelope with this kind's name and body; a state only where the kind is handed in.
  fileprivate var document: Node {
    var properties: [(String, Node)] = [
      ("kind", .map([("const", .text(name))])), ("id", .reference("DocumentId")),
      ("school", .reference("SchoolId")), ("rev", .reference("Rev")),
    ]
    if isHandedIn { properties.append(("state", .reference(DocumentState.descriptor.schemaName))) }
    properties += [
      ("createdAt", .reference("Instant")), ("updatedAt", .reference("Instant")),
      ("updatedBy", .schema("string", [])), ("body", .reference(bodySchema)),
    ]
    let required = properties.map(\.0)
    // Only answers to a write have warnings, entries of the feed the next two, and those of a history a comment.
    properties += [("warnings", .reference("Warnings")), ("sinceEpoch", .reference("SinceEpoch"))]
    if isHandedIn { properties.append(("transition", .reference("LastTransition"))) }
    properties.append(("comment", .reference("Comment")))
    return .schema(
      "object",
      [
        ("title", .text(documentSchema)), ("description", .text("\(label.zh) · \(label.en)")),
        ("required", .texts(required)),
        ("properties", .map(properties)), ("additionalProperties", .flag(false)),
      ])
  }
}

extension Form {
  /// What the schema of an object with this form says, keyword by keyword.
  fileprivate var schemaMembers: [(String, Node)] {
    let required = fields.filter(\.isRequired).map(\.key)
    return [("type", .text("object"))]
      + (required.isEmpty ? [] : [("required", .texts(required))]) + [
        ("properties", .map(fields.map { ($0.key, $0.schema) })), ("additionalProperties", .flag(false)),
      ]
  }
}

extension Field {
  fileprivate var schema: Node {
    var description = "\(label.zh) · \(label.en)"
    if let note { description += ". \(note.zh) · \(note.en)" }
    return .map([("description", .text(description))] + type.schemaMembers)
  }
}

extension FieldType {
  fileprivate var schemaMembers: [(String, Node)] {
    switch self {
    case .text(let max): [keyword(referringTo: "OneLine"), ("maxLength", .number(max))]
    case .longText(let max): [keyword(referringTo: "Paragraphs"), ("maxLength", .number(max))]
    case .code(let max): [("type", .text("string")), ("pattern", .text("^[0-9A-Za-z_.-]{1,\(max)}$"))]
    case .student: [("type", .text("string")), ("pattern", .text("^[0-9A-Za-z_-]{1,32}$"))]
    case .integer(let range):
      [
        ("type", .text("integer")), ("minimum", .number(range.lowerBound)),
        ("maximum", .number(range.upperBound)),
      ]
    case .decimal(let range, let places):
      [
        ("type", .text("number")), ("minimum", .number(range.lowerBound)),
        ("maximum", .number(range.upperBound)), ("x-decimals", .number(places)),
      ]
    case .boolean: [("type", .text("boolean"))]
    case .day: [keyword(referringTo: "Day")]
    case .time: [keyword(referringTo: "ClockTime")]
    case .term: [keyword(referringTo: "TermCode"), ("x-refers-to", .text("terms"))]
    case .termCode: [keyword(referringTo: "TermCode")]
    case .schoolYear: [keyword(referringTo: "SchoolYear")]
    case .week: [keyword(referringTo: "Week")]
    case .hours: [keyword(referringTo: "Hours")]
    case .choice(let descriptor): [keyword(referringTo: descriptor.schemaName)]
    case .reference(let kind): [keyword(referringTo: "DocumentId"), ("x-refers-to", .text(kind))]
    case .object(let form): form.schemaMembers
    case .list(let element, let max): Self.array(of: element.schemaMembers, max: max)
    case .set(let element, let max):
      Self.array(of: element.schemaMembers, max: max) + [("uniqueItems", .flag(true))]
    case .table(let form, let key, let max):
      Self.array(of: form.schemaMembers, max: max) + [("x-merge-key", .texts(key))]
    case .map(let element, let max):
      [
        ("type", .text("object")), ("maxProperties", .number(max)),
        ("propertyNames", .map([("minLength", .number(1)), ("maxLength", .number(16))])),
        ("additionalProperties", .map(element.schemaMembers)),
      ]
    }
  }

  private static func array(of items: [(String, Node)], max: Int) -> [(String, Node)] {
    [("type", .text("array")), ("maxItems", .number(max)), ("items", .map(items))]
  }
}

extension Descriptor {
  fileprivate var schemaName: String { pascalCase(name) }

  fileprivate var schema: Node {
    let entries = entries.map { "`\($0.code)` \($0.label.zh) \($0.label.en)" }.joined(separator: ", ")
    return .schema(
      "string",
      [
        ("description", .text("\(label.zh) · \(label.en): \(entries)")),
        ("enum", .texts(self.entries.map(\.code))),
      ])
  }
}

/// The keyword that takes over a schema; others may stand beside it.
private func keyword(referringTo schema: String) -> (String, Node) { ("$ref", .text("#/components/schemas/\(schema)")) }

/// `test-reports` as a schema's name: `TestReports`.
private func pascalCase(_ name: String) -> String {
  name.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
}
