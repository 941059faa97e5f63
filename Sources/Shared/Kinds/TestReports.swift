/// A figure of a test's level that a target can be set for.
public enum LevelMetric: String, Choice {
  case mean
  case scoreRate = "score-rate"
  case excellent, good
  case pass, low

  public static let descriptorName = "level-metrics"
  public static let descriptorLabel = Text("质量指标", "Level metric")

  public var label: Text {
    switch self {
    case .mean: Text("平均分", "Mean")
    case .scoreRate: Text("得分率", "Score rate")
    case .excellent: Text("优秀率", "Excellent rate")
    case .good: Text("良好及以上率", "Good-or-above rate")
    case .pass: Text("合格率", "Pass rate")
    case .low: Text("低分率", "Low rate")
    }
  }
}

/// What a group makes of a test (质量检测报告): the figures are computed from the score sheets and stand beside it.
public struct TestReport: Body {
  public struct Target: Codable, Hashable, Sendable {
    public var metric: LevelMetric
    public var target: ExactDecimal

    static let form = Form(
      .required("metric", "指标", "Metric", .choice(LevelMetric.descriptor)),
      .required(
        "target", "目标", "Target", .decimal(0...10_000, places: 4), note: Text("率写成 0.85", "a rate is written 0.85")))
  }

  public struct FollowUp: Codable, Hashable, Sendable {
    public var what: String
    public var teacherId: DocumentID?
    public var due: Day?
    public var done: Bool?

    static let form = Form(
      .required("what", "跟进事项", "What", .text(max: 500)),
      .field("teacherId", "负责人", "Who", .reference("teachers")),
      .field("due", "期限", "Due", .day),
      .field("done", "已完成", "Done", .boolean))
  }

  public var groupId: DocumentID
  public var term: TermCode
  public var testId: DocumentID
  public var title: String
  public var date: Day?
  public var authorId: DocumentID?
  public var targets: [Target]?
  public var wentWell: String?
  public var problems: String?
  public var causes: String?
  public var measures: String?
  public var followUps: [FollowUp]?

  public static let kind = Kind(
    Self.self, name: "test-reports", label: Text("质量检测报告", "Test report"),
    form: Form(
      .required("groupId", "备课组", "Group", .reference("groups")),
      .required("term", "学期", "Term", .term),
      .required("testId", "测试", "Test", .reference("tests")),
      .required("title", "标题", "Title", .line),
      .field("date", "日期", "Date", .day),
      .field("authorId", "执笔人", "Author", .reference("teachers")),
      .field("targets", "质量目标", "Targets", .table(Target.form, key: ["metric"], max: 6)),
      .field("wentWell", "成绩与亮点", "What went well", .paragraphs),
      .field("problems", "存在问题", "Problems", .paragraphs),
      .field("causes", "原因分析", "Causes", .paragraphs),
      .field("measures", "改进措施", "Measures", .paragraphs),
      .field("followUps", "跟进", "Follow-up", .table(FollowUp.form, key: ["what"], max: 50))),
    handedIn: true, naturalKey: ["testId", "groupId"], title: "title", day: "date")

  public func validate(_ violations: inout Violations) {
    violations.checkDistinct(targets, at: JSONPointer(["targets"]), member: "metric") { $0.metric }
    for (index, target) in (targets ?? []).enumerated() where target.metric != .mean && target.target > 1 {
      violations.add(
        JSONPointer(["targets"]) / index / "target", "range", "率在 0 到 1 之间，如 0.85",
        "a rate lies between 0 and 1, e.g. 0.85")
    }
  }
}
