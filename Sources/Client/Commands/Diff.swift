import ArgumentParser
import Shared

/// What the drafts say other than the last synced state, field by field.
struct Diff: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: say("与上次同步时相比改了什么", "What changed since the last sync"))

  @Argument(help: ArgumentHelp(say("文件、编号或标题（默认：全部）", "A file, id or title (default: all)"), valueName: "file"))
  var file: String?

  @OptionGroup var output: FormatOption
  @OptionGroup var common: CommonOptions

  func run() throws {
    let workspace = try common.openWorkspace()
    var table = Table(columns: [
      .init(key: "path", label: Text("文件", "File"), limit: 36),
      .init(key: "field", label: Text("项目", "Field"), limit: 30),
      .init(key: "before", label: Text("原来", "Before"), limit: 40),
      .init(key: "after", label: Text("现在", "Now"), limit: 40),
    ])
    var problems: [DraftProblem] = []
    if let file {
      let selection = try Selection.find(file, in: workspace)
      add(
        before: selection.base.flatMap { $0.isDeleted ? nil : $0.body },
        after: selection.file == nil ? nil : try selection.body(), kind: selection.kind,
        path: selection.file?.path ?? selection.base?.path ?? selection.title, names: selection.scan.names, to: &table)
    } else {
      var scan = try workspace.scan(now: SystemClock.nanoseconds())
      try workspace.nameDrafts(&scan)
      problems = scan.problems
      for view in try workspace.views(scan) where view.hasFile {
        var after: JSON?
        switch view.draft {
        case .present(let body, _): after = body
        case .absent: guard view.base?.path != nil else { continue }
        case .unseen: continue
        case .unreadable:
          if case .unreadable(let found) = try workspace.draft(of: view.id, in: scan, base: view.base) {
            problems += found
          }
          continue
        }
        add(
          before: view.base.flatMap { $0.isDeleted ? nil : $0.body }, after: after, kind: view.kind,
          path: view.path ?? "", names: scan.names, to: &table)
      }
    }
    if !table.rows.isEmpty || output.format != .table {
      Console.data(table.render(output.format, in: Console.language))
    } else if problems.isEmpty {
      Console.note(Text("没有修改", "no changes"))
    }
    for problem in problems { Console.note(problem.described(in: Console.language)) }
    if !problems.isEmpty { throw ExitCode.failure }
  }

  private func add(
    before: JSON?, after: JSON?, kind: Kind, path: String, names: Names, to table: inout Table
  ) {
    let language = Console.language
    let values = ValueText(kind: kind, names: names, language: language)
    guard let after else {
      if before != nil {
        table.rows.append([
          .string(path), .string(say("整份文档", "the whole document")), nil, .string(say("缺失", "missing")),
        ])
      }
      return
    }
    for difference in kind.form.differences(from: before ?? .object(JSONObject()), to: after) {
      table.rows.append([
        .string(path), .string(difference.label[language]),
        .string(values.text(difference.before, at: difference.pointer)),
        .string(values.text(difference.after, at: difference.pointer)),
      ])
    }
  }
}
