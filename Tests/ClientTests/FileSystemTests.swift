import Foundation
import Shared
import Testing

@testable import Client

/// Every way in which a file can be there and not be seen, or be away and not be deleted.
struct Disappearance: CustomTestStringConvertible, Sendable {
  let testDescription: String
  /// Whether the file is known to have gone; else it is not seen.
  let isMissing: Bool
  /// Does it to a draft in a workspace.
  let happen: @Sendable (Bench, String) throws -> Void

  init(_ name: String, isMissing: Bool = false, _ happen: @escaping @Sendable (Bench, String) throws -> Void) {
    testDescription = name
    self.isMissing = isMissing
    self.happen = happen
  }

  /// Moves a draft within its workspace.
  private static func move(_ to: @escaping @Sendable (String) -> String) -> @Sendable (Bench, String) throws -> Void {
    { bench, path in try bench.move(path, to(path)) }
  }

  /// Puts something else in the place of a draft.
  private static func replaced(by name: String, _ text: String = "") -> @Sendable (Bench, String) throws -> Void {
    { bench, path in
      try bench.remove(path)
      try bench.write("minutes/\(name)", text)
    }
  }

  /// What the system says when somebody reads where they may not.
  private static func refusing(_ step: String, _ code: Int32) -> @Sendable (Bench, String) throws -> Void {
    { bench, _ in
      try bench.reopen { name in
        if name == step { throw FileError.system(operation: "open", path: "minutes", code: code) }
      }
    }
  }

  static let all: [Disappearance] = [
    .init("another case of the suffix", move { $0.dropLast(5) + ".YAML" }),
    .init("a suffix that Windows hides", move { $0 + ".txt" }),
    .init("another suffix", move { $0.dropLast(5) + ".yaml.bak" }),
    .init("no suffix", move { String($0.dropLast(5)) }),
    .init("a hidden file", move { $0.replacing("/", with: "/.") }),
    .init("a placeholder of a cloud drive", replaced(by: ".a.yaml.icloud")),
    .init("a download that is not finished", replaced(by: "a.yaml.crdownload")),
    .init("a conflict copy without a first line", replaced(by: "a (冲突).yaml", "topic: x\n")),
    .init("a name that other systems write otherwise", replaced(by: "A.yaml", "topic: x\n")),
    .init("an empty file in its place", { try $0.write($1, "") }),
    .init("blank lines in its place", { try $0.write($1, "\n \n") }),
    .init("another document's text in its place") { bench, path in
      try bench.write(path, try bench.read("minutes/b.yaml"))
    },
    .init("a symbolic link to it") { bench, path in
      try bench.move(path, "../\(bench.root.lastPathComponent)-elsewhere.yaml")
      try FileManager.default.createSymbolicLink(
        atPath: bench.root.path + "/" + path, withDestinationPath: bench.root.path + "-elsewhere.yaml")
    },
    .init("a link that leads nowhere") { bench, path in
      try bench.remove(path)
      try FileManager.default.createSymbolicLink(
        atPath: bench.root.path + "/" + path, withDestinationPath: "/nowhere")
    },
    .init("a folder of its name") { bench, path in
      try bench.remove(path)
      try bench.write(path + "/readme.txt", "")
    },
    .init("a name that is no text") { bench, path in
      try bench.remove(path)
      let name = (bench.root.path + "/minutes/a.").utf8.map(CChar.init(bitPattern:)) + [CChar(bitPattern: 0xFF), 0]
      guard let file = fopen(name, "w") else { throw FileError.system(operation: "open", path: path, code: errno) }
      fclose(file)
    },
    .init("its folder moved out of the workspace") { bench, _ in
      try bench.move("minutes", "../\(bench.root.lastPathComponent)-moved")
    },
    .init("its folder hidden", { bench, _ in try bench.move("minutes", ".minutes") }),
    .init("its folder made a link") { bench, _ in
      try bench.move("minutes", "../\(bench.root.lastPathComponent)-linked")
      try FileManager.default.createSymbolicLink(
        atPath: bench.root.path + "/minutes", withDestinationPath: bench.root.path + "-linked")
    },
    .init("its folder without the right to read", refusing("list minutes", EACCES)),
    .init("its folder on a drive that fails", refusing("list minutes", EIO)),
    .init("itself without the right to read", refusing("read minutes/a.yaml", EACCES)),
    .init("a cloud drive that can't fetch it", refusing("read minutes/a.yaml", ETIMEDOUT)),
    .init("another folder without the right to read") { bench, path in
      try bench.move(path, "locked/a.yaml")
      try bench.reopen { name in
        if name == "list locked" { throw FileError.system(operation: "opendir", path: "locked", code: EACCES) }
      }
    },
    .init("its folder in a workspace of its own") { bench, _ in
      try bench.write("minutes/.beike/state.sqlite", "")
    },
    .init("gone, with a broken draft beside it") { bench, path in
      try bench.move(path, "minutes/定稿.yaml")
      try bench.write("minutes/定稿.yaml", "topic: 改过的\n")
    },
    .init("gone", isMissing: true, { try $0.remove($1) }),
    .init("moved out of the workspace", isMissing: true) { bench, path in
      try bench.move(path, "../\(bench.root.lastPathComponent)-moved.yaml")
    },
    .init("moved into a hidden folder", isMissing: true, move { ".trash/" + $0 }),
    .init("every file gone from its folder", isMissing: true) { bench, _ in
      for path in try bench.files { try bench.remove(path) }
    },
  ]
}

