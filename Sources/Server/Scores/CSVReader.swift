/// Comma-separated values as RFC 4180 writes them, read record by record from bytes of UTF-8: each byte once, and no
/// more of the file in memory than the record at hand. Lines may end in LF, CRLF or CR; the last needs no end.
struct CSVReader {
  struct Record {
    /// The first record of a file is 1; empty lines count.
    let number: Int
    /// At most `maximumCells`.
    private(set) var fields: [String] = []
    /// How many cells there are, kept or not.
    private(set) var width = 0

    init(number: Int) { self.number = number }

    fileprivate mutating func append(_ bytes: ArraySlice<UInt8>) {
      width += 1
      guard width <= CSVReader.maximumCells else { return }
      let isWhole = bytes.count <= CSVReader.maximumCellBytes
      // What is cut off is no code, mark or word of ours any more, and the sign keeps it from looking like one.
      fields.append(String(decoding: bytes.prefix(CSVReader.maximumCellBytes), as: UTF8.self) + (isWhole ? "" : "…"))
    }
  }

  /// A quotation mark where none can be, or one that is never closed.
  struct Fault: Error {
    let record: Int
    let isOpen: Bool
  }

  static let maximumCells = 1000
  static let maximumCellBytes = 400

  private let bytes: [UInt8]
  private let delimiter: UInt8
  private var position = 0
  /// Of the record that was read last.
  private var number = 0

  init(_ bytes: [UInt8], delimiter: UInt8) {
    self.bytes = bytes
    self.delimiter = delimiter
  }

  /// - Returns: the next record that is no empty line; nil at the end.
  mutating func next() throws(Fault) -> Record? {
    repeat {
      guard position < bytes.count else { return nil }
      number += 1
    } while endsLine()
    var record = Record(number: number)
    while true {
      record.append(try cell())
      if position == bytes.count || endsLine() { return record }
      position += 1
    }
  }

  /// Steps over the end of a line, if there is one here.
  private mutating func endsLine() -> Bool {
    switch bytes[position] {
    case UInt8(ascii: "\r"):
      position += position + 1 < bytes.count && bytes[position + 1] == UInt8(ascii: "\n") ? 2 : 1
      return true
    case UInt8(ascii: "\n"):
      position += 1
      return true
    default: return false
    }
  }

  /// Reads up to the delimiter, the end of the line or of the file, and stays there.
  private mutating func cell() throws(Fault) -> ArraySlice<UInt8> {
    guard position < bytes.count, bytes[position] == Self.quote else {
      let start = position
      while position < bytes.count, !isEnd(bytes[position]) {
        guard bytes[position] != Self.quote else { throw Fault(record: number, isOpen: false) }
        position += 1
      }
      return bytes[start..<position]
    }
    position += 1
    var content: [UInt8] = []
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      if byte == Self.quote {
        if position < bytes.count, bytes[position] == Self.quote {
          position += 1
        } else {
          guard position == bytes.count || isEnd(bytes[position]) else { throw Fault(record: number, isOpen: false) }
          return content[...]
        }
      }
      // One byte more than is kept tells that the cell was longer.
      if content.count <= Self.maximumCellBytes { content.append(byte) }
    }
    throw Fault(record: number, isOpen: true)
  }

  private func isEnd(_ byte: UInt8) -> Bool {
    byte == delimiter || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
  }

  private static let quote = UInt8(ascii: "\"")
}
