import Foundation
import Shared

/// A draft found on disk.
struct DraftFile: Hashable, Sendable {
  var path: String
  var stamp: FileStamp
  var digest: String
  var kind: Kind
  /// Nil for a new draft that nobody gave an id yet.
  var id: DocumentID?
}

/// What lies in the workspace.
struct DraftScan: Sendable {
  var files: [DocumentID: DraftFile] = [:]
  /// New drafts without an id.
  var unnumbered: [DraftFile] = []
  /// Copies of a draft made by hand and written on, which still carry the first one's id.
  var copies: [DraftFile] = []
  /// Copies that say what the first one says, or said when they were made: a backup, perhaps.
  var duplicates: [DraftFile] = []
  /// Drafts whose first line was lost, with what the file should be; they count as files already.
  var headless: [(file: DraftFile, text: String)] = []
  /// Files that say nothing about what they are.
  var problems: [DraftProblem] = []
  /// Documents whose file is not seen, although nobody may have deleted it.
  var unseen: [DocumentID: Unseen] = [:]
  /// Folders that are workspaces of their own.
  var workspaces: [String] = []
  var names = Names()
  /// Temporary files of a client that died.
  var leftovers: [String] = []
  /// Every path in use, in lower case.
  var paths: Set<String> = []
}

extension Workspace {
  /// Looks through the drafts. Files that were not written to since the last scan are not read again.
  /// - Parameter now: nanoseconds since 1970, only to tell which files are too fresh to be trusted by their time.
  func scan(now: Int64) throws -> DraftScan {
    let listing = try folder.list()
    let (cached, scannedAt, traces, names, copies) = try state.read { transaction in
      (
        try transaction.files(), try transaction[.scannedAt].flatMap { Int64($0) } ?? 0,
        try transaction.traces(), try transaction.names(), try transaction.copies()
      )
    }
    var known = Dictionary(cached.map { (ExactName($0.path), $0) }, uniquingKeysWith: { first, _ in first })
    var changed: [CachedFile] = []
    var scan = DraftScan()
    scan.names = names
    scan.leftovers = listing.leftovers
    scan.workspaces = listing.workspaces
    scan.paths = Set((listing.files.map(\.path) + listing.others).map { $0.lowercased() })
    var sorting = DraftSorting(traces: traces, copies: copies)
    // A file written within two seconds of the last scan may have been written again in the same tick.
    let trusted = scannedAt - 2_000_000_000
    for (path, stamp) in listing.files {
      let file: CachedFile
      if let entry = known.removeValue(forKey: ExactName(path)), entry.stamp == stamp, stamp.modified < trusted {
        file = entry
      } else {
        do {
          let bytes = try folder.read(path)
          file = CachedFile(
            path: path, stamp: stamp, digest: DraftFolder.digest(bytes), header: Self.firstLine(of: bytes))
        } catch let error as FileError {
          scan.problems.append(DraftProblem(path: path, line: 1, column: 1, message: error.text))
          sorting.unclear.append(path)
          continue
        }
        changed.append(file)
      }
      sorting.add(file)
    }
    for folder in listing.closed {
      scan.problems.append(DraftProblem(path: folder.path, line: 1, column: 1, message: folder.text))
    }
    try sort(&sorting, listing, into: &scan)
    let moved = traces.filter { trace in
      guard let path = trace.path, let file = scan.files[trace.id] else { return false }
      return !file.path.isExactly(path)
    }
    try remember(changed, gone: known.values.map(\.path), moved: moved, copies: copies, scan: scan, now: now)
    return scan
  }

  private func remember(
    _ changed: [CachedFile], gone: [String], moved: [Trace], copies: [ExactName: String], scan: DraftScan, now: Int64
  ) throws {
    let duplicates = Dictionary(
      scan.duplicates.map { (ExactName($0.path), $0.digest) }, uniquingKeysWith: { first, _ in first })
    guard !changed.isEmpty || !gone.isEmpty || !moved.isEmpty || duplicates != copies else { return }
    try state.write("files") { transaction in
      for file in changed { try transaction.save(file) }
      for path in gone { try transaction.deleteFile(path) }
      // Where a file was seen last is where it will be missed.
      for trace in moved { try transaction.setFile(trace.id, path: scan.files[trace.id]?.path, clean: trace.clean) }
      for (path, digest) in duplicates where copies[path] != digest {
        try transaction.saveCopy(path.text, digest: digest)
      }
      for path in copies.keys where duplicates[path] == nil { try transaction.deleteCopy(path.text) }
      try transaction.set(.scannedAt, String(now))
    }
  }

  private static func firstLine(of bytes: [UInt8]) -> String {
    String(decoding: DraftHeader.firstLine(of: Array(bytes.prefix(200))), as: UTF8.self)
  }

  /// The text of a draft; what can't be decoded is a problem of the first line.
  func text(of file: DraftFile) throws -> Swift.Result<(text: String, digest: String), DraftReadFailure> {
    let bytes = try folder.read(file.path)
    guard bytes.count <= DraftReader.maximumBytes else {
      return .failure(.init(path: file.path, message: Text("文件超过 2 MB，不是草稿", "over 2 MB, this is no draft")))
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      return .failure(
        .init(
          path: file.path,
          message: Text("文件不是 UTF-8 编码；请在编辑器里另存为 UTF-8", "the file is not UTF-8; save it as UTF-8 in your editor")))
    }
    return .success((text, DraftFolder.digest(bytes)))
  }
}

/// A file that is no text.
struct DraftReadFailure: Error {
  let path: String
  let message: Text

  var problem: DraftProblem { DraftProblem(path: path, line: 1, column: 1, message: message) }
}
