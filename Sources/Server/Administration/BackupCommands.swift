import ArgumentParser
import Foundation
import Shared

/// `beike-server backup`: a consistent, verified copy, through the running server where one runs.
struct BackupCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup", abstract: "Copy the database to a file, also while a server uses it.")

  @OptionGroup var options: DatabaseOptions
  @Option(help: "The file to write; it must not be there yet.") var to: String

  func run() async throws {
    try await reportingFailures(options) { _, path in
      // The server has a working folder of its own.
      try await AdministrationRequest.backup(to: URL(fileURLWithPath: to).path).perform(database: path)
    }
  }
}

/// `beike-server restore`: puts a backup in the database's place, with a new epoch.
struct RestoreCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore", abstract: "Put a backup in the database's place; refused while a server runs.",
    discussion: """
      Every session, token and activation code ends, since the backup would bring back those that were taken back \
      after it was made; a new token of the server's administrator is printed once. Passwords are those of the backup.
      """)

  @OptionGroup var options: DatabaseOptions
  @Option(help: "The backup.") var from: String
  @Flag(name: .customLong("keep-tokens"), help: "Let the sessions and tokens of the backup work on.")
  var keepTokens = false
  @Flag(help: "Print {\"token\":…}, or {} with --keep-tokens.") var json = false

  func run() async throws {
    try await reportingFailures(options) { _, path in
      let outcome = try await Restoration(backup: from, database: path, keepsTokens: keepTokens).run()
      if outcome.tookLog {
        Terminal.note(
          Text("\(from) 旁边的日志（-wal）也一并恢复了", "the log beside \(from) (-wal) was restored with it"))
      }
      if let damaged = outcome.damaged {
        Terminal.note(
          Text("原来的数据库已损坏，留在 \(damaged)", "the old database was damaged; it is kept at \(damaged)"))
      }
      let told = Text(
        "已从 \(from) 恢复；客户端下次同步会从头核对", "restored from \(from); clients will read afresh at their next sync")
      if json {
        Terminal.note(told)
        let members = outcome.token.map { ["token": $0.text] } ?? [:]
        try Terminal.print(String(decoding: try Coding.encode(members), as: UTF8.self))
      } else {
        try Terminal.print(told[Failure.language])
        if let token = outcome.token {
          try Terminal.print(
            Text(
              "所有登录、令牌和激活码都已失效。新的管理员令牌只显示这一次，请收好：\n\(token.text)",
              "Every session, token and activation code has ended. The administrator's new token is shown only now:\n\(token.text)"
            )[Failure.language])
        }
      }
      try Verification.expectWhole(outcome.records)
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
      try await AdministrationRequest.reindex.perform(database: path)
    }
  }
}
