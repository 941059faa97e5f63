import Shared

/// What a draft's file is called when the client makes it. Afterwards it may be renamed and moved at will:
/// a draft is found by the id in its first line.
enum FileNames {
  /// - Parameter taken: paths in use, in lower case, since some file systems don't tell the cases apart.
  static func path(for kind: Kind, body: JSON, scope: Scope, taken: Set<String>) -> String {
    let stem = stem(for: kind, body: body, scope: scope)
    var path = stem + ".yaml"
    var number = 2
    while taken.contains(path.lowercased()) {
      path = "\(stem) \(number).yaml"
      number += 1
    }
    return path
  }

  private static func stem(for kind: Kind, body: JSON, scope: Scope) -> String {
    if kind == SchoolSettings.kind { return kind.name }
    if case .group = scope {
      if kind == Group.kind { return "group" }
      if kind == Plan.kind, body["level"]?.string == PlanLevel.group.rawValue { return "plan" }
    }
    var parts: [String] = []
    if let number = body["number"]?.number?.integer, kind != SchoolClass.kind {
      parts.append(number < 10 ? "0\(number)" : "\(number)")
    }
    if let key = kind.dayKey, kind != Term.kind, let day = body[key]?.string { parts.append(day) }
    if kind == Group.kind, let year = body["schoolYear"]?.string { parts.append(year) }
    if kind == SchoolClass.kind, let stage = body["stage"]?.string.flatMap(Stage.init(rawValue:)) {
      parts.append(stage.label.zh)
    }
    if let name = Names.name(of: body, kind: kind, yearStarting: nil) { parts.append(name) }
    let slug = slug(parts.joined(separator: " "))
    return kind.name + "/" + (slug.isEmpty ? kind.label.zh : slug)
  }

  /// A text as a file name on any system: no separators or reserved characters, at most 90 bytes: thirty Chinese characters.
  static func slug(_ text: String) -> String {
    var result = ""
    for character in text {
      let isReserved =
        "/\\:*?\"<>|".contains(character) || character.isNewline
        || character.unicodeScalars.contains { $0.properties.generalCategory == .control }
      let next = isReserved || character.isWhitespace ? " " : String(character)
      if next == " ", result.isEmpty || result.hasSuffix(" ") { continue }
      guard result.utf8.count + next.utf8.count <= 90 else { break }
      result += next
    }
    while let last = result.last, " .。，、；：".contains(last) { result.removeLast() }
    while result.first == "." { result.removeFirst() }
    return result
  }
}
