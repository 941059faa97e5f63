import Shared
import Testing

@testable import Harness
@testable import Server

/// Logging in: with a code, with a password, from devices that are known and from others.
@Suite struct SessionTests {
  static let password = "朝霞映在栗溪的水上 7"
  private static let minute: Int64 = 60_000
  private static let day: Int64 = 86_400_000

  /// Makes an account as the school's administrator.
  static func account(
    _ school: SmallSchool, login: String = "jiang.wan", teacher: SmallSchool.Person? = .author, minutes: Int? = nil
  ) async throws -> AccountMade {
    var body: [String: JSON] = ["login": .string(login), "name": "江晚", "role": "teacher"]
    body["teacherId"] = (teacher?.teacher?.description).map(JSON.string)
    body["codeMinutes"] = minutes.map { .number(ExactDecimal(Int64($0))) }
    let answer = try await school.send("POST", .accounts, body: .object(JSONObject(body)), as: .admin)
    try #require(answer.status == 201, "\(answer.text)")
    return try answer.decode()
  }

  @discardableResult
  static func logIn(
    _ school: SmallSchool, _ input: LogIn, from address: String? = "10.0.0.7"
  ) async throws -> TestAnswer {
    try await school.server.send(
      "POST", Route.sessions.path, body: try JSON(encoding: input).canonicalBytes, token: "", from: address)
  }

  /// An account with a password, and the session that setting it began.
  static func activated(
    _ school: SmallSchool, login: String = "jiang.wan", teacher: SmallSchool.Person? = .author
  ) async throws -> (account: Account, session: SessionMade) {
    let made = try await account(school, login: login, teacher: teacher)
    let answer = try await logIn(
      school,
      LogIn(login: made.account.login ?? "", activationCode: made.activation.code, newPassword: password))
    try #require(answer.status == 201, "\(answer.text)")
    return (made.account, try answer.decode())
  }

  @Test func aCodeSetsAPasswordOnceAndThePasswordLogsIn() async throws {
    let school = try await SmallSchool()
    let made = try await Self.account(school)
    #expect(made.account.login == "jiang.wan@lixiqiao")
    #expect(!made.account.activated)
    #expect(made.activation.code.wholeMatch(of: /([0-9A-Z]{4}-){3}[0-9A-Z]{4}/) != nil)
    // Typed without dashes and in small letters it is the same code.
    let typed = made.activation.code.lowercased().filter { $0 != "-" }
    let input = LogIn(login: "Jiang.Wan@lixiqiao", activationCode: typed, newPassword: Self.password)
    let first = try await Self.logIn(school, input)
    #expect(first.status == 201)
    #expect(first.headers["cache-control"] == "no-store")
    let session = try first.decode(SessionMade.self)
    #expect(session.token.hasPrefix("bk_ses_"))
    #expect(session.me.name == "江晚")
    #expect(session.me.groups == [Me.Tie(groupId: SmallSchool.group, relation: .member)])
    #expect(session.expiresAt.milliseconds - school.server.clock.now.milliseconds == 90 * Self.day)
    #expect(try await school.server.send("GET", "/v1/me", token: session.token).status == 200)
    #expect(try await Self.logIn(school, input).status == 401, "a code is used once")

    let again = try await Self.logIn(school, LogIn(login: "jiang.wan@lixiqiao", password: Self.password))
    #expect(again.status == 201)
    let mine = try again.decode(SessionMade.self)
    let minutes = SmallSchool.minutes("我的")
    let written = try await school.server.send(
      "PUT", school.document("minutes", SmallSchool.id("mine")).path, body: minutes.canonicalBytes,
      headers: ["If-None-Match": "*"], token: mine.token)
    #expect(try written.decode(AnyDocument.self).updatedBy == "江晚")
    for wrong in ["", "朝霞映在栗溪上", Self.password + " "] {
      let answer = try await Self.logIn(school, LogIn(login: "jiang.wan@lixiqiao", password: wrong))
      #expect(answer.status == 401)
      #expect(answer.problem?.code == .wrongCredentials)
    }
  }

