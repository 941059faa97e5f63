/// What is computed from the bins of a summary. Scores are hundredths of a mark throughout; only moments of third
/// and fourth order are floating point, summed over the ascending bins and hence free of the order of merging.
struct Distribution {
  let bins: [ScoreSummary.Bin]
  let n: Int
  let sum: Int128
  /// n·Σx² − (Σx)², which is n² times the population variance.
  let scatter: Int128

  init(_ bins: [ScoreSummary.Bin]) {
    var (n, sum, squares): (Int, Int128, Int128) = (0, 0, 0)
    for bin in bins {
      let (x, count) = (Int128(bin.hundredths), Int128(bin.count))
      n += bin.count
      sum += x * count
      squares += x * x * count
    }
    self.bins = bins
    self.n = n
    self.sum = sum
    scatter = Int128(n) * squares - sum * sum
  }

  /// In marks.
  var mean: Ratio? { Ratio(sum, Int128(n) * 100) }

  /// In marks; the divisor is n for the population and n − 1 for a sample.
  func deviation(divisor: Int) -> Double {
    (Double(scatter) / Double(n) / Double(divisor)).squareRoot() / 100
  }

  /// The score of rank 0…n − 1 from below.
  private func score(atRank rank: Int) -> Int64 {
    var below = 0
    for bin in bins {
      below += bin.count
      if rank < below { return bin.hundredths }
    }
    return 0
  }

  /// The quantile of so many quarters, type 7 of Hyndman and Fan: position (n − 1)p counted from 0, linear
  /// between neighbours. In marks, exact: four decimals always suffice.
  func quantile(quarters: Int) -> ExactDecimal {
    let (rank, rest) = ((n - 1) * quarters).quotientAndRemainder(dividingBy: 4)
    let low = score(atRank: rank)
    let high = rest == 0 ? low : score(atRank: rank + 1)
    return ExactDecimal(significand: (4 * low + Int64(rest) * (high - low)) * 25, scale: 4) ?? .zero
  }

  /// Every score of the highest count, ascending; nil when none occurs twice.
  var modes: [ExactDecimal]? {
    guard let highest = bins.map(\.count).max(), highest > 1 else { return nil }
    return bins.filter { $0.count == highest }.map { ExactDecimal(hundredths: $0.hundredths) }
  }

  /// The mean of the `count` scores at one end, in marks.
  func mean(ofBest count: Int) -> Ratio? { Self.mean(of: count, from: bins.reversed()) }
  func mean(ofWorst count: Int) -> Ratio? { Self.mean(of: count, from: bins) }

  private static func mean(of count: Int, from bins: [ScoreSummary.Bin]) -> Ratio? {
    var (left, sum): (Int, Int128) = (count, 0)
    for bin in bins where left > 0 {
      let taken = min(left, bin.count)
      sum += Int128(bin.hundredths) * Int128(taken)
      left -= taken
    }
    return Ratio(sum, Int128(count) * 100)
  }

  /// How many have at least this share of the full mark. The cut is never rounded nor binary: with 0.55 of 100,
  /// 0.4 of 12 or 0.9 of 26 that would move people across it.
  func count(atLeast share: ExactDecimal, of fullMark: Int64) -> Int {
    let cut = Int128(share.significand) * Int128(fullMark)
    let scale = ExactDecimal.integerPowerOfTen(share.scale)
    return bins.reduce(0) { $0 + (Int128($1.hundredths) * scale >= cut ? $1.count : 0) }
  }

  /// m_k with 1/n over m_2 to the power of k/2, for k of 3 and 4.
  func standardizedMoment(_ order: Int) -> Double {
    let center = Double(sum) / Double(n)
    var moment = 0.0
    for bin in bins {
      let distance = Double(bin.hundredths) - center
      let square = distance * distance
      moment += Double(bin.count) * (order == 3 ? square * distance : square * square)
    }
    let variance = Double(scatter) / Double(n) / Double(n)
    return moment / Double(n) / (order == 3 ? variance * variance.squareRoot() : variance * variance)
  }
}
