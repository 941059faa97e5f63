import Dispatch
import Foundation
import Shared
import Synchronization

/// The way of log lines to stderr. No line ends the process or holds it up: they are written by a thread of their own,
/// and what can't be written, since the disk is full or the reader has gone or doesn't read, is passed over, counted,
/// and told in one line when there is a way again.
final class LogOutput: Sendable {
  static let standard = LogOutput(descriptor: STDERR_FILENO)

  private struct State {
    var waiting: [UInt8] = []
    var isWriting = false
    var lost = 0
    var reason = ""
  }

  /// What may wait for a reader that is slow.
  private static let most = 4 << 20

  private let descriptor: Int32
  private let state = Mutex(State())
  private let thread = DispatchQueue(label: "beike.log", qos: .utility)

  init(descriptor: Int32) { self.descriptor = descriptor }

  func append(_ line: [UInt8]) {
    let begins = state.withLock { state -> Bool in
      guard state.waiting.count + line.count <= Self.most else {
        state.lost += 1
        state.reason = "nobody reads them"
        return false
      }
      state.waiting += line
      defer { state.isWriting = true }
      return !state.isWriting
    }
    if begins { thread.async { [self] in drain() } }
  }

  private func drain() {
    while true {
      let (lines, lost, reason) = state.withLock { state -> ([UInt8], Int, String) in
        defer { state.waiting = [] }
        if state.waiting.isEmpty { state.isWriting = false }
        return (state.waiting, state.lost, state.reason)
      }
      if lines.isEmpty { return }
      let failure = lost > 0 ? Descriptor.write(Self.apology(lost, reason), to: descriptor) : nil
      if failure == nil { state.withLock { $0.lost -= lost } }
      if let code = failure ?? Descriptor.write(lines, to: descriptor) {
        let count = lines.count { $0 == UInt8(ascii: "\n") }
        state.withLock { state in
          state.lost += count
          state.reason = String(cString: strerror(code))
        }
      }
    }
  }

  private static func apology(_ count: Int, _ reason: String) -> [UInt8] {
    let line: JSON = [
      "time": .string(SystemClock.now().description), "level": "warning", "logger": "beike",
      "message": "log lines were lost", "count": .string("\(count)"), "reason": .string(reason),
    ]
    // What was lost may have ended in the middle of a line.
    return [UInt8(ascii: "\n")] + line.canonicalBytes + [UInt8(ascii: "\n")]
  }

  /// Waits until what was said is written, for a second at most.
  func flush() {
    let isWritten = DispatchSemaphore(value: 0)
    thread.async { isWritten.signal() }
    _ = isWritten.wait(timeout: .now() + 1)
  }
}
