import Shared
import Testing

/// One merge: three versions, what comes out, and where the conflicts are.
struct MergeCase: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let kind: String
  let base: String
  let mine: String
  let theirs: String
  let merged: String
  let conflicts: [String]

  init(
    _ description: String, kind: String = "minutes", base: String, mine: String, theirs: String, merged: String,
    conflicts: [String] = []
  ) {
    testDescription = description
    self.kind = kind
    self.base = base
    self.mine = mine
    self.theirs = theirs
    self.merged = merged
    self.conflicts = conflicts
  }
}

@Suite struct MergeTests {
  static let cases: [MergeCase] = [
    MergeCase(
      "changes of different fields both count",
      base: #"{"topic":"a","place":"b"}"#, mine: #"{"topic":"A","place":"b"}"#,
      theirs: #"{"topic":"a","place":"B"}"#, merged: #"{"place":"B","topic":"A"}"#),
    MergeCase(
      "the same change on both sides agrees",
      base: #"{"topic":"a"}"#, mine: #"{"topic":"A"}"#, theirs: #"{"topic":"A"}"#, merged: #"{"topic":"A"}"#),
    MergeCase(
      "different changes of one line are a conflict, and mine stays",
      base: #"{"topic":"a"}"#, mine: #"{"topic":"A"}"#, theirs: #"{"topic":"B"}"#, merged: #"{"topic":"A"}"#,
      conflicts: ["/topic"]),
    MergeCase(
      "taking away against editing is a conflict",
      base: #"{"place":"a"}"#, mine: #"{}"#, theirs: #"{"place":"B"}"#, merged: #"{}"#, conflicts: ["/place"]),
    MergeCase(
      "editing against taking away is a conflict",
      base: #"{"place":"a"}"#, mine: #"{"place":"B"}"#, theirs: #"{}"#, merged: #"{"place":"B"}"#,
      conflicts: ["/place"]),
    MergeCase(
      "null is the same as absent",
      base: #"{"place":"a","topic":null}"#, mine: #"{"place":null}"#, theirs: #"{"place":"a"}"#, merged: #"{}"#),
    MergeCase(
      "long texts merge by line",
      base: #"{"review":"1\n2\n3\n4"}"#, mine: #"{"review":"1\nzwei\n3\n4"}"#,
      theirs: #"{"review":"1\n2\n3\n4\n5"}"#, merged: #"{"review":"1\nzwei\n3\n4\n5"}"#),
    MergeCase(
      "the same line of a long text changed twice is a conflict",
      base: #"{"review":"1\n2\n3"}"#, mine: #"{"review":"1\nzwei\n3"}"#, theirs: #"{"review":"1\n二\n3"}"#,
      merged: #"{"review":"1\nzwei\n3"}"#, conflicts: ["/review"]),
    MergeCase(
      "two texts where there was none are a conflict",
      base: #"{}"#, mine: #"{"review":"1"}"#, theirs: #"{"review":"2"}"#, merged: #"{"review":"1"}"#,
      conflicts: ["/review"]),
    MergeCase(
      "a set takes what either added and loses what either took away",
      base: #"{"unified":["goals","pace","tests"]}"#, mine: #"{"unified":["pace","tests","homework"]}"#,
      theirs: #"{"unified":["goals","examples","tests"]}"#, merged: #"{"unified":["tests","homework","examples"]}"#),
    MergeCase(
      "an object merges by member", kind: "duties",
      base: #"{"target":{"count":1,"unit":"次","period":"week"}}"#,
      mine: #"{"target":{"count":2,"unit":"次","period":"week"}}"#,
      theirs: #"{"target":{"count":1,"unit":"次","period":"month"}}"#,
      merged: #"{"target":{"count":2,"period":"month","unit":"次"}}"#),
    MergeCase(
      "rows merge by key, member by member",
      base: #"{"actions":[{"what":"a"},{"what":"b"}]}"#, mine: #"{"actions":[{"what":"a","done":true},{"what":"b"}]}"#,
      theirs: #"{"actions":[{"what":"a","due":"2024-03-01"},{"what":"b"}]}"#,
      merged: #"{"actions":[{"done":true,"due":"2024-03-01","what":"a"},{"what":"b"}]}"#),
    MergeCase(
      "a row added by theirs follows the row that it follows there",
      base: #"{"actions":[{"what":"a"},{"what":"b"}]}"#,
      mine: #"{"actions":[{"what":"z"},{"what":"a"},{"what":"b"}]}"#,
      theirs: #"{"actions":[{"what":"a"},{"what":"n"},{"what":"b"}]}"#,
      merged: #"{"actions":[{"what":"z"},{"what":"a"},{"what":"n"},{"what":"b"}]}"#),
    MergeCase(
      "rows moved by theirs alone stay moved",
      base: #"{"actions":[{"what":"a"},{"what":"b"},{"what":"c"}]}"#,
      mine: #"{"actions":[{"what":"a","done":true},{"what":"b"},{"what":"c"}]}"#,
      theirs: #"{"actions":[{"what":"c"},{"what":"a"},{"what":"b"}]}"#,
      merged: #"{"actions":[{"what":"c"},{"done":true,"what":"a"},{"what":"b"}]}"#),
    MergeCase(
      "one side deletes a row, the other edits another",
      base: #"{"actions":[{"what":"a"},{"what":"b"}]}"#, mine: #"{"actions":[{"what":"b"}]}"#,
      theirs: #"{"actions":[{"what":"a"},{"what":"b","done":true}]}"#,
      merged: #"{"actions":[{"done":true,"what":"b"}]}"#),
    MergeCase(
      "a row deleted by mine and edited by theirs is a conflict",
      base: #"{"actions":[{"what":"a"},{"what":"b"}]}"#, mine: #"{"actions":[{"what":"a"}]}"#,
      theirs: #"{"actions":[{"what":"a"},{"what":"b","done":true}]}"#, merged: #"{"actions":[{"what":"a"}]}"#,
      conflicts: ["/actions/1"]),
    MergeCase(
      "equal keys pair first with first",
      base: #"{"actions":[{"what":"a"},{"what":"a"}]}"#, mine: #"{"actions":[{"what":"a","done":true},{"what":"a"}]}"#,
      theirs: #"{"actions":[{"what":"a"},{"what":"a","done":false}]}"#,
      merged: #"{"actions":[{"done":true,"what":"a"},{"done":false,"what":"a"}]}"#),
    MergeCase(
      "both add the same row differently: the members that differ are the conflict",
      base: #"{}"#, mine: #"{"actions":[{"what":"a","done":true}]}"#,
      theirs: #"{"actions":[{"what":"a","done":false,"due":"2024-03-01"}]}"#,
      merged: #"{"actions":[{"done":true,"due":"2024-03-01","what":"a"}]}"#, conflicts: ["/actions/0/done"]),
    MergeCase(
      "a conflict inside a row is found where the merged row stands",
      base: #"{"actions":[{"what":"a","done":true}]}"#,
      mine: #"{"actions":[{"what":"n"},{"what":"a","due":"2024-03-01"}]}"#,
      theirs: #"{"actions":[{"what":"a","done":false}]}"#,
      merged: #"{"actions":[{"what":"n"},{"due":"2024-03-01","what":"a"}]}"#, conflicts: ["/actions/1/done"]),
    MergeCase(
      "tables in tables merge by their own keys",
      base: #"{"unitAnalyses":[{"unit":"一","rows":[{"aspect":"goals"},{"aspect":"design"}]}]}"#,
      mine: #"{"unitAnalyses":[{"unit":"一","rows":[{"aspect":"goals","groupOpinion":"x"},{"aspect":"design"}]}]}"#,
      theirs: #"{"unitAnalyses":[{"unit":"一","rows":[{"aspect":"goals"},{"aspect":"design","groupOpinion":"y"}]}]}"#,
      merged:
        #"{"unitAnalyses":[{"rows":[{"aspect":"goals","groupOpinion":"x"},{"aspect":"design","groupOpinion":"y"}],"unit":"一"}]}"#
    ),
    MergeCase(
      "a list without keys is whole", kind: "teachers",
      base: #"{"honours":["a"]}"#, mine: #"{"honours":["a","b"]}"#, theirs: #"{"honours":["a","c"]}"#,
      merged: #"{"honours":["a","b"]}"#, conflicts: ["/honours"]),
    MergeCase(
      "marks merge by item", kind: "score-sheets",
      base: #"{"rows":[{"student":"7","items":{"1":2,"2":3}}]}"#,
      mine: #"{"rows":[{"student":"7","items":{"1":2.5,"2":3}}]}"#,
      theirs: #"{"rows":[{"student":"7","items":{"1":2,"2":3,"3":1}}]}"#,
      merged: #"{"rows":[{"items":{"1":2.5,"2":3,"3":1},"student":"7"}]}"#),
    MergeCase(
      "members that the form doesn't know are merged and kept",
      base: #"{"later":{"a":1,"b":[1]}}"#, mine: #"{"later":{"a":2,"b":[1]}}"#,
      theirs: #"{"later":{"a":1,"b":[1],"c":3},"new":true}"#,
      merged: #"{"later":{"a":2,"b":[1],"c":3},"new":true}"#),
    MergeCase(
      "unknown arrays are whole",
      base: #"{"later":[1]}"#, mine: #"{"later":[1,2]}"#, theirs: #"{"later":[1,3]}"#, merged: #"{"later":[1,2]}"#,
      conflicts: ["/later"]),
    MergeCase(
      "a row that is no row makes its table a conflict instead of a guess",
      base: #"{"actions":[]}"#, mine: #"{"actions":["a"]}"#, theirs: #"{"actions":[{"what":"b"}]}"#,
      merged: #"{"actions":["a"]}"#, conflicts: ["/actions"]),
  ]

  @Test(arguments: cases)
  func mergesAsTheFormSays(_ merge: MergeCase) throws {
    let form = try #require(Kind.named(merge.kind)).form
    let (base, mine, theirs) = (
      try Make.tree(merge.base), try Make.tree(merge.mine), try Make.tree(merge.theirs)
    )
    let result = form.merge(base: base, mine: mine, theirs: theirs)
    #expect(result.merged.canonicalText == merge.merged)
    #expect(result.conflicts.map(\.pointer.description) == merge.conflicts)
  }

  @Test func preferringTheirsResolvesConflictsTheOtherWay() throws {
    let result = Minutes.kind.form.merge(
      base: ["topic": "a", "place": "b"], mine: ["topic": "A", "place": "B"], theirs: ["topic": "C", "place": "b"],
      preferring: .theirs)
    #expect(result.merged == ["topic": "C", "place": "B"])
    #expect(result.conflicts.map(\.theirs) == ["C"])
    #expect(result.takenFromTheirs.map(\.pointer.description) == ["/topic"])
  }

  @Test func aConflictIsToldInTheWordsOfTheForm() throws {
    let speaker = "0190e111-0000-7000-8000-000000000007"
    func minutes(_ status: String) -> JSON {
      ["attendance": [["teacherId": .string(speaker), "status": .string(status)]]]
    }
    let result = Minutes.kind.form.merge(
      base: minutes("present"), mine: minutes("late"), theirs: minutes("absent"))
    let conflict = try #require(result.conflicts.first)
    #expect(conflict.label == Text("参加人员 › \(speaker) › 出勤", "Attendance › \(speaker) › Attendance"))
    #expect(conflict.base == "present" && conflict.mine == "late" && conflict.theirs == "absent")
  }

  @Test func textsThatDifferInVeryManyLinesAreAConflictAndNotAWait() throws {
    func text(_ mark: String) -> JSON {
      ["review": .string((0..<5000).map { "\(mark)\($0)" }.joined(separator: "\n"))]
    }
    let result = Minutes.kind.form.merge(base: text("a"), mine: text("b"), theirs: text("c"))
    #expect(result.conflicts.map(\.pointer.description) == ["/review"])
  }

  private func minutes(_ members: [String: JSON]) throws -> JSON {
    var body: [String: JSON] = [
      "groupId": .string(try Make.id("01").description), "term": "2023-2024-2", "kind": "preparation",
      "date": "2024-02-26", "topic": "等式与方程",
    ]
    for (key, value) in members { body[key] = value }
    return .object(body)
  }

  @Test func aStartAndAnEndThatOnlyTogetherAreWrongAreAConflict() throws {
    let base = try minutes(["start": "14:00", "end": "15:00"])
    let mine = try minutes(["start": "14:00", "end": "14:30"])
    let theirs = try minutes(["start": "14:40", "end": "15:00", "place": "三楼"])
    let result = Minutes.kind.merge(base: base, mine: mine, theirs: theirs)
    #expect(result.conflicts.map(\.pointer.description).contains("/end"))
    #expect(result.conflicts.map(\.pointer.description).contains("/start"))
    #expect(Minutes.kind.check(result.merged).violations.isEmpty)
    let other = Minutes.kind.merge(base: base, mine: mine, theirs: theirs, preferring: .theirs)
    #expect(other.conflicts == result.conflicts)
    #expect(Minutes.kind.check(other.merged).violations.isEmpty)
  }

  @Test func hoursThatNoLongerAddUpAreAConflictOfTheTable() throws {
    func plan(unit: String, lessons: [JSON]) throws -> JSON {
      [
        "level": "group", "groupId": .string(try Make.id("01").description), "term": "2023-2024-2", "title": "计划",
        "progress": .array([["level": "unit", "content": "一", "hours": .string(unit)]] + lessons),
      ]
    }
    func lesson(_ content: JSON, _ hours: JSON) -> JSON { ["level": "lesson", "content": content, "hours": hours] }
    let base = try plan(unit: "2", lessons: [lesson("a", "1"), lesson("b", "1")])
    let mine = try plan(unit: "3", lessons: [lesson("a", "2"), lesson("b", "1")])
    let theirs = try plan(unit: "3", lessons: [lesson("a", "1"), lesson("b", "2")])
    let result = Plan.kind.merge(base: base, mine: mine, theirs: theirs)
    #expect(result.conflicts.map(\.pointer.description) == ["/progress"])
    #expect(result.merged == mine)
    #expect(result.takenFromTheirs.isEmpty)
  }

  @Test func whatAlreadyWasWrongInMineIsNoConflict() throws {
    let base = try minutes(["start": "14:00", "end": "15:00"])
    let mine = try minutes(["start": "14:00", "end": "13:00"])
    let theirs = try minutes(["start": "14:00", "end": "15:00", "place": "三楼"])
    let result = Minutes.kind.merge(base: base, mine: mine, theirs: theirs)
    #expect(result.conflicts.isEmpty && result.merged["place"] == "三楼")
  }

  @Test func membersOfANewerServerBreakNothing() throws {
    let base = try minutes([:])
    let result = Minutes.kind.merge(
      base: base, mine: try minutes(["place": "三楼"]), theirs: try minutes(["later": ["a": 1]]))
    #expect(result.conflicts.isEmpty && result.merged["later"] == ["a": 1])
  }

  @Test(arguments: [
    (#"{"topic":"a"}"#, #"{"topic":"b"}"#, ["/topic"], ["活动内容"]),
    (#"{}"#, #"{"week":"3","later":1}"#, ["/week", "/later"], ["周次", "later"]),
    (
      #"{"actions":[{"what":"a"},{"what":"b"}]}"#, #"{"actions":[{"what":"b","done":true},{"what":"c"}]}"#,
      ["/actions/0/done", "/actions/1", "/actions/0"], ["待办 › b › 已完成", "待办 › c", "待办 › a"]
    ),
    (
      #"{"actions":[{"what":"a"},{"what":"b"}]}"#, #"{"actions":[{"what":"b"},{"what":"a"}]}"#, ["/actions"], ["待办"]
    ),
    (
      #"{"unitAnalyses":[{"unit":"一","rows":[{"aspect":"goals"}]}]}"#,
      #"{"unitAnalyses":[{"unit":"一","rows":[{"aspect":"goals","groupOpinion":"x"}]}]}"#,
      ["/unitAnalyses/0/rows/0/groupOpinion"], ["单元分析 › 一 › 分析 › 单元目标要求 › 备课组集体讨论意见"]
    ),
  ])
  func differencesNameEachFieldAndRow(
    old: String, new: String, pointers: [String], labels: [String]
  ) throws {
    let differences = Minutes.kind.form.differences(from: try Make.tree(old), to: try Make.tree(new))
    #expect(differences.map(\.pointer.description) == pointers)
    #expect(differences.map(\.label.zh) == labels)
  }

  /// A line that looks as it did and is written in other bytes has changed; one that joins with its neighbours is a
  /// line like any other.
  @Test(arguments: [("\u{E9}", "e\u{301}"), ("\u{600}", "\u{601}"), ("\u{301}a", "a"), ("a\u{2028}b", "a b")])
  func linesAreMergedByTheirBytes(old: String, new: String) throws {
    func body(_ first: String, _ last: String) -> JSON { ["review": .string("\(first)\n2\n3\n\(last)")] }
    let result = Minutes.kind.form.merge(base: body(old, "4"), mine: body(new, "4"), theirs: body(old, "vier"))
    #expect(result.conflicts.isEmpty)
    #expect(result.merged == body(new, "vier"))
    #expect(Minutes.kind.form.differences(from: body(old, "4"), to: body(new, "4")).count == 1)
  }
}
