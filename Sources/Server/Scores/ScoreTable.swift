import Foundation
import Shared
import SwiftCSV

/// A file of marks as a table of texts: decoded, unfolded and checked for shape, but not yet understood.
struct ScoreTable {
  struct Record {
    /// The header is record 1.
    let number: Int
    let fields: [String]
  }

  let encoding: String
  let header: [String]
  let records: [Record]
  /// What was put right on the way in.
  let notes: [Text]

  /// - Throws: `Refusal` with 422 and one finding for the file, or one for each ragged row.
  init(csv bytes: [UInt8]) throws {
    let (text, encoding) = try Self.decode(bytes)
    self.encoding = encoding
    var foldedCount = 0
    // Cells are folded and not the file: a full-width comma in a cell parts no cells.
    var rows = try Self.rows(of: text).map { $0.map { Self.fold($0, &foldedCount).trimmingSpaces } }
    notes =
      foldedCount == 0
      ? []
      : [Text("\(foldedCount) 个全角字符按半角读取", "\(foldedCount) full-width characters were read as plain ones")]
    guard !rows.isEmpty else { throw Self.fileRefusal("empty", Text("文件是空的", "the file is empty")) }
    header = rows.removeFirst()
    let width = header.count
    records = rows.enumerated().compactMap { index, fields in
      fields.allSatisfy(\.isEmpty) ? nil : Record(number: index + 2, fields: fields)
    }
    guard !records.isEmpty else {
      throw Self.fileRefusal("empty", Text("只有表头，没有成绩", "there is a header and no marks"))
    }
    let ragged = records.filter { $0.fields.count != width }
    guard ragged.isEmpty else {
      var refusal = Refusal(.validation)
      refusal.findings = ragged.map {
        Refusal.Finding(
          pointer: "", code: "ragged-row",
          text: Text(
            "这一行有 \($0.fields.count) 格，表头有 \(width) 格", "has \($0.fields.count) cells, the header has \(width)"),
          row: $0.number)
      }
      throw refusal
    }
  }

  static func fileRefusal(_ code: String, _ text: Text, column: String? = nil) -> Refusal {
    var refusal = Refusal(.validation)
    refusal.findings = [Refusal.Finding(pointer: "", code: code, text: text, column: column)]
    return refusal
  }

  /// UTF-8 with or without a byte-order mark, else GB18030, both strictly.
  private static func decode(_ bytes: [UInt8]) throws -> (String, String) {
    let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    if let text = String(validating: hasMark ? bytes[3...] : bytes[...], as: UTF8.self) {
      return (text, hasMark ? "UTF-8 (BOM)" : "UTF-8")
    }
    // kCFStringEncodingGB_18030_2000, as Foundation numbers it.
    let gb18030 = String.Encoding(rawValue: 0x8000_0632)
    if let text = String(data: Data(bytes), encoding: gb18030) { return (text, "GB18030") }
    throw fileRefusal(
      "bad-encoding", Text("既不是 UTF-8，也不是 GB18030；请另存为 CSV UTF-8", "neither UTF-8 nor GB18030; save it as CSV UTF-8"))
  }

  /// Full-width ASCII becomes plain ASCII; nothing else changes (NFKC would turn 8⁵ into 85).
  private static func fold(_ text: String, _ count: inout Int) -> String {
    var folded = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if (0xFF01...0xFF5E).contains(scalar.value), let plain = Unicode.Scalar(scalar.value - 0xFEE0) {
        folded.append(plain)
        count += 1
      } else if scalar.value == 0x3000 {
        folded.append(" ")
        count += 1
      } else {
        folded.append(scalar)
      }
    }
    return String(folded)
  }

  private static func rows(of text: String) throws -> [[String]] {
    // SwiftCSV takes an open quote as closed at the end and drops an empty last cell of a last line that is not
    // ended, so both are put right before it reads.
    guard text.count(where: { $0 == "\"" }).isMultiple(of: 2) else {
      throw fileRefusal("bad-csv", Text("有一个引号没有配对", "a quotation mark is not closed"))
    }
    let ended = text.last?.isNewline == true ? text : text + "\n"
    var rows: [[String]] = []
    do {
      let firstLine = ended.prefix { !$0.isNewline }
      let delimiter: CSVDelimiter = firstLine.contains(",") ? .comma : firstLine.contains("\t") ? .tab : .comma
      try EnumeratedCSV(string: ended, delimiter: delimiter, loadColumns: false)
        .enumerateAsArray(startAt: 0, rowLimit: nil) { rows.append($0) }
    } catch {
      throw fileRefusal(
        "bad-csv", Text("第 \(rows.count + 1) 行的引号用法有误", "a quotation mark is misplaced in record \(rows.count + 1)"))
    }
    return rows
  }
}
