import Shared
import Testing

@testable import Harness
@testable import Server

/// A body that is refused, and what the answer must say of it.
struct BadInput: Sendable, CustomTestStringConvertible {
  let testDescription: String
  var kind = "minutes"
  var body = ""
  var headers: [String: String] = [:]
  var status = 422
  var code = ProblemCode.validation
  /// Each as `pointer code`, in order.
  var faults: [String] = []
  /// A word that the answer must contain in both languages, such as the member that was probably meant.
  var hint: String?

  /// A body that is not right: the place and the code of what is wrong with it.
  private static func at(
    _ pointer: String, _ code: String, _ name: String, _ body: String, says hint: String? = nil,
    kind: String = "minutes"
  ) -> BadInput {
    BadInput(testDescription: name, kind: kind, body: body, faults: ["\(pointer) \(code)"], hint: hint)
  }

  /// A text that is not the JSON that Beike reads.
  private static func text(
    _ pointer: String, _ name: String, _ body: String, _ fault: String = "malformed", says hint: String? = nil
  ) -> BadInput {
    BadInput(
      testDescription: name, body: body, status: 400, code: .malformed, faults: ["\(pointer) \(fault)"], hint: hint)
  }

  /// A request whose headers are not right.
  private static func headers(
    _ name: String, _ headers: [String: String], _ status: Int, _ code: ProblemCode, says hint: String? = nil
  ) -> BadInput {
    BadInput(testDescription: name, body: minutes(), headers: headers, status: status, code: code, hint: hint)
  }

  static let teacher = SmallSchool.Person.author.teacher?.description ?? ""
  private static let reviewer = SmallSchool.Person.leader.teacher?.description ?? ""
  private static let group = SmallSchool.group.description

  /// Minutes with other members, as JSON text.
  static func minutes(_ members: String = "", topic: String = "题目") -> String {
    #"{"groupId":"\#(group)","term":"2023-2024-2","kind":"preparation","date":"2024-02-28","#
      + #""topic":"\#(topic)"\#(members.isEmpty ? "" : "," + members)}"#
  }

