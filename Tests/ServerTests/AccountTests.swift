import Shared
import Testing

@testable import Harness
@testable import Server

/// Accounts and tokens of other systems, and who may manage them.
@Suite struct AccountTests {
  typealias Person = SmallSchool.Person
  private static let patch = ["Content-Type": "application/merge-patch+json"]

  private static func new(_ login: String, role: String = "teacher", school: String? = nil) -> JSON {
    var body: [String: JSON] = ["login": .string(login), "name": "江晚", "role": .string(role)]
    body["school"] = school.map(JSON.string)
    return .object(JSONObject(body))
  }

  @Test(arguments: Person.allCases)
  func onlyAdministratorsManageAccountsAndTheRecord(person: Person) async throws {
    let school = try await SmallSchool()
    let (account, _) = try await SessionTests.activated(school)
    let id = account.id.description
    let mayManage = [.admin, .server].contains(person)
    let token = try await school.send(
      "POST", .tokens, body: ["name": "成绩系统", "scopes": ["scores:write"], "school": .string(TestServer.school)])
    let tokenID = try token.decode(TokenMade.self).info.id.description
    let requests: [(String, Route, JSON?, [String: String], Int)] = [
      ("GET", .accounts, nil, [:], 200), ("GET", .account(id: id), nil, [:], 200),
      ("POST", .accounts, Self.new("new", school: TestServer.school), [:], 201),
      ("PATCH", .account(id: id), ["name": "江晚晚"], Self.patch, 200),
      ("POST", .activation(account: id), [:], [:], 201),
      (
        "POST", .tokens, ["name": "x", "scopes": ["sync"], "school": .string(TestServer.school)], [:], 201
      ),
      ("POST", .rotation(token: tokenID), nil, [:], 201), ("DELETE", .token(id: tokenID), nil, [:], 204),
    ]
    for (method, route, body, headers, status) in requests {
      let answer = try await school.send(method, route, body: body, headers: headers, as: person)
      // Others' tokens are not there for who may not manage them, and nobody else rotates any.
      let isOthers = route.path.hasPrefix("/v1/tokens/") && method == "DELETE"
      #expect(
        answer.status == (mayManage ? status : isOthers ? 404 : 403), "\(method) \(route) as \(person): \(answer.text)")
    }
    let record = try await school.send("GET", .audit, as: person)
    #expect(record.status == (mayManage || person == .district ? 200 : 403))
  }

  @Test func anotherSchoolsAccountsAndTokensAreNotThere() async throws {
    let school = try await SmallSchool()
    try await school.send("POST", .schools, body: ["id": "qingshiqiao", "name": "青石桥小学"])
    let made = try await school.send(
      "POST", .accounts, body: Self.new("canary", role: "school-admin", school: "qingshiqiao")
    )
    .decode(AccountMade.self)
    let token = try await school.send(
      "POST", .tokens, body: ["name": "canary", "scopes": ["sync"], "school": "qingshiqiao"]
    ).decode(TokenMade.self)
    let (id, tokenID, nowhere) = (
      made.account.id.description, token.info.id.description, SmallSchool.id("nowhere").description
    )
    func pair(_ method: String, _ route: (String) -> Route, _ body: JSON?, _ own: String) async throws {
      var answers: [TestAnswer] = []
      for id in [own, nowhere] {
        answers.append(
          try await school.send(
            method, route(id), body: body,
            headers: (method == "PATCH" ? Self.patch : [:]).merging(["X-Request-Id": "same"]) { $1 }, as: .admin))
      }
      #expect(answers[0].status == 404)
      #expect(answers[0].bytes == answers[1].bytes)
    }
    try await pair("GET", Route.account, nil, id)
    try await pair("PATCH", Route.account, ["disabled": true], id)
    try await pair("POST", Route.activation, [:], id)
    try await pair("DELETE", Route.token, nil, tokenID)
    try await pair("POST", Route.rotation, nil, tokenID)
    for route in [Route.accounts, .tokens, .audit] {
      let own = try await school.send("GET", route, as: .admin)
      #expect(own.status == 200)
      #expect(!own.text.contains("canary"))
      #expect(!own.text.contains(id))
      var foreign: [TestAnswer] = []
      for name in ["qingshiqiao", "elsewhere"] {
        foreign.append(
          try await school.send(
            "GET", route, query: "?school=\(name)", headers: ["X-Request-Id": "same"], as: .admin))
      }
      #expect(foreign[0].status == 404)
      #expect(foreign[0].bytes == foreign[1].bytes)
    }
    // The same name in two schools is two names, and neither hears of the other.
    #expect(try await school.send("POST", .accounts, body: Self.new("canary"), as: .admin).status == 201)
    // An account or token cannot be made in another school, existing or not.
    var refused: [TestAnswer] = []
    for name in ["qingshiqiao", "elsewhere"] {
      for (route, body) in [
        (Route.accounts, Self.new("x", school: name)),
        (.tokens, ["name": "x", "scopes": ["sync"], "school": .string(name)]),
      ] {
        refused.append(try await school.send("POST", route, body: body, headers: ["X-Request-Id": "same"], as: .admin))
      }
    }
    #expect(refused.map(\.status) == [422, 422, 422, 422])
    #expect(refused[0].bytes == refused[2].bytes)
    #expect(refused[1].bytes == refused[3].bytes)
  }

  @Test(
    arguments: [
      (["login": "x", "name": "江晚", "role": "teacher"], 422, "/login"),
      (["login": "Jiang", "name": "江晚", "role": "teacher"], 422, "/login"),
      (["login": "a@b", "name": "江晚", "role": "teacher"], 422, "/login"),
      (["login": "jw", "name": " ", "role": "teacher"], 422, "/name"),
      (["login": "jw", "name": "江晚", "role": "leader"], 422, "/role"),
      (["login": "jw", "name": "江晚", "role": "integration"], 422, "/role"),
      (["login": "jw", "name": "江晚", "role": "king"], 422, "/role"),
      (["login": "jw", "name": "江晚"], 422, "/role"),
      (["login": "jw", "name": "江晚", "role": "district-admin", "district": "dongqu"], 403, ""),
      (["login": "jw", "name": "江晚", "role": "server"], 403, ""),
      (
        ["login": "jw", "name": "江晚", "role": "teacher", "teacherId": "0190f3c2-0000-7000-8000-000000000000"], 422,
        "/teacherId"
      ),
    ] as [(JSON, Int, String)])
  func whatIsWrongWithANewAccountIsToldWithItsPlace(body: JSON, status: Int, pointer: String) async throws {
    let school = try await SmallSchool()
    let answer = try await school.send("POST", .accounts, body: body, as: .admin)
    #expect(answer.status == status, "\(answer.text)")
    if !pointer.isEmpty { #expect(answer.pointers == [pointer]) }
  }

  @Test func loginNamesAndTeachersOccurOnce() async throws {
    let school = try await SmallSchool()
    _ = try await SessionTests.activated(school)
    #expect(try await school.send("POST", .accounts, body: Self.new("jiang.wan"), as: .admin).status == 409)
    let same = Self.new("other").replacing("teacherId", with: .string(Person.author.teacher?.description ?? ""))
    #expect(try await school.send("POST", .accounts, body: same, as: .admin).status == 409)
  }

  @Test func whatOccursOnceIsRefusedByTheConstraintItselfWhateverStandsInTheWay() async throws {
    let school = try await SmallSchool()
    let first = try await school.send("POST", .accounts, body: Self.new("first"), as: .admin).decode(AccountMade.self)
    let second = try await school.send("POST", .accounts, body: Self.new("second"), as: .admin).decode(AccountMade.self)
    let teacher = JSON.string(SmallSchool.id("nobody's").description)
    #expect(try await school.create("teachers", SmallSchool.id("nobody's"), ["name": "无人"], as: .admin).status == 201)
    func link(_ account: Account) async throws -> TestAnswer {
      try await school.send(
        "PATCH", .account(id: account.id.description), body: ["teacherId": teacher], headers: Self.patch, as: .admin)
    }
    #expect(try await link(first.account).status == 200)
    #expect(try await link(first.account).status == 200, "its own teacher is no other's")
    let linked = try await link(second.account)
    #expect(linked.status == 409)
    #expect(linked.text.contains("教师"))
    for (login, word) in [("first", "first@lixiqiao"), ("third", "教师")] {
      var body = Self.new(login).object ?? JSONObject()
      body["teacherId"] = teacher
      let answer = try await school.send("POST", .accounts, body: .object(body), as: .admin)
      #expect(answer.status == 409)
      #expect(answer.text.contains(word) || login == "first", "\(answer.text)")
    }
    // Schools, districts and the server share one space of names.
    for name in [TestServer.school, SmallSchool.district, "server"] {
      let body: JSON = ["id": .string(name), "name": "又一所"]
      #expect(try await school.send("POST", .schools, body: body).status == 409, "\(name)")
      #expect(try await school.send("POST", .districts, body: body).status == 409, "\(name)")
    }
    try ChangeChain.expectWhole(school.server)
  }

  @Test func nobodyLocksThemselvesOut() async throws {
    let school = try await SmallSchool()
    let made = try await school.send("POST", .accounts, body: Self.new("boss", role: "school-admin"), as: .admin)
      .decode(AccountMade.self)
    let session = try await SessionTests.logIn(
      school,
      LogIn(
        login: made.account.login ?? "", activationCode: made.activation.code, newPassword: SessionTests.password)
    ).decode(SessionMade.self)
    let path = Route.account(id: made.account.id.description).path
    for body: JSON in [["disabled": true], ["role": "teacher"]] {
      let answer = try await school.server.send(
        "PATCH", path, body: body.canonicalBytes, headers: Self.patch, token: session.token)
      #expect(answer.status == 409)
    }
    let renamed = try await school.server.send(
      "PATCH", path, body: Array(#"{"name":"江主任"}"#.utf8), headers: Self.patch, token: session.token)
    #expect(try renamed.decode(Account.self).name == "江主任")
  }

  @Test func accountsAndTokensArePagedAndTheirSecretsAreNotInTheLists() async throws {
    let school = try await SmallSchool()
    var secrets: [String] = []
    for index in 0..<5 {
      let made = try await SessionTests.account(school, login: "name\(index)", teacher: nil)
      secrets.append(made.activation.code)
      let token = try await school.send("POST", .tokens, body: ["name": "s", "scopes": ["sync"]], as: .admin)
      secrets.append(String(try token.decode(TokenMade.self).token.dropFirst(7)))
    }
    var text = ""
    var logins: [String] = []
    var next: String?
    repeat {
      let answer = try await school.send(
        "GET", .accounts, query: "?limit=2" + (next.map { "&cursor=\($0)" } ?? ""), as: .admin)
      let page = try answer.decode(Page<Account>.self)
      logins += page.items.compactMap(\.login)
      text += answer.text
      next = page.next
    } while next != nil
    #expect(logins == (0..<5).map { "name\($0)@lixiqiao" })
    text += try await school.send("GET", .tokens, query: "?limit=500", as: .admin).text
    for secret in secrets { #expect(!text.contains(secret)) }
    let cursor = try await school.send("GET", .accounts, query: "?limit=2", as: .admin).decode(Page<Account>.self).next
    #expect(try await school.send("GET", .tokens, query: "?cursor=\(cursor ?? "")", as: .admin).status == 400)
  }

  // MARK: Other systems

  @Test func aTokenIsRotatedWithAWeekOfOverlapAndRevokedAtOnce() async throws {
    let school = try await SmallSchool()
    let day: Int64 = 86_400_000
    let made = try await school.send(
      "POST", .tokens, body: ["name": "成绩系统", "scopes": ["plans:read", "sync"], "days": 100], as: .admin
    ).decode(TokenMade.self)
    #expect(made.token.hasPrefix("bk_int_"))
    #expect(made.info.scopes?.map(\.description) == ["plans:read", "sync"])
    #expect(made.info.expiresAt == Instant(milliseconds: school.server.clock.now.milliseconds + 100 * day))
    func status(_ token: String) async throws -> Int {
      try await school.server.send("GET", school.documents("plans").path, token: token).status
    }
    school.server.clock.advance(milliseconds: 50 * day)
    let rotated = try await school.send("POST", .rotation(token: made.info.id.description), as: .admin)
    #expect(rotated.status == 201)
    let second = try rotated.decode(TokenMade.self)
    #expect(second.oldExpiresAt == Instant(milliseconds: school.server.clock.now.milliseconds + 7 * day))
    #expect(second.info.expiresAt == Instant(milliseconds: school.server.clock.now.milliseconds + 100 * day))
    #expect(second.info.scopes == made.info.scopes)
    #expect(try await school.send("POST", .rotation(token: made.info.id.description), as: .admin).status == 409)
    school.server.clock.advance(milliseconds: 7 * day - 1)
    #expect(try await status(made.token) == 200)
    #expect(try await status(second.token) == 200)
    school.server.clock.advance(milliseconds: 1)
    #expect(try await status(made.token) == 401)
    #expect(try await status(second.token) == 200)
    let listed = try await school.send("GET", .tokens, as: .admin).decode(Page<TokenInfo>.self).items
    let lastUsed = try #require(listed.first { $0.id == second.info.id }?.lastUsedAt)
    #expect(school.server.clock.now.milliseconds - lastUsed.milliseconds < 60_000)
    #expect(try await school.send("DELETE", .token(id: second.info.id.description), as: .admin).status == 204)
    #expect(try await status(second.token) == 401)
    #expect(try await school.send("DELETE", .token(id: second.info.id.description), as: .admin).status == 404)
  }

  /// Otherwise a stolen token of a day would never end.
  @Test func aTokenOfAnotherSystemManagesNothingAndDoesNotRotateItself() async throws {
    let school = try await SmallSchool()
    let made = try await school.send(
      "POST", .tokens, body: ["name": "x", "scopes": ["documents:approve", "scores:approve", "sync"], "days": 1],
      as: .admin
    ).decode(TokenMade.self)
    let id = made.info.id.description
    for (method, route) in [
      ("POST", Route.rotation(token: id)), ("GET", .accounts), ("GET", .audit), ("POST", .tokens), ("POST", .schools),
    ] {
      let body: [UInt8]? = route == .tokens ? Array(#"{"name":"y","scopes":["sync"]}"#.utf8) : nil
      let sent = route == .schools ? Array(#"{"name":"y"}"#.utf8) : body
      #expect(try await school.server.send(method, route.path, body: sent, token: made.token).status == 403, "\(route)")
    }
    #expect(try await school.server.send("DELETE", Route.token(id: id).path, token: made.token).status == 204)
  }

  @Test func scopesBelongToTokensOfOtherSystems() async throws {
    let school = try await SmallSchool()
    let register = school.server.register
    let limited = NewToken(
      school: TestServer.school, role: .schoolAdmin, name: "x", teacher: nil, days: nil, scopes: [.sync])
    await #expect(throws: Failure.self) { try await limited.create(in: register) }
    let unlimited = NewToken(school: TestServer.school, role: .integration, name: "x", teacher: nil, days: nil)
    await #expect(throws: Failure.self) { try await unlimited.create(in: register) }
  }

  /// Whoever leaves the school is disabled first. Where the teacher's document went before, as it could once, the
  /// account is disabled all the same.
  @Test(arguments: [true, false])
  func aTeacherIsDeletedAfterTheirAccountIsDisabled(isThere: Bool) async throws {
    let school = try await SmallSchool()
    let (account, session) = try await SessionTests.activated(school, teacher: .formerHead)
    let teacher = try #require(Person.formerHead.teacher)
    #expect(try await school.delete("teachers", teacher, rev: 1).problem?.code == .inUse)
    if !isThere {
      try await school.server.register.store.write { connection in
        try connection.execute("UPDATE document SET deleted = 1 WHERE id = \(teacher)")
      }
    }
    let path = Route.account(id: account.id.description)
    #expect(
      try await school.send("PATCH", path, body: ["disabled": true], headers: Self.patch, as: .admin).status == 200)
    #expect(try await school.server.send("GET", "/v1/me", token: session.token).status == 401)
    #expect(try await school.delete("teachers", teacher, rev: 1).status == (isThere ? 200 : 410))
  }

  @Test func everybodySeesAndEndsTheirOwnSessions() async throws {
    let school = try await SmallSchool()
    let (account, first) = try await SessionTests.activated(school)
    let second = try await SessionTests.logIn(
      school, LogIn(login: account.login ?? "", password: SessionTests.password, name: "家里的电脑")
    ).decode(SessionMade.self)
    let list = try await school.server.send("GET", "/v1/tokens", token: second.token).decode(Page<TokenInfo>.self)
    #expect(list.items.map(\.name).sorted() == ["beike", "家里的电脑"])
    let lost = try #require(list.items.first { $0.name == "beike" })
    #expect(try await school.server.send("DELETE", "/v1/tokens/\(lost.id)", token: second.token).status == 204)
    #expect(try await school.server.send("GET", "/v1/me", token: first.token).status == 401)
    #expect(try await school.server.send("GET", "/v1/me", token: second.token).status == 200)
  }

  @Test(
    arguments: [
      (["name": "x", "scopes": []], "/scopes"), (["name": "x", "scopes": ["plans"]], "/scopes/0"),
      (["name": "x", "scopes": ["plans:burn"]], "/scopes/0"),
      (["name": "x", "scopes": ["unicorns:read"]], "/scopes/0"),
      (["name": "", "scopes": ["sync"]], "/name"), (["name": "x", "scopes": ["sync"], "days": 366], "/days"),
      (["name": "x", "scopes": ["sync"], "days": 0], "/days"),
    ] as [(JSON, String)])
  func whatIsWrongWithANewTokenIsToldWithItsPlace(body: JSON, pointer: String) async throws {
    let school = try await SmallSchool()
    let answer = try await school.send("POST", .tokens, body: body, as: .admin)
    #expect(answer.status == 422, "\(answer.text)")
    #expect(answer.pointers == [pointer])
  }

  @Test func everyScopeReadsBackAsItself() {
    for scope in TokenScope.all { #expect(TokenScope(text: scope.description) == scope) }
    #expect(TokenScope.all.map(\.description).contains("scores:write"))
    #expect(Set(TokenScope.all).count == TokenScope.all.count)
    for text in ["", ":", "plans", "plans:", ":read", "plans:read:write", "score-sheets:read", "SYNC", "sync:read"] {
      #expect(TokenScope(text: text) == nil, "\(text)")
    }
  }

  @Test func aSystemThatEntersMarksNeedsNoMoreThanThat() async throws {
    let school = try await SmallSchool()
    let test = SmallSchool.id("test")
    let body: JSON = [
      "groupId": .string(SmallSchool.group.description), "term": .string(SmallSchool.term), "title": "练习",
      "kind": "lesson", "grade": 5, "fullMark": 100, "thresholds": try JSON(encoding: Thresholds.usual(grade: 5)),
    ]
    try #require(try await school.create("tests", test, body).status == 201)
    func token(_ scopes: String...) async throws -> String {
      try await school.server.token(.integration, name: "x", scopes: scopes.compactMap(TokenScope.init(text:)))
    }
    let csv = Array("班级,学生代码,总分\n五1,s1,90\n五1,s2,80\n五1,s3,70\n".utf8)
    func enter(_ token: String) async throws -> Int {
      try await school.server.send(
        "POST", Route.scores(school: TestServer.school, test: test.description).path, body: csv,
        headers: ["Content-Type": "text/csv"], token: token
      ).status
    }
    #expect(try await enter(token("tests:write", "reports:read")) == 403)
    #expect(try await enter(token("scores:write")) == 200)
    func statistics(_ token: String) async throws -> TestAnswer {
      try await school.server.send(
        "GET", Route.statistics(school: TestServer.school, test: test.description).path, token: token)
    }
    #expect(try await statistics(token("scores:read", "tests:read")).status == 403)
    // Three students are too few to be shown to who may not see the marks.
    let small = try await statistics(token("reports:read"))
    #expect(small.status == 200)
    #expect(try small.json()["all"]?["mean"] == .null)
    let whole = try await statistics(token("reports:read", "scores:read"))
    #expect(try whole.json()["all"]?["mean"]?.number == 80)
    let district = try await school.send(
      "GET", .statistics(school: TestServer.school, test: test.description), as: .district)
    #expect(district.status == 200)
    #expect(try district.json()["all"]?["mean"] == .null)
    #expect(!district.text.contains("s1"))
  }

  /// Names stand in lists that people read in a terminal.
  @Test(arguments: ["a\u{1B}[31m", "a\u{9B}31m", "a\u{85}b", "a\nb", "a\tb", "\u{7F}"])
  func aNameIsOneLineWithoutControlCharacters(name: String) async throws {
    let school = try await SmallSchool()
    let bodies: [(Route, JSON)] = [
      (.accounts, ["login": "tao", "name": .string(name), "role": "teacher", "school": .string(TestServer.school)]),
      (.tokens, ["name": .string(name), "scopes": ["sync"], "school": .string(TestServer.school)]),
      (.schools, ["id": "other", "name": .string(name)]), (.districts, ["id": "other", "name": .string(name)]),
    ]
    for (route, body) in bodies {
      let answer = try await school.send("POST", route, body: body)
      #expect(answer.status == 422, "\(route): \(answer.text)")
      #expect(answer.pointers == ["/name"])
    }
  }
}
