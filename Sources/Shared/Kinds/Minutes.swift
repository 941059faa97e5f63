/// What a meeting was for.
public enum MeetingKind: String, Choice {
  case preparation, study
  case researchLesson = "research-lesson"
  case lessonReview = "lesson-review"
  case testWriting = "test-writing"
  case qualityAnalysis = "quality-analysis"
  case revision, inspection, summary

  public static let descriptorName = "meeting-kinds"
  public static let descriptorLabel = Text("活动类型", "Meeting kind")

  public var label: Text {
    switch self {
    case .preparation: Text("集体备课", "Lesson preparation")
    case .study: Text("理论学习", "Study")
    case .researchLesson: Text("研究课", "Research lesson")
    case .lessonReview: Text("评课", "Lesson review")
    case .testWriting: Text("命题", "Test writing")
    case .qualityAnalysis: Text("质量分析", "Quality analysis")
    case .revision: Text("复习", "Revision")
    case .inspection: Text("常规检查", "Routine check")
    case .summary: Text("总结", "Summary")
    }
  }
}

/// How somebody attended.
public enum AttendanceStatus: String, Choice {
  case present, late
  case leftEarly = "left-early"
  case excused, absent

  public static let descriptorName = "attendance-statuses"
  public static let descriptorLabel = Text("出勤", "Attendance")

  public var label: Text {
    switch self {
    case .present: Text("出席", "Present")
    case .late: Text("迟到", "Late")
    case .leftEarly: Text("早退", "Left early")
    case .excused: Text("请假", "Excused")
    case .absent: Text("缺席", "Absent")
    }
  }
}

/// What a group agreed to do alike (统一). The lists of schools differ; these are all that occur.
public enum UnifiedPoint: String, Choice {
  case goals, keyPoints = "key-points", difficulties, pace, requirements, content, examples, homework
  case exercises, tests, assessment

  public static let descriptorName = "unified-points"
  public static let descriptorLabel = Text("统一事项", "Unified point")

  public var label: Text {
    switch self {
    case .goals: Text("教学目的", "Goals")
    case .keyPoints: Text("重点", "Key points")
    case .difficulties: Text("难点", "Difficulties")
    case .pace: Text("进度", "Pace")
    case .requirements: Text("要求", "Requirements")
    case .content: Text("内容", "Content")
    case .examples: Text("例题", "Examples")
    case .homework: Text("作业", "Homework")
    case .exercises: Text("练习", "Exercises")
    case .tests: Text("测试", "Tests")
    case .assessment: Text("考核", "Assessment")
    }
  }
}

/// The record of one meeting (活动记录).
public struct Minutes: Body {
  public struct Attendance: Codable, Hashable, Sendable {
    public var teacherId: DocumentID
    public var status: AttendanceStatus
    public var minutesLate: Int?
    public var reason: String?

    static let form = Form(
      .required("teacherId", "姓名", "Teacher", .reference("teachers")),
      .required("status", "出勤", "Attendance", .choice(AttendanceStatus.descriptor)),
      .field("minutesLate", "迟到分钟", "Minutes late", .integer(1...600)),
      .field("reason", "原因", "Reason", .line))
  }

  /// The four rows of a unit analysis.
  public enum Aspect: String, Choice {
    case textbook, goals, design, achievement

    public static let descriptorName = "unit-analysis-aspects"
    public static let descriptorLabel = Text("单元分析项目", "Aspect of a unit analysis")

    public var label: Text {
      switch self {
      case .textbook: Text("单元教材分析", "Textbook")
      case .goals: Text("单元目标要求", "Goals")
      case .design: Text("单元设计意图", "Design")
      case .achievement: Text("单元目标达成分析", "Achievement")
      }
    }
  }

  public struct AnalysisRow: Codable, Hashable, Sendable {
    public var aspect: Aspect
    /// What one teacher prepared (个人设计).
    public var individualDesign: String?
    /// What the group made of it (备课组集体讨论意见).
    public var groupOpinion: String?
    /// The test whose figures show whether the goals were reached.
    public var testId: DocumentID?

    static let form = Form(
      .required("aspect", "内容", "Aspect", .choice(Aspect.descriptor)),
      .field("individualDesign", "个人设计", "Individual design", .paragraphs),
      .field("groupOpinion", "备课组集体讨论意见", "Group's opinion", .paragraphs),
      .field("testId", "所据测试", "Test it rests on", .reference("tests")))
  }

  public struct UnitAnalysis: Codable, Hashable, Sendable {
    public var unit: String
    public var authorId: DocumentID?
    public var rows: [AnalysisRow]

    static let form = Form(
      .required("unit", "单元", "Unit", .line),
      .field("authorId", "设计人", "Author", .reference("teachers")),
      .required("rows", "分析", "Rows", .table(AnalysisRow.form, key: ["aspect"], max: 4)))
  }

