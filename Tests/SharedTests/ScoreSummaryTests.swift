import Shared
import Testing

@Suite struct ScoreSummaryTests {
  /// Any order of students, any split into classes and any order of merging gives the same bytes.
  @Test(arguments: 0..<50)
  func orderAndSplitLeaveNoTrace(round: Int) throws {
    var random = SeededRandom(seed: runSeed &+ UInt64(round))
    let test = try Make.test()
    let totals = (0..<1 + random.below(80)).map { _ in Int64(random.below(21)) * 500 }
    let others = (0..<random.below(6)).map { _ in random.pick(Array(ScoreStatus.allCases.dropFirst())) }
    let rows = try Make.sheet(totals, others: others).rows

    func sheet(_ rows: [ScoreSheet.Row]) throws -> ScoreSheet {
      var sheet = try Make.sheet([])
      sheet.rows = rows
      return sheet
    }
    let whole = ScoreSummary(sheet: try sheet(rows), test: test)
    var parts: [ScoreSummary] = []
    var rest = rows.shuffled(using: &random)[...]
    while !rest.isEmpty {
      let size = 1 + random.below(rest.count)
      parts.append(ScoreSummary(sheet: try sheet(Array(rest.prefix(size))), test: test))
      rest = rest.dropFirst(size)
    }
    // Merges two summaries at random until one is left, so that the tree of merges is random too.
    parts.append(ScoreSummary(test: test))
    while parts.count > 1 {
      parts.shuffle(using: &random)
      let last = parts.removeLast()
      parts[0] = try parts[0].merging(last)
    }
    #expect(try Coding.encode(parts[0]) == Coding.encode(whole), "BEIKE_SEED=\(runSeed)")
    let levels = [parts[0], whole].map { LevelStatistics($0, thresholds: test.thresholds) }
    #expect(try Coding.encode(levels[0]) == Coding.encode(levels[1]), "BEIKE_SEED=\(runSeed)")
    #expect(levels[0].bands?.map(\.count).reduce(0, +) == totals.count)
  }

  @Test func aSummaryReadsBackFromItsBytes() throws {
    let summary = try Make.summary([6000, 5950, 6000], others: [.void, .transferred])
    #expect(try Coding.decode(ScoreSummary.self, from: Coding.encode(summary)) == summary)
    #expect(summary.totals.map(\.hundredths) == [5950, 6000] && summary.totals.map(\.count) == [1, 2])
  }

  @Test func aTotalIsTheSumOfTheItemsWhereNoneIsWritten() throws {
    var sheet = try Make.sheet([])
    sheet.rows = [
      .init(student: "1", status: .present, items: ["1": 4, "2": try Make.decimal("2.5")]),
      .init(student: "2", status: .present, total: 9, items: ["1": 9]),
      // In so many words present, and every item left blank.
      .init(student: "3", status: .present, items: [:]),
      // Kept and never counted.
      .init(student: "4", status: .void, total: 10),
    ]
    let summary = ScoreSummary(sheet: sheet, test: try Make.test(fullMark: 10))
    #expect(summary.totals.map(\.hundredths) == [0, 650, 900])
    #expect(summary.presentCount == 3 && summary.status[.void] == 1 && summary.status.expected == 4)
  }

  @Test func summariesOfDifferentPapersDoNotMerge() throws {
    let (hundred, fifty) = (try Make.summary([100]), try Make.summary([100], fullMark: 50))
    #expect(throws: DifferentPapers.self) { try hundred.merging(fifty) }

    var (first, second) = (try Make.test(), try Make.test())
    first.items = try Make.tree(#"[{"number":"1","fullMark":100,"knowledgePoint":"分数"}]"#).decode()
    second.items = try Make.tree(#"[{"number":"1","fullMark":100,"knowledgePoint":"小数"}]"#).decode()
    #expect(first.paperDigest != second.paperDigest)
    #expect(throws: DifferentPapers.self) { try ScoreSummary(test: first).merging(ScoreSummary(test: second)) }
    second.items = first.items
    second.title = "又一份"
    #expect(try ScoreSummary(test: first).merging(ScoreSummary(test: second)).presentCount == 0)
  }

  @Test func greatSumsDoNotOverflow() throws {
    var summary = try Make.summary([1_000_000, 999_999, 0], fullMark: 10_000)
    for _ in 0..<30 { summary = try summary.merging(summary) }
    let level = LevelStatistics(summary, thresholds: .usual(grade: 5))
    #expect(level.n == 3 << 30)
    #expect(level.mean?.rounded(places: 2) == "6666.66")
    // numpy.std([10000, 9999.99, 0])
    #expect(isClose(level.sdPopulation, 4714.04285088948, within: 1e-12))
  }
}
