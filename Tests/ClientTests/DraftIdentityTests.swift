import Foundation
import Shared
import Testing

@testable import Client

@Suite("Which document a file is")
struct DraftIdentityTests {
  static let path = SyncEngineTests.path

  private static func withoutFirstLine(_ text: String) -> String {
    String(decoding: Lines(text).all.dropFirst().flatMap(\.withBreak), as: UTF8.self)
  }

  @Test(
    "a lost first line is put back, at its path or by what the file says, and no document is made or deleted",
    arguments: [
      (path, "", "301"), (path, "", "305"), (path, "# beike: minutes\n", "305"), (path, "#beike minutes\n", "301"),
      (path, "# beike: minutse\n", "305"), (path, "# beike: minutes 123\n", "305"), ("minutes/定稿.yaml", "", "301"),
      ("别处/定稿.yml", "# beike: minutes\n", "301"),
    ])
  func firstLine(place: String, line: String, room: String) async throws {
    let (bench, server, id) = try await SyncEngineTests.synced()
    let text = try bench.read(Self.path)
    try bench.remove(Self.path)
    try bench.write(place, line + Self.withoutFirstLine(text).replacing("place: 301", with: "place: \(room)"))
    #expect(try await bench.sync().isClean)
    #expect(bench.told.first == "headerRestored")
    #expect(try bench.id(place) == id)
    #expect(try bench.read(place) == text.replacing("place: 301", with: "place: \(room)"))
    #expect(server.documents.count == 1 && server.documents[id]?.body?["place"] == .string(room))
    #expect(try await bench.sync() == SyncSummary())
  }

  @Test("a lost first line comes back with the file's own line breaks and byte order mark", arguments: ["\r", "\r\n"])
  func lineBreaks(lineBreak: String) async throws {
    let (bench, _, id) = try await SyncEngineTests.synced()
    let url = bench.root.appending(path: Self.path)
    let text = try bench.read(Self.path).replacing("\n", with: lineBreak)
    let file = Data("\u{FEFF}\(text)".utf8)
    try file.write(to: url)
    try await bench.sync()
    #expect(try Data(contentsOf: url) == file)
    try bench.write(Self.path, "\u{FEFF}" + Self.withoutFirstLine(text))
    try await bench.sync()
    #expect(try Data(contentsOf: url) == file)
    #expect(try bench.workspace.scan(now: 0).files[id]?.path == Self.path)
  }

  @Test("a draft that is no UTF-8 and an empty one are told as that, and nothing is written into them")
  func unreadable() async throws {
    let (bench, server, _) = try await SyncEngineTests.synced()
    let url = bench.root.appending(path: Self.path)
    let utf16 = try #require(try bench.read(Self.path).data(using: .utf16))
    for (bytes, word) in [(utf16, "UTF-8"), (Data(), "beike revert")] {
      try bytes.write(to: url)
      #expect(try await bench.sync().unreadable == 1)
      #expect(bench.said.contains { $0.contains(word) }, "\(bench.said)")
      #expect(try Data(contentsOf: url) == bytes)
    }
    #expect(server.applied == 1)
  }

  @Test("a copy of a folder makes no documents, not even when the first one is written on; a copy written on does")
  func copies() async throws {
    let (bench, server, id) = try await SyncEngineTests.synced()
    try FileManager.default.copyItem(
      at: bench.root.appending(path: "minutes"), to: bench.root.appending(path: "minutes备份"))
    #expect(try await bench.sync() == SyncSummary())
    #expect(bench.told == ["duplicates"] && bench.said.contains { $0.contains("minutes备份/a.yaml") })
    try bench.replace(Self.path, "place: 301", "place: 302")
    #expect(try await bench.sync().sent == 1)
    #expect(server.documents.count == 1 && server.documents[id]?.body?["place"] == "302")
    // The backup does not become the document when that has gone: it would take back what was sent since.
    try bench.remove(Self.path)
    #expect(try await bench.sync().missing == 1)
    #expect(server.documents[id]?.body?["place"] == "302")
    try bench.revert(Self.path)
    try bench.replace("minutes备份/a.yaml", "place: 301", "place: 401")
    #expect(try await bench.sync().sent == 1)
    #expect(bench.told.contains("copyNumbered") && server.documents.count == 2)
  }

