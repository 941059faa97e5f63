import ArgumentParser
import Foundation
import Shared

/// Why a command of the server ended, told in the administrator's language and with its exit status.
struct Failure: Error, CustomStringConvertible {
  enum Status: Int32 {
    case failed = 1
    case databaseInUse = 69
    case configuration = 78
  }

  let status: Status
  let text: Text

  init(_ text: Text, status: Status = .failed) {
    self.text = text
    self.status = status
  }

  init(_ error: StoreError, database: String) {
    switch error {
    case .inUse:
      self.init(
        Text(
          "数据库 \(database) 正被另一个程序使用（可能已有 beike-server 在运行）；请先停掉它，或换一个数据库文件",
          "the database \(database) is in use by another program (perhaps a running beike-server); stop it first or name another file"
        ), status: .databaseInUse)
    case .newerVersion:
      self.init(
        Text(
          "数据库 \(database) 是更新版本的 beike-server 写的；请升级本程序，数据没有改动",
          "the database \(database) was written by a newer beike-server; upgrade this program; nothing was changed"),
        status: .configuration)
    case .missing:
      self.init(
        Text(
          "没有找到数据库 \(database)；新建请用 beike-server setup --database \(database) --school 校名",
          "there is no database \(database); make one with: beike-server setup --database \(database) --school NAME"),
        status: .configuration)
    case .corrupt(let what):
      self.init(
        Text(
          "数据库 \(database) 已损坏（\(what)）；请用 beike-server restore --database \(database) --from 备份文件 恢复",
          "the database \(database) is damaged (\(what)); bring a backup back with: beike-server restore --database \(database) --from BACKUP"
        ))
    case .forbidden(let what):
      self.init(
        Text(
          "数据库不接受要写的内容（\(what)）；这是程序的错误，请报告，数据没有改动",
          "the database does not take what was to be written (\(what)); this is a fault of the program, please report it; nothing was changed"
        ))
    case .unavailable(let what):
      self.init(Text("数据库 \(database) 无法读写：\(what)", "the database \(database) can't be read or written: \(what)"))
    case .closed: self.init(Text("数据库已关闭", "the database is closed"))
    }
  }

  var description: String { text[Self.language] }

  /// From `LC_ALL` or `LANG`; English where they say nothing.
  static var language: Language {
    let environment = ProcessInfo.processInfo.environment
    let locale = [environment["BEIKE_LANG"], environment["LC_ALL"], environment["LANG"]]
      .compactMap { $0 }.first { !$0.isEmpty }
    return locale.flatMap(Language.init(preferredIn:)) ?? .english
  }
}

/// Runs a command on the database that its options name, prints why it failed, and ends with the right status.
func reportingFailures(
  _ options: DatabaseOptions, _ work: (_ source: OptionSource, _ database: String) async throws -> Void
) async throws {
  var database = ""
  do {
    let source = try await OptionSource(file: options.config)
    database = try source.required(options.database, "database")
    try await work(source, database)
  } catch let error as StoreError {
    try exit(with: Failure(error, database: database))
  } catch let failure as Failure {
    try exit(with: failure)
  } catch let refusal as Refusal {
    let problem = refusal.problem(in: Failure.language)
    let details = [problem.detail].compactMap { $0 } + (problem.errors ?? []).map { "\($0.pointer): \($0.detail)" }
    let text = ([problem.title] + details).joined(separator: "\n  ")
    try exit(with: Failure(Text(text, text)))
  }
}

private func exit(with failure: Failure) throws -> Never {
  FileHandle.standardError.write(Data("beike-server: \(failure)\n".utf8))
  throw ExitCode(failure.status.rawValue)
}
