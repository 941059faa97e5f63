import ArgumentParser
import Shared

/// The client: drafts in a folder, any editor, no network needed, and a sync when there is one.
@main
struct Beike: AsyncParsableCommand {
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "beike",
    abstract: say(
      "备课组活动的登记册：写在文件里，随时同步", "The register of lesson-preparation groups: plain files, synced when you like"),
    version: version,
    groupedSubcommands: [
      CommandGroup(name: say("登录", "Logging in"), subcommands: [Login.self, Logout.self, WhoAmI.self]),
      CommandGroup(name: say("工作区", "Workspace"), subcommands: [Init.self, Doctor.self]),
      CommandGroup(
        name: say("草稿与同步", "Drafts and sync"),
        subcommands: [
          New.self, Status.self, Diff.self, Sync.self, Conflicts.self, Resolve.self, Revert.self, Delete.self,
        ]),
      CommandGroup(name: say("上交", "Hand-in"), subcommands: [Submit.self, Return.self, Approve.self]),
      CommandGroup(
        name: say("查看", "Looking"),
        subcommands: [List.self, Show.self, Log.self, Restore.self, Scores.self, Report.self]),
      CommandGroup(
        name: say("账号与令牌", "Accounts and tokens"), subcommands: [Accounts.self, Tokens.self, Audit.self]),
      CommandGroup(name: say("其他", "Other"), subcommands: [Completion.self]),
    ])

  static func main() async {
    Console.settle()
    do {
      var command = try parseAsRoot(Console.commandArguments(CommandLine.arguments.dropFirst()))
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
      if let lost = Console.lostOutput {
        Console.note(lost)
        exit(withError: ExitCode.failure)
      }
    } catch let code as ExitCode {
      exit(withError: code)
    } catch {
      let code = exitCode(for: error)
      // What the argument parser throws it also explains, help and version included.
      guard code == .failure else {
        let text = ParserWords.text(
          fullMessage(for: error), isChinese: Console.language == .chinese,
          commands: commandNames(CommandLine.arguments.dropFirst()))
        if code == .success { Console.data(text + "\n") } else { Console.note(text) }
        exit(withError: code)
      }
      let failure = Failure(error)
      Console.note(failure.text)
      exit(withError: failure.code)
    }
  }

  /// The commands among which the first word that is none of them would have had to be.
  static func commandNames(_ arguments: ArraySlice<String>) -> [String] {
    var commands = configuration.subcommands
    for argument in arguments where !argument.hasPrefix("-") {
      guard let command = commands.first(where: { $0._commandName == argument }) else { break }
      commands = command.configuration.subcommands
    }
    return commands.map { $0._commandName }
  }
}
