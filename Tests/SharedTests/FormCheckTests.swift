import Shared
import Testing

/// One wrong value: of which kind, the body, and what is found where.
@Suite struct FormCheckTests {
  @Test(arguments: [
    ("minutes", #"{"topick":"a"}"#, "/topick", "unknown-member"),
    ("minutes", #"{"actions":[{"what":"a","dun":true}]}"#, "/actions/0/dun", "unknown-member"),
    ("minutes", #"{"zzzzzzzzzz":1}"#, "/zzzzzzzzzz", "unknown-member"),
    ("minutes", #"{"topic":null}"#, "/topic", "required"),
    ("minutes", #"{"topic":1}"#, "/topic", "type"),
    ("minutes", #"{"topic":"\#(String(repeating: "字", count: 201))"}"#, "/topic", "too-long"),
    ("minutes", #"{"review":"\#(String(repeating: "字", count: 20_001))"}"#, "/review", "too-long"),
    ("minutes", #"{"topic":"a\u0007"}"#, "/topic", "control-character"),
    ("minutes", #"{"review":"a\u0000b"}"#, "/review", "control-character"),
    ("minutes", #"{"review":"a\u0085b"}"#, "/review", "control-character"),
    ("minutes", #"{"topic":"\u009b31m"}"#, "/topic", "control-character"),
    ("minutes", #"{"topic":"a\nb"}"#, "/topic", "one-line"),
    ("minutes", #"{"kind":"party"}"#, "/kind", "enum"),
    ("minutes", #"{"kind":7}"#, "/kind", "type"),
    ("minutes", #"{"number":"3"}"#, "/number", "type"),
    ("minutes", #"{"number":3.5}"#, "/number", "type"),
    ("minutes", #"{"number":0}"#, "/number", "range"),
    ("minutes", #"{"number":12345678901234567890}"#, "/number", "number-range"),
    ("minutes", #"{"topic":12345678901234567890}"#, "/topic", "type"),
    ("minutes", #"{"date":"2024-02-30"}"#, "/date", "format"),
    ("minutes", #"{"start":"8:00"}"#, "/start", "format"),
    ("minutes", #"{"week":"31"}"#, "/week", "format"),
    ("minutes", #"{"week":3}"#, "/week", "type"),
    ("minutes", #"{"term":"2023-2025-1"}"#, "/term", "format"),
    ("minutes", #"{"groupId":"五年级数学"}"#, "/groupId", "format"),
    ("minutes", #"{"hostId":"0190e111-0000-7000-8000"}"#, "/hostId", "format"),
    ("minutes", #"{"unified":["goals","pace","goals"]}"#, "/unified/2", "duplicate"),
    ("minutes", #"{"unified":"goals"}"#, "/unified", "type"),
    ("minutes", #"{"attendance":{}}"#, "/attendance", "type"),
    ("minutes", #"{"attendance":["a"]}"#, "/attendance/0", "type"),
    ("minutes", #"{"unitAnalyses":[{"unit":"一"}]}"#, "/unitAnalyses/0/rows", "required"),
    ("minutes", #"{"actions":[{"what":"a","done":"yes"}]}"#, "/actions/0/done", "type"),
    ("duties", #"{"evidence":[{"text":"a","sha256":"a b"}]}"#, "/evidence/0/sha256", "bad-code"),
    ("duties", #"{"target":{"count":1.005,"unit":"次","period":"term"}}"#, "/target/count", "too-precise"),
    ("duties", #"{"target":{"count":-1,"unit":"次","period":"term"}}"#, "/target/count", "range"),
    ("duties", #"{"target":[]}"#, "/target", "type"),
    ("tests", #"{"fullMark":10000.01}"#, "/fullMark", "range"),
    ("tests", #"{"fullMark":"100"}"#, "/fullMark", "type"),
    ("tests", #"{"fullMark":1e-40}"#, "/fullMark", "number-range"),
    ("score-sheets", #"{"rows":[{"student":"1","status":"present","total":-0.5}]}"#, "/rows/0/total", "range"),
    (
      "score-sheets", #"{"rows":[{"student":"1","status":"present","items":{"1":0.125}}]}"#, "/rows/0/items/1",
      "too-precise"
    ),
    ("score-sheets", #"{"rows":[{"student":"1","status":"present","items":{"":1}}]}"#, "/rows/0/items/", "bad-code"),
    ("score-sheets", #"{"rows":[{"student":"1","status":"present","items":[1]}]}"#, "/rows/0/items", "type"),
    ("plans", #"{"progress":[{"level":"unit","content":"一","hours":"10 + 1"}]}"#, "/progress/0/hours", "format"),
    (
      "plans", #"{"activityNotes":[\#((0...20).map { #""\#($0)""# }.joined(separator: ","))]}"#, "/activityNotes",
      "too-many"
    ),
    ("settings", #"{"showsRanks":1}"#, "/showsRanks", "type"),
  ])
  func aWrongValueIsNamedWithItsPlace(kind: String, patch: String, pointer: String, code: String) throws {
    let body = try ValidBody.of(kind).applying(mergePatch: Make.tree(patch))
    let violations = try #require(Kind.named(kind)).check(body).violations
    #expect(violations.map { "\($0.pointer) \($0.code)" } == ["\(pointer) \(code)"])
    #expect(violations.allSatisfy { !$0.text.zh.isEmpty && !$0.text.en.isEmpty && $0.text.zh != $0.text.en })
  }

  @Test func everythingWrongIsToldAtOnce() throws {
    let body = try Make.tree(#"{"topic":1,"kind":"party","dat":"2024-02-26","date":"x","unified":["a"]}"#)
    let found = Minutes.kind.check(body).violations.map { "\($0.pointer) \($0.code)" }
    #expect(
      Set(found) == [
        "/topic type", "/kind enum", "/dat unknown-member", "/date format", "/unified/0 enum", "/groupId required",
        "/term required",
      ])
  }

  @Test func aMisspeltMemberIsToldWhatWasProbablyMeant() throws {
    let body = try ValidBody.of("minutes").applying(mergePatch: ["centralspeakerID": "x"])
    let violation = try #require(Minutes.kind.check(body).violations.first)
    #expect(violation.text.en.hasSuffix("did you mean centralSpeakerId?"))
    #expect(violation.text.zh.contains("centralSpeakerId（中心发言人）"))
  }

  @Test(arguments: [
    (#"{"term":"2023—2024—2"}"#, #"{"term":"2023-2024-2"}"#), (#"{"week":"开学前准备"}"#, #"{"week":"pre"}"#),
    (#"{"place":null}"#, "{}"), (#"{"review":"a\r\nb\rc"}"#, #"{"review":"a\nb\nc"}"#),
    (#"{"groupId":"0190E111-0000-7000-8000-0000000000AB"}"#, #"{"groupId":"0190e111-0000-7000-8000-0000000000ab"}"#),
    (
      #"{"attendance":[{"teacherId":"0190e111-0000-7000-8000-000000000007","status":"late","minutesLate":5.0,"reason":null}]}"#,
      #"{"attendance":[{"teacherId":"0190e111-0000-7000-8000-000000000007","status":"late","minutesLate":5}]}"#
    ),
  ])
  func valuesTakeTheirCanonicalForm(written: String, stored: String) throws {
    let (canonical, violations) = Minutes.kind.check(
      try ValidBody.of("minutes").merging(Make.tree(written)))
    #expect(violations.isEmpty)
    #expect(canonical == (try ValidBody.of("minutes").merging(Make.tree(stored))))
    #expect(Minutes.kind.check(canonical).canonical == canonical)
  }

  @Test(arguments: ["2023—2024", "2023~2024", "2023–2024", "2023－2024", "2023−2024", "2023——2024", "2023～2024"])
  func schoolYearsAreTakenWithAnyDash(written: String) throws {
    let (canonical, violations) = Group.kind.check(
      try ValidBody.of("groups").merging(["schoolYear": .string(written)]))
    #expect(violations.isEmpty)
    #expect(canonical["schoolYear"] == "2023-2024")
    let term = try Term.kind.check(ValidBody.of("terms").merging(["code": .string(written + "－2")])).canonical
    #expect(term["code"] == "2023-2024-2")
  }

  /// Line separators, direction marks and characters that join with their neighbours are text like any other.
  @Test(arguments: ["a\u{2028}b\u{2029}c", "\u{600}", "\u{600}a", "e\u{301}", "\u{A0}", "\u{200F}א", "👩‍🏫"])
  func textsKeepTheirCharactersAsTheyAre(text: String) throws {
    let (canonical, violations) = Minutes.kind.check(
      try ValidBody.of("minutes").merging(["topic": .string(text), "review": .string(text + "\n" + text)]))
    #expect(violations.isEmpty)
    #expect(canonical["topic"] == .string(text))
    #expect(canonical["review"] == .string(text + "\n" + text))
  }

  @Test(arguments: [JSON.null, true, 1, "text", []])
  func aBodyIsAnObject(tree: JSON) {
    #expect(Minutes.kind.check(tree).violations.map(\.code) == ["type"])
  }

  @Test func lengthsCountUnicodeScalars() throws {
    let body = try ValidBody.of("minutes")
    for (text, isRight) in [(String(repeating: "备", count: 200), true), (String(repeating: "😀", count: 201), false)] {
      let violations = Minutes.kind.check(body.merging(["topic": .string(text)])).violations
      #expect(violations.isEmpty == isRight)
    }
  }
}

extension JSON {
  /// The same object with these members, nulls as they are.
  func merging(_ other: JSON) -> JSON {
    guard case .object(var members) = self else { return other }
    for member in other.object?.members ?? [] { members[member.key] = member.value }
    return .object(members)
  }
}
