import ArgumentParser
import Foundation
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
        let output = try await AdministrationRequest.verify(realm: realm).perform(database: path)
        let records = try Coding.decode([Verification].self, from: Array(output.utf8))
        guard !records.isEmpty else {
          throw Failure(Text("没有 \(realm ?? "") 的记录", "there is no record of \(realm ?? "")"))
        }
        for record in records { print(record.line[Failure.language]) }
        let broken = records.filter { $0.broken != nil }.map(\.realm).joined(separator: ", ")
        guard broken.isEmpty else {
          throw Failure(Text("记录被改动过：\(broken)", "the record was tampered with: \(broken)"))
        }
      }
    }
  }
}

extension Verification {
  fileprivate var line: Text {
    if let broken {
      return Text("✗ \(realm)：从 \(broken) 起与写入时不同", "✗ \(realm): not as it was written from \(broken) on")
    }
    return Text(
      "✓ \(realm)：\(changes) 次修改，\(events) 个事件，\(redacted) 行依法清除，末行 \(lastHash)",
      "✓ \(realm): \(changes) changes, \(events) events, \(redacted) rows redacted, last \(lastHash)")
  }
}
