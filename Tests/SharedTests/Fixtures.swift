import Shared
import Testing

/// Short ways to write what many tests need. Nothing here is about one subject.
enum Make {
  /// An id that ends in these two hexadecimal digits.
  static func id(_ last: String) throws -> DocumentID {
    try #require(DocumentID(text: "0190e111-0000-7000-8000-0000000000\(last)"))
  }

  static func decimal(_ text: String) throws -> ExactDecimal { try #require(ExactDecimal(text)) }

  static func tree(_ text: String) throws -> JSON { try JSON(parsing: text) }

  /// A test of this full mark with the usual thresholds of grade 5, without items.
  static func test(fullMark: ExactDecimal = 100, thresholds: Thresholds = .usual(grade: 5)) throws -> Shared.Test {
    try JSON.object([
      "groupId": .string(id("01").description), "term": "2023-2024-2", "title": "第三单元", "kind": "lesson",
      "grade": 5, "fullMark": .number(fullMark), "thresholds": JSON(encoding: thresholds),
    ]).decode()
  }

  /// A sheet of students with these totals in hundredths of a mark, and some others without.
  static func sheet(
    _ totals: [Int64], others: [ScoreStatus] = [], class classId: String = "c1"
  ) throws -> ScoreSheet {
    let present = totals.enumerated().map {
      ScoreSheet.Row(
        student: "\(classId)-\($0.offset)", status: .present, total: ExactDecimal(hundredths: $0.element))
    }
    let absent = others.enumerated().map { ScoreSheet.Row(student: "\(classId)-x\($0.offset)", status: $0.element) }
    return ScoreSheet(
      groupId: try id("01"), term: try #require(TermCode(text: "2023-2024-2")), testId: try id("02"),
      classId: try id(classId), rows: present + absent)
  }

  static func target(_ metric: LevelMetric, _ target: String) throws -> TestReport.Target {
    try JSON.object(["metric": .string(metric.rawValue), "target": .number(decimal(target))]).decode()
  }

  static func summary(
    _ totals: [Int64], others: [ScoreStatus] = [], fullMark: ExactDecimal = 100
  ) throws -> ScoreSummary {
    ScoreSummary(sheet: try sheet(totals, others: others), test: try test(fullMark: fullMark))
  }
}

/// Whether a computed figure is the expected one, to as many digits as the expected one was written with.
func isClose(_ figure: Double?, _ expected: Double?, within tolerance: Double) -> Bool {
  switch (figure, expected) {
  case (let figure?, let expected?): abs(figure - expected) <= tolerance * max(1, abs(expected))
  case (nil, nil): true
  default: false
  }
}
