import Foundation
import Shared
import Testing

@testable import Harness
@testable import Server

/// Marks of a test as a CSV file: what is read, what is refused with its row and column, and what is replaced.
@Suite struct ScoreImportTests {
  private static let test = SmallSchool.id("test")
  private static let header = "班级,学生代码,参考情况,总分,1,2,3\n"

  /// A test of 100 marks with items of 30, 30 and 40, or with totals only.
  private func school(items: [Int64] = [30, 30, 40]) async throws -> SmallSchool {
    let school = try await SmallSchool()
    try await school.create("tests", Self.test, Fixtures.test(items: items))
    return school
  }

  private func send(
    _ bytes: [UInt8], to school: SmallSchool, dryRun: Bool = false, as person: SmallSchool.Person = .author,
    language: Language = .chinese
  ) async throws -> TestAnswer {
    let path =
      Route.scores(school: TestServer.school, test: Self.test.description).path + (dryRun ? "?dryRun=true" : "")
    return try await school.server.send(
      "POST", path, body: bytes,
      headers: ["Content-Type": "text/csv; charset=utf-8", "Accept-Language": language.rawValue],
      token: school.token(person))
  }

  private func send(_ text: String, to school: SmallSchool, dryRun: Bool = false) async throws -> TestAnswer {
    try await send(Array(text.utf8), to: school, dryRun: dryRun)
  }

  private func rows(_ school: SmallSchool, class index: Int = 0) async throws -> [ScoreSheet.Row] {
    let list = try await school.send("GET", school.documents("score-sheets"), query: "?limit=500")
    let sheets = try list.decode(Page<AnyDocument>.self).items.map { try $0.body.decode(ScoreSheet.self) }
    return sheets.first { $0.classId == SmallSchool.classes[index] }?.rows ?? []
  }

  // MARK: What is read

  /// The same three rows in every way in which people save them.
  static let encodings: [(name: String, bytes: [UInt8], encoding: String)] = {
    let text = header + "五1,a1,正常,84.5,30,24.5,30\n五1,a2,缺考,,,,\n五1,a3,,99,30,30,39\n"
    let gb18030 = String.Encoding(rawValue: 0x8000_0632)
    let windows = text.replacing("\n", with: "\r\n")
    return [
      ("UTF-8", Array(text.utf8), "UTF-8"),
      ("with a byte-order mark", [0xEF, 0xBB, 0xBF] + Array(text.utf8), "UTF-8 (BOM)"),
      ("GB18030", text.data(using: gb18030).map(Array.init) ?? [], "GB18030"), ("CRLF", Array(windows.utf8), "UTF-8"),
      ("GB18030 with CRLF", windows.data(using: gb18030).map(Array.init) ?? [], "GB18030"),
      ("CRLF with a byte-order mark", [0xEF, 0xBB, 0xBF] + Array(windows.utf8), "UTF-8 (BOM)"),
      ("tabs", Array(text.replacing(",", with: "\t").utf8), "UTF-8"),
      ("no line end at the end", Array(text.dropLast().utf8), "UTF-8"),
      ("empty lines", Array(text.replacing("\n", with: "\n,,,,,,\n").utf8), "UTF-8"),
      ("quoted cells", Array(text.replacing("五1", with: "\"五1\"").replacing("84.5", with: "\"84.5\"").utf8), "UTF-8"),
      (
        "full-width digits and letters", Array(text.replacing("84.5", with: "８４．５").replacing("a1", with: "ａ１").utf8),
        "UTF-8"
      ),
      ("spaces around", Array(text.replacing(",", with: " , ").replacing("缺考", with: "　缺考　").utf8), "UTF-8"),
      ("the class in other words", Array(text.replacing("五1", with: "五（1）班").utf8), "UTF-8"),
      ("the class in digits", Array(text.replacing("五1", with: "5.1").utf8), "UTF-8"),
      ("English words", Array(english.utf8), "UTF-8"),
      ("a column that is not used, with a full-width comma", Array(remarked.utf8), "UTF-8"),
    ]
  }()

