import ArgumentParser
import Foundation
import Shared

/// Decides a conflict. What only one side changed is kept from both in any case.
struct Resolve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: say("解决冲突", "Decide a conflict"),
    discussion: say(
      "只有一边改过的地方两边都保留；这里只决定两边都改的地方。之后运行 beike sync。",
      "What only one side changed is kept in any case; this decides where both did. Run beike sync afterwards."))

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
      guard let view = try workspace.views(selection.scan).first(where: { $0.id == selection.id }),
        case .conflict(let conflict) = SyncPlanner.action(for: view)
      else { throw Failure("\(selection.title) 没有冲突", "\(selection.title) has no conflict") }
      let resolution = Resolution(workspace: workspace, scan: selection.scan, view: view)
      switch conflict {
      case .fields(let conflicts): try resolution.settle(conflicts, choice)
      case .deletedThere: try resolution.settleDeletedThere(choice)
      case .deletedHere: try resolution.settleDeletedHere(choice)
      }
    }
    Console.note(Text("已决定；运行 beike sync 发送", "decided; run beike sync to send it"))
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
    var text = DraftWriter(kind: view.kind, names: scan.names).text(of: body, id: view.id, rewriting: old)
    if choice == .edit {
      text = noting(conflicts, by: incoming, in: text)
      Console.note(Text("请编辑 \(file.path)，删去 # 〔…〕 各行", "edit \(file.path) and remove the lines # 〔…〕"))
    }
    if text != old { try workspace.folder.replace(file.path, text, digest: digest) }
    let clean = body == theirs && choice != .edit ? DraftFolder.digest(text.utf8) : nil
    try take(incoming, path: file.path, clean: clean)
  }

  func settleDeletedThere(_ choice: Resolve.Choice) throws {
    guard let file = scan.files[view.id] else { return }
    switch choice {
    case .server:
      try workspace.folder.remove(file.path, digest: file.digest)
      try take(view.incoming, path: nil, clean: nil)
    case .mine, .edit:
      try take(view.incoming, path: file.path, clean: nil) { transaction in
        try transaction.append(OutboxEntry(sequence: 0, operation: .restore, kind: view.kind, id: view.id))
      }
    }
  }

  func settleDeletedHere(_ choice: Resolve.Choice) throws {
    guard let incoming = view.incoming else { return }
    switch choice {
    // The file stays away, and the next sync deletes the document as it is now.
    case .mine: try take(incoming, path: view.path, clean: nil)
    // Without a path the document counts as new here, and the next sync writes its file.
    case .server, .edit:
      try workspace.state.write("resolve") { try $0.setFile(view.id, path: nil, clean: nil) }
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
            updatedAt: incoming.updatedAt, updatedBy: incoming.updatedBy,
            body: incoming.body ?? view.base?.body ?? .object(JSONObject()),
            isDeleted: incoming.body == nil, path: path, clean: clean))
        try transaction.deleteIncoming(view.id)
      }
      try transaction.deleteRefusal(view.id)
      try more(transaction)
    }
  }

  /// Puts the server's values above the fields as comments.
  private func noting(_ conflicts: [MergeConflict], by incoming: Incoming, in text: String) -> String {
    let values = ValueText(kind: view.kind, names: scan.names, language: .chinese)
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    for (key, items) in Dictionary(grouping: conflicts, by: { $0.pointer.tokens.first ?? "" }) {
      guard let index = lines.firstIndex(where: { $0.hasPrefix(key + ":") }) else { continue }
      let notes = items.map { item in
        "# 〔\(item.label.zh)，服务器上（\(incoming.updatedBy)）：\(values.text(item.theirs, at: item.pointer))〕"
      }
      lines.insert(contentsOf: notes, at: index)
    }
    return lines.joined(separator: "\n")
  }
}
