import Foundation
import Shared
import Testing

@testable import Client

/// A workspace in a temporary folder, synced with a server in memory.
final class Bench: @unchecked Sendable {
  let root: URL
  let server: FakeServer
  private(set) var workspace: Workspace
  private let lock = NSLock()
  private var events: [SyncEvent] = []
  private var ids = 0
  private let base: Int

  static let group = "0190f3d0-0000-7000-8000-000000999999"
  static let term = "2023-2024-2"

  /// - Parameter number: tells the clients of one server apart.
  init(_ server: FakeServer, number: Int = 1) throws {
    self.server = server
    base = number * 100_000
    root = FileManager.default.temporaryDirectory.appending(path: "beike-test-\(UUID().uuidString)")
    let scope = Scope.group(try #require(DocumentID(text: Self.group)), term: try #require(TermCode(text: Self.term)))
    workspace = try Workspace.create(
      root, server: "http://localhost", school: "s", scope: scope, client: try .test(900_000 + number))
  }

  deinit { try? FileManager.default.removeItem(at: root) }

  /// Opens the workspace again, as a new process would.
  func reopen(step: @escaping @Sendable (String) throws -> Void = { _ in }) throws {
    try workspace.state.close()
    workspace = try Workspace.open(root, searchingUpwards: false, step: step)
  }

  private func newID() -> DocumentID {
    lock.withLock {
      ids += 1
      let digits = String(base + ids)
      return DocumentID(text: "0190f3d0-0000-7000-8000-" + String(repeating: "0", count: 12 - digits.count) + digits)
        ?? DocumentID(milliseconds: 0, random: &random)
    }
  }
  private var random = SeededRandom(1)

  @discardableResult
  func sync(deletesMissing: Bool = false, ask: SyncEngine.Ask? = nil) async throws -> SyncSummary {
    lock.withLock { events = [] }
    let engine = SyncEngine(
      workspace: workspace, transport: server, now: { 0 }, makeID: { [self] in newID() },
      deletesMissing: deletesMissing, ask: ask)
    return try await engine.sync { [self] event in lock.withLock { events.append(event) } }
  }

  /// The events of the last sync, by their names.
  var told: [String] {
    lock.withLock { events }.map { String(String(describing: $0).prefix { $0 != "(" }) }.filter { $0 != "progress" }
  }

  /// What the last sync said about it, in words.
  var said: [String] { lock.withLock { events }.flatMap(SyncPrinter.lines).map { $0.zh + " | " + $0.en } }

  /// What a sync would do about a document now.
  func action(_ id: DocumentID) throws -> SyncAction? {
    try workspace.plan(workspace.scan(now: 0)).first { $0.0.id == id }?.1
  }

  /// Asks for a document to be deleted, as the command does.
  func delete(_ path: String) throws {
    let selection = try Selection.find(root.appending(path: path).path, in: workspace)
    try Deletion(selection).check()
    try Deletion(selection).ask()
  }

  func revert(_ path: String) throws {
    try Reversion(try Selection.find(root.appending(path: path).path, in: workspace)).run()
  }

  // MARK: Files

  func write(_ path: String, _ text: String) throws {
    let url = root.appending(path: path)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  func read(_ path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  func remove(_ path: String) throws { try FileManager.default.removeItem(at: root.appending(path: path)) }

  func replace(_ path: String, _ old: String, _ new: String) throws {
    let text = try read(path)
    try #require(text.contains(old), "\(text)")
    try write(path, text.replacing(old, with: new))
  }

  var files: [String] { get throws { try workspace.folder.list().files.map(\.path) } }

  func id(_ path: String) throws -> DocumentID {
    try #require(try DraftHeader.read(read(path)).get().id)
  }

  static func minutes(topic: String, place: String? = nil, id: String = "") -> String {
    """
    # beike: minutes\(id.isEmpty ? "" : " " + id)
    groupId: \(group)
    term: \(term)
    kind: preparation
    date: 2024-02-26
    place: \(place ?? "")
    topic: \(topic)

    """
  }

  static func body(topic: String, place: String? = nil) -> JSON {
    var body: JSON = [
      "groupId": .string(group), "term": .string(term), "kind": "preparation", "date": "2024-02-26",
      "topic": .string(topic),
    ]
    if let place, case .object(var object) = body {
      object["place"] = .string(place)
      body = .object(object)
    }
    return body
  }
}
