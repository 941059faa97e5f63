import ArgumentParser
import Foundation
import GRDB
import Shared

/// Looks at everything that a sync needs and says what is wrong.
struct Doctor: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: say("检查服务器、时钟、版本、工作区和登录", "Check server, clock, versions, workspace and credentials"))

  @OptionGroup var output: FormatOption
  @OptionGroup var common: CommonOptions

  private struct Finding {
    var what: Text
    var isGood: Bool
    var detail: Text
  }

  func run() async throws {
    var findings = [
      Finding(
        what: Text("客户端", "Client"), isGood: true, detail: Text("beike \(Beike.version)", "beike \(Beike.version)"))
    ]
    let workspace = checkWorkspace(&findings)
    await checkServer(workspace, &findings)
    var table = Table(columns: [
      .init(key: "check", label: Text("检查", "Check")), .init(key: "result", label: Text("结果", "Result")),
      .init(key: "detail", label: Text("说明", "Detail")),
    ])
    let language = Console.language
    for finding in findings {
      table.rows.append([
        .string(finding.what[language]), .string(finding.isGood ? "✓" : "✗"), .string(finding.detail[language]),
      ])
    }
    Console.data(table.render(output.format, in: language))
    if !findings.allSatisfy(\.isGood) { throw ExitCode.failure }
  }

  private func checkWorkspace(_ findings: inout [Finding]) -> Workspace? {
    do {
      let workspace = try common.openWorkspace()
      let (check, bases, waiting) = try workspace.state.read { transaction in
        (
          try String.fetchOne(transaction.db, sql: "PRAGMA integrity_check") ?? "",
          try transaction.traces().count, try transaction.sealed().count + transaction.intents().count
        )
      }
      let scan = try workspace.scan(now: SystemClock.nanoseconds())
      let root = workspace.root.path
      findings.append(
        Finding(
          what: Text("工作区", "Workspace"), isGood: true,
          detail: Text(
            "\(root)：\(scan.files.count) 份草稿，\(bases) 份文档，待发送 \(waiting)",
            "\(root): \(scan.files.count) drafts, \(bases) documents, \(waiting) waiting")))
      findings.append(
        Finding(what: Text("状态", "State"), isGood: check == "ok", detail: Text(check, check)))
      return workspace
    } catch {
      findings.append(Finding(what: Text("工作区", "Workspace"), isGood: false, detail: Failure(error).text))
      return nil
    }
  }

  private func checkServer(_ workspace: Workspace?, _ findings: inout [Finding]) async {
    do {
      let session = try Session(server: workspace?.server)
      let started = SystemClock.nanoseconds()
      let me: Me = try await session.withClient { try await $0.get(.me) }
      let elapsed = SystemClock.nanoseconds() - started
      findings.append(
        Finding(
          what: Text("服务器", "Server"), isGood: true,
          detail: Text(
            "\(session.server)，版本 \(me.serverVersion)，\(elapsed / 1_000_000) 毫秒",
            "\(session.server), version \(me.serverVersion), \(elapsed / 1_000_000) ms")))
      let school = me.school?.name ?? ""
      findings.append(
        Finding(
          what: Text("登录", "Login"), isGood: true,
          detail: Text("\(me.name)（\(me.role.label.zh)）\(school)", "\(me.name) (\(me.role.label.en)) \(school)")))
      let seconds = (started / 1_000_000 - me.time.milliseconds) / 1000
      findings.append(
        Finding(
          what: Text("时钟", "Clock"), isGood: abs(seconds) < 300,
          detail: Text("与服务器相差 \(seconds) 秒", "\(seconds) s off the server's")))
    } catch {
      findings.append(Finding(what: Text("服务器", "Server"), isGood: false, detail: Failure(error).text))
    }
  }
}
