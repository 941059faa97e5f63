import ArgumentParser
import Shared

/// Deletes documents, file and all. That a file has gone says nothing; this does.
struct Delete: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: say("删除文档", "Delete documents"),
    discussion: say(
      "文件和服务器上的文档一起删去；文件已经不在的也可以。服务器留着历史，可用 beike restore 恢复。",
      "Removes the file and the document on the server; a file may have gone already. The server keeps the history: "
        + "beike restore brings it back."))

  @Argument(help: ArgumentHelp(say("文件、编号或标题", "Files, ids or titles"), valueName: "file")) var files: [String]
  @OptionGroup var common: CommonOptions

  func run() async throws {
    let workspace = try common.openWorkspace()
    try await workspace.exclusively {
      let selections = try files.map { try Selection.find($0, in: workspace) }
      for selection in selections { try Deletion(selection).check() }
      for selection in selections { try Deletion(selection).ask() }
    }
    do {
      try await Sync.run(workspace)
    } catch {
      let failure = Failure(error)
      guard failure.code == .offline || failure.code == .notLoggedIn else { throw error }
      Console.note(failure.text)
      Console.note(Text("已记下，有网络时运行 beike sync 即删除", "noted; beike sync will delete it"))
    }
  }
}

/// Asks for a document to be deleted. The file goes first: without the wish it is merely missing.
struct Deletion {
  private let workspace: Workspace
  private let selection: Selection

  init(_ selection: Selection) {
    self.selection = selection
    workspace = selection.workspace
  }

  /// Nothing is deleted that only stands here.
  func check() throws {
    guard let base = selection.base, !base.isDeleted else {
      throw Failure(
        selection.base == nil
          ? Text(
            "\(selection.title) 还没有发送过；不要它，删去文件即可",
            "\(selection.title) was never sent; to be rid of it just remove the file")
          : Text("\(selection.title) 已经删除", "\(selection.title) is deleted already"))
    }
    switch try selection.draft() {
    case .clean, .absent, .unseen: break
    case .present(_, let body) where body == base.body: break
    case .present, .unreadable:
      throw Failure(
        "\(selection.title) 有还没发送的修改；先 beike sync，或用 beike revert 放弃修改",
        "\(selection.title) has changes that were not sent; run beike sync first, or give them up with beike revert")
    }
  }

  func ask() throws {
    if let file = selection.file {
      try workspace.folder.remove(file.path, digest: file.digest)
      try workspace.folder.flush([file.path])
    }
    let isAsked = try workspace.state.read { try $0.intents() }
      .contains { $0.id == selection.id && $0.operation == .delete }
    try workspace.state.write("delete") { transaction in
      try transaction.deleteRefusal(selection.id)
      if !isAsked { try transaction.append(.deletion(of: selection.id, kind: selection.kind)) }
    }
  }
}
