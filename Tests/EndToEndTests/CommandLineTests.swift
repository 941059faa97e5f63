import Foundation
import GRDB
import Shared
import Testing

@testable import Harness
@testable import Server

/// The two built commands as people use them: what they print, and what they end with.
@Suite struct CommandLineTests {
  // MARK: The server's command

  @Test func `a database that a server has open is refused with 69, in both languages`() throws {
    let site = try Site()
    let server = try ServerProcess(database: site.database)
    defer { server.stop() }
    for (language, word) in [("en", "in use"), ("zh", "正被另一个程序使用")] {
      let second = try site.server(["serve", "--database", site.database.path, "--port", "0"], language: language)
      #expect(second.status == 69)
      #expect(second.errors.contains(word), "\(second.errors)")
    }
  }

  @Test func `a port that is taken is told with the way out`() throws {
    let site = try Site()
    let other = try Site()
    let server = try ServerProcess(database: site.database)
    defer { server.stop() }
    let port = try #require(server.url.split(separator: ":").last.map(String.init))
    for (language, word) in [("en", "--port"), ("zh", "已被占用")] {
      let second = try other.server(
        ["serve", "--database", other.database.path, "--port", port, "--log-level", "critical"], language: language)
      #expect(second.status == 1)
      #expect(second.errors.contains(word), "\(second.errors)")
    }
  }

  @Test func `a database of a newer version, a damaged one and a missing one are told apart`() throws {
    let newer = try Site()
    let queue = try DatabaseQueue(path: newer.database.path)
    try queue.write { try $0.execute(sql: "INSERT INTO grdb_migrations (identifier) VALUES ('999 of the future')") }
    try queue.close()
    let refused = try newer.server(["serve", "--database", newer.database.path, "--port", "0"])
    #expect(refused.status == 78)
    #expect(refused.errors.contains("newer"), "\(refused.errors)")

    let damaged = try Site()
    var bytes = try Data(contentsOf: damaged.database)
    for index in 0..<100 { bytes[index] ^= 0x5A }
    try bytes.write(to: damaged.database)
    let told = try damaged.server(["serve", "--database", damaged.database.path, "--port", "0"])
    #expect(told.status == 1)
    #expect(told.errors.contains("restore"), "\(told.errors)")

    let missing = try damaged.server(["serve", "--database", damaged.folder.path + "/none.sqlite", "--port", "0"])
    #expect(missing.status == 78)
    #expect(missing.errors.contains("setup"), "\(missing.errors)")
  }

