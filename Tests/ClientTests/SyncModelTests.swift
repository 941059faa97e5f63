import Foundation
import Shared
import Support
import Testing

@testable import Client

/// Three workspaces, one server, a bad network and clients that die, driven by a seed.
final class SyncModel {
  private var random: SeededRandom
  private let server = FakeServer()
  private let benches: [Bench]
  private var created: Set<String> = []
  private var deleted: Set<String> = []
  private var backup: FakeServer.Backup?
  private var wasRestored = false
  private let seed: UInt64

  init(seed: UInt64) throws {
    self.seed = seed
    random = SeededRandom(seed)
    let server = server
    benches = try (1...3).map { try Bench(server, number: $0) }
  }

  private func pick<Item>(_ items: [Item]) -> Item? {
    items.isEmpty ? nil : items[Int.random(in: 0..<items.count, using: &random)]
  }

  func run(steps: Int) async throws {
    for step in 0..<steps {
      let bench = benches[Int.random(in: 0..<benches.count, using: &random)]
      switch Int.random(in: 0..<10, using: &random) {
      case 0: try create(bench, step)
      case 6 where step % 7 == 0: try backUpOrRestore()
      case 1...4: try edit(bench, step)
      case 5 where Bool.random(using: &random): try delete(bench)
      default: try await syncBadly(bench)
      }
    }
    try await settle()
  }

  /// Once in a history the server goes back to where it was, and on from there with whoever comes first.
  private func backUpOrRestore() throws {
    guard let backup else {
      backup = server.backup()
      return
    }
    guard !wasRestored else { return }
    server.restore(backup)
    wasRestored = true
  }

  private func create(_ bench: Bench, _ step: Int) throws {
    let topic = "课题\(step)"
    created.insert(topic)
    try bench.write("minutes/\(step).yaml", Bench.minutes(topic: topic, place: "p0"))
  }

  private func edit(_ bench: Bench, _ step: Int) throws {
    guard let path = pick(try bench.files) else { return }
    let key = pick(["place", "review", "discussion"]) ?? "place"
    var lines = try bench.read(path).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if let index = lines.firstIndex(where: { $0.hasPrefix("\(key):") }) {
      lines[index] = "\(key): v\(step)"
    } else {
      lines.append("\(key): v\(step)")
    }
    try bench.write(path, lines.joined(separator: "\n"))
  }

  private func delete(_ bench: Bench) throws {
    guard let path = pick(try bench.files) else { return }
    let topic = try bench.read(path).split(separator: "\n").first { $0.hasPrefix("topic: ") }
    deleted.insert(String(topic?.dropFirst(7) ?? ""))
    try bench.remove(path)
  }

  private func syncBadly(_ bench: Bench) async throws {
    let weathers: [FakeServer.Weather] = [.fine, .fine, .fine, .requestLost, .answerLost, .doubled]
    let weather = weathers[Int.random(in: 0..<weathers.count, using: &random)]
    let after = Int.random(in: 0..<3, using: &random)
    let count = SyncCrashTests.Counter()
    server.weather = { count.next() == after ? weather : .fine }
    let dies = Int.random(in: 0..<3, using: &random) == 0
    let reaper = SyncCrashTests.Reaper(dies ? Int.random(in: 0..<25, using: &random) : 1_000_000)
    try bench.reopen { _ in try reaper.step() }
    do { try await bench.sync(deletesMissing: true) } catch is TransportError {} catch is SyncCrashTests.Death {}
    try bench.reopen()
    server.weather = { .fine }
  }

  /// With a good network three syncs each bring everybody together, conflicts decided along the way.
  private func settle() async throws {
    for _ in 0..<3 {
      for bench in benches {
        let summary = try await bench.sync(deletesMissing: true)
        if summary.conflicts > 0 { try resolve(bench) }
        try await bench.sync(deletesMissing: true)
      }
    }
    for bench in benches {
      let summary = try await bench.sync(deletesMissing: true)
      #expect(summary == SyncSummary(), "seed \(seed): \(summary) \(bench.told)")
      #expect(try bodies(bench) == serverBodies, "seed \(seed)")
    }
    let topics = Set(serverBodies.values.compactMap { $0["topic"]?.string })
    #expect(created.subtracting(deleted).isSubset(of: topics), "seed \(seed)")
  }

  private func resolve(_ bench: Bench) throws {
    let scan = try bench.workspace.scan(now: 0)
    for (view, action) in try bench.workspace.plan(scan) {
      guard case .conflict = action else { continue }
      try SyncEngineTests.settle(bench, view.id, Bool.random(using: &random) ? .mine : .server)
    }
  }

  private var serverBodies: [DocumentID: JSON] { server.documents.compactMapValues(\.body) }

  private func bodies(_ bench: Bench) throws -> [DocumentID: JSON] {
    let scan = try bench.workspace.scan(now: 0)
    var bodies: [DocumentID: JSON] = [:]
    for (id, _) in scan.files {
      switch try bench.workspace.draft(of: id, in: scan, base: nil) {
      case .present(_, let body): bodies[id] = body
      case .clean, .absent, .unseen, .unreadable: Issue.record("seed \(seed): \(id) can't be read")
      }
    }
    return bodies
  }
}

@Suite("Several clients, a bad network, sudden deaths")
struct SyncModelTests {
  @Test("everybody ends with what the server has, and no draft is lost", arguments: 0..<10 * Torture.scale)
  func converges(seed: Int) async throws {
    try await SyncModel(seed: UInt64(seed)).run(steps: 60)
  }
}
