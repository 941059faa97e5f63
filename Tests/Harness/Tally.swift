import Synchronization

/// A number that several tasks count up.
final class Tally: Sendable {
  private let number = Mutex(0)

  var count: Int { number.withLock { $0 } }

  /// - Returns: the number after it.
  @discardableResult
  func add() -> Int {
    number.withLock { number in
      number += 1
      return number
    }
  }
}
