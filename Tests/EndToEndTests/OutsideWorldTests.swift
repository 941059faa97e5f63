import Foundation
import Shared
import Testing

@testable import Harness
@testable import Server

/// What the process is given from outside, and what is done to its files: nothing of it ends the process, and nothing
/// gets past the lock.
@Suite struct OutsideWorldTests {
  /// Starts a server by a shell, which is where its descriptors come from, and makes it log at every request.
  private func server(_ site: Site, _ redirection: String) throws -> ServerProcess {
    try ServerProcess(database: site.database, arguments: ["--log-level", "debug"], redirection: redirection)
  }

  private func answers(_ server: ServerProcess, times: Int = 20) async throws -> Bool {
    for _ in 0..<times {
      let port = try #require(server.url.split(separator: ":").last.flatMap { UInt16($0) })
      // Each of these is logged, too.
      let broken = try RawConnection(port: port)
      await broken.send("GARBAGE\r\n\r\n")
      _ = try await broken.read()
      let connection = try RawConnection(port: port)
      await connection.send("GET /readyz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
      guard try await connection.read(until: "ready").hasPrefix("HTTP/1.1 200 ") else { return false }
    }
    return true
  }

  @Test(arguments: ["2>/dev/full", "2>&-", "2> >(exec sleep 0)", "0<&- 2>&-"])
  func `a log that can't be written ends nothing`(redirection: String) async throws {
    let site = try Site()
    let server = try server(site, redirection)
    #expect(try await answers(server))
    // A command by the socket works, too, and nothing was written where it doesn't belong.
    let backup = site.folder.appending(path: "backup.sqlite").path
    let made = try site.server(["backup", "--database", site.database.path, "--to", backup])
    #expect(made.status == 0, "\(made.errors)")
    #expect(server.stop() == 0)
    #expect(try site.server(["audit", "verify", "--database", site.database.path]).status == 0)
  }

  @Test func `lost lines are told once there is a way again`() throws {
    let pipe = Pipe()
    let output = LogOutput(descriptor: pipe.fileHandleForWriting.fileDescriptor)
    let full = open("/dev/full", O_WRONLY)
    defer { close(full) }
    let end = dup(pipe.fileHandleForWriting.fileDescriptor)
    defer { close(end) }
    #expect(dup2(full, pipe.fileHandleForWriting.fileDescriptor) >= 0)
    for number in 0..<3 { output.append(Array("{\"n\":\(number)}\n".utf8)) }
    output.flush()
    #expect(dup2(end, pipe.fileHandleForWriting.fileDescriptor) >= 0)
    for number in 3..<5 {
      output.append(Array("{\"n\":\(number)}\n".utf8))
      output.flush()
    }
    let text = String(decoding: pipe.fileHandleForReading.availableData, as: UTF8.self)
    let lines = text.split(separator: "\n")
    #expect(lines.count == 3, "\(text)")
    #expect(lines.first?.contains(#""count":"3""#) == true, "\(text)")
    #expect(lines.dropFirst().elementsEqual(["{\"n\":3}", "{\"n\":4}"]))
  }

  @Test func `no name of a database is a way around its lock`() async throws {
    let site = try Site()
    let backup = site.folder.appending(path: "backup.sqlite").path
    #expect(try site.server(["backup", "--database", site.database.path, "--to", backup]).status == 0)
    let server = try ServerProcess(database: site.database)
    defer { server.stop() }
    let links = site.folder.appending(path: "links", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: links, withIntermediateDirectories: true)
    let soft = links.appending(path: "soft.sqlite")
    try FileManager.default.createSymbolicLink(at: soft, withDestinationURL: site.database)
    let folder = site.folder.appending(path: "folder")
    try FileManager.default.createSymbolicLink(at: folder, withDestinationURL: site.folder)
    for name in [soft.path, folder.path + "/beike.sqlite", links.path + "/../beike.sqlite"] {
      let second = try site.server(["serve", "--database", name, "--port", "0"])
      #expect(second.status == 69, "\(name): \(second.errors)")
      let restore = try site.server(["restore", "--database", name, "--from", backup])
      #expect(restore.status == 69, "\(name): \(restore.errors)")
      // And by each of them the running server is reached.
      #expect(try site.server(["reindex", "--database", name]).status == 0, "\(name)")
    }
    let hard = links.appending(path: "hard.sqlite")
    try FileManager.default.linkItem(at: site.database, to: hard)
    for command in [["serve", "--port", "0"], ["restore", "--from", backup], ["reindex"]] {
      let result = try site.server([command[0], "--database", hard.path] + command.dropFirst())
      #expect([69, 78].contains(result.status), "\(command): \(result.errors)")
    }
    let taken = try site.server(["restore", "--database", links.path + "/new.sqlite", "--from", site.database.path])
    #expect(taken.status == 69, "a database in use is no backup: \(taken.errors)")
    #expect(try await answers(server, times: 1))
  }

  @Test func `files and folders are their owner's alone`() throws {
    let folder = try TemporaryFolder.make()
    defer { try? FileManager.default.removeItem(at: folder) }
    let database = folder.appending(path: "srv/beike/beike.sqlite")
    let made = try Command.run(
      "beike-server", ["setup", "--database", database.path, "--school", "栗溪桥小学"], environment: ["BEIKE_LANG": "en"])
    #expect(made.status == 0, "\(made.errors)")
    // As an older version left it.
    #expect(chmod(database.path, 0o644) == 0)
    let server = try ServerProcess(database: database)
    let backup = database.path + ".backup"
    #expect(try Command.run("beike-server", ["backup", "--database", database.path, "--to", backup]).status == 0)
    for suffix in ["", "-wal", "-shm", ".lock", ".sock", ".backup"] {
      #expect(Files.mode(of: database.path + suffix) == 0o600, "\(suffix)")
    }
    for parent in ["srv", "srv/beike"] { #expect(Files.mode(of: folder.appending(path: parent).path) == 0o700) }
    server.stop()
    #expect(try Command.run("beike-server", ["restore", "--database", database.path, "--from", backup]).status == 0)
    #expect(Files.mode(of: database.path) == 0o600)
  }

  @Test func `a database may lie deep, and a name that is too long is told`() throws {
    let site = try Site()
    let deep = site.folder.appending(path: String(repeating: "一年级数学备课组/", count: 12))
    let database = deep.appending(path: "beike.sqlite")
    #expect(try site.server(["setup", "--database", database.path, "--school", "x"]).status == 0)
    let server = try ServerProcess(database: database)
    let reached = try site.server(["audit", "verify", "--database", database.path])
    #expect(reached.status == 0, "\(reached.errors)")
    server.stop()
    let long = site.folder.appending(path: String(repeating: "名", count: 30) + ".sqlite").path
    #expect(try site.server(["setup", "--database", long, "--school", "x"]).status == 0)
    for (language, word) in [("en", "79 bytes"), ("zh", "79 字节")] {
      let refused = try site.server(["serve", "--database", long, "--port", "0"], language: language)
      #expect(refused.status == 78 && refused.errors.contains(word), "\(refused.errors)")
    }
  }

  @Test func `a command's messages come whole from the running server, in the caller's language`() throws {
    let site = try Site()
    let server = try ServerProcess(database: site.database)
    defer { server.stop() }
    let database = ["--database", site.database.path]
    for (language, words) in [
      ("en", ["make the folder first", "check the code", "there is no record of x", "there is no school x"]),
      ("zh", ["请先建好文件夹", "请核对代码", "没有 x 的记录", "没有学校 x"]),
    ] {
      let failures = [
        try site.server(["backup", "--to", site.folder.path + "/none/b.sqlite"] + database, language: language),
        try site.server(
          ["erase", "--school", TestServer.school, "--subject", "s1"] + database, language: language),
        try site.server(["audit", "verify", "--realm", "x"] + database, language: language),
        try site.server(["export", "--school", "x", "--subject", "s1"] + database, language: language),
      ]
      for (failure, word) in zip(failures, words) {
        #expect(failure.status == 1 && failure.errors.contains(word), "\(failure.errors)")
        #expect(failure.output.isEmpty, "\(failure.output)")
      }
    }
    let lost = try Command.run(
      "/bin/sh",
      ["-c", "\"$0\" token create --role server --name x --database \"$1\" >/dev/full"].with(
        Command.folder.appending(path: "beike-server").path, site.database.path))
    #expect(lost.status == 1, "what did not arrive is no success: \(lost.errors)")
  }
}

extension [String] {
  fileprivate func with(_ more: String...) -> [String] { self + more }
}
