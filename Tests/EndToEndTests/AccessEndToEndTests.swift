import Foundation
import Shared
import Testing

@testable import Harness
@testable import Server

/// Accounts, certificates and a student's rights, with the two built commands.
@Suite struct AccessEndToEndTests {
  private static let password = "栗溪的水一直流到海里"

  /// A site with a server, whose school administrator has logged in with a code.
  private func siteWithAdministrator() throws -> (Site, ServerProcess) {
    let site = try Site()
    let server = try ServerProcess(database: site.database)
    #expect(try site.beike(["login", server.url, "--token-stdin"], as: "server", input: site.token).status == 0)
    let made = try site.beike(
      [
        "account", "create", "--login", "office", "--name", "教导处", "--role", "school-admin", "--school",
        TestServer.school,
      ], as: "server")
    try #require(made.status == 0, "\(made.errors)")
    let entered = try site.beike(
      ["login", server.url, "--user", "office@lixiqiao", "--activation-code", made.output.trimmed, "--password-stdin"],
      as: "office", input: Self.password + "\n")
    try #require(entered.status == 0, "\(entered.errors)")
    return (site, server)
  }

  @Test func `an account is made, activated, used, and its session ended`() throws {
    let (site, server) = try siteWithAdministrator()
    defer { server.stop() }
    let made = try site.beike(
      ["account", "create", "--login", "jiang", "--name", "江晚", "--format", "json"], as: "office")
    let code = try #require(try JSON(parsing: Array(made.output.utf8))["code"]?.string)
    func login(_ arguments: [String], _ input: String) throws -> Command.Result {
      try site.beike(["login", server.url, "--user", "jiang@lixiqiao"] + arguments, as: "jiang", input: input + "\n")
    }
    let weak = try login(["--activation-code", code, "--password-stdin"], "password123")
    #expect(weak.status == 1)
    #expect(try login(["--activation-code", code, "--password-stdin"], Self.password).status == 0)
    #expect(try login(["--activation-code", code, "--password-stdin"], Self.password).status == 5, "used once")
    #expect(try login(["--password-stdin"], "something else").status == 5)
    #expect(try login(["--password-stdin"], Self.password).status == 0)

    let who = try site.beike(["whoami", "--format", "json"], as: "jiang")
    #expect(who.output.contains("jiang@lixiqiao"), "\(who.output)\(who.errors)")
    // A teacher manages no accounts.
    let refused = try site.beike(["account", "list"], as: "jiang")
    #expect(refused.status == 1, "\(refused.output)")
    #expect(try site.beike(["account", "list"], as: "office").output.contains("jiang@lixiqiao"))

    let file = site.folder.appending(path: "home-jiang/credentials.json")
    func mode(_ url: URL) throws -> Int {
      try (FileManager.default.attributesOfItem(atPath: url.path)[.posixPermissions] as? NSNumber)?.intValue ?? 0
    }
    #expect(try mode(file) == 0o600)
    #expect(try mode(file.deletingLastPathComponent()) == 0o700)
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file.path)
    let readable = try site.beike(["whoami"], as: "jiang")
    #expect(readable.status != 0)
    #expect(readable.errors.contains("chmod 600"), "\(readable.errors)")
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
    // A token in the environment goes before the file.
    let other = try site.beike(["whoami"], as: "jiang", environment: ["BEIKE_TOKEN": site.token])
    #expect(other.output.contains("server"), "\(other.output)\(other.errors)")

    let text = try String(contentsOf: file, encoding: .utf8)
    let token = try #require(text.firstMatch(of: /bk_ses_[0-9A-Za-z]+/)).output
    #expect(try site.beike(["logout"], as: "jiang").status == 0)
    let late = try site.beike(["whoami"], as: "jiang", environment: ["BEIKE_TOKEN": String(token)])
    #expect(late.status == 5, "the session has ended at the server")
    #expect(try site.beike(["whoami"], as: "jiang").status == 5)
    for result in [weak, who, refused] { #expect(!(result.output + result.errors).contains(Self.password)) }
  }

  @Test func `a token for another system is made, rotated and revoked`() throws {
    let (site, server) = try siteWithAdministrator()
    defer { server.stop() }
    let made = try site.beike(["token", "create", "--name", "成绩系统", "--scope", "teachers:read"], as: "office")
    #expect(made.status == 0, "\(made.errors)")
    func status(_ token: String) throws -> Int32 {
      try site.beike(
        ["list", "teachers", "--format", "json"], as: "nobody",
        environment: ["BEIKE_TOKEN": token, "BEIKE_SERVER": server.url]
      ).status
    }
    #expect(made.output.trimmed.hasPrefix("bk_int_"))
    let rotated = try site.beike(["token", "rotate", "成绩系统"], as: "office")
    #expect(rotated.status == 0, "\(rotated.errors)")
    #expect(rotated.output.trimmed != made.output.trimmed)
    let list = try site.beike(["token", "list", "--format", "json"], as: "office")
    #expect(list.output.contains("teachers:read"))
    #expect(!list.output.contains(String(made.output.trimmed.dropFirst(7))))
    let wrong = try site.beike(["token", "create", "--name", "x", "--scope", "everything"], as: "office")
    #expect(wrong.status != 0)
  }