  private static func attendance(_ rows: String...) -> String {
    minutes(#""attendance":["# + rows.map { #"{"teacherId":"\#(teacher)",\#($0)}"# }.joined(separator: ",") + "]")
  }

  private static func plan(_ members: String) -> String {
    #"{"level":"group","groupId":"\#(group)","term":"2023-2024-2","title":"计划",\#(members)}"#
  }

  private static func test(_ members: String, pass: String = "0.6") -> String {
    #"{"groupId":"\#(group)","term":"2023-2024-2","title":"练习","kind":"lesson","grade":5,"#
      + #""thresholds":{"excellent":0.85,"good":0.75,"pass":\#(pass),"low":0.4},\#(members)}"#
  }

  private static func sheet(_ rows: String...) -> String {
    let rows = rows.map { #"{"student":\#($0)}"# }.joined(separator: ",")
    return #"{"groupId":"\#(group)","term":"2023-2024-2","testId":"\#(SmallSchool.id("test"))","#
      + #""classId":"\#(SmallSchool.classes[0])","rows":[\#(rows)]}"#
  }
}

extension BadInput {
  /// What can't be read at all.
  static let unreadable: [BadInput] = [
    text("", "nothing", "", says: "1"), text("/topic", "cut off", #"{"topic":"题"#, says: "14"),
    text("", "a comma too many", #"{"a":1,}"#, says: "8"), text("", "two values", "{} {}", says: "4"),
    text("", "single quotes", "{'a':1}", says: "2"), text("/a", "NaN", #"{"a":NaN}"#, says: "6"),
    text("/a/1", "a number that begins with 0", #"{"a":[1,012]}"#),
    text("/a", "a lone surrogate", #"{"a":"\ud800"}"#),
    text("/a", "a control character in a text", "{\"a\":\"\u{1}\"}"),
    text(
      String(repeating: "/0", count: 65), "66 levels",
      String(repeating: "[", count: 66) + String(repeating: "]", count: 66), "too-deep", says: "64"),
    text(
      "/a" + String(repeating: "/0", count: 64), "a hundred thousand levels",
      #"{"a":"# + String(repeating: "[", count: 100_000), "too-deep", says: "64"),
    text("/place", "a member twice", minutes(#""place":"一楼","place":"二楼""#), "duplicate-member"),
    text(
      "/actions/0/what", "a member of a row twice", minutes(#""actions":[{"what":"a","what":"b"}]"#),
      "duplicate-member"),
    headers("not JSON", ["Content-Type": "text/plain"], 415, .unsupportedMediaType, says: "application/json"),
    headers("no content type", ["Content-Type": ""], 415, .unsupportedMediaType, says: "application/json"),
    headers("compressed", ["Content-Encoding": "gzip"], 415, .unsupportedMediaType),
    headers("If-Match without quotes", ["If-Match": "7", "If-None-Match": ""], 400, .badParameter, says: "\"7\""),
    headers("If-None-Match with a rev", ["If-None-Match": "\"7\""], 400, .badParameter, says: "*"),
  ]

  /// What can be read and is not right.
  static let wrong: [BadInput] = wrongMinutes + wrongPlans + wrongMarks + wrongRest

  private static let wrongMinutes: [BadInput] = [
    at(
      "/number", "number-range", "more digits than a number holds",
      minutes(#""number":123456789012345678901234567890"#)),
    at("/number", "number-range", "a huge exponent", minutes(#""number":1e999999999999"#)),
    at("/place", "control-character", "a control character of the second kind", minutes(#""place":"a\u0085b""#)),
    at("", "type", "a list", "[]"), at("", "type", "a null", "null"),
    at("/topics", "unknown-member", "a member that is nearly one", minutes(#""topics":"题""#), says: "topic"),
    at("/天气", "unknown-member", "a member far from any", minutes(#""天气":"晴""#)),
    at(
      "/actions/0/dew", "unknown-member", "an unknown member of a row",
      minutes(#""actions":[{"what":"a","dew":"2024-03-01"}]"#), says: "due"),
    at("/a~1b~0c", "unknown-member", "a member with / and ~", minutes(#""a/b~c":1"#)),
    at("/place", "type", "a number for a text", minutes(#""place":3"#)),
    at("/number", "type", "a text for a number", minutes(#""number":"3""#)),
    at("/number", "type", "a fraction for a whole number", minutes(#""number":2.5"#)),
    at("/actions", "type", "an object for a list", minutes(#""actions":{}"#)),
    at("/unified/1", "enum", "an unknown code", minutes(#""unified":["goals","jokes"]"#), says: "homework"),
    at("/unified/1", "duplicate", "a code twice", minutes(#""unified":["goals","goals"]"#)),
    at("/topic", "too-long", "a text too long", minutes(topic: String(repeating: "长", count: 201)), says: "200"),
    at("/topic", "one-line", "two lines for one", minutes(topic: #"一\n二"#)),
    at("/topic", "control-character", "a control character", minutes(topic: #"一\u0000二"#)),
    at("/hostId", "format", "no UUID", minutes(#""hostId":"周明远""#), says: "UUID"),
    at("/actions/0/due", "format", "no day", minutes(#""actions":[{"what":"a","due":"2024-02-30"}]"#)),
    at("/start", "format", "no time", minutes(#""start":"24:00""#)),
    at("/end", "period", "an end before the start", minutes(#""start":"15:00","end":"14:00""#)),
    at("/week", "week-outside-term", "a week outside the term", minutes(#""week":"19""#), says: "18"),
    at("/week", "format", "no week at all", minutes(#""week":"31""#)),
    at("/number", "range", "a huge number", minutes(#""number":9223372036854775807"#)),
    BadInput(
      testDescription: "everything missing", body: "{}",
      faults: ["date", "groupId", "kind", "term", "topic"].map { "/\($0) required" }),
    BadInput(
      testDescription: "several faults at once", body: minutes(#""place":3,"number":0,"colour":"red""#),
      faults: ["/colour unknown-member", "/number range", "/place type"]),
    at(
      "/attendance/1/teacherId", "duplicate", "a teacher twice in the attendance",
      attendance(#""status":"present""#, #""status":"absent""#)),
    at(
      "/attendance/0/minutesLate", "not-late", "minutes late of who was not late",
      attendance(#""status":"present","minutesLate":5"#)),
    at("/attendance/0/status", "enum", "an unknown attendance", attendance(#""status":"asleep""#), says: "absent"),
  ]

  private static let wrongPlans: [BadInput] = [
    at(
      "/progress/0/hours", "hours-sum", "hours that don't add up",
      plan(
        #""progress":[{"level":"unit","content":"一","hours":"10+1"},{"level":"lesson","content":"甲","hours":"4"},"#
          + #"{"level":"lesson","content":"乙","hours":"5"}]"#), says: "9", kind: "plans"),
    at(
      "/exerciseWriting/1/reviewerId", "reviewer-is-author", "a reviewer who is the author",
      plan(
        #""exerciseWriting":[{"week":"1","content":"甲","authorId":"\#(teacher)","reviewerId":"\#(reviewer)"},"#
          + #"{"week":"2","content":"乙","authorId":"\#(teacher)","reviewerId":"\#(teacher)"}]"#), kind: "plans"),
    at(
      "/activities/1/week", "week-outside-term", "a week of a row outside the term",
      plan(
        #""activities":[{"week":"18","occasion":"a","content":["b"]},"#
          + #"{"week":"25","occasion":"c","content":["d"]}]"#), says: "18", kind: "plans"),
  ]

  private static let wrongMarks: [BadInput] = [
    at(
      "/fullMark", "full-mark-mismatch", "items that don't add up",
      test(#""fullMark":100,"items":[{"number":"1","fullMark":60},{"number":"2","fullMark":39.5}]"#), says: "99.5",
      kind: "tests"),
    at(
      "/items/1/number", "duplicate-item", "an item twice",
      test(#""fullMark":100,"items":[{"number":"1","fullMark":60},{"number":"1","fullMark":40}]"#), kind: "tests"),
    at("/thresholds", "thresholds", "thresholds out of order", test(#""fullMark":100"#, pass: "0.8"), kind: "tests"),
    at("/fullMark", "too-precise", "a mark with three decimals", test(#""fullMark":99.999"#), kind: "tests"),
    at(
      "/rows/0/total", "range", "a negative mark", sheet(#""s1","status":"present","total":-1"#), kind: "score-sheets"),
    at(
      "/rows/1/total", "score-above-full", "a mark above the full mark",
      sheet(#""s1","status":"present","total":100"#, #""s2","status":"present","total":100.01"#), says: "100.01",
      kind: "score-sheets"),
    at(
      "/rows/1/student", "duplicate-student", "a student twice",
      sheet(#""s1","status":"present","total":1"#, #""s1","status":"present","total":2"#), kind: "score-sheets"),
    at(
      "/rows/0/student", "bad-student-code", "a code like an identity number",
      sheet(#""110101201309012345","status":"present","total":1"#), kind: "score-sheets"),
    at(
      "/rows/0/status", "status-with-score", "a mark of an absent student",
      sheet(#""s1","status":"absent","total":1"#), kind: "score-sheets"),
    at(
      "/rows/0", "score-missing", "a present student without a mark", sheet(#""s1","status":"present""#),
      kind: "score-sheets"),
    at(
      "/rows/0/items/9", "unknown-item", "an item that the test lacks",
      sheet(#""s1","status":"present","items":{"9":1}"#), kind: "score-sheets"),
  ]

  private static let wrongRest: [BadInput] = [
    at(
      "/firstDay", "term-year", "a term of another year",
      #"{"code":"2024-2025-1","firstDay":"2025-09-01","weeks":20}"#, kind: "terms"),
    at("/key", "singleton", "settings of something else", #"{"key":"me"}"#, kind: "settings"),
    at(
      "/schoolYear", "format", "a school year of three years",
      #"{"name":"a","schoolYear":"2023-2025","subject":"music","grades":[1]}"#, says: "2023-2024", kind: "groups"),
  ]
}
