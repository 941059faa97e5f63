/// Gender as GB/T 2261.1 codes it.
public enum Gender: String, Choice {
  case unknown = "0"
  case male = "1"
  case female = "2"
  case unspecified = "9"

  public static let descriptorName = "genders"
  public static let descriptorLabel = Text("性别", "Gender")

  public var label: Text {
    switch self {
    case .unknown: Text("未知", "Unknown")
    case .male: Text("男", "Male")
    case .female: Text("女", "Female")
    case .unspecified: Text("未说明", "Unspecified")
    }
  }

  public var mappings: [Descriptor.Mapping] { [.init("GB/T 2261.1", rawValue, verified: true)] }
}

/// The highest degree, by the tens of GB/T 4658.
public enum Degree: String, Choice {
  case postgraduate = "10"
  case bachelor = "20"
  case juniorCollege = "30"
  case secondaryVocational = "40"
  case seniorSecondary = "60"
  case juniorSecondary = "70"
  case primary = "80"
  case other = "90"

  public static let descriptorName = "degrees"
  public static let descriptorLabel = Text("学历", "Degree")

  public var label: Text {
    switch self {
    case .postgraduate: Text("研究生", "Postgraduate")
    case .bachelor: Text("本科", "Bachelor")
    case .juniorCollege: Text("大专", "Junior college")
    case .secondaryVocational: Text("中职", "Secondary vocational")
    case .seniorSecondary: Text("高中", "Senior secondary")
    case .juniorSecondary: Text("初中", "Junior secondary")
    case .primary: Text("小学", "Primary")
    case .other: Text("其他", "Other")
    }
  }

  public var mappings: [Descriptor.Mapping] { [.init("GB/T 4658", rawValue, verified: true)] }
}

/// A teacher (教师). Age and years of teaching are never typed: they follow from the years at a given day.
public struct Teacher: Body {
  public var name: String
  /// The school's own number for its staff (工号).
  public var code: String?
  public var gender: Gender?
  public var birthYear: Int?
  /// The year in which teaching began.
  public var entryYear: Int?
  public var degree: Degree?
  /// Professional title (职称), e.g. 一级教师.
  public var title: String?
  public var honours: [String]?
  public var subjects: [Subject]?
  public var externalIds: [ExternalID]?

  public static let kind = Kind(
    Self.self, name: "teachers", label: Text("教师", "Teacher"),
    form: Form(
      .required("name", "姓名", "Name", .text(max: 50)),
      .field("code", "工号", "Staff number", .code(max: 32)),
      .field("gender", "性别", "Gender", .choice(Gender.descriptor)),
      .field("birthYear", "出生年份", "Year of birth", .integer(1930...2030)),
      .field("entryYear", "任教年份", "Teaching since", .integer(1950...2100)),
      .field("degree", "学历", "Degree", .choice(Degree.descriptor)),
      .field("title", "职称", "Title", .line),
      .field("honours", "荣誉称号", "Honours", .list(.line, max: 50)),
      .field("subjects", "任教学科", "Subjects", .set(.choice(Subject.descriptor), max: 17)),
      ExternalID.field),
    naturalKey: ["code"], title: "name")

  public func validate(_ violations: inout Violations) {
    if let birthYear, let entryYear, entryYear < birthYear + 15 {
      violations.add(
        JSONPointer(["entryYear"]), "entry-year", "任教年份 \(entryYear) 与出生年份 \(birthYear) 不合",
        "teaching since \(entryYear) does not fit birth in \(birthYear)")
    }
  }
}
