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
  /// Whether documents are deleted on the server whose files have gone.
  var deletesMissing = false
  /// Asks a person; nil where there is none, and then nothing is done that needs an answer.
  var ask: Ask?

  typealias Ask = @Sendable (SyncQuestion) -> Bool
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
    /// Somebody was asked in this sync about the files that have gone.
    var hasDecidedOnMissing = false
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
      try keepOldReadings(run)
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
  /// Gives new drafts and copies an id of their own, written into the first line, and puts lost first lines back.
  private func numberDrafts(_ run: inout Run) throws {
    for (file, text) in run.scan.headless { try restoreHeader(of: file, text, &run) }
    for file in run.scan.unnumbered { _ = try number(file, &run) }
    for file in try run.scan.copies + wantedDuplicates(run) {
      if let id = try number(file, &run) { run.report(.copyNumbered(path: file.path, id: id)) }
    }
    run.scan.unnumbered = []
    run.scan.copies = []
    try workspace.nameDrafts(&run.scan)
  }

  private func restoreHeader(of file: DraftFile, _ text: String, _ run: inout Run) throws {
    guard let id = file.id else { return }
    do {
      try workspace.folder.replace(file.path, text, digest: file.digest)
    } catch let error as FileError {
      return run.report(.postponed(path: file.path, error.text))
    }
    run.scan.files[id]?.digest = DraftFolder.digest(text.utf8)
    let base = try workspace.state.read { try $0.base(id) }
    let title = base.flatMap { Names.name(of: $0.body, kind: file.kind, yearStarting: workspace.scope.yearStarting) }
    run.report(
      .headerRestored(
        path: file.path, DocumentName(kind: file.kind, id: id, title: title ?? file.path, path: file.path)))
  }

  /// The exact copies that somebody wants as documents of their own; each is asked about once.
  private func wantedDuplicates(_ run: Run) throws -> [DraftFile] {
    guard let ask else { return [] }
    let unasked = try workspace.state.read { try $0.unaskedCopies() }
    let new = run.scan.duplicates.filter { unasked.contains(ExactName($0.path)) }
    guard !new.isEmpty else { return [] }
    let isWanted = ask(.number(new.map(\.path)))
    try workspace.state.write("asked") { transaction in
      for file in new { try transaction.setAsked(copy: file.path) }
    }
    return isWanted ? new : []
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
    run.scan.duplicates.removeAll { $0.path.isExactly(file.path) }
    return id
  }
}
