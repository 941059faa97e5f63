import Foundation
import Shared
import Testing

@testable import Harness

/// Requests that no HTTP client would send: the parser's errors are problems like all others, and the process goes on.
@Suite struct RawRequestTests {
  private static let requests: [(name: String, text: String, status: Int)] = [
    ("no HTTP at all", "GARBAGE\r\n\r\n", 400),
    (
      "a length beside chunks",
      "POST /v1/me HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\nhello", 400
    ),
    (
      "headers over 64 KiB",
      "GET /healthz HTTP/1.1\r\nHost: x\r\nX-Long: \(String(repeating: "a", count: 70_000))\r\n\r\n", 431
    ),
    ("a sound request", "GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 200),
  ]

  @Test func `every broken request is answered with a problem, and the server goes on`() throws {
    let folder = try TemporaryFolder.make()
    defer { try? FileManager.default.removeItem(at: folder) }
    let database = folder.appending(path: "beike.sqlite")
    _ = try Command.run("beike-server", ["setup", "--database", database.path, "--school", "栗溪桥小学"])
    let server = try ServerProcess(database: database)
    let port = try #require(server.url.split(separator: ":").last.flatMap { UInt16($0) })
    for request in Self.requests {
      let answer = try Self.exchange(request.text, port: port)
      #expect(answer.hasPrefix("HTTP/1.1 \(request.status) "), "\(request.name): \(answer.prefix(200))")
      if request.status >= 400 {
        #expect(answer.contains("application/problem+json"), "\(request.name)")
        let body = try #require(answer.components(separatedBy: "\r\n\r\n").last)
        #expect(try JSON(parsing: body)["status"]?.number?.integer == request.status)
      }
    }
    #expect(server.stop() == 0)
  }

  /// Sends bytes to a port of this machine and reads until the other side closes.
  private static func exchange(_ text: String, port: UInt16) throws -> String {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let connected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    try #require(connected == 0)
    let bytes = Array(text.utf8)
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        send(descriptor, buffer.baseAddress?.advanced(by: sent), bytes.count - sent, Int32(MSG_NOSIGNAL))
      }
      // The server may answer and close before it has read everything.
      if count <= 0 { break }
      sent += count
    }
    var answer: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = recv(descriptor, &buffer, buffer.count, 0)
      guard count > 0 else { return String(decoding: answer, as: UTF8.self) }
      answer += buffer[..<count]
    }
  }
}
