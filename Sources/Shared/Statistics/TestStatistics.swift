/// The answer of `GET …/tests/{id}/statistics`: the level of a test's students, together and by class.
public struct TestStatistics: Codable, Hashable, Sendable {
  /// How the figures are meant, so that nobody has to guess which of several usual definitions it is.
  public struct Conventions: Codable, Hashable, Sendable {
    public let sd: String
    public let quantiles: String
    public let thresholds: String
    public let basis: RateBasis
    public let bandWidth: Int
    public let rounding: String

    init(basis: RateBasis, bandWidth: Int) {
      sd = "population: n; sample: n - 1"
      quantiles = "type 7"
      thresholds = "inclusive, not rounded; low is below"
      self.basis = basis
      self.bandWidth = bandWidth
      rounding = "none"
    }
  }

  /// What one class's score sheet brings in.
  public struct Sheet: Hashable, Sendable {
    public let classId: DocumentID
    public let label: Text
    public let sheetId: DocumentID
    /// The same in all classes that were joined, see `Disclosure`.
    public let atom: DocumentID
    public let summary: ScoreSummary

    /// - Parameter atom: absent for a class that was not joined with others.
    public init(classId: DocumentID, label: Text, sheetId: DocumentID, atom: DocumentID? = nil, summary: ScoreSummary) {
      self.classId = classId
      self.label = label
      self.sheetId = sheetId
      self.atom = atom ?? classId
      self.summary = summary
    }
  }

  /// A class; for callers who may not see rows, an atom.
  public struct ClassLevel: Codable, Hashable, Sendable {
    /// Absent for several classes that are told of together.
    public let classId: DocumentID?
    public let label: Text
    public let sheetId: DocumentID?
    /// For callers who may not see rows: the classes that are told of together, be it one.
    public let atom: [DocumentID]?
    public let statistics: LevelStatistics
    /// How far the class's mean is above that of all tested students of the test, as a share of the latter.
    @ExplicitNull public private(set) var overAverage: Double?
    /// Why `overAverage` is null.
    public let reasons: UndefinedReasons
  }

  /// A figure to be reached, and what was reached.
  public struct TargetResult: Codable, Hashable, Sendable {
    public let metric: LevelMetric
    public let target: ExactDecimal
    @ExplicitNull public private(set) var actual: Double?
    @ExplicitNull public private(set) var difference: Double?
    /// At least the target; for the low rate, at most. Compared exactly.
    @ExplicitNull public private(set) var met: Bool?
    /// Why the figures are null.
    public let reasons: UndefinedReasons
  }

  public let testId: DocumentID
  public let title: String
  public let fullMark: ExactDecimal
  public let thresholds: Thresholds
  public let conventions: Conventions
  /// The chosen classes together.
  public let all: LevelStatistics
  public let classes: [ClassLevel]
  public let targets: [TargetResult]
  /// How many schools had so few students that nothing is told of them.
  public let withheld: Int

  /// - Parameters:
  ///   - sheets: every sheet of the test in the school, in the order in which classes are to be listed.
  ///   - chosen: the classes asked for; nil for all. The others still count for `overAverage`. Who may not see rows is
  ///     told of the atoms that they are in.
  /// - Throws: when a summary is not of this paper.
  public init(
    id: DocumentID, test: Test, sheets: [Sheet], chosen: Set<DocumentID>? = nil, targets: [TestReport.Target] = [],
    basis: RateBasis = .tested, bandWidth: Int = LevelStatistics.defaultBandWidth, to disclosure: Disclosure
  ) throws(DifferentPapers) {
    var (everybody, together) = (ScoreSummary(test: test), ScoreSummary(test: test))
    var units: [Unit] = []
    for sheets in disclosure.units(of: sheets) {
      let unit = try Unit(sheets, test: test)
      everybody = try everybody.merging(unit.summary)
      guard chosen.map({ chosen in sheets.contains { chosen.contains($0.classId) } }) ?? true else { continue }
      together = try together.merging(unit.summary)
      units.append(unit)
    }
    func extent(_ summary: ScoreSummary) -> Disclosure.Extent {
      // Of nobody at all there is nothing to hide.
      sheets.isEmpty ? .everything : disclosure.extent(tested: summary.presentCount)
    }
    func level(_ summary: ScoreSummary) -> LevelStatistics {
      LevelStatistics(summary, thresholds: test.thresholds, basis: basis, bandWidth: bandWidth)
        .shown(extent(summary), to: disclosure)
    }
    testId = id
    title = test.title
    fullMark = test.fullMark
    thresholds = test.thresholds
    conventions = Conventions(basis: basis, bandWidth: max(1, bandWidth))
    all = level(together)
    withheld = extent(everybody) == .nothing ? 1 : 0
    let average = Distribution(everybody.totals).mean
    classes = units.filter { extent($0.summary) != .nothing }.map { unit in
      ClassLevel(unit, statistics: level(unit.summary), average: average, to: disclosure)
    }
    let levels = LevelCounts(
      Distribution(together.totals), thresholds: test.thresholds, fullMark: together.fullMark)
    self.targets = targets.map { target in
      let isTold = extent(together) == .everything || (extent(together) == .means && target.metric.isMean)
      return TargetResult(
        target, actual: levels.figure(target.metric, of: together, basis: basis),
        reason: isTold ? nil : .tooFewToShow)
    }
  }

