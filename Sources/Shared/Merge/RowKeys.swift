/// What makes a table's row the same row in two versions: the values of its key members, and the how-manieth
/// row with these values it is, so that equal keys pair first with first.
struct RowKey: Hashable {
  let values: [JSON?]
  let occurrence: Int
}

/// The rows of one version of a table by their keys.
struct KeyedRows {
  let keys: [RowKey]
  private let positions: [RowKey: Int]
  private let rows: [JSON]

  /// - Returns: nil when a row is no object: then nothing can be said about which row is which.
  init?(_ rows: [JSON], key members: [String]) {
    var counts: [[JSON?]: Int] = [:]
    var keys: [RowKey] = []
    for row in rows {
      guard case .object(let object) = row else { return nil }
      let values = members.map { object[$0] }
      keys.append(RowKey(values: values, occurrence: counts[values, default: 0]))
      counts[values, default: 0] += 1
    }
    self.rows = rows
    self.keys = keys
    positions = Dictionary(uniqueKeysWithValues: keys.enumerated().map { ($0.element, $0.offset) })
  }

  func position(of key: RowKey) -> Int? { positions[key] }
  func row(_ key: RowKey) -> JSON? { positions[key].map { rows[$0] } }

  /// The keys that the others have too, in this version's order.
  func order(among others: KeyedRows...) -> [RowKey] {
    keys.filter { key in others.allSatisfy { $0.positions[key] != nil } }
  }
}

extension FieldType {
  /// What a row is called in a path: the words of its key members.
  func name(ofRow row: JSON) -> Text {
    guard case .table(let form, let key, _) = self else { return Text("", "") }
    let words = key.compactMap { member in
      row[member].map { form[member]?.type.words(for: $0) ?? Text($0.canonicalText, $0.canonicalText) }
    }
    return Text(words.map(\.zh).joined(separator: " "), words.map(\.en).joined(separator: " "))
  }

  /// A value as a person reads it; ids stay ids.
  func words(for value: JSON) -> Text {
    let text = value.string ?? value.canonicalText
    switch self {
    case .choice(let descriptor):
      return descriptor.entries.first { $0.code == text }?.label ?? Text(text, text)
    case .week: return Week(text: text)?.label ?? Text(text, text)
    default: return Text(text, text)
    }
  }
}
