import Foundation
import Shared

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

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

/// Tokens by server, in a file that only their owner can read.
struct Credentials: Codable {
  struct Entry: Codable, Hashable {
    var token: String
    var name: String
    var school: String?
  }

  var servers: [String: Entry] = [:]
  /// The server of the last login.
  var latest: String?

  enum Failure: Error {
    case readableByOthers(String)
    case damaged(String)

    var text: Text {
      switch self {
      case .readableByOthers(let path):
        Text(
          "\(path) 别人也能读，不用它；先运行 chmod 600 \"\(path)\"",
          "others can read \(path); it is not used. Run chmod 600 \"\(path)\"")
      case .damaged(let path): Text("\(path) 读不懂；删去它再登录", "\(path) can't be read; remove it and log in again")
      }
    }
  }

  static func file(environment: [String: String] = ProcessInfo.processInfo.environment) -> URL {
    let folder: URL
    if let directory = environment["BEIKE_CONFIG_DIR"], !directory.isEmpty {
      folder = URL(filePath: directory, directoryHint: .isDirectory)
    } else if let directory = environment["XDG_CONFIG_HOME"], !directory.isEmpty {
      folder = URL(filePath: directory, directoryHint: .isDirectory).appending(path: "beike")
    } else {
      folder = FileManager.default.homeDirectoryForCurrentUser.appending(path: ".config/beike")
    }
    return folder.appending(path: "credentials.json")
  }

  static func load(_ file: URL = file()) throws -> Credentials {
    var info = stat()
    guard lstat(file.path, &info) == 0 else { return Credentials() }
    guard info.st_mode & 0o077 == 0 else { throw Failure.readableByOthers(file.path) }
    guard let data = FileManager.default.contents(atPath: file.path),
      let credentials = try? Coding.decode(Credentials.self, from: data)
    else { throw Failure.damaged(file.path) }
    return credentials
  }

  func save(_ file: URL = file()) throws {
    let folder = file.deletingLastPathComponent()
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let temporary = file.appendingPathExtension("new")
    try? FileManager.default.removeItem(at: temporary)
    let isWritten = FileManager.default.createFile(
      atPath: temporary.path, contents: Data(try Coding.encode(self)), attributes: [.posixPermissions: 0o600])
    guard isWritten, rename(temporary.path, file.path) == 0 else {
      throw FileError.system(operation: "write", path: file.path, code: errno)
    }
  }
}