  @Test func `plain http leaves the machine neither from the server nor from the client`() throws {
    let site = try Site()
    let served = try site.server(["serve", "--database", site.database.path, "--host", "0.0.0.0", "--port", "0"])
    #expect(served.status == 78)
    #expect(served.errors.contains("--certificate"), "\(served.errors)")
    let half = try site.server(["serve", "--database", site.database.path, "--certificate", "/none.pem"])
    #expect(half.status == 78)
    let missing = try site.server([
      "serve", "--database", site.database.path, "--certificate", "/none.pem", "--private-key", "/none.pem",
    ])
    #expect(missing.status == 78)
    #expect(missing.errors.contains("/none.pem"))
    let client = try site.beike(["login", "http://beike.example.cn", "--token-stdin"], input: "bk_cli_x\n")
    #expect(client.status == 64)
    let limit = try site.server(["serve", "--database", site.database.path, "--rate-limit", "many"])
    #expect(limit.status == 78)
  }

  @Test func `https with a certificate of one's own, and a renewed one without a restart`() throws {
    let site = try Site()
    func renew() throws -> String {
      let made = try TestCertificate()
      try site.write("key.pem", made.key)
      try site.write("certificate.pem", made.certificate)
      return made.certificate
    }
    try site.write("first.pem", try renew())
    func path(_ name: String) -> String { site.folder.appending(path: name).path }
    let server = try ServerProcess(
      database: site.database, arguments: ["--certificate", path("certificate.pem"), "--private-key", path("key.pem")])
    defer { server.stop() }
    #expect(server.url.hasPrefix("https://127.0.0.1:"))
    func logIn(_ authority: String?) throws -> Command.Result {
      try site.beike(
        ["login", server.url, "--token-stdin"], input: site.token,
        environment: authority.map { ["BEIKE_CA_FILE": path($0)] } ?? [:])
    }
    let unknown = try logIn(nil)
    #expect(unknown.status == 1)
    #expect(unknown.errors.contains("BEIKE_CA_FILE"), "\(unknown.errors)")
    let known = try logIn("first.pem")
    #expect(known.status == 0, "\(known.errors)")

    // A broken file changes nothing; a renewed one is taken up.
    try site.write("certificate.pem", "nonsense")
    kill(server.id, SIGHUP)
    #expect(try logIn("first.pem").status == 0)
    try site.write("second.pem", try renew())
    kill(server.id, SIGHUP)
    var isTakenUp = false
    for _ in 0..<200 where !isTakenUp { isTakenUp = try logIn("second.pem").status == 0 }
    #expect(isTakenUp)
    #expect(try logIn("first.pem").status == 1)
  }

