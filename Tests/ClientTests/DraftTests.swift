import Shared
import Testing

@testable import Client

/// Random bodies of every kind, nasty texts included.
struct RandomBody {
  var random: SeededRandom
  let names: Names

  private static let texts = [
    "", " ", "x", "等式与方程", " 前面有空格", "后面有空格 ", "# 不是注释", "a # b", "a: b", "冒号结尾:", "：全角：", "- 列表",
    "? 问", "'单引号'", "\"双引号\"", "\\反斜杠\\n", "~", "null", "true", "no", "08", "1:30", "1e3", "0x1F", "2024-02-26",
    "[1, 2]",
    "{a: b}", "&锚", "*别名", "!!str", "|", ">", "%", "@", "`", "=", "<<", "---", "...", "😀👩‍🏫", "a\tb", "\t", "x\u{FEFF}",
    "\u{85}", "\u{2028}", "\u{A0}", "e\u{301}", "\u{FFFE}", String(repeating: "长", count: 190),
  ]
  private static let paragraphs = [
    "一行\n两行", "结尾换行\n", "两个换行\n\n", "\n开头换行", "\n\n\n", "  缩进开头\n第二行", "\t制表符\n  x", "中间\n\n空行", "行尾空格 \n下一行 ",
    "   \n空白行", "a\n   \nb", "# 像注释\n# 也像", "key: value\n- x", "最后一行是空格\n  ", "|\n>", "a\n\u{2028}b", "😀\n\t\n😀",
    "---\n...",
  ]

  mutating func body(of kind: Kind) -> JSON { object(kind.form, depth: 0) }

  private mutating func object(_ form: Form, depth: Int) -> JSON {
    var object = JSONObject()
    for field in form.fields where Int.random(in: 0..<4, using: &random) > 0 {
      object[field.key] = value(field.type, depth: depth + 1)
    }
    return .object(object)
  }

  private mutating func pick<Item>(_ items: [Item]) -> Item { items[Int.random(in: 0..<items.count, using: &random)] }

  private mutating func items(_ max: Int, _ make: (inout RandomBody) -> JSON) -> [JSON] {
    (0..<Int.random(in: 0...min(max, 4), using: &random)).map { _ in make(&self) }
  }

  private mutating func value(_ type: FieldType, depth: Int) -> JSON {
    switch type {
    case .text(let max): return .string(String(pick(Self.texts).unicodeScalars.prefix(max).map(Character.init)))
    case .longText:
      return .string(Bool.random(using: &random) ? pick(Self.paragraphs) : pick(Self.paragraphs) + pick(Self.texts))
    case .code: return .string(pick(["08", "1e3", "a.b-c_d", "-", "0", "null"]))
    case .student: return .string(pick(["08", "s1", "A_b-c"]))
    case .integer(let range): return .number(ExactDecimal(Int64(Int.random(in: range, using: &random))))
    case .decimal(let range, _): return .number(pick([range.lowerBound, range.upperBound]))
    case .boolean: return .bool(Bool.random(using: &random))
    case .day: return .string(pick(["2024-02-26", "2023-09-01"]))
    case .time: return .string(pick(["01:30", "14:05"]))
    case .term, .termCode: return "2023-2024-2"
    case .schoolYear: return "2023-2024"
    case .week: return .string(pick(["pre", "1", "8", "20", "final"]))
    case .hours: return .string(pick(["10", "10+1", "0+2"]))
    case .choice(let descriptor): return .string(pick(descriptor.entries.map(\.code)))
    case .reference(let kind): return .string(reference(kind))
    case .object(let form): return object(form, depth: depth)
    case .list(let element, let max), .set(let element, let max):
      var seen: Set<JSON> = []
      return .array(items(max) { $0.value(element, depth: depth + 1) }.filter { seen.insert($0).inserted })
    case .table(let form, _, let max): return .array(items(max) { $0.object(form, depth: depth + 1) })
    case .map(let element, let max):
      var object = JSONObject()
      for item in items(max, { $0.value(element, depth: depth + 1) }) {
        object[pick(["1", "2(1)", "三", "a: b", "# x", "true"])] = item
      }
      return .object(object)
    }
  }

  private mutating func reference(_ kind: String) -> String {
    pick(["0190f3d0-0000-7000-8000-00000000000\(Int.random(in: 0...9, using: &random))"])
  }
}

/// SplitMix64: the same numbers for the same seed, on every machine.
struct SeededRandom: RandomNumberGenerator {
  var state: UInt64
  init(_ seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}

extension DocumentID {
  /// An id for tests: the same number, the same id.
  static func test(_ number: Int) throws -> DocumentID {
    let digits = String(number)
    let text = "0190f3d0-0000-7000-8000-" + String(repeating: "0", count: 12 - digits.count) + digits
    return try #require(DocumentID(text: text))
  }
}

@Suite("Drafts in YAML")
struct DraftTests {
  /// Some ids have a name of their own, some share one, some have a name that looks like YAML.
  static func names() throws -> Names {
    var names = Names()
    for kind in ["teachers", "groups", "classes", "tests", "research-groups"] {
      names.add("王芳", of: try .test(0), kind: kind)
      names.add("李明", of: try .test(1), kind: kind)
      names.add("李明", of: try .test(2), kind: kind)
      names.add("- 五3: # ", of: try .test(3), kind: kind)
      names.add(" 空格 ", of: try .test(4), kind: kind)
      names.add(try DocumentID.test(1).description, of: try .test(5), kind: kind)
    }
    return names
  }

