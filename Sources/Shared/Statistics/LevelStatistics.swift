/// What rates are a share of.
public enum RateBasis: String, Codable, CaseIterable, Sendable {
  /// Those who sat the test.
  case tested
  /// Those who were to sit it: present, absent and void.
  case enrolled
}

/// The level of some students in one test. Scores and their means are marks, rates are shares; nothing is
/// rounded. A figure that is undefined is null, and `reasons` says why under its name.
public struct LevelStatistics: Codable, Hashable, Sendable {
  public struct Rate: Codable, Hashable, Sendable {
    public let count: Int
    /// By the basis that the answer names.
    @ExplicitNull public private(set) var rate: Double?
    @ExplicitNull public private(set) var ofEnrolled: Double?
  }

  /// The reasons of all five stand under `rate` and `ofEnrolled`.
  public struct Rates: Codable, Hashable, Sendable {
    public let excellent: Rate
    /// Good, and not excellent.
    public let goodBand: Rate
    public let goodOrAbove: Rate
    public let pass: Rate
    /// Below the low mark; the others are at or above theirs.
    public let low: Rate
  }

  /// Grades by the thresholds, never by rank: A excellent, B good, C pass, D the rest.
  public struct Grades: Codable, Hashable, Sendable {
    public let a: Int
    public let b: Int
    public let c: Int
    public let d: Int

    private enum CodingKeys: String, CodingKey {
      case a = "A"
      case b = "B"
      case c = "C"
      case d = "D"
    }
  }

  /// How many have at least `from` and less than `to`; the full mark is a band of its own, from and to itself.
  public struct Band: Codable, Hashable, Sendable {
    public let from: ExactDecimal
    public let to: ExactDecimal
    public let count: Int
  }

  /// How many were present.
  public let n: Int
  /// How many were to be present: present, absent and void.
  public let enrolled: Int
  public let status: StatusCounts
  @ExplicitNull public private(set) var testedRate: Double?
  @ExplicitNull public private(set) var mean: Double?
  @ExplicitNull public private(set) var scoreRate: Double?
  /// The same as the score rate: higher is easier.
  @ExplicitNull public private(set) var paperDifficulty: Double?
  @ExplicitNull public private(set) var max: ExactDecimal?
  @ExplicitNull public private(set) var min: ExactDecimal?
  @ExplicitNull public private(set) var range: ExactDecimal?
  @ExplicitNull public private(set) var median: ExactDecimal?
  @ExplicitNull public private(set) var q1: ExactDecimal?
  @ExplicitNull public private(set) var q3: ExactDecimal?
  @ExplicitNull public private(set) var mode: [ExactDecimal]?
  @ExplicitNull public private(set) var sdPopulation: Double?
  @ExplicitNull public private(set) var sdSample: Double?
  @ExplicitNull public private(set) var cvPopulation: Double?
  @ExplicitNull public private(set) var cvSample: Double?
  @ExplicitNull public private(set) var skewnessPopulation: Double?
  @ExplicitNull public private(set) var skewnessSample: Double?
  /// Excess over the normal distribution's.
  @ExplicitNull public private(set) var kurtosisPopulation: Double?
  @ExplicitNull public private(set) var kurtosisSample: Double?
  /// The means of the best and the worst third, rounded up to whole students.
  @ExplicitNull public private(set) var upperThird: Double?
  @ExplicitNull public private(set) var lowerThird: Double?
  @ExplicitNull public private(set) var rates: Rates?
  @ExplicitNull public private(set) var grades: Grades?
  /// From the top; every band down to 0 is there, also those of nobody.
  @ExplicitNull public private(set) var bands: [Band]?
  /// Names of figures that rest on too few students to rely on.
  public let unreliable: [String]
  public let reasons: [String: UndefinedReason]

  /// Below so many students the difficulty of a paper isn't reliable.
  static let leastForDifficulty = 10
  /// Below so many students somebody who may not see rows sees counts of statuses only.
  static let leastToShow = 5
}

