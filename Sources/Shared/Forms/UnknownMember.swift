extension Violations {
  /// Names the field that was probably meant.
  mutating func unknownMember(_ name: String, among fields: [Field]) {
    let meant = name.utf8.count <= longestSuggested && takeSuggestion() ? nearest(to: name, among: fields) : nil
    add(
      JSONPointer([name]), "unknown-member",
      "没有“\(name.excerpt())”这一项" + (meant.map { "，是不是 \($0.key)（\($0.label.zh)）？" } ?? ""),
      "there is no member \"\(name.excerpt())\"" + (meant.map { "; did you mean \($0.key)?" } ?? ""))
  }
}

/// No field is called anything near to a longer name; in bytes.
private let longestSuggested = 40

private func nearest(to name: String, among fields: [Field]) -> Field? {
  let name = name.lowercased()
  let nearest = fields.map { (field: $0, distance: editDistance(name, $0.key.lowercased())) }
    .min { $0.distance < $1.distance }
  return nearest.flatMap { $0.distance <= max(2, name.unicodeScalars.count / 3) ? $0.field : nil }
}

/// How many scalars must be put in, taken out or replaced to turn one text into the other (Levenshtein). Of each text
/// the first forty are looked at, because it takes as many steps as the product of their lengths.
public func editDistance(_ left: String, _ right: String) -> Int {
  let columns = Array(right.unicodeScalars.prefix(40))
  var row = Array(0...columns.count)
  for (i, scalar) in left.unicodeScalars.prefix(40).enumerated() {
    var diagonal = row[0]
    row[0] = i + 1
    for (j, other) in columns.enumerated() {
      let substituted = diagonal + (scalar == other ? 0 : 1)
      diagonal = row[j + 1]
      row[j + 1] = min(substituted, row[j] + 1, row[j + 1] + 1)
    }
  }
  return row[columns.count]
}
