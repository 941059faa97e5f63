import Testing

@testable import Shared

/// Phone and identity numbers in free text. The identity numbers are made up here, with check digits computed by
/// GB 11643-1999 (ISO 7064, MOD 11-2) apart from the code.
@Suite struct PrivateNumbersTests {
  @Test(arguments: [
    "13812345678", "电话13812345678。", "138 1234 5678", "138-1234-5678", "+8613812345678", "+86 138 1234 5678",
    "１３８１２３４５６７８", "19912345678 家长",
  ])
  func aPhoneNumberIsFound(text: String) {
    #expect(PrivateNumbers.numbers(in: text) == [.phone])
  }

  @Test(arguments: [
    "11010519491231002X", "身份证11010519491231002x", "440524198001010013",
    "110105491231002",
  ])
  func anIdentityNumberIsFound(text: String) {
    #expect(PrivateNumbers.numbers(in: text).contains(.identity), "\(text)")
  }

  @Test(arguments: [
    "", "第3周讲了12页", "12812345678", "1381234567", "138123456789", "2024-02-26 14:30", "020-81234567",
    "110105194912310021", "11010519491331002X", "0190f3c2-0000-7000-8000-000000000201", "1 2 3 4 5 6 7 8 9 10 11",
    "98、76、54、32、10", "3.1415926535897",
  ])
  func otherNumbersAreLeftAlone(text: String) {
    #expect(PrivateNumbers.numbers(in: text).isEmpty, "\(text)")
  }

  @Test func theWarningNamesThePlaceAndNotTheNumber() throws {
    let body: JSON = [
      "groupId": "0190f3c2-0000-7000-8000-000000000001", "term": "2023-2024-2", "kind": "preparation",
      "date": "2024-02-28", "topic": "备课", "discussion": "家长 13812345678 来过",
    ]
    let warnings = PrivateNumbers.warnings(in: body, of: Minutes.kind)
    #expect(warnings.map(\.pointer.description) == ["/discussion"])
    #expect(warnings.map(\.code) == ["phone-number"])
    #expect(!"\(warnings)".contains("138"))
  }
}