  @Test(arguments: [(10, 9, 201), (10, 10, 401), (4320, 4319, 201), (4320, 4320, 401)])
  func aCodeIsGoodForAsLongAsItSays(minutes: Int, later: Int64, status: Int) async throws {
    let school = try await SmallSchool()
    let made = try await Self.account(school, minutes: minutes)
    school.server.clock.advance(milliseconds: later * Self.minute)
    let answer = try await Self.logIn(
      school,
      LogIn(login: made.account.login ?? "", activationCode: made.activation.code, newPassword: Self.password))
    #expect(answer.status == status)
  }

  @Test(arguments: [9, 0, -1, 4321, Int.max])
  func aCodeIsGoodForTenMinutesToThreeDays(minutes: Int) async throws {
    let school = try await SmallSchool()
    let body: JSON = [
      "login": "jw", "name": "江晚", "role": "teacher", "codeMinutes": .number(ExactDecimal(Int64(minutes))),
    ]
    let answer = try await school.send("POST", .accounts, body: body, as: .admin)
    #expect(answer.status == 422)
    #expect(answer.pointers == ["/codeMinutes"])
  }

  @Test(arguments: [
    "", "short", "123456789", "1234567890", "0987654321", "password123", "Password2024!", "p@ssw0rd123", "qwertyuiop12",
    "woaini1314520", "aaaaaaaaaaaa", "abababababab", "qwertyuiop", "1qaz2wsx3edc", "jiang.wan2024", "iloveyou2024",
    "123456abc!", "adminadmin", "beike20240901", String(repeating: "长", count: 129),
  ])
  func whatAnybodyWouldTryFirstIsNoPassword(password: String) async throws {
    let school = try await SmallSchool()
    let made = try await Self.account(school)
    let login = made.account.login ?? ""
    let refused = try await Self.logIn(
      school, LogIn(login: login, activationCode: made.activation.code, newPassword: password))
    #expect(refused.status == 422, "\(password)")
    #expect(refused.pointers == ["/newPassword"])
    // The code can be used all the same, with a better one.
    let taken = try await Self.logIn(
      school, LogIn(login: login, activationCode: made.activation.code, newPassword: Self.password))
    #expect(taken.status == 201)
  }

  @Test(arguments: ["栗溪桥边有三棵老槐树", "correct horse battery", "xK9-mm2-qqT-71", "三年级的第一次月考真难"])
  func aLongUncommonPasswordIsTaken(password: String) async throws {
    try PasswordRules.check(password, login: "jiang.wan@lixiqiao", name: "江晚")
  }

  @Test func aResetEndsEverySessionAndTheAdministratorNeverChoosesAPassword() async throws {
    let school = try await SmallSchool()
    let (account, session) = try await Self.activated(school)
    let issued = try await school.send(
      "POST", .activation(account: account.id.description), body: [:], as: .admin)
    #expect(issued.status == 201)
    let code = try issued.decode(Activation.self).code
    // Until the code is used, all stays as it was.
    #expect(try await school.server.send("GET", "/v1/me", token: session.token).status == 200)
    let other = "另一个很长的密码 42"
    let reset = try await Self.logIn(
      school, LogIn(login: account.login ?? "", activationCode: code, newPassword: other))
    #expect(reset.status == 201)
    #expect(try await school.server.send("GET", "/v1/me", token: session.token).status == 401)
    #expect(try await Self.logIn(school, LogIn(login: account.login ?? "", password: Self.password)).status == 401)
    #expect(try await Self.logIn(school, LogIn(login: account.login ?? "", password: other)).status == 201)
  }

