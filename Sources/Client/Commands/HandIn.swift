import ArgumentParser
import Shared
import Synchronization

/// Hands a document in.
struct Submit: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: say("提交给教研组长", "Hand in"),
    discussion: say("没有网络时先记下，下次同步时提交。", "Without a network it waits for the next sync."))

  @OptionGroup var handIn: HandIn
  func run() async throws { try await handIn.run(to: .submitted) }
}

/// Gives a document back with a comment.
struct Return: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: say("退回修改", "Return for changes"))

  @OptionGroup var handIn: HandIn
  func run() async throws { try await handIn.run(to: .returned) }
}

/// Approves what was handed in.
struct Approve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: say("通过", "Approve"))

  @OptionGroup var handIn: HandIn
  func run() async throws { try await handIn.run(to: .approved) }
}

/// What the three have in common: the wish goes into the outbox, and a sync follows if there is a network.
struct HandIn: ParsableArguments {
  @Argument(help: ArgumentHelp(say("文件、编号或标题", "A file, id or title"), valueName: "file")) var file: String
  @Option(
    help: ArgumentHelp(
      say("说明，最多 \(Transition.maximumComment) 字", "A comment of at most \(Transition.maximumComment) characters")))
  var comment: String?
  @OptionGroup var common: CommonOptions

  func run(to state: DocumentState) async throws {
    let comment = try comment.map(Self.checked)
    let workspace = try common.openWorkspace()
    let selection = try await workspace.exclusively { try queue(state, comment, in: workspace) }
    let outcome = Outcome(id: selection.id, state: state)
    do {
      try await Sync.run(workspace) { outcome.note($0) }
    } catch {
      let failure = Failure(error)
      guard failure.code == .offline || failure.code == .notLoggedIn else { throw error }
      Console.note(failure.text)
      return Console.note(
        Text("已记下，有网络时运行 beike sync 即“\(state.label.zh)”", "noted; beike sync will make it \(state.rawValue)"))
    }
    guard !outcome.isDone else { return }
    throw Failure(
      "没有“\(state.label.zh)”：\(selection.title)；原因见上", "not \(state.rawValue): \(selection.title), for the reason above"
    )
  }

  private static func checked(_ comment: String) throws -> String {
    let (canonical, violations) = Transition.check(comment: comment)
    guard let first = violations.first else { return canonical }
    throw Failure("--comment \(first.text.zh)", "--comment \(first.text.en)", code: .usage)
  }

  /// Puts the wish into the outbox, where it is one that can be fulfilled.
  private func queue(_ state: DocumentState, _ comment: String?, in workspace: Workspace) throws -> Selection {
    let selection = try Selection.find(file, in: workspace)
    guard selection.kind.isHandedIn else {
      throw Failure("\(selection.kind.label.zh)不用上交", "a \(selection.kind.label.en.lowercased()) is not handed in")
    }
    _ = try selection.body()
    let current = selection.base?.state ?? .draft
    guard current.successors.contains(state) else { throw Self.outOfTurn(selection.title, current, state) }
    let isWaiting = try workspace.state.read { try $0.intents() }
      .contains { $0.id == selection.id && $0.to == state }
    guard !isWaiting else { return selection }
    try workspace.state.write("hand in") { transaction in
      try transaction.append(
        OutboxEntry(
          sequence: 0, operation: .transition, kind: selection.kind, id: selection.id,
          base: selection.base?.rev, to: state, comment: comment))
    }
    return selection
  }

  /// The rule that forbids it, and that it was judged by what is known here.
  private static func outOfTurn(_ title: String, _ current: DocumentState, _ state: DocumentState) -> Failure {
    let next = DocumentState.allCases.filter(current.successors.contains)
    let rule =
      next.isEmpty
      ? Text("“\(current.label.zh)”之后不能再改", "nothing follows on \(current.rawValue)")
      : Text(
        "“\(current.label.zh)”之后只能“\(next.map(\.label.zh).joined(separator: "”或“"))”",
        "only \(next.map(\.rawValue).joined(separator: " or ")) follows on \(current.rawValue)")
    return Failure(
      "\(title) 上次同步时是“\(current.label.zh)”，不能“\(state.label.zh)”：\(rule.zh)。先运行 beike sync，再看现在的状态",
      "\(title) was \(current.rawValue) when last synced and can't become \(state.rawValue): \(rule.en). Run beike sync "
        + "first and look again")
  }

  /// What a sync says of the wish.
  private final class Outcome: Sendable {
    private let id: DocumentID
    private let state: DocumentState
    private let done = Mutex(false)

    init(id: DocumentID, state: DocumentState) { (self.id, self.state) = (id, state) }

    var isDone: Bool { done.withLock { $0 } }

    func note(_ event: SyncEvent) {
      switch event {
      case .sent(.transition, let name, _, state) where name.id == id,
        .dropped(let name, state, .done) where name.id == id:
        done.withLock { $0 = true }
      default: break
      }
    }
  }
}
