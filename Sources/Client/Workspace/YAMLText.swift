/// How a text is written in YAML so that reading gives back the same text, byte for byte; only a byte order
/// mark at the very beginning gets lost, because Foundation drops it when Yams makes the string.
enum YAMLText {
  /// The text on one line: plain where YAML cannot misread it, otherwise in double quotes.
  static func inline(_ text: String) -> String {
    isPlain(text) ? text : quoted(text)
  }

  /// The lines of a literal block after `key:`, or nil when only quotes can hold the text.
  /// - Parameter indent: the column of the content, two more than that of its parent.
  static func block(_ text: String, indent: Int) -> String? {
    // Several line breaks at the end would take in the empty line that follows in the file.
    guard text.utf8.contains(0x0A), !text.hasSuffix("\n\n"), text.unicodeScalars.allSatisfy(isPrintable),
      text.utf8.contains(where: { $0 != 0x0A && $0 != 0x20 && $0 != 0x09 })
    else { return nil }
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let endsWithBreak = lines.last?.isEmpty == true
    if endsWithBreak { lines.removeLast() }
    guard let first = lines.first, let last = lines.last, last.contains(where: { $0 != " " && $0 != "\t" })
    else { return nil }
    let needsIndicator = first.isEmpty || first.utf8.first == 0x20 || first.utf8.first == 0x09
    var result = " |" + (needsIndicator ? "2" : "") + (endsWithBreak ? "" : "-") + "\n"
    let margin = String(repeating: " ", count: indent)
    for line in lines { result += line.isEmpty ? "\n" : margin + line + "\n" }
    return result
  }

  private static func isPlain(_ text: String) -> Bool {
    let bytes = text.utf8
    guard let first = bytes.first, let last = bytes.last, first != 0x20, last != 0x20,
      last != UInt8(ascii: ":"), !indicators.contains(first)
    else { return false }
    var previous: UInt8 = 0
    for byte in bytes {
      if byte < 0x20 { return false }
      if byte == 0x20, previous == UInt8(ascii: ":") { return false }
      if byte == UInt8(ascii: "#"), previous == 0x20 { return false }
      previous = byte
    }
    return text.unicodeScalars.allSatisfy(isPrintable)
  }

  private static let indicators = Set("-?:,[]{}#&*!|>'\"%@`=~".utf8)

  /// What may stand in a YAML file as it is. NEL and the line and paragraph separators may, but YAML takes
  /// them for line breaks.
  private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x20...0x7E, 0xA0...0x2027, 0x202A...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD,
      0x10000...0x10FFFF:
      true
    default: false
    }
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case _ where isPrintable(scalar): result.unicodeScalars.append(scalar)
      default:
        let digits = String(scalar.value, radix: 16, uppercase: true)
        result += "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
      }
    }
    return result + "\""
  }
}
