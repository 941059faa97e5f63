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

/// Logs in to a server and keeps the session's token.
struct Login: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: say("登录一台服务器", "Log in to a server"),
    discussion: say(
      "第一次用管理员给的激活码登录，同时设置自己的密码；以后用密码。登录信息存在只有你能读的文件里（0600）。",
      "The first time, an activation code from your administrator sets your password; from then on it is the password. The login is kept in a file that only you can read (0600)."
    ))

  @Argument(
    help: ArgumentHelp(
      say("服务器地址，如 https://beike.example.cn", "The server, e.g. https://beike.example.cn"), valueName: "url"))
  var server: String

  @Option(help: ArgumentHelp(say("登录名，如 zhou@lixiqiao", "The login name, e.g. zhou@lixiqiao"), valueName: "login"))
  var user: String?

  @Option(
    help: ArgumentHelp(
      say("用激活码设置新密码", "Set a new password with an activation code"), valueName: "code"))
  var activationCode: String?

  @Flag(help: ArgumentHelp(say("从标准输入读密码（一行）", "Read the password from standard input (one line)")))
  var passwordStdin = false

  @Flag(
    help: ArgumentHelp(
      say("不用密码，从标准输入读令牌（给其他系统）", "No password: read a token from standard input (for other systems)")))
  var tokenStdin = false

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if tokenStdin, user != nil || activationCode != nil || passwordStdin {
      throw ValidationError(say("--token-stdin 不与其他登录选项同用", "--token-stdin goes without the other options"))
    }
  }

  func run() async throws {
    let server = try ServerAddress(server)
    // What is wrong with the file is told before a password is asked for.
    let known = try Credentials.load()
    let me: Me
    var credentials: Credentials
    if tokenStdin {
      let token = try Self.token()
      me = try await APIClient.with(server, token: token, language: Console.language) { try await $0.get(.me) }
      credentials = try Credentials.load()
      credentials.servers[server.description] = .init(token: token, name: me.name, school: me.school?.id)
      credentials.latest = server.description
    } else {
      let login = try login()
      let made = try await logIn(login, server, device: known.device(of: login, at: server))
      me = made.me
      credentials = try Credentials.load()
      credentials.keep(made, of: login, at: server)
    }
    try credentials.save()
    tell(me, until: credentials.servers[server.description]?.expiresAt)
  }

  private func login() throws -> String {
    if let user { return try Self.whole(user) }
    guard Prompt.hasTerminal, !passwordStdin else {
      throw Failure("用 --user 写登录名，如 zhou@学校编号", "name the login with --user, e.g. zhou@SCHOOL", code: .usage)
    }
    while true {
      guard let text = Prompt.line(Text("登录名（如 zhou@学校编号）：", "Login name (e.g. zhou@SCHOOL): ")) else {
        throw Failure("没有登录名", "there is no login name", code: .usage)
      }
      do { return try Self.whole(text) } catch let failure as Failure { Console.note(failure.text) }
    }
  }

  /// A login name as the server knows it: in small letters, and with its school or district. Without one there is none,
  /// and to be told that it is wrong after the password helps nobody.
  static func whole(_ text: String) throws -> String {
    let login = text.trimmingCharacters(in: .whitespaces).lowercased()
    let parts = login.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }) else {
      throw Failure(
        "登录名要写全，如 zhou@学校编号；编号问学校管理员",
        "a login name is written in full, e.g. zhou@SCHOOL; your administrator knows the id",
        code: .usage)
    }
    return login
  }

  /// Asks the server; who types a password that it won't have may type another.
  private func logIn(_ login: String, _ server: ServerAddress, device: String?) async throws -> SessionMade {
    var attempts = 3
    while true {
      let request = try request(login, device: device)
      do {
        return try await APIClient.with(server, token: nil, language: Console.language) { client in
          try await client.send(.post, .sessions, request)
        }
      } catch let problem as Problem
        where activationCode != nil && Prompt.hasTerminal && !passwordStdin && attempts > 1
        && problem.errors?.contains(where: { $0.pointer == "/newPassword" }) == true
      {
        attempts -= 1
        Console.note(Failure(problem).text)
      }
    }
  }

  private func request(_ login: String, device: String?) throws -> LogIn {
    let password = try Password.read(isNew: activationCode != nil, fromStandardInput: passwordStdin)
    var request = LogIn(login: login, device: device, name: Self.hostName)
    if let activationCode {
      request.activationCode = activationCode.trimmingCharacters(in: .whitespaces)
      request.newPassword = password
    } else {
      request.password = password
    }
    return request
  }

  private static func token() throws -> String {
    let text = Prompt.hasTerminal ? Prompt.secret(Text("令牌：", "Token: ")) : readLine()
    return try TokenText.clean(text ?? "", of: Text("输入", "the input"))
  }

  /// What the session is called in lists, so that a lost laptop's can be found.
  private static var hostName: String? {
    var buffer = [CChar](repeating: 0, count: 256)
    guard gethostname(&buffer, buffer.count - 1) == 0 else { return nil }
    let name = String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    return name.isEmpty ? nil : String(name.prefix(50))
  }

  private func tell(_ me: Me, until end: Instant?) {
    let place = (me.school?.name ?? me.district?.name).map { Text("，\($0)", ", \($0)") } ?? Text("", "")
    let until = end.map { Text("，到 \($0.local()) 为止", ", until \($0.local())") } ?? Text("", "")
    Console.note(
      Text(
        "已登录：\(me.name)（\(me.role.label.zh)\(place.zh)）\(until.zh)",
        "logged in as \(me.name) (\(me.role.label.en)\(place.en))\(until.en)"))
    if ProcessInfo.processInfo.environment.value("BEIKE_TOKEN") != nil {
      Console.note(
        Text(
          "注意：设了 BEIKE_TOKEN，命令会先用它，而不是这次登录",
          "mind: BEIKE_TOKEN is set, and commands use it rather than this login"))
    }
  }
}
