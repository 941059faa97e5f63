import Foundation
import Shared

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Who is logged in where, in a file that only its owner can read.
struct Credentials: Codable {
  struct Entry: Codable, Hashable {
    var token: String
    var name: String
    var school: String?
    /// Who logged in with a password; absent for a token that somebody was given, which no logout ends.
    var login: String?
    var expiresAt: Instant?
  }

  var servers: [String: Entry] = [:]
  /// The server of the last login.
  var latest: String?
  /// What servers gave this device to be known by, by server and login name. A logout keeps it.
  private var devices: [String: [String: String]]?

  func device(of login: String, at server: ServerAddress) -> String? { devices?[server.description]?[login] }

  mutating func keep(_ made: SessionMade, of login: String, at server: ServerAddress) {
    servers[server.description] = Entry(
      token: made.token, name: made.me.name, school: made.me.school?.id, login: login, expiresAt: made.expiresAt)
    devices = devices ?? [:]
    devices?[server.description, default: [:]][login] = made.device
    latest = server.description
  }

  mutating func forget(_ server: String) {
    servers[server] = nil
    if latest == server { latest = servers.keys.sorted().first }
  }

  enum Failure: Error {
    case readableByOthers(String)
    case folderOpenToOthers(String)
    case ofSomebodyElse(String)
    case damaged(String)

    var text: Text {
      switch self {
      case .readableByOthers(let path):
        Text(
          "\(path) 别人也能读，不用它；先运行 chmod 600 \"\(path)\"",
          "others can read \(path); it is not used. Run chmod 600 \"\(path)\"")
      case .folderOpenToOthers(let path):
        Text(
          "文件夹 \(path) 别人也能看或改，不用里面的登录信息；先运行 chmod 700 \"\(path)\"",
          "others can look into \(path) or change it; the login in it is not used. Run chmod 700 \"\(path)\"")
      case .ofSomebodyElse(let path):
        Text("\(path) 是别人的文件，不用它；删去它再登录", "\(path) belongs to somebody else; remove it and log in again")
      case .damaged(let path): Text("\(path) 读不懂；删去它再登录", "\(path) can't be read; remove it and log in again")
      }
    }
  }

  /// Where logins are kept: in `BEIKE_CONFIG_DIR`, else in `beike` in `XDG_CONFIG_HOME`, else in `.config/beike` in
  /// `HOME`, else in that of the home that the system knows of. An empty variable counts as none, and so does a
  /// relative one but the first.
  static func file(environment: [String: String] = ProcessInfo.processInfo.environment) -> URL {
    func folder(_ variable: String) -> URL? {
      environment.value(variable).flatMap { $0.hasPrefix("/") ? URL(filePath: $0, directoryHint: .isDirectory) : nil }
    }
    let folder =
      environment.value("BEIKE_CONFIG_DIR").map { URL(filePath: $0, directoryHint: .isDirectory) }
      ?? folder("XDG_CONFIG_HOME")?.appending(path: "beike")
      ?? (folder("HOME") ?? FileManager.default.homeDirectoryForCurrentUser).appending(path: ".config/beike")
    return folder.appending(path: "credentials.json")
  }

  static func load(_ file: URL = file()) throws -> Credentials {
    let folder = file.deletingLastPathComponent().path
    var info = stat()
    if stat(folder, &info) == 0, info.st_mode & 0o066 != 0 { throw Failure.folderOpenToOthers(folder) }
    let descriptor = open(file.path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT { return Credentials() }
      throw FileError.system(operation: "open", path: file.path, code: errno)
    }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    guard fstat(descriptor, &info) == 0, info.st_uid == geteuid() else { throw Failure.ofSomebodyElse(file.path) }
    guard info.st_mode & 0o077 == 0 else { throw Failure.readableByOthers(file.path) }
    guard let data = try? handle.readToEnd(), let credentials = try? Coding.decode(Credentials.self, from: data)
    else { throw Failure.damaged(file.path) }
    return credentials
  }

  func save(_ file: URL = file()) throws {
    try Self.make(file.deletingLastPathComponent().path)
    let temporary = file.appendingPathExtension("new")
    try? FileManager.default.removeItem(at: temporary)
    let isWritten = FileManager.default.createFile(
      atPath: temporary.path, contents: Data(try Coding.encode(self)), attributes: [.posixPermissions: 0o600])
    guard isWritten, rename(temporary.path, file.path) == 0 else {
      throw FileError.system(operation: "write", path: file.path, code: errno)
    }
  }
  /// Makes a folder and those above it that aren't there.
  private static func make(_ folder: String) throws {
    guard mkdir(folder, 0o700) != 0, errno != EEXIST else { return }
    let above = URL(filePath: folder).deletingLastPathComponent().path
    guard errno == ENOENT, above != folder, !above.isEmpty else {
      throw FileError.system(operation: "mkdir", path: folder, code: errno)
    }
    try make(above)
    guard mkdir(folder, 0o700) == 0 || errno == EEXIST else {
      throw FileError.system(operation: "mkdir", path: folder, code: errno)
    }
  }
}
