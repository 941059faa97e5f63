import ArgumentParser
import Foundation
import Shared

/// Options that every command has.
struct CommonOptions: ParsableArguments {
  @Option(
    name: [.customShort("C"), .customLong("workspace")],
    help: ArgumentHelp(
      say("工作区文件夹（默认：当前文件夹及其上级）", "The workspace (default: this folder or one above)"), valueName: "dir"))
  var workspace: String?

  @Option(help: ArgumentHelp(say("界面语言", "Language")))
  var lang: LanguageName?

  func openWorkspace() throws -> Workspace {
    try Workspace.open(URL(filePath: workspace ?? ".", directoryHint: .isDirectory))
  }
}

struct FormatOption: ParsableArguments {
  @Option(help: ArgumentHelp(say("输出格式", "Output format")))
  var format: OutputFormat = .table
}

/// Who talks to which server.
struct Session {
  let server: ServerAddress
  let token: String

  /// The server that is asked for, else that of `BEIKE_SERVER`, else the workspace's, else that of the last login;
  /// and its token: that of `BEIKE_TOKEN`, else of the login there. An empty variable counts as none.
  /// - Parameters:
  ///   - asked: what the command line says.
  ///   - known: the workspace's.
  init(
    asked: String? = nil, server known: String? = nil,
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws {
    let credentials = try Credentials.load(Credentials.file(environment: environment))
    guard let text = asked ?? environment.value("BEIKE_SERVER") ?? known ?? credentials.latest else {
      throw Failure("还没有登录；先运行 beike login 服务器地址", "not logged in; run beike login ADDRESS first", code: .notLoggedIn)
    }
    server = try ServerAddress(text)
    let given = try environment.value("BEIKE_TOKEN").map {
      try TokenText.clean($0, of: Text("BEIKE_TOKEN", "BEIKE_TOKEN"))
    }
    guard let token = given ?? credentials.servers[server.description]?.token else {
      throw Failure(
        "没有 \(server) 的登录信息；先运行 beike login \(server)",
        "not logged in to \(server); run beike login \(server) first", code: .notLoggedIn)
    }
    self.token = token
  }

  func withClient<Result>(_ body: (APIClient) async throws -> Result) async throws -> Result {
    try await APIClient.with(server, token: token, language: Console.language, body)
  }

  /// Syncs a workspace and prints what happens.
  /// - Parameter watch: is told what happens too.
  static func sync(
    _ workspace: Workspace, deletesMissing: Bool = false, watch: @escaping SyncEngine.Report = { _ in }
  ) async throws -> SyncSummary {
    let session = try Session(server: workspace.server)
    return try await session.withClient { client in
      let engine = SyncEngine(
        workspace: workspace, transport: HTTPTransport(client: client, school: workspace.school),
        now: SystemClock.nanoseconds, makeID: SystemClock.newID, deletesMissing: deletesMissing, ask: SyncPrompt.ask)
      let printer = SyncPrinter()
      return try await engine.sync { event in
        watch(event)
        printer.print(event)
      }
    }
  }
}

/// A token as somebody pasted it.
enum TokenText {
  /// The token without the spaces and line breaks around it.
  /// - Parameter place: where it comes from.
  /// - Throws: `Failure` when there is nothing in it, or something that no token holds.
  static func clean(_ text: String, of place: Text) throws -> String {
    let token = text.trimmingCharacters(in: .whitespacesAndNewlines)
    guard !token.isEmpty else {
      throw Failure("\(place.zh)里没有令牌", "there is no token in \(place.en)", code: .usage)
    }
    guard token.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      throw Failure(
        "\(place.zh)的令牌里有不该有的字符（空格、换行或别的），请重新复制",
        "the token in \(place.en) has stray characters (spaces, line breaks or others); copy it again", code: .usage)
    }
    return token
  }
}

extension [String: String] {
  /// A variable of the environment; an empty one counts as none.
  func value(_ name: String) -> String? {
    self[name].flatMap { $0.trimmingCharacters(in: .whitespacesAndNewlines).isEmpty ? nil : $0 }
  }
}

/// The one clock and the one source of ids and randomness of the commands.
enum SystemClock {
  /// Since 1970.
  static func nanoseconds() -> Int64 {
    Int64(Date().timeIntervalSince1970 * 1_000_000_000)
  }

  static func newID() -> DocumentID {
    var random = SystemRandomNumberGenerator()
    return DocumentID(milliseconds: nanoseconds() / 1_000_000, random: &random)
  }

  /// The calendar day here and now.
  static func today() -> Day {
    let offset = TimeZone.current.secondsFromGMT() / 60
    return Instant(milliseconds: nanoseconds() / 1_000_000).day(offsetMinutes: offset)
  }
}
