import Shared
import Yams

/// Turns YAML nodes into the tree of a body, and remembers where everything stood.
struct DraftTree {
  private let names: Names
  /// The school year of the draft, in which classes have their labels; nil where it says none.
  private let yearStarting: Int?
  /// Where plain texts are read; nil to take them as YAML has them.
  private var finder: MarkFinder?
  private(set) var places = DraftPlaces()
  private var found = Violations()

  init(names: Names, yearStarting: Int?, lines: Lines?) {
    self.names = names
    self.yearStarting = yearStarting
    finder = lines.map(MarkFinder.init)
  }

  var violations: Violations { found }

  /// What a node stands in.
  struct Surroundings {
    /// How far the field or the dash is indented that the node belongs to.
    var margin = -1
    /// Within brackets, where a text ends at a comma and nobody can tell what is behind ` #`.
    var isFlow = false
  }

  /// What a node is read as where the form expects something else; the check then says so.
  private static let anyText = FieldType.text(max: 200)

  /// - Returns: nil for what is left blank, which means absent.
  mutating func value(
    _ node: Node, _ type: FieldType, _ pointer: JSONPointer, _ around: Surroundings
  ) -> JSON? {
    places.note(pointer, node.mark)
    guard node.anchor == nil else {
      found.add(pointer, "alias", "草稿里不用 & 和 *，请把内容写出来", "drafts have no & and *; write it out")
      return nil
    }
    switch node {
    case .scalar(let scalar): return self.scalar(scalar, type, pointer, around)
    case .sequence(let sequence):
      let element: FieldType =
        switch type {
        case .table(let form, _, _): .object(form)
        case .list(let element, _), .set(let element, _): element
        default: Self.anyText
        }
      let isFlow = around.isFlow || isBracket(at: sequence.mark)
      let inside = Surroundings(margin: (sequence.mark?.column ?? 1) - 1, isFlow: isFlow)
      var items: [JSON] = []
      for node in sequence {
        if let item = value(node, element, pointer / items.count, inside) { items.append(item) }
      }
      return .array(items)
    case .mapping(let mapping):
      var object = JSONObject()
      let isFlow = around.isFlow || isBracket(at: mapping.mark)
      for (key, node) in mapping {
        guard let name = key.scalar?.string else { continue }
        let place = pointer / name
        places.note(place, key.mark, overwriting: true)
        let inside = Surroundings(margin: (key.mark?.column ?? 1) - 1, isFlow: isFlow)
        let member = memberType(name, of: type)
        if member == nil { explain(name, type, place) }
        object[name] = value(node, member ?? Self.anyText, place, inside)
      }
      return .object(object)
    case .alias: return nil
    }
  }

  /// Says what is wrong with a key, or a text in the place of a row, that begins like a field.
  private mutating func explain(_ text: String, _ type: FieldType, _ pointer: JSONPointer) {
    guard case .object(let form) = type,
      let remark = DraftFault.remark(on: text.utf8, DraftFault.knownFields(form))
    else { return }
    found.add(pointer, "not-a-field", remark.message.zh, remark.message.en)
  }

  /// - Returns: nil for what the form does not know.
  private func memberType(_ name: String, of type: FieldType) -> FieldType? {
    switch type {
    case .object(let form): form[name]?.type
    case .map(let element, _): element
    default: nil
    }
  }

  private mutating func scalar(
    _ scalar: Node.Scalar, _ type: FieldType, _ pointer: JSONPointer, _ around: Surroundings
  ) -> JSON? {
    if firstByte(at: scalar.mark) == UInt8(ascii: "!") {
      found.add(
        pointer, "tag", "以 ! 开头的文字请用引号括起来", "a text that begins with ! needs quotation marks around it")
      return nil
    }
    guard scalar.style == .plain else { return self.scalar(scalar.string, type, pointer) }
    if scalar.string.isEmpty { return nil }
    switch type {
    case .text, .longText: return .string(plain(scalar, type, pointer, around))
    case .object: explain(scalar.string, type, pointer)
    default: break
    }
    return self.scalar(scalar.string, type, pointer)
  }

  /// A plain text as it stands in the draft. Within brackets YAML's reading stays, and a ` #` is refused.
  private mutating func plain(
    _ scalar: Node.Scalar, _ type: FieldType, _ pointer: JSONPointer, _ around: Surroundings
  ) -> String {
    guard let mark = scalar.mark, let lines = finder?.lines, let rest = finder?.tail(at: mark) else {
      return scalar.string
    }
    guard !around.isFlow else {
      if PlainText.isCutInBrackets(rest) {
        found.add(
          pointer, "comment-in-text", "括号里，空格后的 # 起会被当作注释；请用引号把文字括起来",
          "within brackets a # behind a space begins a comment; put the text in quotation marks")
      }
      return scalar.string
    }
    let text = PlainText(rest, at: mark, below: around.margin, in: lines)
    if case .longText = type { return text.paragraphs }
    return text.folded
  }

  private mutating func firstByte(at mark: Mark?) -> UInt8? { mark.flatMap { finder?.tail(at: $0) }?.first }

  /// Whether brackets begin at a mark; the style that comes with a node is that of its end.
  private mutating func isBracket(at mark: Mark?) -> Bool {
    let first = firstByte(at: mark)
    return first == UInt8(ascii: "[") || first == UInt8(ascii: "{")
  }

  private mutating func scalar(_ text: String, _ type: FieldType, _ pointer: JSONPointer) -> JSON? {
    switch type {
    case .integer, .decimal:
      let digits = Self.halfWidth(text)
      return ExactDecimal(digits).map(JSON.number) ?? .string(digits)
    case .day, .time, .term, .termCode, .week, .hours: return .string(Self.halfWidth(text))
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

  /// The digits, colons and dashes of a Chinese keyboard as those of any other.
  private static func halfWidth(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let isFullWidth = (0xFF01...0xFF5E).contains(scalar.value)
      result.append(isFullWidth ? Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar : scalar)
    }
    return String(result)
  }

  private mutating func reference(_ text: String, _ kind: String, _ pointer: JSONPointer) -> JSON? {
    if let id = DocumentID(text: text) { return .string(id.description) }
    let candidates = names.candidates(for: text, kind: kind, yearStarting: yearStarting)
    let label = Kind.named(kind)?.label ?? Text(kind, kind)
    switch candidates.count {
    case 1: return .string(candidates[0].description)
    case 0:
      let near = names.near(text, kind: kind)
      let (zh, en) = (near.map { "“\($0)”" }.joined(separator: "、"), near.map { "\"\($0)\"" }.joined(separator: " or "))
      found.add(
        pointer, "unknown-name",
        "没有叫“\(text.excerpt())”的\(label.zh)\(near.isEmpty ? "；请核对，或写编号" : "，是不是\(zh)？")",
        "no \(label.en.lowercased()) is called \"\(text.excerpt())\""
          + (near.isEmpty ? "; check it, or write the id" : "; did you mean \(en)?"))
    default:
      let ids = candidates.map(\.description).joined(separator: "、")
      found.add(
        pointer, "ambiguous-name", "叫“\(text.excerpt())”的\(label.zh)不止一个，请写编号：\(ids)",
        "\"\(text.excerpt())\" means more than one \(label.en.lowercased()); write the id: \(ids)")
    }
    // A stand-in that is well-formed, so that the one message above is the only one about this place.
    let digits = String(found.count + found.more)
    return .string("00000000-0000-0000-0000-" + String(repeating: "0", count: 12 - digits.count) + digits)
  }
}
