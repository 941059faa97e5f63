import Shared

/// Brings a workspace and the server together: sends, reads, merges. It reports what happens and prints nothing.
///
/// It may die anywhere, between any two steps on disk, and be run again: what was sent and not answered is
/// sent again under the same number, what was read is in the state before a file changes, and a file that was
/// saved in the meantime is left alone.
struct SyncEngine: Sendable {
  let workspace: Workspace
  let transport: any Transport
  /// Nanoseconds since 1970. Only tells which files are too fresh to be trusted by their time stamps.
  var now: @Sendable () -> Int64
  /// New ids, for drafts and for clients.
  var makeID: @Sendable () -> DocumentID
  /// Whether drafts that have gone are deleted on the server even when there are suspiciously many.
  var deletesMany = false

  typealias Report = @Sendable (SyncEvent) -> Void

  /// What one sync has in hand.
  struct Run {
    let report: Report
    var scan: DraftScan
    var summary = SyncSummary()
    /// The last plan, while nothing has happened since that could change it.
    var settled: [(DocumentView, SyncAction)]?
    /// Told already in this sync.
    var refused: Set<DocumentID> = []
    /// Documents whose private numbers were pointed out already in this sync.
    var warned: Set<DocumentID> = []
    /// How often this sync began again with another identity.
    var restarts = 0
  }

  /// Merges within a sync can call for further pushes; more rounds than this mean that somebody edits as fast
  /// as we sync, and the next sync goes on.
  private static let maximumRounds = 8

  /// - Throws: `Problem` and `TransportError` when the server can't or won't go on; what was done until then
  ///   stays done.
  @discardableResult
  func sync(report: @escaping Report = { _ in }) async throws -> SyncSummary {
    try await workspace.exclusively {
      var run = Run(report: report, scan: try workspace.scan(now: now()))
      workspace.folder.sweep(run.scan.leftovers)
      try numberDrafts(&run)
      var round = 0
      while round < Self.maximumRounds {
        do {
          try await resend(&run)
          if try isRereading() { _ = try await pull(&run) }
          try integrate(&run)
          let hasSent = try await push(&run)
          if round > 0, !hasSent { break }
          let hasReceived = try await pull(&run)
          if !hasSent, !hasReceived { break }
          run.settled = nil
          round += 1
        } catch let restart as Restart {
          guard run.restarts < 3 else { throw restart.problem }
          run.restarts += 1
          round = 0
        }
      }
      try conclude(&run)
      return run.summary
    }
  }

  /// Thrown to begin the sync anew after the state took another identity.
  struct Restart: Error {
    let problem: Problem
  }

  private func isRereading() throws -> Bool { try workspace.state.read { try $0[.rereading] } != nil }
}

// MARK: - Beginning and end

extension SyncEngine {
  /// Gives new drafts and copies an id of their own, written into the first line.
  private func numberDrafts(_ run: inout Run) throws {
    for file in run.scan.unnumbered { _ = try number(file, &run) }
    for file in run.scan.copies {
      if let id = try number(file, &run) { run.report(.copyNumbered(path: file.path, id: id)) }
    }
    run.scan.unnumbered = []
    run.scan.copies = []
    try workspace.nameDrafts(&run.scan)
  }

  private func number(_ file: DraftFile, _ run: inout Run) throws -> DocumentID? {
    guard case .success(let (text, digest)) = try workspace.text(of: file) else {
      run.scan.problems.append(
        DraftProblem(
          path: file.path, line: 1, column: 1, message: Text("文件不是 UTF-8 编码的草稿", "the file is no draft in UTF-8")))
      return nil
    }
    let id = makeID()
    let numbered = DraftHeader(kind: file.kind, id: id).replacing(in: text)
    do {
      try workspace.folder.replace(file.path, numbered, digest: digest)
    } catch let error as FileError {
      run.report(.postponed(path: file.path, error.text))
      return nil
    }
    var file = file
    file.id = id
    file.digest = DraftFolder.digest(numbered.utf8)
    run.scan.files[id] = file
    return id
  }

  /// Tells what is left for a person to do.
  private func conclude(_ run: inout Run) throws {
    if !run.scan.problems.isEmpty {
      run.report(.unreadable(run.scan.problems))
      run.summary.unreadable += run.scan.problems.count
    }
    for (view, action) in try run.settled ?? workspace.plan(run.scan) {
      switch action {
      case .conflict(let conflict):
        run.summary.conflicts += 1
        report(conflict, view, run)
      case .refused:
        run.summary.refused += 1
        guard !run.refused.contains(view.id) else { break }
        run.report(.stillRefused(workspace.name(of: view), message: view.refusal?.message ?? ""))
      case .locked(let state):
        run.summary.waiting += 1
        run.report(.locked(workspace.name(of: view), state))
      case .hidden:
        run.summary.waiting += 1
        run.report(.hidden(workspace.name(of: view)))
      case .waitForReader:
        guard run.scan.files[view.id] != nil else { break }
        run.summary.unreadable += 1
        if case .unreadable(let problems) = try workspace.draft(of: view.id, in: run.scan, base: view.base) {
          run.report(.unreadable(problems))
        }
      case .push, .write, .remove: run.summary.waiting += 1
      case .settle, .adopt, .drop: break
      }
    }
  }

  private func report(_ conflict: Conflict, _ view: DocumentView, _ run: Run) {
    let fields: [Text]
    switch conflict {
    case .fields(let conflicts): fields = conflicts.map(\.label)
    case .deletedThere, .deletedHere: fields = []
    }
    run.report(
      .conflict(
        workspace.name(of: view), by: view.incoming?.updatedBy ?? view.base?.updatedBy ?? "",
        deleted: view.incoming?.body == nil, fields: fields))
  }
}
