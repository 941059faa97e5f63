import Shared

/// What each column of a file of marks holds, by its heading.
struct ScoreColumns {
  enum Column: Hashable {
    case schoolClass, student, status, total
    case item(String)
    case ignored
  }

  let all: [Column]
  let hasItems: Bool
  /// What was passed over.
  private(set) var notes: [Text] = []
  private var headings: [Column: String] = [:]

  private static let names: [String: Column] = [
    "班级": .schoolClass, "class": .schoolClass,
    "学生代码": .student, "学生": .student, "学号": .student, "student": .student,
    "参考情况": .status, "状态": .status, "情况": .status, "status": .status,
    "总分": .total, "成绩": .total, "total": .total,
  ]

  /// A number that is no item is refused, an unknown word passed over.
  /// - Throws: `Refusal` with 422 and everything that is wrong with the headings.
  init(_ header: [String], test: Test) throws {
    let items = (test.items ?? []).map(\.number)
    let known = Set(items)
    var findings = Findings()
    var columns: [Column] = []
    var unused: [String] = []
    for heading in header {
      let name = String(heading.filter { !$0.isWhitespace })
      let column: Column
      if let item = Self.item(name, of: known) {
        column = .item(item)
      } else if let word = Self.names[name.lowercased()] {
        column = word
      } else {
        column = .ignored
        if Self.isNumber(name) {
          findings.add(
            "unknown-column", row: 1, column: heading,
            Text("试卷没有第 \(name.prefix(20)) 题", "the test has no item \(name.prefix(20))"))
        } else if !name.isEmpty {
          unused.append("“\(heading.prefix(40))”")
        }
      }
      if column != .ignored, headings.updateValue(heading, forKey: column) != nil {
        findings.add("duplicate-column", row: 1, column: heading, Text("这一列出现了两次", "this column stands twice"))
      }
      columns.append(column)
    }
    all = columns
    let present = headings
    let missing = items.filter { present[.item($0)] == nil }
    hasItems = missing.count < items.count
    if !unused.isEmpty { notes.append(Self.note(unused: unused)) }
    for (column, name) in [(Column.schoolClass, "班级"), (.student, "学生代码")] where present[column] == nil {
      findings.add(
        "missing-column", row: 1, column: name, Text("缺少“\(name)”一列", "column \"\(name)\" is missing"))
    }
    if hasItems {
      for item in missing {
        findings.add(
          "missing-column", row: 1, column: item, Text("缺少第 \(item) 题一列", "the column of item \(item) is missing"))
      }
    } else if present[.total] == nil {
      findings.add(
        "missing-column", row: 1, column: "总分", Text("既没有各题得分，也没有总分", "there are neither item marks nor totals"))
    }
    try findings.refuse()
  }

  /// The heading as the file has it.
  func heading(_ column: Column) -> String? { headings[column] }

  private static func note(unused: [String]) -> Text {
    let shown = unused.prefix(20).joined(separator: " ")
    let rest = unused.count - 20
    return Text(
      "没有用到的列：\(shown)" + (rest > 0 ? "，还有 \(rest) 列" : ""),
      "columns that were not used: \(shown)" + (rest > 0 ? " and \(rest) more" : ""))
  }

  /// The item that a heading names: by its number, or as 第1题, 1题, Q1, 1(4分), 一.
  private static func item(_ name: String, of items: Set<String>) -> String? {
    if items.contains(name) { return name }
    var rest = name[...]
    if rest.hasSuffix("分)") || rest.hasSuffix("分]"), let open = rest.lastIndex(where: { "([".contains($0) }) {
      rest = rest[..<open]
    }
    if rest.hasPrefix("第") { rest.removeFirst() }
    if rest.hasSuffix("题") { rest.removeLast() }
    if rest.hasPrefix("Q") || rest.hasPrefix("q") { rest.removeFirst() }
    let number = ChineseNumeral.value(of: rest).map(String.init) ?? String(rest)
    return items.contains(number) ? number : nil
  }

  /// `13`, `13(2)`, `第13题` and `十三` are numbers; `三好学生` is a word.
  private static func isNumber(_ name: String) -> Bool {
    let rest = name.hasPrefix("第") ? name.dropFirst() : name[...]
    guard let first = rest.first else { return false }
    return first.isASCII && first.isNumber || rest.allSatisfy(\.isNumber)
  }
}

/// What is wrong with a file, up to 500 things; the rest is counted.
struct Findings {
  static let maximum = 500

  private(set) var all: [Refusal.Finding] = []
  private(set) var more = 0

  var isEmpty: Bool { all.isEmpty }

  mutating func add(_ code: String, row: Int?, column: String? = nil, _ text: Text) {
    guard all.count < Self.maximum else { return more += 1 }
    all.append(.init(pointer: "", code: code, text: text, row: row, column: column.map { String($0.prefix(60)) }))
  }

  mutating func add(_ refusal: Refusal) {
    for finding in refusal.findings { add(finding.code, row: finding.row, column: finding.column, finding.text) }
  }

  /// - Throws: `Refusal` with 422 when there is anything.
  func refuse() throws {
    guard !isEmpty else { return }
    let count = all.count + more
    var refusal = Refusal(
      .validation, Text("文件没有导入：\(count) 处有误", "nothing was imported: \(count) faults"))
    refusal.findings = all
    refusal.more = more > 0 ? more : nil
    throw refusal
  }
}
