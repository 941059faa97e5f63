extension Double {
  /// The figure for print, rounded half away from zero to so many decimals: 71.005 becomes 71.01.
  ///
  /// Rounding starts from the shortest decimal text that reads back as the same number, not from the binary
  /// value, which for 71.005 lies below the half. A quotient of integers that lies exactly half-way between
  /// two printed values has few decimals, so that its shortest text is its exact value; one that doesn't
  /// lies further from the half than the last digit of the text. So the print is that of the exact figure.
  public func rounded(places: Int) -> String { rounded(places: places, percent: false) }

  /// The share as a percentage without its sign, rounded in the same way: 0.2875 becomes 28.75. The point is moved in the
  /// text, because a product with 100 would lie beside the half.
  public func percentage(places: Int) -> String { rounded(places: places, percent: true) }

  private func rounded(places: Int, percent: Bool) -> String {
    guard isFinite, let text = DecimalText(magnitude.description, movingPoint: percent ? 2 : 0) else {
      return description
    }
    let digits = text.digits(rounded: places)
    let isZero = digits.utf8.allSatisfy { $0 == UInt8(ascii: "0") || $0 == UInt8(ascii: ".") }
    return sign == .minus && !isZero ? "-" + digits : digits
  }
}

/// The digits of a number's description, with the point's place: `1.5e-07` has 15 and −6.
private struct DecimalText {
  /// Without the point.
  private let digits: [UInt8]
  /// How many of the digits stand before the point; may be negative, or more than there are.
  private let whole: Int

  /// - Parameter shift: how many places the point is moved to the right.
  init?(_ text: String, movingPoint shift: Int) {
    let parts = text.split(separator: "e")
    guard let mantissa = parts.first, let exponent = parts.count == 2 ? Int(parts[1]) : 0 else { return nil }
    let halves = mantissa.split(separator: ".", omittingEmptySubsequences: false)
    digits = Array(halves.joined().utf8).map { $0 - UInt8(ascii: "0") }
    whole = (halves.first?.count ?? 0) + exponent + shift
  }

  func digits(rounded places: Int) -> String {
    func digit(_ position: Int) -> UInt8 { digits.indices.contains(position) ? digits[position] : 0 }
    // Position `whole` is the first behind the point; one zero before all takes the carry.
    var kept = (Swift.min(0, whole) - 1..<whole + places).map(digit)
    var carries = digit(whole + places) >= 5
    for index in kept.indices.reversed() where carries {
      carries = kept[index] == 9
      kept[index] = carries ? 0 : kept[index] + 1
    }
    let text = kept.map(String.init)
    let before = text.dropLast(places).drop { $0 == "0" }.joined()
    let behind = text.suffix(places).joined()
    return (before.isEmpty ? "0" : before) + (places > 0 ? "." + behind : "")
  }
}
