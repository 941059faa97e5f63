/// A class (班级), named by year of entry and number, so that 五3 of this year and 六3 of the next are one class.
public struct SchoolClass: Body {
  public var stage: Stage
  /// The calendar year in which its pupils entered the stage.
  public var entryYear: Int
  public var number: Int
  /// How many pupils are enrolled.
  public var size: Int?
  public var externalIds: [ExternalID]?

  public static let kind = Kind(
    Self.self, name: "classes", label: Text("班级", "Class"),
    form: Form(
      .required("stage", "学段", "Stage", .choice(Stage.descriptor)),
      .required("entryYear", "入学年份", "Year of entry", .integer(1990...2150)),
      .required("number", "班号", "Number", .integer(1...60)),
      .field("size", "人数", "Pupils", .integer(0...200)),
      ExternalID.field),
    naturalKey: ["stage", "entryYear", "number"])

  public func validate(_ violations: inout Violations) {}

  /// The grade in a school year, counted through the stages; nil before entry or after the stage's end.
  public func grade(inYearStarting year: Int) -> Int? {
    let grade = stage.firstGrade + year - entryYear
    let last = stage == .primary ? 6 : stage == .junior ? 9 : 12
    return (stage.firstGrade...last).contains(grade) ? grade : nil
  }

  /// What the class is called in a school year: 五3; by its year of entry when it is not in the stage then.
  public func label(inYearStarting year: Int) -> Text {
    guard let grade = grade(inYearStarting: year) else {
      return Text("\(entryYear)级\(number)班", "class \(number) of \(entryYear)")
    }
    return Text("\(Grade.label(grade).zh)\(number)", "\(grade)-\(number)")
  }
}

extension SchoolClass {
  /// By which classes are sorted: by grade, then by number, and so the same in every year.
  public var place: (grade: Int, number: Int) { (stage.firstGrade - entryYear, number) }
}
