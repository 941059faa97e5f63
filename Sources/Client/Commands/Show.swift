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
    case .table:
      let lines = BodyLines(kind: selection.kind, names: selection.scan.names, language: Console.language)
      Console.data(head(of: selection) + lines.text(of: body))
    case .csv:
      var table = Table(columns: ["field", "value"].map { .init(key: $0, label: Text($0, $0)) })
      table.rows = body.object?.members.map { [.string($0.key), $0.value] } ?? []
      Console.data(table.render(.csv, in: Console.language))
    }
  }

  /// What stands on the envelope: the state, and who changed it last.
  private func head(of selection: Selection) -> String {
    let language = Console.language
    var lines = ["\(selection.kind.label[language])  \(selection.title)"]
    if let base = selection.base {
      if let state = base.state {
        lines.append("\(say("状态", "State"))  \(state.label[language])\(Self.words(of: base))")
      }
      let (by, at) = (base.updatedBy, base.updatedAt.local())
      lines.append(say("修改  \(by)，\(at)，第 \(base.rev) 版", "Changed  by \(by), \(at), rev \(base.rev)"))
    } else {
      lines.append(say("状态  还没有同步", "State  not synced yet"))
    }
    if let path = selection.file?.path { lines.append("\(say("文件", "File"))  \(path)") }
    return lines.map { CellWidth.harmless($0) + "\n" }.joined() + "\n"
  }

  /// Who brought it into its state, and what they said.
  private static func words(of base: Base) -> String {
    guard let move = base.transition, move.to == base.state else { return "" }
    let comment = move.comment.map { say("：\($0)", ": \($0)") } ?? ""
    return say("（\(move.by)，\(move.at.local())）\(comment)", " (\(move.by), \(move.at.local()))\(comment)")
  }

  private func envelope(_ selection: Selection, _ body: JSON) -> JSON {
    var object = JSONObject()
    object["kind"] = .string(selection.kind.name)
    object["id"] = .string(selection.id.description)
    object["path"] = (selection.file?.path).map(JSON.string)
    object["rev"] = (selection.base?.rev).map { .number(ExactDecimal(Int64($0))) }
    object["state"] = (selection.base?.state).map { .string($0.rawValue) }
    object["updatedAt"] = (selection.base?.updatedAt).map { .string($0.description) }
    object["updatedBy"] = (selection.base?.updatedBy).map(JSON.string)
    object["transition"] = try? selection.base?.transition.map { try JSON(encoding: $0) }
    object["body"] = body
    return .object(object)
  }
}
