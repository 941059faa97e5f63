/// A quotient of integers, kept exactly until it is printed or becomes a figure of an answer.
///
/// Numerators and denominators are sums over students of hundredths of a mark; Int128 holds them for any number
/// of students that there are.
struct Ratio: Hashable, Sendable {
  let numerator: Int128
  /// Always positive.
  let denominator: Int128

  /// - Returns: nil for a denominator of zero.
  init?(_ numerator: Int128, _ denominator: Int128) {
    guard denominator != 0 else { return nil }
    self.numerator = denominator < 0 ? -numerator : numerator
    self.denominator = abs(denominator)
  }

  init(_ decimal: ExactDecimal) {
    numerator = Int128(decimal.significand)
    denominator = ExactDecimal.integerPowerOfTen(decimal.scale)
  }

  var double: Double { Double(numerator) / Double(denominator) }

  static func - (left: Ratio, right: Ratio) -> Ratio? {
    Ratio(
      left.numerator * right.denominator - right.numerator * left.denominator,
      left.denominator * right.denominator)
  }

  /// - Returns: nil when the divisor is zero.
  static func / (left: Ratio, right: Ratio) -> Ratio? {
    Ratio(left.numerator * right.denominator, left.denominator * right.numerator)
  }
}

extension Ratio: Comparable {
  static func < (left: Ratio, right: Ratio) -> Bool {
    left.numerator * right.denominator < right.numerator * left.denominator
  }
}
