import Shared

/// A value of a body in one line for a person: names instead of ids, labels instead of codes.
struct ValueText {
  let kind: Kind
  let names: Names
  let language: Language

  /// - Parameter newline: what stands for the line breaks of a text.
  func text(_ value: JSON?, at pointer: JSONPointer, newline: String = "⏎") -> String {
    guard let value else { return "—" }
    let text = text(value, kind.form.type(at: pointer))
    return newline == "\n" ? text : text.replacing("\n", with: newline)
  }

  /// Whether a place holds free text.
  func isText(at pointer: JSONPointer) -> Bool {
    switch kind.form.type(at: pointer) {
    case .text, .longText: true
    default: false
    }
  }

  private func text(_ value: JSON, _ type: FieldType?) -> String {
    switch (type, value) {
    case (.choice(let descriptor), .string(let code)):
      descriptor.entries.first { $0.code == code }?.label[language] ?? code
    case (.reference, .string(let text)): DocumentID(text: text).flatMap(names.label(of:)) ?? text
    case (.week, .string(let text)): Week(text: text)?.label[language] ?? text
    case (.object(let form), .object(let object)): row(object, form)
    case (.table(let form, _, _), .array(let rows)):
      rows.map { $0.object.map { row($0, form) } ?? $0.canonicalText }.joined(separator: "；")
    case (.list(let element, _), .array(let items)), (.set(let element, _), .array(let items)):
      items.map { text($0, element) }.joined(separator: "、")
    case (_, .string(let text)): text.isEmpty ? "“”" : text
    case (_, .bool(let flag)): flag ? Text("是", "yes")[language] : Text("否", "no")[language]
    default: value.canonicalText
    }
  }

  /// A name that stands in a row twice, as that of a document and as it was, is told once.
  private func row(_ object: JSONObject, _ form: Form) -> String {
    var parts: [String] = []
    for field in form.fields {
      guard let value = object[field.key] else { continue }
      let text = text(value, field.type)
      if parts.last != text || !text.contains(where: \.isLetter) { parts.append(text) }
    }
    return parts.joined(separator: " ")
  }
}

extension Form {
  /// What a place in a body holds.
  func type(at pointer: JSONPointer) -> FieldType? {
    var type: FieldType? = .object(self)
    for token in pointer.tokens {
      switch type {
      case .object(let form): type = form[token]?.type
      case .table(let form, _, _): type = .object(form)
      case .list(let element, _), .set(let element, _), .map(let element, _): type = element
      default: return nil
      }
    }
    return type
  }
}
