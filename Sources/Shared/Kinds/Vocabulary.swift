/// A school subject.
public enum Subject: String, Choice {
  case chinese, mathematics, english, morality, science, physics, chemistry, biology, geography, history
  case politics, music, art, sports, informationTechnology = "information-technology", labour, other

  public static let descriptorName = "subjects"
  public static let descriptorLabel = Text("学科", "Subject")

  public var label: Text {
    switch self {
    case .chinese: Text("语文", "Chinese")
    case .mathematics: Text("数学", "Mathematics")
    case .english: Text("英语", "English")
    case .morality: Text("道德与法治", "Morality and law")
    case .science: Text("科学", "Science")
    case .physics: Text("物理", "Physics")
    case .chemistry: Text("化学", "Chemistry")
    case .biology: Text("生物", "Biology")
    case .geography: Text("地理", "Geography")
    case .history: Text("历史", "History")
    case .politics: Text("政治", "Politics")
    case .music: Text("音乐", "Music")
    case .art: Text("美术", "Art")
    case .sports: Text("体育", "Sports")
    case .informationTechnology: Text("信息科技", "Information technology")
    case .labour: Text("劳动", "Labour")
    case .other: Text("其他", "Other")
    }
  }
}

/// The stage of schooling that a class belongs to.
public enum Stage: String, Choice {
  case primary, junior, senior

  public static let descriptorName = "stages"
  public static let descriptorLabel = Text("学段", "Stage")

  public var label: Text {
    switch self {
    case .primary: Text("小学", "Primary")
    case .junior: Text("初中", "Junior secondary")
    case .senior: Text("高中", "Senior secondary")
    }
  }

  /// The first grade of the stage, counted through from the first year of primary school.
  public var firstGrade: Int {
    switch self {
    case .primary: 1
    case .junior: 7
    case .senior: 10
    }
  }
}

/// What a grade is called: 1 to 12, counted through the stages.
public enum Grade {
  public static let range = 1...12
  private static let chinese = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "高一", "高二", "高三"]

  public static func label(_ grade: Int) -> Text {
    guard range.contains(grade) else { return Text("\(grade)", "\(grade)") }
    return Text(chinese[grade - 1], "\(grade)")
  }
}

/// A reference to the same thing in another system.
public struct ExternalID: Codable, Hashable, Sendable {
  public var system: String
  public var value: String

  public init(system: String, value: String) {
    self.system = system
    self.value = value
  }

  static let form = Form(
    .required("system", "系统", "System", .code(max: 64)),
    .required("value", "编号", "Value", .text(max: 200)))

  static let field = Field.field(
    "externalIds", "外部编号", "External ids", .table(form, key: ["system"], max: 20))
}

extension Violations {
  /// A period ends on or after the day it begins.
  mutating func checkPeriod(_ pointer: JSONPointer, from: Day?, to: Day?) {
    if let from, let to, to < from {
      add(pointer / "to", "period", "结束日 \(to) 早于开始日 \(from)", "ends on \(to), before it begins on \(from)")
    }
  }

  /// No two rows with the same key have a day in common: somebody is the same thing once at a time.
  mutating func checkApart<Row, Key: Hashable>(
    _ rows: [Row]?, at pointer: JSONPointer, by key: (Row) -> Key, days: (Row) -> (from: Day, to: Day?)
  ) {
    var earlier: [Key: [Int]] = [:]
    let rows = rows ?? []
    for (index, row) in rows.enumerated() {
      let (from, to) = days(row)
      let overlapping = earlier[key(row), default: []].first { other in
        let (otherFrom, otherTo) = days(rows[other])
        return (to.map { otherFrom <= $0 } ?? true) && (otherTo.map { from <= $0 } ?? true)
      }
      if let overlapping {
        add(
          pointer / index, "duplicate", "与第 \(overlapping + 1) 行是同一个人的同一身份，日期重叠；请合成一行，或写明止于哪天",
          "the same person as the same in row \(overlapping + 1) on days of both; make them one row, or end one before")
      }
      earlier[key(row), default: []].append(index)
    }
  }

  /// No two rows have the same key.
  mutating func checkDistinct<Row, Key: Hashable>(
    _ rows: [Row]?, at pointer: JSONPointer, member: String, by key: (Row) -> Key?
  ) {
    var first: [Key: Int] = [:]
    for (index, row) in (rows ?? []).enumerated() {
      guard let value = key(row) else { continue }
      if let earlier = first[value] {
        add(
          pointer / index / member, "duplicate", "与第 \(earlier + 1) 行重复",
          "the same as in row \(earlier + 1)")
      } else {
        first[value] = index
      }
    }
  }
}
