import Foundation
import Shared
import Testing

@testable import Harness
@testable import Server

/// How bodies come in over a connection: only from who may send them, in time, and never for ever.
@Suite struct BodyTests {
  /// A server with a school, listening, and what it holds.
  private struct Site {
    let server: TestServer
    let listening: ListeningServer

    init(_ change: (inout Limits) -> Void = { _ in }) async throws {
      var limits = Limits()
      limits.drainSeconds = 1
      change(&limits)
      server = try await TestServer(limits: limits, checksContract: false)
      listening = try await ListeningServer(server.register, limits: limits)
    }

    func connection() throws -> RawConnection { try RawConnection(port: listening.port) }

    /// A request's head; with the administrator's token unless another is given.
    func head(_ method: String, _ path: String, _ fields: String..., token: String? = nil) -> String {
      let token = token ?? server.token
      let own = token.isEmpty ? [] : ["Authorization: Bearer \(token)"]
      return (["\(method) \(path) HTTP/1.1", "Host: x"] + own + fields).joined(separator: "\r\n") + "\r\n\r\n"
    }
  }

  private static let minutes = "/v1/schools/lixiqiao/minutes"
  private static let json = "Content-Type: application/json"
  private static let chunks = "Transfer-Encoding: chunked"

  private static func status(_ answer: String) -> Int? {
    answer.split(separator: " ").dropFirst().first.flatMap { Int($0) }
  }

  /// Nothing of the body is sent, so the answer can't have waited for it.
  @Test func whoMayNotSendIsToldBeforeSendingAnything() async throws {
    let site = try await Site()
    let district = try await site.server.token(.integration, name: "x", scopes: [.reports])
    for (method, path, token, length, status) in [
      ("POST", "/v1/schools/lixiqiao/tests/x/scores", "", 16_000_000, 401),
      ("POST", Self.minutes, "", 1_000_000, 401), ("POST", Self.minutes, district, 1_000_000, 403),
      ("POST", Self.minutes, site.server.token, 2_097_153, 413), ("POST", "/v1/sessions", "", 8193, 413),
      ("POST", "/v1/schools/elsewhere/minutes", site.server.token, 1_000_000, 404),
      ("POST", "/v1/unknown", "", 1_000_000, 401), ("GET", "/v1/me", site.server.token, 1_000_000, 200),
    ] {
      let connection = try site.connection()
      await connection.send(site.head(method, path, Self.json, "Content-Length: \(length)", token: token))
      let answer = try await connection.read()
      #expect(Self.status(answer) == status, "\(method) \(path): \(answer)")
      #expect(answer.lowercased().contains("connection: close"))
      #expect(site.server.register.bytesInFlight.held == 0)
    }
  }

  @Test func whoSendsAllBeforeReadingIsToldThatItIsTooLarge() async throws {
    let site = try await Site { $0.drainSeconds = 30 }
    let connection = try site.connection()
    let body = [UInt8](repeating: 0x20, count: 8_000_000)
    await connection.send(site.head("POST", Self.minutes, Self.json, "Content-Length: \(body.count)"))
    #expect(await connection.send(body) == body.count)
    #expect(Self.status(try await connection.read()) == 413)
  }

  /// A connection whose body nobody wants is closed: what goes out is bounded, by bytes and by time.
  @Test func whoeverGoesOnSendingIsCutOff() async throws {
    let site = try await Site { $0.drainBytes = 1_000_000 }
    let chunk = Array("10000\r\n".utf8) + [UInt8](repeating: 0x20, count: 65_536) + Array("\r\n".utf8)
    for token in ["", site.server.token] {
      let connection = try site.connection()
      await connection.send(site.head("POST", Self.minutes, Self.json, Self.chunks, token: token))
      var sent = 0
      while await connection.send(chunk) == chunk.count, sent < 500_000_000 { sent += chunk.count }
      #expect(sent < 100_000_000)
    }
    let silent = try site.connection()
    await silent.send(site.head("POST", Self.minutes, Self.json, Self.chunks, token: ""))
    #expect(Self.status(try await silent.read()) == 401, "and the connection closes by itself")
  }

  @Test(arguments: [
    ("POST", minutes, "Content-Length: 100", "{"), ("POST", minutes, "Content-Length: 100", ""),
    ("POST", minutes, "Content-Length: 100000", "{"), ("POST", minutes, chunks, ""),
    ("POST", "/v1/sessions", "Content-Length: 100", "{\"login\""), ("POST", "/v1/sessions", chunks, "1\r\n{\r\n"),
  ])
  func aBodyThatDoesNotComeInTimeIs408(method: String, path: String, length: String, part: String) async throws {
    let site = try await Site { $0.bodySeconds = 1 }
    let connection = try site.connection()
    await connection.send(site.head(method, path, Self.json, length, token: path == Self.minutes ? nil : ""))
    await connection.send(part)
    let answer = try await connection.read()
    #expect(Self.status(answer) == 408, "\(answer)")
    #expect(answer.contains("/problems/timeout"))
    #expect(site.server.register.bytesInFlight.held == 0)
  }

