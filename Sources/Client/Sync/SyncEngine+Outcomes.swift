import Shared

/// Stores what came of the mutations that were sent. Every outcome is final.
extension SyncEngine {
  /// - Parameter current: the documents that stand in the way.
  func store(
    _ response: PushResponse, _ entries: [OutboxEntry], _ current: [DocumentID: AnyDocument], _ run: inout Run
  ) throws {
    let results = Dictionary(response.results.map { ($0.n, $0) }, uniquingKeysWith: { first, _ in first })
    var events: [SyncEvent] = []
    var sent = 0
    var refused = 0
    let names = Dictionary(
      entries.map { ($0.id, name(of: $0)) }, uniquingKeysWith: { first, _ in first })
    try workspace.state.write("outcomes") { transaction in
      if try transaction[.epoch] == nil { try transaction.set(.epoch, response.epoch) }
      for entry in entries {
        guard let n = entry.n, let result = results[n], let name = names[entry.id] else {
          throw TransportError.notUnderstood(status: 207, "no result for a mutation")
        }
        if (200..<300).contains(result.status), let rev = result.rev {
          try accept(entry, rev: rev, transaction)
          sent += 1
          events.append(.sent(entry.operation, name, rev: rev, to: entry.to))
          let warnings = Self.news(in: result.warnings ?? [], about: entry)
          if !warnings.isEmpty { events.append(.warned(name, warnings)) }
        } else if let event = try notAccepted(entry, name, result, current[entry.id], transaction) {
          // A refused draft is counted as long as it waits; what was asked for is over.
          if entry.operation == .transition { refused += 1 }
          events.append(event)
        }
      }
    }
    run.summary.sent += sent
    run.summary.refused += refused
    for event in events {
      if case .refused(let name, _, true) = event { run.refused.insert(name.id) }
      run.report(event)
    }
  }

  /// What the server points out and was not pointed out here before it was sent.
  private static func news(in warnings: [Problem.Detail], about entry: OutboxEntry) -> [Problem.Detail] {
    let known = entry.body.map { PrivateNumbers.warnings(in: $0, of: entry.kind) }
    return warnings.filter { warning in
      known?.contains { $0.code == warning.code && $0.pointer.description == warning.pointer } != true
    }
  }

  private func accept(
    _ entry: OutboxEntry, rev: Int, _ transaction: WorkspaceState.Transaction
  ) throws {
    try transaction.deleteEntry(entry.sequence)
    try transaction.deleteRefusal(entry.id)
    if entry.operation == .create || entry.operation == .restore {
      try transaction.deleteRefusals(code: .validation)
    }
    var base =
      try transaction.base(entry.id)
      ?? Base(
        id: entry.id, kind: entry.kind, rev: rev, state: nil, updatedAt: Instant(milliseconds: 0),
        updatedBy: "", body: entry.body ?? .object(JSONObject()))
    base.rev = rev
    base.isHidden = false
    base.isAskedAbout = false
    switch entry.operation {
    case .create, .restore, .update:
      if entry.operation != .update {
        base.state = entry.kind.isHandedIn ? .draft : nil
        base.transition = nil
      }
      base.isDeleted = false
      base.body = entry.body ?? base.body
      base.path = entry.path ?? base.path
      base.clean = entry.digest
      if let name = Names.name(of: base.body, kind: base.kind, yearStarting: workspace.scope.yearStarting) {
        try transaction.save(name: name, of: base.id, kind: base.kind)
      }
    case .delete:
      base.isDeleted = true
      base.clean = nil
    case .transition: base.state = entry.to
    }
    try transaction.save(base)
  }

