import Shared
import Testing

@Suite struct LevelStatisticsTests {
  private static let golden: [Int64] = [10000, 9500, 9000, 9000, 8500, 8450, 8000, 7500, 6000, 5950, 4000, 0]

  private func level(
    _ totals: [Int64], others: [ScoreStatus] = [], fullMark: ExactDecimal = 100, basis: RateBasis = .tested,
    bandWidth: Int = 10
  ) throws -> LevelStatistics {
    LevelStatistics(
      try Make.summary(totals, others: others, fullMark: fullMark), thresholds: .usual(grade: 5), basis: basis,
      bandWidth: bandWidth)
  }

  @Test func twelveStudentsHaveThePublishedFigures() throws {
    let level = try level(Self.golden, others: [.absent, .exempt])
    #expect(level.n == 12)
    #expect(level.enrolled == 13)
    #expect(isClose(level.testedRate, 12.0 / 13, within: 1e-12))
    #expect(level.mean?.rounded(places: 6) == "71.583333")
    #expect(level.scoreRate == level.paperDifficulty)
    #expect(level.scoreRate?.rounded(places: 6) == "0.715833")
    #expect(level.median == ExactDecimal("82.25"))
    #expect(level.q1 == ExactDecimal("59.875"))
    #expect(level.q3 == 90)
    #expect(level.max == 100 && level.min == 0 && level.range == 100)
    #expect(level.mode == [90])
    #expect(level.sdPopulation?.rounded(places: 6) == "27.180595")
    #expect(level.sdSample?.rounded(places: 6) == "28.389205")
    #expect(level.skewnessPopulation?.rounded(places: 6) == "-1.444770")
    #expect(level.skewnessSample?.rounded(places: 6) == "-1.659915")
    #expect(level.kurtosisPopulation?.rounded(places: 6) == "1.357451")
    #expect(level.kurtosisSample?.rounded(places: 6) == "2.890172")
    #expect(level.lowerThird == 39.875)
    #expect(level.upperThird == 93.75)
    #expect(level.unreliable.isEmpty)
    #expect(level.reasons.isEmpty)
  }

  @Test func ratesAndGradesOfTwelveStudentsComeFromCounts() throws {
    let level = try level(Self.golden, others: [.absent, .exempt])
    let rates = try #require(level.rates)
    #expect(rates.excellent.count == 5 && rates.goodOrAbove.count == 8 && rates.goodBand.count == 3)
    #expect(rates.pass.count == 9 && rates.low.count == 1)
    #expect(rates.excellent.rate == 5.0 / 12 && rates.excellent.ofEnrolled == 5.0 / 13)
    let grades = try #require(level.grades)
    #expect([grades.a, grades.b, grades.c, grades.d] == [5, 3, 1, 3])
  }

  @Test func bandsAreListedFromTheTopWithTheFullMarkItsOwn() throws {
    let bands = try #require(try level(Self.golden).bands)
    #expect(bands.map(\.from) == [100, 90, 80, 70, 60, 50, 40, 30, 20, 10, 0])
    #expect(bands.map(\.to) == [100, 100, 90, 80, 70, 60, 50, 40, 30, 20, 10])
    #expect(bands.map(\.count) == [1, 3, 3, 1, 1, 1, 1, 0, 0, 0, 1])
  }

  @Test func bandsEndAtAFullMarkThatIsNoMultipleOfTheWidth() throws {
    let bands = try #require(try level([2600, 2550, 2000, 0], fullMark: 26).bands)
    #expect(bands.map(\.from) == [26, 20, 10, 0])
    #expect(bands.map(\.to) == [26, 26, 20, 10])
    #expect(bands.map(\.count) == [1, 2, 0, 1])
    #expect(try level([2600, 2550, 2000, 0], fullMark: 26, bandWidth: 0).bands?.count == 27)
  }

  @Test(arguments: ReferenceFigures.all)
  func figuresAgreeWithNumpyAndScipy(_ reference: ReferenceFigures) throws {
    let level = try level(reference.scores, fullMark: ExactDecimal(hundredths: reference.fullMark))
    let figures: [Double?] = [
      level.mean, level.median?.double, level.q1?.double, level.q3?.double, level.sdPopulation, level.sdSample,
      level.skewnessPopulation, level.skewnessSample, level.kurtosisPopulation, level.kurtosisSample,
    ]
    for (name, (figure, expected)) in zip(ReferenceFigures.names, zip(figures, reference.figures)) {
      #expect(isClose(figure, expected, within: 1e-9), "\(name)")
    }
  }

  @Test(arguments: [
    // full mark, share, score in hundredths: exactly on the line that binary arithmetic puts a little higher
    (100, "0.55", 5500), (12, "0.4", 480), (26, "0.9", 2340),
  ])
  func aScoreOnTheLineReachesIt(fullMark: Int64, share: String, score: Int64) throws {
    let line = try Make.decimal(share)
    let thresholds = Thresholds(excellent: line, good: line, pass: line, low: line)
    let test = try Make.test(fullMark: ExactDecimal(fullMark), thresholds: thresholds)
    let summary = ScoreSummary(sheet: try Make.sheet([score, score - 1]), test: test)
    let rates = try #require(LevelStatistics(summary, thresholds: thresholds).rates)
    #expect(rates.excellent.count == 1 && rates.pass.count == 1 && rates.low.count == 1)
  }

