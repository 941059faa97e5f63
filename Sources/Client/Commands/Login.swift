import ArgumentParser
import Foundation
import Shared

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Keeps a token for a server, after the server has said whose it is.
struct Login: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: say("登录一台服务器", "Log in to a server"),
    discussion: say(
      "口令由管理员发给你。它存在只有你能读的文件里（0600）。",
      "Your administrator gives you the token. It is kept in a file that only you can read (0600)."))

  @Argument(
    help: ArgumentHelp(
      say("服务器地址，如 https://beike.example.cn", "The server, e.g. https://beike.example.cn"), valueName: "url"))
  var server: String

  @Flag(help: ArgumentHelp(say("从标准输入读口令", "Read the token from standard input")))
  var tokenStdin = false

  @OptionGroup var common: CommonOptions

  func run() async throws {
    let server = try ServerAddress(server)
    let token = try readToken()
    let me: Me = try await APIClient.with(server, token: token, language: Console.language) { client in
      try await client.get(.me)
    }
    var credentials = try Credentials.load()
    credentials.servers[server.description] = .init(token: token, name: me.name, school: me.school?.id)
    credentials.latest = server.description
    try credentials.save()
    let school = me.school.map { Text("，\($0.name)", ", \($0.name)") } ?? Text("", "")
    Console.note(
      Text(
        "已登录：\(me.name)（\(me.role.label.zh)\(school.zh)）", "logged in as \(me.name) (\(me.role.label.en)\(school.en))"))
  }

  private func readToken() throws -> String {
    let environment = ProcessInfo.processInfo.environment
    let text: String?
    if tokenStdin {
      text = readLine()
    } else if let token = environment["BEIKE_TOKEN"] {
      text = token
    } else if isatty(STDIN_FILENO) == 1 {
      text = getpass(say("口令：", "Token: ")).map { String(cString: $0) }
    } else {
      throw Failure("用 --token-stdin 从标准输入给出口令", "give the token on standard input with --token-stdin", code: .usage)
    }
    let token = (text ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
    guard !token.isEmpty else { throw Failure("没有读到口令", "there is no token", code: .usage) }
    guard token.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      throw Failure("口令里有不该有的字符，请重新复制", "the token has stray characters; copy it again", code: .usage)
    }
    return token
  }
}

/// Forgets the token of a server.
struct Logout: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: say("忘掉登录信息", "Forget a login"))

  @Argument(
    help: ArgumentHelp(say("服务器地址（默认：最近登录的）", "The server (default: that of the last login)"), valueName: "url"))
  var server: String?

  @OptionGroup var common: CommonOptions

  func run() throws {
    var credentials = try Credentials.load()
    guard let name = try server.map({ try ServerAddress($0).description }) ?? credentials.latest,
      credentials.servers.removeValue(forKey: name) != nil
    else { throw Failure("没有登录", "not logged in", code: .notLoggedIn) }
    if credentials.latest == name { credentials.latest = credentials.servers.keys.sorted().first }
    try credentials.save()
    Console.note(Text("已退出 \(name)", "logged out of \(name)"))
  }
}
