import ArgumentParser
import Shared

/// Brings the folder and the server together.
struct Sync: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: say("与服务器同步：发送、接收、合并", "Sync with the server: send, receive, merge"),
    discussion: say("随时可以中断，再运行一次就接着做完。", "It may be interrupted at any time; run it again and it goes on."))

  @Flag(help: ArgumentHelp(say("只说会发送什么", "Only say what would be sent"))) var dryRun = false
  @Flag(
    name: .customLong("delete"),
    help: ArgumentHelp(
      say("文件已不在的文档，在服务器上也删去", "Delete documents on the server whose files have gone")))
  var deletesMissing = false

  @OptionGroup var common: CommonOptions

  func run() async throws {
    let workspace = try common.openWorkspace()
    guard dryRun else { return try await Self.run(workspace, deletesMissing: deletesMissing) }
    let printer = SyncPrinter()
    try Status.report(workspace) { printer.print($0) }
  }

  /// - Parameter watch: is told what happens too.
  static func run(
    _ workspace: Workspace, deletesMissing: Bool = false, watch: @escaping SyncEngine.Report = { _ in }
  ) async throws {
    let summary = try await Session.sync(workspace, deletesMissing: deletesMissing, watch: watch)
    Console.note(text(of: summary))
    if summary.conflicts > 0 { throw ExitCode.openConflicts }
    if summary.refused > 0 || summary.unreadable > 0 { throw ExitCode.failure }
  }

  static func text(of summary: SyncSummary) -> Text {
    let reference = summary.reference
    var parts = [
      Text("发送 \(summary.sent)", "\(summary.sent) sent"),
      Text(
        "接收 \(summary.received)" + (reference > 0 ? "（另有学校资料 \(reference)）" : ""),
        "\(summary.received) received" + (reference > 0 ? " (and \(reference) of the school's own)" : "")),
    ]
    let counts = [
      (summary.merged, Text("合并", "merged")), (summary.conflicts, Text("冲突", "in conflict")),
      (summary.refused, Text("未接受", "refused")), (summary.unreadable, Text("读不懂", "unreadable")),
      (summary.unfilled, Text("未填完", "not filled in")), (summary.waiting, Text("等待", "waiting")),
      (summary.missing, Text("缺失", "missing")),
    ]
    for (count, word) in counts where count > 0 { parts.append(Text("\(word.zh) \(count)", "\(count) \(word.en)")) }
    return Text(
      "同步完成：" + parts.map(\.zh).joined(separator: "，"), "synced: " + parts.map(\.en).joined(separator: ", "))
  }
}