  @Test func `options come from the flag, then the environment, then the file`() throws {
    let site = try Site()
    try site.write("beike.json", #"{"database":"\#(site.folder.path)/of-the-file.sqlite"}"#)
    let file = try site.server(["reindex", "--config", site.folder.path + "/beike.json"])
    #expect(file.errors.contains("of-the-file.sqlite"), "\(file.errors)")
    let environment = try Command.run(
      "beike-server", ["reindex", "--config", site.folder.path + "/beike.json"],
      environment: ["BEIKE_DATABASE": site.folder.path + "/of-the-environment.sqlite", "BEIKE_LANG": "en"])
    #expect(environment.errors.contains("of-the-environment.sqlite"), "\(environment.errors)")
    let flag = try site.server(["reindex", "--database", site.database.path])
    #expect(flag.status == 0, "\(flag.errors)")
    #expect(try site.server(["reindex"]).status == 78)
    #expect(try site.server(["no-such-command"]).status == 64)
  }

  @Test func `a backup made while the server runs is restored, with a new epoch`() throws {
    let site = try Site()
    let backup = site.folder.appending(path: "backup.sqlite").path
    let server = try ServerProcess(database: site.database)
    #expect(try site.server(["backup", "--database", site.database.path, "--to", backup]).status == 0)
    let running = try site.server(["restore", "--database", site.database.path, "--from", backup])
    #expect(running.status == 69, "\(running.errors)")
    #expect(server.stop() == 0)
    #expect(try site.server(["restore", "--database", site.database.path, "--from", backup]).status == 0)
    let again = try ServerProcess(database: site.database)
    #expect(again.stop() == 0)
  }

  // MARK: The client's command

  @Test func `without a login the client ends with 5, without a server with 4, with a wrong option with 64`() throws {
    let site = try Site()
    #expect(try site.beike(["init", "school", "--whole"]).status == 5)
    #expect(try site.beike(["sync", "--no-such-option"]).status == 64)
    let server = try ServerProcess(database: site.database)
    try site.logIn(server.url)
    let begun = try site.beike(["init", "school", "--whole"])
    #expect(begun.status == 0, "\(begun.errors)")
    server.stop()
    let offline = try site.beike(["sync"], in: "school")
    #expect(offline.status == 4, "\(offline.errors)")
    for command in [["status"], ["diff"], ["conflicts"], ["list", "teachers"], ["new", "teachers"]] {
      let result = try site.beike(command, in: "school")
      #expect(result.status == 0, "\(command): \(result.errors)")
    }
  }

  @Test func `two laptops merge one field, decide one conflict with 3, and end alike`() throws {
    let site = try Site()
    let server = try ServerProcess(database: site.database)
    defer { server.stop() }
    try site.logIn(server.url, as: "zhou")
    try site.logIn(server.url, as: "jiang")
    #expect(try site.beike(["init", "a", "--whole"], as: "zhou").status == 0)
    try site.write("a/terms/term.yaml", "# beike: terms\ncode: 2023-2024-2\nfirstDay: 2024-02-26\nweeks: 18\n")
    #expect(try site.beike(["sync"], as: "zhou", in: "a").status == 0)
    #expect(try site.beike(["init", "b", "--whole"], as: "jiang").status == 0)
    let files = try FileManager.default.subpathsOfDirectory(atPath: site.folder.appending(path: "b").path)
    let theirs = try #require(files.first { $0.hasSuffix(".yaml") }.map { "b/\($0)" })

    func edit(_ path: String, _ changes: [(String, String)]) throws {
      var text = try site.read(path)
      for (old, new) in changes {
        #expect(text.contains(old))
        text = text.replacingOccurrences(of: old, with: new)
      }
      try site.write(path, text)
    }
    try edit("a/terms/term.yaml", [("firstDay: 2024-02-26", "firstDay: 2024-02-27"), ("weeks: 18", "weeks: 19")])
    try edit(theirs, [("weeks: 18", "weeks: 20")])
    #expect(try site.beike(["sync"], as: "zhou", in: "a").status == 0)
    let conflicted = try site.beike(["sync"], as: "jiang", in: "b")
    #expect(conflicted.status == 3, "\(conflicted.output)\(conflicted.errors)")
    #expect(try site.read(theirs).contains("weeks: 20"))
    let name = String(theirs.dropFirst(2))
    #expect(try site.beike(["resolve", name, "--mine"], as: "jiang", in: "b").status == 0)
    #expect(try site.beike(["sync"], as: "jiang", in: "b").status == 0)
    #expect(try site.beike(["sync"], as: "zhou", in: "a").status == 0)
    for path in ["a/terms/term.yaml", theirs] {
      let text = try site.read(path)
      #expect(text.contains("weeks: 20"))
      #expect(text.contains("2024-02-27"))
    }
  }

  @Test func `what is wrong in a new file is told by status and diff, and what is only blank is no error`() throws {
    let site = try Site()
    let server = try ServerProcess(database: site.database)
    defer { server.stop() }
    try site.logIn(server.url)
    #expect(try site.beike(["init", "school", "--whole"]).status == 0)
    try site.write("school/teachers/坏.yaml", "# beike: teachers\nname：谁\n")
    try site.write("school/teachers/空.yaml", "# beike: teachers\nname:\n")
    let status = try site.beike(["status"], in: "school", language: "zh")
    #expect(status.errors.contains("teachers/坏.yaml:2:1") && status.errors.contains("全角冒号"), "\(status.errors)")
    #expect(status.output.contains("未填完"), "\(status.output)")
    let sync = try site.beike(["sync"], in: "school", language: "zh")
    #expect(sync.status == 1 && sync.errors.contains("未填完 teachers/空.yaml"), "\(sync.errors)")
    let diff = try site.beike(["diff"], in: "school", language: "zh")
    #expect(diff.status == 1 && diff.errors.contains("teachers/坏.yaml:2:1"), "\(diff.errors)")
    try FileManager.default.removeItem(at: site.folder.appending(path: "school/teachers/坏.yaml"))
    #expect(try site.beike(["sync"], in: "school").status == 0)
  }

  @Test func `a file that has gone deletes nothing until somebody says so, and comes back when it is wanted`() throws {
    let site = try Site()
    let server = try ServerProcess(database: site.database)
    defer { server.stop() }
    try site.logIn(server.url)
    #expect(try site.beike(["init", "school", "--whole"]).status == 0)
    for (path, name) in [("a", "王芳"), ("b", "李明"), ("c", "周航")] {
      try site.write("school/teachers/\(path).yaml", "# beike: teachers\nname: \(name)\n")
    }
    #expect(try site.beike(["sync"], in: "school").status == 0)
    func remove(_ path: String) throws {
      try FileManager.default.removeItem(at: site.folder.appending(path: "school/" + path))
    }
    func teachers() throws -> Int {
      let list = try site.beike(["list", "teachers", "--format", "json"], in: "school")
      return try JSON(parsing: list.output).array?.count ?? 0
    }
    try remove("teachers/a.yaml")
    let left = try site.beike(["sync"], in: "school")
    #expect(
      left.status == 0 && left.errors.contains("teachers/a.yaml") && left.errors.contains("beike revert"),
      "\(left.errors)"
    )
    let status = try site.beike(["status", "--format", "json"], in: "school")
    #expect(status.output.contains("\"status\":\"missing\""), "\(status.output)")
    #expect(try site.beike(["revert", "teachers/a.yaml"], in: "school").status == 0)
    #expect(try site.read("school/teachers/a.yaml").contains("王芳"))
    try remove("teachers/a.yaml")
    #expect(try site.beike(["delete", "teachers/a.yaml", "teachers/b.yaml"], in: "school").status == 0)
    #expect(!FileManager.default.fileExists(atPath: site.folder.path + "/school/teachers/b.yaml"))
    #expect(try teachers() == 1)
    try remove("teachers/c.yaml")
    #expect(try site.beike(["sync", "--delete"], in: "school").status == 0)
    #expect(try teachers() == 0)
    let inside = try site.beike(["init", "teachers/again", "--whole"], in: "school")
    #expect(inside.status == 1, "\(inside.errors)")
  }

