import Foundation
import Shared
import Testing

@testable import Harness

/// Requests that no HTTP client would send: the parser's errors are problems like all others, and the process goes on.
@Suite struct RawRequestTests {
  private static func head(_ text: String...) -> String { text.joined(separator: "\r\n") + "\r\n\r\n" }

  private static let requests: [(name: String, text: String, status: Int)] = [
    ("no HTTP at all", head("GARBAGE"), 400),
    (
      "a length beside chunks",
      head("POST /v1/me HTTP/1.1", "Host: x", "Content-Length: 5", "Transfer-Encoding: chunked") + "hello", 400
    ),
    (
      "headers over 64 KiB", head("GET /healthz HTTP/1.1", "Host: x", "X: \(String(repeating: "a", count: 70_000))"),
      431
    ),
    ("no host", head("GET /healthz HTTP/1.1"), 400),
    ("two hosts", head("GET /healthz HTTP/1.1", "Host: x", "Host: y"), 400),
    ("no host in HTTP/1.0, which knows none", head("GET /healthz HTTP/1.0"), 200),
    ("HTTP/2 in plain text", head("PRI * HTTP/2.0") + head("SM"), 400),
    (
      "another transfer coding",
      head("POST /v1/me HTTP/1.1", "Host: x", "Transfer-Encoding: gzip, chunked") + "0\r\n\r\n", 400
    ),
    (
      "two transfer codings",
      head("POST /v1/me HTTP/1.1", "Host: x", "Transfer-Encoding: chunked", "Transfer-Encoding: chunked") + "0\r\n\r\n",
      400
    ),
    (
      "a broken chunk",
      head("POST /v1/sessions HTTP/1.1", "Host: x", "Content-Type: application/json", "Transfer-Encoding: chunked")
        + "z\r\n", 400
    ),
    ("a method that is no word", head("G@T /healthz HTTP/1.1", "Host: x"), 400),
    ("a sound request", head("GET /healthz HTTP/1.1", "Host: x", "Connection: close"), 200),
  ]

  @Test func `every broken request is answered with a problem, and the server goes on`() async throws {
    let folder = try TemporaryFolder.make()
    defer { try? FileManager.default.removeItem(at: folder) }
    let database = folder.appending(path: "beike.sqlite")
    _ = try Command.run("beike-server", ["setup", "--database", database.path, "--school", "栗溪桥小学"])
    let server = try ServerProcess(database: database)
    let port = try #require(server.url.split(separator: ":").last.flatMap { UInt16($0) })
    for request in Self.requests {
      let connection = try RawConnection(port: port)
      await connection.send(request.text)
      let answer = request.status == 200 ? try await connection.read(until: "ok") : try await connection.read()
      #expect(answer.hasPrefix("HTTP/1.1 \(request.status) "), "\(request.name): \(answer.prefix(300))")
      guard request.status >= 400 else { continue }
      let lines = answer.components(separatedBy: "\r\n").map { $0.lowercased() }
      for header in ["content-type: application/problem+json", "x-content-type-options: nosniff", "connection: close"] {
        #expect(lines.contains(header), "\(request.name): \(header)")
      }
      let body = try JSON(parsing: try #require(answer.components(separatedBy: "\r\n\r\n").last))
      #expect(body["status"]?.number?.integer == request.status)
      let id = try #require(body["requestId"]?.string, "\(request.name)")
      #expect(lines.contains("x-request-id: \(id)"), "\(request.name)")
    }
    #expect(server.stop() == 0)
  }

  /// Silent connections take every descriptor that there is for connections, and none of the database's.
  @Test func `out of descriptors, the rest waits and the server goes on`() async throws {
    let folder = try TemporaryFolder.make()
    defer { try? FileManager.default.removeItem(at: folder) }
    let database = folder.appending(path: "beike.sqlite")
    _ = try Command.run("beike-server", ["setup", "--database", database.path, "--school", "栗溪桥小学"])
    let server = try ServerProcess(database: database, descriptors: 200)
    let port = try #require(server.url.split(separator: ":").last.flatMap { UInt16($0) })
    let early = try RawConnection(port: port)
    await early.send(Self.head("GET /readyz HTTP/1.1", "Host: x"))
    #expect(try await early.read(until: "ready").hasPrefix("HTTP/1.1 200"))
    let silent = try (0..<300).map { _ in try RawConnection(port: port) }
    let late = try RawConnection(port: port)
    await late.send(Self.head("GET /readyz HTTP/1.1", "Host: x"))
    await early.send(Self.head("GET /readyz HTTP/1.1", "Host: x"))
    #expect(try await early.read(until: "ready").hasPrefix("HTTP/1.1 200"), "who is connected is answered")
    for connection in silent { connection.hangUp() }
    #expect(try await late.read(until: "ready").hasPrefix("HTTP/1.1 200"), "and who waited, once there is room")
    #expect(server.stop() == 0)
  }
}