extension LevelStatistics {
  /// - Parameters:
  ///   - basis: changes the denominator of rates and nothing else.
  ///   - bandWidth: whole marks, at least 1.
  ///   - suppressSmall: for callers who may not see rows: nothing of fewer than five students, no single marks, and no
  ///     table of counts in which a cell has one to four.
  ///   - isHidden: nothing but counts of statuses, because the rest would tell what is hidden elsewhere.
  public init(
    _ summary: ScoreSummary, thresholds: Thresholds, basis: RateBasis = .tested, bandWidth: Int = 10,
    suppressSmall: Bool = false, isHidden: Bool = false
  ) {
    let scores = Distribution(summary.totals)
    let n = scores.n
    let hidden: UndefinedReason? =
      isHidden || (suppressSmall && (1..<Self.leastToShow).contains(n)) ? .tooFewToShow : nil
    /// Figures that are one student's mark, or the mean of so few.
    func unlessOf(_ count: Int) -> UndefinedReason? {
      suppressSmall && count < Self.leastToShow ? .tooFewToShow : nil
    }
    func unlessCells(_ cells: [Int]) -> UndefinedReason? {
      hidden ?? (suppressSmall && cells.contains { (1..<Self.leastToShow).contains($0) } ? .tooFewToShow : nil)
    }
    let empty = n == 0 ? .noStudents : hidden
    let deviationless: UndefinedReason? = empty ?? (scores.scatter == 0 ? .zeroVariance : nil)
    func fewer(than least: Int) -> UndefinedReason? { empty ?? (n < least ? .tooFew : nil) }
    let meanless: UndefinedReason? = scores.sum == 0 ? .zeroMean : nil
    var undefined = UndefinedReasons()

    self.n = n
    status = summary.status
    enrolled = summary.status.expected
    testedRate = undefined.figure(
      "testedRate", unless: enrolled == 0 ? .noStudents : nil, Double(n) / Double(enrolled))

    let mean = scores.mean?.double ?? 0
    let scoreRate = Ratio(scores.sum, Int128(n) * Int128(summary.fullMark))?.double ?? 0
    self.mean = undefined.figure("mean", unless: empty, mean)
    self.scoreRate = undefined.figure("scoreRate", unless: empty, scoreRate)
    paperDifficulty = undefined.figure("paperDifficulty", unless: empty, scoreRate)

    let (lowest, highest) = (scores.bins.first?.hundredths ?? 0, scores.bins.last?.hundredths ?? 0)
    max = undefined.figure("max", unless: empty ?? unlessOf(1), ExactDecimal(hundredths: highest))
    min = undefined.figure("min", unless: empty ?? unlessOf(1), ExactDecimal(hundredths: lowest))
    range = undefined.figure("range", unless: empty ?? unlessOf(1), ExactDecimal(hundredths: highest - lowest))
    median = undefined.figure("median", unless: empty, scores.quantile(quarters: 2))
    q1 = undefined.figure("q1", unless: empty, scores.quantile(quarters: 1))
    q3 = undefined.figure("q3", unless: empty, scores.quantile(quarters: 3))
    let modes = scores.modes
    mode = undefined.figure(
      "mode", unless: empty ?? unlessOf(1) ?? (modes == nil ? .noRepeatedScore : nil), modes ?? [])

    let (population, sample) = (scores.deviation(divisor: n), scores.deviation(divisor: n - 1))
    sdPopulation = undefined.figure("sdPopulation", unless: empty, population)
    sdSample = undefined.figure("sdSample", unless: fewer(than: 2), sample)
    cvPopulation = undefined.figure("cvPopulation", unless: empty ?? meanless, population / mean)
    cvSample = undefined.figure("cvSample", unless: fewer(than: 2) ?? meanless, sample / mean)

    let (g1, g2) = (scores.standardizedMoment(3), scores.standardizedMoment(4) - 3)
    let count = Double(n)
    skewnessPopulation = undefined.figure("skewnessPopulation", unless: deviationless, g1)
    skewnessSample = undefined.figure(
      "skewnessSample", unless: fewer(than: 3) ?? deviationless,
      g1 * (count * (count - 1)).squareRoot() / (count - 2))
    kurtosisPopulation = undefined.figure("kurtosisPopulation", unless: deviationless, g2)
    kurtosisSample = undefined.figure(
      "kurtosisSample", unless: fewer(than: 4) ?? deviationless,
      ((count + 1) * g2 + 6) * (count - 1) / ((count - 2) * (count - 3)))

    let third = (n + 2) / 3
    upperThird = undefined.figure(
      "upperThird", unless: empty ?? unlessOf(third), scores.mean(ofBest: third)?.double ?? 0)
    lowerThird = undefined.figure(
      "lowerThird", unless: empty ?? unlessOf(third), scores.mean(ofWorst: third)?.double ?? 0)

    let levels = LevelCounts(scores, thresholds: thresholds, fullMark: summary.fullMark)
    let rates = levels.rates(enrolled: enrolled, basis: basis, noting: &undefined)
    let grades = levels.grades
    let unlessGrades = unlessCells([grades.a, grades.b, grades.c, grades.d, rates.low.count])
    self.rates = undefined.figure("rates", unless: unlessGrades, rates)
    self.grades = undefined.figure("grades", unless: unlessGrades, grades)
    let bands = Self.bands(scores.bins, fullMark: summary.fullMark, width: Int64(Swift.max(1, bandWidth)) * 100)
    self.bands = undefined.figure("bands", unless: unlessCells(bands.map(\.count)), bands)
    unreliable = (1..<Self.leastForDifficulty).contains(n) && hidden == nil ? ["paperDifficulty"] : []
    reasons = undefined.all
  }

  private static func bands(_ bins: [ScoreSummary.Bin], fullMark: Int64, width: Int64) -> [Band] {
    var counts: [Int64: Int] = [:]
    var full = 0
    for bin in bins {
      if bin.hundredths >= fullMark {
        full += bin.count
      } else {
        counts[bin.hundredths / width, default: 0] += bin.count
      }
    }
    let top = ExactDecimal(hundredths: fullMark)
    let below = stride(from: (fullMark - 1) / width, through: 0, by: -1).map { index in
      Band(
        from: ExactDecimal(hundredths: index * width),
        to: ExactDecimal(hundredths: Swift.min((index + 1) * width, fullMark)), count: counts[index] ?? 0)
    }
    return [Band(from: top, to: top, count: full)] + below
  }
}