extension Bench {
  func move(_ path: String, _ other: String) throws {
    let to = root.appending(path: other)
    try FileManager.default.createDirectory(at: to.deletingLastPathComponent(), withIntermediateDirectories: true)
    try FileManager.default.moveItem(at: root.appending(path: path), to: to)
  }
}

@Suite("File systems")
struct FileSystemTests {
  @Test func aLookKnowsNewDraftsByTheirNames() throws {
    let bench = try Bench(FakeServer())
    try bench.write("tests/01.yaml", "# beike: tests\n\ntitle: 简易方程随堂练习\n")
    try bench.write("test-reports/01.yaml", "# beike: test-reports\n\ntestId: 简易方程随堂练习\n")
    func unknownNames(_ makeID: (() -> DocumentID)?) throws -> Int {
      var scan = try bench.workspace.scan(now: 0)
      try bench.workspace.nameDrafts(&scan, numbering: makeID)
      let file = try #require(scan.unnumbered.first { $0.kind == TestReport.kind })
      return try bench.workspace.problems(ofNew: file, names: scan.names).count { $0.message.zh.hasPrefix("没有叫") }
    }
    #expect(try unknownNames(nil) == 1)
    #expect(try unknownNames(SystemClock.newID) == 0)
    #expect(try bench.workspace.scan(now: 0).unnumbered.count == 2, "a look gives nothing an id")
  }

  static let path = "minutes/a.yaml"

  static func synced() async throws -> (Bench, FakeServer, DocumentID) {
    let server = FakeServer()
    let bench = try Bench(server)
    try bench.write(path, Bench.minutes(topic: "等式", place: "301"))
    try bench.write("minutes/b.yaml", Bench.minutes(topic: "方程"))
    try await bench.sync()
    return (bench, server, try bench.id(path))
  }

  @Test("absence never deletes, is told each time, and ends well", arguments: Disappearance.all)
  func neverDeletes(way: Disappearance) async throws {
    let (bench, server, _) = try await Self.synced()
    defer { Self.sweep(bench) }
    try way.happen(bench, Self.path)
    let applied = server.applied
    for _ in 0..<3 {
      let summary = try await bench.sync()
      #expect(server.documents.values.allSatisfy { $0.body != nil })
      #expect(bench.told.contains("missing") || bench.told.contains("unseen"), "\(bench.told)")
      #expect(summary.missing > 0 && summary.refused == 0 && summary.conflicts == 0)
    }
    #expect(server.documents.count == 2 && server.applied == applied)
  }

  @Test("what is not seen is not deleted even by who wants missing documents deleted", arguments: Disappearance.all)
  func deletesWhatHasGone(way: Disappearance) async throws {
    let (bench, server, id) = try await Self.synced()
    defer { Self.sweep(bench) }
    try way.happen(bench, Self.path)
    try await bench.sync(deletesMissing: true)
    #expect((server.documents[id]?.body == nil) == way.isMissing)
    #expect((try await bench.sync(deletesMissing: true).missing == 0) == way.isMissing)
  }