  @Test func `who leaves a group reads afresh, and no draft is lost`() throws {
    let (site, server) = try siteWithAdministrator()
    defer { server.stop() }
    #expect(try site.beike(["init", "school", "--whole"], as: "office").status == 0)
    try site.write("school/term.yaml", "# beike: terms\ncode: 2023-2024-2\nfirstDay: 2024-02-26\nweeks: 18\n")
    try site.write("school/teachers/jiang.yaml", "# beike: teachers\nname: 江晚\n")
    try site.write("school/teachers/zhou.yaml", "# beike: teachers\nname: 周明岚\n")
    func group(_ last: String) -> String {
      """
      # beike: groups
      name: 五年级数学
      schoolYear: 2023-2024
      subject: mathematics
      grades: [5]
      members:
        - teacherId: 江晚
          role: member
          from: 2023-09-01
      \(last)  - teacherId: 周明岚
          role: leader
          from: 2023-09-01

      """
    }
    try site.write("school/group.yaml", group(""))
    let synced = try site.beike(["sync"], as: "office", in: "school")
    #expect(synced.status == 0, "\(synced.output)\(synced.errors)")
    for (login, name) in [("jiang", "江晚"), ("zhou", "周明岚")] {
      let code = try site.beike(
        ["account", "create", "--login", login, "--name", name, "--teacher", name], as: "office")
      #expect(code.status == 0, "\(code.errors)")
      let entered = try site.beike(
        [
          "login", server.url, "--user", "\(login)@lixiqiao", "--activation-code", code.output.trimmed,
          "--password-stdin",
        ],
        as: login, input: Self.password + "\n")
      #expect(entered.status == 0, "\(entered.errors)")
      let begun = try site.beike(["init", login, "--term", "2023-2024-2", "--group", "五年级数学"], as: login)
      #expect(begun.status == 0, "\(begun.errors)")
    }
    let minutes =
      "# beike: minutes\ngroupId: 五年级数学\nterm: 2023-2024-2\nkind: preparation\ndate: 2024-02-28\ntopic: 简易方程\n"
    try site.write("zhou/minutes/01.yaml", minutes)
    let written = try site.beike(["sync"], as: "zhou", in: "zhou")
    #expect(written.status == 0, "\(written.output)\(written.errors)")
    let read = try site.beike(["sync"], as: "jiang", in: "jiang")
    #expect(read.output.contains("简易方程") || read.errors.contains("简易方程"), "\(read.output)\(read.errors)")

    // A draft is being written when the membership is ended.
    let draft =
      "# beike: minutes\ngroupId: 五年级数学\nterm: 2023-2024-2\nkind: preparation\ndate: 2024-03-06\ntopic: 我还没写完的记录\n"
    try site.write("jiang/minutes/draft.yaml", draft)
    let text = try site.read("school/group.yaml")
    try site.write(
      "school/group.yaml",
      text.replacingOccurrences(of: "from: 2023-09-01\n  - ", with: "from: 2023-09-01\n    to: 2024-01-31\n  - "))
    let ended = try site.beike(["sync"], as: "office", in: "school")
    #expect(ended.status == 0, "\(ended.output)\(ended.errors)")
    let refused = try site.beike(["sync"], as: "jiang", in: "jiang")
    #expect([0, 1].contains(refused.status), "\(refused.output)\(refused.errors)")
    #expect(try site.read("jiang/minutes/draft.yaml").contains("我还没写完的记录"))
    // What others wrote this term is no longer theirs to read.
    let list = try site.beike(
      ["list", "minutes", "--format", "json"], as: "nobody",
      environment: ["BEIKE_TOKEN": try token(of: "jiang", site), "BEIKE_SERVER": server.url])
    #expect(!list.output.contains("简易方程"), "\(list.output)\(list.errors)")
    #expect(try site.beike(["sync"], as: "zhou", in: "zhou").status == 0)
  }

  private func token(of person: String, _ site: Site) throws -> String {
    let text = try site.read("home-\(person)/credentials.json")
    return String(try #require(text.firstMatch(of: /bk_ses_[0-9A-Za-z]+/)).output)
  }

  @Test func `a student is exported and erased, and the record is verified, beside a running server`() throws {
    let (site, server) = try siteWithAdministrator()
    let database = ["--database", site.database.path]
    let subject = ["--school", TestServer.school, "--subject", "s2019001"]
    for command in ["export", "erase"] {
      let nobody = try site.server([command] + database + subject)
      #expect(nobody.status == 1 && nobody.errors.contains("check the code"), "\(nobody.errors)")
    }
    try site.logIn(server.url, as: "office")
    #expect(try site.beike(["init", "school", "--whole"], as: "office").status == 0)
    try site.write("school/teachers/t.yaml", "# beike: teachers\nname: s2019001 的班主任\n")
    #expect(try site.beike(["sync"], as: "office", in: "school").status == 0)
    let exported = try site.server(["export"] + database + subject)
    #expect(exported.status == 0 && exported.output.contains("s2019001 的班主任"), "\(exported.errors)")
    #expect(exported.errors.contains("1 places in 1 documents"), "\(exported.errors)")
    let dry = try site.server(["erase", "--dry-run"] + database + subject)
    #expect(dry.output.contains("1 documents in 1 revisions"), "\(dry.output)\(dry.errors)")
    #expect(try site.server(["export"] + database + subject).output == exported.output)
    let erased = try site.server(["erase"] + database + subject)
    #expect(erased.output.contains("1 documents in 1 revisions"), "\(erased.output)\(erased.errors)")
    #expect(try site.server(["export"] + database + subject).status == 1)
    let named = try site.server(["erase"] + database + ["--school", TestServer.school, "--subject", "李明"])
    #expect(named.status == 1)
    let verified = try site.server(["audit", "verify"] + database)
    #expect(verified.status == 0, "\(verified.errors)")
    #expect(verified.output.contains("✓ lixiqiao"))
    server.stop()
    #expect(try site.server(["audit", "verify"] + database).status == 0)
    #expect(try site.server(["audit", "verify", "--realm", "elsewhere"] + database).status == 1)
  }
}

extension String {
  fileprivate var trimmed: String { trimmingCharacters(in: .whitespacesAndNewlines) }
}
