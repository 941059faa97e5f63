import Shared

/// Rows for a person or a program.
struct Table {
  struct Column {
    /// The name of the value in JSON and CSV.
    var key: String
    var label: Text
    /// Numbers stand at the right edge.
    var isNumber = false
    /// Cells that a person sees at most; nil for what is cut only where the terminal is too narrow, if `cut` says how.
    var limit: Int?
    /// Where a text gives way when the terminal is too narrow.
    var cut: Cut?
    /// What a person can do without when the terminal is narrow.
    var isExtra = false

    enum Cut {
      case end
      /// For paths, of which both ends tell most.
      case middle
    }

    /// Texts with a limit are cut at the end.
    var way: Cut? { cut ?? (limit == nil ? nil : .end) }
  }

  var columns: [Column]
  var rows: [[JSON?]] = []

  /// - Parameter width: the cells of a line; nil where nobody looks, and nothing is cut.
  func render(_ format: OutputFormat, in language: Language, width: Int? = Console.width) -> String {
    switch format {
    case .table: TableLines(self, in: language, width: width).text
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

  /// For programs: what a text begins with is not changed for the sake of spreadsheets.
  private func csv() -> String {
    func text(_ value: JSON?) -> String { Self.quoted(TableLines.text(value)) }
    return ([columns.map { Self.quoted($0.key) }] + rows.map { $0.map(text) })
      .map { $0.joined(separator: ",") + "\r\n" }.joined()
  }

  private static func quoted(_ text: String) -> String {
    guard text.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }
}
