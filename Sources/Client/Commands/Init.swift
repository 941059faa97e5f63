import ArgumentParser
import Foundation
import Shared

/// Makes a folder a workspace and fetches what is there.
struct Init: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: say("建立工作区", "Make a workspace"),
    discussion: say(
      "一个工作区对应一个备课组的一个学期；--whole 对应学校自己的资料（学期、班级、教师、备课组等）。只有一个可选时自动选它。",
      "A workspace follows one group in one term; with --whole, the school's own data (terms, classes, teachers, groups …). What is the only choice is taken."
    ))

  @Argument(help: ArgumentHelp(say("文件夹", "The folder"), valueName: "dir"))
  var directory: String?

  @Option(help: ArgumentHelp(say("学校编号", "The school's id"))) var school: String?
  @Option(help: ArgumentHelp(say("学期，如 2023-2024-2", "The term, e.g. 2023-2024-2"))) var term: String?
  @Option(help: ArgumentHelp(say("备课组的名称或编号", "The group's name or id"))) var group: String?
  @Option(help: ArgumentHelp(say("服务器地址（默认：最近登录的）", "The server (default: that of the last login)"))) var server:
    String?
  @Flag(help: ArgumentHelp(say("学校自己的资料", "The school's own data"))) var whole = false

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if whole, term != nil || group != nil {
      throw ValidationError(say("--whole 不与 --term、--group 同用", "--whole goes without --term and --group"))
    }
  }

  func run() async throws {
    let session = try Session(asked: server)
    let choice = try await session.withClient { client in
      let me: Me = try await client.get(.me)
      let school = try await chooseSchool(client, me)
      if whole { return (school: school, scope: Scope.school, name: school) }
      let (scope, name) = try await chooseGroup(client, school: school, me)
      return (school: school, scope: scope, name: name)
    }
    let folder = URL(filePath: directory ?? FileNames.slug(choice.name), directoryHint: .isDirectory)
    let workspace = try Workspace.create(
      folder, server: session.server.description, school: choice.school, scope: choice.scope,
      client: SystemClock.newID())
    Console.data(workspace.root.path + "\n")
    try await Sync.run(workspace)
  }

  private func chooseSchool(_ client: APIClient, _ me: Me) async throws -> String {
    if let school = school ?? me.school?.id { return school }
    let page: Page<School> = try await client.get(.schools)
    return try Self.choose(
      page.items, option: "--school", what: Text("学校", "school"), describe: { "\($0.id)  \($0.name)" }
    ).id
  }

  private func chooseGroup(
    _ client: APIClient, school: String, _ me: Me
  ) async throws -> (Scope, String) {
    let terms = try await client.list(.documents(school: school, kind: Term.kind.name), query: [])
      .filter { term == nil || $0.body["code"]?.string == TermCode(text: term ?? "")?.description }
    let code = try Self.choose(
      terms.compactMap { $0.body["code"]?.string.flatMap(TermCode.init(text:)) }
        .sorted { ($0.startYear, $0.semester) < ($1.startYear, $1.semester) },
      option: "--term", what: Text("学期", "term"), describe: \.description)
    let groups = try await client.list(.documents(school: school, kind: Group.kind.name), query: [])
    var candidates = groups.filter { $0.body["schoolYear"]?.string == code.schoolYear.description }
    if let group {
      candidates = candidates.filter { $0.body["name"]?.string == group || $0.id.description == group.lowercased() }
    } else if let teacher = me.teacherId?.description {
      let own = candidates.filter { document in
        document.body["members"]?.array?.contains { $0["teacherId"]?.string == teacher } == true
      }
      if !own.isEmpty { candidates = own }
    }
    let chosen = try Self.choose(
      candidates, option: "--group", what: Text("备课组", "group"),
      describe: { "\($0.id)  \($0.body["name"]?.string ?? "")" })
    return (.group(chosen.id, term: code), "\(chosen.body["name"]?.string ?? "") \(code)")
  }

  /// The only candidate; with none or several, a message that lists them.
  private static func choose<Item>(
    _ items: [Item], option: String, what: Text, describe: (Item) -> String
  ) throws -> Item {
    if items.count == 1 { return items[0] }
    guard !items.isEmpty else {
      throw Failure("没有找到\(what.zh)（\(option)）", "no \(what.en) found (\(option))", code: .usage)
    }
    let list = items.map { "  " + describe($0) }.joined(separator: "\n")
    throw Failure("请用 \(option) 选择\(what.zh)：\n\(list)", "choose a \(what.en) with \(option):\n\(list)", code: .usage)
  }
}
