import Shared

/// A table as a person sees it: as wide as the terminal at most. Extra columns go first, then texts are cut; where that
/// does not do, each row is a block of lines.
struct TableLines {
  private let columns: [Table.Column]
  private let labels: [String]
  private let cells: [[String]]
  private let width: Int?

  /// Narrower than this nobody can read a text that was cut, and as narrow as this only where nothing can go instead.
  private static let least = 8
  private static let comfortable = 20
  private static let gap = 2
  /// Below this a table of several columns is no table any more.
  private static let narrow = 60

  init(_ table: Table, in language: Language, width: Int?) {
    columns = table.columns
    labels = table.columns.map { $0.label[language] }
    self.width = width
    cells = table.rows.map { row in
      zip(table.columns, row).map { column, value in
        let text = Self.text(value)
        return column.limit.map { CellWidth.truncate(text, to: $0) } ?? text
      }
    }
  }

  /// How a value looks in a column of a table. What a document says must not steer the terminal.
  static func text(_ value: JSON?) -> String {
    guard let value, value != .null else { return "" }
    return CellWidth.harmless(value.string ?? value.canonicalText)
  }

  var text: String {
    let natural = columns.indices.map { index in
      max(CellWidth.of(labels[index]), cells.map { CellWidth.of($0[index]) }.max() ?? 0)
    }
    guard let width else { return lines(Array(columns.indices), natural) }
    var shown = Array(columns.indices)
    while true {
      let extra = shown.lastIndex { columns[$0].isExtra }
      let least = extra == nil ? Self.least : Self.comfortable
      if let widths = fitted(shown, natural, least: least, to: width) { return lines(shown, widths) }
      guard let extra else { break }
      shown.remove(at: extra)
    }
    return blocks(width)
  }

  /// The widths at which columns fit; nil when they don't, however much is cut.
  /// - Parameter least: cells that a text that is cut has in any case.
  private func fitted(_ shown: [Int], _ natural: [Int], least: Int, to width: Int) -> [Int]? {
    var widths = natural
    func total() -> Int { shown.reduce((shown.count - 1) * Self.gap) { $0 + widths[$1] } }
    if total() <= width { return widths }
    guard shown.count < 3 || width >= Self.narrow else { return nil }
    let least = columns.indices.map { index in
      columns[index].way == nil ? natural[index] : min(natural[index], max(CellWidth.of(labels[index]), least))
    }
    guard shown.reduce((shown.count - 1) * Self.gap, { $0 + least[$1] }) <= width else { return nil }
    for index in shown { widths[index] = max(least[index], min(widths[index], width)) }
    // The widest gives way first, so that short columns stay whole.
    while total() > width {
      let wide = shown.filter { widths[$0] > least[$0] }.max { widths[$0] < widths[$1] }
      guard let wide else { return nil }
      widths[wide] -= 1
    }
    return widths
  }

  private func lines(_ shown: [Int], _ widths: [Int]) -> String {
    func line(_ cells: [String]) -> String {
      let parts = shown.map { index in
        CellWidth.pad(cut(cells[index], index, to: widths[index]), to: widths[index], isRight: columns[index].isNumber)
      }
      var line = parts.joined(separator: String(repeating: " ", count: Self.gap))
      while line.last == " " { line.removeLast() }
      return line + "\n"
    }
    let rule = widths.map { String(repeating: "─", count: $0) }
    return line(labels) + line(rule) + cells.map(line).joined()
  }

  private func cut(_ text: String, _ index: Int, to width: Int) -> String {
    switch columns[index].way {
    case .middle: CellWidth.truncateMiddle(text, to: width)
    case .end: CellWidth.truncate(text, to: width)
    case nil: text
    }
  }

  /// A block for each row, with a line for each value that there is; what is long goes on in the next line.
  private func blocks(_ width: Int) -> String {
    let margin = labels.map { CellWidth.of($0) }.max() ?? 0
    let room = max(width - margin - Self.gap, Self.least)
    let blocks = cells.map { row in
      columns.indices.filter { !row[$0].isEmpty }.map { index in
        CellWidth.wrap(row[index], to: room).enumerated().map { line, text in
          CellWidth.pad(line == 0 ? labels[index] : "", to: margin + Self.gap) + text + "\n"
        }.joined()
      }.joined()
    }
    return blocks.joined(separator: String(repeating: "─", count: min(width, margin + Self.gap + Self.least)) + "\n")
  }
}
