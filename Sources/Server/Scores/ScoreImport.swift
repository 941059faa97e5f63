import Shared

/// A table of marks understood as the score sheets of a test: which column is what, and what each row says.
struct ScoreImport {
  /// The sheet of one class, with the record that each of its rows came from.
  struct Sheet {
    let classID: DocumentID
    let label: String
    var rows: [ScoreSheet.Row] = []
    var records: [Int] = []
  }

  private enum Column: Hashable {
    case schoolClass, student, status, total
    case item(String)
    case ignored
  }

  private static let names: [String: Column] = [
    "班级": .schoolClass, "class": .schoolClass,
    "学生代码": .student, "学生": .student, "学号": .student, "student": .student,
    "参考情况": .status, "状态": .status, "情况": .status, "status": .status,
    "总分": .total, "成绩": .total, "total": .total,
  ]

  let test: Test
  private let classes: [String: (id: DocumentID, label: String)]
  private(set) var sheets: [Sheet] = []
  private(set) var notes: [Text]
  private var findings: [Refusal.Finding] = []

  /// - Parameter classes: the school's classes by every way of writing their label in the test's term.
  /// - Throws: `Refusal` with 422 and everything that is wrong with the file, all at once.
  init(_ table: ScoreTable, test: Test, classes: [String: (id: DocumentID, label: String)]) throws {
    self.test = test
    self.classes = classes
    notes = table.notes
    let columns = try columns(of: table.header)
    for record in table.records { read(record, columns: columns, header: table.header) }
    checkAgainstTest(header: table.header)
    guard findings.isEmpty else {
      var refusal = Refusal(
        .validation, Text("文件没有导入：\(findings.count) 处有误", "nothing was imported: \(findings.count) faults"))
      refusal.findings = findings.sorted { ($0.row ?? 0, $0.column ?? "") < ($1.row ?? 0, $1.column ?? "") }
      throw refusal
    }
  }

  /// What each column holds. A number that is no item is refused, an unknown word passed over.
  private mutating func columns(of header: [String]) throws -> [Column] {
    let items = Set((test.items ?? []).map(\.number))
    var refusal = Refusal(.validation)
    func refuse(_ code: String, _ column: String, _ text: Text) {
      refusal.findings.append(.init(pointer: "", code: code, text: text, row: 1, column: column))
    }
    var columns: [Column] = []
    for name in header {
      let column: Column
      if items.contains(name) {
        column = .item(name)
      } else if let known = Self.names[name.lowercased()] {
        column = known
      } else if Self.isNumber(name) {
        refuse("unknown-column", name, Text("试卷没有第 \(name) 题", "the test has no item \(name)"))
        column = .ignored
      } else {
        if !name.isEmpty { notes.append(Text("没有用到“\(name)”一列", "column \"\(name)\" was not used")) }
        column = .ignored
      }
      if column != .ignored, columns.contains(column) {
        refuse("duplicate-column", name, Text("这一列出现了两次", "this column stands twice"))
      }
      columns.append(column)
    }
    let present = Set(columns)
    let itemsPresent = items.filter { present.contains(.item($0)) }
    for (column, name) in [(Column.schoolClass, "班级"), (.student, "学生代码")] where !present.contains(column) {
      refuse("missing-column", name, Text("缺少“\(name)”一列", "column \"\(name)\" is missing"))
    }
    if itemsPresent.isEmpty, !present.contains(.total) {
      refuse("missing-column", "总分", Text("既没有各题得分，也没有总分", "there are neither item marks nor totals"))
    }
    if !itemsPresent.isEmpty {
      for item in (test.items ?? []).map(\.number) where !itemsPresent.contains(item) {
        refuse("missing-column", item, Text("缺少第 \(item) 题一列", "the column of item \(item) is missing"))
      }
    }
    guard refusal.findings.isEmpty else { throw refusal }
    return columns
  }

  /// `13`, `13(2)` and `十三` are numbers; `三好学生` is a word.
  private static func isNumber(_ name: String) -> Bool {
    guard let first = name.first else { return false }
    return first.isASCII && first.isNumber || name.allSatisfy(\.isNumber)
  }