  @Test func continueIsSaidOnceTheHeadHasPassedAndNotBefore() async throws {
    let site = try await Site()
    let body = #"{"id":"qingshiqiao","name":"青石桥小学"}"#
    let fields = [Self.json, "Content-Length: \(body.utf8.count)", "Expect: 100-continue"]
    let refused = try site.connection()
    await refused.send(site.head("POST", "/v1/schools", fields[0], fields[1], fields[2], token: ""))
    #expect(Self.status(try await refused.read()) == 401)
    let wrongType = try site.connection()
    await wrongType.send(site.head("POST", "/v1/schools", "Content-Type: text/plain", fields[1], fields[2]))
    #expect(Self.status(try await wrongType.read()) == 415)
    let taken = try site.connection()
    await taken.send(site.head("POST", "/v1/schools", fields[0], fields[1], fields[2]))
    #expect(try await taken.read(until: "\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n")
    await taken.send(body)
    #expect(Self.status(try await taken.read(until: "qingshiqiao")) == 201)
    // The connection goes on.
    await taken.send(site.head("GET", "/healthz"))
    #expect(try await taken.read(until: "ok").hasPrefix("HTTP/1.1 200"))
  }

  @Test func requestsInARowAreAnsweredInARow() async throws {
    let site = try await Site()
    let connection = try site.connection()
    let body = #"{"id":"q","name":"青石桥小学"}"#
    await connection.send(
      site.head("HEAD", "/openapi.json")
        + site.head("POST", "/v1/schools", Self.json, "Content-Length: \(body.utf8.count)") + body
        + site.head("GET", "/v1/schools/q") + site.head("GET", "/v1/me", "Connection: close"))
    let answer = try await connection.read()
    #expect(
      answer.components(separatedBy: "HTTP/1.1 ").dropFirst().map { $0.prefix(3) } == ["200", "201", "200", "200"])
    #expect(!answer.contains("openapi\":"), "a HEAD has no body")
  }

  /// What bodies hold is counted and bounded; who comes when it is full is asked to come again.
  @Test func bodiesHoldNoMoreThanTheirShare() async throws {
    let site = try await Site { $0.allBytes = 4_000_000 }
    let held = site.server.register.bytesInFlight
    let part = [UInt8](repeating: 0x20, count: 600_000)
    let head = site.head("POST", Self.minutes, Self.json, "Content-Length: 700000")
    let first = try site.connection()
    await first.send(head)
    await first.send(part)
    while held.held < part.count { await Task.yield() }
    let second = try site.connection()
    await second.send(head)
    await second.send(part)
    let refused = try await second.read()
    #expect(Self.status(refused) == 503, "an account has a quarter")
    #expect(refused.lowercased().contains("retry-after: 1"))
    #expect(held.held <= 1_000_000)
    await first.send([UInt8](repeating: 0x20, count: 100_000))
    #expect(Self.status(try await first.read(until: "requestId")) == 400)
    while held.held > 0 { await Task.yield() }
  }

  /// A large answer counts until it has been taken, or its caller has gone.
  @Test func answersThatNobodyTakesAreBoundedToo() async throws {
    let site = try await Site { $0.allBytes = 2_000_000 }
    let term: JSON = ["code": "2023-2024-2", "firstDay": "2024-02-26", "weeks": 18]
    #expect(try await site.server.send("POST", "/v1/schools/lixiqiao/terms", body: term.canonicalBytes).status == 201)
    let text = JSON.string(String(repeating: "长", count: 20_000))
    let plan: JSON = [
      "level": "office", "term": "2023-2024-2", "title": "计划", "goals": text, "guidingPoints": text, "quality": text,
    ]
    let made = try await site.server.send("POST", "/v1/schools/lixiqiao/plans", body: plan.canonicalBytes)
    try #require(made.status == 201, "\(made.text.prefix(300))")
    // Each asks for more than a socket holds by itself, and takes nothing.
    let list = site.head("GET", "/v1/schools/lixiqiao/plans")
    let greedy = try (0..<3).map { _ in try RawConnection(port: site.listening.port, receiveBytes: 4096) }
    for connection in greedy { await connection.send(String(repeating: list, count: 30)) }
    let held = site.server.register.bytesInFlight
    let other = try site.connection()
    var status: Int?
    while status != 503 {
      await other.send(site.head("GET", "/v1/schools/lixiqiao/plans?limit=500", "X-Request-Id: mine"))
      status = Self.status(try await other.read(until: "mine"))
      // What came of a list that was still answered has to be out of the way.
      if status == 200 { _ = try await other.read(until: "]}") }
    }
    #expect(held.held <= 500_000)
    for connection in greedy { connection.hangUp() }
    other.hangUp()
    while held.held > 0 { await Task.yield() }
  }

  /// More silent connections than there is room for: the rest wait, and when room comes they are answered.
  @Test func connectionsBeyondTheBoundWait() async throws {
    let site = try await Site { $0.connections = 40 }
    let silent = try (0..<200).map { _ in try site.connection() }
    let waiting = try site.connection()
    await waiting.send(site.head("GET", "/healthz", "Connection: close"))
    while site.listening.connections.count < 40 { await Task.yield() }
    // A few are accepted at a time.
    #expect(site.listening.connections.count < 60)
    for connection in silent { connection.hangUp() }
    #expect(Self.status(try await waiting.read()) == 200)
  }
}
