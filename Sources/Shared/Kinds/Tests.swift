/// What sort of test it is.
public enum TestKind: String, Choice {
  case lesson, unit, monthly, midterm, final, survey, single, competition, experiment, mock

  public static let descriptorName = "test-kinds"
  public static let descriptorLabel = Text("测试类型", "Test kind")

  public var label: Text {
    switch self {
    case .lesson: Text("随堂", "In class")
    case .unit: Text("单元", "Unit")
    case .monthly: Text("月考", "Monthly")
    case .midterm: Text("期中", "Midterm")
    case .final: Text("期末", "Final")
    case .survey: Text("调研", "Survey")
    case .single: Text("单项", "Single skill")
    case .competition: Text("竞赛", "Competition")
    case .experiment: Text("实验", "Experiment")
    case .mock: Text("模拟", "Mock")
    }
  }
}

/// How an item is answered.
public enum ItemType: String, Choice {
  case choice, judgement, blank, calculation, drawing, problem, reading, writing, oral, experiment, other

  public static let descriptorName = "item-types"
  public static let descriptorLabel = Text("题型", "Item type")

  public var label: Text {
    switch self {
    case .choice: Text("选择题", "Choice")
    case .judgement: Text("判断题", "True or false")
    case .blank: Text("填空题", "Fill in")
    case .calculation: Text("计算题", "Calculation")
    case .drawing: Text("操作题", "Drawing")
    case .problem: Text("解决问题", "Problem")
    case .reading: Text("阅读题", "Reading")
    case .writing: Text("写作题", "Writing")
    case .oral: Text("口语题", "Oral")
    case .experiment: Text("实验题", "Experiment")
    case .other: Text("其他", "Other")
    }
  }
}

/// What an item asks of the mind.
public enum AbilityLevel: String, Choice {
  case remember, understand, apply, analyse, synthesise, evaluate

  public static let descriptorName = "ability-levels"
  public static let descriptorLabel = Text("能力层次", "Ability level")

  public var label: Text {
    switch self {
    case .remember: Text("识记", "Remember")
    case .understand: Text("理解", "Understand")
    case .apply: Text("应用", "Apply")
    case .analyse: Text("分析", "Analyse")
    case .synthesise: Text("综合", "Synthesise")
    case .evaluate: Text("评价", "Evaluate")
    }
  }
}

/// A test (测试) and its blueprint (双向细目表).
public struct Test: Body {
  public struct Item: Codable, Hashable, Sendable {
    public var number: String
    public var type: ItemType?
    public var fullMark: ExactDecimal
    public var knowledgePoint: String?
    public var abilityLevel: AbilityLevel?
    /// The share of the marks that the authors expect, 0 to 1; higher is easier.
    public var expectedDifficulty: ExactDecimal?

    static let form = Form(
      .required("number", "题号", "Item", .text(max: 16)),
      .field("type", "题型", "Type", .choice(ItemType.descriptor)),
      .required("fullMark", "分值", "Full mark", mark),
      .field("knowledgePoint", "知识点", "Knowledge point", .text(max: 100)),
      .field("abilityLevel", "能力层次", "Ability level", .choice(AbilityLevel.descriptor)),
      .field("expectedDifficulty", "预估难度", "Expected difficulty", .decimal(0...1, places: 4)))
  }

  /// A mark: not negative, at most two decimals.
  static let mark = FieldType.decimal(0...10_000, places: 2)

  public var groupId: DocumentID
  public var term: TermCode
  public var title: String
  public var kind: TestKind
  public var grade: Int
  public var date: Day?
  public var fullMark: ExactDecimal
  public var items: [Item]?
  /// Copied from the settings when the test is made, so that a later change of settings changes no report.
  public var thresholds: Thresholds
  public var unit: String?
  public var authorId: DocumentID?
  public var remarks: String?
  public var externalIds: [ExternalID]?

