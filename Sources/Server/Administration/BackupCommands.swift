import ArgumentParser
import Foundation
import Shared

/// `beike-server backup`: a consistent, verified copy, through the running server where one runs.
struct BackupCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup", abstract: "Copy the database to a file, also while a server uses it.")

  @OptionGroup var options: DatabaseOptions
  @Option(help: "The file to write.") var to: String

  func run() async throws {
    try await reportingFailures(options) { _, path in
      let destination = URL(fileURLWithPath: to).path
      _ = try await AdministrationRequest.backup(to: destination).perform(database: path)
      print(Text("已备份到 \(destination)，并已核对", "backed up to \(destination) and verified")[Failure.language])
    }
  }
}

/// `beike-server restore`: puts a backup in the database's place, with a new epoch.
struct RestoreCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore", abstract: "Put a backup in the database's place; refused while a server runs.")

  @OptionGroup var options: DatabaseOptions
  @Option(help: "The backup.") var from: String

  func run() async throws {
    try await reportingFailures(options) { _, path in
      try await Restoration.run(backup: from, database: path)
      print(
        Text("已从 \(from) 恢复；客户端下次同步会从头核对", "restored from \(from); clients will read afresh at their next sync")[
          Failure.language])
    }
  }
}

/// `beike-server reindex`: rebuilds everything that follows from the documents.
struct ReindexCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reindex", abstract: "Rebuild the tables that reports read from the documents.")

  @OptionGroup var options: DatabaseOptions

  func run() async throws {
    try await reportingFailures(options) { _, path in
      let count = try await AdministrationRequest.reindex.perform(database: path)
      print(Text("已重建 \(count) 份文档的索引", "reindexed \(count) documents")[Failure.language])
    }
  }
}
