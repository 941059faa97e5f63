import ArgumentParser
import Shared

/// What both sides changed, side by side.
struct Conflicts: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: say("列出冲突：原来、这里、服务器", "Open conflicts: base, mine, server"))

  @OptionGroup var output: FormatOption
  @OptionGroup var common: CommonOptions

  func run() throws {
    let workspace = try common.openWorkspace()
    var scan = try workspace.scan(now: SystemClock.nanoseconds())
    try workspace.nameDrafts(&scan)
    let language = Console.language
    var table = Table(columns: [
      .init(key: "path", label: Text("文件", "File"), limit: 36),
      .init(key: "field", label: Text("项目", "Field"), limit: 30),
      .init(key: "base", label: Text("原来", "Base"), limit: 30),
      .init(key: "mine", label: Text("这里", "Mine"), limit: 30),
      .init(key: "theirs", label: Text("服务器", "Server"), limit: 30),
      .init(key: "by", label: Text("修改人", "By")),
      .init(key: "at", label: Text("时间", "When")),
    ])
    var count = 0
    for (view, action) in try workspace.plan(scan) {
      guard case .conflict(let conflict) = action else { continue }
      count += 1
      let values = ValueText(kind: view.kind, names: scan.names, language: language)
      let by: [JSON?] = [
        .string(view.incoming?.updatedBy ?? view.base?.updatedBy ?? ""),
        output.format.cell(view.incoming?.updatedAt ?? view.base?.updatedAt),
      ]
      let path = JSON.string(view.path ?? workspace.name(of: view).title)
      let whole = JSON.string(say("整份文档", "the whole document"))
      let deleted = JSON.string(say("已删", "deleted"))
      let edited = JSON.string(say("改过", "edited"))
      switch conflict {
      case .fields(let conflicts):
        for item in conflicts {
          table.rows.append(
            [
              path, .string(item.label[language]), .string(values.text(item.base, at: item.pointer)),
              .string(values.text(item.mine, at: item.pointer)),
              .string(values.text(item.theirs, at: item.pointer)),
            ] + by)
        }
      case .deletedThere: table.rows.append([path, whole, nil, edited, deleted] + by)
      case .deletedHere: table.rows.append([path, whole, nil, deleted, edited] + by)
      }
    }
    guard count > 0 else {
      if output.format == .table {
        return Console.note(Text("没有冲突", "no conflicts"))
      }
      return Console.data(table.render(output.format, in: language))
    }
    Console.data(table.render(output.format, in: language))
    Console.note(
      Text(
        "用 beike resolve 文件 --mine（取这里的）、--server（取服务器的）或 --edit（自己写）解决",
        "resolve with beike resolve FILE --mine, --server or --edit"))
    throw ExitCode.openConflicts
  }
}
