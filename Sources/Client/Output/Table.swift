import Shared

/// Rows for a person or a program.
struct Table {
  struct Column {
    /// The name of the value in JSON and CSV.
    var key: String
    var label: Text
    /// Numbers stand at the right edge.
    var isNumber = false
    /// Cells that a person sees at most; nil for what must not be cut.
    var limit: Int?
  }

  var columns: [Column]
  var rows: [[JSON?]] = []

  /// How a value looks in a column of a table.
  private static func text(_ value: JSON?) -> String {
    guard let value, value != .null else { return "" }
    let text = value.string ?? value.canonicalText
    // What a document says must not steer the terminal.
    return String(text.map { $0.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F } ? " " : $0 })
  }

  func render(_ format: OutputFormat, in language: Language) -> String {
    switch format {
    case .table: lines(in: language)
    case .json: JSON.array(objects).canonicalText + "\n"
    case .csv: csv()
    case .yaml: YAMLTree.text(of: .array(objects))
    }
  }

  private var objects: [JSON] {
    rows.map { row in
      var object = JSONObject()
      for (column, value) in zip(columns, row) { object[column.key] = value }
      return .object(object)
    }
  }

  private func lines(in language: Language) -> String {
    let cells = rows.map { row in
      zip(columns, row).map { column, value in
        let text = Self.text(value)
        return column.limit.map { CellWidth.truncate(text, to: $0) } ?? text
      }
    }
    let labels = columns.map { $0.label[language] }
    let widths = columns.indices.map { index in
      ([labels] + cells).map { CellWidth.of($0[index]) }.max() ?? 0
    }
    func line(_ cells: [String]) -> String {
      var parts: [String] = []
      for (index, cell) in cells.enumerated() {
        parts.append(CellWidth.pad(cell, to: widths[index], isRight: columns[index].isNumber))
      }
      var line = parts.joined(separator: "  ")
      while line.last == " " { line.removeLast() }
      return line + "\n"
    }
    return line(labels) + line(widths.map { String(repeating: "─", count: $0) }) + cells.map(line).joined()
  }

  private func csv() -> String {
    ([columns.map { Self.quoted($0.key) }] + rows.map { $0.map { Self.quoted(Self.text($0)) } })
      .map { $0.joined(separator: ",") + "\r\n" }.joined()
  }

  private static func quoted(_ text: String) -> String {
    guard text.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }
}

/// Any tree as YAML, for other programs.
enum YAMLTree {
  static func text(of tree: JSON) -> String {
    var text = ""
    append(tree, indent: 0, isInline: false, to: &text)
    return text
  }

  private static func append(_ tree: JSON, indent: Int, isInline: Bool, to text: inout String) {
    let margin = String(repeating: " ", count: indent)
    switch tree {
    case .object(let object) where !object.isEmpty:
      for (index, member) in object.members.enumerated() {
        text += (isInline && index == 0 ? "" : margin) + YAMLText.inline(member.key) + ":"
        nested(member.value, indent: indent, to: &text)
      }
    case .array(let items) where !items.isEmpty:
      for item in items {
        text += margin + "- "
        append(item, indent: indent + 2, isInline: true, to: &text)
      }
    default: text += (isInline ? "" : margin) + scalar(tree) + "\n"
    }
  }

  private static func nested(_ value: JSON, indent: Int, to text: inout String) {
    switch value {
    case .object(let object) where !object.isEmpty:
      text += "\n"
      append(value, indent: indent + 2, isInline: false, to: &text)
    case .array(let items) where !items.isEmpty:
      text += "\n"
      append(value, indent: indent + 2, isInline: false, to: &text)
    default: text += " " + scalar(value) + "\n"
    }
  }

  /// Strings that another YAML reader would take for something else are quoted.
  private static func scalar(_ value: JSON) -> String {
    guard case .string(let text) = value else { return value.canonicalText }
    let first = text.utf8.first ?? 0x20
    let isGuessable =
      (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) || first == UInt8(ascii: ".")
      || first == UInt8(ascii: "+")
      || ["true", "false", "yes", "no", "on", "off", "null", "y", "n"].contains(text.lowercased())
    let inline = YAMLText.inline(text)
    return isGuessable && !inline.hasPrefix("\"") ? "\"\(inline)\"" : inline
  }
}
