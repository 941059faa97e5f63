import ArgumentParser
import Shared

/// The account that a command is about.
struct AccountArgument: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      say("登录名（@ 之前的部分即可）或编号", "The login (the part before the @ will do) or the id"), valueName: "account"))
  var account: String
  @OptionGroup var school: SchoolOption

  func find(_ client: APIClient) async throws -> Account { try await Account.find(account, client, school) }
}

/// How long a code is good for.
struct CodeValidity: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      say(
        "激活码的有效分钟数，\(Activation.minutes.lowerBound) 到 \(Activation.minutes.upperBound)（默认：一天）",
        "Minutes that the code is good for, \(Activation.minutes.lowerBound) to \(Activation.minutes.upperBound) (default: a day)"
      )))
  var minutes: Int?

  func validate() throws {
    if let minutes, !Activation.minutes.contains(minutes) {
      let (least, most) = (Activation.minutes.lowerBound, Activation.minutes.upperBound)
      throw ValidationError(say("--minutes 应为 \(least) 到 \(most)", "--minutes is \(least) to \(most)"))
    }
  }
}

extension Activation {
  /// Gives the code to whoever asked for it: bare for a pipe, with its account for a program, and to a person with
  /// what to do.
  func handOver(_ account: Account, _ server: ServerAddress, _ format: OutputFormat) {
    guard format == .table else {
      var record = Record()
      record.add("login", "登录名", "Login", account.login.map(JSON.string))
      record.add("code", "激活码", "Code", .string(code))
      record.add("expiresAt", "有效到", "Until", .string(expiresAt.description))
      record.add("id", "编号", "Id", .string(account.id.description))
      return Console.data(record.render(format, in: Console.language))
    }
    let command = "beike login \(server) --user \(account.login ?? "") --activation-code"
    Console.note(
      Text(
        "激活码只显示这一次，\(expiresAt.local()) 前有效。当面交给\(account.name)，由本人设置密码：\n  \(command) 激活码",
        "The code is shown only now and good until \(expiresAt.local()). Give it to \(account.name), who sets a "
          + "password with:\n  \(command) CODE"))
    Console.data(code + "\n")
  }
}
