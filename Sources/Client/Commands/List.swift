import ArgumentParser
import Shared

/// The documents of a kind, as this workspace knows them.
struct List: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: say("列出某一类文档", "List the documents of a kind"))

  @Argument(
    help: ArgumentHelp(
      say("类别，如 minutes", "The kind, e.g. minutes"), valueName: "kind"),
    completion: .list(Kind.all.map(\.name)))
  var kind: String

  @Option(
    help: ArgumentHelp(say("只列这种状态，如 submitted", "Only those in this state, e.g. submitted")),
    completion: .list(DocumentState.allCases.map(\.rawValue)))
  var state: String?

  @OptionGroup var output: FormatOption
  @OptionGroup var common: CommonOptions

  func run() throws {
    let workspace = try common.openWorkspace()
    let kind = try Kind.find(kind)
    let state = try state.map(DocumentState.find)
    guard kind != ScoreSheet.kind else {
      throw Failure(
        "登分表只在服务器上；用 beike report quality 看结果", "score sheets live on the server; see beike report quality",
        code: .usage)
    }
    let scan = try workspace.scan(now: SystemClock.nanoseconds())
    let bases = try workspace.state.read { try $0.bases(kind: kind) }
    let known = Set(bases.map(\.id))
    let language = Console.language
    var table = Table(columns: [
      .init(key: "title", label: kind.label, limit: 44),
      .init(key: "day", label: Text("日期", "Day")),
      .init(key: "state", label: Text("状态", "State")),
      .init(key: "rev", label: Text("版", "Rev"), isNumber: true, isExtra: true),
      .init(key: "updatedBy", label: Text("修改人", "By"), limit: 16, isExtra: true),
      .init(key: "path", label: Text("文件", "File"), cut: .middle),
      .init(key: "id", label: Text("编号", "Id")),
    ])
    if output.format == .table { table.columns.removeLast() }
    for base in bases where state == nil || base.state == state {
      let row = row(of: base.body, kind, workspace)
      table.rows.append(
        row + [
          base.state.map { output.format.cell($0.rawValue, $0.label) }, .number(ExactDecimal(Int64(base.rev))),
          .string(base.updatedBy), (scan.files[base.id]?.path ?? base.path).map(JSON.string),
          .string(base.id.description),
        ])
    }
    for file in scan.files.values.filter({ $0.kind == kind && $0.id.map(known.contains) != true })
      + scan.unnumbered.filter({ $0.kind == kind }) where state == nil
    {
      let body = (try? workspace.text(of: file).get().text)
        .map { DraftReader(kind: kind, names: scan.names, path: file.path).read($0).body }
      table.rows.append(
        row(of: body ?? .object(JSONObject()), kind, workspace) + [
          output.format.cell("unsynced", Text("未同步", "not synced")), nil, nil, .string(file.path),
          file.id.map { .string($0.description) },
        ])
    }
    if kind.dayKey != nil {
      table.rows.sort { ($0[1]?.string ?? "9", $0[0]?.string ?? "") < ($1[1]?.string ?? "9", $1[0]?.string ?? "") }
    }
    Console.data(table.render(output.format, in: language))
  }

  private func row(of body: JSON, _ kind: Kind, _ workspace: Workspace) -> [JSON?] {
    let title = Names.name(of: body, kind: kind, yearStarting: workspace.scope.yearStarting)
    return [title.map(JSON.string), kind.dayKey.flatMap { body[$0] }]
  }
}

extension DocumentState {
  /// The state that somebody typed, as a code or in words.
  fileprivate static func find(_ text: String) throws -> DocumentState {
    guard let state = descriptor.entry(matching: text).flatMap({ DocumentState(rawValue: $0.code) }) else {
      let list = allCases.map { "  \($0.rawValue)  \($0.label[Console.language])" }.joined(separator: "\n")
      throw Failure("没有“\(text)”这种状态；有：\n\(list)", "there is no state \"\(text)\"; there are:\n\(list)", code: .usage)
    }
    return state
  }
}

extension Kind {
  /// The kind of a name that somebody typed, singular, plural or Chinese.
  static func find(_ text: String) throws -> Kind {
    if let kind = named(text) ?? all.first(where: { $0.label.zh == text || $0.name == text + "s" }) { return kind }
    let names = all.map { "  \($0.name)  \($0.label[Console.language])" }.joined(separator: "\n")
    let question = Spelling.question(text, among: all.flatMap { [$0.name, $0.label.zh] })
    throw Failure(
      "没有“\(text)”这一类\(question.zh)；有：\n\(names)", "there is no kind \"\(text)\"\(question.en); there are:\n\(names)",
      code: .usage)
  }
}
