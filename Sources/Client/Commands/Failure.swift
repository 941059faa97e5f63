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
    case let later as TryLater:
      let text = Self.lines(of: later.problem)
      self.init("\(text)\n请在 \(later.wait.zh)后再试", "\(text)\ntry again in \(later.wait.en)")
    case let error as TransportError:
      if case .offline = error { self.init(error.text, code: .offline) } else { self.init(error.text) }
    case let error as WorkspaceError: self.init(error.text)
    case let error as StateError: self.init(error.text)
    case let error as FileError: self.init(error.text)
    case let error as Credentials.Failure: self.init(error.text)
    case let error as ServerAddress.Failure: self.init(error.text, code: .usage)
    case let error as TrustRoots.Failure: self.init(error.text, code: .usage)
    case let error as Proxy.Failure: self.init(error.text, code: .usage)
    default: self.init("出错：\(error)", "failed: \(error)")
    }
  }

  private init(_ problem: Problem) {
    let text = Self.lines(of: problem)
    switch problem.code {
    case .unauthenticated:
      self.init("\(text)\n用 beike login 重新登录", "\(text)\nlog in again with beike login", code: .notLoggedIn)
    case .wrongCredentials:
      self.init(
        "\(text)\n忘了密码，或激活码过期，请学校管理员发新的激活码（beike account code）",
        "\(text)\nwith the password forgotten or the code expired, ask your administrator for a new code "
          + "(beike account code)", code: .notLoggedIn)
    default: self.init(text, text)
    }
  }

  /// The options with which a person writes what stands at a place of the administration's bodies.
  private static let options: [String: Text] = [
    "/school": Text("--school", "--school"), "/district": Text("--district", "--district"),
    "/login": Text("--login", "--login"), "/name": Text("--name", "--name"), "/role": Text("--role", "--role"),
    "/teacherId": Text("--teacher", "--teacher"), "/codeMinutes": Text("--minutes", "--minutes"),
    "/days": Text("--days", "--days"), "/scopes": Text("--scope", "--scope"),
    "/newPassword": Text("新密码", "the new password"), "/password": Text("密码", "the password"),
  ]

  private static func lines(of problem: Problem) -> String {
    var lines = [problem.title + (problem.detail.map { "：\($0)" } ?? "")]
    for error in problem.errors ?? [] {
      lines.append("  \(options[error.pointer]?[Console.language] ?? error.pointer) \(error.detail)")
    }
    if let more = problem.more { lines.append(say("  还有 \(more) 处", "  and \(more) more")) }
    if problem.status >= 500, let requestID = problem.requestId { lines.append("  requestId \(requestID)") }
    return lines.joined(separator: "\n")
  }
}

extension ExitCode {
  static let openConflicts = ExitCode(3)
  static let offline = ExitCode(4)
  static let notLoggedIn = ExitCode(5)
  static let usage = ExitCode(64)
}
