import ArgumentParser
import Shared
import Testing

@testable import Client

@Suite("Tables on a terminal")
struct ScreenTests {
  private static var table: Table {
    var table = Table(columns: [
      .init(key: "title", label: Text("标题", "Title"), limit: 44),
      .init(key: "day", label: Text("日期", "Day")),
      .init(key: "rev", label: Text("版", "Rev"), isNumber: true, isExtra: true),
      .init(key: "by", label: Text("修改人", "By"), limit: 16, isExtra: true),
      .init(key: "path", label: Text("文件", "File"), cut: .middle),
    ])
    table.rows = [
      ["等式与方程的认识（第一课时）", "2024-02-26", 12, "周明岚", "minutes/01 2024-02-26 等式与方程的认识.yaml"],
      ["短", nil, 1, "王芳", "minutes/02 2024-03-04 很长很长很长很长的活动主题一直写到头.yaml"],
    ]
    return table
  }

  private static func lines(_ text: String) -> [String] { text.split(separator: "\n").map(String.init) }

  @Test("no line is wider than the terminal, whatever its width")
  func everyWidth() {
    for width in 16...200 {
      let lines = Self.lines(Self.table.render(.table, in: .chinese, width: width))
      #expect(lines.allSatisfy { CellWidth.of($0) <= width }, "\(width): \(lines)")
    }
  }

  @Test("where there is room, and where nobody looks, everything stands there whole")
  func whole() {
    let whole = Self.table.render(.table, in: .chinese, width: nil)
    #expect(Self.table.render(.table, in: .chinese, width: 200) == whole)
    #expect(!whole.contains("…") && whole.contains("修改人"))
  }

  @Test("extra columns go from the right, then texts are cut: paths in the middle, so that files stay told apart")
  func fitted() {
    let narrower = Self.table.render(.table, in: .chinese, width: 64)
    #expect(!narrower.contains("王芳"))
    #expect(narrower.contains("2024-02-26  ") && narrower.contains("头.yaml") && narrower.contains("…"))
    #expect(Self.lines(narrower).count == 4)
  }

  @Test("on a narrow terminal each row is a block in which nothing is lost")
  func blocks() {
    let text = Self.table.render(.table, in: .chinese, width: 40)
    let lines = Self.lines(text)
    #expect(lines.first == "标题    等式与方程的认识（第一课时）")
    #expect(lines.contains("修改人  周明岚") && !text.contains("…"))
    // What is not there has no line, and a value goes on under itself.
    #expect(lines.count { $0.hasPrefix("日期") } == 1)
    let path = lines.drop { !$0.hasPrefix("文件") }.prefix(2).map { $0.dropFirst($0.hasPrefix("文件") ? 6 : 8) }.joined()
    #expect(path == "minutes/01 2024-02-26 等式与方程的认识.yaml")
  }

  @Test("programs get every value whole, in codes and figures, whatever the terminal and the language")
  func programs() {
    for format in [OutputFormat.json, .csv, .yaml] {
      let text = Self.table.render(format, in: .chinese, width: 40)
      #expect(text == Self.table.render(format, in: .english, width: nil))
      #expect(text.contains("很长很长很长很长的活动主题一直写到头.yaml"))
    }
  }

  @Test(
    "a path is cut between its ends",
    arguments: [
      ("minutes/01.yaml", 15, "minutes/01.yaml"), ("minutes/01.yaml", 14, "minu…s/01.yaml"),
      ("备课组/活动.yaml", 12, "备课…动.yaml"), ("abcdef", 3, "ab…"), ("abcdef", 0, ""),
    ])
  func middle(text: String, cells: Int, expected: String) {
    let cut = CellWidth.truncateMiddle(text, to: cells)
    #expect(cut == expected)
    #expect(CellWidth.of(cut) <= cells)
  }

  @Test("what a document says can't steer the terminal, neither with ASCII's controls nor with Unicode's")
  func controls() {
    let text = "a\u{1B}[2J\u{9B}31mb\u{85}c\r\nd\u{7F}"
    #expect(CellWidth.harmless(text).unicodeScalars.allSatisfy { $0.properties.generalCategory != .control })
    #expect(CellWidth.harmless("a\nb\tc", keeping: ["\n", "\t"]) == "a\nb\tc")
    #expect(CellWidth.harmless("周明岚 👩‍🏫 é") == "周明岚 👩‍🏫 é")
  }
}

@Suite("The parser's words")
struct ParserWordsTests {
  private static func message(_ arguments: [String], isChinese: Bool = true) -> String {
    do {
      _ = try Beike.parseAsRoot(arguments)
      return ""
    } catch {
      return ParserWords.text(
        Beike.fullMessage(for: error, columns: 200), isChinese: isChinese, commands: Beike.commandNames(arguments[...]))
    }
  }

