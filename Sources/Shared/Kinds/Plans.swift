/// Whose plan it is.
public enum PlanLevel: String, Choice {
  case group
  case researchGroup = "research-group"
  case office

  public static let descriptorName = "plan-levels"
  public static let descriptorLabel = Text("计划层级", "Plan level")

  public var label: Text {
    switch self {
    case .group: Text("备课组", "Group")
    case .researchGroup: Text("教研组", "Research group")
    case .office: Text("教科室", "Office")
    }
  }
}

/// The term plan (计划) of a group, a research group or an office, with its three tables.
public struct Plan: Body {
  /// A member as of the day of the plan: age and years of teaching are frozen then.
  public struct Member: Codable, Hashable, Sendable {
    public var teacherId: DocumentID
    public var name: String
    public var gender: Gender?
    public var age: Int?
    public var yearsTaught: Int?
    public var degree: Degree?
    public var classes: String?
    public var otherWork: String?

    static let form = Form(
      .required("teacherId", "教师", "Teacher", .reference("teachers")),
      .required("name", "姓名", "Name", .text(max: 50)),
      .field("gender", "性别", "Gender", .choice(Gender.descriptor)),
      .field("age", "年龄", "Age", .integer(15...100)),
      .field("yearsTaught", "教龄", "Years taught", .integer(0...80)),
      .field("degree", "学历", "Degree", .choice(Degree.descriptor)),
      .field("classes", "所任课务", "Classes taught", .line),
      .field("otherWork", "其他工作", "Other work", .line))
  }

  /// Table 1, a row: one activity.
  public struct Activity: Codable, Hashable, Sendable {
    public var week: Week
    public var day: Day?
    /// E.g. 第一次活动.
    public var occasion: String?
    public var content: [String]
    public var forms: [String]?
    public var remarks: [String]?
    public var centralSpeakerId: DocumentID?

    static let form = Form(
      .required("week", "周次", "Week", .week),
      .field("day", "日期", "Day", .day),
      .field("occasion", "活动", "Occasion", .line),
      .required("content", "内容", "Content", .list(.text(max: 500), max: 20)),
      .field("forms", "形式", "Form", .list(.text(max: 200), max: 20)),
      .field("remarks", "备注", "Remarks", .list(.text(max: 500), max: 20)),
      .field("centralSpeakerId", "中心发言人", "Central speaker", .reference("teachers")))
  }

  /// Whether a row of the progress table is a unit or one of its lessons.
  public enum ProgressLevel: String, Choice {
    case unit, lesson

    public static let descriptorName = "progress-levels"
    public static let descriptorLabel = Text("进度层级", "Progress level")

    public var label: Text {
      switch self {
      case .unit: Text("单元", "Unit")
      case .lesson: Text("课", "Lesson")
      }
    }
  }

  /// Table 2, a row: a unit with `10+1` hours, or one of the lessons below it.
  public struct Progress: Codable, Hashable, Sendable {
    public var level: ProgressLevel
    public var week: Week?
    public var day: Day?
    public var content: String
    public var hours: Hours
    public var remarks: String?

    static let form = Form(
      .required("level", "层级", "Level", .choice(ProgressLevel.descriptor)),
      .field("week", "周次", "Week", .week),
      .field("day", "日期", "Day", .day),
      .required("content", "教学内容", "Content", .line),
      .required(
        "hours", "课时", "Hours", .hours,
        note: Text("10+1 为十课时、机动一课时", "10+1 is ten hours and one in reserve")),
      .field("remarks", "备注", "Remarks", .line))
  }

  /// Table 3, a row: who writes the week's exercises and who reviews them.
  public struct ExerciseWriting: Codable, Hashable, Sendable {
    public var week: Week
    public var content: String
    public var authorId: DocumentID
    public var reviewerId: DocumentID

    static let form = Form(
      .required("week", "周次", "Week", .week),
      .required("content", "练习内容", "Content", .line),
      .required("authorId", "命制人", "Author", .reference("teachers")),
      .required("reviewerId", "审核人", "Reviewer", .reference("teachers")))
  }

  /// A rate to reach, as a share.
  public struct RateTarget: Codable, Hashable, Sendable {
    public var grade: Int
    public var metric: LevelMetric
    public var target: ExactDecimal

    static let form = Form(
      .required("grade", "年级", "Grade", .integer(Grade.range)),
      .required("metric", "指标", "Metric", .choice(LevelMetric.descriptor)),
      .required("target", "目标", "Target", .decimal(0...1000, places: 4)))
  }

  public struct PlannedTest: Codable, Hashable, Sendable {
    public var week: Week
    public var content: String
    public var kind: TestKind?

    static let form = Form(
      .required("week", "周次", "Week", .week),
      .required("content", "内容", "Content", .line),
      .field("kind", "类型", "Kind", .choice(TestKind.descriptor)))
  }