  /// - Returns: what to tell; nothing for what the next step sorts out by itself.
  private func notAccepted(
    _ entry: OutboxEntry, _ name: DocumentName, _ result: PushResponse.Result, _ current: AnyDocument?,
    _ transaction: WorkspaceState.Transaction
  ) throws -> SyncEvent? {
    let problem = result.problem ?? Problem(.conflict)
    if result.status == 412, problem.current != nil {
      // What could not be fetched comes with the feed.
      if let current {
        var incoming = Incoming(current, kind: entry.kind)
        incoming.continuesBase = try transaction.base(entry.id)?.isLost != true
        try transaction.save(incoming)
      }
      return try giveUpOrWait(entry, name, problem, transaction)
    }
    if result.status == 410, let tombstone = problem.tombstone ?? Self.known(entry, transaction) {
      guard entry.operation != .delete else {
        try accept(entry, rev: tombstone.rev, transaction)
        return nil
      }
      try transaction.save(
        Incoming(
          id: entry.id, kind: entry.kind, rev: tombstone.rev, state: nil, updatedAt: tombstone.updatedAt,
          updatedBy: tombstone.updatedBy, body: nil))
      return try giveUpOrWait(entry, name, problem, transaction)
    }
    try refuse(entry, problem, transaction)
    return .refused(name, problem, isDraft: entry.isDraft)
  }

  /// After somebody else was faster: a changed draft is planned anew on what they did, and so are a submit, a deletion
  /// and a restore; an approval is for one version only, and a person must look again.
  private func giveUpOrWait(
    _ entry: OutboxEntry, _ name: DocumentName, _ problem: Problem, _ transaction: WorkspaceState.Transaction
  ) throws -> SyncEvent? {
    try transaction.deleteEntry(entry.sequence)
    switch entry.operation {
    case .create, .update: return nil
    case .delete, .restore:
      try requeue(entry, transaction)
      return nil
    case .transition where entry.to == .submitted && problem.current != nil:
      try requeue(entry, transaction)
      return nil
    case .transition: return .dropped(name, to: entry.to, .changedSince)
    }
  }

  private func requeue(_ entry: OutboxEntry, _ transaction: WorkspaceState.Transaction) throws {
    var waiting = entry
    waiting.n = nil
    waiting.body = nil
    try transaction.append(waiting)
  }

  func refuse(
    _ entry: OutboxEntry, _ problem: Problem, _ transaction: WorkspaceState.Transaction
  ) throws {
    try transaction.deleteEntry(entry.sequence)
    guard entry.operation != .transition else { return }
    let details = (problem.errors ?? []).map(\.detail)
    let message = ([problem.detail ?? problem.title] + details).joined(separator: "；")
    try transaction.save(
      Refusal(
        id: entry.id, digest: entry.digest ?? "", code: problem.code?.rawValue ?? "", message: message))
  }

  private static func known(
    _ entry: OutboxEntry, _ transaction: WorkspaceState.Transaction
  ) -> Tombstone? {
    guard let base = try? transaction.base(entry.id), base.isDeleted else { return nil }
    return Tombstone(rev: base.rev, updatedAt: base.updatedAt, updatedBy: base.updatedBy)
  }
}

extension Incoming {
  init(_ document: AnyDocument, kind: Kind, transition: Change.Move? = nil) {
    self.init(
      id: document.id, kind: kind, rev: document.rev, state: document.state, updatedAt: document.updatedAt,
      updatedBy: document.updatedBy, transition: transition, body: document.body)
  }
}

extension OutboxEntry {
  /// Whether this is what became of a draft that was sent before, and not a new one.
  var isDraft: Bool { operation == .update || operation == .delete }

  /// What waits to be sent once somebody wants a document deleted.
  static func deletion(of id: DocumentID, kind: Kind) -> OutboxEntry {
    OutboxEntry(sequence: 0, operation: .delete, kind: kind, id: id)
  }

  /// What waits to be sent once somebody wants a deleted document back.
  static func restoration(of id: DocumentID, kind: Kind) -> OutboxEntry {
    OutboxEntry(sequence: 0, operation: .restore, kind: kind, id: id)
  }
}
