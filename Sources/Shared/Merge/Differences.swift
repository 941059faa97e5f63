/// A field, row or entry that differs between two versions of a body.
public struct FieldDifference: Hashable, Sendable {
  /// The place in the newer version; for what it lacks, the place in the older one.
  public let pointer: JSONPointer
  /// The same place in words: labels of fields and keys of rows.
  public let path: [Text]
  public let before: JSON?
  public let after: JSON?

  /// The path as one text, from the outside in.
  public var label: Text { path.joinedLabel }
}

extension MergeConflict {
  /// The path as one text, from the outside in.
  public var label: Text { path.joinedLabel }
}

extension [Text] {
  fileprivate var joinedLabel: Text {
    Text(map(\.zh).joined(separator: " › "), map(\.en).joined(separator: " › "))
  }
}

extension Form {
  /// What changed from one version of a body to another, in the form's order; empty exactly when nothing did.
  /// Tables are compared row by row, sets, lists and texts whole.
  public func differences(from old: JSON, to new: JSON) -> [FieldDifference] {
    var differences: [FieldDifference] = []
    Differences(pointer: JSONPointer(), path: [])
      .compare(.object(self), old.withoutNulls, new.withoutNulls, into: &differences)
    return differences
  }
}

/// A place in both versions.
private struct Differences {
  let pointer: JSONPointer
  let path: [Text]

  func inside(_ token: String, _ name: Text) -> Differences {
    Differences(pointer: pointer / token, path: path + [name])
  }

  func compare(_ type: FieldType?, _ old: JSON?, _ new: JSON?, into found: inout [FieldDifference]) {
    guard old != new else { return }
    switch (type, old, new) {
    case (.object(let form), .object(let old), .object(let new)):
      let known = form.fields.map { (key: $0.key, type: $0.type as FieldType?, label: $0.label) }
      let unknown = keys(old, new).filter { form[$0] == nil }
        .map { (key: $0, type: FieldType?.none, label: Text($0, $0)) }
      for field in known + unknown {
        inside(field.key, field.label).compare(field.type, old[field.key], new[field.key], into: &found)
      }
    case (.map(let element, _), .object(let old), .object(let new)):
      for key in keys(old, new) {
        inside(key, Text(key, key)).compare(element, old[key], new[key], into: &found)
      }
    case (.table(let form, let key, _), .array(let oldRows), .array(let newRows)):
      guard let old = KeyedRows(oldRows, key: key), let new = KeyedRows(newRows, key: key),
        old.order(among: new) == new.order(among: old)
      else { return add(.array(oldRows), .array(newRows), to: &found) }
      for key in new.keys + old.keys.filter({ new.position(of: $0) == nil }) {
        guard let place = new.position(of: key) ?? old.position(of: key) else { continue }
        let name = type?.name(ofRow: new.row(key) ?? old.row(key) ?? .null) ?? Text("", "")
        inside(String(place), name).compare(.object(form), old.row(key), new.row(key), into: &found)
      }
    default: add(old, new, to: &found)
    }
  }

  private func add(_ old: JSON?, _ new: JSON?, to found: inout [FieldDifference]) {
    found.append(FieldDifference(pointer: pointer, path: path, before: old, after: new))
  }

  private func keys(_ old: JSONObject, _ new: JSONObject) -> [String] {
    new.keys + old.keys.filter { new[$0] == nil }
  }
}
