/// How many students reach each threshold. Rates always come from these counts, never from other rates.
struct LevelCounts {
  let n: Int
  let excellent: Int
  let goodOrAbove: Int
  let pass: Int
  let low: Int

  init(_ scores: Distribution, thresholds: Thresholds, fullMark: Int64) {
    n = scores.n
    excellent = scores.count(atLeast: thresholds.excellent, of: fullMark)
    goodOrAbove = scores.count(atLeast: thresholds.good, of: fullMark)
    pass = scores.count(atLeast: thresholds.pass, of: fullMark)
    low = n - scores.count(atLeast: thresholds.low, of: fullMark)
  }

  var grades: LevelStatistics.Grades {
    .init(a: excellent, b: goodOrAbove - excellent, c: pass - goodOrAbove, d: n - pass)
  }

  func rates(enrolled: Int, basis: RateBasis, noting reasons: inout UndefinedReasons) -> LevelStatistics.Rates {
    let denominator = basis == .tested ? n : enrolled
    func share(_ name: String, _ count: Int, of whole: Int) -> Double? {
      reasons.figure(name, unless: whole == 0 ? .noStudents : nil, Double(count) / Double(whole))
    }
    func rate(_ count: Int) -> LevelStatistics.Rate {
      .init(
        count, rate: share("rate", count, of: denominator),
        ofEnrolled: share("ofEnrolled", count, of: enrolled))
    }
    return .init(
      excellent: rate(excellent), goodBand: rate(goodOrAbove - excellent), goodOrAbove: rate(goodOrAbove),
      pass: rate(pass), low: rate(low))
  }
}
