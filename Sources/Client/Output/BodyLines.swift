import Shared

/// A body as a person reads it: a label and its value, long texts and tables in lines of their own, nothing cut.
struct BodyLines {
  private let values: ValueText
  private let language: Language
  private let width: Int

  /// Lines longer than this are hard to read, however wide the terminal is.
  private static let comfortable = 100
  private static let margin = "  "

  /// - Parameter width: the cells of a line; nil where nobody looks, and lines are not broken.
  init(kind: Kind, names: Names, language: Language, width: Int? = Console.width) {
    values = ValueText(kind: kind, names: names, language: language)
    self.language = language
    self.width = width.map { max(20, min($0, Self.comfortable)) } ?? .max
  }

  func text(of body: JSON) -> String {
    values.kind.form.fields.compactMap { field in
      body[field.key].map { text($0, field) }
    }.joined()
  }

  private func text(_ value: JSON, _ field: Field) -> String {
    let label = field.label[language]
    let lines = lines(of: value, field)
    if lines.count == 1, CellWidth.of(label) + 2 + CellWidth.of(lines[0]) <= width {
      return "\(label)  \(lines[0])\n"
    }
    return label + "\n" + lines.map { Self.margin + $0 + "\n" }.joined()
  }

  /// A row of a table is an item, whose further lines stand under its first.
  private func lines(of value: JSON, _ field: Field) -> [String] {
    let room = width == .max ? .max : width - 2 * Self.margin.count
    func wrapped(_ text: String) -> [String] {
      text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { line in
        CellWidth.wrap(CellWidth.harmless(String(line)), to: room)
      }
    }
    switch (field.type, value) {
    case (.table, .array(let rows)):
      return rows.indices.flatMap { index -> [String] in
        let text = values.text(rows[index], at: JSONPointer([field.key, String(index)]), newline: "\n")
        return wrapped(text).enumerated().map { ($0 == 0 ? "· " : Self.margin) + $1 }
      }
    default: return wrapped(values.text(value, at: JSONPointer([field.key]), newline: "\n"))
    }
  }
}
