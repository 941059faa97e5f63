import Foundation
import Shared

/// The address of a server: https, or plain http to this machine only.
struct ServerAddress: Hashable, Sendable, CustomStringConvertible {
  /// Scheme, host and port, without a slash at the end.
  let description: String

  enum Failure: Error {
    case notAnAddress(String)
    case plain(String)

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
      }
    }
  }

  init(_ text: String) throws {
    guard let url = URL(string: text), let scheme = url.scheme?.lowercased(),
      let host = url.host(percentEncoded: false)?.lowercased(), !host.isEmpty, scheme == "http" || scheme == "https"
    else { throw Failure.notAnAddress(text) }
    guard scheme == "https" || ["127.0.0.1", "::1", "localhost"].contains(host) else {
      throw Failure.plain(host)
    }
    let name = host.contains(":") ? "[\(host)]" : host
    description = "\(scheme)://\(name)" + (url.port.map { ":\($0)" } ?? "")
  }
}
