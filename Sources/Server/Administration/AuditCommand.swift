import ArgumentParser
import Shared

/// `beike-server audit`: the record of changes and access.
struct AuditCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit", abstract: "The record of changes and access.", subcommands: [Verify.self])

  struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "verify", abstract: "Compute every hash of the record anew, and say where it was tampered with.")

    @OptionGroup var options: DatabaseOptions
    @Option(help: "Only this school, district or \"server\".") var realm: String?

    func run() async throws {
      try await reportingFailures(options) { _, path in
        try await AdministrationRequest.verify(realm: realm).perform(database: path)
      }
    }
  }
}
