/// What a teacher is in a group.
public enum GroupRole: String, Choice {
  case leader, member, supervisor

  public static let descriptorName = "group-roles"
  public static let descriptorLabel = Text("组内身份", "Role in the group")

  public var label: Text {
    switch self {
    case .leader: Text("备课组长", "Leader")
    case .member: Text("组员", "Member")
    case .supervisor: Text("分管领导", "Supervisor")
    }
  }
}

/// In which weeks a group meets.
public enum Cadence: String, Choice {
  case weekly, fortnightly
  case oddWeeks = "odd-weeks"
  case evenWeeks = "even-weeks"

  public static let descriptorName = "cadences"
  public static let descriptorLabel = Text("活动频次", "Cadence")

  public var label: Text {
    switch self {
    case .weekly: Text("每周", "Weekly")
    case .fortnightly: Text("每两周", "Fortnightly")
    case .oddWeeks: Text("单周", "Odd weeks")
    case .evenWeeks: Text("双周", "Even weeks")
    }
  }
}

/// A lesson-preparation group (备课组): grades, subject and textbook of one school year, and who belongs to it when.
public struct Group: Body {
  public struct Member: Codable, Hashable, Sendable {
    public var teacherId: DocumentID
    public var role: GroupRole
    public var from: Day
    /// The last day; absent while the person belongs to the group.
    public var to: Day?
    public var classIds: [DocumentID]?
    public var otherWork: String?

    static let form = Form(
      .required("teacherId", "姓名", "Teacher", .reference("teachers")),
      .required("role", "身份", "Role", .choice(GroupRole.descriptor)),
      .required("from", "起", "From", .day),
      .field("to", "止", "To", .day),
      .field("classIds", "任教班级", "Classes taught", .set(.reference("classes"), max: 30)),
      .field("otherWork", "其他工作", "Other work", .line))
  }

  /// When and where the group meets.
  public struct Slot: Codable, Hashable, Sendable {
    public var weekday: Int
    public var time: ClockTime?
    public var period: String?
    public var place: String?
    public var cadence: Cadence

    static let form = Form(
      .required("weekday", "星期", "Weekday", .integer(1...7), note: Text("1 为星期一", "1 is Monday")),
      .field("time", "时间", "Time", .time),
      .field("period", "节次", "Period", .line),
      .field("place", "地点", "Place", .line),
      .required("cadence", "频次", "Cadence", .choice(Cadence.descriptor)))
  }

  public var name: String
  public var schoolYear: SchoolYear
  public var subject: Subject
  public var grades: [Int]
  public var textbook: String?
  public var members: [Member]?
  public var classIds: [DocumentID]?
  public var researchGroupId: DocumentID?
  public var slot: Slot?
  public var externalIds: [ExternalID]?

  public static let kind = Kind(
    Self.self, name: "groups", label: Text("备课组", "Group"),
    form: Form(
      .required("name", "名称", "Name", .line),
      .required("schoolYear", "学年", "School year", .schoolYear, note: Text("如 2023-2024", "e.g. 2023-2024")),
      .required("subject", "学科", "Subject", .choice(Subject.descriptor)),
      .required("grades", "年级", "Grades", .set(.integer(Grade.range), max: 12)),
      .field("textbook", "教材", "Textbook", .line),
      .field("members", "成员", "Members", .table(Member.form, key: ["teacherId", "role", "from"], max: 100)),
      .field("classIds", "班级", "Classes", .set(.reference("classes"), max: 100)),
      .field("researchGroupId", "所属教研组", "Research group", .reference("research-groups")),
      .field("slot", "活动时间地点", "Meets", .object(Slot.form)),
      ExternalID.field),
    naturalKey: ["schoolYear", "name"], title: "name")

  public func validate(_ violations: inout Violations) {
    for (index, member) in (members ?? []).enumerated() {
      violations.checkPeriod(JSONPointer(["members"]) / index, from: member.from, to: member.to)
    }
    violations.checkApart(members, at: JSONPointer(["members"]), by: { [$0.teacherId.description, $0.role.rawValue] }) {
      ($0.from, $0.to)
    }
    if grades.isEmpty {
      violations.add(JSONPointer(["grades"]), "required", "至少写一个年级", "at least one grade")
    }
  }
}

extension Group: Questionable {
  /// A group has one leader. Of a school year that is over its last day counts, of one to come its first.
  static func warn(of tree: JSON, amid surroundings: Surroundings, _ warnings: inout Violations) {
    guard let group = try? tree.decode(Group.self), let year = group.schoolYear.days else { return }
    let day = min(max(surroundings.today, year.lowerBound), year.upperBound)
    let leaders = (group.members ?? []).count { member in
      member.role == .leader && member.from <= day && member.to.map { day <= $0 } ?? true
    }
    if leaders == 0 {
      warnings.add(JSONPointer(["members"]), "no-leader", "\(day) 没有备课组长", "there is no leader on \(day)")
    } else if leaders > 1 {
      warnings.add(
        JSONPointer(["members"]), "several-leaders", "\(day) 有 \(leaders) 位备课组长",
        "there are \(leaders) leaders on \(day)")
    }
  }
}