  private mutating func read(_ record: ScoreTable.Record, columns: [Column], header: [String]) {
    var className = ""
    var row = ScoreSheet.Row(student: "", status: .present)
    var statusText = ""
    let hasItems = columns.contains { if case .item = $0 { true } else { false } }
    var items: [String: ExactDecimal] = [:]
    for (index, column) in columns.enumerated() {
      let text = record.fields[index]
      switch column {
      case .schoolClass: className = text
      case .student: row.student = text
      case .status: statusText = text
      case .total: row.total = mark(text, record, header[index])
      case .item(let number): items[number] = mark(text, record, header[index])
      case .ignored: break
      }
    }
    if row.student.isEmpty {
      return find("student-missing", record, "学生代码", Text("缺少学生代码", "the student code is missing"))
    }
    guard let status = statusText.isEmpty ? .present : Self.status(statusText) else {
      return find(
        "unknown-status", record, "参考情况",
        Text("“\(statusText)”不是正常、缺考、免考、缓考、作弊、转出之一", "\"\(statusText)\" is no status"))
    }
    row.status = status
    if hasItems, !items.isEmpty || (status == .present && !statusText.isEmpty) { row.items = items }
    // 正常 in so many words and no mark at all: everything was left blank.
    if !hasItems, status == .present, row.total == nil, !statusText.isEmpty { row.total = .zero }
    guard let schoolClass = classes[ClassLabel.normalised(className)] else {
      return find(
        "unknown-class", record, "班级", Text("没有“\(className)”这个班", "there is no class \"\(className)\""))
    }
    if let position = sheets.firstIndex(where: { $0.classID == schoolClass.id }) {
      sheets[position].rows.append(row)
      sheets[position].records.append(record.number)
    } else {
      sheets.append(
        Sheet(classID: schoolClass.id, label: schoolClass.label, rows: [row], records: [record.number]))
    }
  }

  private static func status(_ text: String) -> ScoreStatus? {
    ScoreStatus.descriptor.entry(matching: text).flatMap { ScoreStatus(rawValue: $0.code) }
  }

  private mutating func mark(_ text: String, _ record: ScoreTable.Record, _ column: String) -> ExactDecimal? {
    if text.isEmpty { return nil }
    guard let value = ExactDecimal(text) else {
      find("not-a-number", record, column, Text("“\(text.prefix(20))”不是分数", "\"\(text.prefix(20))\" is not a mark"))
      return nil
    }
    if value < .zero {
      find("score-negative", record, column, Text("分数不能是负数", "a mark can't be negative"))
    } else if value.scale > 2 {
      find("too-precise", record, column, Text("分数最多两位小数", "a mark has at most two decimals"))
    }
    return value
  }

  /// How many findings are told of a file.
  private static let mostFindings = 500

  /// The rules of score sheets, told with the file's own rows and columns.
  private mutating func checkAgainstTest(header: [String]) {
    var firstRecord: [String: Int] = [:]
    for sheet in sheets {
      for (row, record) in zip(sheet.rows, sheet.records) {
        if let first = firstRecord[row.student] {
          findings.append(
            .init(
              pointer: "", code: "duplicate-student",
              text: Text("与第 \(first) 行是同一名学生", "the same student as in row \(first)"),
              row: record, column: "学生代码"))
        } else {
          firstRecord[row.student] = record
        }
      }
      let body = ScoreSheet(
        groupId: test.groupId, term: test.term, testId: sheet.classID, classId: sheet.classID, rows: sheet.rows)
      var own = Violations(upTo: Self.mostFindings)
      body.validate(&own)
      for (index, row) in sheet.rows.enumerated() {
        if let problem = StudentCode.problem(with: row.student) {
          own.add(JSONPointer(["rows"]) / index / "student", "bad-student-code", problem.zh, problem.en)
        }
      }
      for violation in Array(own) + body.violations(against: test, upTo: Self.mostFindings)
      where violation.code != "duplicate-student" {
        add(violation, sheet)
      }
    }
  }

  private mutating func add(_ violation: Violation, _ sheet: Sheet) {
    let tokens = violation.pointer.tokens
    let row = tokens.count > 1 ? Int(tokens[1]) : nil
    let member = tokens.count > 2 ? tokens[2] : nil
    let column: String? =
      switch member {
      case "items": tokens.last
      case "student": "学生代码"
      case "status": "参考情况"
      case "total": "总分"
      default: nil
      }
    let record = row.flatMap { sheet.records.indices.contains($0) ? sheet.records[$0] : nil }
    findings.append(.init(pointer: "", code: violation.code, text: violation.text, row: record, column: column))
  }

  private mutating func find(_ code: String, _ record: ScoreTable.Record, _ column: String, _ text: Text) {
    findings.append(.init(pointer: "", code: code, text: text, row: record.number, column: column))
  }
}

/// The ways in which people write the label of a class.
enum ClassLabel {
  /// `五（3）班`, `五3班`, `5.3` and `五 3` are all `五3`.
  static func normalised(_ text: String) -> String {
    let kept = text.filter { !" ()（）[]班年级第.-".contains($0) }
    guard let first = kept.first, let grade = first.wholeNumberValue, first.isASCII, kept.count > 1,
      Grade.range.contains(grade)
    else { return kept }
    return Grade.label(grade).zh + kept.dropFirst()
  }
}
