import Shared

/// A file of marks understood as the score sheets of a test: each row is read, checked and told about by itself, so that a
/// file of any size costs a pass and no more than its sheets.
struct ScoreImport {
  /// The sheet of one class, with the record that each of its rows came from.
  struct Sheet {
    let classID: DocumentID
    let label: String
    /// The heading of the students' column.
    let studentColumn: String?
    var rows: [ScoreSheet.Row] = []
    var records: [Int] = []
  }

  let encoding: String
  /// By class, in the order in which the file names them.
  private(set) var sheets: [Sheet] = []
  private(set) var notes: [Text] = []

  private let columns: ScoreColumns
  private let paper: ScoreSheet.Paper
  private var classes: ClassLabels
  private var positions: [DocumentID: Int] = [:]
  private var firstRecords: [String: Int] = [:]
  private var findings = Findings()
  /// Present students without any mark whose sheet says so in so many words.
  private var blankCount = 0

  /// - Throws: `Refusal` with 422 and what is wrong with the file, all at once.
  init(csv bytes: [UInt8], test: Test, classes: ClassLabels) throws {
    var table = try ScoreTable(csv: bytes)
    encoding = table.encoding
    columns = try ScoreColumns(table.header, test: test)
    paper = ScoreSheet.Paper(test)
    self.classes = classes
    do {
      while let record = try table.next() { read(record) }
    } catch let refusal as Refusal {
      findings.add(refusal)
    }
    try findings.refuse()
    guard !sheets.isEmpty else {
      throw ScoreTable.refusal("empty", Text("只有表头，没有成绩", "there is a header and no marks"))
    }
    if table.foldedCount > 0 {
      notes.append(
        Text(
          "\(table.foldedCount) 个全角字符按半角读取", "\(table.foldedCount) full-width characters were read as plain ones"))
    }
    notes += columns.notes
    if blankCount > 0 {
      notes.append(
        Text(
          "\(blankCount) 名学生写明正常而没有分数，记 0 分", "\(blankCount) students present in so many words have no marks and get 0")
      )
    }
  }

  private mutating func find(_ code: String, _ record: ScoreTable.Record, _ column: ScoreColumns.Column?, _ text: Text)
  {
    findings.add(code, row: record.number, column: column.flatMap(columns.heading), text)
  }

  private mutating func read(_ record: ScoreTable.Record) {
    guard record.width == columns.all.count else {
      return find(
        "ragged-row", record, nil,
        Text(
          "这一行有 \(record.width) 格，表头有 \(columns.all.count) 格",
          "has \(record.width) cells, the header has \(columns.all.count)"))
    }
    var (className, statusText) = ("", "")
    var row = ScoreSheet.Row(student: "", status: .present)
    var items: [String: ExactDecimal] = [:]
    var isReadable = true
    for (column, text) in zip(columns.all, record.fields) {
      switch column {
      case .schoolClass: className = text
      case .student: row.student = text
      case .status: statusText = text
      case .total: row.total = mark(text, record, column, &isReadable)
      case .item(let number): items[number] = mark(text, record, column, &isReadable)
      case .ignored: break
      }
    }
    guard !row.student.isEmpty else {
      return find("student-missing", record, .student, Text("缺少学生代码", "the student code is missing"))
    }
    if let problem = StudentCode.problem(with: row.student) { find("bad-student-code", record, .student, problem) }
    guard let status = statusText.isEmpty ? .present : Self.status(statusText) else {
      let shown = statusText.prefix(20)
      return find(
        "unknown-status", record, .status,
        Text("“\(shown)”不是正常、缺考、免考、缓考、作弊、转出之一", "\"\(shown)\" is no status"))
    }
    row.status = status
    if columns.hasItems, !items.isEmpty { row.items = items }
    if isReadable { complete(&row, isSaid: !statusText.isEmpty) }
    if isReadable { check(row, record) }
    guard let schoolClass = schoolClass(className, record) else { return }
    add(row, to: schoolClass, record)
  }

