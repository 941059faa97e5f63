import Foundation
import Shared
import Testing

@testable import Harness
@testable import Server

/// The figures of a test over HTTP, from sheets that were imported.
@Suite struct StatisticsTests {
  private static let test = SmallSchool.id("test")

  private func school(csv: String) async throws -> SmallSchool {
    let school = try await SmallSchool()
    try await school.create("tests", Self.test, Fixtures.test())
    try await load(csv, into: school)
    return school
  }

  private func load(_ csv: String, into school: SmallSchool) async throws {
    let answer = try await school.server.send(
      "POST", Route.scores(school: TestServer.school, test: Self.test.description).path,
      body: Array(("班级,学生代码,参考情况,总分\n" + csv).utf8), headers: ["Content-Type": "text/csv"])
    try #require(answer.status == 200, "\(answer.text)")
  }

  private func statistics(
    _ school: SmallSchool, _ query: String = "", as person: SmallSchool.Person = .author
  ) async throws -> TestStatistics {
    try await answer(school, query, as: person).decode()
  }

  private func answer(
    _ school: SmallSchool, _ query: String = "", as person: SmallSchool.Person = .author
  ) async throws -> TestAnswer {
    try await school.send(
      "GET", .statistics(school: TestServer.school, test: Self.test.description), query: query, as: person)
  }

  /// Twelve present, one absent and one exempt student.
  private static let marks = ["100", "95", "90", "90", "85", "84.5", "80", "75", "60", "59.5", "40", "0"]

  /// The rows dealt out over so many classes.
  private static func csv(classes: Int) -> String {
    let rows = marks.enumerated().map { "五\($0.offset % classes + 1),s\($0.offset),正常,\($0.element)\n" }
    return rows.joined() + "五1,x1,缺考,\n五\(classes),x2,免考,\n"
  }

  /// Figures computed by hand and with numpy.
  @Test(arguments: 1...3)
  func theFiguresOfAKnownListAreRight(classes: Int) async throws {
    let school = try await school(csv: Self.csv(classes: classes))
    let all = try await statistics(school).all
    #expect(all.n == 12)
    #expect(all.enrolled == 13)
    let expected: [(String, Double?, Double)] = [
      ("mean", all.mean, 71.583333), ("median", all.median?.double, 82.25),
      ("sdPopulation", all.sdPopulation, 27.180595),
      ("sdSample", all.sdSample, 28.389205), ("q1", all.q1?.double, 59.875), ("q3", all.q3?.double, 90),
      ("lowerThird", all.lowerThird, 39.875), ("upperThird", all.upperThird, 93.75), ("max", all.max?.double, 100),
      ("min", all.min?.double, 0), ("range", all.range?.double, 100), ("testedRate", all.testedRate, 12.0 / 13),
    ]
    for (name, actual, expected) in expected {
      let actual = try #require(actual, "\(name)")
      #expect(abs(actual - expected) < 0.000_001, "\(name) is \(actual)")
    }
    #expect(all.mode == [90])
    let rates = try #require(all.rates)
    let counts = [rates.excellent.count, rates.goodOrAbove.count, rates.pass.count, rates.low.count]
    #expect(counts == [5, 8, 9, 1])
    #expect(rates.excellent.rate == 5.0 / 12)
    #expect(rates.excellent.ofEnrolled == 5.0 / 13)
    #expect(all.bands?.map(\.count) == [1, 3, 3, 1, 1, 1, 1, 0, 0, 0, 1])
  }

  @Test func orderAndSplitOfTheRowsMakeNoDifference() async throws {
    let one = try await school(csv: Self.csv(classes: 3))
    let shuffled = Self.csv(classes: 3).split(separator: "\n").reversed().joined(separator: "\n") + "\n"
    let other = try await school(csv: shuffled)
    let (first, second) = (try await statistics(one), try await statistics(other))
    #expect(first.all == second.all)
    #expect(first.classes.map(\.statistics) == second.classes.map(\.statistics))
  }

  @Test func classesAreChosenInAnyOrderAndRepetition() async throws {
    let school = try await school(csv: "五1,a,正常,60\n五1,b,正常,70\n五1,c,正常,80\n五2,d,正常,90\n五2,e,正常,100\n五3,f,正常,0\n")
    let (one, two) = (SmallSchool.classes[0].description, SmallSchool.classes[1].description)
    let both = try await answer(school, "?class=\(one)&class=\(two)")
    for query in ["?class=\(two)&class=\(one)", "?class=\(two),\(one)", "?class=\(one)&class=\(two)&class=\(one)"] {
      #expect(try await answer(school, query).bytes == both.bytes)
    }
    let level = try both.decode(TestStatistics.self)
    #expect(level.all.mean == 80)
    #expect(abs((level.all.sdPopulation ?? 0) - 14.142136) < 0.000_001)
    #expect(level.classes.map(\.label.zh) == ["五1", "五2"])
    // The mean of all six is 400/6, of the first class 70.
    let first = try await statistics(school, "?class=\(one)")
    #expect(abs((first.classes[0].overAverage ?? 0) - 0.05) < 1e-12, "of all tested students, chosen or not")
  }

