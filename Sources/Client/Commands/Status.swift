import ArgumentParser
import Shared

/// What is changed, new, in conflict or waiting, and which duties are overdue. Needs no network.
struct Status: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: say("有哪些修改、冲突和到期职责", "What is changed, in conflict or overdue"))

  @OptionGroup var output: FormatOption
  @OptionGroup var common: CommonOptions

  func run() throws {
    let workspace = try common.openWorkspace()
    var scan = try workspace.scan(now: SystemClock.nanoseconds())
    try workspace.nameDrafts(&scan)
    var table = Table(columns: [
      .init(key: "status", label: Text("状态", "Status")),
      .init(key: "kind", label: Text("类别", "Kind")),
      .init(key: "title", label: Text("标题", "Title"), limit: 44),
      .init(key: "path", label: Text("文件", "File")),
    ])
    for file in scan.unnumbered + scan.copies {
      table.rows.append(Self.row(Text("新建", "new"), file.kind, file.path, file.path))
    }
    let plan = try workspace.plan(scan)
    for (view, action) in plan {
      guard let status = Self.status(action, view) else { continue }
      let name = workspace.name(of: view)
      table.rows.append(Self.row(status, view.kind, name.title, name.path))
    }
    for entry in try workspace.state.read({ try $0.sealed() }) where entry.operation == .transition {
      let path = scan.files[entry.id]?.path
      let name = scan.names.label(of: entry.id) ?? path ?? entry.id.description
      table.rows.append(Self.row(Self.wish(entry.to), entry.kind, name, path))
    }
    var problems = scan.problems
    for (view, action) in plan where action == .waitForReader {
      if case .unreadable(let found) = try workspace.draft(of: view.id, in: scan, base: view.base) {
        problems += found
      }
    }
    table.rows += try Self.overdueDuties(workspace)
    if !table.rows.isEmpty || output.format != .table {
      Console.data(table.render(output.format, in: Console.language))
    } else {
      Console.note(Text("没有要发送的修改", "nothing to send"))
    }
    for problem in problems { Console.note(problem.described(in: Console.language)) }
    let printer = SyncPrinter()
    try Self.privateNumbers(workspace, scan, plan) { printer.print($0) }
  }

  private static func row(_ status: Text, _ kind: Kind, _ title: String, _ path: String?) -> [JSON?] {
    let language = Console.language
    return [
      .string(status[language]), .string(language == .chinese ? kind.label.zh : kind.name), .string(title),
      path.map(JSON.string),
    ]
  }

  private static func status(_ action: SyncAction, _ view: DocumentView) -> Text? {
    switch action {
    case .push(.create): Text("新建", "new")
    case .push(.update): Text("已改", "changed")
    case .push(.delete): Text("已删", "deleted")
    case .push(.restore): Text("待恢复", "to restore")
    case .push(.transition): wish(view.intent?.to)
    case .conflict: Text("冲突", "conflict")
    case .locked(let state): Text("已改（\(state.label.zh)）", "changed (\(state.rawValue))")
    case .refused: Text("未被接受", "refused")
    case .waitForReader: Text("读不懂", "unreadable")
    case .hidden: Text("不再可见", "hidden")
    case .write, .remove, .adopt: Text("待更新", "behind")
    case .settle, .drop: nil
    }
  }

  private static func wish(_ to: DocumentState?) -> Text {
    switch to {
    case .submitted: Text("待提交", "to submit")
    case .returned: Text("待退回", "to return")
    case .approved: Text("待通过", "to approve")
    case .draft, .archived, nil: Text("待转", "to change")
    }
  }

  /// Duties whose day or week has passed and that nobody has called done.
  private static func overdueDuties(_ workspace: Workspace) throws -> [[JSON?]] {
    guard case .group(_, let code) = workspace.scope, let term = try workspace.term(code) else { return [] }
    let today = SystemClock.today()
    return try workspace.state.read { try $0.bases(kind: Duty.kind) }.compactMap { base in
      guard let duty = try? base.body.decode(Duty.self), duty.doneOn == nil else { return nil }
      let isOverdue =
        duty.dueDay.map { $0 < today } ?? duty.dueWeek.map { $0 < term.week(of: today) } ?? false
      let title = Duty.kind.title(of: base.body) ?? ""
      return isOverdue ? row(Text("到期", "overdue"), Duty.kind, title, base.path) : nil
    }
  }

  /// What should not be in the drafts that a sync would send.
  private static func privateNumbers(
    _ workspace: Workspace, _ scan: DraftScan, _ plan: [(DocumentView, SyncAction)], to report: SyncEngine.Report
  ) throws {
    for file in scan.unnumbered + scan.copies {
      let found = try workspace.privateNumbers(in: file, names: scan.names)
      let name = DocumentName(kind: file.kind, id: SystemClock.newID(), title: file.path, path: file.path)
      if !found.isEmpty { report(.privateNumbers(name, found)) }
    }
    for case (let view, .push(let operation)) in plan {
      let found = view.privateNumbers(sending: operation)
      if !found.isEmpty { report(.privateNumbers(workspace.name(of: view), found)) }
    }
  }

  /// What a sync would send now, without asking the server.
  static func report(_ workspace: Workspace, to report: SyncEngine.Report) throws {
    var scan = try workspace.scan(now: SystemClock.nanoseconds())
    try workspace.nameDrafts(&scan)
    for file in scan.unnumbered + scan.copies {
      let name = DocumentName(kind: file.kind, id: SystemClock.newID(), title: file.path, path: file.path)
      report(.wouldSend(.create, name, to: nil))
    }
    if !scan.problems.isEmpty { report(.unreadable(scan.problems)) }
    let plan = try workspace.plan(scan)
    try privateNumbers(workspace, scan, plan, to: report)
    for (view, action) in plan {
      switch action {
      case .push(let operation): report(.wouldSend(operation, workspace.name(of: view), to: view.intent?.to))
      case .waitForReader:
        if case .unreadable(let problems) = try workspace.draft(of: view.id, in: scan, base: view.base) {
          report(.unreadable(problems))
        }
      default: break
      }
    }
  }
}
