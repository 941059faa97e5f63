import Shared

/// Reads the feed into the state. A page and its cursor are one transaction; files come later.
extension SyncEngine {
  /// - Returns: whether anything came.
  func pull(_ run: inout Run) async throws -> Bool {
    let before = run.summary.received
    for feed in workspace.scope.feeds { try await pull(feed, &run) }
    let isRereading = try workspace.state.read { try $0[.rereading] } != nil
    if isRereading { try workspace.state.write("reread") { try $0.set(.rereading, nil) } }
    try integrate(&run)
    return isRereading || run.summary.received > before
  }

  private func pull(_ feed: Scope.Feed, _ run: inout Run) async throws {
    var hasMore = true
    while hasMore {
      let (cursor, epoch, rereading) = try workspace.state.read { transaction in
        (try transaction[.cursor(feed)], try transaction[.epoch], try transaction[.rereading])
      }
      let page: ChangesPage
      do {
        page = try await transport.changes(ChangesRequest(cursor: cursor, feed: feed))
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
    let strangers = isRestored ? try await changesBesideOurs(page) : []
    let files = run.scan.files
    var received = 0
    var hidden: [Base] = []
    try workspace.state.write("page") { transaction in
      for change in page.changes {
        try transaction.markSeen(change.id)
        switch change.content {
        case .document(let document):
          guard let kind = Kind.named(document.kind) else { continue }
          if try store(document, kind, isRestored: isRestored, strangers, transaction) { received += 1 }
        case .deletion(let deletion):
          guard let kind = Kind.named(deletion.kind) else { continue }
          let base = try transaction.base(deletion.id)
          // Nothing here knows the document: there is nothing to do.
          if base == nil, files[deletion.id] == nil { continue }
          if let base, base.isDeleted || base.rev >= deletion.rev, !isRestored { continue }
          received += 1
          try transaction.save(
            Incoming(
              id: deletion.id, kind: kind, rev: deletion.rev, state: nil, updatedAt: deletion.updatedAt,
              updatedBy: deletion.updatedBy, body: nil))
        }
      }
      try transaction.set(.cursor(feed), page.cursor)
      try transaction.set(.epoch, page.epoch)
      if !page.hasMore { hidden = try forget(feed, isRestored: isRestored, transaction) }
    }
    for base in hidden where base.path != nil {
      let title = Names.name(of: base.body, kind: base.kind, yearStarting: workspace.scope.yearStarting)
      run.report(
        .hidden(DocumentName(kind: base.kind, id: base.id, title: title ?? "", path: base.path)))
    }
    run.summary.received += received
  }

  /// - Returns: whether it was news.
  private func store(
    _ document: AnyDocument, _ kind: Kind, isRestored: Bool, _ strangers: Set<DocumentID>,
    _ transaction: WorkspaceState.Transaction
  ) throws -> Bool {
    if let name = Names.name(of: document.body, kind: kind, yearStarting: workspace.scope.yearStarting) {
      try transaction.save(name: name, of: document.id, kind: kind)
    }
    var incoming = Incoming(document, kind: kind)
    guard var base = try transaction.base(document.id), !base.isDeleted else {
      let newest = try transaction.base(document.id)?.rev ?? 0
      guard isRestored || document.rev > newest else { return false }
      try transaction.save(incoming)
      return true
    }
    if base.isHidden {
      base.isHidden = false
      try transaction.setHidden(base.id, false)
    }
    let isSame = base.body == document.body
    // After a restore the server may stand at an earlier rev: what we have beyond it becomes an edit of ours.
    let isEarlier =
      isRestored && document.rev < base.rev && document.updatedAt <= base.updatedAt && !isSame
    if isEarlier || (isSame && (isRestored || base.rev == document.rev)) {
      base.rev = document.rev
      base.state = document.state
      base.updatedAt = document.updatedAt
      base.updatedBy = document.updatedBy
      base.body = document.body
      if isEarlier { base.clean = nil }
      try transaction.save(base)
      try transaction.deleteIncoming(base.id)
      return false
    }
    guard isRestored || document.rev >= base.rev else { return false }
    incoming.continuesBase = !strangers.contains(document.id)
    try transaction.save(incoming)
    return true
  }

  /// After a restore: documents that went on from somewhere else than what we know. Their newer revs can't be
  /// taken for changes of ours, nor ours for changes of theirs.
  private func changesBesideOurs(_ page: ChangesPage) async throws -> Set<DocumentID> {
    var strangers: Set<DocumentID> = []
    for case .document(let document) in page.changes.map(\.content) {
      guard let kind = Kind.named(document.kind),
        let base = try workspace.state.read({ try $0.base(document.id) }), base.body != document.body
      else { continue }
      let ancestor =
        document.rev > base.rev
        ? try await transport.revision(kind: kind, id: document.id, rev: base.rev) : nil
      if ancestor?.body != base.body { strangers.insert(document.id) }
    }
    return strangers
  }

  /// The feed was read afresh to its end: what it did not have, this caller does not see any more, or, after a
  /// restore, the server does not have any more and gets it anew.
  /// - Returns: what is hidden from now on.
  private func forget(
    _ feed: Scope.Feed, isRestored: Bool, _ transaction: WorkspaceState.Transaction
  ) throws -> [Base] {
    var hidden: [Base] = []
    for id in try transaction.takeUnseen(feed) {
      try transaction.deleteIncoming(id)
      guard !isRestored, let base = try transaction.base(id), !base.isDeleted else {
        try transaction.deleteBase(id)
        continue
      }
      try transaction.setHidden(id, true)
      hidden.append(base)
    }
    return hidden
  }
}
