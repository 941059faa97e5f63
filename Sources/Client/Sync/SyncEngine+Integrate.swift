import Shared

/// Brings what was read into the files. Files first, made durable, then the base: if we die in between, the
/// next run finds files that say what the server says, and takes them as they are.
extension SyncEngine {
  func integrate(_ run: inout Run) throws {
    guard try workspace.state.read({ try $0.hasIncoming() }) else { return }
    let views = try workspace.views(run.scan).filter { $0.incoming != nil }
    run.scan.names = try names(run.scan)
    var done: [Integrated] = []
    for view in views {
      guard let incoming = view.incoming else { continue }
      do {
        switch SyncPlanner.action(for: view) {
        case .adopt: done.append(adopted(view, incoming))
        case .write(let body, let isMerged):
          done.append(try write(body, isMerged: isMerged, view, incoming, &run))
        case .remove: done.append(try remove(view, incoming, &run))
        default: break
        }
      } catch let error as FileError {
        run.report(.postponed(path: view.path ?? "", error.text))
      }
    }
    guard !done.isEmpty else { return }
    try workspace.folder.flush(done.compactMap(\.writtenPath))
    try workspace.state.write("integrate") { transaction in
      for item in done {
        try transaction.save(item.base)
        try transaction.deleteIncoming(item.base.id)
      }
    }
    for item in done.sorted(by: { DocumentName.isEarlier($0.name, $1.name) }) {
      for event in item.events { run.report(event) }
    }
    run.summary.merged += done.count { $0.isMerged }
  }

  private struct Integrated {
    var base: Base
    var writtenPath: String?
    var isMerged = false
    var name: DocumentName
    var events: [SyncEvent] = []
  }

  /// What a changed state is worth a line; of a new document it is only how it came.
  private func moves(_ view: DocumentView, _ incoming: Incoming, _ name: DocumentName) -> [SyncEvent] {
    guard let base = view.base, !base.isDeleted, view.hasFile, base.state != incoming.state,
      let transition = incoming.transition
    else { return [] }
    return [.moved(name, transition)]
  }

  private func names(_ scan: DraftScan) throws -> Names {
    var fresh = scan
    fresh.names = try workspace.state.read { try $0.names() }
    try workspace.nameDrafts(&fresh)
    return fresh.names
  }

  private func base(_ view: DocumentView, _ incoming: Incoming) -> Base {
    Base(
      id: view.id, kind: incoming.kind, rev: incoming.rev, state: incoming.state,
      updatedAt: incoming.updatedAt, updatedBy: incoming.updatedBy, transition: incoming.transition,
      body: incoming.body ?? view.base?.body ?? .object(JSONObject()), isDeleted: incoming.body == nil,
      path: view.hasFile ? view.path : nil, clean: nil,
      isAskedAbout: view.draft == .absent && view.base?.isAskedAbout == true)
  }

  private func adopted(_ view: DocumentView, _ incoming: Incoming) -> Integrated {
    var base = base(view, incoming)
    if case .present(let mine, let digest) = view.draft, mine == incoming.body { base.clean = digest }
    let name = workspace.name(of: view)
    return Integrated(base: base, name: name, events: moves(view, incoming, name))
  }

  private func write(
    _ body: JSON, isMerged: Bool, _ view: DocumentView, _ incoming: Incoming, _ run: inout Run
  ) throws -> Integrated {
    let writer = DraftWriter(kind: view.kind, names: run.scan.names)
    var base = base(view, incoming)
    let text: String
    let event: SyncEvent
    var named = view
    var file: DraftFile
    if let existing = run.scan.files[view.id], case .present(let mine, let digest) = view.draft {
      guard case .success(let (old, current)) = try workspace.text(of: existing), current == digest else {
        throw FileError.changedMeanwhile(path: existing.path)
      }
      text = writer.text(of: body, id: view.id, rewriting: old, saying: mine)
      if text != old { try workspace.folder.replace(existing.path, text, digest: digest) }
      file = existing
      let fields = view.kind.form.differences(from: mine, to: body).map(\.label)
      let name = workspace.name(of: view)
      event =
        isMerged
        ? .merged(name, by: incoming.updatedBy, fields: fields)
        : .received(name, rev: incoming.rev, by: incoming.updatedBy)
    } else {
      text = writer.text(of: body, id: view.id)
      // What comes back goes where it was, if nothing else is there now.
      let former = view.path.flatMap { run.scan.paths.contains($0.lowercased()) ? nil : $0 }
      let path =
        former ?? FileNames.path(for: view.kind, body: body, scope: workspace.scope, taken: run.scan.paths)
      try workspace.folder.create(path, text)
      file = DraftFile(
        path: path, stamp: FileStamp(size: 0, modified: 0), digest: "", kind: view.kind, id: view.id)
      run.scan.paths.insert(path.lowercased())
      named.path = path
      event = .received(workspace.name(of: named), rev: incoming.rev, by: incoming.updatedBy)
    }
    file.digest = DraftFolder.digest(text.utf8)
    run.scan.files[view.id] = file
    base.path = file.path
    base.clean = isMerged ? nil : file.digest
    let name = workspace.name(of: named)
    return Integrated(
      base: base, writtenPath: file.path, isMerged: isMerged, name: name,
      events: [event] + moves(view, incoming, name))
  }

  private func remove(_ view: DocumentView, _ incoming: Incoming, _ run: inout Run) throws -> Integrated {
    let base = base(view, incoming)
    let name = workspace.name(of: view)
    guard let file = run.scan.files[view.id] else { return Integrated(base: base, name: name) }
    try workspace.folder.remove(file.path, digest: file.digest)
    run.scan.files[view.id] = nil
    run.scan.paths.remove(file.path.lowercased())
    return Integrated(
      base: base, writtenPath: file.path, name: name, events: [.removed(name, by: incoming.updatedBy)])
  }
}
