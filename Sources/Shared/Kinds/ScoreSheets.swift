/// What became of a student's test.
public enum ScoreStatus: String, Choice {
  case present, absent, exempt, deferred, void, transferred

  public static let descriptorName = "score-statuses"
  public static let descriptorLabel = Text("参考情况", "Score status")

  public var label: Text {
    switch self {
    case .present: Text("正常", "Present")
    case .absent: Text("缺考", "Absent")
    case .exempt: Text("免考", "Exempt")
    case .deferred: Text("缓考", "Deferred")
    case .void: Text("作弊", "Void")
    case .transferred: Text("转出", "Transferred")
    }
  }

  public var mappings: [Descriptor.Mapping] {
    switch self {
    case .present: [.init("OneRoster 1.2 scoreStatus", "fully graded", verified: true)]
    case .absent: [.init("OneRoster 1.2 scoreStatus", "not submitted", verified: true)]
    case .exempt: [.init("OneRoster 1.2 scoreStatus", "exempt", verified: true)]
    case .deferred, .void, .transferred: []
    }
  }

  /// Whether the student was to sit the test: present, absent and void were; the others were not.
  public var isExpected: Bool {
    switch self {
    case .present, .absent, .void: true
    case .exempt, .deferred, .transferred: false
    }
  }
}

/// The marks of one class in one test (登分表). Students are codes, never names.
public struct ScoreSheet: Body {
  public struct Row: Codable, Hashable, Sendable {
    public var student: String
    public var status: ScoreStatus
    public var total: ExactDecimal?
    /// Marks by item number; an item without a mark was left blank.
    public var items: [String: ExactDecimal]?

    public init(
      student: String, status: ScoreStatus, total: ExactDecimal? = nil, items: [String: ExactDecimal]? = nil
    ) {
      self.student = student
      self.status = status
      self.total = total
      self.items = items
    }

    static let form = Form(
      .required("student", "学生代码", "Student", .student),
      .required("status", "参考情况", "Status", .choice(ScoreStatus.descriptor)),
      .field("total", "总分", "Total", Test.mark),
      .field("items", "各题得分", "Items", .map(Test.mark, max: 200)))
  }

  /// How many students a sheet may hold.
  public static let maximumRows = 2000

  public var groupId: DocumentID
  public var term: TermCode
  public var testId: DocumentID
  public var classId: DocumentID
  public var rows: [Row]

  public init(
    groupId: DocumentID, term: TermCode, testId: DocumentID, classId: DocumentID, rows: [Row]
  ) {
    self.groupId = groupId
    self.term = term
    self.testId = testId
    self.classId = classId
    self.rows = rows
  }

  public static let kind = Kind(
    Self.self, name: "score-sheets", label: Text("登分表", "Score sheet"),
    form: Form(
      .required("groupId", "备课组", "Group", .reference("groups")),
      .required("term", "学期", "Term", .term),
      .required("testId", "测试", "Test", .reference("tests")),
      .required("classId", "班级", "Class", .reference("classes")),
      .required("rows", "成绩", "Rows", .table(Row.form, key: ["student"], max: maximumRows))),
    naturalKey: ["testId", "classId"])

  public func validate(_ violations: inout Violations) {
    var first: [String: Int] = [:]
    for (index, row) in rows.enumerated() {
      let place = JSONPointer(["rows"]) / index
      if let earlier = first.updateValue(index, forKey: row.student) {
        violations.add(
          place / "student", "duplicate-student", "学生代码与第 \(earlier + 1) 行重复",
          "the same student as in row \(earlier + 1)")
      }
      row.check(&violations, at: place)
    }
  }

  /// What is wrong with the marks once the test is known: items that it lacks, marks above the full mark,
  /// totals that are not the sum of the items, a present student without any mark.
  ///
  /// - Parameter most: how many of them are told.
  public func violations(against test: Test, upTo most: Int = Violations.limit) -> Violations {
    let paper = Paper(test)
    var violations = Violations(upTo: most)
    for (index, row) in rows.enumerated() { paper.check(row, &violations, at: JSONPointer(["rows"]) / index) }
    return violations
  }
}

extension ScoreSheet.Row {
  /// What holds of a row whatever the test is.
  public func check(_ violations: inout Violations, at place: JSONPointer) {
    let hasMarks = total != nil || !(items ?? [:]).isEmpty
    if hasMarks, status != .present, status != .void {
      violations.add(
        place / "status", "status-with-score", "\(status.label.zh)的学生不应有分数",
        "a student who was \(status.rawValue) has no marks")
    }
  }
}

extension ScoreSheet {
  /// What marks are held against: a test's full mark and those of its items.
  public struct Paper: Sendable {
    private let fullMark: ExactDecimal
    private let items: [String: ExactDecimal]

    public init(_ test: Test) {
      fullMark = test.fullMark
      items = Dictionary(
        (test.items ?? []).map { ($0.number, $0.fullMark) }, uniquingKeysWith: { first, _ in first })
    }

    /// Adds what is wrong with the marks of one row; `place` is the row's.
    public func check(_ row: Row, _ violations: inout Violations, at place: JSONPointer) {
      // Only of marks that can be: others would overflow it, and are told by themselves.
      var sum: Int64? = 0
      for (number, mark) in (row.items ?? [:]).sorted(by: { $0.key < $1.key }) {
        guard let full = items[number] else {
          violations.add(
            place / "items" / number, "unknown-item", "试卷没有第 \(number) 题", "the test has no item \(number)")
          sum = nil
          continue
        }
        if mark > full {
          violations.add(
            place / "items" / number, "score-above-full", "第 \(number) 题满分 \(full)，得分 \(mark)",
            "item \(number) has a full mark of \(full), not \(mark)")
        }
        let isPossible = mark >= .zero && mark <= full
        sum = sum.flatMap { sum in isPossible ? mark.hundredths.map { sum + $0 } : nil }
      }
      if let total = row.total, total > fullMark {
        violations.add(
          place / "total", "score-above-full", "满分 \(fullMark)，得分 \(total)",
          "the full mark is \(fullMark), not \(total)")
      }
      if let total = row.total, row.items != nil, let sum, total.hundredths != sum {
        violations.add(
          place / "total", "sum-mismatch", "总分 \(total)，各题合计 \(ExactDecimal(hundredths: sum))",
          "the total is \(total), the items add up to \(ExactDecimal(hundredths: sum))")
      }
      if row.status == .present, row.total == nil, row.items == nil {
        violations.add(place, "score-missing", "没有分数", "there is no mark")
      }
    }
  }
}
