import AsyncHTTPClient
import Foundation
import Shared

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// The school's way out to the network, as the variables say that curl and git also follow: `https_proxy`, else
/// `all_proxy`, unless `no_proxy` names the server; each in capitals too, and an empty one counts as none.
///
/// Plain http goes to this machine only, and what goes to this machine needs no proxy: `http_proxy` says nothing here.
struct Proxy: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    case http, socks
  }

  /// The variable that names it.
  let variable: String
  let kind: Kind
  let host: String
  let port: Int
  /// As it stands in the address, with percent signs resolved.
  let user: String?
  let password: String?

  struct Failure: Error {
    let variable: String

    var text: Text {
      Text(
        "\(variable) 不是代理服务器的地址，应如 http://proxy.example.cn:3128 或 socks5://127.0.0.1:1080",
        "\(variable) is no address of a proxy such as http://proxy.example.cn:3128 or socks5://127.0.0.1:1080")
    }
  }

  /// - Returns: nil when the server is reached without.
  /// - Throws: `Failure` when a variable names something else, such as a proxy that is itself spoken to over https.
  static func find(
    for server: ServerAddress, environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws -> Proxy? {
    guard server.scheme == "https", !server.isThisMachine else { return nil }
    func value(_ name: String) -> (name: String, value: String)? {
      for name in [name, name.uppercased()] {
        let value = environment[name]?.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
        if !value.isEmpty { return (name, value) }
      }
      return nil
    }
    guard let (variable, address) = value("https_proxy") ?? value("all_proxy") else { return nil }
    if let exceptions = value("no_proxy")?.value, excludes(server.host, exceptions) { return nil }
    guard let proxy = Proxy(address, variable: variable) else { throw Failure(variable: variable) }
    return proxy
  }

  private init?(_ address: String, variable: String) {
    guard let url = URL(string: address.contains("://") ? address : "http://" + address),
      let host = url.host(percentEncoded: false), !host.isEmpty,
      url.port.map({ (1...65_535).contains($0) }) ?? true
    else { return nil }
    switch url.scheme?.lowercased() {
    case "http": kind = .http
    case "socks5", "socks5h": kind = .socks
    default: return nil
    }
    self.variable = variable
    self.host = host
    // What curl takes when none is said.
    port = url.port ?? 1080
    user = url.user(percentEncoded: false)
    password = url.password(percentEncoded: false)
    // SOCKS with a name and password is not offered by the library, and must not go on without.
    if kind == .socks, user != nil { return nil }
  }

  var configuration: HTTPClient.Configuration.Proxy {
    switch kind {
    case .socks: .socksServer(host: host, port: port)
    case .http:
      .server(
        host: host, port: port,
        authorization: user.map { .basic(username: $0, password: password ?? "") })
    }
  }

  // MARK: Exceptions

  /// Whether a list names a host: `*`, a domain with all below it, an address, or a range of addresses.
  static func excludes(_ host: String, _ list: String) -> Bool {
    list.lowercased().split { $0 == "," || $0.isWhitespace }.contains { entry in
      if entry == "*" { return true }
      let name = entry.hasPrefix(".") ? entry.dropFirst() : entry
      if name.contains("/") { return isWithin(host, name) }
      if name == host || bytes(of: host).map({ bytes(of: String(name)) == $0 }) == true { return true }
      return bytes(of: host) == nil && host.hasSuffix("." + name)
    }
  }

  /// Whether an address lies in a range such as `10.0.0.0/8`.
  private static func isWithin(_ host: String, _ range: Substring) -> Bool {
    let parts = range.split(separator: "/", maxSplits: 1)
    guard parts.count == 2, let length = Int(parts[1]), let address = bytes(of: host),
      let base = bytes(of: String(parts[0])), address.count == base.count, (0...address.count * 8).contains(length)
    else { return false }
    return address.indices.allSatisfy { index in
      let bits = min(max(length - index * 8, 0), 8)
      let mask = UInt8(truncatingIfNeeded: 0xFF00 >> bits)
      return address[index] & mask == base[index] & mask
    }
  }

  /// The bytes of an IP address; nil for a name.
  private static func bytes(of host: String) -> [UInt8]? {
    for (family, count) in [(AF_INET, 4), (AF_INET6, 16)] {
      var bytes = [UInt8](repeating: 0, count: count)
      if inet_pton(family, host, &bytes) == 1 { return bytes }
    }
    return nil
  }
}