  private static let remarked = """
    班级,学生代码,参考情况,总分,1,2,3,备注
    五1,a1,正常,84.5,30,24.5,30,好
    五1,a2,缺考,,,,,发烧，补考
    五1,a3,,99,30,30,39,

    """

  private static let english = """
    Class,student,Status,Total,1,2,3
    5-1,a1,present,84.5,30,24.5,30
    5-1,a2,absent,,,,
    5-1,a3,,99,30,30,39

    """

  @Test(arguments: encodings.indices)
  func aFileIsReadHoweverItWasSaved(index: Int) async throws {
    let (name, bytes, encoding) = Self.encodings[index]
    let school = try await school()
    let answer = try await send(bytes, to: school)
    try #require(answer.status == 200, "\(name): \(answer.text)")
    let result = try answer.decode(ImportResult.self)
    #expect(result.encoding == encoding, "\(name)")
    #expect(result.sheets.map(\.rows) == [3])
    #expect(result.sheets.map(\.label) == ["五1"])
    let rows = try await rows(school)
    #expect(rows.map(\.student) == ["a1", "a2", "a3"], "\(name)")
    #expect(rows.map(\.status) == [.present, .absent, .present])
    #expect(rows.map { $0.total?.description } == ["84.5", nil, "99"])
    #expect(rows.map { $0.items?["2"]?.description } == ["24.5", nil, "30"])
  }

