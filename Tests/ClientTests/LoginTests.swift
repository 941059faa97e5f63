import Foundation
import Shared
import Testing

@testable import Client

@Suite("Logging in and out")
struct LoginTests {
  /// A credentials file that holds a text, in a folder of its own.
  private static func file(holding text: String, folderMode: Int = 0o700) throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appending(path: "beike-login-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let file = folder.appending(path: "credentials.json")
    try Data(text.utf8).write(to: file)
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
    try FileManager.default.setAttributes([.posixPermissions: folderMode], ofItemAtPath: folder.path)
    return file
  }

  private static func remove(_ file: URL) { try? FileManager.default.removeItem(at: file.deletingLastPathComponent()) }

  private static func made(token: String, device: String) -> SessionMade {
    SessionMade(
      token: token, expiresAt: Instant(milliseconds: 1_709_000_000_000), device: device,
      me: Me(
        name: "周明岚", login: "zhou@lixiqiao", role: .teacher, school: School(id: "lixiqiao", name: "栗溪桥小学"),
        teacherId: nil, serverVersion: "0", time: Instant(milliseconds: 0)))
  }

  @Test("a file from before there were passwords is read on")
  func oldFormat() throws {
    let file = try Self.file(
      holding: #"{"latest":"https://a.example","servers":{"https://a.example":{"name":"王芳","school":"s","token":"t"}}}"#
    )
    defer { Self.remove(file) }
    let credentials = try Credentials.load(file)
    #expect(credentials.latest == "https://a.example")
    #expect(credentials.servers == ["https://a.example": .init(token: "t", name: "王芳", school: "s")])
    #expect(credentials.device(of: "zhou@lixiqiao", at: try ServerAddress("https://a.example")) == nil)
  }

  @Test("a folder that others can look into or change is refused", arguments: [0o755, 0o750, 0o720, 0o777])
  func folder(mode: Int) throws {
    let file = try Self.file(holding: #"{"servers":{}}"#, folderMode: mode)
    defer { Self.remove(file) }
    #expect {
      try Credentials.load(file)
    } throws: { error in
      guard case Credentials.Failure.folderOpenToOthers? = error as? Credentials.Failure else { return false }
      return Failure(error).text.en.contains("chmod 700")
    }
  }

  @Test("a link to another file is not followed")
  func link() throws {
    let file = try Self.file(holding: #"{"servers":{}}"#)
    defer { Self.remove(file) }
    let link = file.deletingLastPathComponent().appending(path: "link.json")
    try FileManager.default.createSymbolicLink(at: link, withDestinationURL: file)
    #expect(throws: FileError.self) { try Credentials.load(link) }
  }

  @Test("a device is known again after a logout, at its server and under its login only")
  func device() throws {
    let file = try Self.file(holding: #"{"servers":{}}"#)
    defer { Self.remove(file) }
    let server = try ServerAddress("https://a.example")
    var credentials = try Credentials.load(file)
    credentials.keep(Self.made(token: "secret", device: "d1"), of: "zhou@lixiqiao", at: server)
    #expect(credentials.latest == server.description)
    credentials.forget(server.description)
    try credentials.save(file)
    let text = try String(contentsOf: file, encoding: .utf8)
    #expect(!text.contains("secret"))
    let read = try Credentials.load(file)
    #expect(read.servers.isEmpty && read.latest == nil)
    #expect(read.device(of: "zhou@lixiqiao", at: server) == "d1")
    #expect(read.device(of: "tao@lixiqiao", at: server) == nil)
    #expect(read.device(of: "zhou@lixiqiao", at: try ServerAddress("https://b.example")) == nil)
  }

  @Test("a wrong password ends like a missing login, and does not ask to log in again")
  func wrongPassword() {
    let failure = Failure(Problem(.wrongCredentials))
    #expect(failure.code == .notLoggedIn)
    #expect(!failure.text.zh.contains("重新登录"))
    #expect(failure.text.zh.contains("激活码"))
    #expect(Failure(Problem(.unauthenticated)).text.zh.contains("重新登录"))
  }

  @Test(
    "a login name is whole or is no login name",
    arguments: [
      ("Zhou@Lixiqiao ", "zhou@lixiqiao"), ("zhou", nil), ("zhou@", nil), ("@lixiqiao", nil), ("a@b@c", nil), ("", nil),
    ] as [(String, String?)])
  func whole(text: String, expected: String?) {
    #expect((try? Login.whole(text)) == expected)
    if expected == nil {
      let failure = #expect(throws: Failure.self) { try Login.whole(text) }
      #expect(failure?.text.zh.contains("zhou@学校编号") == true && failure?.code == .usage)
    }
  }

  @Test("a root of the school's own must be there when it is named")
  func trustRoots() throws {
    #expect(try TrustRoots.configuration(environment: [:]) == nil)
    #expect(throws: TrustRoots.Failure.self) {
      try TrustRoots.configuration(environment: ["BEIKE_CA_FILE": "/no/such/file.pem"])
    }
  }

  @Test(
    "a moment is told in the zone of who reads it",
    arguments: [
      (480, "2024-02-26 14:30 +08:00"), (0, "2024-02-26 06:30 +00:00"), (-210, "2024-02-26 03:00 -03:30"),
      (1080, "2024-02-27 00:30 +18:00"),
    ])
  func local(minutes: Int, expected: String) throws {
    let zone = try #require(TimeZone(secondsFromGMT: minutes * 60))
    #expect(try #require(Instant(text: "2024-02-26T06:30:00.000Z")).local(zone) == expected)
    let day = try #require(Day(expected.prefix(10)))
    #expect(day.beginning(zone).local(zone).hasPrefix("\(day) 00:00"))
  }
}
