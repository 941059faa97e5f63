import Foundation
import Shared
import Testing

@testable import Client

@Suite("Files")
struct DraftFolderTests {
  static func folder() throws -> DraftFolder {
    let root = FileManager.default.temporaryDirectory.appending(path: "beike-files-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
    return DraftFolder(root: root) { _ in }
  }

  static func names(_ folder: DraftFolder) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.root.path).sorted()
  }

  @Test("a new file never goes over one that is there")
  func create() throws {
    let folder = try Self.folder()
    defer { try? FileManager.default.removeItem(at: folder.root) }
    try folder.create("a.yaml", "一")
    #expect(throws: FileError.exists(path: "a.yaml")) { try folder.create("a.yaml", "二") }
    #expect(try folder.read("a.yaml") == Array("一".utf8))
    #expect(try Self.names(folder) == ["a.yaml"])
  }

  @Test("a file is replaced or removed only while it says what was read")
  func replace() throws {
    let folder = try Self.folder()
    defer { try? FileManager.default.removeItem(at: folder.root) }
    try folder.create("a.yaml", "一")
    let digest = DraftFolder.digest(Array("一".utf8))
    try folder.replace("a.yaml", "二", digest: digest)
    #expect(try folder.read("a.yaml") == Array("二".utf8))
    #expect(throws: FileError.changedMeanwhile(path: "a.yaml")) {
      try folder.replace("a.yaml", "三", digest: digest)
    }
    #expect(throws: FileError.changedMeanwhile(path: "a.yaml")) { try folder.remove("a.yaml", digest: digest) }
    #expect(try folder.read("a.yaml") == Array("二".utf8))
    try folder.remove("a.yaml", digest: DraftFolder.digest(Array("二".utf8)))
    #expect(try Self.names(folder).isEmpty)
  }

  @Test("what an editor saves between reading and replacing is kept", arguments: ["replace a.yaml", "exchange a.yaml"])
  func savedMeanwhile(at moment: String) throws {
    let plain = try Self.folder()
    defer { try? FileManager.default.removeItem(at: plain.root) }
    try plain.create("a.yaml", "一")
    let target = plain.url("a.yaml")
    let folder = DraftFolder(root: plain.root) { step in
      // As editors do: a new file takes the name.
      if step == moment { try Data("编辑器".utf8).write(to: target, options: .atomic) }
    }
    #expect(throws: FileError.changedMeanwhile(path: "a.yaml")) {
      try folder.replace("a.yaml", "二", digest: DraftFolder.digest(Array("一".utf8)))
    }
    #expect(try plain.read("a.yaml") == Array("编辑器".utf8))
    #expect(try Self.names(plain) == ["a.yaml"])
  }

  @Test("YAML files in all folders are found, hidden ones and others are not")
  func list() throws {
    let folder = try Self.folder()
    defer { try? FileManager.default.removeItem(at: folder.root) }
    for path in ["b.yaml", "深/层/a.yml", ".git/x.yaml", ".hidden.yaml", "note.txt", "minutes/01.yaml"] {
      try folder.create(path, "x")
    }
    #expect(try folder.list().files.map(\.path) == ["b.yaml", "minutes/01.yaml", "深/层/a.yml"])
  }
}

@Suite("Credentials")
struct CredentialsTests {
  static func file() -> URL {
    Credentials.file(environment: [
      "BEIKE_CONFIG_DIR": FileManager.default.temporaryDirectory.path + "/beike-config-\(UUID().uuidString)"
    ])
  }

