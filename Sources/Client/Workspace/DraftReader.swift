import Shared
import Yams

/// What was read from a draft.
struct DraftReading {
  /// Canonical when there are no problems.
  var body: JSON
  var problems: [DraftProblem]
}

/// Reads a draft by its form: a scalar means what the field says it means, never what YAML would guess.
struct DraftReader {
  let kind: Kind
  let names: Names
  let path: String

  /// Larger files are not drafts, and no server would take them.
  static let maximumBytes = 2 * 1024 * 1024

  func read(_ text: String) -> DraftReading {
    let yaml = text.utf8.starts(with: [0xEF, 0xBB, 0xBF]) ? String(text.dropFirst()) : text
    var tree = DraftTree(names: names)
    do {
      // The parser owns the anchors, which are how an alias is found out.
      let parser = try Parser(yaml: yaml, resolver: .basic, encoding: .utf8)
      let root = try parser.singleRoot()
      let raw = root.flatMap { tree.value($0, .object(kind.form), JSONPointer()) } ?? .object(JSONObject())
      withExtendedLifetime(parser) {}
      let (canonical, violations) = kind.check(raw)
      let found = tree.violations + violations
      let problems = found.map { violation in
        let mark = tree.mark(of: violation.pointer)
        return DraftProblem(
          path: path, line: mark?.line ?? 1, column: mark?.column ?? 1,
          field: kind.form.label(at: violation.pointer), message: violation.text)
      }
      return DraftReading(body: canonical, problems: problems)
    } catch {
      return DraftReading(body: .object(JSONObject()), problems: [problem(of: error, in: yaml)])
    }
  }

  /// Where a place of a body stands in a draft, as near as the draft has it.
  static func place(of pointer: JSONPointer, in text: String) -> (line: Int, column: Int)? {
    guard let parser = try? Parser(yaml: text, resolver: .basic, encoding: .utf8),
      var node = try? parser.singleRoot()
    else { return nil }
    var mark = node.mark
    for token in pointer.tokens {
      if case .mapping(let mapping) = node, let pair = mapping.first(where: { $0.key.scalar?.string == token }) {
        mark = pair.key.mark
        node = pair.value
      } else if case .sequence(let sequence) = node, let index = Int(token), sequence.indices.contains(index) {
        node = sequence[index]
        mark = node.mark
      } else {
        break
      }
    }
    return mark.map { ($0.line, $0.column) }
  }

  private func problem(of error: any Error, in yaml: String) -> DraftProblem {
    let (line, column, message) = Self.place(of: error, in: yaml)
    return DraftProblem(
      path: path, line: line, column: column, field: field(above: line, in: yaml), message: message)
  }

  private static func place(of error: any Error, in yaml: String) -> (Int, Int, Text) {
    switch error {
    case YamlError.scanner(_, let problem, let mark, _), YamlError.parser(_, let problem, let mark, _),
      YamlError.composer(_, let problem, let mark, _):
      if hasTabInMargin(line: mark.line, in: yaml) {
        return (mark.line, mark.column, Text("行首的空白里有制表符（Tab），请改用空格", "there is a tab in the margin; use spaces"))
      }
      return (
        mark.line, mark.column,
        Text("这里的写法读不懂（\(problem)）；请检查缩进、冒号后的空格和引号", "\(problem); check margin, colon and quotes")
      )
    case YamlError.duplicatedKeysInMapping(let keys, let context):
      let key = keys.first ?? ""
      return (
        context.mark.line, context.mark.column,
        Text("“\(key)”写了两次，请合成一处", "\"\(key)\" stands here twice; keep one")
      )
    case YamlError.reader(_, let offset, let value, _):
      let before = yaml.prefix(offset ?? 0)
      let line = before.count { $0.isNewline } + 1
      let code = String(max(value, 0), radix: 16, uppercase: true)
      return (
        line, before.reversed().prefix { !$0.isNewline }.count + 1,
        Text("有不能写在草稿里的控制字符（U+\(code)）", "a control character (U+\(code)) that a draft can't hold")
      )
    default: return (1, 1, Text("读不懂：\(error)", "can't be read: \(error)"))
    }
  }

  private static func hasTabInMargin(line: Int, in yaml: String) -> Bool {
    let lines = yaml.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.indices.contains(line - 1) else { return false }
    return lines[line - 1].prefix { $0 == " " || $0 == "\t" }.contains("\t")
  }