  @Test("a person is asked once whether exact copies are to be documents", arguments: [false, true])
  func askedAboutCopies(isWanted: Bool) async throws {
    let (bench, server, _) = try await SyncEngineTests.synced()
    try bench.write("minutes/副本.yaml", try bench.read(Self.path))
    let questions = Questions()
    for _ in 0..<2 { try await bench.sync(ask: isWanted ? questions.yes : questions.no) }
    #expect(questions.asked == [["minutes/副本.yaml"]])
    #expect(server.documents.count == (isWanted ? 2 : 1))
  }

  @Test("a workspace in a workspace is left alone, and none is made there")
  func nested() async throws {
    let (bench, server, _) = try await SyncEngineTests.synced()
    try bench.write("内/.beike/state.sqlite", "")
    try bench.write("内/minutes/a.yaml", Bench.minutes(topic: "另一个"))
    try await bench.sync()
    #expect(bench.told == ["otherWorkspace"] && server.documents.count == 1)
    let scope = bench.workspace.scope
    #expect(throws: WorkspaceError.self) {
      try Workspace.create(
        bench.root.appending(path: "minutes/里"), server: "http://localhost", school: "s", scope: scope, client: .test(1)
      )
    }
    #expect(!FileManager.default.fileExists(atPath: bench.root.path + "/minutes/里"))
  }

  @Test("lock files of office programs are no drafts", arguments: ["~$a.yaml", ".~lock.a.yaml#", ".a.yaml.swp"])
  func lockFiles(name: String) async throws {
    let (bench, server, _) = try await SyncEngineTests.synced()
    try bench.write("minutes/\(name)", "x")
    #expect(try await bench.sync() == SyncSummary())
    #expect(server.documents.count == 1)
  }

  @Test("a file that is there is meant before a deleted document that was there")
  func selection() async throws {
    let (bench, _, id) = try await SyncEngineTests.synced()
    try bench.delete(Self.path)
    try await bench.sync()
    try bench.write(Self.path, Bench.minutes(topic: "新的"))
    try await bench.sync()
    let selection = try Selection.find(bench.root.appending(path: Self.path).path, in: bench.workspace)
    #expect(selection.id != id && selection.title == "新的")
  }
}

@Suite("Giving up local changes")
struct RevertTests {
  static let path = SyncEngineTests.path

  @Test(
    "a change, a broken draft, a missing file and a wish are given up, comments kept where they can be",
    arguments: [
      { try $0.replace(path, "place: 301", "place: 302") }, { try $0.replace(path, "place: 301", "plaze: [") },
      { try $0.remove(path) }, { try $0.write(path, "") }, { try $0.delete(path) },
      { bench in
        try bench.replace(path, "place: 301", "place: 302")
        try SyncEngineTests.ask(bench, try bench.id(path), .submitted)
      },
    ] as [@Sendable (Bench) throws -> Void])
  func local(change: @Sendable (Bench) throws -> Void) async throws {
    let (bench, server, id) = try await SyncEngineTests.synced()
    try change(bench)
    try bench.revert(Self.path)
    #expect(try await bench.sync() == SyncSummary())
    #expect(server.applied == 1)
    #expect(try bench.id(Self.path) == id)
    let reading = DraftReader(kind: Minutes.kind, names: Names(), path: "").read(try bench.read(Self.path))
    #expect(reading.body == server.documents[id]?.body)
  }

  @Test("what was refused and what waits for a return is given up, and so is a refused deletion")
  func refused() async throws {
    let (bench, server, id) = try await SyncEngineTests.synced()
    server.refuses = "禁止"
    try bench.replace(Self.path, "place: 301", "place: 禁止")
    #expect(try await bench.sync().refused == 1)
    #expect(bench.said.contains { $0.contains("beike revert") })
    try bench.revert(Self.path)
    #expect(try await bench.sync() == SyncSummary())
    server.setState(id, .approved)
    try await bench.sync()
    try bench.replace(Self.path, "place: 301", "place: 302")
    #expect(try await bench.sync().waiting == 1)
    try bench.revert(Self.path)
    #expect(try await bench.sync() == SyncSummary())
    try bench.delete(Self.path)
    #expect(try await bench.sync().waiting == 1)
    try bench.revert(Self.path)
    #expect(try await bench.sync() == SyncSummary())
    #expect(server.documents[id]?.body?["place"] == "301")
  }