  @Test(
    "what is wrong with a command is said in Chinese",
    arguments: [
      (["login"], "缺少 <url>"), (["sync", "--nothing"], "没有 --nothing 这个选项"),
      (["list", "--formt", "json", "x"], "没有 --formt 这个选项，是不是 --format？"), (["stat"], "不该有“stat”，是不是 status？"),
      (["account", "lst"], "不该有“lst”，是不是 list？"), (["xyzzy"], "不该有“xyzzy”"), (["status", "a", "b"], "不该有：a、b"),
      (["status", "--format", "xml"], "--format <format> 不能是“xml”，可写：table、json、csv、yaml"),
      (["resolve", "x"], "要写其中一个：--mine、--server、--edit"), (["list", "x", "--format"], "--format <format> 要写值"),
      (["sync", "--dry-run=yes"], "--dry-run 不写值，却写了“yes”"), (["audit", "--limit", "x"], "--limit <limit> 不能是“x”"),
    ])
  func errors(arguments: [String], expected: String) {
    let lines = Self.message(arguments).split(separator: "\n")
    #expect(lines.first.map(String.init) == "错误：" + expected)
    #expect(lines.contains { $0.hasPrefix("用法：") })
    for word in ["Error", "Usage", "See ", "Missing", "Help"] { #expect(!lines.joined().contains(word), "\(lines)") }
    #expect(!Self.message(["resolve", "x"]).contains("<mine>"))
  }

  @Test("in English it says what may have been meant, too")
  func english() {
    #expect(Self.message(["stat"], isChinese: false).contains("Unexpected argument 'stat'. Did you mean 'status'?"))
    #expect(Self.message(["login"], isChinese: false).contains("Missing expected argument '<url>'"))
  }

  @Test("no help page has a heading in English")
  func help() {
    let commands = Beike.configuration.subcommands.flatMap { [$0] + $0.configuration.subcommands }
    for command in [Beike.self] + commands {
      let text = ParserWords.text(Beike.helpMessage(for: command, columns: 200), isChinese: true, commands: [])
      #expect(text.contains("用法：beike") && text.contains("选项："), "\(text)")
      for word in ["OVERVIEW", "USAGE", "OPTIONS", "ARGUMENTS", "COMMANDS", "Show ", "See ", "(default", "(values"] {
        #expect(!text.contains(word), "\(word): \(text)")
      }
    }
  }

  @Test(
    "--lang may stand anywhere, and -C before the command",
    arguments: [
      (["-C", "a", "status"], ["status", "-C", "a"]),
      (["--workspace=a", "list", "x"], ["list", "x", "--workspace=a"]),
      (["--lang", "en", "status", "-C", "a"], ["status", "-C", "a"]), (["status", "--lang=zh"], ["status"]),
      (["-C", "a", "show", "--", "-C"], ["show", "-C", "a", "--", "-C"]),
      (["status", "--lang", "fr"], ["status", "--lang", "fr"]),
      (["-C"], ["-C"]), ([], []),
    ])
  func arguments(given: [String], expected: [String]) {
    #expect(Console.commandArguments(given[...]) == expected)
  }

  @Test(
    "a name that is nearly one is asked about",
    arguments: [
      ("教师已", ["教师甲", "教师乙", "王芳"], "教师乙"), ("张老师", ["张明", "王芳"], nil), ("周明兰", ["周明岚"], "周明岚"),
      ("王方", ["王芳", "李方方"], "王芳"), ("王", ["王芳"], nil), ("zhou", ["zhou@lixiqiao"], "zhou@lixiqiao"),
      ("stats", ["status", "sync"], "status"), ("", ["a"], nil),
    ] as [(String, [String], String?)])
  func spelling(text: String, names: [String], expected: String?) {
    #expect(Spelling.nearest(text, among: names) == expected)
  }
}

@Suite("The record in words")
struct AuditWordsTests {
  @Test(
    "codes are words in both languages",
    arguments: [
      (AuditAction.accountChanged, "disabled", "停用账号", nil, "Account disabled", nil),
      (.accountChanged, "enabled", "启用账号", nil, "Account enabled", nil),
      (.accountChanged, "name role", "修改账号", "姓名、角色", "Account changed", "name, role"),
      (.accountCreated, "school-admin", "建立账号", "学校管理员", "Account made", Role.schoolAdmin.label.en),
      (.refused, "create", "被拒绝", "新建", "Refused", "Created"),
      (.refused, "GET /v1/audit", "被拒绝", "GET /v1/audit", "Refused", "GET /v1/audit"),
      (.tokenCreated, "plans:read", "建立令牌", "plans:read", "Token made", "plans:read"),
    ] as [(AuditAction, String, String, String?, String, String?)])
  func words(action: AuditAction, detail: String, zh: String, zhDetail: String?, en: String, enDetail: String?) {
    let entry = AuditEntry(
      place: "1.1", at: Instant(milliseconds: 0), action: action, accountId: nil, kind: "accounts", id: nil, rev: nil,
      detail: detail, requestId: "r", hash: "")
    let (chinese, english) = (AuditWords(entry, in: .chinese), AuditWords(entry, in: .english))
    #expect((chinese.action, chinese.detail, chinese.about) == (zh, zhDetail, "账号"))
    #expect((english.action, english.detail, english.about) == (en, enDetail, "Account"))
  }
}