  public static let kind = Kind(
    Self.self, name: "tests", label: Text("测试", "Test"),
    form: Form(
      .required("groupId", "备课组", "Group", .reference("groups")),
      .required("term", "学期", "Term", .term),
      .required("title", "名称", "Title", .line),
      .required("kind", "类型", "Kind", .choice(TestKind.descriptor)),
      .required("grade", "年级", "Grade", .integer(Grade.range)),
      .field("date", "日期", "Date", .day),
      .required("fullMark", "满分", "Full mark", mark),
      .field("items", "双向细目表", "Blueprint", .table(Item.form, key: ["number"], max: 200)),
      .required("thresholds", "分数线", "Thresholds", .object(Thresholds.form)),
      .field("unit", "单元", "Unit", .line),
      .field("authorId", "命题人", "Author", .reference("teachers")),
      .field("remarks", "备注", "Remarks", .paragraphs),
      ExternalID.field),
    title: "title", day: "date")

  public func validate(_ violations: inout Violations) {
    if fullMark == .zero {
      violations.add(JSONPointer(["fullMark"]), "range", "满分应大于 0", "must be more than 0")
    }
    thresholds.validate(&violations, at: JSONPointer(["thresholds"]))
    let items = items ?? []
    let sum = items.reduce(Int64(0)) { $0 + ($1.fullMark.hundredths ?? 0) }
    if !items.isEmpty, sum != fullMark.hundredths {
      violations.add(
        JSONPointer(["fullMark"]), "full-mark-mismatch",
        "满分 \(fullMark)，各题分值合计 \(ExactDecimal(hundredths: sum))",
        "the full mark is \(fullMark), the items add up to \(ExactDecimal(hundredths: sum))")
    }
    for (index, item) in items.enumerated() {
      let place = JSONPointer(["items"]) / index
      if item.number.isEmpty {
        violations.add(place / "number", "required", "缺少题号", "the item has no number")
      }
      if item.fullMark == .zero {
        violations.add(place / "fullMark", "range", "分值应大于 0", "must be more than 0")
      }
    }
    var first: [String: Int] = [:]
    for (index, item) in items.enumerated() {
      if let earlier = first.updateValue(index, forKey: item.number) {
        violations.add(
          JSONPointer(["items"]) / index / "number", "duplicate-item", "题号与第 \(earlier + 1) 行重复",
          "the same number as in row \(earlier + 1)")
      }
    }
  }

  /// Marks merge only over one and the same paper: full mark, and each item's number, full mark, knowledge
  /// point and ability level. The text is equal exactly when the papers are.
  public var paperText: String {
    ([fullMark.description]
      + (items ?? []).map {
        [$0.number, $0.fullMark.description, $0.knowledgePoint ?? "", $0.abilityLevel?.rawValue ?? ""]
          .joined(separator: "\u{1F}")
      }).joined(separator: "\u{1E}")
  }
}

extension Test: Questionable {
  /// What the rules of 2021-08-30 on examinations in compulsory schooling say, and whether the day fits.
  static func warn(of tree: JSON, amid surroundings: Surroundings, _ warnings: inout Violations) {
    warnings.checkCalendar(tree, at: JSONPointer(), day: "date", of: surroundings.term)
    guard let grade = tree["grade"]?.number?.integer, grade <= 9,
      let kind = tree["kind"]?.string.flatMap(TestKind.init)
    else { return }
    let place = JSONPointer(["kind"])
    if grade <= 2, [.monthly, .midterm, .final, .unit].contains(kind) {
      warnings.add(place, "no-paper-exam", "小学一、二年级不进行纸笔考试", "grades 1 and 2 have no paper exams")
    } else if [.monthly, .unit].contains(kind) {
      warnings.add(
        place, "exam-not-allowed", "义务教育阶段不组织周考、月考、单元考试；随堂练习请选“随堂”",
        "compulsory schooling has no monthly or unit exams; choose \"lesson\" for practice in class")
    } else if kind == .midterm, grade <= 6 {
      warnings.add(place, "exam-not-allowed", "小学每学期只组织一次期末考试", "primary schools have one final exam a term")
    }
  }
}
