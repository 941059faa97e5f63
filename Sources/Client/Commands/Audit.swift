import ArgumentParser
import Shared

/// The record of who did what.
struct Audit: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: say("审计记录，新的在前（管理员用）", "The audit record, newest first (for administrators)"),
    discussion: say(
      "记录每次修改、登录和权限变动；不含文档的内容。", "It holds every change, login and change of access, and no content of documents."))

  @Option(help: ArgumentHelp(say("最多几条", "How many entries at most"))) var limit = 50
  @Option(
    help: ArgumentHelp(say("只看这种动作，如 logged-in", "Only this action, e.g. logged-in")),
    completion: .list(AuditAction.allCases.map(\.rawValue)))
  var action: String?
  @Option(help: ArgumentHelp(say("只看这个账号：登录名或编号", "Only this account: login or id"))) var account: String?
  @Option(help: ArgumentHelp(say("从这一天起，如 2024-02-26", "From this day on, e.g. 2024-02-26"), valueName: "day"))
  var from: String?
  @Option(help: ArgumentHelp(say("到这一天为止", "Up to this day"), valueName: "day")) var to: String?
  @OptionGroup var school: SchoolOption
  @OptionGroup var output: FormatOption
  @OptionGroup var options: ServerOptions

  func validate() throws {
    guard (1...100_000).contains(limit) else {
      throw ValidationError(say("--limit 应为 1 到 100000", "--limit is 1 to 100000"))
    }
    for day in [from, to].compactMap(\.self) where Day(day) == nil {
      throw ValidationError(say("“\(day)”不是日期，应如 2024-02-26", "\"\(day)\" is no day such as 2024-02-26"))
    }
  }

  func run() async throws {
    let action = try action.map(AuditAction.find)
    let (entries, names) = try await options.withClient { client in
      let account = try await accountID(client)
      let entries = try await client.items(
        .audit, of: AuditEntry.self, query: query(account: account, action), limit: limit)
      // Programs get ids; a person is shown who and what they are.
      return (entries, output.format == .table ? await self.names(of: entries, client) : [:])
    }
    Console.data(table(entries, names).render(output.format, in: Console.language))
  }

  /// What accounts and documents are called, as far as the reader may see them.
  private func names(of entries: [AuditEntry], _ client: APIClient) async -> [String: String] {
    let accounts = (try? await client.items(.accounts, of: Account.self, query: school.query)) ?? []
    var names = Dictionary(
      accounts.map { ($0.id.description, $0.login ?? $0.name) }, uniquingKeysWith: { first, _ in first })
    for entry in entries { if let account = entry.accountId, let name = entry.accountName { names[account] = name } }
    var known = school.school
    if known == nil { known = (try? await client.get(.me, as: Me.self))?.school?.id }
    guard let known else { return names }
    var asked: Set<String> = []
    for entry in entries where asked.count < Self.maximumTitles {
      // To read rows of students only for their titles would be one more line of the record.
      guard let id = entry.id, let kind = entry.kind.flatMap(Kind.named), !kind.namesStudents,
        asked.insert(id).inserted,
        let document: AnyDocument = try? await client.get(.document(school: known, kind: kind.name, id: id))
      else { continue }
      names[id] = kind.title(of: document.body)
    }
    return names
  }

  /// More documents than this are shown by their ids.
  private static let maximumTitles = 50

  private func query(account: String?, _ action: AuditAction?) -> [(String, String)] {
    let first = from.flatMap { Day($0) }?.beginning()
    // The last day counts whole.
    let last = to.flatMap { Day($0) }.map { Instant(milliseconds: ($0 + 1).beginning().milliseconds - 1) }
    let query: [(String, String?)] = [
      ("school", school.school), ("account", account), ("action", action?.rawValue), ("from", first?.description),
      ("to", last?.description),
    ]
    return query.compactMap { key, value in value.map { (key, $0) } }
  }

  private func accountID(_ client: APIClient) async throws -> String? {
    guard let account else { return nil }
    if let id = DocumentID(text: account) { return id.description }
    return try await Account.find(account, client, school).id.description
  }

  private func table(_ entries: [AuditEntry], _ names: [String: String]) -> Table {
    var table = Table(columns: [
      .init(key: "at", label: Text("时间", "When")),
      .init(key: "action", label: Text("动作", "Action")),
      .init(key: "accountId", label: Text("账号", "Account"), limit: 36),
      .init(key: "kind", label: Text("对象", "About")),
      .init(key: "id", label: Text("哪一个", "Which"), limit: 36),
      .init(key: "rev", label: Text("版", "Rev"), isNumber: true, isExtra: true),
      .init(key: "detail", label: Text("说明", "Detail"), limit: 40),
      .init(key: "accountName", label: Text("账号", "Account")),
      .init(key: "requestId", label: Text("请求", "Request")),
      .init(key: "place", label: Text("位置", "Place")),
      .init(key: "hash", label: Text("校验", "Hash")),
    ])
    if output.format == .table { table.columns.removeLast(4) }
    for entry in entries {
      let rev = entry.rev.map { JSON.number(ExactDecimal(Int64($0))) }
      let who = entry.accountId.map { JSON.string(names[$0] ?? $0) }
      let which = entry.id.map { JSON.string(names[$0] ?? $0) }
      guard output.format != .table else {
        let words = AuditWords(entry, in: Console.language)
        table.rows.append([
          output.format.cell(entry.at), .string(words.action), who, words.about.map(JSON.string), which, rev,
          words.detail.map(JSON.string),
        ])
        continue
      }
      table.rows.append([
        output.format.cell(entry.at), .string(entry.action.rawValue), entry.accountId.map(JSON.string),
        entry.kind.map(JSON.string), entry.id.map(JSON.string), rev, entry.detail.map(JSON.string),
        entry.accountName.map(JSON.string), .string(entry.requestId), .string(entry.place), .string(entry.hash),
      ])
    }
    return table
  }
}

extension AuditAction {
  /// The action that somebody typed, as a code or in words.
  fileprivate static func find(_ text: String) throws -> AuditAction {
    guard let action = descriptor.entry(matching: text).flatMap({ AuditAction(rawValue: $0.code) }) else {
      let list = allCases.map { "  \($0.rawValue)  \($0.label[Console.language])" }.joined(separator: "\n")
      throw Failure("没有“\(text)”这种动作；有：\n\(list)", "there is no action \"\(text)\"; there are:\n\(list)", code: .usage)
    }
    return action
  }
}
