import ArgumentParser
import Shared

/// One's own sessions; for administrators those of the whole school, and the tokens of other systems.
struct Tokens: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "token", abstract: say("登录过的设备与外部系统的令牌", "Sessions on devices, and tokens of other systems"),
    subcommands: [ListTokens.self, CreateToken.self, RotateToken.self, RevokeToken.self])
}

/// Every token that still counts.
struct ListTokens: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: say("列出令牌与登录", "List tokens and sessions"))

  @OptionGroup var school: SchoolOption
  @OptionGroup var output: FormatOption
  @OptionGroup var options: ServerOptions

  func run() async throws {
    let (tokens, owners) = try await options.withClient { client in
      let tokens = try await client.items(.tokens, of: TokenInfo.self, query: school.query)
      return (tokens, output.format == .table ? await Self.owners(of: tokens, client, school) : [:])
    }
    var table = Table(columns: [
      .init(key: "name", label: Text("名称", "Name"), limit: 24),
      .init(key: "kind", label: Text("种类", "Kind")),
      .init(key: "accountId", label: Text("账号", "Account"), limit: 36),
      .init(key: "role", label: Text("角色", "Role"), isExtra: true),
      .init(key: "scopes", label: Text("范围", "Scopes"), limit: 40),
      .init(key: "lastUsedAt", label: Text("最近使用", "Last used")),
      .init(key: "expiresAt", label: Text("到期", "Until"), isExtra: true),
      .init(key: "id", label: Text("编号", "Id"), isExtra: true),
      .init(key: "createdAt", label: Text("建立", "Made")),
      .init(key: "school", label: Text("学校", "School")),
    ])
    if output.format == .table { table.columns.removeLast(2) }
    let format = output.format
    for token in tokens {
      table.rows.append([
        .string(token.name), format.cell(token.kind.rawValue, token.kind.label),
        token.accountId.flatMap { format == .table ? owners[$0] : $0.description }.map(JSON.string),
        format.cell(token.role.rawValue, token.role.label),
        token.scopes.map { .string($0.map(\.description).joined(separator: " ")) }, format.cell(token.lastUsedAt),
        format.cell(token.expiresAt), .string(token.id.description), format.cell(token.createdAt),
        token.school.map(JSON.string),
      ])
    }
    Console.data(table.render(format, in: Console.language))
  }

  /// Whose sessions they are, with the teacher where that has another name, for who may see accounts.
  private static func owners(
    of tokens: [TokenInfo], _ client: APIClient, _ school: SchoolOption
  ) async -> [DocumentID: String] {
    guard let accounts = try? await client.items(.accounts, of: Account.self, query: school.query) else { return [:] }
    let wanted = Set(tokens.compactMap(\.accountId))
    let found = accounts.filter { wanted.contains($0.id) }
    let teachers = await Teacher.names(of: found, client)
    return Dictionary(
      found.map { account in
        let teacher = account.teacherId.flatMap { teachers[$0] }.flatMap { $0 == account.name ? nil : $0 }
        let name = [account.name, teacher].compactMap(\.self).joined(separator: say("，", ", "))
        return (account.id, account.login.map { say("\($0)（\(name)）", "\($0) (\(name))") } ?? name)
      }, uniquingKeysWith: { first, _ in first })
  }
}

/// A token for another system, which may do what its scopes say and nothing else.
struct CreateToken: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "create", abstract: say("为外部系统建立令牌（管理员用）", "Make a token for another system (for administrators)"))

  @Option(help: ArgumentHelp(say("系统的名称，如 成绩系统", "The system's name"))) var name: String
  @Option(
    name: .customLong("scope"),
    help: ArgumentHelp(
      say("允许做什么，如 plans:read、scores:write；可多次", "What it may do, e.g. plans:read, scores:write; may be repeated"),
      valueName: "scope"),
    completion: .list(TokenScope.all.map(\.description)))
  var scopes: [String]
  @Option(
    help: ArgumentHelp(
      say(
        "有效天数，\(NewIntegration.days.lowerBound) 到 \(NewIntegration.days.upperBound)（默认：一年）",
        "Days that it is good for, \(NewIntegration.days.lowerBound) to \(NewIntegration.days.upperBound) (default: a year)"
      )))
  var days: Int?
  @OptionGroup var school: SchoolOption
  @OptionGroup var output: FormatOption
  @OptionGroup var options: ServerOptions

  func validate() throws {
    if let days, !NewIntegration.days.contains(days) {
      let (least, most) = (NewIntegration.days.lowerBound, NewIntegration.days.upperBound)
      throw ValidationError(say("--days 应为 \(least) 到 \(most)", "--days is \(least) to \(most)"))
    }
  }

  func run() async throws {
    let scopes = try scopes.map(TokenScope.find)
    let made: TokenMade = try await options.withClient { client in
      try await client.send(
        .post, .tokens, NewIntegration(name: name, scopes: scopes, days: days, school: school.school))
    }
    made.handOver(output.format)
  }
}

