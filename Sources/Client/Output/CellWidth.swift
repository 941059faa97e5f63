/// How many cells of a terminal a text takes: Chinese characters and emoji two, combining marks none.
enum CellWidth {
  static func of(_ text: some StringProtocol) -> Int {
    text.reduce(0) { $0 + of($1) }
  }

  static func of(_ character: Character) -> Int {
    var width = 0
    for scalar in character.unicodeScalars {
      if scalar.value == 0xFE0F || scalar.properties.isEmojiPresentation { return 2 }
      width = max(width, of(scalar))
    }
    return width
  }

  /// The beginning of a text that fits, with an ellipsis where something was left out.
  static func truncate(_ text: String, to cells: Int) -> String {
    guard of(text) > cells else { return text }
    var result = ""
    var used = 0
    for character in text {
      let width = of(character)
      guard used + width <= cells - 1 else { break }
      result.append(character)
      used += width
    }
    return cells > 0 ? result + "…" : ""
  }

  /// Beginning and end of a text that fits, with an ellipsis between them. The end, which tells files apart, has two
  /// thirds of the room.
  static func truncateMiddle(_ text: String, to cells: Int) -> String {
    guard of(text) > cells else { return text }
    guard cells > 4 else { return truncate(text, to: cells) }
    let head = truncate(text, to: cells / 3 + 1).dropLast()
    var tail = ""
    var room = cells - 1 - of(head)
    for character in text.reversed() {
      room -= of(character)
      guard room >= 0 else { break }
      tail.append(character)
    }
    return head + "…" + String(tail.reversed())
  }

  /// A text in lines that fit; a line ends anywhere, as Chinese has no spaces.
  static func wrap(_ text: String, to cells: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    var used = 0
    for character in text {
      let width = of(character)
      if used + width > cells, !line.isEmpty {
        lines.append(line)
        (line, used) = ("", 0)
      }
      line.append(character)
      used += width
    }
    return lines + (line.isEmpty && !lines.isEmpty ? [] : [line])
  }

  /// The text with spaces in place of what steers a terminal, the controls of ASCII and of Unicode (C0 and C1).
  static func harmless(_ text: String, keeping kept: Set<Character> = []) -> String {
    String(
      text.map { character in
        let isControl = character.unicodeScalars.contains { $0.properties.generalCategory == .control }
        return isControl && !kept.contains(character) ? " " : character
      })
  }

  /// The text with spaces behind it, or before it, so that it fills a column.
  static func pad(_ text: String, to cells: Int, isRight: Bool = false) -> String {
    let space = String(repeating: " ", count: max(0, cells - of(text)))
    return isRight ? space + text : text + space
  }

  private static func of(_ scalar: Unicode.Scalar) -> Int {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control, .lineSeparator, .paragraphSeparator: return 0
    default: return isWide(scalar.value) ? 2 : 1
    }
  }

  /// East Asian Width W and F of Unicode; ambiguous characters take one cell.
  private static func isWide(_ value: UInt32) -> Bool {
    switch value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
      0xA000...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19,
      0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18DFF, 0x1AFF0...0x1B2FF,
      0x1F200...0x1F265, 0x20000...0x3FFFD:
      true
    default: false
    }
  }
}
