import Foundation
import Shared
import Testing

@testable import Client

@Suite("What the environment says")
struct EnvironmentTests {
  private typealias Environment = [String: String]

  @Test(
    "a proxy is that of the first variable that says one",
    arguments: [
      ([:], nil), (["https_proxy": ""], nil), (["HTTP_PROXY": "http://p:1"], nil),
      (["https_proxy": "http://p:3128", "HTTPS_PROXY": "http://q:1"], "https_proxy p:3128"),
      (["https_proxy": " ", "HTTPS_PROXY": "q:1"], "HTTPS_PROXY q:1"),
      (["ALL_PROXY": "socks5://127.0.0.1"], "ALL_PROXY 127.0.0.1:1080"),
      (["all_proxy": "socks5h://[::1]:9"], "all_proxy ::1:9"),
      (["https_proxy": "http://p:1", "NO_PROXY": "*"], nil),
      (["https_proxy": "http://p:1", "no_proxy": "", "NO_PROXY": "beike.example.cn"], nil),
      (["https_proxy": "http://p:1", "no_proxy": "cn.example"], "https_proxy p:1"),
    ] as [([String: String], String?)])
  func proxy(environment: [String: String], expected: String?) throws {
    let proxy = try Proxy.find(for: ServerAddress("https://beike.example.cn"), environment: environment)
    #expect(proxy.map { "\($0.variable) \($0.host):\($0.port)" } == expected)
  }

  @Test(
    "a proxy that can't be spoken to is refused and not passed over",
    arguments: ["https://p:1", "socks4://p:1", "http://", "socks5://zhou:x@p:1", "http://p:70000", "%"])
  func badProxy(address: String) throws {
    let server = try ServerAddress("https://beike.example.cn")
    #expect(throws: Proxy.Failure.self) { try Proxy.find(for: server, environment: ["https_proxy": address]) }
    let here = try ServerAddress("https://localhost:8443")
    #expect(try Proxy.find(for: here, environment: ["https_proxy": address]) == nil)
  }

  @Test(
    "a host is excepted by its name, its domain, its address or a range",
    arguments: [
      ("a.example.cn", "example.cn", true), ("a.example.cn", ".example.cn", true), ("example.cn", ".example.cn", true),
      ("notexample.cn", "example.cn", false), ("example.cn", "a.example.cn", false), ("a.cn", "b.cn,a.CN", true),
      ("a.cn", "b.cn  a.cn", true), ("a.cn", "", false), ("10.1.2.3", "10.0.0.0/8", true),
      ("11.1.2.3", "10.0.0.0/8", false), ("10.1.2.3", "10.1.2.0/30", true), ("10.1.2.4", "10.1.2.0/30", false),
      ("10.1.2.3", "2.3", false), ("10.1.2.3", "10.1.2.3/33", false), ("10.1.2.3", "0.0.0.0/0", true),
      ("fd00::5", "fd00::/8", true), ("fe80::5", "fd00::/8", false), ("fd00::5", "fd00:0::5", true),
      ("a.cn", "a.cn/8", false),
    ])
  func excepted(host: String, list: String, expected: Bool) {
    #expect(Proxy.excludes(host, list) == expected)
  }

  @Test(
    "logins are kept where the environment says, an empty or relative variable being none",
    arguments: [
      (["BEIKE_CONFIG_DIR": "/a", "XDG_CONFIG_HOME": "/b", "HOME": "/c"], "/a/credentials.json"),
      (["BEIKE_CONFIG_DIR": "", "XDG_CONFIG_HOME": "/b", "HOME": "/c"], "/b/beike/credentials.json"),
      (["XDG_CONFIG_HOME": "b", "HOME": "/c"], "/c/.config/beike/credentials.json"),
      (["XDG_CONFIG_HOME": "", "HOME": "/c"], "/c/.config/beike/credentials.json"),
    ])
  func credentials(environment: [String: String], expected: String) {
    #expect(Credentials.file(environment: environment).path == expected)
  }

  @Test("without a home in the environment it is the one that the system knows of", arguments: [[:], ["HOME": "x"]])
  func noHome(environment: [String: String]) {
    let path = Credentials.file(environment: environment).path
    #expect(path.hasPrefix("/") && path.hasSuffix("/.config/beike/credentials.json"))
  }

  @Test("a session takes its server from the command line, the environment, the workspace, the last login")
  func server() throws {
    let environment = ["BEIKE_CONFIG_DIR": "/nonexistent", "BEIKE_TOKEN": "bk_x\r\n", "BEIKE_SERVER": "https://e.cn"]
    let session = try Session(asked: "https://a.cn", server: "https://w.cn", environment: environment)
    #expect(session.server.description == "https://a.cn" && session.token == "bk_x")
    #expect(try Session(server: "https://w.cn", environment: environment).server.description == "https://e.cn")
    let empty = environment.merging(["BEIKE_SERVER": ""]) { $1 }
    #expect(try Session(server: "https://w.cn", environment: empty).server.description == "https://w.cn")
    #expect(throws: Failure.self) { try Session(environment: empty) }
    let noToken = environment.merging(["BEIKE_TOKEN": " \n"]) { $1 }
    #expect(throws: Failure.self) { try Session(environment: noToken) }
  }

  @Test(
    "a token in two pieces is refused, and the variable named", arguments: ["a b", "a\nb", "a\u{A0}b", "令牌", "a\u{7}"])
  func token(text: String) {
    let failure = #expect(throws: Failure.self) {
      try Session(asked: "https://a.cn", environment: ["BEIKE_CONFIG_DIR": "/nonexistent", "BEIKE_TOKEN": text])
    }
    #expect(failure?.text.zh.contains("BEIKE_TOKEN") == true)
  }
}
