import ArgumentParser
import Shared

/// Gives up what is only here: a change, a wish that was not sent yet, a file that has gone.
struct Revert: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: say("放弃本地修改，或取回缺失的文件", "Give up local changes, or bring missing files back"),
    discussion: say(
      "文件回到上次同步时的样子；未被接受的、等待的修改和请求也一并放弃。不需要网络。",
      "The file becomes what it was at the last sync; what was refused or waits is given up too. Needs no network."))

  @Argument(help: ArgumentHelp(say("文件、编号或标题", "Files, ids or titles"), valueName: "file")) var files: [String]
  @OptionGroup var common: CommonOptions

  func run() async throws {
    let workspace = try common.openWorkspace()
    try await workspace.exclusively {
      for file in files {
        let path = try Reversion(try Selection.find(file, in: workspace)).run()
        Console.note(Text("已恢复 \(path)", "\(path) is as it was"))
      }
    }
  }
}

/// Brings one draft back to its base.
struct Reversion {
  private let selection: Selection
  private var workspace: Workspace { selection.workspace }

  init(_ selection: Selection) { self.selection = selection }

  /// - Returns: where the file is now.
  @discardableResult
  func run() throws -> String {
    guard let base = selection.base else {
      throw Failure(
        "\(selection.title) 还没有发送过；不要它，删去文件即可",
        "\(selection.title) was never sent; to be rid of it just remove the file")
    }
    guard !base.isDeleted else {
      throw Failure("\(selection.title) 已经删除；用 beike restore 恢复", "\(selection.title) is deleted; see beike restore")
    }
    guard try !workspace.state.read({ try $0.sealed() }).contains(where: { $0.id == base.id }) else {
      throw Failure(
        "\(selection.title) 正在发送；先 beike sync", "\(selection.title) is on its way; run beike sync first")
    }
    let incoming = try workspace.state.read { try $0.incoming(base.id) }
    let draft = try selection.draft()
    if let incoming, selection.file != nil, incoming.body != base.body {
      throw Failure(
        "\(selection.title) 服务器上也改过；用 beike resolve \(selection.file?.path ?? "") --server",
        "\(selection.title) was changed on the server too; see beike resolve \(selection.file?.path ?? "") --server")
    }
    let writer = DraftWriter(kind: base.kind, names: selection.scan.names)
    switch (draft, selection.file) {
    case (.clean(let file), _):
      try store(base, path: file.path, clean: file.digest)
      return file.path
    case (_, let file?):
      let text = try self.text(writer, base, file, draft)
      try workspace.folder.replace(file.path, text, digest: try digest(of: file))
      try store(base, path: file.path, clean: DraftFolder.digest(text.utf8))
      return file.path
    case (_, nil): return try bringBack(base, incoming, writer)
    }
  }

  /// What can be read keeps its author's comments.
  private func text(_ writer: DraftWriter, _ base: Base, _ file: DraftFile, _ draft: Draft) throws -> String {
    guard case .present(_, let mine) = draft, case .success(let (old, _)) = try workspace.text(of: file) else {
      return writer.text(of: base.body, id: base.id)
    }
    return writer.text(of: base.body, id: base.id, rewriting: old, saying: mine)
  }

  private func digest(of file: DraftFile) throws -> String { DraftFolder.digest(try workspace.folder.read(file.path)) }

  /// Writes a missing file, with what a colleague made of it since. After a restore of the server that may be another
  /// history: then it is what was here, and the next sync compares.
  private func bringBack(_ base: Base, _ incoming: Incoming?, _ writer: DraftWriter) throws -> String {
    var base = base
    let isTaken = incoming?.continuesBase == true
    if let incoming, isTaken, let body = incoming.body {
      base.rev = incoming.rev
      base.state = incoming.state
      base.transition = incoming.transition
      base.updatedAt = incoming.updatedAt
      base.updatedBy = incoming.updatedBy
      base.body = body
    }
    let scan = selection.scan
    let text = writer.text(of: base.body, id: base.id)
    let path: String
    if let former = base.path, scan.problems.contains(where: { $0.path.isExactly(former) }),
      let bytes = try? workspace.folder.read(former)
    {
      // An empty file, or one that nobody can read any more.
      path = former
      try workspace.folder.replace(path, text, digest: DraftFolder.digest(bytes))
    } else {
      path =
        base.path.flatMap { scan.paths.contains($0.lowercased()) ? nil : $0 }
        ?? FileNames.path(for: base.kind, body: base.body, scope: workspace.scope, taken: scan.paths)
      try workspace.folder.create(path, text)
      try workspace.folder.flush([path])
    }
    try store(base, path: path, clean: DraftFolder.digest(text.utf8), takes: isTaken)
    return path
  }

  /// The file first, then the state, as everywhere.
  private func store(_ base: Base, path: String, clean: String, takes: Bool = false) throws {
    var base = base
    base.path = path
    // What a restored server has lost goes up again.
    base.clean = base.isLost ? nil : clean
    base.isAskedAbout = false
    try workspace.state.write("revert") { transaction in
      try transaction.save(base)
      try transaction.deleteRefusal(base.id)
      try transaction.deleteIntents(base.id)
      if takes { try transaction.deleteIncoming(base.id) }
    }
  }
}