  @Test func whatWasPutRightOrPassedOverIsTold() async throws {
    let school = try await school()
    let text = "班级,姓名备注,学生代码,1,2,3,三好学生\n五1,x,ａ1,30,30,４０,是\n"
    for (language, words) in [(Language.chinese, ["全角", "姓名备注", "三好学生"]), (.english, ["full-width", "姓名备注", "三好学生"])] {
      let answer = try await send(Array(text.utf8), to: school, dryRun: true, language: language)
      let notes = try answer.decode(ImportResult.self).notes.joined(separator: "\n")
      for word in words { #expect(notes.contains(word), "\(notes)") }
    }
  }

  @Test(arguments: [
    ("正常", ScoreStatus.present), ("缺考", .absent), ("免考", .exempt), ("缓考", .deferred), ("作弊", .void),
    ("转出", .transferred),
  ])
  func everyStatusHasItsWord(word: String, status: ScoreStatus) async throws {
    let school = try await school()
    _ = try await send(Self.header + "五1,a1,\(word),,,,\n", to: school)
    #expect(try await rows(school).map(\.status) == [status])
  }

  /// 正常 in so many words and no mark at all is a blank paper; no word and no mark is a row that was forgotten.
  @Test func aBlankPaperIsZeroOnlyWhenTheSheetSaysSo() async throws {
    let school = try await school()
    let forgotten = try await send(Self.header + "五1,a1,,,,,\n", to: school)
    #expect(Self.faults(forgotten) == ["2 - score-missing"])
    let blank = try await send(Self.header + "五1,a1,正常,,,,\n五1,a2,正常,,30,,\n", to: school)
    #expect(blank.status == 200)
    let path = Route.statistics(school: TestServer.school, test: Self.test.description)
    let statistics = try await school.send("GET", path).decode(TestStatistics.self)
    #expect(statistics.all.n == 2)
    #expect(statistics.all.min == 0)
    #expect(statistics.all.max == 30)

    let totals = try await self.school(items: [])
    let answer = try await send("班级,学生代码,参考情况,总分\n五1,a1,正常,\n五1,a2,,80\n", to: totals)
    #expect(answer.status == 200)
    #expect(try await rows(totals).map { $0.total?.description } == ["0", "80"])
  }

  @Test func aVoidPaperKeepsItsMarksAndCountsNothing() async throws {
    let school = try await school()
    _ = try await send(Self.header + "五1,a1,作弊,60,20,20,20\n五1,a2,正常,90,30,30,30\n", to: school)
    #expect(try await rows(school).first?.total?.description == "60")
    let path = Route.statistics(school: TestServer.school, test: Self.test.description)
    let statistics = try await school.send("GET", path).decode(TestStatistics.self)
    #expect(statistics.all.n == 1)
    #expect(statistics.all.enrolled == 2)
    #expect(statistics.all.mean == 90)
  }

  // MARK: What is refused

  private static func faults(_ answer: TestAnswer) -> [String] {
    (answer.problem?.errors ?? []).map { "\($0.row.map(String.init) ?? "-") \($0.column ?? "-") \($0.code)" }
  }

  @Test(arguments: FaultyScores.all.indices)
  func everyFaultIsToldWithItsRowAndColumnAndNothingIsKept(index: Int) async throws {
    let (name, text, faults) = FaultyScores.all[index]
    let school = try await school()
    let before = try school.server.dump()
    for language in Language.allCases {
      let answer = try await send(Array(text.utf8), to: school, language: language)
      #expect(answer.status == 422, "\(name)")
      #expect(answer.problem?.code == .validation)
      #expect(Self.faults(answer).sorted() == faults.sorted(), "\(name)")
      #expect((answer.problem?.errors ?? []).allSatisfy { !$0.detail.isEmpty })
    }
    #expect(try school.server.dump() == before)
  }

  @Test(arguments: [[0xFF, 0xFE, 0x41], [0x80], [0xE4, 0xBA], [0x81, 0x20, 0x2C, 0x0A]] as [[UInt8]])
  func bytesOfNoEncodingAreRefused(bytes: [UInt8]) async throws {
    let school = try await school()
    let answer = try await send(Array(Self.header.utf8) + bytes, to: school)
    #expect(Self.faults(answer) == ["- - bad-encoding"])
  }

  /// What stays as it is keeps its students; the class that has her is named.
  @Test func aStudentOfAnotherClassThatIsNotInTheFileIsNoticedToo() async throws {
    let school = try await school()
    _ = try await send(Self.header + "五1,a1,,,1,1,1\n", to: school)
    let before = try school.server.dump()
    let answer = try await send(Self.header + "五2,b1,,,1,1,1\n五2,a1,,,1,1,1\n", to: school)
    #expect(answer.status == 422)
    #expect(Self.faults(answer) == ["3 学生代码 duplicate-student"])
    #expect(answer.problem?.errors?.first?.detail.contains("五1") == true)
    #expect(try school.server.dump() == before)
  }

  /// A file is one whole: who moves within it stands in one class before and after.
  @Test(arguments: [
    ("moved, her new class first", "五2,b1,,,1,1,1\n五2,a2,,,2,2,2\n五1,a1,,,1,1,1\n", [["a1"], ["b1", "a2"]]),
    ("two swapped", "五1,a1,,,1,1,1\n五1,b1,,,1,1,1\n五2,a2,,,2,2,2\n", [["a1", "b1"], ["a2"]]),
    ("all changed places", "五2,a1,,,1,1,1\n五2,a2,,,2,2,2\n五1,b1,,,1,1,1\n", [["b1"], ["a1", "a2"]]),
  ])
  func studentsMoveBetweenTheClassesOfAFile(name: String, rows: String, sheets: [[String]]) async throws {
    let school = try await school()
    _ = try await send(Self.header + "五1,a1,,,1,1,1\n五1,a2,,,2,2,2\n五2,b1,,,1,1,1\n", to: school)
    let before = try school.server.dump()
    #expect(try await send(Self.header + rows, to: school, dryRun: true).status == 200, "\(name)")
    #expect(try school.server.dump() == before)
    #expect(try await send(Self.header + rows, to: school).status == 200, "\(name)")
    for (index, students) in sheets.enumerated() {
      #expect(try await self.rows(school, class: index).map(\.student) == students, "\(name)")
    }
    try ChangeChain.expectWhole(school.server)
  }

  @Test func codesThatLostTheirZerosAreTakenAsThoseBeforeAndTold() async throws {
    let school = try await school(items: [])
    let header = "班级,学生代码,总分\n"
    _ = try await send(header + "五1,0501,88\n五1,0502,77\n五1,0503,66\n", to: school)
    for dryRun in [true, false] {
      let result = try await send(header + "五1,501,88\n五1,502,78\n五1,504,66\n", to: school, dryRun: dryRun)
        .decode(ImportResult.self)
      #expect(result.notes.contains { $0.contains("501 → 0501") && $0.contains("五1：2") }, "\(result.notes)")
      #expect(result.sheets.map { [$0.added, $0.changed, $0.removed] } == [[1, 1, 1]])
    }
    #expect(try await rows(school).map(\.student) == ["0501", "0502", "504"])
    // Where several could be meant, nobody is guessed at.
    let twins = try await send(header + "五1,501,1\n五1,00501,2\n五2,0502,3\n五1,502,4\n", to: school)
    #expect(twins.status == 200)
    #expect(try await rows(school).map(\.student) == ["501", "00501", "502"])
  }

  @Test func itemMarksThatWouldGoAreTold() async throws {
    let school = try await school()
    _ = try await send("班级,学号,1,2,3\n五1,a1,1,1,1\n五1,a2,2,2,2\n", to: school)
    for dryRun in [true, false] {
      let result = try await send("班级,学号,总分\n五1,a1,3\n五1,a2,6\n", to: school, dryRun: dryRun)
        .decode(ImportResult.self)
      #expect(result.notes.contains { $0.contains("各题得分") && $0.contains("2") }, "\(result.notes)")
    }
    #expect(try await send("班级,学号,总分\n五1,a1,3\n", to: school).decode(ImportResult.self).notes.isEmpty)
  }

  @Test(arguments: ["第1题,第2题,第3题", "Q1,Q2,q3", "1(30分),2（30分）,第3题(40分)", "1题, 2 题,3", "一,二,三"])
  func itemsHaveManyNames(headings: String) async throws {
    let school = try await school()
    let answer = try await send("班级,学号,\(headings)\n五1,a1,10,20,30\n", to: school)
    #expect(answer.status == 200, "\(answer.text)")
    #expect(try await rows(school).first?.items == ["1": 10, "2": 20, "3": 30])
  }

  @Test func blankPapersAreCounted() async throws {
    let school = try await school(items: [])
    let result = try await send("班级,学号,状态,总分\n五1,a,正常,\n五1,b,正常,\n五1,c,,80\n", to: school)
      .decode(ImportResult.self)
    #expect(result.notes.contains { $0.contains("2 名") && $0.contains("0 分") }, "\(result.notes)")
  }

  @Test func everyBadRowOfALargeFileIsTold() async throws {
    let school = try await school()
    let rows = (1...300).map { "五1,s\($0),,,31,1,1\n" }.joined()
    let answer = try await send(Self.header + rows, to: school)
    #expect(answer.problem?.errors?.map(\.row) == (2...301).map { $0 })
  }

  // MARK: What is replaced

  @Test func aSecondFileReplacesTheSheetsOfTheClassesInItAndNoOthers() async throws {
    let school = try await school()
    let first = try await send(Self.header + "五1,a1,,,1,1,1\n五1,a2,,,2,2,2\n五1,a3,,,3,3,3\n五2,b1,,,1,1,1\n", to: school)
    let made = try first.decode(ImportResult.self).sheets
    #expect(made.map(\.label) == ["五1", "五2"])
    #expect(made.map(\.added) == [3, 1])
    #expect(made.map(\.rev) == [1, 1])
    let second = try await send(Self.header + "五1,a2,,,2,2,2\n五1,a3,,,3,3,4\n五1,a4,缺考,,,,\n五1,a5,,,1,1,1\n", to: school)
    let sheets = try second.decode(ImportResult.self).sheets
    #expect(sheets.map(\.id) == [made[0].id])
    #expect(sheets.map(\.rev) == [2])
    #expect(sheets.map { [$0.rows, $0.added, $0.changed, $0.removed] } == [[4, 2, 1, 1]])
    #expect(try await rows(school).map(\.student) == ["a2", "a3", "a4", "a5"])
    #expect(try await rows(school, class: 1).map(\.student) == ["b1"])
    let history = Route.history(school: TestServer.school, kind: "score-sheets", id: made[0].id.description)
    #expect(try await school.send("GET", history).decode(Page<AnyDocument>.self).items.map(\.rev) == [2, 1])
    try ChangeChain.expectWhole(school.server)
  }

  @Test func aDryRunShowsWhatWouldChangeAndChangesNothing() async throws {
    let school = try await school()
    _ = try await send(Self.header + "五1,a1,,,1,1,1\n", to: school)
    let before = try school.server.dump()
    let text = Self.header + "五1,a1,,,1,1,2\n五1,a2,,,1,1,1\n五2,b1,,,1,1,1\n"
    let dry = try await send(text, to: school, dryRun: true).decode(ImportResult.self)
    #expect(dry.dryRun)
    #expect(dry.sheets.map { [$0.rows, $0.added, $0.changed, $0.removed] } == [[2, 1, 1, 0], [1, 1, 0, 0]])
    #expect(try school.server.dump() == before)
    let done = try await send(text, to: school).decode(ImportResult.self)
    #expect(done.sheets.map { [$0.rows, $0.added, $0.changed, $0.removed] } == [[2, 1, 1, 0], [1, 1, 0, 0]])
    let faulty = try await send(Self.header + "五1,a1,,,1,1,99\n", to: school, dryRun: true)
    #expect(Self.faults(faulty) == ["2 3 score-above-full"])
  }

  @Test func marksAreEnteredByThoseWhoMay() async throws {
    let school = try await school()
    let good = Array((Self.header + "五1,a1,,,1,1,1\n").utf8)
    let bad = Array("nonsense".utf8)
    for person in SmallSchool.Person.allCases {
      let expected =
        switch person {
        case .leader, .author, .colleague, .admin, .integration, .server: (200, 422)
        case .outsider, .unlinked, .formerMember, .formerHead: (404, 404)
        default: (403, 403)
        }
      #expect(try await send(good, to: school, as: person).status == expected.0, "\(person)")
      #expect(try await send(bad, to: school, as: person).status == expected.1, "\(person)")
    }
  }

  @Test func onlyCsvIsTakenAndOnlyForATestThatIsThere() async throws {
    let school = try await school()
    let path = Route.scores(school: TestServer.school, test: Self.test.description).path
    let csv = Array((Self.header + "五1,a1,,,1,1,1\n").utf8)
    #expect(try await school.server.send("POST", path, body: csv).status == 415)
    let type = ["Content-Type": "text/csv"]
    #expect(try await school.server.send("POST", path + "?dryRun=yes", body: csv, headers: type).status == 400)
    #expect(try await school.server.send("POST", path + "?force=true", body: csv, headers: type).status == 400)
    let absent = Route.scores(school: TestServer.school, test: SmallSchool.id("absent").description).path
    #expect(try await school.server.send("POST", absent, body: csv, headers: type).status == 404)
    let group = Route.scores(school: TestServer.school, test: SmallSchool.group.description).path
    #expect(try await school.server.send("POST", group, body: csv, headers: type).status == 404)
    let tooLarge = ["Content-Type": "text/csv", "Content-Length": "\(16 * 1024 * 1024 + 1)"]
    #expect(try await school.server.send("POST", path, body: [], headers: tooLarge).status == 413)
  }
}
