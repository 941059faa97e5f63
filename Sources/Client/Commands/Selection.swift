import Foundation
import Shared

/// The document that somebody means by a file, an id (or its beginning) or a title.
struct Selection {
  let id: DocumentID
  let kind: Kind
  let base: Base?
  let file: DraftFile?
  let scan: DraftScan
  let workspace: Workspace

  static func find(_ text: String, in workspace: Workspace) throws -> Selection {
    var scan = try workspace.scan(now: SystemClock.nanoseconds())
    try workspace.nameDrafts(&scan)
    let matches = try candidates(text, workspace, scan)
    guard let id = matches.first else {
      let question = Spelling.question(
        text, among: scan.files.values.map(\.path) + scan.files.keys.compactMap(scan.names.label))
      throw Failure(
        "没有找到“\(text)”\(question.zh.isEmpty ? "；" : question.zh)可写文件、标题或编号",
        "there is no \"\(text)\"\(question.en.isEmpty ? ";" : question.en) name a file, a title or an id", code: .usage)
    }
    guard matches.count == 1 else {
      let list = matches.map { "  \($0)  \(scan.files[$0]?.path ?? scan.names.label(of: $0) ?? "")" }
        .joined(separator: "\n")
      throw Failure(
        "“\(text)”不止一份，请写编号：\n\(list)", "\"\(text)\" is more than one; write the id:\n\(list)", code: .usage)
    }
    let base = try workspace.state.read { try $0.base(id) }
    let file = scan.files[id]
    guard let kind = base?.kind ?? file?.kind else { throw Failure(WorkspaceError.notFound(from: text)) }
    return Selection(id: id, kind: kind, base: base, file: file, scan: scan, workspace: workspace)
  }

  private static func candidates(
    _ text: String, _ workspace: Workspace, _ scan: DraftScan
  ) throws -> [DocumentID] {
    if let id = DocumentID(text: text) {
      let isKnown = try scan.files[id] != nil || workspace.state.read { try $0.base(id) } != nil
      return isKnown ? [id] : []
    }
    let path = relativePath(text, workspace)
    let bases = try workspace.state.read { try $0.bases() }
    // The file that is there comes before one that has gone, and that before what was deleted.
    let former = bases.filter { $0.path?.isExactly(path) == true && scan.files[$0.id] == nil }
    let byPath = [
      scan.files.filter { $0.value.path.isExactly(path) }.map(\.key), former.filter { !$0.isDeleted }.map(\.id),
      former.map(\.id),
    ]
    if let found = byPath.first(where: { !$0.isEmpty }) { return found }
    if scan.unnumbered.contains(where: { $0.path.isExactly(path) }) {
      throw Failure(
        "\(path) 还没有编号；先运行 beike sync（没有网络也会编号）",
        "\(path) has no id yet; run beike sync first (it numbers drafts even offline)")
    }
    let byPrefix = Set(
      (bases.map(\.id) + scan.files.keys).filter { text.count >= 4 && $0.description.hasPrefix(text.lowercased()) })
    if !byPrefix.isEmpty { return byPrefix.sorted() }
    return Kind.all.flatMap { scan.names.candidates(for: text, kind: $0.name) }
  }

  static func relativePath(_ text: String, _ workspace: Workspace) -> String {
    let path = URL(filePath: text).resolvingSymlinksInPath().path
    let root = workspace.root.resolvingSymlinksInPath().path + "/"
    return path.beginsExactly(with: root) ? String(decoding: path.utf8.dropFirst(root.utf8.count), as: UTF8.self) : text
  }

  func draft() throws -> Draft { try workspace.draft(of: id, in: scan, base: base) }

  /// The draft's body, else the base's.
  /// - Throws: `Failure` with the places when the draft can't be read.
  func body() throws -> JSON? {
    switch try draft() {
    case .absent, .unseen: base?.body
    case .clean: base?.body
    case .present(_, let body): body
    case .unreadable(let problems):
      throw Failure(
        Text(
          problems.map { $0.described(in: .chinese) }.joined(separator: "\n"),
          problems.map { $0.described(in: .english) }.joined(separator: "\n")))
    }
  }

  var title: String {
    let body = (try? body()) ?? base?.body ?? .object(JSONObject())
    return Names.name(of: body, kind: kind, yearStarting: workspace.scope.yearStarting) ?? id.description
  }
}