  public var level: PlanLevel
  public var groupId: DocumentID?
  public var researchGroupId: DocumentID?
  public var term: TermCode
  public var title: String
  public var subtitle: String?
  public var day: Day?
  public var guidingPoints: String?
  public var goals: String?
  public var members: [Member]?
  /// Study of the textbook (教材研读).
  public var textbookStudy: String?
  /// Classroom teaching (课堂教学).
  public var classroom: String?
  /// Teaching routines (教学常规).
  public var routines: String?
  /// Evaluation and analysis of quality (质量评价与分析).
  public var quality: String?
  public var division: String?
  public var activities: [Activity]?
  public var activityNotes: [String]?
  public var textbook: String?
  public var progressAuthorId: DocumentID?
  public var progress: [Progress]?
  public var exerciseWriting: [ExerciseWriting]?
  public var targets: [RateTarget]?
  public var tests: [PlannedTest]?

  public static let kind = Kind(
    Self.self, name: "plans", label: Text("计划", "Plan"),
    form: Form(
      .required("level", "层级", "Level", .choice(PlanLevel.descriptor)),
      .field("groupId", "备课组", "Group", .reference("groups")),
      .field("researchGroupId", "教研组", "Research group", .reference("research-groups")),
      .required("term", "学期", "Term", .term),
      .required("title", "大标题", "Title", .line),
      .field("subtitle", "副标题", "Subtitle", .line),
      .field("day", "日期", "Day", .day),
      .field("guidingPoints", "指导思想", "Guiding points", .paragraphs),
      .field("goals", "工作目标", "Goals", .paragraphs),
      .field("members", "成员课务及个人简介", "Members", .table(Member.form, key: ["teacherId"], max: 100)),
      .field("textbookStudy", "工作要点：教材研读", "Key points: textbook", .paragraphs),
      .field("classroom", "工作要点：课堂教学", "Key points: classroom", .paragraphs),
      .field("routines", "工作要点：教学常规", "Key points: routines", .paragraphs),
      .field("quality", "工作要点：质量评价与分析", "Key points: quality", .paragraphs),
      .field("division", "分工与合作", "Division of work", .paragraphs),
      .field(
        "activities", "表1 活动安排", "Table 1: activities",
        .table(Activity.form, key: ["week", "occasion"], max: 100)),
      .field("activityNotes", "活动安排说明", "Notes to table 1", .list(.text(max: 500), max: 20)),
      .field("textbook", "教材", "Textbook", .line),
      .field("progressAuthorId", "制表人", "Table 2 by", .reference("teachers")),
      .field(
        "progress", "表2 教学进度", "Table 2: progress",
        .table(Progress.form, key: ["level", "content"], max: 400)),
      .field(
        "exerciseWriting", "表3 有效练习命制", "Table 3: exercise writing",
        .table(ExerciseWriting.form, key: ["week", "content"], max: 100)),
      .field("targets", "质量目标", "Targets", .table(RateTarget.form, key: ["grade", "metric"], max: 100)),
      .field("tests", "测试安排", "Tests", .table(PlannedTest.form, key: ["week", "content"], max: 60))),
    handedIn: true, naturalKey: ["level", "groupId", "term"], title: "title", day: "day")

  public func validate(_ violations: inout Violations) {
    switch level {
    case .group where groupId == nil:
      violations.add(JSONPointer(["groupId"]), "required", "备课组计划要写明备课组", "a group's plan names its group")
    case .researchGroup where researchGroupId == nil:
      violations.add(
        JSONPointer(["researchGroupId"]), "required", "教研组计划要写明教研组",
        "a research group's plan names its research group")
    case .group, .researchGroup, .office: break
    }
    validateHours(&violations)
    for (index, row) in (exerciseWriting ?? []).enumerated() where row.authorId == row.reviewerId {
      violations.add(
        JSONPointer(["exerciseWriting"]) / index / "reviewerId", "reviewer-is-author",
        "审核人不能是命制人本人", "the reviewer must not be the author")
    }
    violations.checkDistinct(members, at: JSONPointer(["members"]), member: "teacherId") { $0.teacherId }
  }

  /// A unit's taught hours are the sum of the lessons below it, where there are any.
  private func validateHours(_ violations: inout Violations) {
    let rows = progress ?? []
    for (index, unit) in rows.enumerated() where unit.level == .unit {
      let lessons = rows[(index + 1)...].prefix { $0.level == .lesson }
      let sum = lessons.reduce(0) { $0 + $1.hours.taught }
      if !lessons.isEmpty, sum != unit.hours.taught {
        violations.add(
          JSONPointer(["progress"]) / index / "hours", "hours-sum",
          "“\(unit.content)”写 \(unit.hours.taught) 课时，下面各课合计 \(sum) 课时",
          "\"\(unit.content)\" says \(unit.hours.taught) hours, its lessons add up to \(sum)")
      }
    }
  }
}

extension Plan: Questionable {
  static func warn(of tree: JSON, amid surroundings: Surroundings, _ warnings: inout Violations) {
    for table in ["activities", "progress"] {
      for (index, row) in (tree[table]?.array ?? []).enumerated() {
        warnings.checkCalendar(
          row, at: JSONPointer([table]) / index, day: "day", week: "week", of: surroundings.term)
      }
    }
  }
}
