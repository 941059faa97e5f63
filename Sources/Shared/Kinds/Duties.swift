/// What a duty is about.
public enum DutyTheme: String, Choice {
  case meetings, planning, study, pace, tests, observation, inspection, records, competitions, research
  case mentoring, openLessons = "open-lessons", support, homework, reporting, archive, attendance, other

  public static let descriptorName = "duty-themes"
  public static let descriptorLabel = Text("职责主题", "Duty theme")

  public var label: Text {
    switch self {
    case .meetings: Text("集体备课", "Meetings")
    case .planning: Text("计划", "Planning")
    case .study: Text("理论学习", "Study")
    case .pace: Text("统一进度与要求", "Common pace")
    case .tests: Text("命题与质量分析", "Tests and their analysis")
    case .observation: Text("听课", "Observation")
    case .inspection: Text("检查督促", "Checks")
    case .records: Text("记录", "Records")
    case .competitions: Text("竞赛与兴趣小组", "Competitions")
    case .research: Text("课题与论文", "Research")
    case .mentoring: Text("青年教师", "Young teachers")
    case .openLessons: Text("公开课", "Open lessons")
    case .support: Text("培优补差", "Support")
    case .homework: Text("作业", "Homework")
    case .reporting: Text("汇报反馈", "Reporting")
    case .archive: Text("存档上交", "Archive")
    case .attendance: Text("考勤", "Attendance")
    case .other: Text("其他", "Other")
    }
  }
}

/// Whose duty it is.
public enum DutyHolder: String, Choice {
  case leader
  case eachMember = "each-member"
  case group, head

  public static let descriptorName = "duty-holders"
  public static let descriptorLabel = Text("职责承担者", "Duty holder")

  public var label: Text {
    switch self {
    case .leader: Text("备课组长", "Leader")
    case .eachMember: Text("每位组员", "Each member")
    case .group: Text("备课组", "Group")
    case .head: Text("教研组长", "Research-group head")
    }
  }
}

/// How often a duty falls due.
public enum DutyPeriod: String, Choice {
  case week, fortnight, month, term, year, event

  public static let descriptorName = "duty-periods"
  public static let descriptorLabel = Text("周期", "Period")

  public var label: Text {
    switch self {
    case .week: Text("每周", "A week")
    case .fortnight: Text("每两周", "A fortnight")
    case .month: Text("每月", "A month")
    case .term: Text("每学期", "A term")
    case .year: Text("每学年", "A year")
    case .event: Text("每次", "Each time")
    }
  }
}

/// Where a piece of evidence lies. Files are kept elsewhere: here are a text, an address and a digest.
public struct Evidence: Codable, Hashable, Sendable {
  public var text: String
  public var address: String?
  public var sha256: String?

  static let form = Form(
    .required("text", "说明", "What", .text(max: 500)),
    .field("address", "存放地址", "Address", .text(max: 1000)),
    .field("sha256", "SHA-256", "SHA-256", .code(max: 64)))
}

/// One duty (职责) of a group in a term: who owes what by when, and how it is measured.
public struct Duty: Body {
  /// A number to reach: at least so many in a period.
  public struct Target: Codable, Hashable, Sendable {
    public var count: ExactDecimal
    public var unit: String
    public var period: DutyPeriod

    static let form = Form(
      .required("count", "数量", "Number", .decimal(0...100_000, places: 2)),
      .required("unit", "单位", "Unit", .text(max: 20)),
      .required("period", "周期", "Period", .choice(DutyPeriod.descriptor)))
  }

  public var groupId: DocumentID
  public var term: TermCode
  public var number: Int?
  public var theme: DutyTheme
  public var text: String
  public var holder: DutyHolder
  public var target: Target?
  public var dueDay: Day?
  public var dueWeek: Week?
  /// The day on which it was done, where a person says so.
  public var doneOn: Day?
  public var evidence: [Evidence]?
  public var remarks: String?

  public static let kind = Kind(
    Self.self, name: "duties", label: Text("职责", "Duty"),
    form: Form(
      .required("groupId", "备课组", "Group", .reference("groups")),
      .required("term", "学期", "Term", .term),
      .field("number", "序号", "Number", .integer(1...200)),
      .required("theme", "主题", "Theme", .choice(DutyTheme.descriptor)),
      .required("text", "内容", "Text", .longText(max: 2000)),
      .required("holder", "承担者", "Holder", .choice(DutyHolder.descriptor)),
      .field("target", "数量要求", "To reach", .object(Target.form)),
      .field("dueDay", "最迟日期", "Due on", .day),
      .field("dueWeek", "最迟周次", "Due in week", .week),
      .field("doneOn", "完成日期", "Done on", .day),
      .field("evidence", "依据", "Evidence", .table(Evidence.form, key: ["text"], max: 50)),
      .field("remarks", "备注", "Remarks", .paragraphs)),
    title: "text", day: "dueDay")

  public func validate(_ violations: inout Violations) {
    for (index, item) in (evidence ?? []).enumerated() {
      if let digest = item.sha256, digest.count != 64 || !digest.allSatisfy(\.isHexDigit) {
        violations.add(
          JSONPointer(["evidence"]) / index / "sha256", "format", "SHA-256 应为 64 位十六进制数",
          "a SHA-256 has 64 hexadecimal digits")
      }
    }
    if let target, target.count == .zero {
      violations.add(JSONPointer(["target", "count"]), "range", "数量应大于 0", "must be more than 0")
    }
  }
}

extension Duty: Questionable {
  static func warn(of tree: JSON, amid surroundings: Surroundings, _ warnings: inout Violations) {
    warnings.checkCalendar(
      tree, at: JSONPointer(), day: "dueDay", week: "dueWeek", takesPlace: false, of: surroundings.term)
  }
}
