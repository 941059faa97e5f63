import FoundationEssentials

/// A decimal number kept exactly: `significand / 10^scale`.
///
/// Marks, thresholds and every number inside a body are exact decimals, because 0.9 · 26 and 0.4 · 12
/// come out wrong in binary. The value is always normalised (no trailing zeros), so equal numbers are
/// equal values and have one text: `84.50` and `84.5` are the same.
public struct ExactDecimal: Hashable, Sendable {
  /// The digits as an integer, with the sign.
  public let significand: Int64
  /// How many of the digits stand behind the point, 0 to 18.
  public let scale: Int

  /// - Returns: nil when the scale is outside 0…18 after trailing zeros are removed.
  public init?(significand: Int64, scale: Int) {
    var digits = significand
    var places = scale
    while places > 0, digits % 10 == 0 {
      digits /= 10
      places -= 1
    }
    guard (0...18).contains(places) else { return nil }
    self.significand = digits
    self.scale = places
  }

  public init(_ integer: Int64) {
    significand = integer
    scale = 0
  }

  /// The number of hundredths, e.g. 8450 for 84.5.
  public init(hundredths: Int64) {
    var digits = hundredths
    var places = 2
    while places > 0, digits % 10 == 0 {
      digits /= 10
      places -= 1
    }
    significand = digits
    scale = places
  }

  /// Reads plain decimal text: an optional minus sign, digits, and optionally a point and digits.
  /// - Returns: nil for anything else, and for numbers with more digits than fit.
  public init?(_ text: some StringProtocol) {
    var bytes = text.utf8.makeIterator()
    var next = bytes.next()
    var isNegative = false
    if next == UInt8(ascii: "-") {
      isNegative = true
      next = bytes.next()
    }
    var digits: Int64 = 0
    var places = 0
    var sawPoint = false
    var digitsInPart = 0
    while let byte = next {
      if byte == UInt8(ascii: "."), !sawPoint, digitsInPart > 0 {
        sawPoint = true
        digitsInPart = 0
      } else if (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
        let (product, tooBig) = digits.multipliedReportingOverflow(by: 10)
        let (sum, overflow) = product.addingReportingOverflow(Int64(byte - UInt8(ascii: "0")))
        guard !tooBig, !overflow else { return nil }
        digits = sum
        digitsInPart += 1
        if sawPoint { places += 1 }
      } else {
        return nil
      }
      next = bytes.next()
    }
    guard digitsInPart > 0 else { return nil }
    self.init(significand: isNegative ? -digits : digits, scale: places)
  }

  public static let zero = ExactDecimal(0)

  /// The value in hundredths, or nil when it has more than two decimals or does not fit.
  public var hundredths: Int64? {
    guard scale <= 2 else { return nil }
    let (value, overflow) = significand.multipliedReportingOverflow(by: scale == 0 ? 100 : scale == 1 ? 10 : 1)
    return overflow ? nil : value
  }

  /// The value when it is a whole number.
  public var integer: Int? { scale == 0 ? Int(exactly: significand) : nil }

  /// The nearest binary number.
  public var double: Double { Double(significand) / Self.powerOfTen(scale) }

  /// 10 to the power of `scale`, exact for 0…18.
  public static func powerOfTen(_ scale: Int) -> Double {
    var result = 1.0
    for _ in 0..<scale { result *= 10 }
    return result
  }

  /// 10 to the power of `scale` as an integer, for 0…18.
  static func integerPowerOfTen(_ scale: Int) -> Int128 {
    var result: Int128 = 1
    for _ in 0..<scale { result *= 10 }
    return result
  }
}

extension ExactDecimal: Comparable {
  public static func < (left: ExactDecimal, right: ExactDecimal) -> Bool {
    Int128(left.significand) * integerPowerOfTen(right.scale)
      < Int128(right.significand) * integerPowerOfTen(left.scale)
  }
}

extension ExactDecimal: ExpressibleByIntegerLiteral, CustomStringConvertible {
  public init(integerLiteral value: Int64) { self.init(value) }

  /// Plain decimal text without exponent, e.g. `84.5`, `-0.25`, `100`.
  public var description: String {
    guard scale > 0 else { return String(significand) }
    let digits = String(significand.magnitude)
    let padded = String(repeating: "0", count: max(0, scale + 1 - digits.count)) + digits
    let point = padded.index(padded.endIndex, offsetBy: -scale)
    return (significand < 0 ? "-" : "") + padded[..<point] + "." + padded[point...]
  }
}

extension ExactDecimal: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = "\(try container.decode(Decimal.self))"
    guard let value = ExactDecimal(text) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "\(text) has more digits than an exact decimal holds")
    }
    self = value
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(
      Decimal(
        sign: significand < 0 ? .minus : .plus, exponent: -scale,
        significand: Decimal(significand.magnitude)))
  }
}
