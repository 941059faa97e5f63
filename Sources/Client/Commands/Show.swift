import ArgumentParser
import Shared

/// One document: its draft, or the last synced state.
struct Show: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: say("查看一份文档", "Show a document"))

  @Argument(help: ArgumentHelp(say("文件、编号或标题", "A file, id or title"), valueName: "file")) var file: String
  @OptionGroup var output: FormatOption
  @OptionGroup var common: CommonOptions

  func run() throws {
    let workspace = try common.openWorkspace()
    let selection = try Selection.find(file, in: workspace)
    guard let body = try selection.body() else { return }
    switch output.format {
    case .yaml:
      Console.data(DraftWriter(kind: selection.kind, names: selection.scan.names).text(of: body, id: selection.id))
    case .json: Console.data(envelope(selection, body).canonicalText + "\n")
    case .table, .csv:
      let values = ValueText(kind: selection.kind, names: selection.scan.names, language: Console.language)
      var table = Table(columns: [
        .init(key: "field", label: Text("项目", "Field")),
        .init(key: "value", label: Text("内容", "Value"), limit: output.format == .table ? 100 : nil),
      ])
      for field in selection.kind.form.fields {
        guard let value = body[field.key] else { continue }
        let text = values.text(value, at: JSONPointer([field.key]))
        table.rows.append([.string(field.label[Console.language]), .string(text)])
      }
      Console.data(table.render(output.format, in: Console.language))
    }
  }

  private func envelope(_ selection: Selection, _ body: JSON) -> JSON {
    var object = JSONObject()
    object["kind"] = .string(selection.kind.name)
    object["id"] = .string(selection.id.description)
    object["path"] = (selection.file?.path).map(JSON.string)
    object["rev"] = (selection.base?.rev).map { .number(ExactDecimal(Int64($0))) }
    object["state"] = (selection.base?.state).map { .string($0.rawValue) }
    object["body"] = body
    return .object(object)
  }
}
