import Shared

/// Reads the feed into the state. A page and its cursor are one transaction; files come later.
extension SyncEngine {
  /// - Returns: whether anything came.
  func pull(_ run: inout Run) async throws -> Bool {
    let before = run.summary.received + run.summary.reference
    for feed in workspace.scope.feeds { try await pull(feed, &run) }
    let isRereading = try workspace.state.read { try $0[.rereading] } != nil
    if isRereading { try workspace.state.write("reread") { try $0.set(.rereading, nil) } }
    try integrate(&run)
    return isRereading || run.summary.received + run.summary.reference > before
  }

  private func pull(_ feed: Scope.Feed, _ run: inout Run) async throws {
    var hasMore = true
    var limit = ChangesRequest.usualLimit
    while hasMore {
      let (cursor, epoch, rereading) = try workspace.state.read { transaction in
        (try transaction[.cursor(feed)], try transaction[.epoch], try transaction[.rereading])
      }
      let page: ChangesPage
      do {
        page = try await transport.changes(ChangesRequest(cursor: cursor, feed: feed, limit: limit))
      } catch let error as TransportError where error.isTooMuch && limit > 1 {
        limit = max(1, limit / 4)
        continue
      } catch let problem as Problem
        where cursor != nil && (problem.code == .cursorGone || problem.code == .badCursor)
      {
        if problem.reason == "epoch" { throw try restored(problem, run) }
        try reread(feed, reason: problem.reason ?? "retention", run)
        continue
      }
      if let epoch, epoch != page.epoch { throw try restored(Problem(.epochChanged), run) }
      try await store(page, feed, isRestored: rereading == "epoch", &run)
      hasMore = page.hasMore
      run.report(.progress(sent: run.summary.sent, received: run.summary.received))
    }
  }

  private func reread(_ feed: Scope.Feed, reason: String, _ run: Run) throws {
    try workspace.state.write("reread") { transaction in
      try transaction.set(.rereading, reason)
      try transaction.beginRereading(feed)
      // Whoever sees other documents than before may also do other things than before.
      try transaction.deleteRefusals()
    }
    run.report(.rereading(reason: reason))
  }

  private func store(
    _ page: ChangesPage, _ feed: Scope.Feed, isRestored: Bool, _ run: inout Run
  ) async throws {
    let descents = isRestored ? try await descents(of: page) : nil
    let seen = Set(run.scan.files.keys)
    var received = 0
    var reference = 0
    var hidden: [Base] = []
    try workspace.state.write("page") { transaction in
      for change in page.changes {
        try transaction.markSeen(change.id)
        guard let kind = Kind.named(change.kind) else { continue }
        let descent = descents.map { $0[change.id] ?? .continues }
        let isNews =
          switch change.content {
          case .document(let document):
            try store(
              Incoming(document, kind: kind, transition: change.transition), document.body, descent, seen, transaction)
          case .deletion(let deletion): try store(deletion, kind, descent, seen, transaction)
          }
        guard isNews else { continue }
        if workspace.scope.hasFile(kind: kind, id: change.id) { received += 1 } else { reference += 1 }
      }
      try transaction.set(.cursor(feed), page.cursor)
      try transaction.set(.epoch, page.epoch)
      if !page.hasMore { hidden = try forget(feed, isRestored: isRestored, seen, transaction) }
    }
    for base in hidden where base.path != nil {
      let title = Names.name(of: base.body, kind: base.kind, yearStarting: workspace.scope.yearStarting)
      run.report(
        .hidden(DocumentName(kind: base.kind, id: base.id, title: title ?? "", path: base.path)))
    }
    run.summary.received += received
    run.summary.reference += reference
  }

