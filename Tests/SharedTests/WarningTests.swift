import Shared
import Testing

/// What is right by its form and should be looked at all the same: a body, its surroundings, and what is told.
@Suite struct WarningTests {
  private static let id = ValidBody.id

  /// The spring term of 2024: 26 February, Monday of week 1, to 30 June, Sunday of week 18.
  private static func surroundings(today: String = "2024-03-01") throws -> Surroundings {
    let term: Term = try Make.tree(
      #"""
      {"code":"2023-2024-2","firstDay":"2024-02-27","weeks":18,
       "holidays":[{"name":"清明","from":"2024-04-04","to":"2024-04-06"}],"makeUpDays":[{"day":"2024-04-06","teaches":5}]}
      """#
    ).decode()
    let other: Term = try Make.tree(#"{"code":"2023-2024-1","firstDay":"2023-09-01","weeks":27}"#).decode()
    return Surroundings(today: try #require(Day(today)), term: term, otherTerms: [other])
  }

  private static func warnings(_ kind: String, _ patch: String, today: String = "2024-03-01") throws -> [String] {
    let body = try ValidBody.of(kind).applying(mergePatch: Make.tree(patch))
    let kind = try #require(Kind.named(kind))
    #expect(kind.check(body).violations == [])
    let found = kind.warnings(in: kind.check(body).canonical, amid: try surroundings(today: today))
    #expect(found.allSatisfy { !$0.text.zh.isEmpty && !$0.text.en.isEmpty && $0.text.zh != $0.text.en })
    return found.map { "\($0.pointer) \($0.code)" }
  }

  @Test(arguments: [
    ("minutes", #"{"date":"2024-05-10","week":"3"}"#, ["/week week-mismatch"]),
    ("minutes", #"{"date":"2024-05-10","week":"11"}"#, []), ("minutes", #"{"date":"2024-05-10"}"#, []),
    ("minutes", #"{"date":"2024-02-26"}"#, ["/date outside-term"]),
    ("minutes", #"{"date":"2024-02-20","week":"pre"}"#, []), ("minutes", #"{"date":"2024-02-27","week":"pre"}"#, []),
    ("minutes", #"{"date":"2024-02-28","week":"pre"}"#, ["/week week-mismatch"]),
    ("minutes", #"{"date":"2024-06-30"}"#, []), ("minutes", #"{"date":"2024-07-01"}"#, ["/date outside-term"]),
    ("minutes", #"{"date":"2024-07-01","week":"final"}"#, []),
    ("minutes", #"{"date":"2024-06-18","week":"final"}"#, []),
    ("minutes", #"{"date":"2024-06-10","week":"final"}"#, ["/week week-mismatch"]),
    ("minutes", #"{"date":"2024-04-05"}"#, ["/date holiday"]), ("minutes", #"{"date":"2024-04-06"}"#, []),
    ("duties", #"{"dueDay":"2024-04-05"}"#, []), ("duties", #"{"dueDay":"2025-04-05"}"#, ["/dueDay outside-term"]),
    ("duties", #"{"dueDay":"2024-03-08","dueWeek":"3"}"#, ["/dueWeek week-mismatch"]),
    ("tests", #"{"date":"2024-04-05"}"#, ["/date holiday"]),
    ("tests", #"{"date":"2024-08-05"}"#, ["/date outside-term"]),
    ("tests", #"{"kind":"monthly"}"#, ["/kind exam-not-allowed"]), ("tests", #"{"kind":"monthly","grade":10}"#, []),
    (
      "plans",
      #"{"activities":[{"week":"3","day":"2024-03-12","content":["a"]},{"week":"4","day":"2024-03-12","content":["b"]}]}"#,
      ["/activities/1/week week-mismatch"]
    ),
    (
      "plans",
      #"{"progress":[{"level":"lesson","content":"a","hours":"1","week":"6","day":"2024-04-04"}]}"#,
      ["/progress/0/day holiday"]
    ),
    ("terms", #"{"firstDay":"2024-02-26","weeks":18}"#, ["/firstDay terms-overlap"]),
    ("terms", #"{"firstDay":"2024-03-04","weeks":18}"#, []),
    ("minutes", #"{"place":"电话 13812345678","date":"2024-03-05"}"#, ["/place phone-number"]),
  ])
  func whatDoesNotFitIsTold(kind: String, patch: String, expected: [String]) throws {
    #expect(try Self.warnings(kind, patch) == expected)
  }

  private static func members(_ rows: String...) -> String {
    #"{"members":[\#(rows.map { #"{"teacherId":"\#(id)",\#($0)}"# }.joined(separator: ","))]}"#
  }

  /// "Current" is today within the group's school year, its last day once that is over and its first before it begins.
  @Test(arguments: [
    (members(#""role":"leader","from":"2023-09-01""#), "2024-03-01", []),
    (members(#""role":"leader","from":"2023-09-01""#), "2030-03-01", []),
    (members(#""role":"leader","from":"2023-09-02""#), "2020-03-01", ["/members no-leader"]),
    (members(#""role":"member","from":"2023-09-01""#), "2024-03-01", ["/members no-leader"]),
    (
      members(#""role":"leader","from":"2023-09-01","to":"2024-02-29""#), "2024-03-01", ["/members no-leader"]
    ),
    (members(#""role":"leader","from":"2023-09-01","to":"2024-03-01""#), "2024-03-01", []),
    ("{}", "2024-03-01", ["/members no-leader"]),
  ])
  func aGroupHasALeader(patch: String, today: String, expected: [String]) throws {
    #expect(try Self.warnings("groups", patch, today: today) == expected)
  }

  @Test func aGroupHasOneLeader() throws {
    let patch = #"""
      {"members":[{"teacherId":"\#(Self.id)","role":"leader","from":"2023-09-01"},
        {"teacherId":"\#(ValidBody.other)","role":"leader","from":"2024-03-01"}]}
      """#
    #expect(try Self.warnings("groups", patch) == ["/members several-leaders"])
    #expect(try Self.warnings("groups", patch, today: "2024-02-29") == [])
  }

  @Test func withoutATermNothingIsSaidOfDays() throws {
    let body = try ValidBody.of("minutes").applying(mergePatch: ["date": "2030-01-01"])
    let today = try #require(Day("2024-03-01"))
    #expect(Minutes.kind.warnings(in: body, amid: Surroundings(today: today)).isEmpty)
  }
}
