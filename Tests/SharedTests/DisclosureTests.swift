import Shared
import Support
import Testing

/// Figures for callers who may not see rows, attacked with everything that they may ask for.
@Suite struct DisclosureTests {
  /// A school's sheets of one test.
  private struct School {
    let test: Shared.Test
    let sheets: [TestStatistics.Sheet]

    init(_ sheets: [ScoreSheet]) throws {
      let test = try Make.test()
      self.test = test
      self.sheets = sheets.enumerated().map { index, sheet in
        TestStatistics.Sheet(
          classId: sheet.classId, label: Text("五\(index + 1)", "5-\(index + 1)"), sheetId: sheet.classId,
          summary: ScoreSummary(sheet: sheet, test: test))
      }
    }

    /// Classes of 0 to 60 students, of whom some did not sit the test.
    init(seed: UInt64) throws {
      var random = SeededRandom(seed: seed)
      let largest = random.pick([6, 16, 30, 60])
      let mark = random.pick([500, 50, 2000])
      try self.init(
        (1...1 + random.below(7)).map { index in
          let totals = (0..<random.below(largest + 1)).map { _ in Int64(random.below(10_000 / mark + 1) * mark) }
          let others = (0..<random.below(4)).map { _ in random.pick(Array(ScoreStatus.allCases.dropFirst())) }
          return try Make.sheet(totals, others: others, class: "c\(index)")
        })
    }

    /// Every answer there is.
    func answers(to disclosure: Disclosure) throws -> [TestStatistics] {
      let targets = try [Make.target(.mean, "80"), Make.target(.pass, "0.95"), Make.target(.low, "0")]
      var answers: [TestStatistics] = []
      for basis in RateBasis.allCases {
        for chosen in [nil] + sheets.map({ Set([$0.classId]) }) {
          for width in 1...100 where disclosure.allows(classes: chosen?.count ?? 0, bandWidth: width) {
            // A width more says nothing that the attack looks at; a few stand for all.
            guard [1, 10, 100].contains(width) else { continue }
            answers.append(
              try TestStatistics(
                id: Make.id("02"), test: test, sheets: sheets, chosen: chosen, targets: targets, basis: basis,
                bandWidth: width, to: disclosure))
          }
        }
      }
      return answers
    }

    func attack(_ disclosure: Disclosure) throws -> [DisclosureAttack.Finding] {
      let classes = Set(sheets.map { DisclosureAttack.Unknown($0.classId, rev: 1) })
      return DisclosureAttack(try answers(to: disclosure).map { ($0, classes) }).leaks(tested: tested)
    }

    func tested(_ unknown: DisclosureAttack.Unknown) -> Int {
      sheets.first { $0.classId == unknown.schoolClass }?.summary.presentCount ?? 0
    }
  }

  @Test(arguments: 0..<60 * Torture.scale)
  func allAnswersTogetherTellNothingAboutFew(round: Int) throws {
    let seed = runSeed &+ UInt64(round)
    let leaks = try School(seed: seed).attack(.figures)
    #expect(leaks.isEmpty, "BEIKE_SEED=\(seed): \(leaks.prefix(3))")
  }

