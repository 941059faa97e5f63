/// What a warning looks at besides the body.
public struct Surroundings: Sendable {
  /// The day in the school's time zone.
  public var today: Day
  /// The term that the body names, where it is known.
  public var term: Term?
  /// The school's terms beside this one, for a term.
  public var otherTerms: [Term]

  public init(today: Day, term: Term? = nil, otherTerms: [Term] = []) {
    self.today = today
    self.term = term
    self.otherTerms = otherTerms
  }
}

/// A body that may be right by its form and still be worth a second look. Warnings never keep it from being stored;
/// they stand in the answer to the write, the client says them before it sends, and the server tells them again when
/// it is asked for them.
protocol Questionable: Body {
  /// - Parameter tree: a body that its kind's check found right.
  static func warn(of tree: JSON, amid surroundings: Surroundings, _ warnings: inout Violations)
}

extension Kind {
  /// All that should be looked at in a body that is right: private numbers in its texts, and what doesn't fit its
  /// surroundings.
  public func warnings(in body: JSON, amid surroundings: Surroundings) -> Violations {
    var warnings = PrivateNumbers.warnings(in: body, of: self)
    warnings.add(contentsOf: warningsOfRules(in: body, amid: surroundings))
    return warnings
  }

  /// The same without private numbers, which need the body alone.
  public func warningsOfRules(
    in body: JSON, amid surroundings: @autoclosure () throws -> Surroundings
  ) rethrows -> Violations {
    var warnings = Violations()
    if let warn { warn(body, try surroundings(), &warnings) }
    return warnings
  }
}

extension Term {
  /// The days from its first to the Sunday of its last week.
  public var days: ClosedRange<Day> { firstDay...max(firstDay, monday(ofWeek: weeks + 1) + -1) }

  /// The holiday that a day lies in, unless lessons are made up for on it.
  func holiday(on day: Day) -> Holiday? {
    if makeUpDays?.contains(where: { $0.day == day }) ?? false { return nil }
    return holidays?.first { $0.from <= day && day <= $0.to }
  }
}

extension Violations {
  /// What doesn't fit about the day and the week of something that takes place in a term.
  ///
  /// - Parameters:
  ///   - row: the object in which both stand.
  ///   - takesPlace: whether it is done on that day, so that it shouldn't be a holiday.
  mutating func checkCalendar(
    _ row: JSON, at place: @autoclosure () -> JSONPointer, day dayKey: String, week weekKey: String? = nil,
    takesPlace: Bool = true, of term: Term?
  ) {
    guard let term, let day = row[dayKey]?.string.flatMap(Day.init(text:)) else { return }
    let real = term.week(of: day)
    let said = weekKey.flatMap { row[$0]?.string }.flatMap(Week.init(text:))
    if let said, let weekKey, !term.fits(day, in: said) {
      add(
        place() / weekKey, "week-mismatch", "\(day) 是\(real.label.zh)，这里写\(said.label.zh)",
        "\(day) is \(real.label.en), not \(said.label.en)")
    } else if said == nil, !term.days.contains(day) {
      add(
        place() / dayKey, "outside-term",
        "\(day) 不在 \(term.code) 学期（\(term.days.lowerBound) 到 \(term.days.upperBound)）之内",
        "\(day) is not in term \(term.code), \(term.days.lowerBound) to \(term.days.upperBound)")
    }
    if takesPlace, let holiday = term.holiday(on: day) {
      add(
        place() / dayKey, "holiday", "\(day) 在“\(holiday.name)”放假期间",
        "\(day) is in the holiday \"\(holiday.name)\"")
    }
  }
}

extension Term {
  /// Whether a day may be called so: 期末 begins in the last two weeks, and 开学前 ends with the first day.
  fileprivate func fits(_ day: Day, in week: Week) -> Bool {
    switch (week, self.week(of: day)) {
    case (.final, .number(let number)): number >= weeks - 1
    case (.pre, .number(1)): day <= firstDay
    case (let said, let real): said == real
    }
  }
}
