import Shared

extension Workspace {
  /// Every document that is not simply in step, and what is to be done about it.
  func plan(_ scan: DraftScan) throws -> [(DocumentView, SyncAction)] {
    try views(scan).map { ($0, SyncPlanner.action(for: $0)) }
  }

  func views(_ scan: DraftScan) throws -> [DocumentView] {
    let (traces, incoming, intents, refusals) = try state.read { transaction in
      (
        try transaction.traces(), try transaction.incoming(), try transaction.intents(),
        try transaction.refusals()
      )
    }
    let tracesByID = Dictionary(traces.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let incomingByID = Dictionary(incoming.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    // The earliest intent of a document is the one to go next.
    let intentsByID = Dictionary(intents.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var ids = Set(incomingByID.keys).union(intentsByID.keys).union(scan.unseen.keys)
    for (id, file) in scan.files {
      let trace = tracesByID[id]
      if trace == nil || trace?.clean != file.digest || trace?.isDeleted == true { ids.insert(id) }
    }
    for trace in traces where trace.path != nil && !trace.isDeleted && scan.files[trace.id] == nil {
      ids.insert(trace.id)
    }
    let views = try ids.compactMap { id in
      try view(
        of: id, scan: scan, incoming: incomingByID[id], intent: intentsByID[id], refusal: refusals[id])
    }
    return views.map { (name(of: $0), $0) }.sorted { DocumentName.isEarlier($0.0, $1.0) }.map(\.1)
  }

  private func view(
    of id: DocumentID, scan: DraftScan, incoming: Incoming?, intent: OutboxEntry?, refusal: Refusal?
  ) throws -> DocumentView? {
    let base = try state.read { try $0.base(id) }
    let file = scan.files[id]
    guard let kind = base?.kind ?? incoming?.kind ?? file?.kind else { return nil }
    let draft: DocumentView.Draft
    switch try self.draft(of: id, in: scan, base: base) {
    case .absent: draft = .absent
    case .unseen(let reason): draft = .unseen(reason)
    case .unreadable: draft = .unreadable
    case .clean(let file): draft = .present(base?.body ?? .object(JSONObject()), digest: file.digest)
    case .present(let file, let body): draft = .present(body, digest: file.digest)
    }
    return DocumentView(
      kind: kind, base: base, draft: draft, incoming: incoming, refusal: refusal, intent: intent,
      hasFile: file != nil || scope.hasFile(kind: kind, id: id), id: id, path: file?.path ?? base?.path)
  }

  func name(of view: DocumentView) -> DocumentName {
    var body = view.base?.body ?? view.incoming?.body
    if case .present(let mine, _) = view.draft { body = mine }
    let title = body.flatMap {
      Names.name(of: $0, kind: view.kind, yearStarting: scope.yearStarting)
    }
    return DocumentName(
      kind: view.kind, id: view.id, title: title ?? view.path ?? String(view.id.description.prefix(8)),
      path: view.path)
  }

  /// What a new draft without an id seems to say about private numbers.
  func privateNumbers(in file: DraftFile, names: Names) throws -> Violations {
    guard case .success(let (text, _)) = try text(of: file) else { return [] }
    let reading = DraftReader(kind: file.kind, names: names, path: file.path).read(text)
    return PrivateNumbers.warnings(in: reading.body, of: file.kind)
  }

  /// What the new drafts of a kind say that were never sent, as far as it can be read.
  func unsent(_ kind: Kind, in scan: DraftScan) throws -> [JSON] {
    let known = try state.read { Set(try $0.traces().map(\.id)) }
    let files = scan.unnumbered + scan.files.values.filter { file in file.id.map { !known.contains($0) } == true }
    return files.filter { $0.kind == kind }.compactMap { file in
      guard case .success(let (text, _))? = try? text(of: file) else { return nil }
      return DraftReader(kind: kind, names: scan.names, path: file.path).read(text).body
    }
  }

  /// What is wrong with a new draft that has no id yet.
  func problems(ofNew file: DraftFile, names: Names) throws -> [DraftProblem] {
    switch try text(of: file) {
    case .failure(let failure): [failure.problem]
    case .success(let (text, _)): read(text, kind: file.kind, path: file.path, names: names, base: nil).problems
    }
  }

  /// Lets drafts name one another before the server has seen any of them.
  /// - Parameter makeID: ids for drafts that have none yet, good for this one look; without it those have no names.
  func nameDrafts(_ scan: inout DraftScan, numbering makeID: (() -> DocumentID)? = nil) throws {
    let known = try state.read { Set(try $0.traces().map(\.id)) }
    var drafts = scan.files.filter { !known.contains($0.key) }.map { (id: $0.key, file: $0.value) }
    if let makeID { drafts += scan.unnumbered.map { (id: makeID(), file: $0) } }
    for (id, file) in drafts {
      guard case .success(let (text, _)) = try text(of: file) else { continue }
      let reading = DraftReader(kind: file.kind, names: scan.names, path: file.path).read(text)
      if let name = Names.name(of: reading.body, kind: file.kind, yearStarting: scope.yearStarting) {
        scan.names.add(name, of: id, kind: file.kind.name)
      }
    }
  }
}

extension DocumentView {
  /// What the draft that an operation sends seems to say about private numbers.
  func privateNumbers(sending operation: Shared.Operation) -> Violations {
    guard operation != .delete, operation != .transition, case .present(let body, _) = draft else { return [] }
    return PrivateNumbers.warnings(in: body, of: kind)
  }
}
