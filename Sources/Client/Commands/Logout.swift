import ArgumentParser
import Shared

/// Ends the session at the server and forgets it here.
struct Logout: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: say("退出登录", "Log out"),
    discussion: say(
      "服务器上的登录随之作废。令牌（--token-stdin）只从这台电脑上删去，要作废它用 beike token revoke。",
      "The session ends at the server too. A token (--token-stdin) is only removed from this machine; beike token revoke ends it."
    ))

  @Argument(
    help: ArgumentHelp(say("服务器地址（默认：最近登录的）", "The server (default: that of the last login)"), valueName: "url"))
  var server: String?

  @OptionGroup var common: CommonOptions

  func run() async throws {
    let known = try Credentials.load()
    guard let name = try server.map({ try ServerAddress($0).description }) ?? known.latest,
      let entry = known.servers[name]
    else { throw Failure("没有登录", "not logged in", code: .notLoggedIn) }
    let failure = entry.login == nil ? nil : await Self.endSession(entry, try ServerAddress(name))
    var credentials = try Credentials.load()
    credentials.forget(name)
    try credentials.save()
    Console.note(Text("已退出 \(name)", "logged out of \(name)"))
    guard let failure else { return }
    Console.note(failure.text)
    let end = entry.expiresAt?.local()
    Console.note(
      Text(
        "没有告诉服务器：这台电脑上已退出，服务器上的登录\(end.map { "到 \($0) " } ?? "")到期才作废",
        "the server was not told: this machine is logged out, and the session there goes on until "
          + (end ?? "it expires")))
  }

  /// - Returns: why the server could not be told; nil when the session has ended there.
  private static func endSession(_ entry: Credentials.Entry, _ server: ServerAddress) async -> Failure? {
    do {
      _ = try await APIClient.with(server, token: entry.token, language: Console.language) { client in
        try await client.send(.delete, .currentSession, isRepeatable: true)
      }
      return nil
    } catch let problem as Problem where problem.code == .unauthenticated {
      return nil
    } catch {
      return Failure(error)
    }
  }
}
