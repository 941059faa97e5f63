import Foundation

/// The built command, running as a process of its own on a free port of this machine.
final class ServerProcess {
  struct DidNotStart: Error, CustomStringConvertible {
    let description: String
  }

  let url: String
  private let process: Process

  /// Starts the server and returns when it says where it listens.
  /// - Parameters:
  ///   - descriptors: how many it may have; as many as this process when absent.
  ///   - redirection: what a shell is to do with the process's descriptors, such as `2>/dev/full`.
  init(database: URL, arguments: [String] = [], descriptors: Int? = nil, redirection: String = "") throws {
    process = Process()
    let server = Command.folder.appending(path: "beike-server")
    let serve = ["serve", "--database", database.path, "--port", "0", "--log-level", "error"] + arguments
    if descriptors != nil || !redirection.isEmpty {
      let limit = descriptors.map { "ulimit -n \($0) && " } ?? ""
      process.executableURL = URL(filePath: "/bin/bash")
      process.arguments = ["-c", "\(limit)exec \"$0\" \"$@\" \(redirection)", server.path] + serve
    } else {
      process.executableURL = server
      process.arguments = serve
    }
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    var text = ""
    while !text.contains("\n") {
      let data = output.fileHandleForReading.availableData
      guard !data.isEmpty else { throw DidNotStart(description: "the server ended: \(text)") }
      text += String(decoding: data, as: UTF8.self)
    }
    guard let start = text.range(of: "http") else { throw DidNotStart(description: text) }
    url = String(text[start.lowerBound...]).trimmingCharacters(in: .whitespacesAndNewlines)
  }

  deinit { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }

  /// For who ends the process as a power cut would: `kill(id, SIGKILL)`.
  var id: Int32 { process.processIdentifier }

  func waitUntilGone() { process.waitUntilExit() }

  /// Asks it to stop and waits until it has.
  /// - Returns: its exit status.
  @discardableResult
  func stop() -> Int32 {
    process.terminate()
    process.waitUntilExit()
    return process.terminationStatus
  }
}

/// One of the built commands, run to its end.
enum Command {
  struct Result {
    let status: Int32
    let output: String
    let errors: String
  }

  /// Where the tests were built: the commands lie beside them.
  static let folder = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()

  static func run(
    _ name: String, _ arguments: [String], in directory: URL? = nil, environment: [String: String] = [:],
    input: String = ""
  ) throws -> Result {
    let process = Process()
    process.executableURL = name.hasPrefix("/") ? URL(filePath: name) : folder.appending(path: name)
    process.arguments = arguments
    process.currentDirectoryURL = directory
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { _, new in new }
    // Files and not pipes: a pipe that nobody reads would stop a long output half way.
    let folder = try TemporaryFolder.make()
    defer { try? FileManager.default.removeItem(at: folder) }
    func file(_ name: String, _ text: String = "") throws -> URL {
      let url = folder.appending(path: name)
      try Data(text.utf8).write(to: url)
      return url
    }
    let output = try file("out")
    let errors = try file("err")
    process.standardInput = try FileHandle(forReadingFrom: try file("in", input))
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
    process.waitUntilExit()
    return Result(
      status: process.terminationStatus, output: String(decoding: try Data(contentsOf: output), as: UTF8.self),
      errors: String(decoding: try Data(contentsOf: errors), as: UTF8.self))
  }
}
