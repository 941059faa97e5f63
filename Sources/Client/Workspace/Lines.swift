/// A text taken apart at what YAML counts as a line break: LF, CR, CR LF, NEL (U+0085), U+2028 and U+2029.
///
/// Whatever counts lines counts them here, as the YAML reader does: first lines, rewriting, the places of messages.
/// It looks at bytes and never at characters, which can swallow the colon, the space or the break beside them.
struct Lines: Hashable, Sendable {
  struct Line: Hashable, Sendable {
    /// Without its break.
    let content: ArraySlice<UInt8>
    /// What ends the line; empty at the end of a text that ends without one.
    let lineBreak: ArraySlice<UInt8>

    var text: String { String(decoding: content, as: UTF8.self) }
    var isBlank: Bool { content.allSatisfy(Lines.isBlank) }
    /// How many spaces stand before the first other character.
    var margin: Int { content.prefix { $0 == UInt8(ascii: " ") }.count }
    /// What stands behind the margin.
    var inner: ArraySlice<UInt8> { content.drop { $0 == UInt8(ascii: " ") } }
    var isComment: Bool { inner.first == UInt8(ascii: "#") }
    var withBreak: ArraySlice<UInt8> { content + lineBreak }
  }

  let all: [Line]

  init(_ bytes: [UInt8]) {
    var lines: [Line] = []
    var start = 0
    var position = 0
    while position < bytes.count {
      let length = Self.breakLength(at: position, in: bytes)
      guard length > 0 else {
        position += 1
        continue
      }
      let end = position + length
      lines.append(Line(content: bytes[start..<position], lineBreak: bytes[position..<end]))
      start = end
      position = end
    }
    if start < bytes.count { lines.append(Line(content: bytes[start...], lineBreak: [])) }
    all = lines
  }

  init(_ text: String) { self.init(Array(text.utf8)) }

  /// A line by its number from 1.
  subscript(number: Int) -> Line? { all.indices.contains(number - 1) ? all[number - 1] : nil }

  /// What new lines in this text should end with.
  var usualBreak: [UInt8] {
    guard let first = all.first?.lineBreak, [[0x0D], [0x0D, 0x0A]].contains(Array(first)) else { return [0x0A] }
    return Array(first)
  }

  /// The place behind a text, counted from 1, columns in Unicode scalars.
  static func place(after bytes: [UInt8]) -> (line: Int, column: Int) {
    let lines = Lines(bytes).all
    guard let last = lines.last else { return (1, 1) }
    guard last.lineBreak.isEmpty else { return (lines.count + 1, 1) }
    return (lines.count, last.text.unicodeScalars.count + 1)
  }

  static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }

  /// The length of the line break that begins at a byte; 0 where none does.
  private static func breakLength(at position: Int, in bytes: [UInt8]) -> Int {
    func byte(_ offset: Int) -> UInt8? { position + offset < bytes.count ? bytes[position + offset] : nil }
    switch bytes[position] {
    case 0x0A: return 1
    case 0x0D: return byte(1) == 0x0A ? 2 : 1
    case 0xC2: return byte(1) == 0x85 ? 2 : 0
    case 0xE2: return byte(1) == 0x80 && (byte(2) == 0xA8 || byte(2) == 0xA9) ? 3 : 0
    default: return 0
    }
  }
}

/// A name that equals only the same bytes. `String` takes é for e and an accent, which are two files.
struct ExactName: Hashable, Comparable, Sendable {
  let text: String
  init(_ text: String) { self.text = text }

  static func == (left: ExactName, right: ExactName) -> Bool { left.text.utf8.elementsEqual(right.text.utf8) }
  static func < (left: ExactName, right: ExactName) -> Bool {
    left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
  }
  func hash(into hasher: inout Hasher) {
    var text = text
    text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }
}

extension String {
  /// Whether the bytes begin so, whatever characters they make with their neighbours.
  func beginsExactly(with prefix: String) -> Bool { utf8.starts(with: prefix.utf8) }
  /// Whether the bytes end so.
  func endsExactly(with suffix: String) -> Bool { utf8.reversed().starts(with: suffix.utf8.reversed()) }
  func isExactly(_ other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}
