extension JSON {
  /// Applies a merge patch (RFC 7396): a member that is null removes, an object recurses, all else replaces.
  public func applying(mergePatch patch: JSON) -> JSON {
    guard case .object(let changes) = patch else { return patch }
    // Both are sorted, so one walk over the two merges them.
    var old = (object ?? JSONObject()).members[...]
    var members: [JSONObject.Member] = []
    members.reserveCapacity(old.count + changes.members.count)
    for (key, value) in changes.members {
      while let first = old.first, JSONObject.isOrdered(first.key, key) { members.append(old.removeFirst()) }
      let before = old.first?.key == key ? old.removeFirst().value : .null
      if value != .null { members.append((key, before.applying(mergePatch: value))) }
    }
    return .object(JSONObject(sorted: members + old))
  }
}