  private static func sweep(_ bench: Bench) {
    let folder = bench.root.deletingLastPathComponent()
    for name in (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    where name.hasPrefix(bench.root.lastPathComponent + "-") {
      try? FileManager.default.removeItem(at: folder.appending(path: name))
    }
  }

  @Test("however many have gone, nothing is deleted without a word, and one word is enough")
  func many() async throws {
    let server = FakeServer()
    let bench = try Bench(server)
    for number in 1...30 { server.put(try .test(number), kind: Minutes.kind, Bench.body(topic: "第\(number)课")) }
    try await bench.sync()
    for path in try bench.files { try bench.remove(path) }
    #expect(try await bench.sync().missing == 30)
    #expect(bench.said.contains { $0.contains("还有 10 个") && $0.contains("and 10 more") })
    #expect(server.documents.values.allSatisfy { $0.body != nil })
    try await bench.sync(deletesMissing: true)
    #expect(server.documents.values.allSatisfy { $0.body == nil })
    #expect(try await bench.sync() == SyncSummary())
  }

  @Test("a file that was moved is missed where it was seen last", arguments: [true, false])
  func moved(isMissing: Bool) async throws {
    let (bench, server, id) = try await Self.synced()
    try bench.move(Self.path, "归档/甲.yaml")
    #expect(try await bench.sync() == SyncSummary())
    if isMissing { try bench.remove("归档/甲.yaml") } else { try bench.move("归档/甲.yaml", "归档/甲.YAML") }
    try await bench.sync(deletesMissing: true)
    #expect((server.documents[id]?.body == nil) == isMissing)
  }

  @Test("a person is asked once about each missing file")
  func asked() async throws {
    let (bench, server, id) = try await Self.synced()
    let questions = Questions()
    try bench.remove(Self.path)
    try await bench.sync(ask: questions.no)
    try await bench.sync(ask: questions.no)
    #expect(questions.asked == [["minutes/a.yaml"]])
    try bench.remove("minutes/b.yaml")
    try await bench.sync(ask: questions.yes)
    #expect(questions.asked == [["minutes/a.yaml"], ["minutes/b.yaml"]])
    #expect(server.documents[id]?.body != nil && server.documents.values.count { $0.body == nil } == 1)
    // Back and gone again, it is a new question.
    try bench.revert(Self.path)
    try await bench.sync(ask: questions.no)
    try bench.remove(Self.path)
    try await bench.sync(ask: questions.no)
    #expect(questions.asked.count == 3)
  }

  @Test(
    "an answer counts only when it is a clear yes",
    arguments: [("y", true), (" Yes ", true), ("是", true), ("", false), ("n", false), ("yep", false)])
  func answers(reply: String, isYes: Bool) {
    #expect(SyncPrompt.isYes(reply) == isYes)
  }

  @Test("a colleague's change to a missing file is told, written nowhere, and not taken back when it returns")
  func changedMeanwhile() async throws {
    let (bench, server, id) = try await Self.synced()
    try bench.move(Self.path, "../\(bench.root.lastPathComponent)-away.yaml")
    server.edit(id) { $0["topic"] = "不等式" }
    try await bench.sync()
    #expect(try bench.files == ["minutes/b.yaml"])
    #expect(bench.said.contains { $0.contains("李明又改过") })
    try bench.move("../\(bench.root.lastPathComponent)-away.yaml", Self.path)
    #expect(try await bench.sync().isClean)
    #expect(server.documents[id]?.body == Bench.body(topic: "不等式", place: "301"))
    #expect(try bench.read(Self.path).contains("topic: 不等式"))
  }

  @Test("a change of somebody else to a document that is to be deleted is for a person to decide")
  func deletedAndChanged() async throws {
    let (bench, server, id) = try await Self.synced()
    try bench.remove(Self.path)
    server.edit(id) { $0["place"] = "303" }
    #expect(try await bench.sync(deletesMissing: true).conflicts == 1)
    #expect(server.documents[id]?.body != nil)
  }

  @Test(
    "names that differ in their bytes are different files",
    arguments: ["e\u{301}", "\u{1100}\u{1161}", "؀", "a\u{301}\u{600}"])
  func bytes(name: String) async throws {
    let server = FakeServer()
    let bench = try Bench(server)
    let composed = name.precomposedStringWithCanonicalMapping
    let paths = Set([name, composed].map { ExactName("minutes/\($0).yaml") })
    for (index, path) in paths.sorted().enumerated() {
      try bench.write(path.text, Bench.minutes(topic: "第\(index)课"))
    }
    try await bench.sync()
    for path in paths { try bench.replace(path.text, "place: ", "place: 三楼") }
    try await bench.sync()
    #expect(server.documents.count == paths.count)
    #expect(server.documents.values.allSatisfy { $0.body?["place"] == "三楼" && $0.rev == 2 })
    #expect(try await bench.sync() == SyncSummary())
  }

  @Test("a document whose topic ends in a letter that joins the next one keeps its file")
  func prepended() async throws {
    let server = FakeServer()
    let bench = try Bench(server)
    for (index, topic) in ["前缀符结尾\u{600}", "\u{600}", "e\u{301}\u{600}", "a\u{200D}"].enumerated() {
      server.put(try .test(index + 1), kind: Minutes.kind, Bench.body(topic: topic))
    }
    try await bench.sync()
    #expect(try bench.files.count == 4)
    #expect(try await bench.sync(deletesMissing: true) == SyncSummary())
    #expect(server.documents.values.allSatisfy { $0.body != nil })
  }
}

/// Remembers what was asked.
final class Questions: @unchecked Sendable {
  private let lock = NSLock()
  private var found: [[String]] = []
  var asked: [[String]] { lock.withLock { found } }

  private func note(_ question: SyncQuestion) {
    let paths =
      switch question {
      case .delete(let names): names.map { $0.path ?? "" }
      case .number(let paths): paths
      }
    lock.withLock { found.append(paths) }
  }

  @Sendable func no(_ question: SyncQuestion) -> Bool {
    note(question)
    return false
  }

  @Sendable func yes(_ question: SyncQuestion) -> Bool {
    note(question)
    return true
  }
}
