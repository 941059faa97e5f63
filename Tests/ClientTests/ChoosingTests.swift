import Shared
import Testing

@testable import Client

@Suite("Naming accounts, tokens and teachers")
struct ChoosingTests {
  private static func accounts() throws -> [Account] {
    let logins = ["zhou@lixiqiao", "tao@lixiqiao", "tao@wenshu", nil]
    return try logins.enumerated().map { index, login in
      Account(
        id: try .test(index), login: login, name: "教师\(index)", role: .teacher, school: "lixiqiao", district: nil,
        teacherId: nil, activated: true, disabled: false, createdAt: Instant(milliseconds: 0))
    }
  }

  @Test(
    "an account goes by its login, by the part before the @ where that is enough, or by its id",
    arguments: [
      ("zhou@lixiqiao", 0), ("zhou", 0), ("Zhou", 0), ("tao@wenshu", 2), ("0190f3d0-0000-7000-8000-000000000003", 3),
      ("tao", nil), ("wang", nil), ("教师0", nil), ("", nil), ("zhou@", nil),
    ] as [(String, Int?)])
  func account(text: String, expected: Int?) throws {
    let found = try? Account.choose(text, among: try Self.accounts())
    #expect(try found?.id == expected.map { try .test($0) })
  }

  @Test("who is named by more than one login is listed, with ids")
  func candidates() throws {
    let accounts = try Self.accounts()
    let failure = #expect(throws: Failure.self) { try Account.choose("tao", among: accounts) }
    let text = try #require(failure).text
    for account in accounts[1...2] {
      #expect(text.zh.contains("\(account.id)") && text.en.contains("\(account.id)"))
    }
    #expect(!text.zh.contains("zhou"))
  }

  @Test("a teacher goes by name, staff number or id; two of one name are told apart by the id")
  func teacher() throws {
    let teachers = try [("周明岚", "1001"), ("王芳", "1002"), ("王芳", nil)].enumerated().map { index, teacher in
      var body = JSONObject()
      body["name"] = .string(teacher.0)
      body["code"] = teacher.1.map(JSON.string)
      return AnyDocument(
        kind: "teachers", id: try .test(index), school: "s", rev: 1, state: nil, createdAt: Instant(milliseconds: 0),
        updatedAt: Instant(milliseconds: 0), updatedBy: "", body: .object(body))
    }
    #expect(try Teacher.choose("周明岚", among: teachers) == .test(0))
    #expect(try Teacher.choose("1002", among: teachers) == .test(1))
    #expect(try Teacher.choose(teachers[2].id.description, among: teachers) == .test(2))
    let failure = #expect(throws: Failure.self) { try Teacher.choose("王芳", among: teachers) }
    #expect(try #require(failure).text.zh.contains("\(teachers[2].id)"))
    #expect(throws: Failure.self) { try Teacher.choose("李明", among: teachers) }
  }

  @Test("a token goes by its id, or by a name that only it has")
  func token() throws {
    let tokens = try ["成绩系统", "laptop", "laptop"].enumerated().map { index, name in
      TokenInfo(
        id: try .test(index), kind: index == 0 ? .integration : .session, name: name, accountId: nil, role: .teacher,
        school: "s", scopes: nil, createdAt: Instant(milliseconds: 0), expiresAt: nil, lastUsedAt: nil)
    }
    #expect(try TokenInfo.choose("成绩系统", among: tokens) == tokens[0])
    #expect(try TokenInfo.choose(tokens[2].id.description, among: tokens) == tokens[2])
    #expect(throws: Failure.self) { try TokenInfo.choose("laptop", among: tokens) }
  }

  @Test(
    "an account's role is typed as a code or in words",
    arguments: [
      ("teacher", .teacher), ("学校管理员", .schoolAdmin), ("school-admin", .schoolAdmin), ("leader", nil),
      ("integration", nil), ("", nil),
    ] as [(String, Role?)])
  func role(text: String, expected: Role?) {
    #expect((try? Role.ofAccount(text)) == expected)
  }

  @Test(
    "one thing has the same members in every format",
    arguments: [
      (OutputFormat.json, "{\"code\":\"A-1\",\"groups\":[\"x\",\"z\"]}\n"),
      (.csv, "code,login,groups\r\nA-1,,\"[\"\"x\"\",\"\"z\"\"]\"\r\n"),
      (.yaml, "code: A-1\ngroups:\n  - x\n  - z\n"),
      (.table, "项目    内容\n──────  ────\n激活码  A-1\n备课组  x、z\n"),
    ])
  func record(format: OutputFormat, expected: String) {
    var record = Record()
    record.add("code", "激活码", "Code", "A-1")
    record.add("login", "登录名", "Login", nil)
    record.add("groups", "备课组", "Groups", ["x", "z"], shown: "x、z")
    #expect(record.render(format, in: .chinese) == expected)
  }
}
