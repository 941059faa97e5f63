import Shared

/// One thing and its members, for a person or a program.
struct Record {
  private struct Member {
    var key: String
    var label: Text
    var value: JSON?
    var shown: JSON?
  }

  private var members: [Member] = []

  /// - Parameter shown: what a person sees, where that is not the value itself.
  mutating func add(_ key: String, _ zh: String, _ en: String, _ value: JSON?, shown: String? = nil) {
    members.append(Member(key: key, label: Text(zh, en), value: value, shown: shown.map(JSON.string) ?? value))
  }

  func render(_ format: OutputFormat, in language: Language) -> String {
    switch format {
    case .table:
      var table = Table(columns: [
        .init(key: "item", label: Text("项目", "Item")), .init(key: "value", label: Text("内容", "Value")),
      ])
      table.rows = members.filter { $0.shown != nil }.map { [.string($0.label[language]), $0.shown] }
      return table.render(format, in: language)
    case .csv:
      let columns = members.map { Table.Column(key: $0.key, label: $0.label) }
      return Table(columns: columns, rows: [members.map(\.value)]).render(format, in: language)
    case .json: return tree.canonicalText + "\n"
    case .yaml: return YAMLTree.text(of: tree)
    }
  }

  private var tree: JSON {
    var object = JSONObject()
    for member in members { object[member.key] = member.value }
    return .object(object)
  }
}
