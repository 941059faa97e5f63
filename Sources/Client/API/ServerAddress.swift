import Foundation
import Shared

/// The address of a server: https, or plain http to this machine only.
struct ServerAddress: Hashable, Sendable, CustomStringConvertible {
  /// `https`, or `http` to this machine.
  let scheme: String
  /// A name or an address, without the brackets of IPv6.
  let host: String
  /// Nil for the usual one.
  private let givenPort: Int?

  enum Failure: Error {
    case notAnAddress(String)
    case plain(String)
    /// What stands in the address that has no place in it.
    case tooMuch(String, of: String)

    var text: Text {
      switch self {
      case .notAnAddress(let text):
        Text(
          "“\(text)”不是服务器地址，应如 https://beike.example.cn",
          "\"\(text)\" is no server address such as https://beike.example.cn")
      case .plain(let host):
        Text(
          "不用明文 http 连接 \(host)：口令和成绩会被旁人看到；请用 https",
          "no plain http to \(host): tokens and marks could be read on the way; use https")
      case .tooMuch(let part, let address):
        Text(
          "地址里不能有“\(part)”：服务器在主机的根路径上，写 \(address) 即可",
          "an address has no path such as \"\(part)\": the server is at the root of its host; write \(address)")
      }
    }
  }

  /// - Parameter text: scheme, host and port; without a scheme it is https.
  /// - Throws: `Failure`, also for a path, which would otherwise be passed over.
  init(_ text: String) throws {
    let text = text.trimmingCharacters(in: .whitespacesAndNewlines)
    guard let url = URL(string: text.contains("://") || text.isEmpty ? text : "https://" + text),
      let scheme = url.scheme?.lowercased(), let host = url.host(percentEncoded: false)?.lowercased(), !host.isEmpty,
      scheme == "http" || scheme == "https", url.port.map({ (1...65_535).contains($0) }) ?? true
    else { throw Failure.notAnAddress(text) }
    self.scheme = scheme
    self.host = host
    givenPort = url.port
    guard scheme == "https" || isThisMachine else { throw Failure.plain(host) }
    // Not the name and password, which would end up in histories.
    let rest = [
      url.user(percentEncoded: true).map { _ in "@" }, url.path(percentEncoded: true),
      url.query(percentEncoded: true).map { "?" + $0 },
      url.fragment(percentEncoded: true).map { "#" + $0 },
    ].compactMap(\.self).joined()
    guard rest.isEmpty || rest == "/" else { throw Failure.tooMuch(rest, of: description) }
  }

  var port: Int { givenPort ?? (scheme == "https" ? 443 : 80) }

  /// Only another program on the same machine could listen in.
  var isThisMachine: Bool { ["127.0.0.1", "::1", "localhost"].contains(host) }

  /// Scheme, host and port, without a slash at the end.
  var description: String {
    let name = host.contains(":") ? "[\(host)]" : host
    return "\(scheme)://\(name)" + (givenPort.map { ":\($0)" } ?? "")
  }
}
