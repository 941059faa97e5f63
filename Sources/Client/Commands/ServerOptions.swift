import ArgumentParser
import Shared

/// Options of the commands that need a server and no workspace.
struct ServerOptions: ParsableArguments {
  @Option(help: ArgumentHelp(say("服务器地址（默认：最近登录的）", "The server (default: that of the last login)"), valueName: "url"))
  var server: String?

  @OptionGroup var common: CommonOptions

  func withClient<Result>(_ body: (APIClient) async throws -> Result) async throws -> Result {
    try await Session(asked: server).withClient(body)
  }
}

/// Which school an administrator of several means.
struct SchoolOption: ParsableArguments {
  @Option(help: ArgumentHelp(say("学校编号（默认：自己的学校）", "The school's id (default: one's own)"), valueName: "school"))
  var school: String?

  var query: [(String, String)] { school.map { [("school", $0)] } ?? [] }
}
