import Foundation
import GRDB
import Shared
import Support
import Synchronization
import Testing

@testable import Harness
@testable import Server

/// Administration of a database that is much larger than one step, cache or page of it, while people write all the
/// time. Every day it is a small one; `make torture` takes 240 MB, on a disk.
@Suite(.serialized) struct BigFileTests {
  private static let isLong = Torture.scale > 1
  private static let megabytes = isLong ? 240 : 14
  private static let backups = isLong ? 2 * Torture.scale : 2
  private static let student = "s2019001"

  @Test func administrationOfABigFileHoldsNobodyUp() async throws {
    let school = try await SmallSchool(onDisk: Self.isLong)
    let (register, folder) = (school.server.register, school.server.directory)
    _ = try await register.fill(
      megabytes: Self.megabytes, group: SmallSchool.group, term: SmallSchool.term, mark: "\(Self.student) 进步了")
    let alone = try await time { try await register.store.backup(to: folder.path + "/alone.sqlite") }

    let load = Load(school)
    try await load.during { try await backUp(register, folder, alone, load) }
    try await load.during("audit verify") {
      let told = try await AdministrationRequest.verify(realm: nil).output(in: register)
      #expect(told.count == 3 && told.allSatisfy { $0.hasPrefix("✓") }, "\(told)")
    }
    try await load.during("reindex") {
      let before = try school.server.dump(["natural_key", "term", "membership", "head"])
      try await AdministrationRequest.reindex.output(in: register)
      #expect(try school.server.dump(["natural_key", "term", "membership", "head"]) == before)
    }
    try await load.during("erasing somebody who isn't there") {
      await #expect(throws: Server.Failure.self) { try await erase("s2019777", register) }
    }
    try await load.during("erase, with the file written anew") { try await erase(Self.student, register) }
    #expect(try register.store.read { try Verification.run(realm: nil, in: $0) }.allSatisfy { $0.broken == nil })
    #expect(try register.store.integrityComplaints() == [])
    #expect(load.refused == 0)
  }

  private func erase(_ code: String, _ register: Register) async throws {
    try await AdministrationRequest.erase(school: TestServer.school, subject: code, dryRun: false)
      .output(in: register)
  }

  /// One after another, each restored and checked.
  private func backUp(_ register: Register, _ folder: URL, _ alone: Duration, _ load: Load) async throws {
    var (good, slowest, largestLog) = (0, Duration.zero, 0)
    for number in 0..<Self.backups {
      let (backup, target) = (folder.path + "/backup.sqlite", folder.path + "/restored.sqlite")
      let answered = load.answered
      let steps = Mutex<[Int]>([])
      slowest = max(
        slowest,
        try await time {
          try await register.store.backup(to: backup) {
          } progress: { done, _ in
            steps.withLock { $0.append(done) }
          }
        })
      let seen = steps.withLock { $0 }
      #expect(zip(seen, seen.dropFirst()).allSatisfy { $0 <= $1 }, "backup \(number) began anew: \(seen)")
      largestLog = max(largestLog, Files.size(of: register.store.path + "-wal"))
      // Whatever was answered before the backup ended is in it.
      let outcome = try await Restoration(backup: backup, database: target).run()
      #expect(outcome.records.allSatisfy { $0.broken == nil })
      let restored = try Store(path: target, mustExist: true)
      let count = try restored.read {
        try $0.first("SELECT count(*) FROM document WHERE kind = 'teachers'") { $0.int(0) } ?? 0
      }
      restored.close()
      #expect(count >= answered, "\(count) of \(answered)")
      if count >= answered { good += 1 }
      for suffix in ["", "-wal", "-shm", ".lock"] {
        for file in [backup, target] { try? FileManager.default.removeItem(atPath: file + suffix) }
      }
    }
    #expect(largestLog <= 64 << 20)
    Torture.report(
      "a backup of \(Self.megabytes) MB restores, made under load",
      promised: "\(Self.backups) of \(Self.backups), log ≤ 64 MB, within 10 times \(alone)",
      seen: "\(good) of \(Self.backups), log \(largestLog >> 20) MB, slowest \(slowest)")
    load.tell("backup")
  }

  private func time(_ work: () async throws -> some Any) async throws -> Duration {
    let start = ContinuousClock.now
    _ = try await work()
    return ContinuousClock.now - start
  }
}

/// People who write all the while.
private final class Load: Sendable {
  private struct State {
    var answered = 0
    var refused = 0
    var longest = Duration.zero
  }

  private let school: SmallSchool
  private let state = Mutex(State())

  init(_ school: SmallSchool) { self.school = school }

  var answered: Int { state.withLock { $0.answered } }
  var refused: Int { state.withLock { $0.refused } }

  /// Does something while four writers write one document after another.
  func during(_ name: String? = nil, _ work: () async throws -> Void) async throws {
    let isOver = Tally()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<4 {
        group.addTask { [self] in
          while isOver.count == 0 { try await write() }
        }
      }
      do {
        try await work()
      } catch {
        isOver.add()
        throw error
      }
      isOver.add()
      try await group.waitForAll()
    }
    if let name { tell(name) }
  }

  private func write() async throws {
    let start = ContinuousClock.now
    let answer = try await school.create("teachers", school.server.register.newID(), ["name": "陶然"])
    let time = ContinuousClock.now - start
    state.withLock { state in
      if answer.status == 201 { state.answered += 1 } else { state.refused += 1 }
      state.longest = max(state.longest, time)
    }
  }

  /// Says how long a write took at most since the last time.
  func tell(_ name: String) {
    let (answered, longest) = state.withLock { state in
      defer { state.longest = .zero }
      return (state.answered, state.longest)
    }
    Torture.report(
      "writes beside \(name)", promised: name.hasPrefix("erase") ? "wait for the file" : "held ≤ 100 ms",
      seen: "the longest of \(answered) took \(longest)")
  }
}
