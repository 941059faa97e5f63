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
    /// What programs call it.
    var code: String
    var what: Text
    var isGood: Bool
    var detail: Text
    /// The same as the detail, in figures and codes.
    var values: [(String, JSON)] = []

    init(_ code: String, _ what: Text, isGood: Bool = true, _ detail: Text, _ values: [(String, JSON)] = []) {
      (self.code, self.what, self.isGood, self.detail, self.values) = (code, what, isGood, detail, values)
    }

    init(_ code: String, _ what: Text, _ error: any Error) {
      let failure = Failure(error)
      self.init(
        code, what, isGood: false, failure.text, [("status", .number(ExactDecimal(Int64(failure.code.rawValue))))])
    }
  }

  func run() async throws {
    var findings = [
      Finding(
        "client", Text("客户端", "Client"), Text("beike \(Beike.version)", "beike \(Beike.version)"),
        [("version", .string(Beike.version))])
    ]
    let workspace = checkWorkspace(&findings)
    await checkServer(workspace, &findings)
    Console.data(table(findings).render(output.format, in: Console.language))
    if !findings.allSatisfy(\.isGood) { throw ExitCode.failure }
  }

  /// A person reads words; a program gets codes and figures.
  private func table(_ findings: [Finding]) -> Table {
    let language = Console.language
    guard output.format == .table else {
      var table = Table(columns: ["check", "ok", "values"].map { .init(key: $0, label: Text($0, $0)) })
      table.rows = findings.map { finding in
        var values = JSONObject()
        for (key, value) in finding.values { values[key] = value }
        return [.string(finding.code), .bool(finding.isGood), .object(values)]
      }
      return table
    }
    var table = Table(columns: [
      .init(key: "check", label: Text("检查", "Check")), .init(key: "result", label: Text("结果", "Result")),
      .init(key: "detail", label: Text("说明", "Detail")),
    ])
    table.rows = findings.map { finding in
      [
        .string(finding.what[language]), .string(finding.isGood ? "✓" : "✗"), .string(finding.detail[language]),
      ]
    }
    return table
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
          "workspace", Text("工作区", "Workspace"),
          Text(
            "\(root)：\(scan.files.count) 份草稿，\(bases) 份文档，待发送 \(waiting)",
            "\(root): \(scan.files.count) drafts, \(bases) documents, \(waiting) waiting"),
          [
            ("path", .string(root)), ("drafts", Self.number(scan.files.count)), ("documents", Self.number(bases)),
            ("waiting", Self.number(waiting)),
          ]))
      let isSound = check == "ok"
      findings.append(
        Finding(
          "state", Text("状态", "State"), isGood: isSound,
          isSound ? Text("完好", "sound") : Text("已损坏（\(check)）", "damaged (\(check))")))
      return workspace
    } catch {
      findings.append(Finding("workspace", Text("工作区", "Workspace"), error))
      return nil
    }
  }

  private static func number(_ value: some BinaryInteger) -> JSON { .number(ExactDecimal(Int64(value))) }

  private func checkServer(_ workspace: Workspace?, _ findings: inout [Finding]) async {
    do {
      let session = try Session(server: workspace?.server)
      let started = SystemClock.nanoseconds()
      let me: Me = try await session.withClient { try await $0.get(.me) }
      let elapsed = SystemClock.nanoseconds() - started
      findings.append(
        Finding(
          "server", Text("服务器", "Server"),
          Text(
            "\(session.server)，版本 \(me.serverVersion)，\(elapsed / 1_000_000) 毫秒",
            "\(session.server), version \(me.serverVersion), \(elapsed / 1_000_000) ms"),
          [
            ("address", .string(session.server.description)), ("version", .string(me.serverVersion)),
            ("milliseconds", Self.number(elapsed / 1_000_000)),
          ]))
      let school = me.school?.name ?? ""
      var who: [(String, JSON)] = [("name", .string(me.name)), ("role", .string(me.role.rawValue))]
      if let id = me.school?.id { who.append(("school", .string(id))) }
      findings.append(
        Finding(
          "login", Text("登录", "Login"),
          Text("\(me.name)（\(me.role.label.zh)）\(school)", "\(me.name) (\(me.role.label.en)) \(school)"), who))
      findings.append(Self.clock(milliseconds: started / 1_000_000 - me.time.milliseconds))
    } catch {
      findings.append(Finding("server", Text("服务器", "Server"), error))
    }
  }

  /// Nothing is decided by clocks, but certificates look expired to a wrong one, and weeks and days are filled in by it.
  private static func clock(milliseconds: Int64) -> Finding {
    let seconds = milliseconds / 1000
    let off = abs(seconds)
    let isGood = off < 300
    let size =
      off < 120
      ? Text("\(off) 秒", "\(off) s")
      : off < 7200
        ? Text("\(off / 60) 分钟", "\(off / 60) minutes")
        : off < 172_800
          ? Text("\(off / 3600) 小时", "\(off / 3600) hours") : Text("\(off / 86_400) 天", "\(off / 86_400) days")
    let way = seconds < 0 ? Text("慢", "slow") : Text("快", "fast")
    let advice =
      isGood
      ? Text("", "")
      : Text("；请校准，不然日期会填错，证书也会显得过期", "; set it, or dates are filled in wrong and certificates look expired")
    return Finding(
      "clock", Text("时钟", "Clock"), isGood: isGood,
      Text("比服务器\(way.zh) \(size.zh)\(advice.zh)", "\(size.en) \(way.en)\(advice.en)"),
      [("offsetSeconds", number(seconds))])
  }
}
