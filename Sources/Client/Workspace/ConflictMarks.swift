import Shared

/// What the other side of a conflict wrote, put as comments into a draft for its author to look at. A draft in which
/// such marks stand is not sent.
enum ConflictMarks {
  private static let beginning = "# 〔⇄"
  private static let line = "# ｜"
  private static let end = "# 〕"

  /// The draft with what the other side wrote above each field that both changed.
  static func marking(_ conflicts: [MergeConflict], by: String, in text: String, values: ValueText) -> String {
    let lines = Lines(text)
    var bytes: [UInt8] = []
    var waiting = Dictionary(grouping: conflicts) { $0.pointer.tokens.first ?? "" }
    var blocks = BlockScalars()
    for line in lines.all {
      let isKey = !blocks.holds(line) && line.margin == 0
      let key = String(decoding: line.content.prefix { DraftFault.isKeyByte($0) }, as: UTF8.self)
      if isKey, line.content.dropFirst(key.utf8.count).first == UInt8(ascii: ":") {
        bytes += block(waiting.removeValue(forKey: key) ?? [], by, values, lines.usualBreak)
      }
      bytes += line.withBreak
    }
    // A field that this draft leaves out has no line to stand above.
    let rest = waiting.sorted { $0.key < $1.key }.flatMap(\.value)
    if !rest.isEmpty, lines.all.last?.lineBreak.isEmpty == true { bytes += lines.usualBreak }
    return String(decoding: bytes + block(rest, by, values, lines.usualBreak), as: UTF8.self)
  }

  private static func block(
    _ conflicts: [MergeConflict], _ by: String, _ values: ValueText, _ lineBreak: [UInt8]
  ) -> [UInt8] {
    let lines = conflicts.flatMap { item in
      // A text in its own lines, anything else as a person reads it.
      let own = values.isText(at: item.pointer) ? item.theirs?.string : nil
      let said = own ?? values.text(item.theirs, at: item.pointer)
      let title = Text("\(item.label.zh)，服务器上（\(by)）：", "\(item.label.en), on the server (\(by)):")
      return ["\(beginning) \(title[values.language])"] + Lines(said).all.map { "\(line) \($0.text)" } + [end]
    }
    return lines.flatMap { Array($0.utf8) + lineBreak }
  }

  static func problems(in lines: Lines, path: String) -> [DraftProblem] {
    lines.all.enumerated().compactMap { index, line in
      guard line.inner.starts(with: beginning.utf8) else { return nil }
      return DraftProblem(
        path: path, line: index + 1, column: line.margin + 1,
        message: Text(
          "改好后删去从〔到〕的各行，再同步", "edit, then remove the lines from 〔 to 〕 and sync"), code: code)
    }
  }

  /// The code of these problems.
  static let code = "conflict-marks"
}
