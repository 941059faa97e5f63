import Foundation
import Shared
import Synchronization

@testable import Client
@testable import Harness

/// A teacher's laptop: a real workspace on disk and the real engine, which a test can make die at any step.
final class Laptop {
  /// The laptop's battery ran out between two steps on disk.
  struct Died: Error {
    let step: String
  }

  let name: String
  let transport: FaultyTransport
  private let folder: URL
  private let remainingSteps = StepCounter()
  private let ids: IDSource
  private var workspace: Workspace
  private(set) var deaths = 0

  /// Counts steps on disk down to the one at which the laptop dies.
  private final class StepCounter: Sendable {
    private let remaining = Mutex<Int?>(nil)

    func set(_ steps: Int?) { remaining.withLock { $0 = steps } }

    func step(_ name: String) throws {
      try remaining.withLock { remaining in
        guard let left = remaining else { return }
        guard left > 0 else { throw Died(step: name) }
        remaining = left - 1
      }
    }
  }

  private final class IDSource: Sendable {
    private let random: Mutex<SeededGenerator>
    init(seed: UInt64) { random = Mutex(SeededGenerator(seed: seed)) }
    func next() -> DocumentID {
      random.withLock { random in
        DocumentID(milliseconds: 1_709_000_000_000 + Int64(random.next() % 1_000_000), random: &random)
      }
    }
  }

  init(name: String, transport: FaultyTransport, group: DocumentID, term: TermCode, seed: UInt64) throws {
    self.name = name
    self.transport = transport
    ids = IDSource(seed: seed)
    folder = try TemporaryFolder.make()
    workspace = try Workspace.create(
      folder, server: "http://127.0.0.1", school: TestServer.school, scope: .group(group, term: term),
      client: ids.next())
    try reopen()
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// What switching the laptop on again does.
  private func reopen() throws {
    try? workspace.state.close()
    let counter = remainingSteps
    workspace = try Workspace.open(folder, searchingUpwards: false) { try counter.step($0) }
  }

  private func engine() -> SyncEngine {
    let ids = ids
    return SyncEngine(
      workspace: workspace, transport: transport, now: { Int64(Date().timeIntervalSince1970 * 1e9) },
      makeID: { ids.next() }, deletesMissing: true)
  }

  /// Syncs; a lost connection and a dead battery are part of life.
  /// - Parameter steps: how many steps on disk the battery lasts; nil for ever.
  func sync(dyingAfter steps: Int? = nil) async throws {
    remainingSteps.set(steps)
    defer { remainingSteps.set(nil) }
    do {
      try await engine().sync()
    } catch is TransportError {
    } catch is Died {
      deaths += 1
      remainingSteps.set(nil)
      try reopen()
    }
  }

  // MARK: The teacher at work

  /// The drafts that can be read, by id.
  func drafts() throws -> [DocumentID: (path: String, kind: Kind, body: JSON)] {
    let scan = try workspace.scan(now: 0)
    var drafts: [DocumentID: (path: String, kind: Kind, body: JSON)] = [:]
    for (id, file) in scan.files {
      let text = String(decoding: try workspace.folder.read(file.path), as: UTF8.self)
      let reading = DraftReader(kind: file.kind, names: scan.names, path: file.path).read(text)
      guard reading.problems.isEmpty else { throw Unreadable(path: file.path, problems: reading.problems) }
      drafts[id] = (file.path, file.kind, reading.body)
    }
    return drafts
  }

  struct Unreadable: Error {
    let path: String
    let problems: [DraftProblem]
  }

  /// Saves a draft as an editor does: the whole file at once.
  func save(_ body: JSON, id: DocumentID, kind: Kind, path: String) throws {
    let scan = try workspace.scan(now: 0)
    let url = folder.appending(path: path)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    let text = DraftWriter(kind: kind, names: scan.names).text(of: body, id: id)
    try Data(text.utf8).write(to: url, options: .atomic)
  }

  func newID() -> DocumentID { ids.next() }

  func remove(_ path: String) throws { try FileManager.default.removeItem(at: folder.appending(path: path)) }

  // MARK: What a sync leaves to do

  /// What is not settled, as words for a failing test.
  func unsettled() throws -> [String] {
    try workspace.plan(workspace.scan(now: 0)).compactMap { view, action in
      action == .settle ? nil : "\(name) \(view.kind.name) \(view.id): \(action)".prefix(300).description
    }
  }

  /// Decides every conflict for what is written here.
  /// - Returns: how many there were.
  func resolveAll() throws -> Int {
    let scan = try workspace.scan(now: 0)
    var count = 0
    for view in try workspace.views(scan) {
      guard case .conflict(let conflict) = SyncPlanner.action(for: view) else { continue }
      count += 1
      let resolution = Resolution(workspace: workspace, scan: scan, view: view)
      switch conflict {
      case .fields(let conflicts): try resolution.settle(conflicts, .mine)
      case .deletedThere: try resolution.settleDeletedThere(.mine)
      case .deletedHere: try resolution.settleDeletedHere(.mine)
      }
    }
    return count
  }
}
