import Shared
import Testing

@Suite struct TestStatisticsTests {
  /// Two classes: 60 70 80 and 90 100, and one absent.
  private func sheets(_ test: Shared.Test) throws -> [TestStatistics.Sheet] {
    try [("c1", "五1", [6000, 7000, 8000], []), ("c2", "五2", [9000, 10000], [ScoreStatus.absent])].map {
      TestStatistics.Sheet(
        classId: try Make.id($0.0), label: Text($0.1, $0.0), sheetId: try Make.id("a" + $0.0.suffix(1)),
        summary: ScoreSummary(sheet: try Make.sheet($0.2, others: $0.3, class: $0.0), test: test))
    }
  }

  private func statistics(
    chosen: Set<DocumentID>? = nil, targets: [(LevelMetric, String)] = []
  ) throws -> TestStatistics {
    let test = try Make.test()
    return try TestStatistics(
      id: try Make.id("02"), test: test, sheets: try sheets(test), chosen: chosen,
      targets: try targets.map { try Make.target($0.0, $0.1) },
      to: .rows)
  }

  @Test func classesAreMeasuredAgainstAllTested() throws {
    let statistics = try statistics()
    #expect(statistics.all.mean == 80 && statistics.all.n == 5 && statistics.all.enrolled == 6)
    #expect(statistics.classes.map(\.statistics.mean) == [70, 95])
    #expect(statistics.classes.map(\.overAverage) == [-0.125, 0.1875])
    #expect(statistics.classes.map(\.label.zh) == ["五1", "五2"])
  }

  @Test func aChosenClassIsStillMeasuredAgainstAllTested() throws {
    let statistics = try statistics(chosen: [Make.id("c2")])
    #expect(statistics.all.mean == 95 && statistics.classes.map(\.overAverage) == [0.1875])
  }

  @Test(arguments: [
    // metric, target, actual, met: five students with 60 70 80 90 100
    (LevelMetric.mean, "80", 80.0, true), (.mean, "80.01", 80, false), (.scoreRate, "0.8", 0.8, true),
    (.excellent, "0.4", 0.4, true), (.good, "0.6", 0.6, true), (.good, "0.61", 0.6, false),
    (.pass, "1", 1, true), (.low, "0", 0, true), (.low, "0.05", 0, true),
  ])
  func targetsAreComparedExactly(metric: LevelMetric, target: String, actual: Double, met: Bool) throws {
    let result = try #require(try statistics(targets: [(metric, target)]).targets.first)
    #expect(result.actual == actual && result.met == met)
    #expect(isClose(result.difference, actual - (Double(target) ?? .nan), within: 1e-12))
  }

  @Test func aLowRateAboveItsTargetMissesIt() throws {
    let test = try Make.test()
    let sheet = TestStatistics.Sheet(
      classId: try Make.id("c1"), label: Text("五1", "5-1"), sheetId: try Make.id("a1"),
      summary: ScoreSummary(sheet: try Make.sheet([1000, 5000, 5000]), test: test))
    let statistics = try TestStatistics(
      id: try Make.id("02"), test: test, sheets: [sheet], targets: [Make.target(.low, "0.33")], to: .rows)
    #expect(statistics.targets.map(\.met) == [false])
  }

  @Test func withoutSheetsEverythingIsNullForWantOfStudents() throws {
    let test = try Make.test()
    let statistics = try TestStatistics(
      id: try Make.id("02"), test: test, sheets: [], targets: [Make.target(.pass, "1")],
      to: .figures)
    #expect(statistics.all.reasons["mean"] == .noStudents && statistics.classes.isEmpty)
    #expect(statistics.targets[0].met == nil && statistics.targets[0].reasons["met"] == .noStudents)
  }

  @Test func theAnswerReadsBackAndStatesItsConventions() throws {
    let statistics = try statistics(targets: [(.pass, "0.95")])
    let bytes = try Coding.encode(statistics)
    #expect(try Coding.decode(TestStatistics.self, from: bytes) == statistics)
    let tree = try JSON(parsing: bytes)
    #expect(
      tree.object?.keys == [
        "all", "classes", "conventions", "fullMark", "targets", "testId", "thresholds", "title",
        "withheld",
      ])
    #expect(tree["conventions"]?["quantiles"] == "type 7" && tree["conventions"]?["basis"] == "tested")
  }
}
