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
    commandName: "quality", abstract: say("一次测试的质量分析", "The quality of a test"))

  @Option(help: ArgumentHelp(say("测试的标题、编号或文件", "The test: title, id or file"))) var test: String
  @OptionGroup var output: FormatOption
  @OptionGroup var common: CommonOptions

  func run() async throws {
    let workspace = try common.openWorkspace()
    let selection = try Selection.findTest(test, in: workspace)
    let answer = try await Session(server: workspace.server).withClient { client in
      try await client.send(.get, .statistics(school: workspace.school, test: selection.id.description))
    }
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
    Console.data(tables.level.render(.table, in: Console.language) + "\n")
    Console.data(tables.rates.render(.table, in: Console.language) + "\n")
    Console.data(tables.bands.render(.table, in: Console.language))
    if !statistics.targets.isEmpty {
      Console.data("\n" + tables.targets.render(.table, in: Console.language))
    }
  }
}
