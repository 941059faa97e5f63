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

    init(_ count: Int, rate: Double?, ofEnrolled: Double?) {
      self.count = count
      self.rate = rate
      self.ofEnrolled = ofEnrolled
    }
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
  @ExplicitNull public private(set) var n: Int?
  /// How many were to be present: present, absent and void.
  @ExplicitNull public private(set) var enrolled: Int?
  @ExplicitNull public private(set) var status: StatusCounts?
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
  public private(set) var unreliable: [String] = []
  public private(set) var reasons: UndefinedReasons = [:]

  /// Every figure, and the two members that speak about them.
  private enum CodingKeys: String, CodingKey, CaseIterable {
    case n, enrolled, status, testedRate, mean, scoreRate, paperDifficulty, max, min, range, median, q1, q3, mode
    case sdPopulation, sdSample, cvPopulation, cvSample, skewnessPopulation, skewnessSample
    case kurtosisPopulation, kurtosisSample, upperThird, lowerThird, rates, grades, bands, unreliable, reasons
  }

  /// Below so many students the difficulty of a paper isn't reliable.
  static let leastForDifficulty = 10
  /// In marks.
  public static let defaultBandWidth = 10
}

// MARK: What is computed

extension LevelStatistics {
  /// - Parameters:
  ///   - basis: changes the denominator of rates and nothing else.
  ///   - bandWidth: whole marks, at least 1.
  public init(
    _ summary: ScoreSummary, thresholds: Thresholds, basis: RateBasis = .tested, bandWidth: Int = defaultBandWidth
  ) {
    self.init()
    let scores = Distribution(summary.totals)
    count(scores, summary.status)
    level(scores, fullMark: summary.fullMark)
    order(scores)
    spread(scores)
    shape(scores)
    thirds(scores)
    let levels = LevelCounts(scores, thresholds: thresholds, fullMark: summary.fullMark)
    rates = levels.rates(enrolled: summary.status.expected, basis: basis, noting: &reasons)
    grades = levels.grades
    bands = Self.bands(scores.bins, fullMark: summary.fullMark, width: Int64(Swift.max(1, bandWidth)) * 100)
    if (1..<Self.leastForDifficulty).contains(scores.n) { unreliable = ["paperDifficulty"] }
  }

  private mutating func count(_ scores: Distribution, _ status: StatusCounts) {
    let expected = status.expected
    n = scores.n
    enrolled = expected
    self.status = status
    testedRate = reasons.figure(
      "testedRate", unless: expected == 0 ? .noStudents : nil, Double(scores.n) / Double(expected))
  }

  private mutating func level(_ scores: Distribution, fullMark: Int64) {
    let scoreRate = Ratio(scores.sum, Int128(scores.n) * Int128(fullMark))?.double ?? 0
    mean = reasons.figure("mean", unless: scores.empty, scores.mean?.double ?? 0)
    self.scoreRate = reasons.figure("scoreRate", unless: scores.empty, scoreRate)
    paperDifficulty = reasons.figure("paperDifficulty", unless: scores.empty, scoreRate)
  }

  /// What follows from the order of the scores.
  private mutating func order(_ scores: Distribution) {
    let (lowest, highest) = (scores.bins.first?.hundredths ?? 0, scores.bins.last?.hundredths ?? 0)
    max = reasons.figure("max", unless: scores.empty, ExactDecimal(hundredths: highest))
    min = reasons.figure("min", unless: scores.empty, ExactDecimal(hundredths: lowest))
    range = reasons.figure("range", unless: scores.empty, ExactDecimal(hundredths: highest - lowest))
    median = reasons.figure("median", unless: scores.empty, scores.quantile(quarters: 2))
    q1 = reasons.figure("q1", unless: scores.empty, scores.quantile(quarters: 1))
    q3 = reasons.figure("q3", unless: scores.empty, scores.quantile(quarters: 3))
    let modes = scores.modes
    mode = reasons.figure("mode", unless: scores.empty ?? (modes == nil ? .noRepeatedScore : nil), modes ?? [])
  }

  private mutating func spread(_ scores: Distribution) {
    let (population, sample) = (scores.deviation(divisor: scores.n), scores.deviation(divisor: scores.n - 1))
    let mean = scores.mean?.double ?? 0
    let meanless: UndefinedReason? = scores.sum == 0 ? .zeroMean : nil
    sdPopulation = reasons.figure("sdPopulation", unless: scores.empty, population)
    sdSample = reasons.figure("sdSample", unless: scores.fewer(than: 2), sample)
    cvPopulation = reasons.figure("cvPopulation", unless: scores.empty ?? meanless, population / mean)
    cvSample = reasons.figure("cvSample", unless: scores.fewer(than: 2) ?? meanless, sample / mean)
  }

  private mutating func shape(_ scores: Distribution) {
    let (g1, g2) = (scores.standardizedMoment(3), scores.standardizedMoment(4) - 3)
    let n = Double(scores.n)
    let equal: UndefinedReason? = scores.empty ?? (scores.scatter == 0 ? .zeroVariance : nil)
    skewnessPopulation = reasons.figure("skewnessPopulation", unless: equal, g1)
    skewnessSample = reasons.figure(
      "skewnessSample", unless: scores.fewer(than: 3) ?? equal, g1 * (n * (n - 1)).squareRoot() / (n - 2))
    kurtosisPopulation = reasons.figure("kurtosisPopulation", unless: equal, g2)
    kurtosisSample = reasons.figure(
      "kurtosisSample", unless: scores.fewer(than: 4) ?? equal,
      ((n + 1) * g2 + 6) * (n - 1) / ((n - 2) * (n - 3)))
  }

  private mutating func thirds(_ scores: Distribution) {
    let third = (scores.n + 2) / 3
    upperThird = reasons.figure("upperThird", unless: scores.empty, scores.mean(ofBest: third)?.double ?? 0)
    lowerThird = reasons.figure("lowerThird", unless: scores.empty, scores.mean(ofWorst: third)?.double ?? 0)
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

// MARK: What is shown

extension LevelStatistics {
  /// The figures that so many students may be told by; what is not named here is hidden.
  func shown(_ extent: Disclosure.Extent, to disclosure: Disclosure) -> LevelStatistics {
    guard disclosure == .figures else { return self }
    var shown = self
    switch extent {
    case .everything:
      // Whoever was not present stands together as `enrolled` less `n`.
      shown.status = nil
      shown.reasons["status"] = .tooFewToShow
    case .means:
      shown = .hidden
      shown.n = n
      shown.enrolled = enrolled
      shown.testedRate = testedRate
      shown.mean = mean
      shown.scoreRate = scoreRate
      for key in [CodingKeys.n, .enrolled, .testedRate, .mean, .scoreRate] {
        shown.reasons[key.rawValue] = reasons[key.rawValue]
      }
    case .nothing: shown = .hidden
    }
    return shown
  }

  private static let hidden: LevelStatistics = {
    var hidden = LevelStatistics()
    for key in CodingKeys.allCases where key != .unreliable && key != .reasons {
      hidden.reasons[key.rawValue] = .tooFewToShow
    }
    return hidden
  }()
}

extension Distribution {
  fileprivate var empty: UndefinedReason? { n == 0 ? .noStudents : nil }

  fileprivate func fewer(than least: Int) -> UndefinedReason? { empty ?? (n < least ? .tooFew : nil) }
}
