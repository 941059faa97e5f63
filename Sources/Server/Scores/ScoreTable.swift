import Foundation
import Shared

/// A file of marks as records of texts: decoded, unfolded and read one after the other, but not yet understood.
struct ScoreTable {
  let encoding: String
  private(set) var header: [String] = []
  /// How many full-width characters were read as plain ones so far.
  private(set) var foldedCount = 0
  private var reader: CSVReader

  /// - Throws: `Refusal` with 422 for a file that can't be read or has no records.
  init(csv bytes: [UInt8]) throws {
    let (text, encoding) = try Self.decode(bytes)
    self.encoding = encoding
    let firstLine = text.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
    let hasTabs = !firstLine.contains(UInt8(ascii: ",")) && firstLine.contains(UInt8(ascii: "\t"))
    reader = CSVReader(text, delimiter: UInt8(ascii: hasTabs ? "\t" : ","))
    guard let first = try next() else { throw Self.refusal("empty", Text("文件是空的", "the file is empty")) }
    guard first.width == first.fields.count else {
      throw Self.refusal(
        "too-many",
        Text(
          "表头有 \(first.width) 格，最多 \(CSVReader.maximumCells) 格",
          "the header has \(first.width) cells, at most \(CSVReader.maximumCells) are read"), row: first.number)
    }
    header = first.fields
  }

  struct Record {
    /// The header is record 1.
    let number: Int
    let fields: [String]
    let width: Int
  }

  /// The next record that has anything in it; nil at the end.
  /// - Throws: `Refusal` with 422 for a quotation mark that is misplaced or not closed.
  mutating func next() throws -> Record? {
    do {
      while let record = try reader.next() {
        // Cells are folded and not the file: a full-width comma in a cell parts no cells.
        let fields = record.fields.map { Self.fold($0, &foldedCount) }
        if record.width > fields.count || !fields.allSatisfy(\.isEmpty) {
          return Record(number: record.number, fields: fields, width: record.width)
        }
      }
      return nil
    } catch {
      let text =
        error.isOpen
        ? Text("从这一行开始的引号没有配对", "a quotation mark that begins here is never closed")
        : Text(
          "引号用法有误：含引号的格要整格加引号，格内的引号写两次",
          "a misplaced quotation mark: quote the whole cell, and write the one inside twice")
      throw Self.refusal("bad-csv", text, row: error.record)
    }
  }

  static func refusal(_ code: String, _ text: Text, row: Int? = nil) -> Refusal {
    var refusal = Refusal(.validation)
    refusal.findings = [Refusal.Finding(pointer: "", code: code, text: text, row: row)]
    return refusal
  }

  /// UTF-8 with or without a byte-order mark, else GB18030, both strictly.
  /// - Returns: the bytes as UTF-8, without the mark.
  private static func decode(_ bytes: [UInt8]) throws -> ([UInt8], String) {
    let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    if String(validating: bytes, as: UTF8.self) != nil {
      return hasMark ? (Array(bytes[3...]), "UTF-8 (BOM)") : (bytes, "UTF-8")
    }
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count / 2 * 3)
    var start = 0
    while start < bytes.count {
      let end = endOfPiece(bytes, from: start)
      // kCFStringEncodingGB_18030_2000, as Foundation numbers it.
      guard let piece = String(data: Data(bytes[start..<end]), encoding: String.Encoding(rawValue: 0x8000_0632)) else {
        throw refusal(
          "bad-encoding",
          Text("既不是 UTF-8，也不是 GB18030；请另存为 CSV UTF-8", "neither UTF-8 nor GB18030; save it as CSV UTF-8"))
      }
      text.append(contentsOf: piece.utf8)
      start = end
    }
    return (text, "GB18030")
  }

  /// Where a piece of GB18030 of some 64 KiB ends: a large file is decoded in pieces, since Foundation takes several
  /// times the memory of what it decodes, and never between the bytes of a character.
  private static func endOfPiece(_ bytes: [UInt8], from start: Int) -> Int {
    var end = start
    while end < bytes.count, end - start < 65_536 {
      let hasTrail = (0x81...0xFE).contains(bytes[end])
      let isFour = hasTrail && end + 1 < bytes.count && (0x30...0x39).contains(bytes[end + 1])
      end += isFour ? 4 : hasTrail ? 2 : 1
    }
    return min(end, bytes.count)
  }

  /// Full-width ASCII becomes plain ASCII; nothing else changes (NFKC would turn 8⁵ into 85). Spaces at the ends go, those
  /// too that nobody sees.
  private static func fold(_ text: String, _ count: inout Int) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.trimmingSpaces }
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
    let isSpace = { (scalar: Unicode.Scalar) in [0x20, 0x09, 0xA0, 0x200B, 0xFEFF].contains(scalar.value) }
    let rest = folded.drop(while: isSpace)
    return String(rest[..<(rest.lastIndex { !isSpace($0) }.map(rest.index(after:)) ?? rest.startIndex)])
  }
}
