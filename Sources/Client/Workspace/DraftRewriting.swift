import Shared
import Yams

extension DraftWriter {
  /// A draft's text with another body, keeping what its author put there.
  ///
  /// A field whose value stays keeps its lines to the byte, comments and all. Where the value changes, the
  /// author's own comments move above the field. What can't be taken apart is written anew.
  func text(of body: JSON, id: DocumentID?, rewriting old: String) -> String {
    guard let sections = DraftSections(of: old, kind: kind) else { return text(of: body, id: id) }
    let before = DraftReader(kind: kind, names: names, path: "").read(old)
    guard before.problems.isEmpty else { return text(of: body, id: id) }
    var text = DraftHeader(kind: kind, id: id).line + "\n" + sections.preamble
    for field in kind.form.fields {
      guard let section = sections.byKey[field.key] else {
        // A field that the author left out stays out while it is blank.
        if let value = body[field.key] { text += self.section(of: field, value: value) }
        continue
      }
      if before.body[field.key] == body[field.key] {
        text += section
      } else {
        text += rewritten(section, field, body[field.key])
      }
    }
    return text
  }

  private func rewritten(_ old: String, _ field: Field, _ value: JSON?) -> String {
    let own = Self.authorsComments(in: old, of: field)
    var lines = section(of: field, value: value)
    guard !own.isEmpty else { return lines }
    // The new section begins with its empty line; the author's words go below that.
    lines.removeFirst()
    return "\n" + own.map { $0 + "\n" }.joined() + lines
  }

  /// Comment lines that this writer did not make. Lines of a literal block may begin with `#` and are none.
  static func authorsComments(in section: String, of field: Field) -> [String] {
    let generated = Set(comments(for: field))
    var comments: [String] = []
    var blockIndent: Int?
    for line in section.split(separator: "\n", omittingEmptySubsequences: false) {
      let content = line.drop { $0 == " " }
      let indent = line.count - content.count
      if let block = blockIndent {
        if content.isEmpty || indent > block { continue }
        blockIndent = nil
      }
      if content.first == "#" {
        let comment = String(content.drop { $0.isNewline })
        if !generated.contains(comment) { comments.append(comment) }
      } else if let last = content.split(separator: " ").last, last.first == "|" || last.first == ">",
        last.dropFirst().allSatisfy({ $0.isNumber || $0 == "-" || $0 == "+" })
      {
        blockIndent = indent + (content.hasPrefix("- ") ? 2 : 0)
      }
    }
    return comments
  }
}

/// A draft taken apart at its top-level fields.
private struct DraftSections {
  /// What stands between the first line and the first field's comments.
  var preamble = ""
  /// Comments above, key and value of each field, as they stand.
  var byKey: [String: String] = [:]

  init?(of text: String, kind: Kind) {
    let yaml = text.replacing("\r\n", with: "\n")
    guard let parser = try? Parser(yaml: yaml, resolver: .basic, encoding: .utf8),
      case .mapping(let mapping)? = try? parser.singleRoot()
    else { return nil }
    var lines = yaml.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    var starts: [(key: String, line: Int)] = []
    for (key, _) in mapping {
      guard let name = key.scalar?.string, let mark = key.mark, mark.column == 1 else { return nil }
      starts.append((name, mark.line - 1))
    }
    guard !starts.isEmpty, starts.map(\.line) == starts.map(\.line).sorted() else { return nil }
    var begin = Self.beginning(of: starts[0].line, in: lines, after: 0)
    guard begin >= 1 else { return nil }
    preamble = lines[1..<begin].map { $0 + "\n" }.joined()
    for (index, start) in starts.enumerated() {
      let next = index + 1 < starts.count ? starts[index + 1].line : lines.count
      let end = next == lines.count ? next : Self.beginning(of: next, in: lines, after: start.line)
      byKey[start.key] = lines[begin..<end].map { $0 + "\n" }.joined()
      begin = end
    }
  }

  /// The first of the comment lines and the one empty line directly above a field.
  private static func beginning(of line: Int, in lines: [String], after limit: Int) -> Int {
    var begin = line
    while begin - 1 > limit, lines[begin - 1].first == "#" { begin -= 1 }
    if begin - 1 > limit, lines[begin - 1].isEmpty { begin -= 1 }
    return begin
  }
}