  @Test func aSessionEndsByLoggingOutByTimeAndByIdleness() async throws {
    let school = try await SmallSchool()
    let (account, first) = try await Self.activated(school)
    func status(_ token: String) async throws -> Int {
      try await school.server.send("GET", "/v1/me", token: token).status
    }
    #expect(try await school.server.send("DELETE", Route.currentSession.path, token: first.token).status == 204)
    #expect(try await status(first.token) == 401)

    func session() async throws -> String {
      try await Self.logIn(school, LogIn(login: account.login ?? "", password: Self.password))
        .decode(SessionMade.self).token
    }
    let idle = try await session()
    school.server.clock.advance(milliseconds: 30 * Self.day)
    #expect(try await status(idle) == 200)
    school.server.clock.advance(milliseconds: 30 * Self.day + 1)
    #expect(try await status(idle) == 401)

    let used = try await session()
    for _ in 1...8 {
      school.server.clock.advance(milliseconds: 11 * Self.day)
      #expect(try await status(used) == 200)
      try await school.server.register.writeUses()
    }
    school.server.clock.advance(milliseconds: 2 * Self.day)
    #expect(try await status(used) == 401, "90 days are the most")
  }

  @Test func aChangeOfAccessCountsAtTheNextRequest() async throws {
    let school = try await SmallSchool()
    let (account, session) = try await Self.activated(school, teacher: .author)
    let mine = school.document("minutes", SmallSchool.id("mine")).path
    func write(_ headers: [String: String]) async throws -> Int {
      try await school.server.send(
        "PUT", mine, body: SmallSchool.minutes("我的").canonicalBytes, headers: headers, token: session.token
      ).status
    }
    #expect(try await write(["If-None-Match": "*"]) == 201)
    // Their membership ends.
    let group = try await school.get("groups", SmallSchool.group).decode(AnyDocument.self)
    let members = (group.body["members"]?.array ?? []).map { row in
      row["teacherId"]?.string == SmallSchool.Person.author.teacher?.description
        ? row.replacing("to", with: "2024-02-26") : row
    }
    try await school.update("groups", SmallSchool.group, group.body.replacing("members", with: .array(members)), rev: 1)
    #expect(try await write(["If-Match": "\"1\""]) == 403)
    // They become an administrator, and are disabled.
    let patch = ["Content-Type": "application/merge-patch+json"]
    let path = Route.account(id: account.id.description)
    let changed = try await school.send(
      "PATCH", path, body: ["role": "school-admin"], headers: patch, as: .admin)
    #expect(changed.status == 200, "\(changed.text)")
    #expect(try await write(["If-Match": "\"1\""]) == 200)
    #expect(try await school.send("PATCH", path, body: ["disabled": true], headers: patch, as: .admin).status == 200)
    #expect(try await write(["If-Match": "\"2\""]) == 401)
    #expect(try await Self.logIn(school, LogIn(login: account.login ?? "", password: Self.password)).status == 401)
  }

  @Test func whatIsNeitherPasswordNorCodeIsToldSo() async throws {
    let school = try await SmallSchool()
    for body: JSON in [
      ["login": "x@y"], ["login": "x@y", "password": "p", "activationCode": "c"],
      ["login": "x@y", "activationCode": "c"], ["login": "x@y", "password": "p", "stranger": 1],
      ["password": "p"], ["login": 5, "password": "p"],
    ] {
      let answer = try await school.server.send("POST", "/v1/sessions", body: body.canonicalBytes, token: "")
      #expect(answer.status == 422, "\(body.canonicalText)")
    }
    for method in ["GET", "PUT", "DELETE"] {
      #expect(try await school.server.send(method, "/v1/sessions", token: "").status == 405)
    }
  }

  // MARK: Guessing

  /// How many attempts were checked against a hash: each wrong one of those leaves an event.
  private static func checked(_ school: SmallSchool) throws -> Int {
    try school.server.register.store.read {
      try $0.first("SELECT count(*) FROM event WHERE action = \(AuditAction.logInFailed.rawValue)") { $0.int(0) } ?? 0
    }
  }

