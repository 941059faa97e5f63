import ArgumentParser
import Foundation
import Shared

/// Makes a draft, filled in with what is known.
struct New: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: say("新建草稿，已知的先填好", "Make a draft, prefilled with what is known"))

  @Argument(
    help: ArgumentHelp(say("类别，如 minutes", "The kind, e.g. minutes"), valueName: "kind"),
    completion: .list(Kind.all.map(\.name)))
  var kind: String
  @Option(help: ArgumentHelp(say("标题或主题", "The title or topic"))) var title: String?
  @Option(help: ArgumentHelp(say("日期（默认：今天）", "The day (default: today)"))) var date: String?
  @OptionGroup var common: CommonOptions

  func run() async throws {
    let workspace = try common.openWorkspace()
    let kind = try Kind.find(kind)
    guard workspace.scope.draftKinds.contains(kind) else {
      let kinds = workspace.scope.draftKinds.map(\.name).joined(separator: ", ")
      let words = workspace.scope.draftKinds.map(\.label.zh).joined(separator: "、")
      throw Failure(
        "这个文件夹不收\(kind.label.zh)；可新建：\(words)", "this folder holds no \(kind.name); there are: \(kinds)", code: .usage)
    }
    let day = try date.map { text in
      guard let day = Day(text) else {
        throw Failure("“\(text)”不是日期，应如 2024-02-26", "\"\(text)\" is no day such as 2024-02-26", code: .usage)
      }
      return day
    }
    let scan = try workspace.scan(now: SystemClock.nanoseconds())
    let template = try DraftTemplate(
      workspace: workspace, today: day ?? SystemClock.today(), unsent: try workspace.unsent(kind, in: scan))
    var body = try template.body(of: kind)
    if let key = kind.titleKey, let title { body[key] = .string(title) }
    let tree = JSON.object(body)
    let path = FileNames.path(for: kind, body: tree, scope: workspace.scope, taken: scan.paths)
    let text = DraftWriter(kind: kind, names: scan.names).text(of: tree, id: SystemClock.newID())
    try await workspace.exclusively {
      try workspace.folder.create(path, text)
      try workspace.folder.flush([path])
    }
    Console.data(workspace.folder.url(path).path + "\n")
  }
}
