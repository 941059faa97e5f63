import Shared

extension SyncEngine {
  /// A batch stays well under what the server takes in one request.
  private static let maximumBatchCount = 200
  private static let maximumBatchBytes = 1_500_000

  /// Sends what was sent before and never answered, under the numbers that it had.
  func resend(_ run: inout Run) async throws {
    let sealed = try workspace.state.read { try $0.sealed() }
    if !sealed.isEmpty { try await send(sealed, &run) }
  }

  /// Sends all that is to be sent, a batch at a time; the next one goes out when the answer to the last is stored.
  /// - Returns: whether there was anything.
  func push(_ run: inout Run) async throws -> Bool {
    var pushes: [(DocumentView, Shared.Operation)] = []
    var plan = try workspace.plan(run.scan)
    if try decideOnMissing(plan, &run) { plan = try workspace.plan(run.scan) }
    run.settled = plan
    for (view, action) in plan {
      switch action {
      case .push(let operation): pushes.append((view, operation))
      case .drop(let reason):
        try drop(view, reason, &run)
        run.settled = nil
      default: break
      }
    }
    if !pushes.isEmpty { run.settled = nil }
    warn(of: pushes, &run)
    // Within a kind they stay in the order of the plan, which is that of their names.
    let ordered = pushes.enumerated().sorted {
      (Self.order($0.element), $0.offset) < (Self.order($1.element), $1.offset)
    }
    pushes = ordered.map(\.element)
    var waiting = pushes[...]
    while !waiting.isEmpty {
      let batch = try seal(&waiting)
      try await send(batch, &run)
    }
    return !pushes.isEmpty
  }

  /// What is referred to comes before what refers to it, and goes after it.
  private static func order(_ push: (view: DocumentView, operation: Shared.Operation)) -> Int {
    let position = Kind.all.firstIndex(of: push.view.kind) ?? 0
    switch push.operation {
    case .create, .restore: return position
    case .update: return 100 + position
    case .transition: return 200 + position
    case .delete: return 400 - position
    }
  }

  private func drop(_ view: DocumentView, _ reason: SyncAction.DropReason, _ run: inout Run) throws {
    guard let intent = view.intent else { return }
    let forgets = intent.operation == .delete && view.base?.isLost == true
    try workspace.state.write("drop") { transaction in
      try transaction.deleteEntry(intent.sequence)
      if forgets { try transaction.deleteBase(view.id) }
    }
    if reason != .done { run.summary.refused += 1 }
    if intent.operation == .delete, reason == .done { return }
    run.report(.dropped(workspace.name(of: view), to: intent.to, reason))
  }

  /// Points out what should not be in a register before it is in every copy of it.
  private func warn(of pushes: [(DocumentView, Shared.Operation)], _ run: inout Run) {
    for (view, operation) in pushes {
      let found = view.privateNumbers(sending: operation)
      guard !found.isEmpty, run.warned.insert(view.id).inserted else { continue }
      run.report(.privateNumbers(workspace.name(of: view), found))
    }
  }

  /// What has gone is deleted only when somebody says so, once for each file: in the command, or when asked.
  /// - Returns: whether anything is to be deleted now.
  private func decideOnMissing(_ plan: [(DocumentView, SyncAction)], _ run: inout Run) throws -> Bool {
    guard !run.hasDecidedOnMissing else { return false }
    run.hasDecidedOnMissing = true
    let asked = try workspace.state.read { try $0.askedAbout() }
    let missing = plan.compactMap { view, action in action == .missing ? view : nil }
    var chosen = deletesMissing ? missing : []
    let new = missing.filter { !asked.contains($0.id) }
    if !deletesMissing, let ask, !new.isEmpty, ask(.delete(new.map(workspace.name))) { chosen = new }
    // It may have come back while somebody thought about it.
    chosen.removeAll { view in view.path.map(workspace.folder.isThere) ?? true }
    let isAsked = ask == nil ? [] : new.map(\.id)
    let back = asked.intersection(run.scan.files.keys)
    guard !chosen.isEmpty || !isAsked.isEmpty || !back.isEmpty else { return false }
    try workspace.state.write("missing") { transaction in
      for id in back { try transaction.setAskedAbout(id, false) }
      for id in isAsked { try transaction.setAskedAbout(id, true) }
      for view in chosen { try transaction.append(.deletion(of: view.id, kind: view.kind)) }
    }
    return !chosen.isEmpty
  }

  /// Takes the next batch: gives numbers and fixes what is sent, in one transaction.
  private func seal(_ waiting: inout ArraySlice<(DocumentView, Shared.Operation)>) throws -> [OutboxEntry] {
    try workspace.state.write("seal") { transaction in
      var n = try transaction[.nextN].flatMap { Int($0) } ?? 1
      var bytes = 0
      var count = 0
      while let (view, operation) = waiting.first, count < Self.maximumBatchCount {
        var entry = Self.entry(for: view, operation)
        bytes += (entry.body?.canonicalBytes.count ?? 0) + 300
        if count > 0, bytes > Self.maximumBatchBytes { break }
        entry.n = n
        if entry.sequence > 0 { try transaction.seal(entry) } else { try transaction.append(entry) }
        waiting.removeFirst()
        n += 1
        count += 1
      }
      try transaction.set(.nextN, String(n))
      return try transaction.sealed()
    }
  }

