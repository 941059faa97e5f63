import Shared
import Testing

/// What the form alone can't say, kind by kind: a right body, one thing changed, and what is found where.
@Suite struct ValidationTests {
  private static let id = ValidBody.id
  private static let other = ValidBody.other

  @Test(arguments: [
    ("terms", #"{"firstDay":"2023-02-20"}"#, "/firstDay term-year"),
    ("terms", #"{"code":"2023-2024-1"}"#, "/firstDay term-year"),
    ("terms", #"{"holidays":[{"name":"清明","from":"2024-04-06","to":"2024-04-04"}]}"#, "/holidays/0/to period"),
    (
      "terms", #"{"makeUpDays":[{"day":"2024-04-07","teaches":5},{"day":"2024-04-07","teaches":4}]}"#,
      "/makeUpDays/1/day duplicate"
    ),
    ("teachers", #"{"birthYear":1990,"entryYear":2004}"#, "/entryYear entry-year"),
    (
      "research-groups", #"{"heads":[{"teacherId":"\#(id)","from":"2024-02-01","to":"2024-01-31"}]}"#,
      "/heads/0/to period"
    ),
    ("settings", #"{"key":"class"}"#, "/key singleton"),
    (
      "settings",
      #"{"thresholds":[{"name":"a","grades":[5],"thresholds":{"excellent":0.8,"good":0.85,"pass":0.6,"low":0.4}}]}"#,
      "/thresholds/0/thresholds thresholds"
    ),
    ("settings", #"{"handIns":[{"kind":"tests","to":"head"}]}"#, "/handIns/0/kind enum"),
    ("groups", #"{"schoolYear":"2023"}"#, "/schoolYear format"),
    ("groups", #"{"schoolYear":"2023-2024-1"}"#, "/schoolYear format"),
    ("groups", #"{"grades":[]}"#, "/grades required"),
    (
      "groups", #"{"members":[{"teacherId":"\#(id)","role":"leader","from":"2024-02-01","to":"2024-01-01"}]}"#,
      "/members/0/to period"
    ),
    (
      "groups",
      #"{"members":[{"teacherId":"\#(id)","role":"leader","from":"2024-02-01"},{"teacherId":"\#(id)","role":"leader","from":"2024-02-01"}]}"#,
      "/members/1 duplicate"
    ),
    (
      "groups",
      #"{"members":[{"teacherId":"\#(id)","role":"member","from":"2024-03-01"},{"teacherId":"\#(id)","role":"member","from":"2024-02-01","to":"2024-03-01"}]}"#,
      "/members/1 duplicate"
    ),
    (
      "research-groups",
      #"{"heads":[{"teacherId":"\#(id)","from":"2024-02-01","to":"2024-06-30"},{"teacherId":"\#(id)","from":"2024-02-01"}]}"#,
      "/heads/1 duplicate"
    ),
    ("duties", #"{"target":{"count":0,"unit":"次","period":"term"}}"#, "/target/count range"),
    ("duties", #"{"evidence":[{"text":"a","sha256":"abc"}]}"#, "/evidence/0/sha256 format"),
    ("plans", #"{"groupId":null}"#, "/groupId required"),
    ("plans", #"{"level":"research-group"}"#, "/researchGroupId required"),
    (
      "plans",
      #"{"progress":[{"level":"unit","content":"一","hours":"10+1"},{"level":"lesson","content":"a","hours":"6"},{"level":"lesson","content":"b","hours":"3"}]}"#,
      "/progress/0/hours hours-sum"
    ),
    (
      "plans", #"{"exerciseWriting":[{"week":"1","content":"a","authorId":"\#(id)","reviewerId":"\#(id)"}]}"#,
      "/exerciseWriting/0/reviewerId reviewer-is-author"
    ),
    (
      "plans", #"{"members":[{"teacherId":"\#(id)","name":"周"},{"teacherId":"\#(id)","name":"周"}]}"#,
      "/members/1/teacherId duplicate"
    ),
    ("minutes", #"{"start":"15:00","end":"14:00"}"#, "/end period"),
    ("minutes", #"{"start":"15:00","end":"15:00"}"#, "/end period"),
    (
      "minutes", #"{"attendance":[{"teacherId":"\#(id)","status":"present","minutesLate":5}]}"#,
      "/attendance/0/minutesLate not-late"
    ),
    (
      "minutes", #"{"attendance":[{"teacherId":"\#(id)","status":"present"},{"teacherId":"\#(id)","status":"late"}]}"#,
      "/attendance/1/teacherId duplicate"
    ),
    (
      "minutes", #"{"unitAnalyses":[{"unit":"一","rows":[{"aspect":"goals"},{"aspect":"goals"}]}]}"#,
      "/unitAnalyses/0/rows/1/aspect duplicate"
    ),
    ("tests", #"{"fullMark":0}"#, "/fullMark range"),
    ("tests", #"{"thresholds":{"low":0}}"#, "/thresholds thresholds"),
    ("tests", #"{"thresholds":{"pass":0.39}}"#, "/thresholds thresholds"),
    ("tests", #"{"thresholds":{"good":0.86}}"#, "/thresholds thresholds"),
    (
      "tests", #"{"items":[{"number":"1","fullMark":60},{"number":"2","fullMark":39.5}]}"#,
      "/fullMark full-mark-mismatch"
    ),
    (
      "tests", #"{"items":[{"number":"1","fullMark":50},{"number":"1","fullMark":50}]}"#,
      "/items/1/number duplicate-item"
    ),
    ("tests", #"{"items":[{"number":"","fullMark":100}]}"#, "/items/0/number required"),
    ("tests", #"{"items":[{"number":"1","fullMark":100},{"number":"2","fullMark":0}]}"#, "/items/1/fullMark range"),
    (
      "score-sheets", #"{"rows":[{"student":"7","status":"present","total":1},{"student":"7","status":"absent"}]}"#,
      "/rows/1/student duplicate-student"
    ),
    ("score-sheets", #"{"rows":[{"student":"7","status":"absent","total":1}]}"#, "/rows/0/status status-with-score"),
    ("score-sheets", #"{"rows":[{"student":"周晓","status":"absent"}]}"#, "/rows/0/student bad-student-code"),
    ("score-sheets", #"{"rows":[{"student":"","status":"absent"}]}"#, "/rows/0/student bad-student-code"),
    ("test-reports", #"{"targets":[{"metric":"pass","target":95}]}"#, "/targets/0/target range"),
    (
      "test-reports", #"{"targets":[{"metric":"pass","target":0.9},{"metric":"pass","target":1}]}"#,
      "/targets/1/metric duplicate"
    ),
  ])
  func aBrokenRuleIsNamedWithItsPlace(kind: String, patch: String, expected: String) throws {
    let body = try ValidBody.of(kind).applying(mergePatch: Make.tree(patch))
    let violations = try #require(Kind.named(kind)).check(body).violations
    #expect(violations.map { "\($0.pointer) \($0.code)" } == [expected])
    #expect(violations.allSatisfy { !$0.text.zh.isEmpty && !$0.text.en.isEmpty })
  }

  @Test(arguments: [
    ("terms", #"{"code":"2023-2024-1","firstDay":"2023-09-01"}"#),
    ("teachers", #"{"birthYear":1990,"entryYear":2005}"#),
    ("settings", #"{"handIns":[{"kind":"plans","to":"head","dueWeek":"2"}]}"#),
    ("groups", #"{"members":[{"teacherId":"\#(id)","role":"leader","from":"2024-02-01","to":"2024-02-01"}]}"#),
    (
      "groups",
      #"{"members":[{"teacherId":"\#(id)","role":"member","from":"2024-02-01"},{"teacherId":"\#(id)","role":"leader","from":"2024-02-01"}]}"#
    ),
    (
      "groups",
      #"{"members":[{"teacherId":"\#(id)","role":"leader","from":"2024-02-01","to":"2024-02-29"},{"teacherId":"\#(id)","role":"leader","from":"2024-03-01"}]}"#
    ),
    ("plans", #"{"level":"office","groupId":null}"#),
    (
      "plans",
      #"{"progress":[{"level":"unit","content":"一","hours":"9+1"},{"level":"lesson","content":"a","hours":"6"},{"level":"lesson","content":"b","hours":"3+1"},{"level":"unit","content":"二","hours":"7"}]}"#
    ),
    ("plans", #"{"exerciseWriting":[{"week":"1","content":"a","authorId":"\#(id)","reviewerId":"\#(other)"}]}"#),
    (
      "minutes",
      #"{"start":"14:00","end":"14:01","attendance":[{"teacherId":"\#(id)","status":"late","minutesLate":5}]}"#
    ),
    ("tests", #"{"thresholds":{"excellent":1,"good":1,"pass":1,"low":1}}"#),
    ("tests", #"{"fullMark":26,"items":[{"number":"1","fullMark":12.25},{"number":"2","fullMark":13.75}]}"#),
    ("score-sheets", #"{"rows":[{"student":"A-7_b","status":"void","total":12},{"student":"8","status":"exempt"}]}"#),
    ("test-reports", #"{"targets":[{"metric":"mean","target":85.5}]}"#),
  ])
  func whatIsJustRightPasses(kind: String, patch: String) throws {
    let body = try ValidBody.of(kind).applying(mergePatch: Make.tree(patch))
    #expect(try #require(Kind.named(kind)).check(body).violations == [])
  }

  @Test(arguments: [
    // Eighteen characters like an identity number, with or without X, and national student numbers.
    ("110101201301010010", false), ("11010120130101001X", false), ("G110101201301010010", false),
    ("L1101012013010100101", false), ("2019030112", true), ("G5-07", true), ("abcdefghijklmnopqr", true),
    ("12345678901234567", true), (String(repeating: "a", count: 32), true), (String(repeating: "a", count: 33), false),
    ("7 8", false), ("７", false),
  ])
  func aStudentCodeIsNoIdentityNumber(code: String, isRight: Bool) {
    #expect((StudentCode.problem(with: code) == nil) == isRight)
  }

  @Test(
    arguments: [
      (#"{"student":"1","status":"present","items":{"1":4,"2":6}}"#, []),
      (#"{"student":"1","status":"present","total":9.5,"items":{"1":4,"2":5.5}}"#, []),
      (#"{"student":"1","status":"present","items":{}}"#, []),
      (#"{"student":"1","status":"absent"}"#, []),
      (#"{"student":"1","status":"present"}"#, ["/rows/0 score-missing"]),
      (#"{"student":"1","status":"present","items":{"1":4.5}}"#, ["/rows/0/items/1 score-above-full"]),
      (#"{"student":"1","status":"present","items":{"3":1}}"#, ["/rows/0/items/3 unknown-item"]),
      (#"{"student":"1","status":"present","total":10.5}"#, ["/rows/0/total score-above-full"]),
      (#"{"student":"1","status":"present","total":9,"items":{"1":4,"2":5.5}}"#, ["/rows/0/total sum-mismatch"]),
    ] as [(String, [String])])
  func marksFitTheirTest(row: String, expected: [String]) throws {
    let test: Shared.Test = try ValidBody.of("tests")
      .merging(Make.tree(#"{"fullMark":10,"items":[{"number":"1","fullMark":4},{"number":"2","fullMark":6}]}"#))
      .decode()
    let sheet: ScoreSheet = try ValidBody.of("score-sheets").merging(Make.tree(#"{"rows":[\#(row)]}"#)).decode()
    #expect(sheet.violations(against: test).map { "\($0.pointer) \($0.code)" } == expected)
  }

  @Test(
    arguments: [
      (1, "unit", "no-paper-exam"), (2, "final", "no-paper-exam"), (1, "lesson", nil), (5, "unit", "exam-not-allowed"),
      (5, "monthly", "exam-not-allowed"), (5, "midterm", "exam-not-allowed"), (8, "midterm", nil), (5, "final", nil),
      (10, "monthly", nil),
    ] as [(Int64, String, String?)])
  func testsThatTheRulesForbidAreWarnedOfAndNotRefused(grade: Int64, kind: String, code: String?) throws {
    let body = try ValidBody.of("tests").merging(["grade": .number(ExactDecimal(grade)), "kind": .string(kind)])
    #expect(Shared.Test.kind.check(body).violations == [])
    let today = try #require(Day("2024-02-26"))
    #expect(
      Shared.Test.kind.warnings(in: body, amid: Surroundings(today: today)).map(\.code) == [code].compactMap { $0 })
  }

  @Test func aClassKeepsItsNumberAsItsGradeRises() throws {
    let schoolClass: SchoolClass = try ValidBody.of("classes").decode()
    #expect(schoolClass.label(inYearStarting: 2023).zh == "五3")
    #expect(schoolClass.label(inYearStarting: 2024).zh == "六3")
    #expect(schoolClass.label(inYearStarting: 2025).zh == "2019级3班")
    #expect(schoolClass.grade(inYearStarting: 2018) == nil)
  }

  @Test func theFirstThresholdsThatFitCount() throws {
    let settings: SchoolSettings = try ValidBody.of("settings").merging(
      Make.tree(
        #"""
        {"thresholds":[
          {"name":"a","grades":[5],"subject":"english","thresholds":{"excellent":0.9,"good":0.8,"pass":0.6,"low":0.3}},
          {"name":"b","grades":[5,6],"thresholds":{"excellent":0.88,"good":0.8,"pass":0.6,"low":0.3}}]}
        """#)
    ).decode()
    #expect(settings.thresholds(grade: 5, subject: .english).excellent == ExactDecimal("0.9"))
    #expect(settings.thresholds(grade: 5, subject: .chinese).excellent == ExactDecimal("0.88"))
    #expect(settings.thresholds(grade: 4, subject: .chinese).excellent == ExactDecimal("0.85"))
    #expect(settings.thresholds(grade: 2, subject: .chinese).excellent == ExactDecimal("0.9"))
  }
}
