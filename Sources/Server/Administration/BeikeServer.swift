import ArgumentParser
import Foundation
import Shared

/// The server's own command.
@main
struct BeikeServer: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "beike-server",
    abstract: "The register of a school's lesson-preparation groups (备课).",
    discussion: "Each option can also be given as BEIKE_… in the environment or in a JSON file named by --config.",
    version: Register.version,
    subcommands: [
      SetupCommand.self, ServeCommand.self, BackupCommand.self, RestoreCommand.self, TokenCommand.self,
      ReindexCommand.self, AuditCommand.self, ExportCommand.self, EraseCommand.self, VersionCommand.self,
    ])

  static func main() async {
    Descriptor.settle()
    await main(nil)
  }
}

struct VersionCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "version", abstract: "Print the version.")

  func run() async throws { try Terminal.print("beike-server \(Register.version)") }
}
