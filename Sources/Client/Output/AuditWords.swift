import Shared

/// A line of the record as a person reads it.
struct AuditWords {
  let action: String
  /// The kind of thing that it was about.
  let about: String?
  let detail: String?

  init(_ entry: AuditEntry, in language: Language) {
    let members = entry.action == .accountChanged ? (entry.detail ?? "").split(separator: " ") : []
    // To shut somebody out and to let them in again are what is looked for most.
    switch members.map(String.init) {
    case ["disabled"]: (action, detail) = (Text("停用账号", "Account disabled")[language], nil)
    case ["enabled"]: (action, detail) = (Text("启用账号", "Account enabled")[language], nil)
    default:
      action = entry.action.label[language]
      detail = entry.detail.map { Self.words($0, of: entry.action)[language] }
    }
    about = entry.kind.map { kind in
      (Kind.named(kind)?.label ?? Self.things[kind])?[language] ?? kind
    }
  }

  private static let things: [String: Text] = [
    "accounts": Text("账号", "Account"), "tokens": Text("令牌", "Token"), "schools": Text("学校", "School"),
    "districts": Text("区县", "District"),
  ]

  private static let members: [String: Text] = [
    "name": Text("姓名", "name"), "role": Text("角色", "role"), "teacherId": Text("教师", "teacher"),
    "disabled": Text("停用", "disabled"), "enabled": Text("启用", "enabled"),
  ]

  /// What is a code here is a word; routes, scopes and pseudonyms stay as they are.
  private static func words(_ detail: String, of action: AuditAction) -> Text {
    switch action {
    case .accountCreated: return Role(rawValue: detail)?.label ?? Text(detail, detail)
    case .refused: return AuditAction(rawValue: detail)?.label ?? Text(detail, detail)
    case .accountChanged:
      let words = detail.split(separator: " ").map { members[String($0)] ?? Text(String($0), String($0)) }
      return Text(words.map(\.zh).joined(separator: "、"), words.map(\.en).joined(separator: ", "))
    default: return Text(detail, detail)
    }
  }
}
