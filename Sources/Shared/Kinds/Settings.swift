/// What a level rate is measured against, as shares of the full mark: 0 < low ≤ pass ≤ good ≤ excellent ≤ 1.
public struct Thresholds: Codable, Hashable, Sendable {
  public var excellent: ExactDecimal
  public var good: ExactDecimal
  public var pass: ExactDecimal
  public var low: ExactDecimal

  public init(excellent: ExactDecimal, good: ExactDecimal, pass: ExactDecimal, low: ExactDecimal) {
    self.excellent = excellent
    self.good = good
    self.pass = pass
    self.low = low
  }

  /// What most schools use: 0.85, 0.75, 0.60 and 0.40; in grades 1 and 2 excellent begins at 0.90.
  public static func usual(grade: Int) -> Thresholds {
    Thresholds(
      excellent: ExactDecimal(hundredths: grade <= 2 ? 90 : 85), good: ExactDecimal(hundredths: 75),
      pass: ExactDecimal(hundredths: 60), low: ExactDecimal(hundredths: 40))
  }

  private static let share = FieldType.decimal(0...1, places: 4)

  static let form = Form(
    .required("excellent", "优秀线", "Excellent from", share),
    .required("good", "良好线", "Good from", share),
    .required("pass", "合格线", "Pass from", share),
    .required("low", "低分线", "Low below", share))

  func validate(_ violations: inout Violations, at pointer: JSONPointer) {
    guard .zero < low, low <= pass, pass <= good, good <= excellent else {
      return violations.add(
        pointer, "thresholds", "应为 0 < 低分线 ≤ 合格线 ≤ 良好线 ≤ 优秀线 ≤ 1",
        "must be 0 < low ≤ pass ≤ good ≤ excellent ≤ 1")
    }
  }
}

/// Who takes part in a register, in the words of the school's regulations.
public enum Role: String, Choice {
  case teacher, leader, head
  case schoolAdmin = "school-admin"
  case districtAdmin = "district-admin"
  case integration
  case server

  public static let descriptorName = "roles"
  public static let descriptorLabel = Text("角色", "Role")

  public var label: Text {
    switch self {
    case .teacher: Text("教师", "Teacher")
    case .leader: Text("备课组长", "Group leader")
    case .head: Text("教研组长", "Research-group head")
    case .schoolAdmin: Text("学校管理员", "School administrator")
    case .districtAdmin: Text("区县管理员", "District administrator")
    case .integration: Text("外部系统", "Other system")
    case .server: Text("服务器管理员", "Server administrator")
    }
  }
}

/// The school's settings (设置); one document a school.
public struct SchoolSettings: Body {
  /// Thresholds for some grades and perhaps one subject; the first that fits counts.
  public struct GradeThresholds: Codable, Hashable, Sendable {
    public var name: String
    public var grades: [Int]
    public var subject: Subject?
    public var thresholds: Thresholds

    static let form = Form(
      .required("name", "名称", "Name", .line),
      .required("grades", "年级", "Grades", .set(.integer(Grade.range), max: 12)),
      .field("subject", "学科", "Subject", .choice(Subject.descriptor)),
      .required("thresholds", "分数线", "Thresholds", .object(Thresholds.form)))
  }

  /// What the school calls a role.
  public struct RoleName: Codable, Hashable, Sendable {
    public var role: Role
    public var name: String

    static let form = Form(
      .required("role", "角色", "Role", .choice(Role.descriptor)),
      .required("name", "本校称呼", "Called here", .text(max: 50)))
  }

  /// What is handed in to whom and until when.
  public struct HandIn: Codable, Hashable, Sendable {
    public var kind: String
    public var to: Role
    public var dueWeek: Week?
    public var monthly: Bool?

    static let form = Form(
      .required("kind", "材料", "Kind", .code(max: 40)),
      .required("to", "交给", "To", .choice(Role.descriptor)),
      .field("dueWeek", "最迟周次", "Due in week", .week),
      .field("monthly", "每月一次", "Monthly", .boolean))
  }

  /// How long documents of a kind are kept after their term; then they are deleted, with their history.
  public struct Retention: Codable, Hashable, Sendable {
    public var kind: String
    public var years: Int

    static let form = Form(
      .required("kind", "材料", "Kind", .code(max: 40)),
      .required("years", "保存年数", "Years", .integer(1...100)))
  }

  /// A single document: its key is always `school`.
  public var key: String
  /// IANA name of the time zone that days are counted in.
  public var timeZone: String?
  public var thresholds: [GradeThresholds]?
  public var handIns: [HandIn]?
  public var roleNames: [RoleName]?
  /// Kinds that are not named are kept for good.
  public var retention: [Retention]?
  /// Whether ranks of students may be shown at all; off unless the school turns it on.
  public var showsRanks: Bool?

  public static let kind = Kind(
    Self.self, name: "settings", label: Text("设置", "Settings"),
    form: Form(
      .required("key", "范围", "Scope", .code(max: 10), note: Text("总是 school", "always school")),
      .field("timeZone", "时区", "Time zone", .text(max: 64), note: Text("如 Asia/Shanghai", "e.g. Asia/Shanghai")),
      .field("thresholds", "分数线", "Thresholds", .table(GradeThresholds.form, key: ["name"], max: 100)),
      .field("handIns", "上交要求", "Hand-ins", .table(HandIn.form, key: ["kind"], max: 40)),
      .field("roleNames", "角色称呼", "Role names", .table(RoleName.form, key: ["role"], max: 10)),
      .field("retention", "保存期限", "Kept for", .table(Retention.form, key: ["kind"], max: 40)),
      .field("showsRanks", "显示名次", "Ranks are shown", .boolean)),
    naturalKey: ["key"], title: "key")

  public func validate(_ violations: inout Violations) {
    if key != "school" {
      violations.add(JSONPointer(["key"]), "singleton", "设置的范围总是 school", "the key of settings is always school")
    }
    for (index, row) in (thresholds ?? []).enumerated() {
      row.thresholds.validate(&violations, at: JSONPointer(["thresholds"]) / index / "thresholds")
    }
    for (index, row) in (retention ?? []).enumerated() where !Self.retirable.contains(row.kind) {
      violations.add(
        JSONPointer(["retention"]) / index / "kind", "enum",
        "“\(row.kind)”不能设保存期限；可用：\(Self.retirable.joined(separator: "、"))",
        "\"\(row.kind)\" is not kept for a time; there are: \(Self.retirable.joined(separator: ", "))")
    }
    for (index, row) in (handIns ?? []).enumerated() where Kind.named(row.kind)?.isHandedIn != true {
      violations.add(
        JSONPointer(["handIns"]) / index / "kind", "enum", "“\(row.kind)”不是要上交的材料",
        "\"\(row.kind)\" is not a kind that is handed in")
    }
  }

  /// What belongs to a group and a term comes to an end; a school's terms, teachers and groups do not.
  private static let retirable = Kind.all.filter(\.belongsToGroup).map(\.name)

  /// The thresholds that a new test of a grade and subject copies.
  public func thresholds(grade: Int, subject: Subject) -> Thresholds {
    thresholds?.first { $0.grades.contains(grade) && ($0.subject == nil || $0.subject == subject) }?.thresholds
      ?? .usual(grade: grade)
  }
}