  /// The same attack on answers that hide nothing: it finds every class of fewer than fifteen, and its values are right.
  @Test(arguments: 0..<20)
  func theAttackSucceedsWhereNothingIsHidden(round: Int) throws {
    let seed = runSeed &+ UInt64(round)
    let school = try School(seed: seed)
    let leaks = try school.attack(.rows)
    for sheet in school.sheets where sheet.summary.presentCount < 15 {
      let own = leaks.filter { $0.group == [DisclosureAttack.Unknown(sheet.classId, rev: 1)] }
      #expect(own.contains { $0.figure == .marks("pass") }, "BEIKE_SEED=\(seed)")
      if sheet.summary.presentCount < 5 { #expect(own.contains { $0.figure == .tested }, "BEIKE_SEED=\(seed)") }
    }
    for leak in leaks where leak.figure == .tested {
      #expect(abs(leak.value - Double(leak.group.reduce(0) { $0 + school.tested($1) })) < 1e-6, "BEIKE_SEED=\(seed)")
    }
  }

  /// Hiding small classes alone is no cure: the others and all together tell of them.
  @Test func whatIsLeftOutIsFoundBySubtraction() throws {
    let school = try School([
      Make.sheet([6000, 7000, 8000], class: "c1"), Make.sheet((0..<20).map { 5000 + $0 * 100 }, class: "c2"),
    ])
    let answers = try school.answers(to: .rows)
    let classes = Set(school.sheets.map { DisclosureAttack.Unknown($0.classId, rev: 1) })
    let seen = answers.filter { $0.classes.count == 2 || $0.classes.first?.classId == school.sheets[1].classId }
    let leaks = DisclosureAttack(seen.map { ($0, classes) }).leaks(tested: school.tested)
    let small = DisclosureAttack.Unknown(school.sheets[0].classId, rev: 1)
    #expect(leaks.contains { $0.group == [small] && $0.figure == .sum && abs($0.value - 210) < 1e-6 })
  }

  // MARK: Atoms

  @Test(arguments: [
    // tested by class, and the atoms by place
    ([20, 15, 40], [[0], [1], [2]]), ([14], [[0]]), ([3, 40, 20], [[0, 2], [1]]),
    ([10, 10, 10, 10], [[0, 1], [2, 3]]),
    ([10, 10, 10], [[0, 1, 2]]), ([1, 2, 3, 4, 50], [[0, 1, 2, 3, 4]]), ([14, 14, 15], [[0, 1], [2]]),
    ([0, 30, 31], [[0, 1], [2]]), ([], []),
  ])
  func theSmallestIsJoinedToTheNextSmallest(tested: [Int], atoms: [[Int]]) throws {
    let ids = try tested.indices.map { try Make.id("c\($0)") }
    let joined = Disclosure.atoms(of: zip(ids, tested).map { ($0, $0, $1) })
    #expect(joined == atoms.map { $0.map { ids[$0] } })
  }

  @Test func whatWasJoinedStaysJoined() throws {
    let ids = try (0..<3).map { try Make.id("c\($0)") }
    let joined = Disclosure.atoms(of: [(ids[0], ids[0], 30), (ids[1], ids[1], 30), (ids[2], ids[0], 30)])
    #expect(joined == [[ids[0], ids[2]], [ids[1]]])
  }

  /// Atoms are the same however the classes are counted, and each has fifteen or is the only one.
  @Test(arguments: 0..<50)
  func everyAtomIsLargeEnough(round: Int) throws {
    var random = SeededRandom(seed: runSeed &+ UInt64(round))
    let classes = try (0..<1 + random.below(15)).map { index in
      let id = try Make.id(String(16 + index, radix: 16))
      return (id: id, atom: id, tested: random.below(40))
    }
    let atoms = Disclosure.atoms(of: classes)
    #expect(atoms.flatMap { $0 }.sorted() == classes.map(\.id).sorted(), "BEIKE_SEED=\(runSeed)")
    for atom in atoms where atoms.count > 1 {
      #expect(classes.filter { atom.contains($0.id) }.reduce(0) { $0 + $1.tested } >= 15, "BEIKE_SEED=\(runSeed)")
    }
    let again = Disclosure.atoms(
      of: classes.map { one in (one.id, atoms.first { $0.contains(one.id) }?.first ?? one.id, one.tested) })
    #expect(again == atoms, "BEIKE_SEED=\(runSeed)")
  }

  // MARK: What is told of so many

  private func answer(_ sizes: [Int], others: [ScoreStatus] = [], chosen: Int? = nil) throws -> TestStatistics {
    let school = try School(
      sizes.enumerated().map { index, size in
        try Make.sheet((0..<size).map { Int64(5000 + $0 * 100) }, others: others, class: "c\(index)")
      })
    let targets = try [LevelMetric.mean, .scoreRate, .pass].map { try Make.target($0, "0.5") }
    return try TestStatistics(
      id: Make.id("02"), test: school.test, sheets: school.sheets,
      chosen: chosen.map { [school.sheets[$0].classId] }, targets: targets, to: .figures)
  }

  @Test(arguments: [[0], [4], [2, 2], [1, 0, 3]]) func ofFewerThanFiveNothingIsTold(sizes: [Int]) throws {
    let statistics = try answer(sizes, others: [.absent, .absent])
    #expect(statistics.withheld == 1 && statistics.classes.isEmpty)
    let tree = try JSON(parsing: Coding.encode(statistics.all))
    for (name, value) in tree.object?.members.map({ ($0.key, $0.value) }) ?? []
    where name != "reasons" && name != "unreliable" {
      #expect(value == .null && statistics.all.reasons[name] == .tooFewToShow, "\(name)")
    }
    #expect(statistics.targets.allSatisfy { $0.actual == nil && $0.met == nil && $0.reasons["met"] == .tooFewToShow })
  }

  @Test(arguments: [[5], [14], [3, 4]]) func ofASmallSchoolMeansAreTold(sizes: [Int]) throws {
    let statistics = try answer(sizes, others: [.absent])
    #expect(statistics.withheld == 0)
    for level in [statistics.all] + statistics.classes.map(\.statistics) {
      let tree = try JSON(parsing: Coding.encode(level))
      let told = (tree.object?.members ?? []).filter { $0.value != .null }.map(\.key)
      #expect(
        Set(told) == ["n", "enrolled", "testedRate", "mean", "scoreRate", "reasons", "unreliable"], "\(told)")
    }
    #expect(statistics.classes.count == 1 && statistics.classes[0].overAverage == 0)
    #expect(statistics.targets.map { $0.actual != nil } == [true, true, false])
  }

