import Foundation
import Shared
import Testing

@testable import Client

@Suite("A client that dies anywhere")
struct SyncCrashTests {
  struct Death: Error {}

  final class Counter: @unchecked Sendable {
    private let lock = NSLock()
    private var count = 0
    func next() -> Int {
      lock.withLock {
        defer { count += 1 }
        return count
      }
    }
  }

  /// Dies at the n-th step.
  final class Reaper: @unchecked Sendable {
    private let lock = NSLock()
    private var left: Int
    private(set) var isDone = false
    init(_ steps: Int) { left = steps }
    func step() throws {
      try lock.withLock {
        guard !isDone else { return }
        left -= 1
        if left < 0 {
          isDone = true
          throw Death()
        }
      }
    }
  }

  @Test("recovers by syncing again, for every step, with answers lost or not", arguments: [false, true])
  func everyStep(losesAnswers: Bool) async throws {
    var steps = 0
    while steps < 400 {
      let server = FakeServer()
      let bench = try Bench(server)
      try bench.write("minutes/a.yaml", Bench.minutes(topic: "等式", place: "301"))
      try bench.write("minutes/b.yaml", Bench.minutes(topic: "不变"))
      try bench.write("minutes/c.yaml", Bench.minutes(topic: "要删"))
      try await bench.sync()
      let ids = try ["a", "b", "c"].map { try bench.id("minutes/\($0).yaml") }
      server.put(try .test(5), kind: Minutes.kind, Bench.body(topic: "别人新建"))
      server.edit(ids[0]) { $0["topic"] = "方程" }
      server.delete(ids[1])
      try bench.replace("minutes/a.yaml", "place: 301", "place: 302")
      try bench.remove("minutes/c.yaml")
      try bench.write("minutes/d.yaml", Bench.minutes(topic: "新建"))
      let applied = server.applied
      let reaper = Reaper(steps)
      try bench.reopen { _ in try reaper.step() }
      if losesAnswers {
        let once = Once()
        server.weather = { once.first() ? .answerLost : .fine }
      }
      // Whoever lost an answer tries again, and may die then.
      for _ in 0..<2 where !reaper.isDone {
        do { try await bench.sync(deletesMissing: true) } catch {}
      }
      try bench.reopen()
      // The one lost answer may come now, if the client had died before it sent anything.
      do { try await bench.sync(deletesMissing: true) } catch is TransportError {}
      try await bench.sync(deletesMissing: true)
      #expect(try await bench.sync() == SyncSummary(), "step \(steps)")
      #expect(server.documents[ids[0]]?.body == Bench.body(topic: "方程", place: "302"), "step \(steps)")
      #expect(server.documents[ids[2]]?.body == nil, "step \(steps)")
      let files = try bench.files
      #expect(files.count == 3, "step \(steps): \(files)")
      let topics = Set(server.documents.values.compactMap { $0.body?["topic"]?.string })
      #expect(topics == ["方程", "新建", "别人新建"], "step \(steps)")
      // The update, the deletion and the creation, each once.
      #expect(server.applied == applied + 3, "step \(steps)")
      #expect(try bench.workspace.folder.list().leftovers.isEmpty, "step \(steps)")
      guard reaper.isDone else { break }
      steps += 1
    }
    #expect((20..<400).contains(steps))
  }
}
