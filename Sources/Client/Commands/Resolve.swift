import ArgumentParser
import Foundation
import Shared

/// Decides a conflict. What only one side changed is kept from both in any case.
struct Resolve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: say("解决冲突", "Decide a conflict"),
    discussion: say(
      "只有一边改过的地方两边都保留；这里只决定两边都改的地方。之后运行 beike sync。用 --edit 时，删去文件里从〔到〕的各行才算决定。",
      "What only one side changed is kept in any case; this decides where both did. Run beike sync afterwards. With "
        + "--edit it is decided once the lines from 〔 to 〕 are gone from the file."))

  enum Choice: String, EnumerableFlag {
    case mine, server, edit

    static func help(for value: Choice) -> ArgumentHelp? {
      switch value {
      case .mine: ArgumentHelp(say("取这里写的", "Take what is written here"))
      case .server: ArgumentHelp(say("取服务器上的", "Take what the server has"))
      case .edit: ArgumentHelp(say("把两边都写进文件，自己改", "Put both into the file and edit"))
      }
    }
  }

  @Argument(help: ArgumentHelp(say("文件、编号或标题", "A file, id or title"), valueName: "file")) var file: String
  @Flag(exclusivity: .exclusive) var choice: Choice
  @OptionGroup var common: CommonOptions

  func run() async throws {
    let workspace = try common.openWorkspace()
    try await workspace.exclusively {
      let selection = try Selection.find(file, in: workspace)
      let view = try workspace.views(selection.scan).first { $0.id == selection.id }
      guard view?.incoming?.isBeingEdited != true else {
        throw Failure(
          "\(selection.title) 正在改：删去文件里从〔到〕的各行即可", "\(selection.title) is being edited: remove the lines from 〔 to 〕")
      }
      guard let view,
        case .conflict(let conflict) = SyncPlanner.action(for: view)
      else { throw Failure("\(selection.title) 没有冲突", "\(selection.title) has no conflict") }
      let resolution = Resolution(workspace: workspace, scan: selection.scan, view: view)
      switch conflict {
      case .fields(let conflicts): try resolution.settle(conflicts, choice)
      case .deletedThere: try resolution.settleDeletedThere(choice)
      case .deletedHere: try resolution.settleDeletedHere(choice)
      }
    }
    if choice != .edit { Console.note(Text("已决定；运行 beike sync 发送", "decided; run beike sync to send it")) }
  }
}

/// Carries a decision out: the file first, then the base, as everywhere.
struct Resolution {
  let workspace: Workspace
  let scan: DraftScan
  let view: DocumentView

  func settle(_ conflicts: [MergeConflict], _ choice: Resolve.Choice) throws {
    guard let incoming = view.incoming, let theirs = incoming.body, let file = scan.files[view.id],
      case .present(let mine, let digest) = view.draft
    else { return }
    let isKnown = incoming.continuesBase && view.base?.isDeleted == false
    let ancestor = isKnown ? view.base?.body ?? .object(JSONObject()) : .object(JSONObject())
    let body = view.kind.merge(
      base: ancestor, mine: mine, theirs: theirs, preferring: choice == .server ? .theirs : .mine
    ).merged
    guard case .success(let (old, current)) = try workspace.text(of: file), current == digest else {
      throw FileError.changedMeanwhile(path: file.path)
    }
    let writer = DraftWriter(kind: view.kind, names: scan.names)
    let text = writer.text(of: body, id: view.id, rewriting: old, saying: mine)
    guard choice != .edit else { return try markUp(text, conflicts, incoming, file, old: old, digest: digest) }
    if text != old { try workspace.folder.replace(file.path, text, digest: digest) }
    let clean = body == theirs ? DraftFolder.digest(text.utf8) : nil
    try take(incoming, path: file.path, clean: clean)
  }

  /// Puts the server's texts into the file. Nothing is decided until its author has taken the marks out again; until
  /// then the draft is not read.
  private func markUp(
    _ text: String, _ conflicts: [MergeConflict], _ incoming: Incoming, _ file: DraftFile, old: String, digest: String
  ) throws {
    let marked = ConflictMarks.marking(
      conflicts, by: incoming.updatedBy, in: text,
      values: ValueText(kind: view.kind, names: scan.names, language: Console.language))
    try workspace.folder.replace(file.path, marked, digest: digest)
    var incoming = incoming
    incoming.isBeingEdited = true
    try workspace.state.write("edit") { try $0.save(incoming) }
    Console.note(
      Text(
        "请编辑 \(file.path)，改好后删去从〔到〕的各行，再运行 beike sync",
        "edit \(file.path), remove the lines from 〔 to 〕 when it is right, then run beike sync"))
  }

  func settleDeletedThere(_ choice: Resolve.Choice) throws {
    guard let file = scan.files[view.id] else { return }
    switch choice {
    case .server:
      try workspace.folder.remove(file.path, digest: file.digest)
      try take(view.incoming, path: nil, clean: nil)
    case .mine, .edit:
      try take(view.incoming, path: file.path, clean: nil) { transaction in
        try transaction.append(.restoration(of: view.id, kind: view.kind))
      }
    }
  }

  func settleDeletedHere(_ choice: Resolve.Choice) throws {
    guard let incoming = view.incoming else { return }
    switch choice {
    // The wish to delete stays, and the next sync deletes the document as it is now.
    case .mine: try take(incoming, path: view.path, clean: nil)
    // Without a path the document counts as new here, and the next sync writes its file.
    case .server, .edit:
      try workspace.state.write("resolve") { transaction in
        try transaction.deleteIntents(view.id)
        try transaction.setFile(view.id, path: nil, clean: nil)
      }
    }
  }

  /// The server's version becomes the base.
  private func take(
    _ incoming: Incoming?, path: String?, clean: String?,
    and more: (WorkspaceState.Transaction) throws -> Void = { _ in }
  ) throws {
    try workspace.state.write("resolve") { transaction in
      if let incoming {
        try transaction.save(
          Base(
            id: view.id, kind: view.kind, rev: incoming.rev, state: incoming.state,
            updatedAt: incoming.updatedAt, updatedBy: incoming.updatedBy, transition: incoming.transition,
            body: incoming.body ?? view.base?.body ?? .object(JSONObject()),
            isDeleted: incoming.body == nil, path: path, clean: clean))
        try transaction.deleteIncoming(view.id)
      }
      try transaction.deleteRefusal(view.id)
      try more(transaction)
    }
  }
}
