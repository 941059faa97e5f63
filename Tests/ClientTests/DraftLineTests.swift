import Foundation
import Shared
import Support
import Testing

@testable import Client

@Suite("Lines, plain texts and rewriting")
struct DraftLineTests {
  static let breaks = ["\n", "\r", "\r\n", "\u{85}", "\u{2028}", "\u{2029}"]

  static func draft(_ fields: String) -> String {
    "# beike: minutes\n\ngroupId: 王芳\nterm: 2023-2024-2\nkind: preparation\ndate: 2024-05-08\n" + fields
  }

  static func read(_ text: String) throws -> DraftReading {
    DraftReader(kind: Minutes.kind, names: try DraftTests.names(), path: "x.yaml").read(text)
  }

  @Test("a line ends where YAML ends it, and its parts make up the text again")
  func lines() {
    let text = "a\nb\rc\r\nd\u{85}e\u{2028}f\u{2029}\u{2028}g"
    let lines = Lines(text)
    #expect(lines.all.map(\.text) == ["a", "b", "c", "d", "e", "f", "", "g"])
    #expect(lines.all.flatMap(\.withBreak) == Array(text.utf8))
    #expect(Lines("").all.isEmpty && Lines("\n").all.count == 1 && Lines("a").all.count == 1)
    // Letters that join their neighbours, and bytes that only look like a break.
    #expect(Lines("\u{600}\n\u{301}\u{2027}\u{A0}\u{202A}").all.count == 2)
  }

  @Test(
    "what stands in a draft is what is sent",
    arguments: [
      ("topic: 第3课 #1 练习 # 讲评", "topic", "第3课 #1 练习 # 讲评"), ("topic: 甲\t# 乙  ", "topic", "甲\t# 乙"),
      ("topic: \"甲\" # 说明", "topic", "甲"), ("topic: '甲' # 说明", "topic", "甲"),
      ("topic: # 说明\n  甲 # 乙", "topic", "甲 # 乙"),
      ("topic: a#b", "topic", "a#b"), ("topic: 甲\n  乙", "topic", "甲 乙"),
      ("review:\n  一、回顾\n  二、反思\n", "review", "一、回顾\n二、反思"),
      ("review: 一\n  二\n\n    三\nplace: x", "review", "一\n二\n\n  三"),
      ("review:\n    一\n    # 二\nplace: x", "review", "一\n# 二"), ("review:\n  # 说明\n  一\n", "review", "一"),
      ("review: 一\n# 说明\nplace: x", "review", "一"), ("review: |\n  一 # 二\n  三\n", "review", "一 # 二\n三\n"),
      ("review: >\n  一\n  二\n", "review", "一 二\n"), ("review: no # 1", "review", "no # 1"),
      ("review: 甲\r\n  乙\r\n", "review", "甲\n乙"), ("review: \"甲\u{2028}\u{2028}乙\"", "review", "甲\u{2028}\u{2028}乙"),
      ("number: 3 # 第三次", "number", "3"), ("week: 8 # 说明", "week", "8"), ("start: 14:30 # 说明", "start", "14:30"),
      ("number: １２", "number", "12"), ("start: 16：00", "start", "16:00"), ("week: ８", "week", "8"),
    ])
  func values(fields: String, key: String, expected: String) throws {
    let reading = try Self.read(Self.draft((key == "topic" ? "" : "topic: 甲\n") + fields))
    #expect(reading.problems.isEmpty, "\(reading.problems.map { $0.described(in: .chinese) })")
    let value = reading.body[key]
    let text = value?.string ?? value?.canonicalText ?? ""
    #expect(text.unicodeScalars.elementsEqual(expected.unicodeScalars), "\(text)")
  }

  @Test("plain texts in rows and lists count as they stand too")
  func nested() throws {
    let reading = try Self.read(
      Self.draft(
        """
        topic: 甲
        attendance:
          - teacherId: 王芳 # 组长
            status: late # 说明
            minutesLate: 5 # 分
            reason: 堵车 #2 路
        actions:
        - what: 改第 #3 题
          # 说明
          teacherId: 王芳
        - what: 甲
            乙 # 丙
          done: 是
        """))
    #expect(reading.problems.isEmpty, "\(reading.problems.map { $0.described(in: .chinese) })")
    #expect(reading.body["attendance"]?.array?.first?["reason"] == "堵车 #2 路")
    #expect(reading.body["actions"]?.array?.first?["what"] == "改第 #3 题")
  }

  @Test("a draft in brackets, as programs write it, is read right, and written anew when it changes")
  func brackets() throws {
    let rows = (1...50).map { "{what: 第\($0)题, done: 否}" }.joined(separator: ", ")
    let text =
      "# beike: minutes\n{groupId: 王芳, term: 2023-2024-2, \"kind\": preparation, date: 2024-05-08, topic: 甲,"
      + " review: \"一 # 二\", actions: [\(rows)]} # 说明\n"
    let reading = try Self.read(text)
    #expect(reading.problems.isEmpty, "\(reading.problems.map { $0.described(in: .chinese) })")
    #expect(reading.body["actions"]?.array?.last?["what"] == "第50题" && reading.body["review"] == "一 # 二")
    guard case .object(var body) = reading.body else { return }
    body["topic"] = "乙"
    let after = DraftWriter(kind: Minutes.kind, names: try DraftTests.names())
      .text(of: .object(body), id: nil, rewriting: text)
    #expect(try Self.read(after).body == .object(body))
  }

