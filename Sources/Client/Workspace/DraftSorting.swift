import Shared

/// Which document each file of a scan is.
struct DraftSorting {
  private let traces: [DocumentID: Trace]
  /// Living documents by the path of their file.
  private let byPath: [ExactName: Trace]
  /// Copies that were left alone, with their digest.
  private let copies: [ExactName: String]
  /// Files with an id in their first line, or without one.
  fileprivate var found: [DraftFile] = []
  /// Files whose first line says nothing that can be used.
  fileprivate var failed: [(file: CachedFile, failure: DraftHeader.Failure)] = []
  /// Files that can't be told.
  var unclear: [String] = []

  init(traces: [Trace], copies: [ExactName: String]) {
    self.traces = Dictionary(traces.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    byPath = Dictionary(
      traces.compactMap { trace in trace.isDeleted ? nil : trace.path.map { (ExactName($0), trace) } },
      uniquingKeysWith: { first, _ in first })
    self.copies = copies
  }

  mutating func add(_ file: CachedFile) {
    switch DraftHeader.read(file.header) {
    case .success(let header):
      found.append(
        DraftFile(path: file.path, stamp: file.stamp, digest: file.digest, kind: header.kind, id: header.id))
    case .failure(let failure): failed.append((file, failure))
    }
  }

  fileprivate func trace(_ id: DocumentID) -> Trace? { traces[id] }

  /// The documents that have a file somewhere, as far as anybody knows, and none that was found.
  fileprivate func unfound(_ scan: DraftScan) -> [Trace] {
    traces.values.filter { !$0.isDeleted && $0.path != nil && scan.files[$0.id] == nil && scan.unseen[$0.id] == nil }
  }

  /// Parts the files of one id: the one that the document is, those that are documents of their own, and those that are
  /// left alone.
  fileprivate func part(_ files: [DraftFile], of id: DocumentID, into scan: inout DraftScan) {
    let trace = traces[id]
    func isLeftAlone(_ file: DraftFile) -> Bool { copies[ExactName(file.path)] == file.digest }
    // An old copy would take back what was sent since it was made.
    let candidates = files.filter { !isLeftAlone($0) || $0.digest == trace?.clean }
    let original = Self.original(of: candidates, trace: trace)
    if let original { scan.files[id] = original } else { scan.unseen[id] = files.first.map { .oldCopy($0.path) } }
    for file in files where file != original {
      if isLeftAlone(file) || file.digest == original?.digest {
        scan.duplicates.append(file)
      } else {
        scan.copies.append(file)
      }
    }
  }

  /// Of files with one id, the one that the document is: the known path, else the text that is known, else
  /// the oldest.
  private static func original(of files: [DraftFile], trace: Trace?) -> DraftFile? {
    files.first { file in trace?.path.map(file.path.isExactly) == true }
      ?? files.first { $0.digest == trace?.clean }
      ?? files.min { ($0.stamp.modified, ExactName($0.path)) < ($1.stamp.modified, ExactName($1.path)) }
  }

  /// The document that a file was before it lost its first line: the one of its path, else the one that said the same.
  /// - Parameter kind: what a first line without an id says.
  /// - Returns: the document, and the text with its first line put back.
  fileprivate func identity(
    path: String, kind: Kind?, text: String, among unfound: [Trace]
  ) -> (trace: Trace, text: String)? {
    func texts(_ trace: Trace) -> [String] {
      let header = DraftHeader(kind: trace.kind, id: trace.id)
      let isReplaced = kind != nil || Lines(text).all.first.map { Self.isRestOfHeader($0) } == true
      let both = [header.replacing(in: text), header.putting(above: text)]
      return isReplaced ? both : both.reversed()
    }
    func fits(_ trace: Trace) -> Bool { kind == nil || kind == trace.kind }
    for trace in unfound.prefix(Self.maximumComparisons) where fits(trace) {
      if let same = texts(trace).first(where: { DraftFolder.digest($0.utf8) == trace.clean }) { return (trace, same) }
    }
    guard let trace = byPath[ExactName(path)], fits(trace), unfound.contains(where: { $0.id == trace.id }),
      let text = texts(trace).first
    else { return nil }
    return (trace, text)
  }

  /// Against more documents than this a file's content is not compared, only its path.
  private static let maximumComparisons = 50

  private static func isRestOfHeader(_ line: Lines.Line) -> Bool {
    line.isComment && line.text.contains("beike")
  }
}

extension Workspace {
  /// Puts every file where it belongs, and says of each document without one whether it is gone or not seen.
  func sort(_ sorting: inout DraftSorting, _ listing: DraftListing, into scan: inout DraftScan) throws {
    var byID: [DocumentID: [DraftFile]] = [:]
    var withoutID: [DraftFile] = []
    for file in sorting.found {
      guard scope.draftKinds.contains(file.kind) else {
        scan.problems.append(Self.problem(ofKind: file.kind, path: file.path))
        continue
      }
      guard let id = file.id else {
        withoutID.append(file)
        continue
      }
      if let trace = sorting.trace(id), trace.kind != file.kind {
        scan.problems.append(
          DraftProblem(
            path: file.path, line: 1, column: 1,
            message: Text(
              "首行写的是 \(file.kind.name)，但这个编号是一份\(trace.kind.label.zh)（\(trace.kind.name)）",
              "the first line says \(file.kind.name), but this id belongs to one of \(trace.kind.name)")))
        scan.unseen[id] = .unclear(file.path)
        continue
      }
      byID[id, default: []].append(file)
    }
    for (id, files) in byID { sorting.part(files, of: id, into: &scan) }
    scan.copies.sort { ExactName($0.path) < ExactName($1.path) }
    scan.duplicates.sort { ExactName($0.path) < ExactName($1.path) }
    try identify(withoutID, &sorting, into: &scan)

    let known = Set((Array(scan.files.values) + scan.copies + scan.duplicates).map { ExactName($0.path) })
    let unfound = sorting.unfound(scan)
    guard !unfound.isEmpty else { return }
    let absence = DraftAbsence(listing, known: known, unclear: sorting.unclear)
    for trace in unfound { scan.unseen[trace.id] = trace.path.flatMap(absence.reason) }
  }

