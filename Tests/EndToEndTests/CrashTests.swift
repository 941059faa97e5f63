import Foundation
import Shared
import Support
import Synchronization
import Testing

@testable import Client
@testable import Harness
@testable import Server

/// A real server process on a real disk, killed under load again and again.
@Suite struct CrashTests {
  private static let kills = 20 * Torture.scale
  private static let writers = 8

  @Test func `what was answered survives every kill, and nothing is done twice`() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "beike-crash-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let database = folder.appending(path: "beike.sqlite")
    let setup = try Command.run(
      "beike-server",
      ["setup", "--database", database.path, "--school", "栗溪桥小学", "--school-id", TestServer.school, "--json"])
    let token = try #require(try JSON(parsing: setup.output)["token"]?.string)

    let writers = (0..<Self.writers).map { Writer(number: $0) }
    var random = SeededGenerator(seed: 20)
    for _ in 0..<Self.kills {
      let server = try ServerProcess(database: database)
      // The server dies when so many more pushes were answered, wherever it is in the next ones.
      let id = server.id
      let countdown = Countdown(Int.random(in: 1...30, using: &random)) { kill(id, SIGKILL) }
      await withTaskGroup(of: Void.self) { group in
        let url = server.url
        for writer in writers { group.addTask { await writer.push(to: url, token: token, countdown) } }
      }
      server.waitUntilGone()
    }

    // Whoever has something unanswered sends it again under its old number.
    let server = try ServerProcess(database: database)
    for writer in writers { try await writer.finish(at: server.url, token: token) }
    server.stop()
    try await check(database: database, writers: writers)
  }

  private func check(database: URL, writers: [Writer]) async throws {
    let store = try Store(path: database.path, mustExist: true)
    defer { store.close() }
    #expect(try store.integrityComplaints() == [])
    let served = try store.read { connection in
      try connection.all(
        "SELECT d.id, d.rev, c.body FROM \(StoredDocument.table) WHERE d.kind = 'teachers' ORDER BY d.id"
      ) {
        (id: try $0.id(0), rev: $0.int(1), body: String(decoding: $0.bytes(2), as: UTF8.self))
      }
    }
    let answered = writers.flatMap(\.answered)
    let lost = Set(answered).subtracting(served.map(\.id)).count
    Torture.report(
      "an answered write survives a crash", promised: "\(Self.kills) kills, 0 lost, 0 doubled",
      seen:
        "\(answered.count) answered, \(writers.map(\.resent).reduce(0, +)) batches resent, \(lost) lost, \(served.count - Set(served.map(\.id)).count) doubled"
    )
    #expect(answered.count > Self.kills)
    #expect(served.count == answered.count)
    #expect(Set(served.map(\.id)) == Set(answered))
    #expect(served.allSatisfy { $0.rev == 1 })
    let changes = try store.read { connection in
      try connection.all("SELECT id FROM change ORDER BY seq") { try $0.id(0) }
    }
    #expect(changes.count == served.count)
    #expect(Set(changes).count == changes.count)
  }
}

/// Calls its action once, at zero.
private final class Countdown: Sendable {
  private let remaining: Mutex<Int>
  private let action: @Sendable () -> Void

  init(_ count: Int, _ action: @escaping @Sendable () -> Void) {
    remaining = Mutex(count)
    self.action = action
  }

  func step() {
    let isOver = remaining.withLock { remaining in
      remaining -= 1
      return remaining == 0
    }
    if isOver { action() }
  }
}

/// A client that creates documents, and keeps its own log of what the server has answered.
private final class Writer: Sendable {
  private struct State {
    var random: SeededGenerator
    var nextN = 1
    /// Sent and not answered.
    var pending: [Mutation] = []
    var answered: [DocumentID] = []
    var resent = 0
  }

  private let client: DocumentID
  private let number: Int
  private let state: Mutex<State>

  init(number: Int) {
    self.number = number
    var random = SeededGenerator(seed: UInt64(100 + number))
    client = DocumentID(milliseconds: 1_709_000_000_000, random: &random)
    state = Mutex(State(random: random))
  }

  var answered: [DocumentID] { state.withLock { $0.answered } }
  var resent: Int { state.withLock { $0.resent } }

  /// Pushes until the server is gone.
  func push(to url: String, token: String, _ countdown: Countdown) async {
    do {
      try await APIClient.with(ServerAddress(url), token: token, language: .english) { api in
        while true {
          try await self.send(self.nextBatch(), api)
          countdown.step()
        }
      }
    } catch {
      // The connection was cut: what was sent stays pending.
    }
  }

  func finish(at url: String, token: String) async throws {
    let pending = state.withLock { $0.pending }
    guard !pending.isEmpty else { return }
    try await APIClient.with(ServerAddress(url), token: token, language: .english) { api in
      try await self.send(self.nextBatch(), api)
    }
  }

  /// The batch that was not answered, or a new one.
  private func nextBatch() -> [Mutation] {
    state.withLock { state in
      guard state.pending.isEmpty else {
        state.resent += 1
        return state.pending
      }
      let count = Int.random(in: 1...5, using: &state.random)
      state.pending = (0..<count).map { _ in
        let id = DocumentID(milliseconds: 1_709_000_000_000 + Int64(state.nextN), random: &state.random)
        defer { state.nextN += 1 }
        return Mutation(
          n: state.nextN, op: .create, kind: Teacher.kind.name, id: id,
          body: .object(["name": .string("教师\(number)-\(state.nextN)")]))
      }
      return state.pending
    }
  }

  private func send(_ batch: [Mutation], _ api: APIClient) async throws {
    let request = PushRequest(client: client, epoch: nil, mutations: batch)
    let response = try await HTTPTransport(client: api, school: TestServer.school).push(request)
    let isComplete = response.results.allSatisfy { $0.status == 201 } && response.results.count == batch.count
    #expect(isComplete, "\(response.results)")
    state.withLock { state in
      state.answered += batch.map(\.id)
      state.pending = []
    }
  }
}
