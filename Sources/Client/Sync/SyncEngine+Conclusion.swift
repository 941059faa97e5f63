import Shared

/// Tells what is left for a person to do.
extension SyncEngine {
  func conclude(_ run: inout Run) throws {
    if !run.scan.problems.isEmpty {
      run.report(.unreadable(run.scan.problems))
      run.summary.unreadable += run.scan.problems.count
    }
    for path in run.scan.workspaces { run.report(.otherWorkspace(path: path)) }
    if !run.scan.duplicates.isEmpty { run.report(.duplicates(run.scan.duplicates.map(\.path))) }
    var absent = AbsentFiles()
    for (view, action) in try run.settled ?? workspace.plan(run.scan) {
      let name = workspace.name(of: view)
      switch action {
      case .conflict(let conflict):
        run.summary.conflicts += 1
        report(conflict, view, run)
      case .refused:
        run.summary.refused += 1
        guard !run.refused.contains(view.id) else { break }
        run.report(.stillRefused(name, message: view.refusal?.message ?? ""))
      case .locked(let state):
        run.summary.waiting += 1
        run.report(.locked(name, state))
      case .hidden:
        run.summary.waiting += 1
        run.report(.hidden(name))
      case .missing, .unseen: absent.note(action, name, view)
      case .waitForReader: try tellUnreadable(view, &run)
      case .push, .write, .remove: run.summary.waiting += 1
      case .settle, .adopt, .drop: break
      }
    }
    run.summary.missing += absent.count
    absent.tell(run.report)
    try tellReadAnew(run)
  }

  private func tellUnreadable(_ view: DocumentView, _ run: inout Run) throws {
    guard run.scan.files[view.id] != nil,
      case .unreadable(let problems) = try workspace.draft(of: view.id, in: run.scan, base: view.base)
    else { return }
    guard !problems.areBlanks else {
      run.summary.unfilled += 1
      return run.report(.unfilled(problems))
    }
    if view.incoming?.isBeingEdited == true { run.summary.conflicts += 1 } else { run.summary.unreadable += 1 }
    run.report(.unreadable(problems))
  }

  private func report(_ conflict: Conflict, _ view: DocumentView, _ run: Run) {
    let fields: [Text]
    switch conflict {
    case .fields(let conflicts): fields = conflicts.map(\.label)
    case .deletedThere, .deletedHere: fields = []
    }
    run.report(
      .conflict(
        workspace.name(of: view), by: view.incoming?.updatedBy ?? view.base?.updatedBy ?? "", conflict: conflict,
        fields: fields))
  }
}

// MARK: - Plain texts that were sent as YAML has them

extension SyncEngine {
  /// Drafts that say what was sent when their plain texts are folded and cut at ` #`, as they once were, count as
  /// unchanged until somebody writes on.
  func keepOldReadings(_ run: Run) throws {
    guard try isReadAnew() else { return }
    for (id, file) in run.scan.files {
      let base = try workspace.state.read { try $0.base(id) }
      guard let base, !base.isDeleted, base.clean != file.digest,
        case .success(let (text, digest)) = try workspace.text(of: file)
      else { continue }
      let reading = workspace.read(
        text, kind: file.kind, path: file.path, names: run.scan.names, base: base, asYAML: true)
      guard reading.problems.isEmpty, reading.body == base.body else { continue }
      try workspace.state.write("old reading") { try $0.setFile(id, path: file.path, clean: digest) }
    }
  }

  /// Says once which of them say something else as they stand.
  private func tellReadAnew(_ run: Run) throws {
    guard try isReadAnew() else { return }
    for (id, file) in run.scan.files {
      let base = try workspace.state.read { try $0.base(id) }
      guard let base, base.clean == file.digest, case .success(let (text, _)) = try workspace.text(of: file) else {
        continue
      }
      let reading = workspace.read(text, kind: file.kind, path: file.path, names: run.scan.names, base: base)
      guard reading.problems.isEmpty else { continue }
      for difference in file.kind.form.differences(from: base.body, to: reading.body) {
        let line = reading.places[difference.pointer]?.line ?? 1
        run.report(.readAnew(path: file.path, line: line, field: difference.label))
      }
    }
    try workspace.state.write("plain texts") { try $0.set(.plainTexts, nil) }
  }

  private func isReadAnew() throws -> Bool { try workspace.state.read { try $0[.plainTexts] } != nil }
}
