import ArgumentParser
import Foundation
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
      let output = try await AdministrationRequest.export(school: subject.school, subject: subject.subject)
        .perform(database: path)
      if !output.isEmpty { print(output) }
    }
  }
}

/// `beike-server erase`: takes a student out of every document, every revision and every summary.
struct EraseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "erase",
    abstract: "Take a student out of documents, history and summaries, with a proof in the record.",
    discussion: "Backups made before still hold the data. The database file is written anew, which takes a while.")

  @OptionGroup var options: DatabaseOptions
  @OptionGroup var subject: SubjectOptions

  func run() async throws {
    try await reportingFailures(options) { _, path in
      let output = try await AdministrationRequest.erase(school: subject.school, subject: subject.subject)
        .perform(database: path)
      let counts = output.split(separator: " ")
      let (documents, rows) = (counts.first ?? "0", counts.last ?? "0")
      print(
        Text(
          "已从 \(documents) 份文档的 \(rows) 个版本中清除；以前的备份里仍有",
          "taken out of \(documents) documents in \(rows) revisions; backups made before still hold it")[
            Failure.language])
    }
  }
}
