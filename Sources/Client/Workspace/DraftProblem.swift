import Shared

/// Something wrong in a draft, at the place where a person can put it right.
struct DraftProblem: Hashable, Sendable {
  /// Relative to the workspace.
  var path: String
  /// Counted from 1, columns in Unicode scalars.
  var line: Int
  var column: Int
  /// The name of the field on paper, where it is known.
  var field: Text?
  var message: Text
  /// The code of the rule; empty where the draft can't be read at all.
  var code = ""

  /// Something is left to be written, and nothing is wrong.
  var isBlank: Bool { code == "required" }

  /// `minutes/01.yaml:12:3 出勤：…`
  func described(in language: Language) -> String {
    let place = "\(path):\(line):\(column)"
    guard let field else { return "\(place) \(message[language])" }
    return "\(place) \(field[language])\(language == .chinese ? "：" : ": ")\(message[language])"
  }
}

extension DraftProblem {
  init(_ violation: Violation, at place: (line: Int, column: Int)?, path: String, form: Form) {
    self.init(
      path: path, line: place?.line ?? 1, column: place?.column ?? 1, field: form.label(at: violation.pointer),
      message: violation.text, code: violation.code)
  }
}

extension [DraftProblem] {
  /// From the top of the file to its end.
  var inOrder: [DraftProblem] {
    enumerated().sorted {
      ($0.element.line, $0.element.column, $0.offset) < ($1.element.line, $1.element.column, $1.offset)
    }.map(\.element)
  }

  /// The draft is begun and not yet filled in.
  var areBlanks: Bool { !isEmpty && allSatisfy(\.isBlank) }
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
