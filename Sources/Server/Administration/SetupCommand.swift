import ArgumentParser
import Foundation
import Logging
import Shared

/// `beike-server setup`: a new database, its first school and the server's administrator.
struct SetupCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "setup",
    abstract: "Make a new database with its first school, and print the administrator's token once.")

  @OptionGroup var options: DatabaseOptions
  @Option(help: "The school's name.") var school: String?
  @Option(name: .customLong("school-id"), help: "Its 10-digit code, or a slug; made up when absent.")
  var schoolID: String?
  @Flag(help: "Print {\"school\":…,\"token\":…}.") var json = false

  func run() async throws {
    try await reportingFailures(options) { source, path in
      let name = try source.required(school, "school")
      guard !FileManager.default.fileExists(atPath: path) else {
        throw Failure(Text("\(path) 已经存在，没有改动", "\(path) exists already; nothing was changed"))
      }
      var random = SystemRandomNumberGenerator()
      let id = source.string(schoolID, "school-id") ?? Register.randomName(&random)
      try School(id: id, name: name).check()
      try Files.makeFolder(of: path)
      let store = try Store(path: path, mustExist: false)
      defer { store.close() }
      let register = try await Register(store: store, logger: Logger(label: "beike"))
      let now = register.now
      let ids = (account: register.newID(), token: register.newID())
      let administrator = NewToken(school: nil, role: .server, name: "server", teacher: nil, days: nil)
      let token = try await store.write { connection in
        try School(id: id, name: name).insert(at: now, in: connection)
        try Event(
          action: .schoolCreated, at: now, account: Caller.machine.account, kind: "schools", id: id,
          request: ids.token.description
        ).write(to: id, in: connection)
        return try administrator.insert(ids, at: now, in: connection)
      }
      if json {
        try Terminal.print(String(decoding: try Coding.encode(["school": id, "token": token.text]), as: UTF8.self))
      } else {
        try Terminal.print(
          Text(
            "已建立 \(path)，学校 \(name)（\(id)）。\n管理员令牌只显示这一次，请收好：\n\(token.text)",
            "made \(path) with the school \(name) (\(id)).\nThe administrator's token is shown only now:\n\(token.text)"
          )[Failure.language])
      }
    }
  }
}