  @Test func theBasisChangesTheDenominatorOfRatesOnly() throws {
    let tested = try level(Self.golden, others: [.absent, .void, .deferred])
    let enrolled = try level(Self.golden, others: [.absent, .void, .deferred], basis: .enrolled)
    #expect(enrolled.rates?.pass.rate == 9.0 / 14)
    #expect(enrolled.rates?.pass.ofEnrolled == tested.rates?.pass.ofEnrolled)
    #expect(enrolled.mean == tested.mean && enrolled.bands == tested.bands && enrolled.scoreRate == tested.scoreRate)
  }

  @Test(arguments: [ScoreStatus.exempt, .deferred, .transferred])
  func whoWasNotExpectedChangesOnlyTheCountOfTheStatus(_ status: ScoreStatus) throws {
    let (without, with) = (try level(Self.golden), try level(Self.golden, others: [status]))
    #expect(with.status?[status] == 1)
    #expect(with.enrolled == without.enrolled && with.rates == without.rates && with.mean == without.mean)
  }

  @Test func pooledClassesHaveTheMeanOfTheirStudentsNotOfTheirMeans() throws {
    let merged = try Make.summary([6000, 7000, 8000]).merging(Make.summary([9000, 10000]))
    let level = LevelStatistics(merged, thresholds: .usual(grade: 5))
    #expect(level.mean == 80)
    #expect(level.sdPopulation?.rounded(places: 6) == "14.142136")
  }

  @Test func standingIsMeasuredAgainstThePopulation() throws {
    let standing = try #require(Standing(of: 95, in: try Make.summary(Self.golden)))
    #expect(standing.z.rounded(places: 6) == "0.861522")
    #expect(standing.t.rounded(places: 6) == "58.615215")
    #expect(Standing(of: 80, in: try Make.summary([8000, 8000])) == nil)
    #expect(Standing(of: 80, in: try Make.summary([])) == nil)
  }

  /// Names of figures that are null, by what there is to compute them from.
  @Test(
    arguments: [
      (
        [], [],
        [
          "testedRate", "mean", "scoreRate", "paperDifficulty", "max", "min", "range", "median", "q1", "q3", "mode",
          "sdPopulation", "sdSample", "cvPopulation", "cvSample", "skewnessPopulation", "skewnessSample",
          "kurtosisPopulation", "kurtosisSample", "upperThird", "lowerThird", "rate", "ofEnrolled",
        ].map { ($0, "no-students") }
      ),
      (
        [6000], [.absent],
        [
          ("mode", "no-repeated-score"), ("sdSample", "too-few"), ("cvSample", "too-few"),
          ("skewnessPopulation", "zero-variance"), ("skewnessSample", "too-few"),
          ("kurtosisPopulation", "zero-variance"), ("kurtosisSample", "too-few"),
        ]
      ),
      (
        [8000, 8000, 8000, 8000], [],
        ["skewnessPopulation", "skewnessSample", "kurtosisPopulation", "kurtosisSample"].map {
          ($0, "zero-variance")
        }
      ),
      (
        [0, 0], [],
        [
          ("cvPopulation", "zero-mean"), ("cvSample", "zero-mean"), ("skewnessPopulation", "zero-variance"),
          ("skewnessSample", "too-few"), ("kurtosisPopulation", "zero-variance"), ("kurtosisSample", "too-few"),
        ]
      ),
      ([6000, 7000, 7000], [], [("kurtosisSample", "too-few")]),
    ] as [([Int64], [ScoreStatus], [(String, String)])])
  func undefinedFiguresAreNullWithTheirReason(
    totals: [Int64], others: [ScoreStatus], expected: [(String, String)]
  ) throws {
    let level = try level(totals, others: others)
    #expect(level.reasons.mapValues(\.rawValue) == Dictionary(uniqueKeysWithValues: expected))
    try checkNulls(of: level)
  }

  @Test func withEverybodyAbsentNobodyWasTested() throws {
    let level = try level([], others: [.absent, .absent])
    #expect(level.testedRate == 0)
    #expect(level.rates?.pass.rate == nil && level.rates?.pass.ofEnrolled == 0)
    #expect(level.reasons["rate"] == .noStudents && level.reasons["ofEnrolled"] == nil)
    #expect(level.bands?.map(\.count).reduce(0, +) == 0)
    try checkNulls(of: level)
  }

  /// Every null in the answer has a reason under its name, and every reason a null.
  private func checkNulls(of level: LevelStatistics) throws {
    let tree = try JSON(parsing: Coding.encode(level))
    var nulls = Set((tree.object?.members ?? []).filter { $0.value == .null }.map(\.key))
    for rate in tree["rates"]?.object?.members ?? [] {
      nulls.formUnion((rate.value.object?.members ?? []).filter { $0.value == .null }.map(\.key))
    }
    #expect(nulls == Set(level.reasons.keys))
    #expect(try Coding.decode(LevelStatistics.self, from: Coding.encode(level)) == level)
  }

  @Test func answersHaveTheNamesOfTheContract() throws {
    let tree = try JSON(parsing: Coding.encode(try level([])))
    #expect(
      Set(tree.object?.keys ?? []) == [
        "n", "enrolled", "status", "testedRate", "mean", "scoreRate", "paperDifficulty", "max", "min", "range",
        "median", "q1", "q3", "mode", "sdPopulation", "sdSample", "cvPopulation", "cvSample",
        "skewnessPopulation", "skewnessSample", "kurtosisPopulation", "kurtosisSample", "upperThird",
        "lowerThird", "rates", "grades", "bands", "unreliable", "reasons",
      ])
    #expect(tree["grades"]?.object?.keys == ["A", "B", "C", "D"])
    #expect(tree["status"]?.object?.keys.count == ScoreStatus.allCases.count)
    #expect(tree["mean"] == .null)
  }
}
