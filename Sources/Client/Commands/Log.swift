import ArgumentParser
import Shared

/// Who changed what and when: a document's history from the server.
struct Log: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: say("一份文档的修改历史", "The history of a document"))

  @Argument(help: ArgumentHelp(say("文件、编号或标题", "A file, id or title"), valueName: "file")) var file: String
  @OptionGroup var output: FormatOption
  @OptionGroup var common: CommonOptions

  func run() async throws {
    let workspace = try common.openWorkspace()
    let selection = try Selection.find(file, in: workspace)
    let history = try await Session(server: workspace.server).withClient { client in
      try await Self.history(client, workspace.school, selection)
    }
    var table = Table(columns: [
      .init(key: "rev", label: Text("版", "Rev"), isNumber: true),
      .init(key: "at", label: Text("时间（UTC）", "When (UTC)")),
      .init(key: "by", label: Text("修改人", "By"), limit: 20),
      .init(key: "state", label: Text("状态", "State")),
      .init(key: "changed", label: Text("改了什么", "What changed"), limit: output.format == .table ? 70 : nil),
    ])
    for (entry, earlier) in zip(history, history.dropFirst().map(Optional.some) + [nil]) {
      table.rows.append([
        entry["rev"], entry["updatedAt"], entry["updatedBy"], .string(Self.state(of: entry)),
        .string(Self.changes(from: earlier, to: entry, selection)),
      ])
    }
    Console.data(table.render(output.format, in: Console.language))
  }

  /// Every revision, newest first; a deletion has no body.
  private static func history(
    _ client: APIClient, _ school: String, _ selection: Selection
  ) async throws -> [JSON] {
    let route = Route.history(school: school, kind: selection.kind.name, id: selection.id.description)
    var items: [JSON] = []
    var before: String?
    repeat {
      let page: JSON = try await client.get(route, query: before.map { [("before", $0)] } ?? [])
      items += page["items"]?.array ?? []
      before = page["next"]?.string
    } while before != nil
    return items
  }

  private static func state(of entry: JSON) -> String {
    if entry["deleted"]?.bool == true { return say("已删除", "deleted") }
    return entry["state"]?.string.flatMap(DocumentState.init(rawValue:))?.label[Console.language] ?? ""
  }

  private static func changes(from earlier: JSON?, to entry: JSON, _ selection: Selection) -> String {
    guard let body = entry["body"] else { return "" }
    guard let before = earlier?["body"] else { return earlier == nil ? say("新建", "created") : say("恢复", "restored") }
    let differences = selection.kind.form.differences(from: before, to: body)
    return differences.map { $0.label[Console.language] }.joined(separator: say("、", ", "))
  }
}

/// Brings a deleted document back.
struct Restore: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: say("恢复已删除的文档", "Bring a deleted document back"))

  @Argument(help: ArgumentHelp(say("编号、标题或原来的文件", "The id, title or former file"), valueName: "file")) var file: String
  @OptionGroup var common: CommonOptions

  func run() async throws {
    let workspace = try common.openWorkspace()
    let selection = try Selection.find(file, in: workspace)
    try await Session(server: workspace.server).withClient { client in
      let (school, kind, id) = (workspace.school, selection.kind.name, selection.id.description)
      do {
        _ = try await client.send(.get, .document(school: school, kind: kind, id: id))
        throw Failure("\(selection.title) 没有被删除", "\(selection.title) is not deleted")
      } catch let problem as Problem where problem.code == .gone {
        guard let rev = problem.tombstone?.rev else { throw problem }
        _ = try await client.send(.post, .restore(school: school, kind: kind, id: id), ifMatch: rev)
      }
    }
    Console.note(Text("已恢复 \(selection.title)", "restored \(selection.title)"))
    try await Sync.run(workspace)
  }
}
