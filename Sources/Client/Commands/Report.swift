import ArgumentParser
import Shared

/// Reports that the server computes.
struct Report: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: say("报表", "Reports"), subcommands: [QualityReport.self])
}

/// How a test came out, for each class and together.
struct QualityReport: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "quality", abstract: say("一次测试的质量分析", "The quality of a test"),
    discussion: say(
      "在工作区里用测试的标题、编号或文件；用 --school 时不需要工作区（如区县管理员），写测试的编号。",
      "In a workspace a test is named by title, id or file; with --school no workspace is needed, as for a district's administrator, and the test is named by its id."
    ))

  @Option(help: ArgumentHelp(say("测试的标题、编号或文件", "The test: title, id or file"))) var test: String
  @Option(help: ArgumentHelp(say("学校编号：不用工作区", "The school's id: without a workspace"), valueName: "school"))
  var school: String?
  @OptionGroup var output: FormatOption
  @OptionGroup var common: CommonOptions

  func run() async throws {
    let answer = try await answer()
    // Binary figures have more digits than an exact decimal holds, so programs get the server's bytes.
    if output.format == .json { return Console.data(String(decoding: answer.bytes, as: UTF8.self) + "\n") }
    let statistics: TestStatistics
    do {
      statistics = try Coding.decode(from: answer.bytes)
    } catch {
      throw TransportError.notUnderstood(status: answer.status, "\(error)")
    }
    let tables = QualityTables(statistics: statistics, language: Console.language)
    if output.format != .table { return Console.data(tables.level.render(output.format, in: Console.language)) }
    Console.data(tables.heading + "\n\n")
    Console.data(tables.all.map { $0.render(.table, in: Console.language) }.joined(separator: "\n"))
    if let remark = tables.remark { Console.note(remark) }
  }

  private func answer() async throws -> APIClient.Answer {
    guard let school else {
      let workspace = try common.openWorkspace()
      let id = try Selection.findTest(test, in: workspace).id
      return try await Session(server: workspace.server).withClient { client in
        try await client.send(.get, .statistics(school: workspace.school, test: id.description))
      }
    }
    guard let id = DocumentID(text: test) else {
      throw Failure("用 --school 时请写测试的编号", "with --school the test is named by its id", code: .usage)
    }
    return try await Session(server: nil).withClient { client in
      try await client.send(.get, .statistics(school: school, test: id.description))
    }
  }
}
