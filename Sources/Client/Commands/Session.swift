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

  /// The token for a server: from `BEIKE_TOKEN`, else from the credentials of the last login there.
  /// - Parameter server: nil for the server of `BEIKE_SERVER` or the last login.
  init(server: String?, environment: [String: String] = ProcessInfo.processInfo.environment) throws {
    let credentials = try Credentials.load(Credentials.file(environment: environment))
    guard let text = environment["BEIKE_SERVER"] ?? server ?? credentials.latest else {
      throw Failure("还没有登录；先运行 beike login 服务器地址", "not logged in; run beike login ADDRESS first", code: .notLoggedIn)
    }
    self.server = try ServerAddress(text)
    guard let token = environment["BEIKE_TOKEN"] ?? credentials.servers[self.server.description]?.token else {
      throw Failure(
        "没有 \(self.server) 的登录信息；先运行 beike login \(self.server)",
        "not logged in to \(self.server); run beike login \(self.server) first", code: .notLoggedIn)
    }
    self.token = token
  }

  func withClient<Result>(_ body: (APIClient) async throws -> Result) async throws -> Result {
    try await APIClient.with(server, token: token, language: Console.language, body)
  }

  /// Syncs a workspace and prints what happens.
  static func sync(_ workspace: Workspace, deletesMany: Bool = false) async throws -> SyncSummary {
    let session = try Session(server: workspace.server)
    return try await session.withClient { client in
      let engine = SyncEngine(
        workspace: workspace, transport: HTTPTransport(client: client, school: workspace.school),
        now: SystemClock.nanoseconds, makeID: SystemClock.newID, deletesMany: deletesMany)
      let printer = SyncPrinter()
      return try await engine.sync { printer.print($0) }
    }
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
