import Shared
import Testing

@testable import Harness
@testable import Server

/// Limits on what one may ask, and where a request comes from.
@Suite struct TrafficTests {
  private func teachers(_ server: TestServer, _ token: String) async throws -> TestAnswer {
    try await server.send("GET", Route.documents(school: TestServer.school, kind: "teachers").path, token: token)
  }

  @Test func anAccountHasItsBurstAndThenItsRate() async throws {
    let server = try await TestServer(requestsPerSecond: 10)
    let (token, other) = (try await server.token(.teacher, name: "a"), try await server.token(.teacher, name: "b"))
    for left in (0..<50).reversed() {
      let answer = try await teachers(server, token)
      #expect(answer.status == 200)
      #expect(answer.headers["ratelimit"]?.hasPrefix("\"account\";r=\(left);t=") == true)
      #expect(answer.headers["ratelimit-policy"] == "\"account\";q=50;w=5")
    }
    let refused = try await teachers(server, token)
    #expect(refused.status == 429)
    #expect(refused.problem?.code == .tooManyRequests)
    #expect(refused.headers["retry-after"] == "1")
    #expect(try await teachers(server, other).status == 200, "others are not concerned")
    server.clock.advance(milliseconds: 300)
    for expected in [200, 200, 200, 429] { #expect(try await teachers(server, token).status == expected) }
    // A clock that is set back takes nothing away.
    server.clock.advance(milliseconds: -60_000)
    #expect(try await teachers(server, token).status == 429)
    server.clock.advance(milliseconds: 1000)
    #expect(try await teachers(server, token).status == 200)
  }

  @Test func aSchoolHasEightTimesAsMuchAndAnotherHasItsOwn() async throws {
    let server = try await TestServer(requestsPerSecond: 2, checksContract: false)
    let other = try JSON(encoding: School(id: "qingshiqiao", name: "青石桥小学")).canonicalBytes
    try await server.send("POST", "/v1/schools", body: other)
    var statuses: [Int] = []
    for index in 0..<12 {
      let token = try await server.token(.teacher, name: "teacher \(index)")
      for _ in 0..<10 { statuses.append(try await teachers(server, token).status) }
    }
    #expect(statuses.count { $0 == 200 } == 80)
    #expect(statuses.prefix(80).allSatisfy { $0 == 200 })
    let stranger = try await server.token(.teacher, name: "x", school: "qingshiqiao")
    let path = Route.documents(school: "qingshiqiao", kind: "teachers").path
    #expect(try await server.send("GET", path, token: stranger).status == 200)
  }

  @Test func withoutALimitNothingIsSaidOfOne() async throws {
    let server = try await TestServer()
    let token = try await server.token(.teacher, name: "a")
    for _ in 0..<300 { #expect(try await teachers(server, token).status == 200) }
    #expect(try await teachers(server, token).headers["ratelimit"] == nil)
  }

  /// One school's writes fill their own share and leave room for the others'.
  @Test func whatWaitsForTheWriterIsBoundedForEachSchool() async throws {
    let traffic = Traffic(perSecond: nil)
    let gate = Gate()
    try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<400 {
        group.addTask {
          do {
            try await traffic.writing(of: "a") { await gate.wait() }
            return 200
          } catch let refusal as Refusal {
            return refusal.code.status
          }
        }
      }
      var refused = 0
      for _ in 0..<144 { if try await group.next() == 503 { refused += 1 } }
      #expect(refused == 144)
      #expect(try await traffic.writing(of: "b") { 7 } == 7)
      await gate.open()
      while let status = try await group.next() { #expect(status == 200) }
    }
    #expect(try await traffic.writing(of: "a") { 8 } == 8)
  }

  private actor Gate {
    private var isOpen = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    func wait() async {
      if isOpen { return }
      await withCheckedContinuation { waiting.append($0) }
    }

    func open() {
      isOpen = true
      for continuation in waiting { continuation.resume() }
      waiting = []
    }
  }

  @Test(
    arguments: [
      ("10.0.0.7", nil, [], "10.0.0.7"), ("10.0.0.7", "1.2.3.4", [], "10.0.0.7"),
      ("127.0.0.1", "1.2.3.4", ["127.0.0.1"], "1.2.3.4"), ("::ffff:127.0.0.1", "1.2.3.4", ["127.0.0.1"], "1.2.3.4"),
      ("127.0.0.1", "6.6.6.6, 1.2.3.4", ["127.0.0.1"], "1.2.3.4"),
      ("127.0.0.1", "1.2.3.4, 10.9.9.9", ["127.0.0.1", "10.9.9.9"], "1.2.3.4"),
      ("127.0.0.1", "1.2.3.4:5678", ["127.0.0.1"], "1.2.3.4"), ("127.0.0.1", nil, ["127.0.0.1"], "127.0.0.1"),
      ("127.0.0.1", "", ["127.0.0.1"], "127.0.0.1"), ("2001:db8:1:2:3:4:5:6", nil, [], "20010db800010002"),
      ("127.0.0.1", "[2001:db8:1:2::9]:443", ["127.0.0.1"], "20010db800010002"), (nil, "1.2.3.4", ["127.0.0.1"], nil),
    ] as [(String?, String?, Set<String>, String?)])
  func anAddressIsBelievedOnlyFromTrustedProxies(
    origin: String?, forwarded: String?, trusted: Set<String>, expected: String?
  ) {
    #expect(Reach(trustedProxies: trusted).address(origin, forwardedFor: forwarded) == expected)
  }

  @Test func everyAnswerCarriesTheSecurityHeaders() async throws {
    for isEncrypted in [false, true] {
      let server = try await TestServer(reach: Reach(isEncrypted: isEncrypted))
      for path in ["/healthz", "/v1/me", "/v1/unknown", "/openapi.yaml"] {
        let answer = try await server.send("GET", path)
        #expect(answer.headers["x-content-type-options"] == "nosniff")
        #expect(answer.headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'")
        #expect(answer.headers["referrer-policy"] == "no-referrer")
        #expect((answer.headers["strict-transport-security"] != nil) == isEncrypted)
      }
    }
  }
}
