extension JSON {
  /// Applies a merge patch (RFC 7396): a member that is null removes, an object recurses, all else replaces.
  public func applying(mergePatch patch: JSON) -> JSON {
    guard case .object(let changes) = patch else { return patch }
    var result = object ?? JSONObject()
    for (key, value) in changes.members {
      result[key] = value == .null ? nil : (result[key] ?? .null).applying(mergePatch: value)
    }
    return .object(result)
  }
}
