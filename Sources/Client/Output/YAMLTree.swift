import Shared

/// Any tree as YAML, for other programs.
enum YAMLTree {
  static func text(of tree: JSON) -> String {
    var text = ""
    append(tree, indent: 0, isInline: false, to: &text)
    return text
  }

  private static func append(_ tree: JSON, indent: Int, isInline: Bool, to text: inout String) {
    let margin = String(repeating: " ", count: indent)
    switch tree {
    case .object(let object) where !object.isEmpty:
      for (index, member) in object.members.enumerated() {
        text += (isInline && index == 0 ? "" : margin) + YAMLText.inline(member.key) + ":"
        nested(member.value, indent: indent, to: &text)
      }
    case .array(let items) where !items.isEmpty:
      for item in items {
        text += margin + "- "
        append(item, indent: indent + 2, isInline: true, to: &text)
      }
    default: text += (isInline ? "" : margin) + scalar(tree) + "\n"
    }
  }

  private static func nested(_ value: JSON, indent: Int, to text: inout String) {
    switch value {
    case .object(let object) where !object.isEmpty:
      text += "\n"
      append(value, indent: indent + 2, isInline: false, to: &text)
    case .array(let items) where !items.isEmpty:
      text += "\n"
      append(value, indent: indent + 2, isInline: false, to: &text)
    default: text += " " + scalar(value) + "\n"
    }
  }

  /// Strings that another YAML reader would take for something else are quoted.
  private static func scalar(_ value: JSON) -> String {
    guard case .string(let text) = value else { return value.canonicalText }
    let first = text.utf8.first ?? 0x20
    let isGuessable =
      (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) || first == UInt8(ascii: ".")
      || first == UInt8(ascii: "+")
      || ["true", "false", "yes", "no", "on", "off", "null", "y", "n"].contains(text.lowercased())
    let inline = YAMLText.inline(text)
    return isGuessable && !inline.hasPrefix("\"") ? "\"\(inline)\"" : inline
  }
}
