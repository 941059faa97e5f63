import ArgumentParser
import Shared

/// How a command ends when it does not end well; the message names the way out.
struct Failure: Error {
  let text: Text
  let code: ExitCode

  init(_ zh: String, _ en: String, code: ExitCode = .failure) {
    text = Text(zh, en)
    self.code = code
  }

  init(_ text: Text, code: ExitCode = .failure) {
    self.text = text
    self.code = code
  }

  /// What any error means to a person, and the exit status that says it to a program.
  init(_ error: any Error) {
    switch error {
    case let failure as Failure: self = failure
    case let problem as Problem: self.init(problem)
    case let error as TransportError:
      if case .offline = error { self.init(error.text, code: .offline) } else { self.init(error.text) }
    case let error as WorkspaceError: self.init(error.text)
    case let error as StateError: self.init(error.text)
    case let error as FileError: self.init(error.text)
    case let error as Credentials.Failure: self.init(error.text)
    case let error as ServerAddress.Failure: self.init(error.text, code: .usage)
    default: self.init("出错：\(error)", "failed: \(error)")
    }
  }

  private init(_ problem: Problem) {
    var lines = [problem.title + (problem.detail.map { "：\($0)" } ?? "")]
    for error in problem.errors ?? [] {
      lines.append("  \(error.pointer) \(error.detail)")
    }
    if problem.status >= 500, let requestID = problem.requestId { lines.append("  requestId \(requestID)") }
    let text = lines.joined(separator: "\n")
    if problem.code == .unauthenticated {
      self.init(
        Text(text + "\n用 beike login 重新登录", text + "\nlog in again with beike login"), code: .notLoggedIn)
    } else {
      self.init(Text(text, text))
    }
  }
}

extension ExitCode {
  static let openConflicts = ExitCode(3)
  static let offline = ExitCode(4)
  static let notLoggedIn = ExitCode(5)
  static let usage = ExitCode(64)
}