  @Test("a missing file comes back with what a colleague made of it since")
  func missing() async throws {
    let (bench, server, id) = try await SyncEngineTests.synced()
    try bench.remove(Self.path)
    server.edit(id) { $0["place"] = "303" }
    try await bench.sync()
    try bench.revert(Self.path)
    #expect(try bench.read(Self.path).contains("place: 303"))
    #expect(try await bench.sync() == SyncSummary())
  }

  @Test("nothing that is only here is deleted or given up for good")
  func onlyHere() async throws {
    let (bench, _, _) = try await SyncEngineTests.synced()
    try bench.replace(Self.path, "place: 301", "place: 302")
    #expect(throws: Failure.self) { try bench.delete(Self.path) }
    let id = try DocumentID.test(77)
    try bench.write("minutes/new.yaml", Bench.minutes(topic: "新的", id: id.description))
    #expect(throws: Failure.self) { try bench.delete("minutes/new.yaml") }
    #expect(throws: Failure.self) { try bench.revert("minutes/new.yaml") }
    #expect(try bench.read("minutes/new.yaml").contains("新的"))
  }
}

@Suite("Deciding by editing")
struct ConflictEditTests {
  static let path = SyncEngineTests.path

  @Test(
    "the other side's text stands in the file as a block, and nothing is sent before its marks are gone",
    arguments: ["\n", "\r\n"])
  func edit(lineBreak: String) async throws {
    let (bench, server, id) = try await SyncEngineTests.synced()
    try bench.write(Self.path, try bench.read(Self.path).replacing("\n", with: lineBreak))
    try bench.write(Self.path, try bench.read(Self.path) + "review: 我的" + lineBreak)
    server.edit(id) { $0["review"] = "张：从温度计引入。\n王：补充海拔。\u{2028}完。" }
    #expect(try await bench.sync().conflicts == 1)
    try SyncEngineTests.settle(bench, id, .edit)
    let marked = try bench.read(Self.path)
    for line in ["# ｜ 张：从温度计引入。", "# ｜ 王：补充海拔。", "# ｜ 完。", "# 〕"] {
      #expect(Lines(marked).all.contains { $0.text == line }, "\(marked)")
    }
    for _ in 0..<2 {
      #expect(try await bench.sync().conflicts == 1)
      #expect(bench.told == ["unreadable"] && server.documents[id]?.rev == 2)
    }
    let kept = Lines(marked).all.filter { !$0.isComment || $0.text.contains("beike") }
    let text = String(decoding: kept.flatMap(\.withBreak), as: UTF8.self)
    try bench.write(Self.path, text.replacing("review: 我的", with: "review: 我的，补充海拔"))
    #expect(try await bench.sync().isClean)
    #expect(server.documents[id]?.body?["review"] == "我的，补充海拔")
    #expect(try await bench.sync() == SyncSummary())
  }

  @Test("what the other side writes while somebody edits is not overwritten")
  func changedAgain() async throws {
    let (bench, server, id) = try await SyncEngineTests.synced()
    try bench.replace(Self.path, "place: 301", "place: 302")
    server.edit(id) { $0["place"] = "303" }
    try await bench.sync()
    try SyncEngineTests.settle(bench, id, .edit)
    server.edit(id) { $0["place"] = "304" }
    try await bench.sync()
    let kept = Lines(try bench.read(Self.path)).all.filter { !$0.isComment || $0.text.contains("beike") }
    try bench.write(Self.path, String(decoding: kept.flatMap(\.withBreak), as: UTF8.self))
    #expect(try await bench.sync().conflicts == 1)
    #expect(server.documents[id]?.body?["place"] == "304")
  }
}
