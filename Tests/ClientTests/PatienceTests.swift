import Shared
import Synchronization
import Testing

@testable import Client

@Suite("Patience with a busy server")
struct PatienceTests {
  private final class Sleeps: Sendable {
    let seconds = Mutex<[Int]>([])
  }

  /// Makes attempts that the server puts off so often, then answers.
  /// - Returns: how many attempts there were, how long was slept between them, and whether it ended well.
  private static func run(
    putOff times: Int, _ code: ProblemCode = .tooManyRequests, retryAfter: String, isRepeatable: Bool = true
  ) async throws -> (attempts: Int, slept: [Int], isDone: Bool) {
    let sleeps = Sleeps()
    var patience = Patience()
    patience.sleep = { seconds in sleeps.seconds.withLock { $0.append(seconds) } }
    let later = try #require(TryLater(Problem(code), retryAfter: retryAfter))
    var attempts = 0
    var isDone = false
    do {
      try await patience(isRepeatable: isRepeatable) {
        attempts += 1
        if attempts <= times { throw later }
      }
      isDone = true
    } catch is TryLater {}
    return (attempts, sleeps.seconds.withLock { $0 }, isDone)
  }

  @Test("a request that may be repeated is, after the wait that the server asked for")
  func repeats() async throws {
    #expect(try await Self.run(putOff: 2, retryAfter: "3") == (3, [3, 3], true))
    #expect(try await Self.run(putOff: 1, .unavailable, retryAfter: "0") == (2, [1], true))
    #expect(try await Self.run(putOff: 0, retryAfter: "3") == (1, [], true))
  }

  @Test("it is given up after some attempts, at once when the wait is long, and at once when it must not be repeated")
  func givesUp() async throws {
    #expect(try await Self.run(putOff: 9, retryAfter: "10") == (4, [10, 10, 10], false))
    #expect(try await Self.run(putOff: 9, retryAfter: "11") == (1, [], false))
    #expect(try await Self.run(putOff: 9, retryAfter: "1", isRepeatable: false) == (1, [], false))
  }

  @Test("only an answer that says when is waited for")
  func unclear() {
    #expect(TryLater(Problem(.tooManyRequests), retryAfter: nil) == nil)
    #expect(TryLater(Problem(.unavailable), retryAfter: "Mon, 26 Feb 2024 06:30:00 GMT") == nil)
    #expect(TryLater(Problem(.unavailable), retryAfter: "-1") == nil)
    #expect(TryLater(Problem(.forbidden), retryAfter: "1") == nil)
  }

  @Test(
    "the wait is told in seconds, or in minutes rounded up", arguments: [("0", "1 秒"), ("90", "90 秒"), ("301", "6 分钟")])
  func wait(retryAfter: String, expected: String) throws {
    let later = try #require(TryLater(Problem(.tooManyRequests), retryAfter: retryAfter))
    #expect(Failure(later).text.zh.contains("请在 \(expected)后再试"))
  }
}