extension TokenScope {
  /// The scope that somebody typed.
  fileprivate static func find(_ text: String) throws -> TokenScope {
    guard let scope = TokenScope(text: text) else {
      let list = all.map { "  \($0)" }.joined(separator: "\n")
      throw Failure("没有“\(text)”这种范围；有：\n\(list)", "there is no scope \"\(text)\"; there are:\n\(list)", code: .usage)
    }
    return scope
  }
}

/// A new token in place of one that gets old; both work for a while.
struct RotateToken: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rotate", abstract: say("更换令牌，旧的还能用一阵", "Replace a token; the old one works on for a while"))

  @OptionGroup var token: TokenArgument
  @OptionGroup var output: FormatOption
  @OptionGroup var options: ServerOptions

  func run() async throws {
    let made: TokenMade = try await options.withClient { client in
      let found = try await token.find(client)
      return try APIClient.decode(
        TokenMade.self, try await client.send(.post, .rotation(token: found.id.description)))
    }
    made.handOver(output.format)
  }
}

/// Ends a token or a session, at once.
struct RevokeToken: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "revoke", abstract: say("撤销令牌或登录，立即生效", "End a token or a session, at once"))

  @OptionGroup var token: TokenArgument
  @OptionGroup var options: ServerOptions

  func run() async throws {
    let found = try await options.withClient { client in
      let found = try await token.find(client)
      _ = try await client.send(.delete, .token(id: found.id.description))
      return found
    }
    Console.note(Text("已撤销 \(found.name)", "revoked \(found.name)"))
  }
}

/// The token that a command is about.
struct TokenArgument: ParsableArguments {
  @Argument(help: ArgumentHelp(say("令牌的名称或编号", "The token's name or id"), valueName: "token")) var token: String
  @OptionGroup var school: SchoolOption

  func find(_ client: APIClient) async throws -> TokenInfo { try await TokenInfo.find(token, client, school) }
}

extension TokenMade {
  /// Gives the token to whoever asked for it: bare for a pipe, with all that belongs to it for a program.
  fileprivate func handOver(_ format: OutputFormat) {
    let scopes = (info.scopes ?? []).map(\.description)
    guard format == .table else {
      var record = Record()
      record.add("token", "令牌", "Token", .string(token))
      record.add("id", "编号", "Id", .string(info.id.description))
      record.add("name", "名称", "Name", .string(info.name))
      record.add("scopes", "范围", "Scopes", .array(scopes.map(JSON.string)))
      record.add("expiresAt", "到期", "Until", format.cell(info.expiresAt))
      record.add("oldExpiresAt", "旧令牌到期", "Old one until", format.cell(oldExpiresAt))
      return Console.data(record.render(format, in: Console.language))
    }
    let end = info.expiresAt?.local()
    Console.note(
      Text(
        "令牌只显示这一次：\(info.name)（\(scopes.joined(separator: " "))）\(end.map { "，到 \($0) 为止" } ?? "")",
        "The token is shown only now: \(info.name) (\(scopes.joined(separator: " ")))\(end.map { ", until \($0)" } ?? "")"
      ))
    if let old = oldExpiresAt?.local() {
      Console.note(Text("旧令牌到 \(old) 还能用，在此之前换上新的", "the old token works until \(old); put the new one in before that"))
    }
    Console.data(token + "\n")
  }
}
