import Foundation
import Shared

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Asks a person at a terminal.
enum Prompt {
  static var hasTerminal: Bool { isatty(STDIN_FILENO) == 1 }

  /// A line that everybody may see.
  static func line(_ question: Text) -> String? {
    Console.ask(question)
    return readLine()?.trimmingCharacters(in: .whitespaces)
  }

  /// A line that is not shown while it is typed.
  static func secret(_ question: Text) -> String? {
    getpass(question[Console.language]).map { String(cString: $0) }
  }
}

/// A password as somebody types or pipes it. It is never an argument: those can be read by everybody on a machine.
enum Password {
  /// - Parameter isNew: asks twice at a terminal, because nobody sees what is typed.
  static func read(isNew: Bool, fromStandardInput: Bool) throws -> String {
    let password: String?
    if fromStandardInput {
      password = readLine()
    } else if !Prompt.hasTerminal {
      throw Failure(
        "用 --password-stdin 从标准输入给出密码", "give the password on standard input with --password-stdin", code: .usage)
    } else if isNew {
      password = Prompt.secret(Text("新密码：", "New password: "))
      guard password == Prompt.secret(Text("再输一次：", "Once more: ")) else {
        throw Failure("两次输入的密码不同", "the two passwords differ", code: .usage)
      }
    } else {
      password = Prompt.secret(Text("密码：", "Password: "))
    }
    guard let password, !password.isEmpty else { throw Failure("没有读到密码", "there is no password", code: .usage) }
    return password
  }
}
