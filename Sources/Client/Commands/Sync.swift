import ArgumentParser
import Shared

/// Brings the folder and the server together.
struct Sync: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: say("与服务器同步：发送、接收、合并", "Sync with the server: send, receive, merge"),
    discussion: say("随时可以中断，再运行一次就接着做完。", "It may be interrupted at any time; run it again and it goes on."))

  @Flag(help: ArgumentHelp(say("只说会发送什么", "Only say what would be sent"))) var dryRun = false
  @Flag(help: ArgumentHelp(say("一下少了很多文件时也照删", "Delete on the server even when many files have gone")))
  var deleteMissing = false

  @OptionGroup var common: CommonOptions

  func run() async throws {
    let workspace = try common.openWorkspace()
    guard dryRun else { return try await Self.run(workspace, deletesMany: deleteMissing) }
    let printer = SyncPrinter()
    try Status.report(workspace) { printer.print($0) }
  }

  /// - Parameter watch: is told what happens too.
  static func run(
    _ workspace: Workspace, deletesMany: Bool = false, watch: @escaping SyncEngine.Report = { _ in }
  ) async throws {
    let summary = try await Session.sync(workspace, deletesMany: deletesMany, watch: watch)
    var parts = [
      Text("发送 \(summary.sent)", "\(summary.sent) sent"),
      Text("接收 \(summary.received)", "\(summary.received) received"),
    ]
    if summary.merged > 0 { parts.append(Text("合并 \(summary.merged)", "\(summary.merged) merged")) }
    if summary.conflicts > 0 { parts.append(Text("冲突 \(summary.conflicts)", "\(summary.conflicts) in conflict")) }
    if summary.refused > 0 { parts.append(Text("未接受 \(summary.refused)", "\(summary.refused) refused")) }
    if summary.unreadable > 0 { parts.append(Text("读不懂 \(summary.unreadable)", "\(summary.unreadable) unreadable")) }
    if summary.waiting > 0 { parts.append(Text("等待 \(summary.waiting)", "\(summary.waiting) waiting")) }
    Console.note(
      Text(
        "同步完成：" + parts.map(\.zh).joined(separator: "，"), "synced: " + parts.map(\.en).joined(separator: ", ")))
    if summary.conflicts > 0 { throw ExitCode.openConflicts }
    if summary.refused > 0 || summary.unreadable > 0 { throw ExitCode.failure }
  }
}