  /// The tree that a draft says, whatever the body's own rules think of it.
  static func tree(_ text: String, _ kind: Kind, _ names: Names) -> (JSON, [DraftProblem]) {
    let reading = DraftReader(kind: kind, names: names, path: "x.yaml").read(text)
    return (reading.body, reading.problems)
  }

  @Test("reading what was written gives the same body", arguments: Kind.all.map(\.name))
  func roundTrip(kindName: String) throws {
    let kind = try #require(Kind.named(kindName))
    let names = try Self.names()
    for seed in 0..<120 {
      var source = RandomBody(random: SeededRandom(UInt64(seed)), names: names)
      let body = source.body(of: kind)
      let text = DraftWriter(kind: kind, names: names).text(of: body, id: try .test(7))
      let reading = DraftReader(kind: kind, names: names, path: "x.yaml").read(text)
      #expect(reading.body == kind.form.check(body).canonical, "seed \(seed)\n\(text)")
      let complaints = Set(kind.check(body).violations.map(\.text))
      #expect(Set(reading.problems.map(\.message)) == complaints, "seed \(seed)\n\(text)")
    }
  }

  @Test("rewriting gives the new body and keeps every comment of the author", arguments: Kind.all.map(\.name))
  func rewriting(kindName: String) throws {
    let kind = try #require(Kind.named(kindName))
    let names = try Self.names()
    let writer = DraftWriter(kind: kind, names: names)
    for seed in 0..<40 {
      var source = RandomBody(random: SeededRandom(UInt64(seed)), names: names)
      let before = kind.form.check(source.body(of: kind)).canonical
      let after = kind.form.check(source.body(of: kind)).canonical
      guard kind.check(before).violations.isEmpty else { continue }
      var old = writer.text(of: before, id: try .test(7))
      var comments: [String] = []
      for (index, field) in kind.form.fields.enumerated() {
        comments.append("# 我的批注 \(index)")
        old = old.replacing("\n\(field.key):", with: "\n# 我的批注 \(index)\n\(field.key):")
      }
      let text = writer.text(of: after, id: try .test(7), rewriting: old)
      #expect(Self.tree(text, kind, names).0 == after, "seed \(seed)\n\(old)\n=====\n\(text)")
      for comment in comments { #expect(text.contains(comment), "seed \(seed)\n\(text)") }
    }
  }

  @Test("a rewrite with the same body changes no byte")
  func rewritingNothing() throws {
    let names = try Self.names()
    let kind = Duty.kind
    let text = """
      # beike: duties 0190f3d0-0000-7000-8000-000000000007
      # 我从去年抄来的

      groupId: 王芳
      term:   2023-2024-2   # 本学期
      theme: 集体备课
      # 内容要具体
      text: >
        每周一次，
        不少于四十分钟

      holder: leader
      target:
        # 学校要求
        count: 1
        unit: 次
        period: 每周

      """
    let (body, problems) = Self.tree(text, kind, names)
    #expect(problems.isEmpty)
    let writer = DraftWriter(kind: kind, names: names)
    let id = try DocumentID.test(7)
    let rewritten = writer.text(of: body, id: id, rewriting: text)
    #expect(rewritten == text)
    guard case .object(var changed) = body else { return }
    changed["target"] = ["count": 2, "unit": "次", "period": "week"]
    let after = writer.text(of: .object(changed), id: id, rewriting: text)
    #expect(after.contains("# 学校要求") && after.contains("# 内容要具体") && after.contains("# 我从去年抄来的"))
    #expect(after.contains("term:   2023-2024-2   # 本学期") && after.contains("count: 2"))
    #expect(Self.tree(after, kind, names).0 == .object(changed))
  }

  @Test("scalars mean what the form says, not what YAML guesses")
  func scalars() throws {
    let text = """
      # beike: minutes
      groupId: 王芳
      term: 2023—2024—2
      number: 3
      kind: 集体备课
      week: 08
      date: 2024-02-26
      start: 01:30
      end: 02:15
      place: no
      topic: 1e3
      attendance:
        - {teacherId: 王芳, status: 缺席}
      unified: [goals, 重点]
      """
    let (body, problems) = Self.tree(text, Minutes.kind, try Self.names())
    #expect(problems.map(\.line) == [6])
    #expect(problems.first?.field?.zh == "周次")
    #expect(body["place"] == "no" && body["topic"] == "1e3" && body["start"] == "01:30")
    #expect(body["term"] == "2023-2024-2" && body["kind"] == "preparation")
    #expect(body["unified"] == ["goals", "key-points"])
    #expect(body["attendance"] == [["teacherId": .string(try DocumentID.test(0).description), "status": "absent"]])
  }

  static let valid = """
    # beike: minutes
    groupId: 王芳
    term: 2023-2024-2
    kind: preparation
    date: 2024-02-26
    topic: 等式与方程

    """

  @Test(
    "each mistake is told with line, column and the field's name on paper",
    arguments: [
      ("place: a\n\tweek: 3", 8, 1, "活动地点", "Tab"),
      ("week: 第三周", 7, 1, "周次", "不是周次"),
      ("wek: 3", 7, 1, "", "week（周次）"),
      ("attendance:\n  - teacherId: 赵没有\n    status: present", 8, 5, "参加人员 第 1 行 姓名", "没有叫"),
      ("attendance:\n  - teacherId: 李明\n    status: present", 8, 5, "参加人员 第 1 行 姓名", "不止一个"),
      ("attendance:\n  - teacherId: 王芳\n    status: 睡觉", 9, 5, "参加人员 第 1 行 出勤", "睡觉"),
      ("attendance:\n  - status: present", 8, 5, "参加人员 第 1 行 姓名", "缺少"),
      ("end: 14:00\nstart: 14:30", 7, 1, "结束时间", "晚于"),
      ("place: a\nplace: b", 7, 1, "活动地点", "两次"),
      ("place: [a", 8, 1, "活动地点", "读不懂"),
      ("number: 三", 7, 1, "第几次", "整数"),
      ("number: 0", 7, 1, "第几次", "1 到 200"),
      ("place: &x a\nreview: *x", 7, 1, "活动地点", "& 和 *"),
      ("place: \"a\u{1}\"", 7, 10, "", "控制字符"),
      ("date: 2024-2-6", 5, 1, "活动日期", "两次"),
    ])
  func mistakes(addition: String, line: Int, column: Int, field: String, message: String) throws {
    let (_, problems) = Self.tree(Self.valid + addition, Minutes.kind, try Self.names())
    let problem = try #require(problems.first)
    #expect(problem.line == line && problem.column == column, "\(problem.described(in: .chinese))")
    if !field.isEmpty { #expect(problem.field?.zh == field) }
    #expect(problem.message.zh.contains(message), "\(problem.message.zh)")
    #expect(!problem.message.en.isEmpty)
  }

  @Test("a valid draft has no problems, with BOM and CRLF too")
  func lineEnds() throws {
    for text in [Self.valid, "\u{FEFF}" + Self.valid, Self.valid.replacing("\n", with: "\r\n")] {
      let (body, problems) = Self.tree(text, Minutes.kind, try Self.names())
      #expect(problems.isEmpty)
      #expect(body["topic"] == "等式与方程")
    }
  }

  @Test(
    "the first line names kind and id",
    arguments: [
      ("# beike: minutes", "minutes", nil), ("#beike：plans\nx", "plans", nil),
      ("# beike: duties 0190F3D0-0000-7000-8000-000000000007", "duties", 7),
      ("# beike: nonsense", nil, nil), ("minutes", nil, nil), ("", nil, nil), ("# beike: plans 123", nil, nil),
      ("# beike: plans 0190f3d0-0000-7000-8000-000000000007 again", nil, nil),
    ] as [(String, String?, Int?)])
  func header(text: String, kind: String?, number: Int?) throws {
    let header = try? DraftHeader.read(text).get()
    #expect(header?.kind.name == kind)
    let id = try number.map { try DocumentID.test($0) }
    #expect(header?.id == id)
  }

  @Test(
    "file names are fit for any system",
    arguments: [
      ("等式与方程", "等式与方程"), ("a/b\\c:d*e?f\"g<h>i|j", "a b c d e f g h i j"), ("  x  ", "x"), ("..", ""),
      ("a\nb\tc", "a b c"),
      (".hidden", "hidden"), ("end.", "end"), ("写完。", "写完"),
      (String(repeating: "长", count: 60), String(repeating: "长", count: 30)),
    ])
  func slugs(text: String, expected: String) {
    #expect(FileNames.slug(text) == expected)
  }

  @Test("a name that ever meant two people is written as an id and asked about when read")
  func ambiguity() throws {
    var names = Names()
    names.add("周航", of: try .test(1), kind: "teachers")
    #expect(names.text(for: try .test(1), kind: "teachers") == "周航")
    names.add("周航航", of: try .test(1), kind: "teachers")
    names.add("周航", of: try .test(2), kind: "teachers")
    #expect(names.text(for: try .test(1), kind: "teachers") == "周航航")
    #expect(names.text(for: try .test(2), kind: "teachers") == (try DocumentID.test(2)).description)
    #expect(names.candidates(for: "周航", kind: "teachers").count == 2)
  }
}
