import Shared
import Testing

@Suite struct ExactDecimalTests {
  @Test(arguments: [
    ("0", "0"), ("-0", "0"), ("84.50", "84.5"), ("0.25", "0.25"), ("-0.05", "-0.05"), ("100", "100"), ("007.10", "7.1"),
    ("9223372036854775807", "9223372036854775807"), ("0.000000000000000001", "0.000000000000000001"),
  ])
  func hasOneTextForOneValue(text: String, canonical: String) throws {
    let value = try Make.decimal(text)
    #expect(value.description == canonical)
    #expect(ExactDecimal(canonical) == value)
    #expect(try Coding.decode(ExactDecimal.self, from: Coding.encode(value)) == value)
  }

  @Test(arguments: [
    "", "-", ".5", "5.", "1e2", "+1", "１", "1,5", " 1", "1.2.3", "9223372036854775808", "0.0000000000000000001",
  ])
  func readsPlainDecimalsOnly(text: String) {
    #expect(ExactDecimal(text) == nil)
  }

  @Test(arguments: [("84.5", 8450), ("-0.01", -1), ("100", 10000), ("0.1", 10)] as [(String, Int64)])
  func knowsItsHundredths(text: String, hundredths: Int64) throws {
    #expect(try Make.decimal(text).hundredths == hundredths)
    #expect(ExactDecimal(hundredths: hundredths) == (try Make.decimal(text)))
  }

  @Test func hasNoHundredthsBeyondTwoDecimalsOrTheRange() throws {
    #expect(try Make.decimal("0.125").hundredths == nil)
    #expect(ExactDecimal(.max).hundredths == nil)
    #expect(ExactDecimal(significand: 1, scale: 19) == nil)
    #expect(ExactDecimal(significand: 10, scale: 19)?.scale == 18)
  }

  @Test func isOrderedByValue() throws {
    let texts = ["-2", "-0.5", "0", "0.000000000000000001", "0.4999", "0.5", "1", "9223372036854775807"]
    let values = try texts.map(Make.decimal)
    #expect(values.shuffled().sorted() == values)
    #expect(ExactDecimal(.min) < ExactDecimal(.max))
  }
}