  /// The top-level field that a line belongs to, judged by the lines alone: the YAML itself is broken.
  private func field(above line: Int, in yaml: String) -> Text? {
    let lines = yaml.split(separator: "\n", omittingEmptySubsequences: false)
    for text in lines.prefix(line).reversed() {
      let key = text.prefix { $0.isLetter || $0.isNumber }
      if !key.isEmpty, text.dropFirst(key.count).first == ":", let field = kind.form[String(key)] {
        return field.label
      }
    }
    return nil
  }
}

/// Turns YAML nodes into the tree of a body, and remembers where everything stood.
private struct DraftTree {
  let names: Names
  var marks: [JSONPointer: Mark] = [:]
  var found = Violations()

  init(names: Names) { self.names = names }

  var violations: [Violation] { found.all }

  /// What a node is read as where the form expects something else; the check then says so.
  private static let anyText = FieldType.text(max: 200)

  func mark(of pointer: JSONPointer) -> Mark? {
    var place = pointer
    while true {
      if let mark = marks[place] { return mark }
      guard !place.tokens.isEmpty else { return nil }
      place.tokens.removeLast()
    }
  }

  /// - Returns: nil for what is left blank, which means absent.
  mutating func value(_ node: Node, _ type: FieldType, _ pointer: JSONPointer) -> JSON? {
    if marks[pointer] == nil, let mark = node.mark { marks[pointer] = mark }
    guard node.anchor == nil else {
      found.add(pointer, "alias", "草稿里不用 & 和 *，请把内容写出来", "drafts have no & and *; write it out")
      return nil
    }
    switch node {
    case .scalar(let scalar):
      if scalar.style == .plain, scalar.string.isEmpty { return nil }
      return self.scalar(scalar.string, type, pointer)
    case .sequence(let sequence):
      let element: FieldType =
        switch type {
        case .table(let form, _, _): .object(form)
        case .list(let element, _), .set(let element, _): element
        default: Self.anyText
        }
      var items: [JSON] = []
      for node in sequence {
        if let item = value(node, element, pointer / items.count) { items.append(item) }
      }
      return .array(items)
    case .mapping(let mapping):
      var object = JSONObject()
      for (key, node) in mapping {
        guard let name = key.scalar?.string else { continue }
        let place = pointer / name
        if let mark = key.mark { marks[place] = mark }
        object[name] = value(node, memberType(name, of: type), place)
      }
      return .object(object)
    case .alias: return nil
    }
  }

  private func memberType(_ name: String, of type: FieldType) -> FieldType {
    switch type {
    case .object(let form): form[name]?.type ?? Self.anyText
    case .map(let element, _): element
    default: Self.anyText
    }
  }

  private mutating func scalar(_ text: String, _ type: FieldType, _ pointer: JSONPointer) -> JSON? {
    switch type {
    case .integer, .decimal: return ExactDecimal(text).map(JSON.number) ?? .string(text)
    case .boolean:
      switch text {
      case "true", "是", "yes": return true
      case "false", "否", "no": return false
      default: return .string(text)
      }
    case .choice(let descriptor): return .string(descriptor.entry(matching: text)?.code ?? text)
    case .reference(let kind): return reference(text, kind, pointer)
    default: return .string(text)
    }
  }

  private mutating func reference(_ text: String, _ kind: String, _ pointer: JSONPointer) -> JSON? {
    if let id = DocumentID(text: text) { return .string(id.description) }
    let candidates = names.candidates(for: text, kind: kind)
    let label = Kind.named(kind)?.label ?? Text(kind, kind)
    switch candidates.count {
    case 1: return .string(candidates[0].description)
    case 0:
      found.add(
        pointer, "unknown-name", "没有叫“\(text.prefix(40))”的\(label.zh)；请核对，或写编号",
        "no \(label.en.lowercased()) is called \"\(text.prefix(40))\"; check it, or write the id")
    default:
      let ids = candidates.map(\.description).joined(separator: "、")
      found.add(
        pointer, "ambiguous-name", "叫“\(text.prefix(40))”的\(label.zh)不止一个，请写编号：\(ids)",
        "\"\(text.prefix(40))\" means more than one \(label.en.lowercased()); write the id: \(ids)")
    }
    // A stand-in that is well-formed, so that the one message above is the only one about this place.
    let digits = String(found.all.count)
    return .string("00000000-0000-0000-0000-" + String(repeating: "0", count: 12 - digits.count) + digits)
  }
}
