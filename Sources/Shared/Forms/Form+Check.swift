extension Form {
  /// Reads a tree strictly against the form.
  ///
  /// - Returns: the canonical tree (no nulls, one form for every value), and everything that is wrong with
  ///   the input, all at once: unknown and missing members, wrong types, values out of range.
  public func check(_ tree: JSON) -> (canonical: JSON, violations: Violations) {
    var violations = Violations()
    let canonical = check(tree, &violations)
    return (canonical, violations)
  }

  /// Places are told from here; whoever called adds its own on the way out, so that a right body builds none.
  func check(_ tree: JSON, _ violations: inout Violations) -> JSON {
    guard case .object(let object) = tree else {
      violations.wrongType(expected: Text("对象", "an object"), found: tree)
      return tree
    }
    var members: [JSONObject.Member] = []
    members.reserveCapacity(object.members.count)
    for member in object.members {
      guard let field = self[member.key] else {
        violations.unknownMember(member.key, among: fields)
        continue
      }
      if case .null = member.value { continue }
      let before = violations.count
      members.append((member.key, field.type.check(member.value, &violations)))
      violations.prefix(with: member.key, from: before)
    }
    for field in fields where field.isRequired && (object[field.key] ?? .null) == .null {
      violations.add(
        JSONPointer([field.key]), "required", "缺少“\(field.label.zh)”", "\(field.label.en) is missing")
    }
    return .object(JSONObject(sorted: members))
  }
}

extension FieldType {
  /// Reads one value against its type and returns its canonical form.
  func check(_ value: JSON, _ violations: inout Violations) -> JSON {
    switch self {
    case .text(let max): return checkText(value, max: max, isOneLine: true, &violations)
    case .longText(let max): return checkText(value, max: max, isOneLine: false, &violations)
    case .code(let max): return checkCode(value, max: max, &violations)
    case .student: return checkStudent(value, &violations)
    case .integer(let range):
      guard let integer = value.number?.integer else {
        violations.notANumber(expected: Text("整数", "a whole number"), found: value)
        return value
      }
      if !range.contains(integer) {
        violations.add(
          JSONPointer(), "range", "应在 \(range.lowerBound) 到 \(range.upperBound) 之间，现为 \(integer)",
          "must be between \(range.lowerBound) and \(range.upperBound), is \(integer)")
      }
      return value
    case .decimal(let range, let places):
      guard let number = value.number else {
        violations.notANumber(expected: Text("数", "a number"), found: value)
        return value
      }
      if !range.contains(number) {
        violations.add(
          JSONPointer(), "range", "应在 \(range.lowerBound) 到 \(range.upperBound) 之间，现为 \(number)",
          "must be between \(range.lowerBound) and \(range.upperBound), is \(number)")
      } else if number.scale > places {
        violations.add(
          JSONPointer(), "too-precise", "小数最多 \(places) 位，现为 \(number)",
          "at most \(places) decimals, is \(number)")
      }
      return value
    case .boolean:
      if value.bool == nil {
        violations.wrongType(expected: Text("true 或 false", "true or false"), found: value)
      }
      return value
    case .day:
      return checkText(
        value, as: Day.self, expected: Text("日期，如 2024-02-26", "a day such as 2024-02-26"), &violations)
    case .time:
      return checkText(
        value, as: ClockTime.self, expected: Text("时间，如 14:30", "a time such as 14:30"), &violations)
    case .term, .termCode:
      return checkText(
        value, as: TermCode.self, expected: Text("学期，如 2023-2024-2", "a term such as 2023-2024-2"),
        &violations)
    case .schoolYear:
      return checkText(
        value, as: SchoolYear.self, expected: Text("学年，如 2023-2024", "a school year such as 2023-2024"), &violations)
    case .week:
      return checkText(
        value, as: Week.self,
        expected: Text("周次：1 到 30、pre（开学前）或 final（期末）", "a week: 1 to 30, pre or final"),
        &violations)
    case .hours:
      return checkText(
        value, as: Hours.self, expected: Text("课时，如 10 或 10+1", "lesson hours such as 10 or 10+1"),
        &violations)
    case .reference(let kind):
      return checkText(
        value, as: DocumentID.self, expected: Text("\(kind) 的编号（UUID）", "the id (a UUID) of one of \(kind)"),
        &violations)
    case .choice(let descriptor): return checkChoice(value, descriptor, &violations)
    case .object(let form): return form.check(value, &violations)
    case .list(let element, let max):
      return checkItems(value, max: max, &violations) { item, violations in
        element.check(item, &violations)
      }
    case .set(let element, let max):
      let canonical = checkItems(value, max: max, &violations) { item, violations in
        element.check(item, &violations)
      }
      checkDistinct(canonical, &violations)
      return canonical
    case .table(let form, _, let max):
      return checkItems(value, max: max, &violations) { row, violations in
        form.check(row, &violations)
      }
    case .map(let element, let max): return checkMap(value, element, max: max, &violations)
    }
  }

