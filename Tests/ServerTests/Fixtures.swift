import Shared

@testable import Harness
@testable import Server

/// Bodies that several suites write.
enum Fixtures {
  /// A test of the first group with the usual thresholds, and items when marks for them are given.
  static func test(fullMark: Int64 = 100, items: [Int64] = []) throws -> JSON {
    var members: [String: JSON] = [
      "groupId": .string(SmallSchool.group.description), "term": .string(SmallSchool.term), "title": "第三单元练习",
      "kind": "lesson", "grade": 5, "fullMark": .number(ExactDecimal(fullMark)),
      "thresholds": try JSON(encoding: Thresholds.usual(grade: 5)),
    ]
    if !items.isEmpty {
      members["items"] = .array(
        items.enumerated().map { index, mark in
          ["number": .string("\(index + 1)"), "fullMark": .number(ExactDecimal(mark))]
        })
    }
    return .object(members)
  }
}