  @Test(arguments: ["?class=x", "?class=018de0a1-7c00-7202-8b01-5f0e6c1d0001", "?class=\(SmallSchool.classes[2])"])
  func anUnknownClassIs404(query: String) async throws {
    let school = try await school(csv: "五1,a,正常,60\n")
    let answer = try await answer(school, query)
    #expect(answer.status == 404)
  }

  @Test(arguments: [
    "?basis=all", "?bandWidth=0", "?bandWidth=101", "?bandWidth=x", "?sort=mean", "?basis=tested&basis=tested",
  ])
  func aParameterThatIsUnknownOrWrongIs400(query: String) async throws {
    let school = try await school(csv: "五1,a,正常,60\n")
    #expect(try await answer(school, query).status == 400)
  }

  @Test func theBasisChangesTheTargetsOfRatesAndTheWidthTheBands() async throws {
    let school = try await school(csv: "五1,a,正常,90\n五1,b,正常,50\n五1,c,缺考,\n五1,d,缺考,\n")
    try await school.create("test-reports", SmallSchool.id("report"), Self.report([("pass", 50), ("mean", 7000)]))
    let tested = try await statistics(school)
    let enrolled = try await statistics(school, "?basis=enrolled&bandWidth=50")
    #expect(tested.targets.map(\.actual) == [0.5, 70])
    #expect(enrolled.targets.map(\.actual) == [0.25, 70])
    #expect(tested.targets.map(\.met) == [true, true])
    #expect(enrolled.targets.map(\.met) == [false, true])
    #expect(enrolled.all.bands?.map(\.count) == [0, 2, 0])
    #expect(enrolled.conventions.bandWidth == 50)
  }

  /// A report with targets in hundredths.
  private static func report(_ targets: [(String, Int64)]) -> JSON {
    [
      "groupId": .string(SmallSchool.group.description), "term": .string(SmallSchool.term),
      "testId": .string(test.description), "title": "分析",
      "targets": .array(
        targets.map { ["metric": .string($0.0), "target": .number(ExactDecimal(hundredths: $0.1))] }),
    ]
  }

  @Test func aTestWithoutMarksHasFiguresThatAreNotDefinedAndSaysWhy() async throws {
    let school = try await SmallSchool()
    try await school.create("tests", Self.test, Fixtures.test())
    let statistics = try await statistics(school)
    #expect(statistics.all.n == 0)
    #expect(statistics.all.mean == nil)
    #expect(statistics.all.reasons["mean"] == .noStudents)
    #expect(statistics.classes.isEmpty)
  }

  @Test func statisticsAreSeenByThoseWhoSeeTheTest() async throws {
    let school = try await school(csv: "五1,a,正常,60\n")
    for person in SmallSchool.Person.allCases {
      let expected =
        switch person {
        case .outsider, .unlinked, .formerMember, .formerHead: 404
        default: 200
        }
      #expect(try await answer(school, as: person).status == expected, "\(person)")
    }
  }

  // MARK: What a test and its sheets are to one another

  @Test func aChangedTestChangesWhatItsSheetsSay() async throws {
    let school = try await school(csv: "五1,a,正常,50\n五1,b,正常,40\n")
    #expect(try await statistics(school).all.rates?.pass.count == 0)
    let eased = try Fixtures.test().replacing(
      JSONPointer(["thresholds", "pass"]), with: .number(ExactDecimal(hundredths: 40)))
    #expect(try await school.update("tests", Self.test, eased, rev: 1).status == 200)
    #expect(try await statistics(school).all.rates?.pass.count == 2)
    #expect(try await school.update("tests", Self.test, Fixtures.test(fullMark: 50), rev: 2).status == 200)
    let halved = try await statistics(school)
    #expect(halved.fullMark == 50)
    #expect(halved.all.scoreRate == 0.9)
  }

  @Test func aTestIsNotChangedUnderMarksThatWouldNoLongerFit() async throws {
    let school = try await school(csv: "五1,a,正常,50\n五2,b,正常,90\n")
    let before = try school.server.dump()
    let answer = try await school.update("tests", Self.test, Fixtures.test(fullMark: 80), rev: 1)
    #expect(answer.status == 409)
    #expect(answer.problem?.code == .conflict)
    let sheet = try #require(answer.problem?.existing)
    #expect(try await school.get("score-sheets", sheet).status == 200)
    #expect(try school.server.dump() == before)
    try ChangeChain.expectWhole(school.server)
  }

  @Test func aTestWithMarksIsNotDeletedBeforeThem() async throws {
    let school = try await school(csv: "五1,a,正常,50\n")
    let before = try school.server.dump()
    let refused = try await school.delete("tests", Self.test, rev: 1)
    #expect(refused.problem?.code == .inUse)
    let sheet = try #require(refused.problem?.use?.documents.first?.id)
    #expect(try school.server.dump() == before)
    #expect(try await school.delete("score-sheets", sheet, rev: 1).status == 204)
    #expect(try await statistics(school).all.n == 0, "a deleted sheet counts no more")
    #expect(try await school.delete("tests", Self.test, rev: 1).status == 204)
    #expect(try await answer(school).status == 404)
    let restored = try await school.restore("score-sheets", sheet, rev: 2)
    #expect(restored.status == 422, "its test is not there")
  }
}
