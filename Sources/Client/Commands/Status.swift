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
    try workspace.nameDrafts(&scan, numbering: SystemClock.newID)
    let plan = try workspace.plan(scan)
    var problems = scan.problems
    var rows: [Row] = []
    for file in scan.unnumbered + scan.copies {
      let found = try workspace.problems(ofNew: file, names: scan.names)
      problems += found
      rows.append(
        Self.row(found.areBlanks ? Text("未填完", "not filled in") : Text("新建", "new"), file.kind, file.path, file.path))
    }
    for file in scan.duplicates { rows.append(Self.row(Text("副本", "copy"), file.kind, file.path, file.path)) }
    var listed: Set<DocumentID> = []
    for (view, action) in plan {
      var unreadable: [DraftProblem] = []
      if action == .waitForReader,
        case .unreadable(let found) = try workspace.draft(of: view.id, in: scan, base: view.base)
      {
        unreadable = found
        problems += found
      }
      guard let status = Self.status(action, view, unreadable) else { continue }
      listed.insert(view.id)
      let name = workspace.name(of: view)
      let reason: Text? = if case .unseen(let reason) = action { reason.text } else { nil }
      rows.append(Self.row(status, view.kind, name.title, name.path, reason ?? view.base.flatMap(Self.words)))
    }
    for entry in try workspace.state.read({ try $0.sealed() }) where entry.operation == .transition {
      let path = scan.files[entry.id]?.path
      let name = scan.names.label(of: entry.id) ?? path ?? entry.id.description
      rows.append(Self.row(Self.wish(entry.to), entry.kind, name, path))
    }
    let isNothingToSend = rows.isEmpty
    rows += try Self.overdueDuties(workspace)
    rows += try Self.states(workspace, besides: listed)
    if !rows.isEmpty || output.format != .table {
      Console.data(table(rows).render(output.format, in: Console.language))
    }
    if isNothingToSend, output.format == .table { Console.note(Text("没有要发送的修改", "nothing to send")) }
    for problem in problems { Console.note(problem.described(in: Console.language)) }
    for (file, _) in scan.headless {
      Console.note(
        Text("\(file.path) 的首行丢失，同步时补上", "\(file.path) has lost its first line; a sync puts it back"))
    }
    let printer = SyncPrinter()
    for path in scan.workspaces { printer.print(.otherWorkspace(path: path)) }
    try Self.privateNumbers(workspace, scan, plan) { printer.print($0) }
  }

  /// One line of the answer.
  private struct Row {
    let status: Text
    let kind: Kind
    let title: String
    let path: String?
    /// Who said what, or why a file is not seen.
    let note: Text?
  }

  private static func row(
    _ status: Text, _ kind: Kind, _ title: String, _ path: String?, _ note: Text? = nil
  ) -> Row {
    Row(status: status, kind: kind, title: title, path: path, note: note)
  }

  /// People read it in their language, programs the same in any.
  private func table(_ rows: [Row]) -> Table {
    let isForPeople = output.format == .table
    let language = isForPeople ? Console.language : .english
    let hasNotes = !isForPeople || rows.contains { $0.note != nil }
    var table = Table(columns: [
      .init(key: "status", label: Text("状态", "Status")),
      .init(key: "kind", label: Text("类别", "Kind")),
      .init(key: "title", label: Text("标题", "Title"), limit: 44),
      .init(key: "path", label: Text("文件", "File"), cut: .middle),
    ])
    if hasNotes {
      table.columns.append(.init(key: "note", label: Text("说明", "Note"), limit: isForPeople ? 60 : nil))
    }
    table.rows = rows.map { row in
      let kind = language == .chinese ? row.kind.label.zh : row.kind.name
      let cells: [JSON?] = [
        .string(row.status[language]), .string(kind), .string(row.title), row.path.map(JSON.string),
      ]
      return hasNotes ? cells + [row.note.map { .string($0[language]) }] : cells
    }
    return table
  }

  /// What is with somebody else, or came back from there.
  private static func states(_ workspace: Workspace, besides listed: Set<DocumentID>) throws -> [Row] {
    let shown: [DocumentState] = [.returned, .submitted, .approved]
    var found: [(DocumentState, DocumentName, Text?)] = []
    for kind in workspace.scope.draftKinds where kind.isHandedIn {
      for base in try workspace.state.read({ try $0.bases(kind: kind) }) where !listed.contains(base.id) {
        guard let state = base.state, shown.contains(state), !base.isHidden else { continue }
        let title = Names.name(of: base.body, kind: kind, yearStarting: workspace.scope.yearStarting)
        let name = DocumentName(kind: kind, id: base.id, title: title ?? base.path ?? "", path: base.path)
        found.append((state, name, words(base)))
      }
    }
    found.sort { left, right in
      let (one, other) = (shown.firstIndex(of: left.0) ?? 0, shown.firstIndex(of: right.0) ?? 0)
      return one == other ? DocumentName.isEarlier(left.1, right.1) : one < other
    }
    return found.map { row(Text($0.label.zh, $0.rawValue), $1.kind, $1.title, $1.path, $2) }
  }

  /// Who handed a document in, returned or approved it, and what they said.
  private static func words(_ base: Base) -> Text? {
    guard let transition = base.transition, transition.to == base.state else { return nil }
    let comment = transition.comment.map { $0.replacing("\n", with: " ") }
    return Text(
      transition.by + (comment.map { "：\($0)" } ?? ""), transition.by + (comment.map { ": \($0)" } ?? ""))
  }

  private static func status(_ action: SyncAction, _ view: DocumentView, _ problems: [DraftProblem]) -> Text? {
    switch action {
    case .push(.create): Text("新建", "new")
    case .push(.update): Text("已改", "changed")
    case .push(.delete): Text("待删", "to delete")
    case .push(.restore): Text("待恢复", "to restore")
    case .push(.transition): wish(view.intent?.to)
    case .conflict: Text("冲突", "conflict")
    case .locked(let state): Text("已改（\(state.label.zh)）", "changed (\(state.rawValue))")
    case .refused: Text("未被接受", "refused")
    case .missing: Text("缺失", "missing")
    case .unseen: Text("看不到", "not seen")
    case .waitForReader where view.incoming?.isBeingEdited == true: Text("冲突", "conflict")
    case .waitForReader: problems.areBlanks ? Text("未填完", "not filled in") : Text("读不懂", "unreadable")
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
  private static func overdueDuties(_ workspace: Workspace) throws -> [Row] {
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

  /// What a sync would send now, and what would wait, without asking the server.
  static func report(_ workspace: Workspace, to report: SyncEngine.Report) throws {
    var scan = try workspace.scan(now: SystemClock.nanoseconds())
    try workspace.nameDrafts(&scan, numbering: SystemClock.newID)
    for file in scan.unnumbered + scan.copies {
      let problems = try workspace.problems(ofNew: file, names: scan.names)
      let name = DocumentName(kind: file.kind, id: SystemClock.newID(), title: file.path, path: file.path)
      report(
        problems.isEmpty
          ? .wouldSend(.create, name, to: nil) : problems.areBlanks ? .unfilled(problems) : .unreadable(problems))
    }
    if !scan.problems.isEmpty { report(.unreadable(scan.problems)) }
    let plan = try workspace.plan(scan)
    try privateNumbers(workspace, scan, plan, to: report)
    var absent = AbsentFiles()
    for (view, action) in plan {
      let name = workspace.name(of: view)
      switch action {
      case .push(let operation): report(.wouldSend(operation, name, to: view.intent?.to))
      case .missing, .unseen: absent.note(action, name, view)
      case .waitForReader:
        if case .unreadable(let problems) = try workspace.draft(of: view.id, in: scan, base: view.base) {
          report(problems.areBlanks ? .unfilled(problems) : .unreadable(problems))
        }
      default: break
      }
    }
    absent.tell(report)
    if !scan.duplicates.isEmpty { report(.duplicates(scan.duplicates.map(\.path))) }
  }
}
