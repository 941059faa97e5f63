import Shared

/// The policy as a table in Markdown, between two markers of a page that is otherwise written by hand.
struct PolicyTable {
  static let begin = "<!-- Generated from Sources/Shared/Access/Policy.swift by `make docs`: begin -->"
  static let end = "<!-- Generated from Sources/Shared/Access/Policy.swift by `make docs`: end -->"

  private static let columns: [(operations: [DocumentOperation], label: Text)] = [
    ([.read], Text("查看", "read")), ([.create], Text("新建", "create")), ([.update], Text("修改", "change")),
    ([.delete, .restore], Text("删除、恢复", "delete, restore")), ([.submit], Text("提交", "hand in")),
    ([.return, .approve, .archive], Text("退回、通过、归档", "return, approve, archive")),
    ([.aggregate], Text("汇总", "figures")),
  ]

  /// A page with the lines between the markers written anew.
  static func replacing(in page: String) throws -> String {
    let lines = page.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard let first = lines.firstIndex(of: begin), let last = lines.firstIndex(of: end), first < last else {
      throw DocsError.noMarkers(file: "docs/security.md", begin: begin, end: end)
    }
    return (lines[...first] + table + lines[last...]).joined(separator: "\n")
  }

  private static var table: [String] {
    let head = "| kind | " + columns.map { "\($0.label.zh) \($0.label.en)" }.joined(separator: " | ") + " |"
    let line = "|---" + String(repeating: "|---", count: columns.count) + "|"
    let rows = Kind.all.map { kind in
      "| \(kind.label.zh) `\(kind.name)` | "
        + columns.map { cell(kind, $0.operations) }.joined(separator: " | ") + " |"
    }
    let relations = Relation.allCases.map { "\(letter($0)) \($0.label.zh) \($0.label.en)" }.joined(separator: " · ")
    return ["", head, line] + rows + ["", relations, ""]
  }

  private static func cell(_ kind: Kind, _ operations: [DocumentOperation]) -> String {
    let sets = operations.map { operation in
      Relation.allCases.filter { Policy.allows(operation, on: kind, to: $0) }.map(letter).joined()
    }
    let texts = Set(sets).count == 1 ? [sets[0]] : sets
    return texts.map { $0.isEmpty ? "–" : $0 }.joined(separator: ", ")
  }

  private static func letter(_ relation: Relation) -> String {
    switch relation {
    case .admin: "S"
    case .integration: "I"
    case .head: "H"
    case .leader: "L"
    case .author: "A"
    case .member: "M"
    case .reader: "R"
    case .colleague: "C"
    case .district: "D"
    }
  }
}
