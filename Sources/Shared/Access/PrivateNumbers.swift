/// Looks for phone and identity numbers in free text, where they don't belong: a register of lesson preparation
/// needs neither, and what is written once is in every copy.
public enum PrivateNumbers {
  /// What was found in a canonical body, each with its place; the numbers themselves are not repeated.
  public static func warnings(in body: JSON, of kind: Kind) -> Violations {
    var found = Violations()
    kind.form.visit(body) { path, field, value in
      switch field.type {
      case .text, .longText: break
      default: return
      }
      guard let text = value.string else { return }
      let numbers = Self.numbers(in: text)
      if numbers.contains(.identity) {
        found.add(
          JSONPointer(path), "identity-number", "“\(field.label.zh)”里像是有身份证号，请删去",
          "\(field.label.en) seems to hold an identity number; take it out")
      }
      if numbers.contains(.phone) {
        found.add(
          JSONPointer(path), "phone-number", "“\(field.label.zh)”里像是有手机号，请删去",
          "\(field.label.en) seems to hold a phone number; take it out")
      }
    }
    return found
  }

  enum Number: Hashable {
    /// A mobile number: 11 digits that begin with 13 to 19, perhaps after +86, perhaps grouped 3-4-4.
    case phone
    /// A citizen's identity number: 18 characters whose date is one and whose check digit is right (GB 11643-1999),
    /// or 15 digits of the older form.
    case identity
  }

  static func numbers(in text: String) -> Set<Number> {
    var found: Set<Number> = []
    // Runs of digits, read through the separators that people put into numbers, and in full width too.
    var run: [UInt8] = []
    var hasSeparator = false
    func end() {
      defer {
        run = []
        hasSeparator = false
      }
      if isIdentity(run) { found.insert(.identity) }
      var digits = run[...]
      if digits.count == 13, digits.starts(with: [8, 6]) { digits = digits.dropFirst(2) }
      if digits.count == 11, digits.first == 1, (3...9).contains(digits.dropFirst().first ?? 0),
        digits.allSatisfy({ $0 < 10 })
      {
        found.insert(.phone)
      }
    }
    for scalar in text.unicodeScalars {
      switch scalar {
      case "0"..."9":
        run.append(UInt8(scalar.value - 0x30))
        hasSeparator = false
      case "０"..."９":
        run.append(UInt8(scalar.value - 0xFF10))
        hasSeparator = false
      case "X" where run.count == 17, "x" where run.count == 17: run.append(10)
      case "-" where !run.isEmpty && !hasSeparator, " " where !run.isEmpty && !hasSeparator: hasSeparator = true
      default: if !run.isEmpty { end() }
      }
    }
    end()
    return found
  }

  private static func isIdentity(_ digits: [UInt8]) -> Bool {
    func number(_ range: Range<Int>) -> Int { digits[range].reduce(0) { $0 * 10 + Int($1) } }
    switch digits.count {
    case 18:
      guard digits.dropLast().allSatisfy({ $0 < 10 }),
        Day(year: number(6..<10), month: number(10..<12), day: number(12..<14)) != nil, number(6..<10) >= 1900
      else { return false }
      let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
      let sum = zip(digits, weights).reduce(0) { $0 + Int($1.0) * $1.1 }
      return [1, 0, 10, 9, 8, 7, 6, 5, 4, 3, 2][sum % 11] == Int(digits[17])
    case 15:
      return digits.allSatisfy { $0 < 10 } && digits[0] > 0
        && Day(year: 1900 + number(6..<8), month: number(8..<10), day: number(10..<12)) != nil
    default: return false
    }
  }
}