  /// Ten thousand guesses, ten a second from a thousand addresses, while the owner works on.
  @Test func tenThousandGuessesReachTheHashAtMostTwoHundredTimes() async throws {
    let school = try await SmallSchool()
    let (account, session) = try await Self.activated(school)
    let login = account.login ?? ""
    var retryAfter: Set<String> = []
    for guess in 0..<10_000 {
      school.server.clock.advance(milliseconds: 100)
      let answer = try await Self.logIn(
        school, LogIn(login: login, password: "guess \(guess)"), from: "10.1.\(guess / 100 % 10).\(guess % 100)")
      #expect(answer.status == 401 || answer.status == 429)
      if answer.status == 429 { retryAfter.insert(answer.headers["retry-after"] ?? "none") }
      if guess == 5_000 {
        let known = try await Self.logIn(
          school, LogIn(login: login, password: Self.password, device: session.device), from: "10.2.0.1")
        #expect(known.status == 201, "the right password from a known device enters at once")
        let stranger = try await Self.logIn(school, LogIn(login: login, password: Self.password), from: "10.3.0.1")
        #expect(stranger.status == 429)
      }
    }
    let checked = try Self.checked(school)
    #expect(checked <= 200, "\(checked) reached the hash")
    #expect(checked >= 5)
    #expect(!retryAfter.contains("none"))
    // Who has a code gets in whatever strangers do.
    let issued = try await school.send("POST", .activation(account: account.id.description), body: [:], as: .admin)
    let code = try issued.decode(Activation.self).code
    let reset = try await Self.logIn(
      school, LogIn(login: login, activationCode: code, newPassword: "另一个很长的密码 42"), from: "10.4.0.1")
    #expect(reset.status == 201)
  }

