import Shared
import Testing

@Suite struct RoundingTests {
  @Test(arguments: [
    (71.005, 2, "71.01"), (71.0049, 2, "71.00"), (0.125, 2, "0.13"), (-0.125, 2, "-0.13"), (1.005, 2, "1.01"),
    (2.675, 2, "2.68"), (99.995, 2, "100.00"), (0.5, 0, "1"), (0.49, 0, "0"), (-0.001, 2, "0.00"),
    (1e-7, 2, "0.00"), (4.5e-5, 4, "0.0000"), (5e-5, 4, "0.0001"), (4e-5, 4, "0.0000"),
    (1e16, 2, "10000000000000000.00"),
    (1.5e21, 0, "1500000000000000000000"), (0, 2, "0.00"), (9.999, 0, "10"), (0.05, 1, "0.1"), (0.009, 1, "0.0"),
  ])
  func printsHalfAwayFromZero(value: Double, places: Int, expected: String) {
    #expect(value.rounded(places: places) == expected)
  }

  /// A product with 100 in binary would put these on the wrong side of the half.
  @Test(arguments: [
    (0.2875, 1, "28.8"), (0.6415, 1, "64.2"), (0.50145, 2, "50.15"), (0.0725, 2, "7.25"), (0.28755, 2, "28.76"),
    (1, 2, "100.00"), (0, 2, "0.00"), (-0.00005, 2, "-0.01"), (1e-7, 2, "0.00"), (0.89952153110047847, 2, "89.95"),
  ])
  func sharesPrintAsPercentages(share: Double, places: Int, expected: String) {
    #expect(share.percentage(places: places) == expected)
  }

  /// Every share that lies exactly half-way prints as its exact value does.
  @Test func everyHalfIsRoundedUp() {
    for numerator in 1..<800 {
      // 125 thousandths of a percent for each.
      let hundredths = (numerator * 125 + 5) / 10
      let text = "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
      #expect((Double(numerator) / 800).percentage(places: 2) == text, "\(numerator)/800")
    }
  }

  /// The print of the quotient as a binary number is that of the quotient itself.
  @Test func quotientsPrintAsTheirExactValues() {
    var random = SeededRandom(seed: runSeed)
    for _ in 0..<20_000 {
      let (sum, n) = (random.below(10_000_000), 1 + random.below(1000))
      // Hundredths of a mark over n students, so half-way between two prints when 2·(sum mod n) = n.
      let hundredths = (2 * sum + n) / (2 * n)
      let (whole, rest) = hundredths.quotientAndRemainder(dividingBy: 100)
      let printed = (Double(sum) / Double(n * 100)).rounded(places: 2)
      #expect(printed == "\(whole).\(rest < 10 ? "0" : "")\(rest)", "\(sum)/\(n), BEIKE_SEED=\(runSeed)")
    }
  }
}
