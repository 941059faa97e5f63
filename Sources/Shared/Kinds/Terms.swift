/// A term (学期): its first day and its weeks, from which every week number follows.
public struct Term: Body {
  public struct Holiday: Codable, Hashable, Sendable {
    public var name: String
    public var from: Day
    public var to: Day

    static let form = Form(
      .required("name", "名称", "Name", .line),
      .required("from", "起", "From", .day),
      .required("to", "止", "To", .day))
  }

  /// A day off that is taught on instead of another (调休).
  public struct MakeUpDay: Codable, Hashable, Sendable {
    public var day: Day
    /// The weekday whose timetable is taught, 1 for Monday to 7.
    public var teaches: Int

    static let form = Form(
      .required("day", "日期", "Day", .day),
      .required("teaches", "按星期几上课", "Taught as weekday", .integer(1...7)))
  }

  public var code: TermCode
  /// Day one of week one; week numbers count from the Monday of its week.
  public var firstDay: Day
  public var weeks: Int
  public var holidays: [Holiday]?
  public var makeUpDays: [MakeUpDay]?
  public var externalIds: [ExternalID]?

  public static let kind = Kind(
    Self.self, name: "terms", label: Text("学期", "Term"),
    form: Form(
      .required("code", "学期", "Term", .termCode),
      .required("firstDay", "开学第一天", "First day", .day),
      .required("weeks", "周数", "Weeks", .integer(1...30)),
      .field("holidays", "节假日", "Holidays", .table(Holiday.form, key: ["name"], max: 40)),
      .field("makeUpDays", "调休上课日", "Make-up days", .table(MakeUpDay.form, key: ["day"], max: 40)),
      ExternalID.field),
    naturalKey: ["code"], title: "code", day: "firstDay")

  public func validate(_ violations: inout Violations) {
    let year = firstDay.components.year
    if year != code.startYear + code.semester - 1 {
      violations.add(
        JSONPointer(["firstDay"]), "term-year", "\(code) 学期不在 \(year) 年开学",
        "term \(code) does not begin in \(year)")
    }
    for (index, holiday) in (holidays ?? []).enumerated() {
      violations.checkPeriod(JSONPointer(["holidays"]) / index, from: holiday.from, to: holiday.to)
    }
    violations.checkDistinct(makeUpDays, at: JSONPointer(["makeUpDays"]), member: "day") { $0.day }
  }

  public init(code: TermCode, firstDay: Day, weeks: Int, holidays: [Holiday]?, makeUpDays: [MakeUpDay]?) {
    self.code = code
    self.firstDay = firstDay
    self.weeks = weeks
    self.holidays = holidays
    self.makeUpDays = makeUpDays
  }

  /// The week that a day lies in: `pre` before the first, `final` after the last.
  public func week(of day: Day) -> Week {
    let monday = firstDay.number - (firstDay.weekday - 1)
    guard day.number >= monday else { return .pre }
    let number = (day.number - monday) / 7 + 1
    return number > weeks ? .final : .number(number)
  }

  /// The Monday of a numbered week.
  public func monday(ofWeek number: Int) -> Day {
    Day(number: firstDay.number - (firstDay.weekday - 1) + (number - 1) * 7)
  }
}

extension Term: Questionable {
  /// Two terms of a school don't overlap.
  static func warn(of tree: JSON, amid surroundings: Surroundings, _ warnings: inout Violations) {
    guard let term = try? tree.decode(Term.self) else { return }
    for other in surroundings.otherTerms where other.code != term.code && other.days.overlaps(term.days) {
      warnings.add(
        JSONPointer(["firstDay"]), "terms-overlap",
        "与 \(other.code) 学期（\(other.days.lowerBound) 到 \(other.days.upperBound)）重叠",
        "overlaps term \(other.code), \(other.days.lowerBound) to \(other.days.upperBound)")
    }
  }
}
