import ArgumentParser
import Foundation
import Shared

/// Marks of a test.
struct Scores: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: say("成绩", "Marks"), subcommands: [ScoresImport.self])
}

/// Sends a file of marks to the server, which checks all of it and takes all or nothing.
struct ScoresImport: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: say("导入成绩（CSV）", "Import marks (CSV)"),
    discussion: say(
      "整份检查，全部正确才写入；有错时一次列出所有错处。文件里的班级原有成绩整个替换。",
      "The whole file is checked and taken only if all of it is right; all errors are listed at once. Marks of the classes in it are replaced whole."
    ))

  @Argument(
    help: ArgumentHelp(say("CSV 文件（UTF-8 或 GB18030）", "The CSV file (UTF-8 or GB18030)"), valueName: "file"),
    completion: .file())
  var file: String
  @Option(help: ArgumentHelp(say("测试的标题、编号或文件", "The test: title, id or file"))) var test: String
  @Flag(help: ArgumentHelp(say("只检查，不写入", "Only check"))) var dryRun = false
  @OptionGroup var output: FormatOption
  @OptionGroup var common: CommonOptions

  func run() async throws {
    let workspace = try common.openWorkspace()
    let selection = try Selection.findTest(test, in: workspace)
    guard let data = FileManager.default.contents(atPath: file) else {
      throw Failure("读不到 \(file)", "can't read \(file)")
    }
    do {
      let answer = try await Session(server: workspace.server).withClient { client in
        try await client.send(
          .post, .scores(school: workspace.school, test: selection.id.description),
          query: dryRun ? [("dryRun", "true")] : [], body: Array(data), contentType: "text/csv")
      }
      try print(try APIClient.decode(ImportResult.self, answer))
    } catch let problem as Problem where problem.errors?.isEmpty == false {
      Console.data(errors(problem.errors ?? []).render(output.format, in: Console.language))
      let (told, more) = (problem.errors?.count ?? 0, problem.more ?? 0)
      throw Failure(
        "\(problem.title)：\(told + more) 处" + (more > 0 ? "，列出前 \(told) 处" : "") + "，什么都没有写入",
        "\(problem.title): \(told + more) errors" + (more > 0 ? ", the first \(told) are listed" : "")
          + ", nothing was written")
    }
  }

  private func errors(_ errors: [Problem.Detail]) -> Table {
    var table = Table(columns: [
      .init(key: "row", label: Text("行", "Row"), isNumber: true), .init(key: "column", label: Text("列", "Column")),
      .init(key: "code", label: Text("代码", "Code")), .init(key: "detail", label: Text("说明", "Detail")),
    ])
    for error in errors {
      table.rows.append([
        error.row.map { .number(ExactDecimal(Int64($0))) }, error.column.map(JSON.string), .string(error.code),
        .string(error.detail),
      ])
    }
    return table
  }

  private func print(_ result: ImportResult) throws {
    var table = Table(columns: [
      .init(key: "class", label: Text("班级", "Class")),
      .init(key: "rows", label: Text("人数", "Rows"), isNumber: true),
      .init(key: "added", label: Text("新增", "Added"), isNumber: true),
      .init(key: "changed", label: Text("改动", "Changed"), isNumber: true),
      .init(key: "removed", label: Text("移除", "Removed"), isNumber: true),
    ])
    for sheet in result.sheets {
      table.rows.append(
        [.string(sheet.label)]
          + [sheet.rows, sheet.added, sheet.changed, sheet.removed].map { .number(ExactDecimal(Int64($0))) })
    }
    Console.data(table.render(output.format, in: Console.language))
    for note in result.notes { Console.note(note) }
    Console.note(
      result.dryRun
        ? Text("检查通过（\(result.encoding)），没有写入", "all right (\(result.encoding)); nothing was written")
        : Text("已导入（\(result.encoding)）", "imported (\(result.encoding))"))
  }
}

extension Selection {
  /// A test by title, id or file; it must have been synced, since its marks live on the server.
  static func findTest(_ text: String, in workspace: Workspace) throws -> Selection {
    let selection = try find(text, in: workspace)
    guard selection.kind == Test.kind else {
      throw Failure(
        "“\(text)”是\(selection.kind.label.zh)，不是测试", "\"\(text)\" is one of \(selection.kind.name), no test",
        code: .usage)
    }
    guard selection.base != nil else {
      throw Failure("这次测试还没有同步；先运行 beike sync", "the test is not synced yet; run beike sync first")
    }
    return selection
  }
}