  @Test(
    "where a text can't be told from a comment, or is cut by what nobody sees, that place is an error",
    arguments: [
      ("topic: 甲\nreview:\n  讲 #3 题\n  讲 #4 题\n", 9, "#"), ("topic: 甲\nreview: 讲 #3 题\n  讲\n", 8, "#"),
      ("topic: 甲\nplace: 一\u{2028}二\n", 8, "2028"), ("topic: 甲\nplace: 一\u{85}二\nreview: x", 8, "0085"),
      ("topic: 甲\nactions: [{what: 改 #3 题\n  }]\n", 8, "#"), ("topic: !注意 三楼\n", 7, "!"),
      ("topic: ! 注意\n", 7, "!"), ("topic: @三楼\n", 7, "@"), ("topic: 甲\nplace: *三楼\n", 8, "*"),
    ])
  func errors(fields: String, line: Int, word: String) throws {
    let reading = try Self.read(Self.draft(fields))
    let problem = try #require(reading.problems.first, "\(reading.body.canonicalText)")
    #expect(problem.line == line, "\(problem.described(in: .chinese))")
    #expect(
      problem.message.zh.contains(word) && problem.message.en.contains(word), "\(problem.described(in: .english))")
  }

  @Test(
    "a slip of the keyboard is told at its own line, with its field and what to write",
    arguments: [
      ("topic: 讲评\nplace：三楼\nreview: |\n  甲\n  乙\n", 8, "活动地点", "全角冒号"),
      ("topic: 讲评\nplace: 三楼\nreview：|\n  甲\n  乙\ndiscussion: |\n  丙\n", 9, "上周教学工作回顾与反思", "全角冒号"),
      ("topic: 讲评\nplace:三楼\nreview: |\n  甲\n", 8, "活动地点", "空格"), ("topic: 讲评\nplace：三楼", 8, "活动地点", "全角冒号"),
      ("topic: a\nactions:\n\u{3000}- what: 甲\n", 9, "", "U+3000"), ("topic: a\n\u{A0}place: 甲\n", 8, "", "U+A0"),
      ("topic: a\nactions:\n  - what：甲\n", 9, "待办 第 1 行", "全角冒号"),
      ("topic: a\nreview: |\n  place：不是字段\nplace: [\n", 11, "活动地点", "读不懂"),
    ])
  func slips(fields: String, line: Int, field: String, word: String) throws {
    let problem = try #require(try Self.read(Self.draft(fields)).problems.first)
    #expect(problem.line == line && problem.message.zh.contains(word), "\(problem.described(in: .chinese))")
    #expect(field.isEmpty || problem.field?.zh == field, "\(problem.described(in: .chinese))")
  }

  @Test("the errors of one file come in the order of its lines, and blanks are told from errors")
  func order() throws {
    let reading = try Self.read("# beike: minutes\nweek: 99\nkind: x\nnumber: 三\ndate: y\n")
    #expect(reading.problems.map(\.line) == reading.problems.map(\.line).sorted())
    #expect(!reading.problems.areBlanks)
    #expect(try Self.read("# beike: minutes\ngroupId: 王芳\ndate:\n").problems.areBlanks)
  }

  // MARK: Rewriting

  /// A draft by a seed, with every kind of line break between its lines and within its texts.
  struct Source {
    var random: SeededRandom
    /// The field and its lines, comments above included.
    var sections: [(key: String, text: String)] = []

    init(seed: UInt64) {
      random = SeededRandom(seed)
      let fixed = ["groupId: 王芳", "term: 2023-2024-2", "kind: preparation", "date: 2024-05-08", "topic: 课题 #1"]
      var lines = fixed + optional()
      lines.shuffle(using: &random)
      // Only breaks that are breaks everywhere end a line; the rare ones stand within quotes.
      let usual = pick(["\n", "\r", "\r\n"])
      for line in lines {
        let comment = Bool.random(using: &random) ? "# 批注\(sections.count)" + lineBreak(usual) : ""
        let text = line.replacing("\n", with: usual)
        sections.append((String(line.prefix { $0 != ":" }), comment + text + lineBreak(usual)))
      }
      if Bool.random(using: &random), let last = sections.last {
        sections[sections.count - 1].text = String(
          decoding: last.text.utf8.reversed().drop { $0 == 0x0A || $0 == 0x0D }.reversed(), as: UTF8.self)
      }
    }

    var text: String { "# beike: minutes\n" + sections.map(\.text).joined() }

    private mutating func pick<Item>(_ items: [Item]) -> Item {
      items[Int.random(in: 0..<items.count, using: &random)]
    }

    private mutating func lineBreak(_ usual: String) -> String {
      Int.random(in: 0..<6, using: &random) == 0 ? pick(["\n", "\r\n", "\r", "\u{85}", "\u{2028}", "\u{2029}"]) : usual
    }

    private mutating func optional() -> [String] {
      let inner = pick(["\u{2028}", "\u{2029}"])
      let all = [
        "place: \"三\(inner)\(inner)楼\"", "review: |\n  一 # 二\n  三", "discussion:\n  甲\n    乙\n  # 丙",
        "exercises: '单''引'",
        "number: 3 # 第三次", "unified: [goals, 重点]", "actions:\n  - what: 改 #3 题\n    # 说明\n    done: 是",
        "nextRequirements: \u{600}带教案\u{600}", "reading: e\u{301}\u{600}", "agreedExercises: >-\n  折\n  行",
      ]
      return all.filter { _ in Bool.random(using: &random) }
    }
  }

  @Test(
    "rewriting one field keeps every other byte and reads back right, whatever ends the lines",
    arguments: 0..<(300 * Torture.scale))
  func rewriting(seed: Int) throws {
    var source = Source(seed: UInt64(seed))
    let names = try DraftTests.names()
    let before = try Self.read(source.text)
    try #require(
      before.problems.isEmpty, "seed \(seed)\n\(source.text)\n\(before.problems.map { $0.described(in: .chinese) })")
    let writer = DraftWriter(kind: Minutes.kind, names: names)
    let id = try DocumentID.test(7)
    let same = writer.text(of: before.body, id: nil, rewriting: source.text)
    #expect(same.utf8.elementsEqual(source.text.utf8), "seed \(seed)")
    let key = ["place", "review", "nextRequirements", "topic"][Int.random(in: 0..<4, using: &source.random)]
    guard case .object(var body) = before.body else { return }
    body[key] = "同事改过\u{2028}的 # \u{600}"
    let after = writer.text(of: .object(body), id: id, rewriting: source.text)
    #expect(try Self.read(after).body == .object(body), "seed \(seed)\n\(source.text)\n=====\n\(after)")
    for section in source.sections where section.key != key {
      let bytes = String(decoding: section.text.utf8, as: UTF8.self)
      #expect(after.contains(exactly: bytes), "seed \(seed): \(section.key)\n\(source.text)\n=====\n\(after)")
    }
    for number in source.sections.indices where source.text.contains("# 批注\(number)") {
      #expect(after.contains("# 批注\(number)"), "seed \(seed)")
    }
  }

  @Test("a colleague's change goes into a draft with any line breaks, once", arguments: breaks)
  func merged(lineBreak: String) async throws {
    let (bench, server, id) = try await SyncEngineTests.synced()
    let path = SyncEngineTests.path
    try bench.replace(
      path, "place: 301", "place: 301\nreview: \"一\(lineBreak)\(lineBreak)二\"\n# 批注\nnextRequirements: 带教案")
    try await bench.sync()
    for count in 1...3 {
      server.edit(id) {
        $0["place"] = .string("三楼\(count)")
        $0["discussion"] = "甲\n乙\n"
      }
      #expect(try await bench.sync().isClean)
      let text = try bench.read(path)
      #expect(text.components(separatedBy: "nextRequirements: 带教案").count == 2 && text.contains("# 批注"))
      #expect(text.contains("三楼\(count)") && text.components(separatedBy: "discussion:").count == 2)
    }
    #expect(server.documents[id]?.rev == 5)
    #expect(try await bench.sync() == SyncSummary())
  }

  @Test(
    "an old file that says something else by being read as it stands is told once and not sent unasked",
    arguments: [false, true])
  func readAnew(wasCommentedSince: Bool) async throws {
    let (bench, server, id) = try await SyncEngineTests.synced()
    let path = SyncEngineTests.path
    // As an earlier client left it: sent as YAML has it, the file as it was.
    try bench.replace(path, "place: 301", "place: 301 #2会议室")
    let digest = DraftFolder.digest(Array(try bench.read(path).utf8))
    try bench.workspace.state.write("test") { transaction in
      try transaction.setFile(id, path: path, clean: digest)
      try transaction.set(.plainTexts, "asYAML")
    }
    if wasCommentedSince { try bench.replace(path, "topic:", "# 批注\ntopic:") }
    #expect(try await bench.sync().isClean)
    #expect(bench.told == ["readAnew"] && bench.said.contains { $0.contains("\(path):6 活动地点") }, "\(bench.said)")
    #expect(server.documents[id]?.rev == 1)
    // A colleague's change elsewhere leaves the line as it is.
    server.edit(id) { $0["topic"] = "方程" }
    #expect(try await bench.sync().isClean)
    #expect(bench.told == ["received"] && server.documents[id]?.body?["place"] == "301")
    #expect(try bench.read(path).contains("place: 301 #2会议室\n"))
    // Who writes on sends what stands there.
    try bench.replace(path, "topic: 方程", "topic: 不等式")
    #expect(try await bench.sync().isClean)
    #expect(server.documents[id]?.body == Bench.body(topic: "不等式", place: "301 #2会议室"))
  }
}

extension String {
  fileprivate func contains(exactly other: String) -> Bool {
    Data(utf8).range(of: Data(other.utf8)) != nil
  }
}
