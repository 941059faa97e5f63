import GRDB
import GRDBSQLite
import Shared
import Testing

@testable import Harness
@testable import Server

/// What a large or hostile file costs: answers are small, and the work grows with the file and not with its square.
@Suite struct ScoreImportSizeTests {
  private static let test = SmallSchool.id("test")
  private static let header = "班级,学生代码,总分\n"

  private func school(items: [Int64] = []) async throws -> SmallSchool {
    let school = try await SmallSchool()
    try await school.create("tests", Self.test, Fixtures.test(items: items))
    return school
  }

  private func send(_ text: String, to school: SmallSchool) async throws -> TestAnswer {
    try await school.server.send(
      "POST", Route.scores(school: TestServer.school, test: Self.test.description).path, body: Array(text.utf8),
      headers: ["Content-Type": "text/csv"])
  }

  @Test(arguments: [
    ("ragged rows", "x\n", 3000), ("unknown classes", "五9,a1,90\n", 3000), ("no numbers", "五1,a,x\n", 5999),
    ("one student", "五1,a1,90\n", 2999), ("wrong everywhere", "五9,林晓,x\n", 9000),
    ("rows of too many cells", String(repeating: ",", count: 3000) + "\n", 3000),
  ])
  func findingsStopAtFiveHundred(name: String, row: String, expected: Int) async throws {
    let school = try await school()
    let answer = try await send(Self.header + String(repeating: row, count: 3000), to: school)
    #expect(answer.status == 422)
    #expect(answer.problem?.errors?.count == 500, "\(name)")
    #expect(answer.problem?.more == expected - 500, "\(name)")
    #expect(answer.problem?.detail?.contains("\(expected)") == true, "\(name)")
    #expect(answer.bytes.count < 150_000, "\(name): \(answer.bytes.count)")
  }

  @Test(arguments: [
    ("a header of many columns", String(repeating: "甲,", count: 100_000)),
    ("a header of many numbers", header.dropLast() + String(repeating: ",9", count: 100_000)),
    ("a header of one word", String(repeating: "甲", count: 100_000) + ",学生代码,总分"),
    ("a class of one word", header + String(repeating: "五", count: 100_000) + ",a1,90"),
    ("a status of one word", "班级,学生代码,总分,状态\n五1,a1,90," + String(repeating: "五", count: 100_000)),
    ("a code of one word", header + "五1," + String(repeating: "五", count: 100_000) + ",90"),
    ("a mark of one number", header + "五1,a1," + String(repeating: "9", count: 100_000)),
    ("a quoted cell", header + "五1,a1,\"" + String(repeating: "\"\"", count: 100_000) + "\""),
    ("a cell that is never closed", header + "五1,a1,\"" + String(repeating: "9\n", count: 100_000)),
  ])
  func oneThingThatIsFarTooLargeHasASmallAnswer(name: String, text: String) async throws {
    let school = try await school()
    let answer = try await send(text, to: school)
    #expect(answer.status == 422, "\(name)")
    #expect(answer.bytes.count < 3000, "\(name): \(answer.bytes.count)")
  }

  @Test func aClassOfThousandsIsRefused() async throws {
    let school = try await school()
    let rows = (0..<2500).map { "五1,s\($0),90\n" }.joined()
    let answer = try await send(Self.header + rows, to: school)
    #expect(answer.problem?.errors?.allSatisfy { $0.code == "too-many" } == true)
    #expect(answer.problem?.errors?.first?.row == 2002)
    #expect(answer.problem?.errors?.count == 500)
  }

  // MARK: Work

  /// A school with so many classes of grade 5, and the rows of a file with all of them.
  private func large(classes count: Int) async throws -> (SmallSchool, file: String) {
    let school = try await school()
    for number in 4...count {
      try await school.create(
        "classes", SmallSchool.id("class \(number)"),
        ["stage": "primary", "entryYear": 2019, "number": .number(ExactDecimal(Int64(number)))])
    }
    let rows = (1...count).flatMap { number in (0..<20).map { "五.\(number),s\(number)-\($0),\($0 * 5)\n" } }
    return (school, Self.header + rows.joined())
  }

  /// How many pages of the database the writer looked at meanwhile.
  private func pages(_ school: SmallSchool, _ work: () async throws -> Void) async throws -> Int {
    let store = school.server.register.store
    let before = try await store.write { $0.pagesRead }
    try await work()
    return try await store.write { $0.pagesRead } - before
  }

  private func expectTaken(_ answer: TestAnswer) { #expect(answer.status == 200, "\(answer.text)") }

  /// Importing, importing again and editing the test, with ten classes and with forty.
  @Test func theWorkGrowsWithTheFile() async throws {
    var work: [[Int]] = []
    for count in [10, 40] {
      let (school, file) = try await large(classes: count)
      let first = try await pages(school) { try await expectTaken(send(file, to: school)) }
      let again = try await pages(school) { try await expectTaken(send(file, to: school)) }
      let body = try Fixtures.test()
      let remarks = try await pages(school) {
        let edited = body.replacing("remarks", with: "改了备注")
          .replacing("thresholds", with: try JSON(encoding: Thresholds.usual(grade: 1)))
        try await expectTaken(school.update("tests", Self.test, edited, rev: 1))
      }
      let paper = try await pages(school) {
        try await expectTaken(school.update("tests", Self.test, body.replacing("fullMark", with: 120), rev: 2))
      }
      work.append([first, again, remarks, paper])
    }
    let ratios = zip(work[1], work[0]).map { Double($0) / Double($1) }
    #expect(ratios[0] < 6, "\(work)")
    #expect(ratios[1] < 6, "\(work)")
    #expect(ratios[2] < 2, "what the sheets don't depend on touches none: \(work)")
    #expect(ratios[3] < 6, "\(work)")
  }
}

extension Connection {
  /// Pages that were asked of SQLite's cache since the connection was opened: work that doesn't depend on the clock.
  fileprivate var pagesRead: Int {
    [SQLITE_DBSTATUS_CACHE_HIT, SQLITE_DBSTATUS_CACHE_MISS].reduce(0) { sum, status in
      var (current, highest): (Int32, Int32) = (0, 0)
      sqlite3_db_status(database.sqliteConnection, status, &current, &highest, 0)
      return sum + Int(current)
    }
  }
}
