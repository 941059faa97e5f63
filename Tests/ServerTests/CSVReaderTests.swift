import Foundation
import Shared
import Testing

@testable import Harness
@testable import Server

/// RFC 4180, byte by byte.
@Suite struct CSVReaderTests {
  private static func read(_ text: String, delimiter: Character = ",") throws -> [(number: Int, fields: [String])] {
    var reader = CSVReader(Array(text.utf8), delimiter: delimiter.asciiValue ?? 0)
    var records: [(number: Int, fields: [String])] = []
    while let record = try reader.next() { records.append((record.number, record.fields)) }
    return records
  }

  @Test(
    arguments: [
      ("", []), ("\n", []), ("\r\n\r\n", []), ("a", [[1, "a"]]), ("a\n", [[1, "a"]]),
      ("a,b\r\nc,d\r\n", [[1, "a", "b"], [2, "c", "d"]]),
      ("a\rb\r", [[1, "a"], [2, "b"]]), ("a,\n,b", [[1, "a", ""], [2, "", "b"]]), (",", [[1, "", ""]]),
      ("a\n\nb", [[1, "a"], [3, "b"]]),
      (#""a,b","c"# + "\n" + #"d""#, [[1, "a,b", "c\nd"]]), (#""say ""no""",x"#, [[1, #"say "no""#, "x"]]),
      ("\",\"", [[1, ","]]),
      ("\"\"\n", [[1, ""]]), ("\"a\r\nb\"\r\nc", [[1, "a\r\nb"], [2, "c"]]),
      ("五1，x,\u{2028}", [[1, "五1，x", "\u{2028}"]]),
      ("a,b\n\"\",\"\"", [[1, "a", "b"], [2, "", ""]]),
    ] as [(String, [[any Sendable]])])
  func recordsAreRead(text: String, expected: [[any Sendable]]) throws {
    let records = try Self.read(text)
    #expect(records.map(\.number) == expected.map { $0.first as? Int })
    #expect(records.map(\.fields) == expected.map { $0.dropFirst().map { $0 as? String ?? "" } })
  }

  @Test(arguments: [
    (#"a"b"#, 1, false), ("a\n\nx,b\"", 3, false), ("\"a\"b", 1, false), ("a\n\"b", 2, true), ("\"a\n\n\nb", 1, true),
    ("\"\"\"", 1, true),
    ("a,b\n\"c\" ,d", 2, false),
  ])
  func faultsNameTheirRecord(text: String, record: Int, isOpen: Bool) {
    #expect { try Self.read(text) } throws: { error in
      let fault = error as? CSVReader.Fault
      return fault?.record == record && fault?.isOpen == isOpen
    }
  }

  /// Whatever is written is read again.
  @Test(arguments: 0..<30)
  func whatIsWrittenIsReadAgain(round: Int) throws {
    var random = SeededGenerator(seed: UInt64(round))
    let pieces = ["a", "五", ",", "\"", "\n", "\r", " ", "；", "\t", "x1", "𠮷"]
    let records = (0..<Int.random(in: 1...20, using: &random)).map { _ in
      (0..<Int.random(in: 1...6, using: &random)).map { _ in
        (0..<Int.random(in: 0...4, using: &random)).compactMap { _ in pieces.randomElement(using: &random) }.joined()
      }
    }
    let delimiter: Character = Bool.random(using: &random) ? "," : "\t"
    let text = records.map { fields in
      fields.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }.joined(separator: String(delimiter))
    }.joined(separator: ["\n", "\r\n", "\r"].randomElement(using: &random) ?? "\n")
    #expect(try Self.read(text, delimiter: delimiter).map(\.fields) == records)
  }

  @Test func cellsAndRecordsThatAreFarTooLongAreCutOff() throws {
    let long = String(repeating: "五", count: 1000)
    for cell in [long, "\"\(long)\""] {
      let field = try #require(try Self.read(cell).first?.fields.first)
      #expect(field.utf8.count < 500 && field.hasSuffix("…"))
    }
    var reader = CSVReader(Array(String(repeating: ",", count: 5000).utf8), delimiter: UInt8(ascii: ","))
    let record = try #require(try reader.next())
    #expect(record.fields.count == CSVReader.maximumCells && record.width == 5001)
  }

  /// GB18030 is decoded in pieces that end between characters, whatever they are made of.
  @Test(arguments: ["五（1）班", "𠮷野家", "a五𠮷"])
  func aLargeFileInGB18030IsReadAsInUTF8(word: String) throws {
    let text = "班级,备注\n" + (0..<20_000).map { "\($0 % 7 == 0 ? "x" : "")\(word),\($0)\n" }.joined()
    let encoded = try #require(text.data(using: String.Encoding(rawValue: 0x8000_0632)))
    var (table, other) = (try ScoreTable(csv: Array(encoded)), try ScoreTable(csv: Array(text.utf8)))
    #expect(table.encoding == "GB18030" && other.encoding == "UTF-8")
    while let record = try other.next() {
      let same = try table.next()
      #expect(same?.fields == record.fields)
    }
    let rest = try table.next()
    #expect(rest == nil)
  }
}