  private static func entry(for view: DocumentView, _ operation: Shared.Operation) -> OutboxEntry {
    var entry =
      view.intent.flatMap { $0.operation == operation ? $0 : nil }
      ?? OutboxEntry(sequence: 0, operation: operation, kind: view.kind, id: view.id)
    if operation != .create { entry.base = view.base?.rev }
    entry.path = view.path
    if case .present(let body, let digest) = view.draft, operation != .transition, operation != .delete {
      entry.body = body
      entry.digest = digest
    }
    return entry
  }

  /// Sends sealed entries and stores what came of them.
  private func send(_ entries: [OutboxEntry], _ run: inout Run) async throws {
    let (client, epoch) = try workspace.state.read { transaction in
      (try transaction[.client].flatMap(DocumentID.init(text:)), try transaction[.epoch])
    }
    guard let client else { throw StateError.damaged("client") }
    let mutations = entries.compactMap { entry in entry.n.map { entry.mutation(n: $0) } }
    let response: PushResponse
    do {
      response = try await transport.push(PushRequest(client: client, epoch: epoch, mutations: mutations))
    } catch let problem as Problem {
      try refused(problem, entries, &run)
      return
    } catch let error as TransportError where error.isTooMuch && entries.count > 1 {
      // Everything was done, and is answered again under the same numbers, in pieces.
      for part in [entries.prefix(entries.count / 2), entries.dropFirst(entries.count / 2)] {
        try await send(Array(part), &run)
      }
      return
    }
    let current = try await self.current(response, entries)
    try store(response, entries, current, &run)
    run.report(.progress(sent: run.summary.sent, received: run.summary.received))
  }

  /// The documents that stand in the way of what was sent and found no room in the answer.
  private func current(
    _ response: PushResponse, _ entries: [OutboxEntry]
  ) async throws -> [DocumentID: AnyDocument] {
    let byNumber = Dictionary(
      entries.compactMap { entry in entry.n.map { ($0, entry) } }, uniquingKeysWith: { first, _ in first })
    var documents: [DocumentID: AnyDocument] = [:]
    for result in response.results {
      guard let current = result.problem?.current, let entry = byNumber[result.n] else { continue }
      documents[entry.id] =
        if let document = current.document { document } else {
          try await transport.document(kind: entry.kind, id: entry.id)
        }
    }
    return documents
  }

  /// The whole batch was refused: nothing of it was applied.
  private func refused(_ problem: Problem, _ entries: [OutboxEntry], _ run: inout Run) throws {
    switch problem.code {
    case .epochChanged: throw try restored(problem, run)
    case .mutationGap, .mutationReused, .forbidden:
      // The server knows this client otherwise than we do: a copied laptop, an older state put back, another
      // account. With an identity of its own everything can be planned anew.
      try workspace.state.write("client") { transaction in
        try transaction.set(.client, makeID().description)
        try transaction.set(.nextN, "1")
        try transaction.unseal()
      }
      run.report(.newClient)
      throw Restart(problem: problem)
    case .tooLarge where entries.count == 1:
      try workspace.state.write("too large") { transaction in
        for entry in entries {
          try transaction.set(.nextN, entry.n.map(String.init))
          try refuse(entry, problem, transaction)
        }
      }
      for entry in entries { run.report(.refused(name(of: entry), problem, isDraft: entry.isDraft)) }
    default: throw problem
    }
  }

  /// A backup was put back on the server: what it knew of this client is gone.
  func restored(_ problem: Problem, _ run: Run) throws -> Restart {
    try workspace.state.write("restored") { transaction in
      try transaction.set(.client, makeID().description)
      try transaction.set(.nextN, "1")
      try transaction.set(.epoch, nil)
      try transaction.set(.rereading, "epoch")
      try transaction.unseal()
      try transaction.deleteRefusals()
      for feed in workspace.scope.feeds { try transaction.beginRereading(feed) }
    }
    run.report(.serverRestored)
    return Restart(problem: problem)
  }

  func name(of entry: OutboxEntry) -> DocumentName {
    let title = entry.body.flatMap {
      Names.name(of: $0, kind: entry.kind, yearStarting: workspace.scope.yearStarting)
    }
    let stored = try? workspace.state.read { try $0.base(entry.id) }
    let path = entry.path ?? stored?.path
    let known = stored.flatMap {
      Names.name(of: $0.body, kind: entry.kind, yearStarting: workspace.scope.yearStarting)
    }
    return DocumentName(
      kind: entry.kind, id: entry.id,
      title: title ?? known ?? path ?? String(entry.id.description.prefix(8)), path: path)
  }
}
