import Shared

/// The first line of a draft: `# beike: minutes 0190f3d0-…`, without the id before the first sync.
struct DraftHeader: Hashable {
  let kind: Kind
  let id: DocumentID?

  var line: String { "# beike: \(kind.name)" + (id.map { " \($0)" } ?? "") }

  enum Failure: Error, Hashable {
    /// The first line does not name a kind at all.
    case missing
    case unknownKind(String)
    case badID(String)
  }

  static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  static func read(_ text: String) -> Result<DraftHeader, Failure> {
    let line = firstLine(of: Array(text.utf8))
    guard line.first == UInt8(ascii: "#") else { return .failure(.missing) }
    var rest = line.drop { $0 == UInt8(ascii: "#") || $0 == UInt8(ascii: " ") }
    guard rest.starts(with: "beike".utf8) else { return .failure(.missing) }
    rest = rest.dropFirst(5).drop { $0 == UInt8(ascii: " ") }
    guard let colon = [":", "："].first(where: { rest.starts(with: $0.utf8) }) else { return .failure(.missing) }
    let words = rest.dropFirst(colon.utf8.count).split(whereSeparator: Lines.isBlank)
      .map { String(decoding: $0, as: UTF8.self) }
    guard let name = words.first else { return .failure(.missing) }
    guard let kind = Kind.named(name) else { return .failure(.unknownKind(name)) }
    guard words.count > 1 else { return .success(DraftHeader(kind: kind, id: nil)) }
    guard words.count == 2, let id = DocumentID(text: words[1]) else {
      return .failure(.badID(words.dropFirst().joined(separator: " ")))
    }
    return .success(DraftHeader(kind: kind, id: id))
  }

  /// The first line of a file, without a byte order mark.
  static func firstLine(of bytes: [UInt8]) -> [UInt8] {
    let content = Lines(bytes).all.first.map { Array($0.content) } ?? []
    return content.starts(with: byteOrderMark) ? Array(content.dropFirst(3)) : content
  }

  /// The text with its first line replaced; the rest stays as it is, to the byte.
  func replacing(in text: String) -> String {
    let (mark, lines) = Self.apart(text)
    let end = lines.all.first.flatMap { $0.lineBreak.isEmpty ? nil : Array($0.lineBreak) } ?? [0x0A]
    return Self.joined(mark + Array(line.utf8) + end, lines.all.dropFirst())
  }

  /// The text with this line above its first one.
  func putting(above text: String) -> String {
    let (mark, lines) = Self.apart(text)
    return Self.joined(mark + Array(line.utf8) + lines.usualBreak, lines.all[...])
  }

  private static func apart(_ text: String) -> (mark: [UInt8], lines: Lines) {
    let bytes = Array(text.utf8)
    let mark = bytes.starts(with: byteOrderMark) ? byteOrderMark : []
    return (mark, Lines(Array(bytes.dropFirst(mark.count))))
  }

  private static func joined(_ beginning: [UInt8], _ lines: ArraySlice<Lines.Line>) -> String {
    String(decoding: beginning + lines.flatMap(\.withBreak), as: UTF8.self)
  }
}