  @Test("they are kept in a file that only their owner can read")
  func save() throws {
    let file = Self.file()
    defer { try? FileManager.default.removeItem(at: file.deletingLastPathComponent()) }
    var credentials = Credentials()
    credentials.servers["https://a.example"] = .init(token: "t", name: "王芳", school: "s")
    credentials.latest = "https://a.example"
    try credentials.save(file)
    let read = try Credentials.load(file)
    #expect(read.servers == credentials.servers && read.latest == credentials.latest)
    for (path, mode) in [(file.path, 0o600), (file.deletingLastPathComponent().path, 0o700)] {
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == mode)
    }
  }

  @Test("they are refused when others can read them", arguments: [0o644, 0o640, 0o604])
  func readable(mode: Int) throws {
    let file = Self.file()
    defer { try? FileManager.default.removeItem(at: file.deletingLastPathComponent()) }
    try Credentials().save(file)
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file.path)
    #expect(throws: Credentials.Failure.self) { try Credentials.load(file) }
  }

  @Test("where there are none, nobody is logged in")
  func none() throws {
    #expect(try Credentials.load(Self.file()).servers.isEmpty)
  }

  @Test(
    "a server is named by https, or by http on this machine only, and by nothing else",
    arguments: [
      ("https://beike.example.cn", "https://beike.example.cn"),
      ("https://beike.example.cn/", "https://beike.example.cn"),
      ("HTTPS://Beike.Example.CN:8443/", "https://beike.example.cn:8443"),
      ("beike.example.cn", "https://beike.example.cn"), ("localhost:8443", "https://localhost:8443"),
      (" http://[::1]:8080/\n", "http://[::1]:8080"),
      ("http://127.0.0.1:8080", "http://127.0.0.1:8080"), ("http://localhost:80", "http://localhost:80"),
      ("http://[::1]:8080", "http://[::1]:8080"),
      ("http://beike.example.cn", nil), ("http://127.0.0.1.example.cn", nil), ("http://10.0.0.5", nil),
      ("ftp://127.0.0.1", nil), ("", nil), ("https://beike.example.cn/beike", nil),
      ("https://beike.example.cn?x=1", nil), ("https://beike.example.cn#x", nil),
      ("https://zhou@beike.example.cn", nil),
      ("https://beike.example.cn:99999", nil), ("https://", nil),
    ] as [(String, String?)])
  func address(text: String, expected: String?) {
    #expect((try? ServerAddress(text))?.description == expected)
  }

  @Test(
    "the language is the option's, else the environment's, else Chinese",
    arguments: [
      ([], [:], Language.chinese), (["beike", "--lang", "en"], [:], .english),
      (["beike", "sync", "--lang=en"], ["BEIKE_LANG": "zh"], .english), (["beike"], ["BEIKE_LANG": "en"], .english),
      (["beike"], ["LANG": "en_GB.UTF-8"], .english),
      (["beike"], ["LC_ALL": "zh_CN.UTF-8", "LANG": "en_US"], .chinese),
      (["beike"], ["LANG": "C.UTF-8"], .chinese), (["beike", "--lang"], [:], .chinese),
    ] as [([String], [String: String], Language)])
  func language(arguments: [String], environment: [String: String], expected: Language) {
    #expect(Console.language(arguments: arguments, environment: environment) == expected)
  }
}

@Suite("Output")
struct OutputTests {
  static var table: Table {
    var table = Table(columns: [
      .init(key: "name", label: Text("姓名", "Name"), limit: 8),
      .init(key: "n", label: Text("数", "N"), isNumber: true),
    ])
    table.rows = [["王芳", 7], ["a,\"b\"", nil], ["司马相如之后", 8]]
    return table
  }

  @Test(
    "data has the same values in every format",
    arguments: [
      (OutputFormat.json, "[{\"n\":7,\"name\":\"王芳\"},{\"name\":\"a,\\\"b\\\"\"},{\"n\":8,\"name\":\"司马相如之后\"}]\n"),
      (.csv, "name,n\r\n王芳,7\r\n\"a,\"\"b\"\"\",\r\n司马相如之后,8\r\n"),
      (.yaml, "- n: 7\n  name: 王芳\n- name: a,\"b\"\n- n: 8\n  name: 司马相如之后\n"),
      (.table, "姓名     数\n───────  ──\n王芳      7\na,\"b\"\n司马相…   8\n"),
    ])
  func formats(format: OutputFormat, expected: String) {
    #expect(Self.table.render(format, in: .chinese) == expected)
  }

  @Test("a document's text can't steer the terminal")
  func control() {
    var table = Table(columns: [.init(key: "a", label: Text("a", "a"))])
    table.rows = [["x\u{1B}[2Jy\n\u{7}"]]
    #expect(!table.render(.table, in: .chinese).contains("\u{1B}"))
  }

  @Test(
    "texts that another reader would take for something else are quoted",
    arguments: [
      ("no", "\"no\""), ("08", "\"08\""), ("王芳", "王芳"), ("a: b", "\"a: b\""), ("", "\"\""), ("1e3", "\"1e3\""),
    ])
  func guesses(text: String, expected: String) {
    #expect(YAMLTree.text(of: .string(text)) == expected + "\n")
  }
}