  /// 正常 in so many words and no mark at all: everything was left blank.
  private mutating func complete(_ row: inout ScoreSheet.Row, isSaid: Bool) {
    guard row.status == .present, isSaid, row.total == nil, row.items == nil else { return }
    if columns.hasItems { row.items = [:] } else { row.total = .zero }
    blankCount += 1
  }

  private static func status(_ text: String) -> ScoreStatus? {
    ScoreStatus.descriptor.entry(matching: text).flatMap { ScoreStatus(rawValue: $0.code) }
  }

  private mutating func mark(
    _ text: String, _ record: ScoreTable.Record, _ column: ScoreColumns.Column, _ isReadable: inout Bool
  ) -> ExactDecimal? {
    if text.isEmpty { return nil }
    guard let value = ExactDecimal(text) else {
      isReadable = false
      find("not-a-number", record, column, Text("“\(text.prefix(20))”不是分数", "\"\(text.prefix(20))\" is not a mark"))
      return nil
    }
    if value < .zero {
      isReadable = false
      find("score-negative", record, column, Text("分数不能是负数", "a mark can't be negative"))
    } else if value.scale > 2 {
      isReadable = false
      find("too-precise", record, column, Text("分数最多两位小数", "a mark has at most two decimals"))
    }
    return value
  }

  private mutating func schoolClass(_ text: String, _ record: ScoreTable.Record) -> ClassLabels.Entry? {
    let shown = text.prefix(20)
    switch classes.read(text) {
    case .found(let entry): return entry
    case .unknown:
      find(
        "unknown-class", record, .schoolClass, Text("没有“\(shown)”这个班", "there is no class \"\(shown)\""))
    case .ofAnotherGrade(let entry):
      let grade = Grade.label(classes.grade)
      find(
        "wrong-grade", record, .schoolClass,
        Text(
          "“\(shown)”是\(entry.label)，这次测试是\(grade.zh)年级的",
          "\"\(shown)\" is \(entry.label), the test is of grade \(grade.en)"))
    case .ambiguous(let entries):
      let names = entries.map(\.label).joined(separator: ", ")
      find(
        "unknown-class", record, .schoolClass,
        Text("“\(shown)”可以是 \(names)，请写明", "\"\(shown)\" may be \(names); write which"))
    }
    return nil
  }

  private mutating func add(_ row: ScoreSheet.Row, to schoolClass: ClassLabels.Entry, _ record: ScoreTable.Record) {
    let position = positions[schoolClass.id] ?? sheets.count
    if position == sheets.count {
      positions[schoolClass.id] = position
      sheets.append(
        Sheet(classID: schoolClass.id, label: schoolClass.label, studentColumn: columns.heading(.student)))
    }
    guard sheets[position].rows.count < ScoreSheet.maximumRows else {
      return find(
        "too-many", record, .schoolClass,
        Text("一个班最多 \(ScoreSheet.maximumRows) 名学生", "a class has at most \(ScoreSheet.maximumRows) students"))
    }
    if let first = firstRecords[row.student] {
      return find(
        "duplicate-student", record, .student,
        Text("与第 \(first) 行是同一名学生", "the same student as in row \(first)"))
    }
    firstRecords[row.student] = record.number
    sheets[position].rows.append(row)
    sheets[position].records.append(record.number)
  }

  /// The rules of score sheets, told with the file's own row and column.
  private mutating func check(_ row: ScoreSheet.Row, _ record: ScoreTable.Record) {
    var found = Violations()
    row.check(&found, at: JSONPointer())
    paper.check(row, &found, at: JSONPointer())
    if columns.hasItems, let total = row.total, row.items == nil, found.isEmpty {
      find(
        "sum-mismatch", record, .total,
        Text("总分 \(total)，没有各题得分", "the total is \(total), there are no item marks"))
    }
    for violation in found {
      let tokens = violation.pointer.tokens
      let column: ScoreColumns.Column? =
        switch tokens.first {
        case "items": tokens.last.map { .item($0) }
        case "status": .status
        case "total": .total
        default: nil
        }
      find(violation.code, record, column, violation.text)
    }
  }
}
