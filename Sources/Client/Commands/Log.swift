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
      .init(key: "at", label: Text("时间", "When")),
      .init(key: "by", label: Text("修改人", "By"), limit: 20),
      .init(key: "state", label: Text("状态", "State")),
      .init(key: "comment", label: Text("说明", "Comment"), limit: output.format == .table ? 200 : nil),
      .init(key: "changed", label: Text("改了什么", "What changed"), limit: output.format == .table ? 70 : nil),
    ])
    let format = output.format
    for (entry, earlier) in zip(history, history.dropFirst().map(Optional.some) + [nil]) {
      let change = Change(from: earlier, to: entry, selection.kind)
      table.rows.append([
        entry["rev"], entry["updatedAt"]?.string.flatMap(Instant.init(text:)).flatMap { format.cell($0) },
        entry["updatedBy"], change.state.map { format.cell($0.code, $0.label) }, entry["comment"],
        format == .table ? .string(change.text) : .array(change.fields.map { .string($0.pointer.description) }),
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

  /// What one revision did.
  private struct Change {
    /// Nil for documents that are not handed in.
    let state: (code: String, label: Text)?
    let fields: [FieldDifference]
    /// In words; what only changed the state says from what to what.
    let text: String

    init(from earlier: JSON?, to entry: JSON, _ kind: Kind) {
      func state(_ entry: JSON?) -> (code: String, label: Text)? {
        if entry?["deleted"]?.bool == true { return ("deleted", Text("已删除", "Deleted")) }
        return entry?["state"]?.string.flatMap(DocumentState.init(rawValue:)).map { ($0.rawValue, $0.label) }
      }
      self.state = state(entry)
      guard let body = entry["body"] else {
        fields = []
        text = ""
        return
      }
      guard let before = earlier?["body"] else {
        fields = []
        text = earlier == nil ? say("新建", "created") : say("恢复", "restored")
        return
      }
      fields = kind.form.differences(from: before, to: body)
      let labels = fields.map { $0.label[Console.language] }.joined(separator: say("、", ", "))
      if labels.isEmpty, let old = state(earlier), let new = self.state, old.code != new.code {
        text = "\(old.label[Console.language]) → \(new.label[Console.language])"
      } else {
        text = labels
      }
    }
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
