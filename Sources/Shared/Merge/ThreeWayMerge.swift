/// Which of two versions is meant.
public enum MergeSide: String, Codable, CaseIterable, Sendable {
  case mine, theirs
}

/// A place that both sides changed, and differently. Absent values are nil.
public struct MergeConflict: Hashable, Sendable {
  /// The place in the merged body; for a row that the merged body lacks, its place in the version that has it.
  public let pointer: JSONPointer
  /// The same place in words: labels of fields and keys of rows.
  public let path: [Text]
  public let base: JSON?
  public let mine: JSON?
  public let theirs: JSON?

  func inside(_ token: String, _ name: Text) -> MergeConflict {
    MergeConflict(
      pointer: JSONPointer([token] + pointer.tokens), path: [name] + path, base: base, mine: mine,
      theirs: theirs)
  }
}

/// What became of a three-way merge.
public struct MergeResult: Hashable, Sendable {
  /// Both sides' changes; where they are in conflict, the value of the preferred side.
  public let merged: JSON
  /// Empty when the merge decided nothing for anybody.
  public let conflicts: [MergeConflict]
  /// What the merge changed in mine.
  public let takenFromTheirs: [FieldDifference]
}

extension Form {
  /// Merges two versions of a body that both come from `base`. A change that both made agrees, a change of one
  /// side wins, objects, keyed tables, sets and long texts merge within, everything else is whole. Deleting
  /// against editing is always a conflict. Swapping the sides swaps them in the conflicts and changes nothing
  /// else but the order of rows and entries that both added.
  ///
  /// Members that the form doesn't know are merged and kept. Null and absent are the same.
  /// - Parameter side: whose value the merged body holds where there is a conflict.
  public func merge(base: JSON, mine: JSON, theirs: JSON, preferring side: MergeSide = .mine) -> MergeResult {
    let mine = mine.withoutNulls
    let whole = ThreeWayMerge(side: side).value(
      .object(self), base: base.withoutNulls, mine: mine, theirs: theirs.withoutNulls)
    let merged = whole.value ?? mine
    return MergeResult(
      merged: merged, conflicts: whole.conflicts, takenFromTheirs: differences(from: mine, to: merged))
  }
}

/// The recursion of a merge. Conflicts come back with pointers relative to the value merged.
private struct ThreeWayMerge {
  struct Outcome {
    var value: JSON?
    var conflicts: [MergeConflict] = []
  }

  let side: MergeSide

  /// - Parameter type: nil for a member that the form doesn't know.
  func value(_ type: FieldType?, base: JSON?, mine: JSON?, theirs: JSON?) -> Outcome {
    if mine == theirs || theirs == base { return Outcome(value: mine) }
    if mine == base { return Outcome(value: theirs) }
    guard let mine, let theirs else { return conflict(base: base, mine: mine, theirs: theirs) }
    let inner: Outcome? =
      switch (type, mine, theirs) {
      case (.object(let form), .object(let mine), .object(let theirs)):
        members(base: base, mine: mine, theirs: theirs) { (form[$0]?.type, form[$0]?.label) }
      case (.map(let element, _), .object(let mine), .object(let theirs)):
        members(base: base, mine: mine, theirs: theirs) { _ in (element, nil) }
      case (nil, .object(let mine), .object(let theirs)):
        members(base: base, mine: mine, theirs: theirs) { _ in (nil, nil) }
      case (.table(let form, let key, _), .array(let mine), .array(let theirs)):
        rows(type, form: form, key: key, base: base, mine: mine, theirs: theirs)
      case (.set, .array(let mine), .array(let theirs)): set(base: base, mine: mine, theirs: theirs)
      case (.longText, .string(let mine), .string(let theirs)):
        base?.string.flatMap { LineMerge.merge(base: $0, mine: mine, theirs: theirs) }
          .map { Outcome(value: .string($0)) }
      default: nil
      }
    return inner ?? conflict(base: base, mine: mine, theirs: theirs)
  }

  private func conflict(base: JSON?, mine: JSON?, theirs: JSON?) -> Outcome {
    Outcome(
      value: side == .mine ? mine : theirs,
      conflicts: [MergeConflict(pointer: JSONPointer(), path: [], base: base, mine: mine, theirs: theirs)])
  }

  private func members(
    base: JSON?, mine: JSONObject, theirs: JSONObject, field: (String) -> (FieldType?, Text?)
  ) -> Outcome {
    var merged = JSONObject()
    var outcome = Outcome()
    let added = theirs.members.filter { mine[$0.key] == nil }
    for key in (mine.members + added).map(\.key) {
      let (type, label) = field(key)
      let inner = value(type, base: base?[key], mine: mine[key], theirs: theirs[key])
      merged[key] = inner.value
      outcome.conflicts += inner.conflicts.map { $0.inside(key, label ?? Text(key, key)) }
    }
    outcome.value = .object(merged)
    return outcome
  }

  private func set(base: JSON?, mine: [JSON], theirs: [JSON]) -> Outcome {
    let (old, my, their) = (Set(base?.array ?? []), Set(mine), Set(theirs))
    let kept = mine.filter { their.contains($0) || !old.contains($0) }
    let added = theirs.filter { !my.contains($0) && !old.contains($0) }
    return Outcome(value: .array(kept + added))
  }

  private func rows(
    _ type: FieldType?, form: Form, key: [String], base: JSON?, mine: [JSON], theirs: [JSON]
  ) -> Outcome? {
    guard let base = KeyedRows(base?.array ?? [], key: key), let mine = KeyedRows(mine, key: key),
      let theirs = KeyedRows(theirs, key: key)
    else { return nil }
    var rows: [RowKey: JSON] = [:]
    var conflicts: [(key: RowKey, conflict: MergeConflict)] = []
    for key in order(base: base, mine: mine, theirs: theirs) {
      let (old, my, their) = (base.row(key), mine.row(key), theirs.row(key))
      let inner = value(.object(form), base: old, mine: my, theirs: their)
      rows[key] = inner.value
      conflicts += inner.conflicts.map { (key, $0) }
    }
    let order = order(base: base, mine: mine, theirs: theirs).filter { rows[$0] != nil }
    let positions = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($0.element, $0.offset) })
    return Outcome(
      value: .array(order.compactMap { rows[$0] }),
      conflicts: conflicts.compactMap { key, conflict in
        let place = positions[key] ?? mine.position(of: key) ?? theirs.position(of: key)
        let row = mine.row(key) ?? theirs.row(key) ?? .null
        return place.map { conflict.inside(String($0), type?.name(ofRow: row) ?? Text("", "")) }
      })
  }

  /// Every row of either side: in the order of mine, unless theirs alone changed the order of the rows that all
  /// have; the rows that the other side added follow the row that they follow there.
  private func order(base: KeyedRows, mine: KeyedRows, theirs: KeyedRows) -> [RowKey] {
    let isOrderMine =
      mine.order(among: base, theirs) != base.order(among: mine, theirs)
      || theirs.order(among: base, mine) == base.order(among: mine, theirs)
    let (first, second) = isOrderMine ? (mine, theirs) : (theirs, mine)
    var order = first.keys
    var previous: RowKey?
    for key in second.keys {
      if first.position(of: key) == nil {
        let index = previous.flatMap { order.firstIndex(of: $0) }.map { $0 + 1 } ?? 0
        order.insert(key, at: index)
      }
      previous = key
    }
    return order
  }
}
