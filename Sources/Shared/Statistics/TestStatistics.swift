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
    public let summary: ScoreSummary

    public init(classId: DocumentID, label: Text, sheetId: DocumentID, summary: ScoreSummary) {
      self.classId = classId
      self.label = label
      self.sheetId = sheetId
      self.summary = summary
    }
  }

  public struct ClassLevel: Codable, Hashable, Sendable {
    public let classId: DocumentID
    public let label: Text
    public let sheetId: DocumentID
    public let statistics: LevelStatistics
    /// How far the class's mean is above that of all tested students of the test, as a share of the latter.
    @ExplicitNull public private(set) var overAverage: Double?
    /// Why `overAverage` is null.
    public let reasons: [String: UndefinedReason]
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
    public let reasons: [String: UndefinedReason]
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

  /// - Parameters:
  ///   - sheets: every sheet of the test in the school, in the order in which classes are to be listed.
  ///   - chosen: the classes asked for; nil for all. The others still count for `overAverage`.
  ///   - suppressSmall: for callers who may not see rows.
  /// - Throws: when a summary is not of this paper.
  public init(
    id: DocumentID, test: Test, sheets: [Sheet], chosen: Set<DocumentID>? = nil,
    targets: [TestReport.Target] = [], basis: RateBasis = .tested, bandWidth: Int = 10, suppressSmall: Bool
  ) throws(DifferentPapers) {
    var everybody = ScoreSummary(test: test)
    var together = everybody
    for sheet in sheets {
      everybody = try everybody.merging(sheet.summary)
      if chosen?.contains(sheet.classId) ?? true { together = try together.merging(sheet.summary) }
    }
    let hidden = suppressSmall ? Self.hidden(sheets) : []
    func level(_ summary: ScoreSummary, isHidden: Bool = false) -> LevelStatistics {
      LevelStatistics(
        summary, thresholds: test.thresholds, basis: basis, bandWidth: bandWidth, suppressSmall: suppressSmall,
        isHidden: isHidden)
    }
    testId = id
    title = test.title
    fullMark = test.fullMark
    thresholds = test.thresholds
    conventions = Conventions(basis: basis, bandWidth: max(1, bandWidth))
    let all = level(together)
    self.all = all
    let average = Distribution(everybody.totals).mean
    classes = sheets.filter { chosen?.contains($0.classId) ?? true }.map { sheet in
      ClassLevel(sheet, statistics: level(sheet.summary, isHidden: hidden.contains(sheet.classId)), average: average)
    }
    let levels = LevelCounts(
      Distribution(together.totals), thresholds: test.thresholds, fullMark: together.fullMark)
    self.targets = targets.map { target in
      TargetResult(
        target, actual: levels.figure(target.metric, of: together, basis: basis),
        reason: all.reasons["mean"] ?? all.reasons["rate"]
          ?? (target.metric == .mean || target.metric == .scoreRate ? nil : all.reasons["rates"]))
    }
  }
}

extension TestStatistics {
  /// The classes that may not be shown: those of fewer than five students, and where they are fewer than five
  /// together, the smallest of the others too, because all less the rest would tell their marks.
  private static func hidden(_ sheets: [Sheet]) -> Set<DocumentID> {
    let sizes = sheets.map { (id: $0.classId, n: Distribution($0.summary.totals).n) }.filter { $0.n > 0 }
      .sorted { ($0.n, $0.id) < ($1.n, $1.id) }
    let small = sizes.prefix { $0.n < LevelStatistics.leastToShow }
    let count = small.reduce(0) { $0 + $1.n }
    let others = count > 0 && count < LevelStatistics.leastToShow ? sizes.dropFirst(small.count).prefix(1) : []
    return Set((small + others).map(\.id))
  }
}

extension TestStatistics.ClassLevel {
  fileprivate init(_ sheet: TestStatistics.Sheet, statistics: LevelStatistics, average: Ratio?) {
    classId = sheet.classId
    label = sheet.label
    sheetId = sheet.sheetId
    self.statistics = statistics
    var undefined = UndefinedReasons()
    let over = average.flatMap { average in
      Distribution(sheet.summary.totals).mean.flatMap { $0 - average }.flatMap { $0 / average }
    }
    overAverage = undefined.figure(
      "overAverage", unless: statistics.reasons["mean"] ?? (over == nil ? .zeroMean : nil), over?.double ?? 0)
    reasons = undefined.all
  }
}

extension TestStatistics.TargetResult {
  fileprivate init(_ target: TestReport.Target, actual: Ratio?, reason: UndefinedReason?) {
    metric = target.metric
    self.target = target.target
    let goal = Ratio(target.target)
    let reason = reason ?? (actual == nil ? .noStudents : nil)
    let reached = actual ?? goal
    var undefined = UndefinedReasons()
    self.actual = undefined.figure("actual", unless: reason, reached.double)
    difference = undefined.figure("difference", unless: reason, (reached - goal)?.double ?? 0)
    met = undefined.figure("met", unless: reason, metric == .low ? reached <= goal : reached >= goal)
    reasons = undefined.all
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
