import Shared

/// Writes a body as a draft: the fields in the form's order, each below a comment with its name on paper.
struct DraftWriter {
  let kind: Kind
  let names: Names

  /// A whole draft.
  func text(of body: JSON, id: DocumentID?) -> String {
    var text = DraftHeader(kind: kind, id: id).line + "\n"
    for field in kind.form.fields { text += section(of: field, value: body[field.key]) }
    return text
  }

  /// The lines of one top-level field: an empty line, its comment, its value.
  func section(of field: Field, value: JSON?) -> String {
    var text = "\n"
    for line in Self.comments(for: field) { text += line + "\n" }
    append(field.key, value, field.type, indent: 0, to: &text)
    return text
  }

  /// The comment lines above a field, the same for every draft, so that they can be told from the author's own.
  static func comments(for field: Field) -> [String] {
    switch field.type {
    case .table(let form, _, _), .list(.object(let form), _):
      ["# " + caption(field), "# 每行：" + form.fields.map(columnCaption).joined(separator: "、")]
    case .object(let form):
      ["# " + caption(field), "# 包括：" + form.fields.map(columnCaption).joined(separator: "、")]
    default: ["# " + caption(field)]
    }
  }

  private static func caption(_ field: Field) -> String {
    field.label.zh + remark(field)
  }

  private static func columnCaption(_ field: Field) -> String {
    "\(field.key) \(field.label.zh)" + remark(field)
  }

  private static func remark(_ field: Field) -> String {
    var parts: [String] = []
    if field.isRequired { parts.append("必填") }
    if let note = field.note { parts.append(note.zh) }
    if let descriptor = descriptor(of: field.type) {
      parts.append(descriptor.entries.map { "\($0.code) \($0.label.zh)" }.joined(separator: " / "))
    }
    return parts.isEmpty ? "" : "（\(parts.joined(separator: "；"))）"
  }

  private static func descriptor(of type: FieldType) -> Descriptor? {
    switch type {
    case .choice(let descriptor): descriptor
    case .list(let element, _), .set(let element, _): descriptor(of: element)
    default: nil
    }
  }

  private func append(
    _ key: String, _ value: JSON?, _ type: FieldType, indent: Int, to text: inout String
  ) {
    text += margin(indent) + key + ":"
    guard let value else {
      text += "\n"
      return
    }
    append(value, type, indent: indent, to: &text)
  }

  /// Appends what stands after `key:`, its line break included.
  private func append(_ value: JSON, _ type: FieldType, indent: Int, to text: inout String) {
    switch (type, value) {
    case (_, .object(let object)) where object.isEmpty: text += " {}\n"
    case (_, .array(let items)) where items.isEmpty: text += " []\n"
    case (.object(let form), .object(let object)):
      text += "\n"
      for field in form.fields {
        guard let member = object[field.key] else { continue }
        append(field.key, member, field.type, indent: indent + 2, to: &text)
      }
    case (.table(let form, _, _), .array(let rows)):
      text += "\n"
      for row in rows { append(row: row, form, indent: indent + 2, to: &text) }
    case (.list(.object(let form), _), .array(let rows)):
      text += "\n"
      for row in rows { append(row: row, form, indent: indent + 2, to: &text) }
    case (.list(let element, _), .array(let items)), (.set(let element, _), .array(let items)):
      text += "\n"
      for item in items {
        text += margin(indent + 2) + "-"
        append(item, element, indent: indent + 2, to: &text)
      }
    case (.map(let element, _), .object(let object)):
      text += "\n"
      for member in object.members {
        append(YAMLText.inline(member.key), member.value, element, indent: indent + 2, to: &text)
      }
    case (.longText, .string(let string)):
      text += YAMLText.block(string, indent: indent + 2) ?? " \(YAMLText.inline(string))\n"
    case (.reference(let kind), .string(let string)):
      let name = DocumentID(text: string).map { names.text(for: $0, kind: kind) }
      text += " \(YAMLText.inline(name ?? string))\n"
    case (_, .string(let string)): text += " \(YAMLText.inline(string))\n"
    case (_, .null): text += "\n"
    case (_, .number), (_, .wideNumber), (_, .bool), (_, .array), (_, .object): text += " \(value.canonicalText)\n"
    }
  }

  private func append(row: JSON, _ form: Form, indent: Int, to text: inout String) {
    guard let object = row.object else { return append(row, .text(max: 200), indent: indent, to: &text) }
    var isFirst = true
    for field in form.fields {
      guard let member = object[field.key] else { continue }
      text += isFirst ? margin(indent) + "- " : margin(indent + 2)
      text += field.key + ":"
      append(member, field.type, indent: indent + 2, to: &text)
      isFirst = false
    }
    if isFirst { text += margin(indent) + "- {}\n" }
  }

  private func margin(_ indent: Int) -> String { String(repeating: " ", count: indent) }
}
