import ArgumentParser
import Shared

/// Whose data, and in which school.
struct SubjectOptions: ParsableArguments {
  @Option(help: "The school.") var school: String
  @Option(help: "The student's code.") var subject: String
}

/// `beike-server export`: what a school's documents hold about one student.
struct ExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Print everything that is held about a student, history included, one JSON object a line.")

  @OptionGroup var options: DatabaseOptions
  @OptionGroup var subject: SubjectOptions

  func run() async throws {
    try await reportingFailures(options) { _, path in
      try await AdministrationRequest.export(school: subject.school, subject: subject.subject).perform(database: path)
    }
  }
}

/// `beike-server erase`: takes a student out of every document, every revision and every summary.
struct EraseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "erase",
    abstract: "Take a student out of documents, history and summaries, with a proof in the record.",
    discussion: """
      Says what was found and asks on a terminal. Backups made before still hold the data. The database file is \
      written anew at the end; writes wait meanwhile, some seconds for each gigabyte.
      """)

  @OptionGroup var options: DatabaseOptions
  @OptionGroup var subject: SubjectOptions
  @Flag(name: .customLong("dry-run"), help: "Only say what would be taken out.") var dryRun = false
  @Flag(help: "Don't ask.") var yes = false

  func run() async throws {
    try await reportingFailures(options) { _, path in
      func erase(dryRun: Bool) async throws {
        try await AdministrationRequest.erase(school: subject.school, subject: subject.subject, dryRun: dryRun)
          .perform(database: path)
      }
      if !dryRun, !yes, Terminal.isInteractive {
        try await erase(dryRun: true)
        guard Terminal.confirm(Text("清除后不能恢复。继续吗？", "It can't be brought back. Go on?")) else {
          throw Failure(Text("没有清除", "nothing was erased"))
        }
      }
      try await erase(dryRun: dryRun)
    }
  }
}
