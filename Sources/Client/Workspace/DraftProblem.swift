import Shared

/// Something wrong in a draft, at the place where a person can put it right.
struct DraftProblem: Hashable, Sendable {
  /// Relative to the workspace.
  var path: String
  /// Counted from 1, columns in characters.
  var line: Int
  var column: Int
  /// The name of the field on paper, where it is known.
  var field: Text?
  var message: Text

  /// `minutes/01.yaml:12:3 出勤：…`
  func described(in language: Language) -> String {
    let place = "\(path):\(line):\(column)"
    guard let field else { return "\(place) \(message[language])" }
    return "\(place) \(field[language])\(language == .chinese ? "：" : ": ")\(message[language])"
  }
}

extension Form {
  /// What the paper calls a place in a body: 参加人员 第 2 行 出勤.
  func label(at pointer: JSONPointer) -> Text? {
    var parts: [Text] = []
    var type = FieldType.object(self)
    for token in pointer.tokens {
      switch type {
      case .object(let form):
        guard let field = form[token] else { return parts.isEmpty ? nil : Self.joined(parts) }
        parts.append(field.label)
        type = field.type
      case .table(let form, _, _):
        parts.append(Self.row(token))
        type = .object(form)
      case .list(let element, _), .set(let element, _):
        parts.append(Self.row(token))
        type = element
      case .map(let element, _):
        parts.append(Text(token, token))
        type = element
      default: return Self.joined(parts)
      }
    }
    return parts.isEmpty ? nil : Self.joined(parts)
  }

  private static func row(_ token: String) -> Text {
    let number = (Int(token) ?? 0) + 1
    return Text("第 \(number) 行", "row \(number)")
  }

  private static func joined(_ parts: [Text]) -> Text {
    Text(parts.map(\.zh).joined(separator: " "), parts.map(\.en).joined(separator: " "))
  }
}
