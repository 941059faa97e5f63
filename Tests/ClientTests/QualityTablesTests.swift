import Shared
import Testing

@testable import Client

/// A test's statistics as a terminal shows them.
@Suite struct QualityTablesTests {
  private static func tables(
    _ totals: [[String]], targets: [(LevelMetric, String)] = [], fullMark: ExactDecimal = 100,
    to disclosure: Disclosure = .rows
  ) throws -> QualityTables {
    let group = try #require(DocumentID(text: "0190e111-0000-7000-8000-000000000001"))
    let test = try JSON.object([
      "groupId": .string(group.description), "term": "2023-2024-2", "title": "练习", "kind": "lesson", "grade": 5,
      "fullMark": .number(fullMark), "thresholds": JSON(encoding: Thresholds.usual(grade: 5)),
    ]).decode(Shared.Test.self)
    let sheets = try totals.enumerated().map { index, marks in
      let id = try #require(DocumentID(text: "0190e111-0000-7000-8000-00000000001\(index)"))
      let sheet = ScoreSheet(
        groupId: group, term: test.term, testId: group, classId: id,
        rows: marks.enumerated().map {
          .init(student: "s\($0.offset)", status: .present, total: ExactDecimal($0.element))
        })
      return TestStatistics.Sheet(
        classId: id, label: Text("五\(index + 1)", "5-\(index + 1)"), sheetId: id,
        summary: ScoreSummary(sheet: sheet, test: test))
    }
    let statistics = try TestStatistics(
      id: group, test: test, sheets: sheets,
      targets: targets.map { metric, target in
        try JSON.object(["metric": .string(metric.rawValue), "target": .number(#require(ExactDecimal(target)))])
          .decode()
      }, to: disclosure)
    return QualityTables(statistics: statistics, language: .chinese)
  }

  private static func marks(_ counts: [(String, Int)]) -> [String] {
    counts.flatMap { [String](repeating: $0.0, count: $0.1) }
  }

  private static func last(_ table: Table) -> [String] {
    (table.rows.last ?? []).map { $0?.string ?? $0?.canonicalText ?? "" }
  }

  @Test func sharesHaveTwoPlacesRoundedHalfUpFromTheExactValue() throws {
    let tables = try Self.tables([Self.marks([("90", 23), ("50", 57)])])
    let excellent = try #require(tables.rates.rows.first { $0[1]?.string == "优秀" })
    #expect(excellent[3]?.string == "28.75%")
    #expect(Self.last(try Self.tables([["7", "7.5"]]).level).contains("7.25%"))
    #expect(Self.last(try Self.tables([["64.15"]]).level).contains("64.15%"))
    // 1/800 of the marks: 0.125 % is 0.13 %.
    #expect(Self.last(try Self.tables([["1"] + [String](repeating: "0", count: 7)]).level).contains("0.13%"))
  }

  /// What misses its target never stands beside the same figure, nor what meets it beside a larger one.
  @Test(
    arguments: [
      // metric, target, marks, what was reached
      (LevelMetric.pass, "0.9", [("80", 188), ("50", 21)], "89.95%", "✗"),
      (.mean, "76.99", [("76.98", 1), ("77", 1), ("76.98", 1)], "76.987", "✗"),
      (.pass, "0.8995", [("80", 188), ("50", 21)], "89.95%", "✓"),
      (.pass, "0.8996", [("80", 188), ("50", 21)], "89.95%", "✗"),
      (.pass, "0.6667", [("80", 2), ("50", 1)], "66.667%", "✗"),
      (.low, "0.3333", [("80", 2), ("30", 1)], "33.333%", "✗"),
      (.pass, "1", [("80", 20_000), ("50", 1)], "99.995%", "✗"), (.mean, "80", [("80", 3)], "80.00", "✓"),
      (.low, "0", [("80", 3)], "0.00%", "✓"), (.scoreRate, "0.0725", [("7", 1), ("7.5", 1)], "7.25%", "✓"),
    ] as [(LevelMetric, String, [(String, Int)], String, String)])
  func aFigureStandsOnItsOwnSideOfTheTarget(
    metric: LevelMetric, target: String, counts: [(String, Int)], actual: String, met: String
  ) throws {
    let row = Self.last(try Self.tables([Self.marks(counts)], targets: [(metric, target)]).targets)
    #expect(Array(row.suffix(2)) == [actual, met], "\(row)")
  }

  @Test func whoSeesNoMarksSeesClassesTogether() throws {
    let large = (0..<20).map { "\(40 + $0)" }
    let tables = try Self.tables([large, large, ["90", "91", "92"]], to: .figures)
    #expect(tables.level.rows.map { $0[0]?.string } == ["五1、五3", "五2", "合计"])
    #expect(tables.remark == nil)
    let small = try Self.tables([["60", "70", "80", "90", "100"]], to: .figures)
    #expect(
      Self.last(small.level).map { $0 == "—" } == [false, false, false, false, true, true, true, true, false, true])
    #expect(small.all.count == 1 && small.remark?.zh.contains("15") == true)
    let hidden = try Self.tables([["60", "70"]], targets: [(.pass, "0.9")], to: .figures)
    #expect(hidden.level.rows.count == 1 && Self.last(hidden.level).dropFirst().allSatisfy { $0 == "—" })
    #expect(Self.last(hidden.targets).suffix(2) == ["—", "—"] && hidden.remark != nil)
  }
}
