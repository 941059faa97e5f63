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
        subcommands: [New.self, Status.self, Diff.self, Sync.self, Conflicts.self, Resolve.self]),
      CommandGroup(name: say("上交", "Hand-in"), subcommands: [Submit.self, Return.self, Approve.self]),
      CommandGroup(
        name: say("查看", "Looking"),
        subcommands: [List.self, Show.self, Log.self, Restore.self, Scores.self, Report.self]),
      CommandGroup(
        name: say("账号与令牌", "Accounts and tokens"), subcommands: [Accounts.self, Tokens.self, Audit.self]),
      CommandGroup(name: say("其他", "Other"), subcommands: [Completion.self]),
    ])

  static func main() async {
    do {
      var command = try parseAsRoot(Console.argumentsWithoutLanguage)
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch let code as ExitCode {
      exit(withError: code)
    } catch {
      // What the argument parser throws it also explains best, help and version included.
      guard exitCode(for: error) == .failure else { exit(withError: error) }
      let failure = Failure(error)
      Console.note(failure.text)
      exit(withError: failure.code)
    }
  }
}