  public struct ActionItem: Codable, Hashable, Sendable {
    public var what: String
    public var teacherId: DocumentID?
    public var due: Day?
    public var done: Bool?

    static let form = Form(
      .required("what", "事项", "What", .text(max: 500)),
      .field("teacherId", "负责人", "Who", .reference("teachers")),
      .field("due", "期限", "Due", .day),
      .field("done", "已完成", "Done", .boolean))
  }

  public var groupId: DocumentID
  public var term: TermCode
  /// The number of the meeting in its term.
  public var number: Int?
  public var kind: MeetingKind
  public var week: Week?
  public var date: Day
  public var start: ClockTime?
  public var end: ClockTime?
  public var place: String?
  public var topic: String
  public var hostId: DocumentID?
  /// 中心发言人, elsewhere called 主讲 or 主备人.
  public var centralSpeakerId: DocumentID?
  public var recorderId: DocumentID?
  /// The row of the plan's activities that this meeting fulfils, by its occasion.
  public var planActivity: String?
  public var attendance: [Attendance]?
  public var review: String?
  public var unitAnalyses: [UnitAnalysis]?
  public var exercises: String?
  /// Proposed changes (修改意见).
  public var discussion: String?
  /// Classics read and writing (经典诵读积累和写话).
  public var reading: String?
  /// Exercises agreed on (有效练习设计的统一).
  public var agreedExercises: String?
  public var unified: [UnifiedPoint]?
  public var actions: [ActionItem]?
  public var nextRequirements: String?

  public static let kind = Kind(
    Self.self, name: "minutes", label: Text("活动记录", "Minutes"),
    form: Form(
      .required("groupId", "备课组", "Group", .reference("groups")),
      .required("term", "学期", "Term", .term),
      .field("number", "第几次", "Number", .integer(1...200)),
      .required("kind", "活动类型", "Kind", .choice(MeetingKind.descriptor)),
      .field("week", "周次", "Week", .week),
      .required("date", "活动日期", "Date", .day),
      .field("start", "开始时间", "Start", .time),
      .field("end", "结束时间", "End", .time),
      .field("place", "活动地点", "Place", .line),
      .required("topic", "活动内容", "Topic", .line),
      .field("hostId", "主持人", "Host", .reference("teachers")),
      .field("centralSpeakerId", "中心发言人", "Central speaker", .reference("teachers")),
      .field("recorderId", "记录人", "Recorder", .reference("teachers")),
      .field("planActivity", "对应计划活动", "Planned activity", .line),
      .field("attendance", "参加人员", "Attendance", .table(Attendance.form, key: ["teacherId"], max: 100)),
      .field("review", "上周教学工作回顾与反思", "Review of last week", .paragraphs),
      .field("unitAnalyses", "单元分析", "Unit analyses", .table(UnitAnalysis.form, key: ["unit"], max: 10)),
      .field("exercises", "有效练习设计", "Exercises", .paragraphs),
      .field("discussion", "集体讨论：修改意见", "Discussion: changes", .paragraphs),
      .field("reading", "集体讨论：经典诵读积累和写话", "Discussion: reading and writing", .paragraphs),
      .field("agreedExercises", "集体讨论：有效练习设计的统一", "Discussion: agreed exercises", .paragraphs),
      .field("unified", "统一事项", "Unified", .set(.choice(UnifiedPoint.descriptor), max: 11)),
      .field("actions", "待办", "Actions", .table(ActionItem.form, key: ["what"], max: 50)),
      .field("nextRequirements", "下次活动要求", "For the next meeting", .paragraphs)),
    handedIn: true, title: "topic", day: "date")

  public func validate(_ violations: inout Violations) {
    if let start, let end, end <= start {
      violations.add(JSONPointer(["end"]), "period", "结束时间应晚于开始时间", "must be later than the start")
    }
    for (index, row) in (attendance ?? []).enumerated() where row.minutesLate != nil && row.status != .late {
      violations.add(
        JSONPointer(["attendance"]) / index / "minutesLate", "not-late", "只有迟到才写分钟数",
        "only for who came late")
    }
    violations.checkDistinct(attendance, at: JSONPointer(["attendance"]), member: "teacherId") {
      $0.teacherId
    }
    for (index, analysis) in (unitAnalyses ?? []).enumerated() {
      violations.checkDistinct(
        analysis.rows, at: JSONPointer(["unitAnalyses"]) / index / "rows", member: "aspect"
      ) { $0.aspect }
    }
  }
}

extension Minutes: Questionable {
  static func warn(of tree: JSON, amid surroundings: Surroundings, _ warnings: inout Violations) {
    warnings.checkCalendar(tree, at: JSONPointer(), day: "date", week: "week", of: surroundings.term)
  }
}
