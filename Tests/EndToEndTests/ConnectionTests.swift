import Foundation
import Shared
import Synchronization
import Testing

@testable import Harness

/// What somebody at a laptop reads when there is no way to the server, or one that can't be trusted; and the ways
/// round: proxies and roots of the school's own.
@Suite struct ConnectionTests {
  /// Words that only programmers know.
  private static let jargon = ["NIO", "errno", "Error", "error:", "SSL", "HTTPClient", "Socket"]

  private func logIn(
    _ site: Site, _ address: String, language: String, environment: [String: String] = [:]
  ) throws -> Command.Result {
    let result = try site.beike(
      ["login", address, "--token-stdin"], input: site.token, language: language, environment: environment)
    for word in Self.jargon { #expect(!result.errors.contains(word), "\(address): \(result.errors)") }
    if language == "zh" {
      let hasEnglish = result.errors.contains(/[a-z]{3,} [a-z]{2,} [a-z]{2,}/)
      #expect(!hasEnglish, "\(result.errors)")
    }
    return result
  }

  private enum Fault: CaseIterable {
    case refused, unknownHost, reset, closed, notHTTP, notBeike, tooLarge, cutOff, plain

    var status: Int32 {
      switch self {
      case .refused, .unknownHost, .reset, .closed: 4
      case .notHTTP, .notBeike, .tooLarge, .cutOff, .plain: 1
      }
    }

    var words: (zh: String, en: String) {
      switch self {
      case .refused: ("拒绝连接", "refuses connections")
      case .unknownHost: ("找不到主机", "there is no host")
      case .reset, .closed: ("断开了连接", "broke the connection off")
      case .notHTTP, .notBeike: ("读不懂", "can't be read")
      case .tooLarge: ("超过 64 MiB", "more than 64 MiB")
      case .cutOff: ("没有传完就断了", "broke off in the middle")
      case .plain: ("不加密", "not encrypted")
      }
    }

    func answer(_ connection: Loopback.Connection) {
      switch self {
      case .reset:
        _ = connection.read(until: "\r\n\r\n")
        connection.reset()
      case .closed: _ = connection.read(until: "\r\n\r\n")
      case .notHTTP:
        _ = connection.read(until: "\r\n\r\n")
        connection.write("220 mail.example.cn ESMTP\r\n")
      case .notBeike:
        _ = connection.read(until: "\r\n\r\n")
        connection.write("HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\n<html></html>")
      case .tooLarge:
        _ = connection.read(until: "\r\n\r\n")
        connection.write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 67108865\r\n\r\n[")
      case .cutOff:
        _ = connection.read(until: "\r\n\r\n")
        connection.write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n[")
      case .plain:
        connection.write("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n")
        _ = connection.read(until: "the end")
      case .refused, .unknownHost: break
      }
    }
  }

  @Test(arguments: ["zh", "en"])
  func `each way in which no answer comes is told in its own words`(language: String) throws {
    let site = try Site()
    for fault in Fault.allCases {
      let port = try Loopback { fault.answer($0) }
      let address =
        switch fault {
        case .refused: "http://127.0.0.1:1"
        case .unknownHost: "https://beike.invalid"
        case .plain: "https://127.0.0.1:\(port.port)"
        default: "http://127.0.0.1:\(port.port)"
        }
      let result = try withExtendedLifetime(port) { try logIn(site, address, language: language) }
      #expect(result.status == fault.status, "\(fault): \(result.errors)")
      #expect(result.errors.contains(language == "zh" ? fault.words.zh : fault.words.en), "\(fault): \(result.errors)")
    }
  }

  @Test(
    arguments: [
      ("expired", -7200.0...(-3600.0), nil, "到期", "expired"),
      ("not yet valid", 3600.0...7200.0, nil, "时钟慢了", "clock is probably slow"),
      ("of another name", -3600.0...3600.0, ["other.example.cn"], "不是给 127.0.0.1 的", "not for 127.0.0.1"),
    ] as [(String, ClosedRange<Double>, [String]?, String, String)])
  func `a certificate that proves nothing is told with its reason`(
    name: String, validity: ClosedRange<Double>, names: [String]?, zh: String, en: String
  ) throws {
    let site = try Site()
    let server = try serve(site, try TestCertificate(validity: validity, names: names))
    defer { server.stop() }
    let root = ["BEIKE_CA_FILE": site.folder.appending(path: "certificate.pem").path]
    for (language, words) in [("zh", zh), ("en", en)] {
      let result = try logIn(site, server.url, language: language, environment: root)
      #expect(result.status == 1, "\(name): \(result.errors)")
      #expect(result.errors.contains(words), "\(name): \(result.errors)")
    }
  }

  private func serve(_ site: Site, _ certificate: TestCertificate) throws -> ServerProcess {
    try site.write("certificate.pem", certificate.certificate)
    try site.write("key.pem", certificate.key)
    func path(_ name: String) -> String { site.folder.appending(path: name).path }
    return try ServerProcess(
      database: site.database, arguments: ["--certificate", path("certificate.pem"), "--private-key", path("key.pem")])
  }

  /// A proxy that knows one name, `beike.test`, and wants a password if it is given one.
  private func proxy(to port: UInt16, password: String?, seen: Lines) throws -> Loopback {
    try Loopback { connection in
      let request = connection.read(until: "\r\n\r\n")
      seen.append(request)
      let wanted = password.map { "Basic " + Data("zhou:\($0)".utf8).base64EncodedString() }
      guard request.hasPrefix("CONNECT beike.test:443 ") else {
        return connection.write("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")
      }
      guard wanted.map(request.contains) ?? true else {
        return connection.write("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")
      }
      connection.write("HTTP/1.1 200 OK\r\n\r\n")
      connection.tunnel(to: port)
    }
  }

  @Test func `a server behind the school's proxy is reached, and its certificate still asked for`() throws {
    let site = try Site()
    let server = try serve(site, try TestCertificate(names: ["beike.test"]))
    defer { server.stop() }
    let port = try #require(server.url.split(separator: ":").last.flatMap { UInt16($0) })
    let seen = Lines()
    let proxy = try proxy(to: port, password: "p@ss", seen: seen)
    let root = ["BEIKE_CA_FILE": site.folder.appending(path: "certificate.pem").path]
    func logIn(_ address: String, _ variables: [String: String], language: String = "en") throws -> Command.Result {
      try self.logIn(
        site, address, language: language, environment: variables.merging(root) { given, _ in given })
    }
    let address = "http://zhou:p%40ss@127.0.0.1:\(proxy.port)"
    for variable in ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"] {
      let through = try logIn("https://beike.test", [variable: address])
      #expect(through.status == 0, "\(variable): \(through.errors)")
    }
    #expect(seen.count == 4)
    let withoutPassword = try logIn("https://beike.test", ["HTTPS_PROXY": "http://127.0.0.1:\(proxy.port)"])
    #expect(withoutPassword.status == 4)
    #expect(withoutPassword.errors.contains("wants a login"), "\(withoutPassword.errors)")
    let other = try logIn("https://other.test", ["HTTPS_PROXY": address], language: "zh")
    #expect(other.errors.contains("HTTPS_PROXY") && !other.errors.contains("p%40ss"), "\(other.errors)")
    let untrusted = try logIn("https://beike.test", ["HTTPS_PROXY": address, "BEIKE_CA_FILE": ""])
    #expect(untrusted.status == 1)
    #expect(untrusted.errors.contains("not trusted"), "\(untrusted.errors)")
    let wrong = try logIn("https://beike.test", ["HTTPS_PROXY": "https://127.0.0.1:\(proxy.port)"])
    #expect(wrong.status == 64)
    let before = seen.count
    let excepted = try logIn("https://beike.test", ["HTTPS_PROXY": address, "NO_PROXY": "example.cn, .test"])
    #expect(excepted.status == 4, "no such host without the proxy: \(excepted.errors)")
    let here = try logIn(server.url, ["HTTPS_PROXY": address])
    #expect(here.errors.contains("not for 127.0.0.1"), "\(here.errors)")
    #expect(seen.count == before, "this machine is reached without a proxy")
  }

  @Test func `a list is read to its last page, however little a page holds, and not for ever`() throws {
    let site = try Site()
    @Sendable func account(_ n: Int) -> String {
      """
      {"id":"0190f3d0-0000-7000-8000-00000000000\(n)","login":"t\(n)@lixiqiao","name":"教师\(n)","role":"teacher",\
      "activated":true,"disabled":false,"createdAt":"2024-02-26T00:00:00.000Z"}
      """
    }
    for isEndless in [false, true] {
      let asked = Lines()
      let pages = try Loopback { connection in
        let request = connection.read(until: "\r\n\r\n")
        asked.append(request)
        let isLast = request.contains("cursor=b") && !isEndless
        let next = isLast ? "" : #","next":"\#(request.contains("cursor=") ? "b" : "a")""#
        let body = #"{"items":[\#(account(min(asked.count, 9)))]\#(next)}"#
        connection.write(
          "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n"
            + "Connection: close\r\n\r\n\(body)")
      }
      let list = try site.beike(
        ["account", "list", "--format", "csv"],
        environment: ["BEIKE_TOKEN": "bk_x", "BEIKE_SERVER": "http://127.0.0.1:\(pages.port)"])
      #expect(list.status == (isEndless ? 1 : 0), "\(list.output)\(list.errors)")
      #expect(asked.count == 3)
      if !isEndless { for n in 1...3 { #expect(list.output.contains("t\(n)@lixiqiao"), "\(list.output)") } }
    }
  }

  @Test func `variables that are empty, broken or from elsewhere are nothing or are named`() throws {
    let site = try Site()
    let server = try ServerProcess(database: site.database)
    defer { server.stop() }
    func who(_ environment: [String: String]) throws -> Command.Result {
      try site.beike(["whoami"], environment: environment)
    }
    #expect(try who(["BEIKE_TOKEN": site.token + "\r\n", "BEIKE_SERVER": " \(server.url)/\n"]).status == 0)
    let broken = try who(["BEIKE_TOKEN": "bk_cli_a\nb", "BEIKE_SERVER": server.url])
    #expect(broken.status == 64)
    #expect(broken.errors.contains("BEIKE_TOKEN"), "\(broken.errors)")
    #expect(try who(["BEIKE_TOKEN": "", "BEIKE_SERVER": server.url]).status == 5)
    #expect(try who(["BEIKE_TOKEN": site.token, "BEIKE_SERVER": ""]).status == 5)
    let path = try site.beike(["login", server.url + "/beike", "--token-stdin"], input: site.token)
    #expect(path.status == 64)
    #expect(path.errors.contains("/beike"), "\(path.errors)")
    // A home that isn't there is made, and one that can't be is named.
    let home = site.folder.appending(path: "home/zhou").path
    let made = try site.beike(
      ["login", server.url, "--token-stdin"], input: site.token, environment: ["BEIKE_CONFIG_DIR": "", "HOME": home])
    #expect(made.status == 0, "\(made.errors)")
    #expect(FileManager.default.fileExists(atPath: home + "/.config/beike/credentials.json"))
    let none = try site.beike(
      ["login", server.url, "--token-stdin"], input: site.token,
      environment: ["BEIKE_CONFIG_DIR": "", "HOME": "/dev/null"])
    #expect(none.status == 1)
    #expect(none.errors.contains("/dev/null/.config"), "\(none.errors)")
  }
}

/// Lines that threads share.
private final class Lines: Sendable {
  private let lines = Mutex<[String]>([])

  func append(_ line: String) { lines.withLock { $0.append(line) } }
  var count: Int { lines.withLock(\.count) }
}
