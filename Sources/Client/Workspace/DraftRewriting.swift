import Shared
import Yams

extension DraftWriter {
  /// A draft's text with another body, keeping what its author put there.
  ///
  /// A field whose value stays keeps its lines to the byte, comments and all. Where the value changes, the
  /// author's own comments move above the field. What can't be taken apart is written anew.
  /// - Parameter mine: the body that the old text is taken for; nil for what it says.
  func text(of body: JSON, id: DocumentID?, rewriting old: String, saying mine: JSON? = nil) -> String {
    guard let sections = DraftSections(of: old, kind: kind), let before = read(old) else {
      return text(of: body, id: id)
    }
    let mine = mine ?? before
    func isKept(_ field: Field) -> Bool { mine[field.key] == body[field.key] }
    var written = sections.fields.map { section in
      let isKept = isKept(section.field)
      return (
        field: section.field,
        bytes: isKept ? section.bytes : rewritten(section, body[section.field.key], sections.lineBreak)
      )
    }
    // A field that the author left out stays out while it is blank; else it comes behind what the paper has above it.
    for (index, field) in kind.form.fields.enumerated() where !written.contains(where: { $0.field.key == field.key }) {
      guard let value = body[field.key] else { continue }
      let above = Set(kind.form.fields[..<index].map(\.key))
      let position = written.lastIndex { above.contains($0.field.key) }.map { $0 + 1 } ?? 0
      written.insert((field, Self.bytes(section(of: field, value: value), sections.lineBreak)), at: position)
    }
    var bytes = sections.head(DraftHeader(kind: kind, id: id)) + sections.preamble
    for section in written {
      if Lines(Array(bytes.suffix(3))).all.last?.lineBreak.isEmpty == true { bytes += sections.lineBreak }
      bytes += section.bytes
    }
    let text = String(decoding: bytes, as: UTF8.self)
    // Whatever an author can write, what is written over it must say what it should.
    let result = DraftReader(kind: kind, names: names, path: "").read(text).body
    let isRight = kind.form.fields.allSatisfy { result[$0.key] == (isKept($0) ? before : body)[$0.key] }
    return isRight ? text : self.text(of: body, id: id)
  }

  private func read(_ text: String) -> JSON? {
    let reading = DraftReader(kind: kind, names: names, path: "").read(text)
    return reading.problems.isEmpty ? reading.body : nil
  }

  private func rewritten(_ old: DraftSections.Section, _ value: JSON?, _ lineBreak: [UInt8]) -> [UInt8] {
    let own = Self.authorsComments(in: old)
    var lines = section(of: old.field, value: value)
    guard !own.isEmpty else { return Self.bytes(lines, lineBreak) }
    // The new section begins with its empty line; the author's words go below that.
    lines.removeFirst()
    return Self.bytes("\n" + own.map { $0 + "\n" }.joined() + lines, lineBreak)
  }

  /// The writer's lines, with the file's own line breaks.
  private static func bytes(_ text: String, _ lineBreak: [UInt8]) -> [UInt8] {
    guard lineBreak != [0x0A] else { return Array(text.utf8) }
    return text.utf8.flatMap { $0 == 0x0A ? lineBreak : [$0] }
  }

  /// Comment lines that this writer did not make. Lines of a text may begin with `#` and are none.
  private static func authorsComments(in section: DraftSections.Section) -> [String] {
    let generated = Set(comments(for: section.field).map(ExactName.init))
    var comments: [String] = []
    var blocks = BlockScalars()
    for (index, line) in section.lines.enumerated() where !blocks.holds(line) && line.isComment {
      // Whatever is indented below a text belongs to it.
      if index > section.keyLine, section.field.type.isText, line.margin > 0 { continue }
      let comment = String(decoding: line.inner, as: UTF8.self)
      if !generated.contains(ExactName(comment)) { comments.append(comment) }
    }
    return comments
  }
}

extension FieldType {
  fileprivate var isText: Bool {
    switch self {
    case .text, .longText: true
    default: false
    }
  }
}

/// A draft taken apart at its top-level fields, to the byte.
private struct DraftSections {
  struct Section {
    let field: Field
    /// Comments above, key and value, as they stand.
    let lines: [Lines.Line]
    /// Which of the lines begins with the key.
    let keyLine: Int

    var bytes: [UInt8] { lines.flatMap(\.withBreak) }
  }

  /// What stands between the first line and the first field's comments.
  let preamble: [UInt8]
  /// In the order of the file.
  let fields: [Section]
  let lineBreak: [UInt8]
  private let firstLine: Lines.Line
  private let byteOrderMark: [UInt8]

  init?(of text: String, kind: Kind) {
    let yaml = DraftReader.withoutMark(text)
    let lines = Lines(yaml)
    guard let parser = try? Parser(yaml: yaml, resolver: .basic, encoding: .utf8),
      case .mapping(let mapping)? = try? parser.singleRoot(), let first = lines.all.first
    else { return nil }
    var starts: [(field: Field, line: Int)] = []
    for (key, _) in mapping {
      guard let name = key.scalar?.string, let field = kind.form[name], let mark = key.mark, mark.column == 1,
        lines.all.indices.contains(mark.line - 1), mark.line - 1 > starts.last?.line ?? -1
      else { return nil }
      starts.append((field, mark.line - 1))
    }
    guard let firstStart = starts.first else { return nil }
    var begin = Self.beginning(of: firstStart.line, in: lines, after: 0)
    guard begin >= 1 else { return nil }
    preamble = lines.all[1..<begin].flatMap(\.withBreak)
    var fields: [Section] = []
    for (index, start) in starts.enumerated() {
      let next = index + 1 < starts.count ? starts[index + 1].line : nil
      let end = next.map { Self.beginning(of: $0, in: lines, after: start.line) } ?? lines.all.count
      fields.append(
        Section(field: start.field, lines: Array(lines.all[begin..<end]), keyLine: start.line - begin))
      begin = end
    }
    self.fields = fields
    lineBreak = lines.usualBreak
    firstLine = first
    byteOrderMark = yaml.utf8.count == text.utf8.count ? [] : DraftHeader.byteOrderMark
  }

  /// The first line: as it stands where it says the same already.
  func head(_ header: DraftHeader) -> [UInt8] {
    guard (try? DraftHeader.read(firstLine.text).get()) != header else { return byteOrderMark + firstLine.withBreak }
    return byteOrderMark + Array(header.line.utf8) + lineBreak
  }

  /// The first of the comment lines and the one empty line directly above a field.
  private static func beginning(of line: Int, in lines: Lines, after limit: Int) -> Int {
    var begin = line
    while begin - 1 > limit, lines.all[begin - 1].content.first == UInt8(ascii: "#") { begin -= 1 }
    if begin - 1 > limit, lines.all[begin - 1].content.isEmpty { begin -= 1 }
    return begin
  }
}