  @Test func fromFifteenOnEverythingIsToldButTheStatuses() throws {
    let statistics = try answer([15, 20, 6], others: [.absent])
    #expect(statistics.classes.map { $0.atom?.count } == [2, 1])
    #expect(statistics.classes.map(\.label.zh) == ["五1、五3", "五2"])
    #expect(statistics.classes.map { $0.classId == nil } == [true, false])
    #expect(statistics.all.n == 41 && statistics.all.enrolled == 44)
    for level in [statistics.all] + statistics.classes.map(\.statistics) {
      #expect(level.reasons.filter { $0.value == .tooFewToShow } == ["status": .tooFewToShow])
      #expect(level.status == nil && level.min != nil && level.rates != nil && level.bands != nil)
    }
  }

  @Test func aQuestionForOneClassIsAnsweredForItsAtom() throws {
    let (one, three) = (try answer([15, 20, 6], chosen: 0), try answer([15, 20, 6], chosen: 2))
    #expect(try Coding.encode(one) == Coding.encode(three))
    #expect(one.classes.map(\.label.zh) == ["五1、五3"] && one.all.n == 21)
    #expect(try answer([15, 20, 6], chosen: 1).all.n == 20)
  }

  @Test func aTestWithoutMarksHasNothingToHide() throws {
    let statistics = try answer([])
    #expect(statistics.withheld == 0 && statistics.all.n == 0 && statistics.all.reasons["mean"] == .noStudents)
  }

  @Test func unionsAndOtherWidthsAreForWhoSeesRows() {
    #expect(Disclosure.rows.allows(classes: 3, bandWidth: 7))
    #expect(
      Disclosure.figures.allows(classes: 0, bandWidth: 10) && Disclosure.figures.allows(classes: 1, bandWidth: 10))
    #expect(
      !Disclosure.figures.allows(classes: 2, bandWidth: 10) && !Disclosure.figures.allows(classes: 1, bandWidth: 20))
  }
}
