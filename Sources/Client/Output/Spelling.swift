import Shared

/// What somebody may have meant by a name that isn't there.
enum Spelling {
  /// The name that begins alike or differs least; nil when none is near. A Chinese name of two or three characters may
  /// differ in one.
  static func nearest(_ text: String, among names: some Sequence<String>) -> String? {
    near(text, among: names).first
  }

  /// The names that are near, nearest first, three at most.
  static func near(_ text: String, among names: some Sequence<String>) -> [String] {
    let text = text.lowercased()
    guard text.count >= 2, text.count <= 40 else { return [] }
    let ranked = Set(names).compactMap { name -> (name: String, distance: Int)? in
      let other = name.lowercased()
      if other.hasPrefix(text) || text.hasPrefix(other) && other.count >= 2 { return (name, 0) }
      guard abs(other.count - text.count) <= 2 else { return nil }
      let distance = editDistance(text, other)
      return distance <= max(1, text.count / 3) ? (name, distance) : nil
    }
    return ranked.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }.prefix(3).map(\.name)
  }

  /// The end of a message that says that something isn't there.
  static func question(_ text: String, among names: some Sequence<String>) -> Text {
    let found = near(text, among: names)
    guard !found.isEmpty else { return Text("", "") }
    return Text(
      "，是不是\(found.map { "“\($0)”" }.joined(separator: "、"))？",
      "; did you mean \(found.map { "\"\($0)\"" }.joined(separator: " or "))?")
  }
}
