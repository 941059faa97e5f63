import Foundation
import GRDB
import Shared

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Why a folder is no workspace, or can't be used as one now.
enum WorkspaceError: Error {
  case notFound(from: String)
  case exists(String)
  case inside(String)
  case busy

  var text: Text {
    switch self {
    case .notFound(let path):
      Text(
        "\(path) 及其上级文件夹都不是工作区；先运行 beike init",
        "neither \(path) nor a folder above is a workspace; run beike init first")
    case .exists(let path): Text("\(path) 已经是工作区", "\(path) is a workspace already")
    case .inside(let path):
      Text(
        "这里在工作区 \(path) 里面；请在它外面另建文件夹", "this lies within the workspace \(path); make a folder outside of it")
    case .busy:
      Text("另一个 beike 正在用这个文件夹；等它结束再试", "another beike is using this folder; try again when it has ended")
    }
  }
}

/// A folder of drafts with its state in `.beike`.
struct Workspace: Sendable {
  let folder: DraftFolder
  let state: WorkspaceState
  let server: String
  let school: String
  let scope: Scope

  var root: URL { folder.root }

  static let stateFolder = ".beike"

  /// Opens the workspace in a folder or in the nearest one above it.
  /// - Parameter step: called before and after every change on disk; what it throws ends the work there.
  static func open(
    _ directory: URL, searchingUpwards: Bool = true, step: @escaping @Sendable (String) throws -> Void = { _ in }
  ) throws -> Workspace {
    var root = directory.standardizedFileURL
    while !FileManager.default.fileExists(atPath: statePath(root)) {
      let parent = root.deletingLastPathComponent()
      guard searchingUpwards, parent.path != root.path else {
        throw WorkspaceError.notFound(from: directory.path)
      }
      root = parent
    }
    let state = try WorkspaceState(path: statePath(root), step: step)
    let (server, school, scope) = try state.read { transaction in
      (try transaction[.server], try transaction[.school], try transaction.scope())
    }
    guard let server, let school, let scope else {
      throw StateError.damaged("meta")
    }
    return Workspace(
      folder: DraftFolder(root: root, step: step), state: state, server: server, school: school, scope: scope)
  }

  /// Makes a folder a workspace.
  /// - Parameter client: the identity of this copy of the workspace towards the server.
  @discardableResult
  static func create(
    _ directory: URL, server: String, school: String, scope: Scope, client: DocumentID
  ) throws -> Workspace {
    let root = directory.standardizedFileURL
    guard !FileManager.default.fileExists(atPath: statePath(root)) else {
      throw WorkspaceError.exists(root.path)
    }
    var above = root
    while above.pathComponents.count > 1 {
      above = above.deletingLastPathComponent()
      guard !FileManager.default.fileExists(atPath: statePath(above)) else { throw WorkspaceError.inside(above.path) }
    }
    try FileManager.default.createDirectory(
      at: root.appending(path: stateFolder), withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700])
    let state = try WorkspaceState(path: statePath(root)) { _ in }
    try state.write("init") { transaction in
      try transaction.set(.server, server)
      try transaction.set(.school, school)
      try transaction.set(.client, client.description)
      try transaction.set(.nextN, "1")
      if case .group(let group, let term) = scope {
        try transaction.set(.group, group.description)
        try transaction.set(.term, term.description)
      }
    }
    try state.close()
    return try open(root, searchingUpwards: false)
  }

  private static func statePath(_ root: URL) -> String {
    root.appending(path: stateFolder).appending(path: "state.sqlite").path
  }

  /// Keeps every other process out of the workspace while `body` runs.
  func exclusively<Result>(_ body: () async throws -> Result) async throws -> Result {
    let path = root.appending(path: Self.stateFolder).appending(path: "lock").path
    let descriptor = Self.openFile(path)
    guard descriptor >= 0 else { throw FileError.system(operation: "open", path: ".beike/lock", code: errno) }
    defer { Self.closeFile(descriptor) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { throw WorkspaceError.busy }
    return try await body()
  }

  // `open` and `close` name methods here, so the system's are called from functions of their own.
  private static func openFile(_ path: String) -> Int32 { systemOpen(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600) }
  private static func closeFile(_ descriptor: Int32) { _ = systemClose(descriptor) }
}

private func systemOpen(_ path: String, _ flags: Int32, _ mode: mode_t) -> Int32 { open(path, flags, mode) }
private func systemClose(_ descriptor: Int32) -> Int32 { close(descriptor) }

extension WorkspaceState.Transaction {
  func scope() throws -> Scope? {
    guard try self[.school] != nil else { return nil }
    guard let group = try self[.group], let term = try self[.term] else { return .school }
    guard let id = DocumentID(text: group), let code = TermCode(text: term) else { return nil }
    return .group(id, term: code)
  }
}
