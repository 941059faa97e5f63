import Foundation
import Shared
import Testing

@testable import Harness

/// A folder with a database, a school and its administrator's token.
final class Site {
  let folder: URL
  let token: String
  var database: URL { folder.appending(path: "beike.sqlite") }

  init() throws {
    folder = try TemporaryFolder.make()
    let setup = try Command.run(
      "beike-server",
      [
        "setup", "--database", folder.appending(path: "beike.sqlite").path, "--school", "栗溪桥小学", "--school-id",
        TestServer.school, "--json",
      ])
    token = try #require(try JSON(parsing: setup.output)["token"]?.string)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func server(_ arguments: [String], language: String = "en") throws -> Command.Result {
    try Command.run("beike-server", arguments, environment: ["BEIKE_LANG": language])
  }

  /// Runs `beike` as somebody with credentials of their own.
  func beike(
    _ arguments: [String], as person: String = "admin", in directory: String = "", input: String = "",
    language: String = "en", environment: [String: String] = [:]
  ) throws -> Command.Result {
    let environment = environment.merging([
      "BEIKE_CONFIG_DIR": folder.appending(path: "home-\(person)").path, "BEIKE_LANG": language, "NO_COLOR": "1",
    ]) { given, _ in given }
    return try Command.run(
      "beike", arguments, in: folder.appending(path: directory, directoryHint: .isDirectory),
      environment: environment, input: input)
  }

  func logIn(_ url: String, as person: String = "admin", role: String = "school-admin") throws {
    let made = try server([
      "token", "create", "--database", database.path, "--school", TestServer.school, "--role", role, "--name", person,
    ])
    let result = try beike(["login", url, "--token-stdin"], as: person, input: made.output)
    #expect(result.status == 0, "\(result.errors)")
  }

  func write(_ path: String, _ text: String) throws {
    let url = folder.appending(path: path)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  func read(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: folder.appending(path: path)), as: UTF8.self)
  }
}
