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
  /// Copies of a draft made by hand, which still carry the first one's id.
  var copies: [DraftFile] = []
  /// Files that say nothing about what they are.
  var problems: [DraftProblem] = []
  /// Documents whose file is there but can't be told; they must not be taken for deleted.
  var obscured: Set<DocumentID> = []
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
    let listed = try folder.list()
    let (cached, scannedAt, traces, names) = try state.read { transaction in
      (
        try transaction.files(), try transaction[.scannedAt].flatMap { Int64($0) } ?? 0,
        try transaction.traces(), try transaction.names()
      )
    }
    var known = Dictionary(cached.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    var changed: [CachedFile] = []
    var scan = DraftScan()
    scan.names = names
    scan.leftovers = listed.leftovers
    var found: [DraftFile] = []
    // A file written within two seconds of the last scan may have been written again in the same tick.
    let trusted = scannedAt - 2_000_000_000
    for (path, stamp) in listed.files {
      scan.paths.insert(path.lowercased())
      let file: CachedFile
      if let entry = known.removeValue(forKey: path), entry.stamp == stamp, stamp.modified < trusted {
        file = entry
      } else {
        let bytes: [UInt8]
        do {
          bytes = try folder.read(path)
        } catch let error as FileError {
          scan.problems.append(DraftProblem(path: path, line: 1, column: 1, message: error.text))
          scan.obscured.formUnion(traces.filter { $0.path == path }.map(\.id))
          continue
        }
        file = CachedFile(
          path: path, stamp: stamp, digest: DraftFolder.digest(bytes), header: Self.firstLine(of: bytes))
        changed.append(file)
      }
      switch DraftHeader.read(file.header) {
      case .success(let header):
        found.append(
          DraftFile(path: path, stamp: file.stamp, digest: file.digest, kind: header.kind, id: header.id))
      case .failure(let failure):
        scan.problems.append(Self.problem(of: failure, path: path))
        scan.obscured.formUnion(traces.filter { $0.path == path }.map(\.id))
      }
    }
    try sort(found, into: &scan, traces: traces)
    let gone = known.keys
    if !changed.isEmpty || !gone.isEmpty {
      try state.write("files") { transaction in
        for file in changed { try transaction.save(file) }
        for path in gone { try transaction.deleteFile(path) }
        try transaction.set(.scannedAt, String(now))
      }
    }
    return scan
  }

  private func sort(_ found: [DraftFile], into scan: inout DraftScan, traces: [Trace]) throws {
    let tracesByID = Dictionary(traces.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var byID: [DocumentID: [DraftFile]] = [:]
    for file in found {
      guard scope.draftKinds.contains(file.kind) else {
        scan.problems.append(
          DraftProblem(
            path: file.path, line: 1, column: 1,
            message: Text(
              "这个文件夹不收\(file.kind.label.zh)；学校的资料用 beike init --whole 另建文件夹",
              "this folder holds no \(file.kind.name); a school's own data goes into a folder made with beike init --whole"
            )))
        continue
      }
      guard let id = file.id else {
        scan.unnumbered.append(file)
        continue
      }
      if let trace = tracesByID[id], trace.kind != file.kind {
        scan.problems.append(
          DraftProblem(
            path: file.path, line: 1, column: 1,
            message: Text(
              "首行写的是 \(file.kind.name)，但这个编号是一份\(trace.kind.label.zh)（\(trace.kind.name)）",
              "the first line says \(file.kind.name), but this id belongs to one of \(trace.kind.name)")))
        scan.obscured.insert(id)
        continue
      }
      byID[id, default: []].append(file)
    }
    for (id, files) in byID {
      let original = Self.original(of: files, trace: tracesByID[id])
      scan.files[id] = original
      scan.copies += files.filter { $0.path != original?.path }
    }
    scan.copies.sort { $0.path < $1.path }
  }

  /// Of files with one id, the one that the document is: the known path, else the text that is known, else
  /// the oldest.
  private static func original(of files: [DraftFile], trace: Trace?) -> DraftFile? {
    files.first { $0.path == trace?.path } ?? files.first { $0.digest == trace?.clean }
      ?? files.min { ($0.stamp.modified, $0.path) < ($1.stamp.modified, $1.path) }
  }

  private static func firstLine(of bytes: [UInt8]) -> String {
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    return String(decoding: start.prefix(200).prefix { $0 != 0x0A && $0 != 0x0D }, as: UTF8.self)
  }

  private static func problem(of failure: DraftHeader.Failure, path: String) -> DraftProblem {
    let example = "# beike: minutes"
    let message =
      switch failure {
      case .missing:
        Text("首行应写明这是什么，如“\(example)”", "the first line should say what this is, e.g. \"\(example)\"")
      case .unknownKind(let name):
        Text(
          "没有“\(name)”这一类；可写 \(Kind.all.map(\.name).joined(separator: "、"))",
          "there is no kind \"\(name)\"; write one of \(Kind.all.map(\.name).joined(separator: ", "))")
      case .badID(let text):
        Text("“\(text)”不是编号（UUID）；删去它会得到新编号", "\"\(text)\" is no id (UUID); without it the draft gets a new one")
      }
    return DraftProblem(path: path, line: 1, column: 1, message: message)
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