  @Test func guessesAllAtOnceAreNoWayAround() async throws {
    let school = try await SmallSchool()
    let (account, _) = try await Self.activated(school)
    let login = account.login ?? ""
    let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
      for guess in 0..<300 {
        group.addTask {
          try await Self.logIn(school, LogIn(login: login, password: "guess \(guess)"), from: "10.1.0.\(guess)").status
        }
      }
      return try await group.reduce(into: [Int]()) { $0.append($1) }
    }
    #expect(Set(statuses).isSubset(of: [401, 429, 503]))
    #expect(try Self.checked(school) <= 5)
  }

  @Test func anAddressThatGuessesAtManyAccountsIsSlowedDownAndOthersAreNot() async throws {
    let school = try await SmallSchool()
    let (account, session) = try await Self.activated(school)
    var last = 0
    for guess in 0..<120 {
      last = try await Self.logIn(school, LogIn(login: "name\(guess)@lixiqiao", password: "123456")).status
    }
    #expect(last == 429)
    #expect(try Self.checked(school) == 100)
    let right = LogIn(login: account.login ?? "", password: Self.password)
    #expect(try await Self.logIn(school, right).status == 429)
    #expect(try await Self.logIn(school, right, from: "10.0.0.8").status == 201)
    var known = right
    known.device = session.device
    #expect(try await Self.logIn(school, known).status == 201)
    school.server.clock.advance(milliseconds: 10 * Self.minute + 1)
    #expect(try await Self.logIn(school, right).status == 201)
  }

  @Test func successesOfAWholeStaffRoomCountForNothing() async throws {
    let school = try await SmallSchool()
    let (account, _) = try await Self.activated(school)
    for _ in 0..<250 {
      let answer = try await Self.logIn(school, LogIn(login: account.login ?? "", password: Self.password))
      #expect(answer.status == 201)
    }
  }

  /// The same checks, the same writes and the same bytes for a name that there is and one that there is not.
  @Test func anUnknownNameCostsAsMuchAndAnswersTheSame() async throws {
    let school = try await SmallSchool()
    let (account, session) = try await Self.activated(school)
    let dormant = try await Self.account(school, login: "no.password", teacher: nil).account
    let headers = ["X-Request-Id": "the-same"]
    var answers: [TestAnswer] = []
    for login in [account.login ?? "", dormant.login ?? "", "nobody@lixiqiao", "nobody@elsewhere", "nobody"] {
      let before = (try Self.checked(school), school.server.register.store.generation)
      let body = try JSON(encoding: LogIn(login: login, password: "wrong", device: session.device)).canonicalBytes
      answers.append(
        try await school.server.send("POST", "/v1/sessions", body: body, headers: headers, token: "", from: "10.0.0.9"))
      #expect(try Self.checked(school) == before.0 + 1)
      #expect(school.server.register.store.generation == before.1 + 1)
    }
    for answer in answers {
      #expect(answer.status == 401)
      #expect(answer.bytes == answers[0].bytes)
      #expect(answer.headers == answers[0].headers)
    }
  }

  @Test func aDeviceOfSomebodyElseOrForgedIsAStrangers() async throws {
    let school = try await SmallSchool()
    let (account, _) = try await Self.activated(school)
    let (_, other) = try await Self.activated(school, login: "other", teacher: .colleague)
    for guess in 0..<6 { try await Self.logIn(school, LogIn(login: account.login ?? "", password: "\(guess)")) }
    for device in [other.device, "", "bm9uc2Vuc2U", other.device.uppercased()] {
      let answer = try await Self.logIn(
        school, LogIn(login: account.login ?? "", password: Self.password, device: device))
      #expect(answer.status == 429)
    }
  }

  // MARK: Hashes

  /// RFC 7914, section 12, the second vector.
  @Test func theHashIsScrypt() throws {
    let expected =
      "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b3731622eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640"
    let hash = try PasswordHash(of: "password", salt: Array("NaCl".utf8), cost: PasswordCost(logN: 10, r: 8, p: 16))
    #expect(Hex.encode(hash.hash) == String(expected.prefix(64)))
    let read = try #require(PasswordHash(hash.text))
    #expect(read == hash)
    #expect(hash.text.hasPrefix("$scrypt$ln=10,r=8,p=16$TmFDbA$"))
    #expect(try read.matches("password"))
    #expect(try !read.matches("Password"))
  }

  @Test(arguments: [
    "", "$", "$scrypt$", "$argon2id$v=19$m=1$a$b", "$scrypt$ln=99,r=8,p=1$AAAA$AAAA", "$scrypt$ln=1$A$A",
  ])
  func whatIsNoHashIsNotRead(text: String) { #expect(PasswordHash(text) == nil) }

  @Test func theSamePasswordInAnotherUnicodeFormIsTheSame() throws {
    let hash = try PasswordHash(of: "caf\u{E9} \u{FF11}", salt: [1], cost: TestServer.passwordCost)
    #expect(try hash.matches("cafe\u{301} 1"))
  }

  @Test func aHashIsMadeAnewWhenItsCostHasRisen() async throws {
    let school = try await SmallSchool()
    let (account, _) = try await Self.activated(school)
    let cheap = try PasswordHash(of: Self.password, salt: [7], cost: PasswordCost(logN: 2, r: 1, p: 1)).text
    let id = account.id
    try await school.server.register.store.write { connection in
      try connection.execute("UPDATE account SET password = \(cheap) WHERE id = \(id)")
    }
    #expect(try await Self.logIn(school, LogIn(login: account.login ?? "", password: Self.password)).status == 201)
    let stored = try school.server.register.store.read { try StoredAccount.find(id, in: $0)?.password }
    let hash = try #require(stored.flatMap(PasswordHash.init))
    #expect(hash.cost == TestServer.passwordCost)
    #expect(try hash.matches(Self.password))
  }

  /// Whoever steals the file finds no password, no token and no code.
  @Test func theDatabaseHoldsNothingToLogInWith() async throws {
    let school = try await SmallSchool()
    let (account, session) = try await Self.activated(school)
    let issued = try await school.send("POST", .activation(account: account.id.description), body: [:], as: .admin)
    let code = try issued.decode(Activation.self).code
    try await Self.logIn(school, LogIn(login: account.login ?? "", password: "typed in the wrong field"))
    try await Self.logIn(school, LogIn(login: "typed in the wrong field", password: "x"))
    let rows = try school.server.dump().joined(separator: "\n") + school.server.dump(["event"]).joined()
    for secret in [
      session.token, String(session.token.dropFirst(7).prefix(30)), session.device, code, code.filter { $0 != "-" },
      Self.password, "wrong field",
    ] {
      #expect(!rows.contains(secret))
      #expect(!rows.contains(Hex.encode(Array(secret.utf8)).uppercased()))
    }
  }
}
