import Foundation
import Shared
import UnixSignals

/// Where a command of the server prints: data to stdout, words and progress to stderr.
enum Terminal {
  /// - Throws: `Failure` when stdout can't be written to: what was asked for did not arrive.
  static func print(_ text: String) throws {
    guard let code = Descriptor.write(Array((text + "\n").utf8), to: STDOUT_FILENO) else { return }
    let reason = String(cString: strerror(code))
    throw Failure(Text("输出写不出去（\(reason)）", "the output can't be written (\(reason))"))
  }

  /// What can't be told is passed over.
  static func note(_ text: Text) {
    _ = Descriptor.write(Array("\(clearedLine)\(text[Failure.language])\n".utf8), to: STDERR_FILENO)
  }

  /// Whether somebody can be asked.
  static var isInteractive: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1 }

  /// - Returns: whether the answer was yes.
  static func confirm(_ question: Text) -> Bool {
    _ = Descriptor.write(Array("\(question[Failure.language]) [y/N] ".utf8), to: STDERR_FILENO)
    return ["y", "yes", "是"].contains(readLine()?.lowercased() ?? "")
  }

  static let tell: AdministrationRequest.Tell = { message in
    switch message {
    case .data(let text): try print(text)
    case .line(let text): try print(text[Failure.language])
    case .note(let text): note(text)
    case .progress(let done, let all):
      guard isatty(STDERR_FILENO) == 1, all > 0 else { return }
      _ = Descriptor.write(Array("\(clearedLine)\(min(100, done * 100 / all)) %".utf8), to: STDERR_FILENO)
      if done == all { _ = Descriptor.write(Array(clearedLine.utf8), to: STDERR_FILENO) }
    case .failed, .done: break
    }
  }

  private static var clearedLine: String { isatty(STDERR_FILENO) == 1 ? "\r\u{1B}[K" : "" }
}

/// Does something until it is done, or until SIGINT or SIGTERM cancels it; what it has begun is then cleared away.
/// - Throws: `Failure` when it was interrupted.
func untilInterrupted(_ work: @escaping @Sendable () async throws -> Void) async throws {
  try await withThrowingTaskGroup(of: Bool.self) { group in
    group.addTask {
      try await work()
      return true
    }
    group.addTask {
      for await _ in await UnixSignalsSequence(trapping: .sigint, .sigterm) { return false }
      return true
    }
    let isDone = try await group.next() ?? true
    group.cancelAll()
    if !isDone {
      // What comes of the work now is of no interest any more.
      while let _ = await group.nextResult() {}
      throw Failure(Text("已中断", "interrupted"), status: .interrupted)
    }
  }
}
