import Yams

/// A plain scalar of a text field as its author sees it. YAML ends it at ` #` and folds its lines; here what stands in
/// the draft is the text: everything from its first character on that is indented more than its field.
struct PlainText {
  /// Trimmed at both ends; the lines after the first keep the indentation that they have beyond their common margin.
  private let lines: [String]

  /// - Parameters:
  ///   - first: what stands in the line of the mark from there on.
  ///   - margin: how far the field or the dash that the text belongs to is indented.
  init(_ first: ArraySlice<UInt8>, at mark: Mark, below margin: Int, in source: Lines) {
    let begin = Self.trimmed(first)
    var rest: [ArraySlice<UInt8>] = []
    for line in source.all[mark.line...] {
      guard line.isBlank || line.margin > margin else { break }
      rest.append(line.isBlank ? [] : Self.trimmed(line.content))
    }
    while rest.last?.isEmpty == true { rest.removeLast() }
    let common = rest.filter { !$0.isEmpty }.map { $0.prefix { $0 == UInt8(ascii: " ") }.count }.min() ?? 0
    lines = ([begin] + rest.map { $0.dropFirst(common) }).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Line by line.
  var paragraphs: String { lines.joined(separator: "\n") }

  /// As one line, as YAML folds it: a break is a space, empty lines are breaks.
  var folded: String {
    var text = lines.first ?? ""
    var breaks = 0
    for line in lines.dropFirst() {
      guard !line.isEmpty else {
        breaks += 1
        continue
      }
      text += breaks == 0 ? " " : String(repeating: "\n", count: breaks)
      text += String(decoding: line.utf8.drop { $0 == UInt8(ascii: " ") }, as: UTF8.self)
      breaks = 0
    }
    return text
  }

  /// Whether a parser sees a comment within a text that stands in brackets.
  /// - Parameter rest: what stands in the line from the text on.
  static func isCutInBrackets(_ rest: ArraySlice<UInt8>) -> Bool {
    let text = rest.prefix { !",[]{}".utf8.contains($0) }
    return text.indices.dropFirst().contains { text[$0] == UInt8(ascii: "#") && Lines.isBlank(text[$0 - 1]) }
  }

  /// Where in a line the comment begins that a parser sees behind a plain text, if it sees one.
  static func comment(in line: ArraySlice<UInt8>) -> Int? {
    var value = line
    if let colon = line.indices.first(where: {
      line[$0] == UInt8(ascii: ":") && $0 + 1 < line.endIndex && Lines.isBlank(line[$0 + 1])
    }) {
      value = line[(colon + 1)...].drop(while: Lines.isBlank)
    }
    guard let first = value.first, !"\"'|>#".utf8.contains(first) else { return nil }
    return value.indices.dropFirst().first { value[$0] == UInt8(ascii: "#") && Lines.isBlank(value[$0 - 1]) }
  }

  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var bytes = bytes
    while let last = bytes.last, Lines.isBlank(last) { bytes.removeLast() }
    return bytes
  }
}

/// Finds marks in the lines of a draft, one behind the other, so that a long line is not counted from its beginning for
/// each of them.
struct MarkFinder {
  let lines: Lines
  private var line = 0
  private var column = 1
  private var rest: ArraySlice<UInt8> = []

  init(_ lines: Lines) { self.lines = lines }

  /// What stands in a line from a mark on; nil for a mark that is not there.
  mutating func tail(at mark: Mark) -> ArraySlice<UInt8>? {
    if mark.line != line || mark.column < column {
      guard let found = lines[mark.line] else { return nil }
      (line, column, rest) = (mark.line, 1, found.content)
    }
    while column < mark.column {
      guard !rest.isEmpty else { return nil }
      rest = rest.dropFirst().drop { $0 & 0xC0 == 0x80 }
      column += 1
    }
    return rest
  }
}
