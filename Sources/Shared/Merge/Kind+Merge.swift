extension Kind {
  /// Merges as the form says, and makes sure that the merged body breaks no rule that neither side breaks: fields
  /// that are wrong only together, such as a start that one side moved and an end that the other did, are
  /// conflicts. Which these are doesn't depend on the side that is preferred.
  public func merge(
    base: JSON, mine: JSON, theirs: JSON, preferring side: MergeSide = .mine
  ) -> MergeResult {
    let (base, mine, theirs) = (base.withoutNulls, mine.withoutNulls, theirs.withoutNulls)
    let asMine = form.merge(base: base, mine: mine, theirs: theirs)
    let asTheirs = form.merge(base: base, mine: mine, theirs: theirs, preferring: .theirs)
    let result = side == .mine ? asMine : asTheirs
    let broken = keys(brokenIn: asMine.merged, butNotIn: mine, theirs)
      .union(keys(brokenIn: asTheirs.merged, butNotIn: mine, theirs))
    guard !broken.isEmpty else { return result }

    let changedByMine = changedKeys(from: base, to: mine)
    let changedByTheirs = changedKeys(from: base, to: theirs)
    var keys = broken.intersection(changedByMine.union(changedByTheirs))
    // The fields that a rule names may not be all that broke it. What is added for one side can break the other
    // once more, hence twice; then each side is whole.
    for _ in 0..<2 {
      if !self.keys(brokenIn: asMine.merged.taking(keys, from: mine), butNotIn: mine, theirs).isEmpty {
        keys.formUnion(changedByTheirs)
      }
      if !self.keys(brokenIn: asTheirs.merged.taking(keys, from: theirs), butNotIn: mine, theirs).isEmpty {
        keys.formUnion(changedByMine)
      }
    }
    let conflicts = form.fields.filter { keys.contains($0.key) }.map { field in
      MergeConflict(
        pointer: JSONPointer([field.key]), path: [field.label], base: base[field.key], mine: mine[field.key],
        theirs: theirs[field.key])
    }
    let merged = result.merged.taking(keys, from: side == .mine ? mine : theirs)
    return MergeResult(
      merged: merged,
      conflicts: result.conflicts.filter { !keys.contains($0.pointer.tokens.first ?? "") } + conflicts,
      takenFromTheirs: form.differences(from: mine, to: merged))
  }

  /// The top-level members that violations name which none of the sides has. Members that this version doesn't
  /// know break nothing: a newer server does.
  private func keys(brokenIn merged: JSON, butNotIn sides: JSON...) -> Set<String> {
    func violations(in tree: JSON) -> Violations {
      check(form.check(tree).canonical).violations
    }
    let found = violations(in: merged)
    guard !found.isEmpty else { return [] }
    let own = Set(sides.flatMap(violations))
    return Set(found.filter { !own.contains($0) }.map { $0.pointer.tokens.first ?? "" })
  }

  private func changedKeys(from base: JSON, to changed: JSON) -> Set<String> {
    Set(form.differences(from: base, to: changed).compactMap(\.pointer.tokens.first))
  }
}

extension JSON {
  /// The same object with these members as another one has them.
  fileprivate func taking(_ keys: Set<String>, from other: JSON) -> JSON {
    guard case .object(var members) = self else { return self }
    for key in keys { members[key] = other[key] }
    return .object(members)
  }
}
