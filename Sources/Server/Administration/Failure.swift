import ArgumentParser
import Foundation
import Shared

/// Why a command of the server ended, told in the administrator's language and with its exit status.
struct Failure: Error, Codable, CustomStringConvertible {
  enum Status: Int32, Codable {
    case failed = 1
    case databaseInUse = 69
    case configuration = 78
    case interrupted = 130
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
    case .severalNames:
      self.init(
        Text(
          "数据库 \(database) 有不止一个名字（硬链接），日志只在其中一个旁边；请用 find 找出并删去其余名字，或用 cp 复制一份再用",
          "the database \(database) has more than one name (hard links), and its log lies beside one of them only; remove the other names, or use a copy made by cp"
        ), status: .configuration)
    case .unavailable(let what):
      self.init(Text("数据库 \(database) 无法读写：\(what)", "the database \(database) can't be read or written: \(what)"))
    case .closed: self.init(Text("数据库已关闭", "the database is closed"))
    }
  }

  init(_ error: BackupError) {
    switch error {
    case .exists(let path):
      self.init(Text("\(path) 已经存在，没有改动；请换一个文件名", "\(path) exists already and was left alone; name another file"))
    case .folder(let path, let reason):
      self.init(
        Text(
          "不能在 \(path) 处建立备份（\(reason)）；请先建好文件夹，并让运行服务器的用户可以写入",
          "no backup can be made at \(path) (\(reason)); make the folder first, and let the user that runs the server write there"
        ))
    case .busy(let path):
      self.init(Text("另一个备份正在写 \(path)", "another backup is being written to \(path)"))
    case .write(let path, let reason):
      self.init(
        Text(
          "备份 \(path) 写不下去（\(reason)）；数据库没有问题，半份备份已删去",
          "the backup \(path) can't be written (\(reason)); the database is sound, and the half of a backup was removed"
        ))
    }
  }

  init(_ error: RestorationError, database: String) {
    switch error {
    case .backup(let path, .missing):
      self.init(Text("没有找到备份 \(path)；数据库没有改动", "there is no backup \(path); the database was left alone"))
    case .backup(let path, .inUse):
      self.init(
        Text(
          "\(path) 正被一个 beike-server 使用；请用 beike-server backup 复制它。数据库没有改动",
          "\(path) is in use by a beike-server; copy it with beike-server backup. The database was left alone"),
        status: .databaseInUse)
    case .backup(let path, .newerVersion):
      self.init(
        Text(
          "备份 \(path) 是更新版本的 beike-server 写的；请升级本程序，数据库没有改动",
          "the backup \(path) was written by a newer beike-server; upgrade this program; the database was left alone"),
        status: .configuration)
    case .backup(let path, .corrupt(let what)):
      self.init(
        Text(
          "备份 \(path) 已损坏（\(what)）；数据库没有改动，请换一份备份",
          "the backup \(path) is damaged (\(what)); the database was left alone; take another backup"))
    case .backup(let path, let error):
      let what = "\(error)"
      self.init(
        Text(
          "备份 \(path) 不能恢复（\(what)）；数据库没有改动",
          "the backup \(path) can't be restored (\(what)); the database was left alone"))
    case .itself(let path):
      self.init(Text("\(path) 就是数据库本身，没有改动", "\(path) is the database itself; nothing was changed"))
    case .log(let path, let error):
      let what = "\(error)"
      self.init(
        Text(
          "现有数据库 \(path) 的日志并不进去（\(what)），里面可能有最后几次写入；没有改动。请先解决磁盘或权限问题，或把 \(path) 和 \(path)-wal 一起移走",
          "the log of the present database \(path) can't be brought into it (\(what)), and may hold its last writes; nothing was changed. Mend the disk or the rights first, or move \(path) and \(path)-wal away together"
        ))
    }
  }

  init(_ refusal: Refusal) {
    func text(_ language: Language) -> String {
      let problem = refusal.problem(in: language)
      let details = [problem.detail].compactMap { $0 } + (problem.errors ?? []).map { "\($0.pointer): \($0.detail)" }
      return ([problem.title] + details).joined(separator: "\n  ")
    }
    self.init(Text(text(.chinese), text(.english)))
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
  } catch let error as RestorationError {
    try exit(with: Failure(error, database: database))
  } catch let failure as Failure {
    try exit(with: failure)
  } catch let refusal as Refusal {
    try exit(with: Failure(refusal))
  }
}

private func exit(with failure: Failure) throws -> Never {
  LogOutput.standard.flush()
  Terminal.note(Text("beike-server: \(failure.text.zh)", "beike-server: \(failure.text.en)"))
  throw ExitCode(failure.status.rawValue)
}
