import Shared
import Support
import Testing

@testable import Harness
@testable import Server

/// No update is lost: whoever reads, changes and writes with `If-Match` either had read the newest or is told.
@Suite struct ReadModifyWriteTests {
  private static let clients = 32
  private static let each = 10 * Torture.scale

  @Test func everyAcceptedStepIsCountedExactlyOnce() async throws {
    let school = try await SmallSchool()
    let id = SmallSchool.id("counter")
    try await school.create("minutes", id, SmallSchool.minutes("0"))
    let refused = Tally()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<Self.clients {
        group.addTask {
          for _ in 0..<Self.each {
            while true {
              let read = try await school.get("minutes", id).decode(AnyDocument.self)
              let count = try #require(read.body["topic"]?.string.flatMap { Int($0) })
              let answer = try await school.update(
                "minutes", id, read.body.replacing("topic", with: .string("\(count + 1)")), rev: read.rev)
              if answer.status == 200 { break }
              try #require(answer.status == 412, "\(answer.text)")
              refused.add()
            }
          }
        }
      }
      try await group.waitForAll()
    }
    let total = Self.clients * Self.each
    let end = try await school.get("minutes", id).decode(AnyDocument.self)
    Torture.report(
      "no update is lost", promised: "\(total) by \(Self.clients) clients, exact",
      seen: "\(end.body["topic"]?.string ?? "-"), \(refused.count) times told to read again")
    #expect(end.body["topic"]?.string == "\(total)")
    #expect(end.rev == total + 1)
  }
}
