/// The table of a body's fields. Drafts, tables, diffs, merging, strict reading, references and the API's
/// schemas are all read from it.
public struct Form: Sendable {
  public let fields: [Field]
  /// Positions in `fields` by key.
  private let positions: [String: Int]

  public init(_ fields: Field...) {
    self.fields = fields
    positions = Dictionary(
      fields.enumerated().map { ($0.element.key, $0.offset) }, uniquingKeysWith: { first, _ in first })
  }

  public subscript(key: String) -> Field? {
    positions[key].map { fields[$0] }
  }
}

/// One field of a form, in the order and with the words of the paper.
public struct Field: Sendable {
  public let key: String
  public let label: Text
  public let type: FieldType
  public let isRequired: Bool
  /// What a person filling the form should know; shown in drafts and in the API's schemas.
  public let note: Text?

  init(_ key: String, _ label: Text, _ type: FieldType, required: Bool = false, note: Text? = nil) {
    self.key = key
    self.label = label
    self.type = type
    isRequired = required
    self.note = note
  }
}

extension Field {
  /// A field in the order in which a form table reads: key, Chinese, English, type.
  static func field(
    _ key: String, _ zh: String, _ en: String, _ type: FieldType, note: Text? = nil
  ) -> Field {
    Field(key, Text(zh, en), type, note: note)
  }

  static func required(
    _ key: String, _ zh: String, _ en: String, _ type: FieldType, note: Text? = nil
  ) -> Field {
    Field(key, Text(zh, en), type, required: true, note: note)
  }
}

/// What a field holds. Lengths are in Unicode scalars.
public indirect enum FieldType: Sendable {
  /// One line.
  case text(max: Int)
  /// Paragraphs, merged line by line.
  case longText(max: Int)
  /// Letters, digits, `_`, `-` and `.`, for codes of other systems.
  case code(max: Int)
  /// The school's own code of a student. Rows with such a field are about a person: reading them is put on record,
  /// and they are what an export or an erasure of that person finds.
  case student
  case integer(ClosedRange<Int>)
  case decimal(ClosedRange<ExactDecimal>, places: Int)
  case boolean
  case day
  case time
  /// A term's code, `2023-2024-2`; refers to the school's `terms`.
  case term
  /// The code that a term gives itself.
  case termCode
  /// `2023-2024`.
  case schoolYear
  case week
  case hours
  case choice(Descriptor)
  /// The id of a document of the kind with this name.
  case reference(String)
  case object(Form)
  /// Values in an order, merged as a whole.
  case list(FieldType, max: Int)
  /// Values without order, each once; merged one by one.
  case set(FieldType, max: Int)
  /// Rows, merged row by row: rows whose `key` members are equal are the same row.
  case table(Form, key: [String], max: Int)
  /// Values by a name of at most 16 characters, such as item marks by item number.
  case map(FieldType, max: Int)

  /// Text of usual length: a name, a topic, a place.
  static let line = FieldType.text(max: 200)
  /// Text of a paragraph or some pages.
  static let paragraphs = FieldType.longText(max: 20_000)
}

extension Form {
  /// Whether a field of this form, or of a form inside it, names a student.
  public var namesStudents: Bool { fields.contains { $0.type.namesStudents } }

  /// Whether a field of this form, or of a form inside it, refers to documents of a kind.
  public func refers(to kind: Kind) -> Bool { fields.contains { $0.type.refers(to: kind) } }

  /// Calls `visit` for every field that has a value, rows and nested forms included, with the tokens of its place.
  public func visit(_ tree: JSON, _ visit: ([String], Field, JSON) throws -> Void) rethrows {
    var path: [String] = []
    try self.visit(tree, &path, visit)
  }

  fileprivate func visit(
    _ tree: JSON, _ path: inout [String], _ visit: ([String], Field, JSON) throws -> Void
  ) rethrows {
    guard case .object(let object) = tree else { return }
    for member in object.members {
      guard let field = self[member.key] else { continue }
      path.append(member.key)
      try field.visit(field.type, member.value, &path, visit)
      path.removeLast()
    }
  }
}

extension FieldType {
  var namesStudents: Bool {
    switch self {
    case .student: true
    case .object(let form), .table(let form, _, _): form.namesStudents
    case .list(let element, _), .set(let element, _), .map(let element, _): element.namesStudents
    default: false
    }
  }
}

extension FieldType {
  fileprivate func refers(to kind: Kind) -> Bool {
    switch self {
    case .reference(let name): name == kind.name
    case .object(let form), .table(let form, _, _): form.refers(to: kind)
    case .list(let element, _), .set(let element, _), .map(let element, _): element.refers(to: kind)
    default: false
    }
  }
}

extension Field {
  fileprivate func visit(
    _ type: FieldType, _ value: JSON, _ path: inout [String], _ visit: ([String], Field, JSON) throws -> Void
  ) rethrows {
    switch (type, value) {
    case (.object(let form), _): try form.visit(value, &path, visit)
    case (.table(let form, _, _), .array(let rows)):
      for (index, row) in rows.enumerated() {
        path.append(String(index))
        try form.visit(row, &path, visit)
        path.removeLast()
      }
    case (.list(let element, _), .array(let items)), (.set(let element, _), .array(let items)):
      let item = Field(key, label, element)
      for (index, value) in items.enumerated() {
        path.append(String(index))
        try item.visit(element, value, &path, visit)
        path.removeLast()
      }
    case (.map(let element, _), .object(let object)):
      let item = Field(key, label, element)
      for member in object.members {
        path.append(member.key)
        try item.visit(element, member.value, &path, visit)
        path.removeLast()
      }
    default: try visit(path, self, value)
    }
  }
}
