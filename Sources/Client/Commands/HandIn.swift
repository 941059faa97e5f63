import ArgumentParser
import Shared

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
  @Option(help: ArgumentHelp(say("说明", "A comment"))) var comment: String?
  @OptionGroup var common: CommonOptions

  func run(to state: DocumentState) async throws {
    let workspace = try common.openWorkspace()
    try await workspace.exclusively { try queue(state, in: workspace) }
    do {
      try await Sync.run(workspace)
    } catch {
      let failure = Failure(error)
      guard failure.code == .offline || failure.code == .notLoggedIn else { throw error }
      Console.note(failure.text)
      Console.note(
        Text("已记下，有网络时运行 beike sync 即“\(state.label.zh)”", "noted; beike sync will make it \(state.rawValue)"))
    }
  }

  private func queue(_ state: DocumentState, in workspace: Workspace) throws {
    let selection = try Selection.find(file, in: workspace)
    guard selection.kind.isHandedIn else {
      throw Failure("\(selection.kind.label.zh)不用上交", "\(selection.kind.name) are not handed in")
    }
    _ = try selection.body()
    let current = selection.base?.state ?? .draft
    guard current.successors.contains(state) else {
      throw Failure(
        "\(selection.title) 现在是“\(current.label.zh)”，不能“\(state.label.zh)”",
        "\(selection.title) is \(current.rawValue) and can't become \(state.rawValue)")
    }
    let isWaiting = try workspace.state.read { try $0.intents() }
      .contains { $0.id == selection.id && $0.to == state }
    guard !isWaiting else { return }
    try workspace.state.write("hand in") { transaction in
      try transaction.append(
        OutboxEntry(
          sequence: 0, operation: .transition, kind: selection.kind, id: selection.id,
          base: selection.base?.rev, to: state, comment: comment))
    }
  }
}