  /// - Parameters:
  ///   - descent: how it stands to the base while everything is read afresh after a restore; nil at other times.
  ///   - seen: the documents whose files were seen.
  /// - Returns: whether it was news.
  private func store(
    _ incoming: Incoming, _ body: JSON, _ descent: Descent?, _ seen: Set<DocumentID>,
    _ transaction: WorkspaceState.Transaction
  ) throws -> Bool {
    var incoming = incoming
    if let name = Names.name(of: body, kind: incoming.kind, yearStarting: workspace.scope.yearStarting) {
      try transaction.save(name: name, of: incoming.id, kind: incoming.kind)
    }
    guard var base = try transaction.base(incoming.id), !base.isDeleted else {
      let newest = try transaction.base(incoming.id)?.rev ?? 0
      guard descent != nil || incoming.rev > newest else { return false }
      try transaction.save(incoming)
      return true
    }
    if base.isHidden {
      base.isHidden = false
      try transaction.setHidden(base.id, false)
    }
    let isSame = base.body == body
    let isPast = descent == .past && !isSame && (base.path == nil || seen.contains(base.id))
    if isPast || (isSame && (descent != nil || base.rev == incoming.rev)) {
      base.rev = incoming.rev
      base.state = incoming.state
      base.transition = incoming.transition
      base.updatedAt = incoming.updatedAt
      base.updatedBy = incoming.updatedBy
      base.body = body
      // What the file says beyond it becomes an edit of ours.
      if isPast { base.clean = nil }
      try transaction.save(base)
      try transaction.deleteIncoming(base.id)
      return false
    }
    guard descent != nil || incoming.rev >= base.rev else { return false }
    // A past whose file is not seen would leave ours nowhere: let a person compare when it is back.
    incoming.continuesBase = !base.isLost && (descent == nil || descent == .continues)
    try transaction.save(incoming)
    return true
  }

  private func store(
    _ deletion: Change.Deletion, _ kind: Kind, _ descent: Descent?, _ seen: Set<DocumentID>,
    _ transaction: WorkspaceState.Transaction
  ) throws -> Bool {
    let base = try transaction.base(deletion.id)
    // Nothing here knows the document: there is nothing to do.
    if base == nil, !seen.contains(deletion.id) { return false }
    if let base, base.isDeleted || base.rev >= deletion.rev, descent == nil { return false }
    if var base, base.isDeleted || (descent == .past && seen.contains(deletion.id)) {
      // The server has gone back to where it was deleted. What lives here was restored since, and is again.
      if !base.isDeleted { try transaction.append(.restoration(of: base.id, kind: kind)) }
      base.isDeleted = true
      base.rev = deletion.rev
      base.clean = nil
      try transaction.save(base)
      return false
    }
    try transaction.save(
      Incoming(
        id: deletion.id, kind: kind, rev: deletion.rev, state: nil, updatedAt: deletion.updatedAt,
        updatedBy: deletion.updatedBy, body: nil, continuesBase: descent == nil || descent == .continues))
    return true
  }

  /// The feed was read afresh to its end: what it did not have, this caller does not see any more, or, after a
  /// restore, the server does not have any more and gets it anew.
  /// - Returns: what is hidden from now on.
  private func forget(
    _ feed: Scope.Feed, isRestored: Bool, _ seen: Set<DocumentID>, _ transaction: WorkspaceState.Transaction
  ) throws -> [Base] {
    var hidden: [Base] = []
    for id in try transaction.takeUnseen(feed) {
      try transaction.deleteIncoming(id)
      guard var base = try transaction.base(id), !base.isDeleted else {
        try transaction.deleteBase(id)
        continue
      }
      guard isRestored else {
        try transaction.setHidden(id, true)
        hidden.append(base)
        continue
      }
      if base.path == nil || seen.contains(id) {
        try transaction.deleteBase(id)
      } else {
        // What is here may be all that there is of it.
        base.rev = 0
        base.clean = nil
        try transaction.save(base)
      }
    }
    return hidden
  }
}

// MARK: - After a restore

extension SyncEngine {
  /// How the server's version of a document stands to the base that is known here.
  private enum Descent: Hashable {
    /// It grew out of the base.
    case continues
    /// The base grew out of it: the restore took that back.
    case past
    /// Both went on from somewhere else. Neither can be taken for a change of the other.
    case apart
  }

  /// No clock is asked: what was written before the present epoch began is the history that this workspace knows too,
  /// and of what was written since, the server says what its base was like.
  private func descents(of page: ChangesPage) async throws -> [DocumentID: Descent] {
    var descents: [DocumentID: Descent] = [:]
    for change in page.changes {
      guard let kind = Kind.named(change.kind), let base = try workspace.state.read({ try $0.base(change.id) }),
        !base.isDeleted, !base.isLost
      else { continue }
      if change.rev > base.rev {
        let ancestor = try await transport.revision(kind: kind, id: change.id, rev: base.rev)
        descents[change.id] = ancestor?.body == base.body ? .continues : .apart
      } else {
        descents[change.id] = change.rev < base.rev && !change.isSinceEpoch ? .past : .apart
      }
    }
    return descents
  }
}

extension Change {
  fileprivate var kind: String {
    switch content {
    case .document(let document): document.kind
    case .deletion(let deletion): deletion.kind
    }
  }

  fileprivate var rev: Int {
    switch content {
    case .document(let document): document.rev
    case .deletion(let deletion): deletion.rev
    }
  }
}
