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
      password = try new()
    } else {
      password = Prompt.secret(Text("密码：", "Password: "))
    }
    guard let password, !password.isEmpty else { throw Failure("没有读到密码", "there is no password", code: .usage) }
    return password
  }

  /// A new password, typed twice because nobody sees what is typed; asked for again while it can't be right.
  private static func new() throws -> String? {
    let (least, most) = (LogIn.passwordLength.lowerBound, LogIn.passwordLength.upperBound)
    Console.note(
      Text(
        "新密码应有 \(least) 到 \(most) 个字符，不用姓名和常见的密码；可以用几个不相干的词连起来",
        "The new password has \(least) to \(most) characters, and is neither a name nor a common one; try a few "
          + "unrelated words"))
    for _ in 0..<3 {
      guard let password = Prompt.secret(Text("新密码：", "New password: ")), !password.isEmpty else { return nil }
      guard LogIn.passwordLength.contains(password.count) else {
        Console.note(
          Text(
            "有 \(password.count) 个字符，应有 \(least) 到 \(most) 个",
            "that has \(password.count) characters, not \(least) to \(most)"))
        continue
      }
      guard password == Prompt.secret(Text("再输一次：", "Once more: ")) else {
        Console.note(Text("两次输入的密码不同", "the two passwords differ"))
        continue
      }
      return password
    }
    throw Failure("没有设置密码；激活码还能用，再运行一次即可", "no password was set; the code is still good, run this again", code: .usage)
  }
}