  private func checkText(
    _ value: JSON, max: Int, isOneLine: Bool, _ violations: inout Violations
  ) -> JSON {
    guard case .string(var text) = value else {
      violations.wrongType(expected: Text("文字", "text"), found: value)
      return value
    }
    if text.utf8.contains(0x0D) { text = text.withLineFeeds }
    if text.utf8.count > max, text.unicodeScalars.count > max {
      violations.add(
        JSONPointer(), "too-long", "最多 \(max) 字，现有 \(text.unicodeScalars.count) 字",
        "at most \(max) characters, has \(text.unicodeScalars.count)")
    }
    if text.hasControlCharacter {
      violations.add(JSONPointer(), "control-character", "含有控制字符", "has a control character")
    } else if isOneLine, text.utf8.contains(0x0A) {
      violations.add(JSONPointer(), "one-line", "只能写一行", "must be one line")
    }
    return .string(text)
  }

  private func checkCode(
    _ value: JSON, max: Int, _ violations: inout Violations
  ) -> JSON {
    guard case .string(let text) = value else {
      violations.wrongType(expected: Text("代码", "a code"), found: value)
      return value
    }
    if text.isEmpty || text.utf8.count > max || !text.utf8.allSatisfy(Self.isCodeByte) {
      violations.add(
        JSONPointer(), "bad-code", "应为 1 到 \(max) 个字母、数字或 _ - .",
        "must be 1 to \(max) letters, digits or _ - .")
    }
    return value
  }

  private func checkStudent(_ value: JSON, _ violations: inout Violations) -> JSON {
    guard case .string(let text) = value else {
      violations.wrongType(expected: Text("学生代码", "a student code"), found: value)
      return value
    }
    if let problem = StudentCode.problem(with: text) {
      violations.add(JSONPointer(), "bad-student-code", problem.zh, problem.en)
    }
    return value
  }

