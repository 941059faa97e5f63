import Shared
import Yams

/// What was read from a draft.
struct DraftReading {
  /// Canonical when there are no problems.
  var body: JSON
  /// In the order of lines.
  var problems: [DraftProblem]
  /// Where everything stood, by its place in the body.
  fileprivate(set) var places = DraftPlaces()
}

/// Reads a draft by its form: a scalar means what the field says it means, never what YAML would guess, and a plain
/// text is what stands there, with its line breaks and what is behind ` #`.
struct DraftReader {
  let kind: Kind
  let names: Names
  let path: String
  /// Whether plain texts are taken as YAML has them: lines folded, ` #` cut off. Drafts were once read so.
  var readsPlainTextsAsYAML = false

  /// Larger files are not drafts, and no server would take them.
  static let maximumBytes = 2 * 1024 * 1024

  func read(_ text: String) -> DraftReading {
    let yaml = Self.withoutMark(text)
    let lines = Lines(yaml)
    do {
      // The parser owns the anchors, which are how an alias is found out.
      let parser = try Parser(yaml: yaml, resolver: .basic, encoding: .utf8)
      let root = try parser.singleRoot()
      var tree = DraftTree(
        names: names, yearStarting: Self.yearStarting(of: root), lines: readsPlainTextsAsYAML ? nil : lines)
      let raw =
        root.flatMap { tree.value($0, .object(kind.form), JSONPointer(), DraftTree.Surroundings()) }
        ?? .object(JSONObject())
      withExtendedLifetime(parser) {}
      let (canonical, violations) = kind.check(raw)
      // What the tree says about a place explains what the form then finds there.
      let explained = Set(tree.violations.map(\.pointer))
      let found = Array(tree.violations) + violations.filter { !explained.contains($0.pointer) }
      var problems = found.map { DraftProblem($0, at: tree.places[$0.pointer], path: path, form: kind.form) }
      problems += ConflictMarks.problems(in: lines, path: path)
      return DraftReading(body: canonical, problems: problems.inOrder, places: tree.places)
    } catch {
      return DraftReading(body: .object(JSONObject()), problems: [problem(of: error, in: lines, yaml)])
    }
  }

  /// The year in which the school year begins that a draft is of, by itself or by its term.
  private static func yearStarting(of root: Node?) -> Int? {
    let year = root?.mapping?.first { ["schoolYear", "term"].contains($0.key.scalar?.string) }
    return year?.value.scalar.flatMap { Int($0.string.prefix(4)) }
  }

  static func withoutMark(_ text: String) -> String {
    text.utf8.starts(with: DraftHeader.byteOrderMark) ? String(decoding: text.utf8.dropFirst(3), as: UTF8.self) : text
  }

  /// What the parser stumbled over, at the line of the cause.
  private func problem(of error: any Error, in lines: Lines, _ yaml: String) -> DraftProblem {
    switch error {
    case YamlError.scanner(let context, let problem, let mark, _):
      return self.problem(problem, mark, begun: context?.mark.line, in: lines)
    case YamlError.parser(_, let problem, let mark, _), YamlError.composer(_, let problem, let mark, _):
      return self.problem(problem, mark, begun: nil, in: lines)
    case YamlError.duplicatedKeysInMapping(let keys, let context):
      let key = keys.first ?? ""
      return DraftProblem(
        path: path, line: context.mark.line, column: context.mark.column,
        field: field(above: context.mark.line, in: lines),
        message: Text("“\(key)”写了两次，请合成一处", "\"\(key)\" stands here twice; keep one"))
    case YamlError.reader(_, _, let value, _):
      // The offset that comes with it counts characters, and is missing within one.
      let before = yaml.unicodeScalars.prefix { $0.value != UInt32(bitPattern: value) }
      let place = Lines.place(after: Array(String(before).utf8))
      let code = String(max(value, 0), radix: 16, uppercase: true)
      return DraftProblem(
        path: path, line: place.line, column: place.column, field: field(above: place.line, in: lines),
        message: Text(
          "有不能写在草稿里的控制字符（U+\(code)）", "a control character (U+\(code)) that a draft can't hold"))
    default:
      return DraftProblem(
        path: path, line: 1, column: 1, message: Text("读不懂：\(error)", "can't be read: \(error)"))
    }
  }

  /// - Parameter line: where what the parser could not read to its end began.
  private func problem(_ text: String, _ mark: Mark, begun line: Int?, in lines: Lines) -> DraftProblem {
    let fault = DraftFault.cause(
      of: text, line: mark.line, column: mark.column, begun: line, in: lines, form: kind.form)
    return DraftProblem(
      path: path, line: fault.line, column: fault.column, field: fault.field ?? field(above: fault.line, in: lines),
      message: fault.message)
  }

  /// The top-level field that a line belongs to, judged by the lines alone: the YAML itself is broken.
  private func field(above number: Int, in lines: Lines) -> Text? {
    for line in lines.all.prefix(number).reversed() {
      let key = line.content.prefix { DraftFault.isKeyByte($0) }
      if !key.isEmpty, line.content.dropFirst(key.count).first == UInt8(ascii: ":"),
        let field = kind.form[String(decoding: key, as: UTF8.self)]
      {
        return field.label
      }
    }
    return nil
  }
}

/// Where the places of a body stand in a draft, counted from 1.
struct DraftPlaces: Sendable {
  private var places: [JSONPointer: (line: Int, column: Int)] = [:]

  mutating func note(_ pointer: JSONPointer, _ mark: Mark?, overwriting: Bool = false) {
    guard let mark, overwriting || places[pointer] == nil else { return }
    places[pointer] = (mark.line, mark.column)
  }

  /// The place, or the nearest one around it that the draft has.
  subscript(pointer: JSONPointer) -> (line: Int, column: Int)? {
    var pointer = pointer
    while true {
      if let place = places[pointer] { return place }
      guard !pointer.tokens.isEmpty else { return nil }
      pointer.tokens.removeLast()
    }
  }
}