  /// Finds out which documents the files without a usable first line are.
  private func identify(_ withoutID: [DraftFile], _ sorting: inout DraftSorting, into scan: inout DraftScan) throws {
    var unfound = sorting.unfound(scan)
    for file in withoutID where try !identify(file, kind: file.kind, sorting, &unfound, &scan) {
      scan.unnumbered.append(file)
    }
    for (cached, failure) in sorting.failed {
      // The kind is the document's, once that is known.
      let file = DraftFile(
        path: cached.path, stamp: cached.stamp, digest: cached.digest, kind: Minutes.kind, id: nil)
      if try identify(file, kind: nil, sorting, &unfound, &scan) { continue }
      let isKnown = unfound.contains { $0.path?.isExactly(file.path) == true }
      scan.problems.append(problem(of: failure, file: file, isKnown: isKnown))
      sorting.unclear.append(file.path)
    }
  }

  private func identify(
    _ file: DraftFile, kind: Kind?, _ sorting: DraftSorting, _ unfound: inout [Trace], _ scan: inout DraftScan
  ) throws -> Bool {
    guard !unfound.isEmpty, case .success(let (text, digest)) = try? text(of: file),
      !Lines(text).all.allSatisfy(\.isBlank),
      let identity = sorting.identity(path: file.path, kind: kind, text: text, among: unfound)
    else { return false }
    var file = file
    file.digest = digest
    file.kind = identity.trace.kind
    file.id = identity.trace.id
    scan.files[identity.trace.id] = file
    scan.headless.append((file, identity.text))
    unfound.removeAll { $0.id == identity.trace.id }
    return true
  }

  private static func problem(ofKind kind: Kind, path: String) -> DraftProblem {
    DraftProblem(
      path: path, line: 1, column: 1,
      message: Text(
        "这个文件夹不收\(kind.label.zh)；学校的资料用 beike init --whole 另建文件夹",
        "this folder holds no \(kind.name); a school's own data goes into a folder made with beike init --whole"))
  }

  /// - Parameter isKnown: whether a document's file stood at this path.
  private func problem(of failure: DraftHeader.Failure, file: DraftFile, isKnown: Bool) -> DraftProblem {
    if case .failure(let unreadable)? = try? text(of: file) { return unreadable.problem }
    let example = "# beike: minutes"
    let message =
      switch failure {
      case _ where isKnown:
        Text("文件是空的；beike revert \(file.path) 取回原文", "the file is empty; beike revert \(file.path) brings it back")
      case .missing:
        Text("首行应写明这是什么，如“\(example)”", "the first line should say what this is, e.g. \"\(example)\"")
      case .unknownKind(let name):
        Text(
          "没有“\(name)”这一类；可写 \(Kind.all.map(\.name).joined(separator: "、"))",
          "there is no kind \"\(name)\"; write one of \(Kind.all.map(\.name).joined(separator: ", "))")
      case .badID(let text):
        Text("“\(text)”不是编号（UUID）；删去它会得到新编号", "\"\(text)\" is no id (UUID); without it the draft gets a new one")
      }
    return DraftProblem(path: file.path, line: 1, column: 1, message: message)
  }
}