  /// Classes that are told of together.
  fileprivate struct Unit {
    let sheets: [Sheet]
    let summary: ScoreSummary

    init(_ sheets: [Sheet], test: Test) throws(DifferentPapers) {
      self.sheets = sheets
      var summary = ScoreSummary(test: test)
      for sheet in sheets { summary = try summary.merging(sheet.summary) }
      self.summary = summary
    }
  }
}

extension TestStatistics.ClassLevel {
  fileprivate init(
    _ unit: TestStatistics.Unit, statistics: LevelStatistics, average: Ratio?, to disclosure: Disclosure
  ) {
    let single = unit.sheets.count == 1 ? unit.sheets.first : nil
    classId = single?.classId
    sheetId = single?.sheetId
    label = Text(
      unit.sheets.map(\.label.zh).joined(separator: "、"), unit.sheets.map(\.label.en).joined(separator: ", "))
    atom = disclosure == .figures ? unit.sheets.map(\.classId) : nil
    self.statistics = statistics
    let over = average.flatMap { average in
      Distribution(unit.summary.totals).mean.flatMap { $0 - average }.flatMap { $0 / average }
    }
    var reasons: UndefinedReasons = [:]
    overAverage = reasons.figure(
      "overAverage", unless: statistics.reasons["mean"] ?? (over == nil ? .zeroMean : nil), over?.double ?? 0)
    self.reasons = reasons
  }
}

extension TestStatistics.TargetResult {
  fileprivate init(_ target: TestReport.Target, actual: Ratio?, reason: UndefinedReason?) {
    metric = target.metric
    self.target = target.target
    let goal = Ratio(target.target)
    let reason = reason ?? (actual == nil ? .noStudents : nil)
    let reached = actual ?? goal
    let isMet = metric.isMet(reached, target: goal)
    var reasons: UndefinedReasons = [:]
    self.actual = reasons.figure("actual", unless: reason, reached.double)
    difference = reasons.figure("difference", unless: reason, (reached - goal)?.double ?? 0)
    met = reasons.figure("met", unless: reason, isMet)
    self.reasons = reasons
  }
}

extension LevelMetric {
  /// The others are counts by mark.
  fileprivate var isMean: Bool { self == .mean || self == .scoreRate }

  /// Whether a figure meets its target: at least, or for the low rate at most.
  public func isMet<Figure: Comparable>(_ figure: Figure, target: Figure) -> Bool {
    self == .low ? figure <= target : figure >= target
  }
}

extension LevelCounts {
  /// The exact figure that a target is compared with.
  fileprivate func figure(_ metric: LevelMetric, of summary: ScoreSummary, basis: RateBasis) -> Ratio? {
    let scores = Distribution(summary.totals)
    func share(_ count: Int) -> Ratio? {
      Ratio(Int128(count), Int128(basis == .tested ? n : summary.status.expected))
    }
    switch metric {
    case .mean: return scores.mean
    case .scoreRate: return Ratio(scores.sum, Int128(n) * Int128(summary.fullMark))
    case .excellent: return share(excellent)
    case .good: return share(goodOrAbove)
    case .pass: return share(pass)
    case .low: return share(low)
    }
  }
}
