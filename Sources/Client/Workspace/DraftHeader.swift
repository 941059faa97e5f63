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

  static func read(_ text: some StringProtocol) -> Result<DraftHeader, Failure> {
    let line = text.prefix { !$0.isNewline }
    guard line.first == "#" else { return .failure(.missing) }
    let content = line.drop { $0 == "#" || $0 == " " }
    guard content.hasPrefix("beike") else { return .failure(.missing) }
    let rest = content.dropFirst(5).drop { $0 == " " }
    guard let colon = rest.first, colon == ":" || colon == "：" else { return .failure(.missing) }
    let words = rest.dropFirst().split { $0 == " " || $0 == "\t" }
    guard let name = words.first else { return .failure(.missing) }
    guard let kind = Kind.named(name) else { return .failure(.unknownKind(String(name))) }
    guard words.count > 1 else { return .success(DraftHeader(kind: kind, id: nil)) }
    guard words.count == 2, let id = DocumentID(text: String(words[1])) else {
      return .failure(.badID(words.dropFirst().joined(separator: " ")))
    }
    return .success(DraftHeader(kind: kind, id: id))
  }

  /// The text with its first line replaced; the rest stays as it is, to the byte.
  func replacing(in text: String) -> String {
    guard let end = text.firstIndex(where: \.isNewline) else { return line + "\n" }
    return line + text[end...]
  }
}
