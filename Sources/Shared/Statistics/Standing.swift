/// Where one score stands among all that were tested: z = (x − M)/S with the population's mean and deviation,
/// and t = 50 + 10z.
public struct Standing: Codable, Hashable, Sendable {
  public let z: Double
  public let t: Double

  /// - Parameters:
  ///   - score: in marks.
  ///   - summary: of all who sat the test in the school, the class among them.
  /// - Returns: nil when all scores are equal or there are none.
  public init?(of score: ExactDecimal, in summary: ScoreSummary) {
    let scores = Distribution(summary.totals)
    guard scores.scatter > 0, let hundredths = score.hundredths else { return nil }
    z = Double(Int128(hundredths) * Int128(scores.n) - scores.sum) / Double(scores.scatter).squareRoot()
    t = 50 + 10 * z
  }
}