  private static func isCodeByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."):
      true
    default: false
    }
  }

  private func checkText<Value: TextCodable>(
    _ value: JSON, as type: Value.Type, expected: Text,
    _ violations: inout Violations
  ) -> JSON {
    guard case .string(let text) = value else {
      violations.wrongType(expected: expected, found: value)
      return value
    }
    guard let parsed = Value(text: text) else {
      let shown = text.excerpt()
      violations.add(
        JSONPointer(), "format", "“\(shown)”不是\(expected.zh)", "\"\(shown)\" is not \(expected.en)")
      return value
    }
    return Value.acceptsVariants ? .string(parsed.description) : value
  }

  private func checkChoice(
    _ value: JSON, _ descriptor: Descriptor, _ violations: inout Violations
  ) -> JSON {
    guard case .string(let text) = value else {
      violations.wrongType(expected: Text("代码", "a code"), found: value)
      return value
    }
    if !descriptor.entries.contains(where: { $0.code == text }) {
      violations.add(
        JSONPointer(), "enum", "“\(text.excerpt())”不在\(descriptor.label.zh)之列：\(descriptor.codes.zh)",
        "\"\(text.excerpt())\" is none of: \(descriptor.codes.en)")
    }
    return value
  }

  private func checkItems(
    _ value: JSON, max: Int, _ violations: inout Violations,
    _ check: (JSON, inout Violations) -> JSON
  ) -> JSON {
    guard case .array(let items) = value else {
      violations.wrongType(expected: Text("列表", "a list"), found: value)
      return value
    }
    if items.count > max {
      violations.add(
        JSONPointer(), "too-many", "最多 \(max) 项，现有 \(items.count) 项", "at most \(max) entries, has \(items.count)")
      return value
    }
    var canonical: [JSON] = []
    canonical.reserveCapacity(items.count)
    for (index, item) in items.enumerated() {
      let before = violations.count
      canonical.append(check(item, &violations))
      violations.prefix(with: String(index), from: before)
    }
    return .array(canonical)
  }

  private func checkDistinct(_ value: JSON, _ violations: inout Violations) {
    var seen: Set<JSON> = []
    for (index, item) in (value.array ?? []).enumerated() where !seen.insert(item).inserted {
      violations.add(JSONPointer([String(index)]), "duplicate", "重复", "stands here twice")
    }
  }

  private func checkMap(
    _ value: JSON, _ element: FieldType, max: Int, _ violations: inout Violations
  ) -> JSON {
    guard case .object(let object) = value else {
      violations.wrongType(expected: Text("对象", "an object"), found: value)
      return value
    }
    if object.members.count > max {
      violations.add(JSONPointer(), "too-many", "最多 \(max) 项", "at most \(max) members")
      return value
    }
    var members: [JSONObject.Member] = []
    members.reserveCapacity(object.members.count)
    for member in object.members where member.value != .null {
      if member.key.isEmpty || member.key.unicodeScalars.count > 16 {
        violations.add(JSONPointer([member.key]), "bad-code", "名称应为 1 到 16 个字", "a name has 1 to 16 characters")
      }
      let before = violations.count
      members.append((member.key, element.check(member.value, &violations)))
      violations.prefix(with: member.key, from: before)
    }
    return .object(JSONObject(sorted: members))
  }
}

extension String {
  /// The same text with the line breaks of other systems as line feeds.
  fileprivate var withLineFeeds: String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(utf8.count)
    var previous: UInt8 = 0
    for byte in utf8 {
      if byte == 0x0D { bytes.append(0x0A) } else if byte != 0x0A || previous != 0x0D { bytes.append(byte) }
      previous = byte
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Whether it is one line without control characters, as names are.
  public var isOneLine: Bool { !hasControlCharacter && utf8.allSatisfy { $0 != 0x0A && $0 != 0x09 } }

  /// Whether it holds a control character other than tab and line feed. Those of ISO 6429 (U+0080 to U+009F, two
  /// bytes that begin with C2) move a terminal's cursor as well as the old ones do. U+2028 and U+2029 are none.
  fileprivate var hasControlCharacter: Bool {
    var previous: UInt8 = 0
    for byte in utf8 {
      if byte < 0x20 && byte != 0x0A && byte != 0x09 || byte == 0x7F { return true }
      if previous == 0xC2, byte < 0xA0 { return true }
      previous = byte
    }
    return false
  }
}

extension Violations {
  mutating func wrongType(expected: Text, found: JSON) {
    let foundInChinese =
      switch found {
      case .null: "空"
      case .bool: "真假值"
      case .number, .wideNumber: "数"
      case .string: "文字"
      case .array: "列表"
      case .object: "对象"
      }
    add(
      JSONPointer(), "type", "应为\(expected.zh)，现为\(foundInChinese)",
      "must be \(expected.en), is \(found.typeName)")
  }

  fileprivate mutating func notANumber(expected: Text, found: JSON) {
    guard case .wideNumber = found else { return wrongType(expected: expected, found: found) }
    add(JSONPointer(), "number-range", "数字位数太多", "the number has too many digits")
  }
}
