import Shared

/// Why a draft can't be read, as a person sees it. A YAML parser stumbles lines below the cause, so the lines
/// themselves are looked through for what people write: `place：三楼`, `place:三楼`, another kind of space in the
/// margin, ` #` within a text of several lines, line breaks that nobody sees.
struct DraftFault {
  var line: Int
  var column: Int
  var field: Text?
  var message: Text

  /// - Parameters:
  ///   - problem: what the parser says, for where nothing better is found.
  ///   - begun: the line in which what it could not read to its end began.
  static func cause(
    of problem: String, line: Int, column: Int, begun: Int?, in lines: Lines, form: Form
  ) -> DraftFault {
    if let text = lines[line], text.content.prefix(while: Lines.isBlank).contains(UInt8(ascii: "\t")) {
      return DraftFault(
        line: line, column: column,
        message: Text("行首的空白里有制表符（Tab），请改用空格", "there is a tab in the margin; use spaces"))
    }
    if let fault = indicator(at: begun ?? line, in: lines) ?? cut(above: line, in: lines) ?? begun.flatMap({
      cut(above: $0, in: lines)
    }) ?? suspicion(upTo: line, in: lines, form: form) {
      return fault
    }
    return DraftFault(
      line: line, column: column,
      message: Text("这里的写法读不懂（\(problem)）；请检查缩进、冒号后的空格和引号", "\(problem); check margin, colon and quotes"))
  }

  /// A text that begins with what means something else to YAML.
  private static func indicator(at number: Int, in lines: Lines) -> DraftFault? {
    guard let line = lines[number], !line.isComment,
      let colon = line.inner.firstIndex(of: UInt8(ascii: ":")),
      let first = line.inner[(colon + 1)...].first(where: { !Lines.isBlank($0) }), "!&*@%`".utf8.contains(first)
    else { return nil }
    let sign = String(decoding: [first], as: UTF8.self)
    return DraftFault(
      line: number, column: line.margin + 1,
      message: Text("以 \(sign) 开头的文字请用引号括起来", "a text that begins with \(sign) needs quotation marks around it"))
  }

  /// A text that was cut in two by a comment or by an invisible line break, in the line before the error.
  private static func cut(above number: Int, in lines: Lines) -> DraftFault? {
    for number in [number - 1, number] {
      guard let line = lines[number], !line.isComment else { continue }
      if line.lineBreak.count > 1, line.lineBreak.first != 0x0D {
        let code = line.lineBreak.first == 0xC2 ? "0085" : line.lineBreak.last == 0xA8 ? "2028" : "2029"
        return DraftFault(
          line: number, column: line.text.unicodeScalars.count + 1,
          message: Text(
            "行末有一个看不见的换行符（U+\(code)），请删去重新换行",
            "an invisible line break (U+\(code)) stands at the end of this line; replace it by a usual one"))
      }
      if let comment = PlainText.comment(in: line.inner) {
        return DraftFault(
          line: number,
          column: line.margin + String(decoding: line.inner[..<comment], as: UTF8.self).unicodeScalars.count + 1,
          message: Text(
            "几行文字中间，空格后的 # 起是注释，后面读不下去；请在字段名后写 |，正文另起一行缩进",
            "within several lines of text a # behind a space begins a comment; write | behind the field's name, and the text indented below"
          ))
      }
    }
    return nil
  }

  /// The last suspicious line down to where the parser gave up; the lines of literal blocks are text.
  private static func suspicion(upTo number: Int, in lines: Lines, form: Form) -> DraftFault? {
    let fields = knownFields(form)
    var found: DraftFault?
    var blocks = BlockScalars()
    for (index, line) in lines.all.prefix(number).enumerated() where !blocks.holds(line) {
      guard !line.isComment, let remark = remark(on: line.inner, fields) else { continue }
      found = DraftFault(line: index + 1, column: line.margin + 1, field: remark.field, message: remark.message)
    }
    return found
  }

  struct Remark {
    var field: Text?
    var message: Text
  }

  /// What is wrong at the beginning of a line, a key or a plain text.
  static func remark(on text: some Collection<UInt8>, _ fields: [String: Text]) -> Remark? {
    let bytes = Array(text)
    if let space = otherSpaces.first(where: { bytes.starts(with: $0.utf8) }), let scalar = space.unicodeScalars.first {
      let code = String(scalar.value, radix: 16, uppercase: true)
      return Remark(
        message: Text(
          "行首是全角空格或别的空白（U+\(code)），请改用普通空格",
          "the margin holds another kind of space (U+\(code)); use plain spaces"))
    }
    var inner = bytes[...]
    while inner.first == UInt8(ascii: "-"), let next = inner.dropFirst().first, Lines.isBlank(next) {
      inner = inner.dropFirst().drop(while: Lines.isBlank)
    }
    let key = inner.prefix(while: isKeyByte)
    let name = String(decoding: key, as: UTF8.self)
    guard let label = fields[name] else { return nil }
    let rest = inner.dropFirst(key.count)
    if rest.starts(with: "：".utf8) {
      return Remark(
        field: label,
        message: Text(
          "“\(name)”后面是全角冒号“：”，请写半角冒号和空格，如 \(name): …",
          "behind \"\(name)\" stands a full-width colon; write a plain colon and a space: \(name): …"))
    }
    if rest.first == UInt8(ascii: ":"), let next = rest.dropFirst().first, !Lines.isBlank(next) {
      return Remark(
        field: label,
        message: Text(
          "“\(name)”的冒号后面要有一个空格，如 \(name): …", "behind \"\(name)\" and its colon a space is missing: \(name): …"))
    }
    return nil
  }

  /// The labels of all fields, those of rows included, by their keys.
  static func knownFields(_ form: Form) -> [String: Text] {
    var fields: [String: Text] = [:]
    for field in form.fields {
      if let inner = field.type.innerForm { fields.merge(knownFields(inner)) { first, _ in first } }
    }
    for field in form.fields { fields[field.key] = field.label }
    return fields
  }

  static func isKeyByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  private static let otherSpaces = ["\u{3000}", "\u{A0}", "\u{2002}", "\u{2003}", "\u{2009}", "\u{202F}", "\u{FEFF}"]
}

extension FieldType {
  /// The form of the rows or of the object that a field holds.
  fileprivate var innerForm: Form? {
    switch self {
    case .object(let form), .table(let form, _, _): form
    case .list(let element, _), .set(let element, _), .map(let element, _): element.innerForm
    default: nil
    }
  }
}

/// Tells, line by line, which lines are the content of a literal or folded block.
struct BlockScalars {
  private var margin: Int?

  /// Whether a line belongs to the block that an earlier one began; to be asked of every line in turn.
  mutating func holds(_ line: Lines.Line) -> Bool {
    if let margin {
      if line.isBlank || line.margin > margin { return true }
      self.margin = nil
    }
    guard !line.isComment, let last = line.inner.split(whereSeparator: Lines.isBlank).last,
      last.first == UInt8(ascii: "|") || last.first == UInt8(ascii: ">"),
      last.dropFirst().allSatisfy({ "0123456789+-".utf8.contains($0) })
    else { return false }
    margin = line.margin + (line.inner.starts(with: "- ".utf8) ? 2 : 0)
    return false
  }
}