  @Test(arguments: [
    ("a tab", "# beike: terms\ncode: 2023-2024-2\n\tfirstDay: 2024-02-26\nweeks: 18\n", ":3:"),
    ("a misspelt field", "# beike: terms\ncode: 2023-2024-2\nfirstDay: 2024-02-26\nwekes: 18\nweeks: 18\n", ":4:"),
    ("a wrong day", "# beike: terms\ncode: 2023-2024-2\nfirstDay: 2024-02-31\nweeks: 18\n", ":3:"),
  ])
  func `a draft that can't be right is told with file and line, and nothing is sent`(
    _ name: String, _ text: String, _ place: String
  ) throws {
    let site = try Site()
    let server = try ServerProcess(database: site.database)
    defer { server.stop() }
    try site.logIn(server.url)
    #expect(try site.beike(["init", "school", "--whole"]).status == 0)
    try site.write("school/term.yaml", text)
    for language in ["en", "zh"] {
      let result = try site.beike(["sync"], in: "school", language: language)
      #expect(result.status == 1, "\(name): \(result.output)\(result.errors)")
      #expect(
        (result.output + result.errors).contains("term.yaml" + place), "\(name): \(result.output)\(result.errors)")
    }
    #expect(try site.read("school/term.yaml").hasSuffix(text.dropFirst("# beike: terms".count)))
    let list = try site.beike(["list", "terms", "--format", "json"], in: "school")
    #expect(!list.output.contains("\"rev\":1"))
  }
}
