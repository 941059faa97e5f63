import Foundation
import GRDB
import Shared
import Testing

@testable import Client

@Suite("What became of what was handed in")
struct SyncStateTests {
  static let path = SyncEngineTests.path

  @Test("a return is told with its words, and stays known without a network")
  func returned() async throws {
    let (bench, server, id) = try await SyncEngineTests.synced()
    server.setState(id, .submitted, by: "王芳")
    try await bench.sync()
    #expect(bench.told == ["moved"])
    server.setState(id, .returned, by: "丁老师", comment: "第3周起请补充中心发言人。")
    try await bench.sync()
    #expect(bench.said.count == 1 && bench.said[0].contains("↩ 丁老师退回了活动记录 minutes/a.yaml：第3周起请补充中心发言人。"))
    try bench.reopen()
    let base = try #require(try bench.workspace.state.read { try $0.base(id) })
    #expect(
      base.state == .returned && base.transition?.by == "丁老师" && base.transition?.comment?.contains("第3周") == true)
    server.edit(id) { $0["place"] = "303" }
    server.setState(id, .submitted)
    try await bench.sync()
    #expect(bench.told == ["received", "moved"])
  }

  @Test("what was just sent is neither told nor counted as received")
  func own() async throws {
    let (bench, server, id) = try await SyncEngineTests.synced()
    try SyncEngineTests.ask(bench, id, .submitted)
    var summary = SyncSummary()
    summary.sent = 1
    #expect(try await bench.sync() == summary)
    #expect(bench.told == ["sent"])
    #expect(try bench.workspace.state.read { try $0.base(id) }?.transition?.to == .submitted)
    #expect(server.documents[id]?.state == .submitted)
  }

  @Test("a refused transition and a dropped one count as refused")
  func refused() async throws {
    let (bench, server, id) = try await SyncEngineTests.synced()
    try SyncEngineTests.ask(bench, id, .approved)
    #expect(try await bench.sync().refused == 1)
    #expect(bench.told.contains("refused"))
    #expect(try await bench.sync() == SyncSummary())
    server.setState(id, .submitted)
    try await bench.sync()
    try SyncEngineTests.ask(bench, id, .approved)
    server.edit(id) { $0["place"] = "999" }
    #expect(try await bench.sync().refused == 1)
    #expect(bench.told.contains("dropped"))
  }

  @Test("what the server points out is told, what was pointed out before is not told again")
  func warnings() async throws {
    let server = FakeServer()
    server.warnings = [
      .init(pointer: "/week", code: "week-of-date", detail: "这一天在第 11 周"),
      .init(pointer: "/place", code: "phone-number", detail: "像是有手机号"),
    ]
    let bench = try Bench(server)
    try bench.write(Self.path, Bench.minutes(topic: "等式", place: "联系 13812345678"))
    #expect(try await bench.sync().isClean)
    #expect(bench.told == ["privateNumbers", "sent", "warned"])
    #expect(bench.said.filter { $0.contains("手机号") }.count == 1 && bench.said.contains { $0.contains("周次 这一天在第 11 周") })
  }

  @Test("a draft that is only not filled in waits and is no error")
  func unfilled() async throws {
    let server = FakeServer()
    let bench = try Bench(server)
    try bench.write(
      Self.path, "# beike: minutes\ngroupId: \(Bench.group)\nterm: \(Bench.term)\nkind: preparation\ndate:\ntopic:\n")
    let summary = try await bench.sync()
    #expect(summary.isClean && summary.unfilled == 1 && summary.sent == 0)
    #expect(bench.told == ["unfilled"])
  }

  @Test("what is sent and told comes in the order of kinds and files, numbers as numbers")
  func order() async throws {
    let server = FakeServer()
    let bench = try Bench(server)
    for number in [10, 2, 101, 1] { try bench.write("minutes/\(number).yaml", Bench.minutes(topic: "第\(number)课")) }
    try await bench.sync()
    let sent = bench.said.filter { $0.contains("↑") }
    #expect(
      [1, 2, 10, 101].elementsEqual(
        sent.indices.compactMap { index in
          [1, 2, 10, 101].first { sent[index].contains("minutes/\($0).yaml") }
        }))
  }
}

@Suite("Answers that are too large")
struct BudgetTests {
  @Test("a page that the client can't take is asked for again, smaller, until it can")
  func page() async throws {
    let server = FakeServer()
    let bench = try Bench(server)
    for number in 1...5 { server.put(try .test(number), kind: Minutes.kind, Bench.body(topic: "第\(number)课")) }
    server.largestPage = 1
    #expect(try await bench.sync().received == 5)
    #expect(server.limits.contains(1) && server.limits.count < 60)
    server.largestPage = 0
    server.edit(try .test(1)) { $0["place"] = "1" }
    await #expect(throws: TransportError.self) { try await bench.sync() }
  }

  @Test("a push whose answer the client can't take is done once and answered in pieces")
  func push() async throws {
    let server = FakeServer()
    let bench = try Bench(server)
    for number in 1...9 { try bench.write("minutes/\(number).yaml", Bench.minutes(topic: "第\(number)课")) }
    server.largestPush = 2
    #expect(try await bench.sync().sent == 9)
    #expect(server.applied == 9)
  }

  @Test("a document for which an answer had no room is fetched")
  func current() async throws {
    let (bench, server, id) = try await SyncEngineTests.synced()
    server.hasRoomForCurrent = false
    try bench.replace(SyncEngineTests.path, "place: 301", "place: 302")
    server.edit(id) { $0["topic"] = "方程" }
    #expect(try await bench.sync().merged == 1)
    #expect(server.documents[id]?.body == Bench.body(topic: "方程", place: "302"))
  }
}

@Suite("A restored server")
struct RestoredServerTests {
  static let path = SyncEngineTests.path

  @Test("what was written after the backup goes up again, be the clocks what they will, and each of it once")
  func past() async throws {
    let (bench, server, id) = try await SyncEngineTests.synced()
    let other = try Bench(server, number: 2)
    try await other.sync()
    let backup = server.backup()
    try bench.replace(Self.path, "place: 301", "place: 302")
    for laptop in [bench, other] { try await laptop.sync() }
    server.restore(backup)
    for laptop in [bench, other, bench, other] { #expect(try await laptop.sync().isClean) }
    #expect(server.documents[id]?.body?["place"] == "302" && server.documents[id]?.rev == 2)
    #expect(try await bench.sync() == SyncSummary())
  }

  @Test("what was written since the restore on something else is a conflict, whatever its rev", arguments: [1, 2, 3])
  func apart(edits: Int) async throws {
    let (bench, server, id) = try await SyncEngineTests.synced()
    let backup = server.backup()
    for room in ["302", "303"] {
      server.edit(id) { $0["place"] = .string(room) }
      try await bench.sync()
    }
    server.restore(backup)
    for room in 0..<edits { server.edit(id) { $0["place"] = .string("40\(room)") } }
    #expect(try await bench.sync().conflicts == 1)
    #expect(server.documents[id]?.body?["place"] == .string("40\(edits - 1)"))
    #expect(try bench.read(Self.path).contains("place: 303"))
  }

  @Test("what was written since the restore on our own base comes in as usual")
  func continues() async throws {
    let (bench, server, id) = try await SyncEngineTests.synced()
    server.restore(server.backup())
    server.edit(id) { $0["place"] = "404" }
    #expect(try await bench.sync().isClean)
    #expect(try bench.read(Self.path).contains("place: 404"))
  }

  @Test("a deletion that the restore brought back is undone again; one made since is told, and a new text stays")
  func deletions() async throws {
    let (bench, server, id) = try await SyncEngineTests.synced()
    server.delete(id)
    let deleted = server.backup()
    try await bench.sync()
    try bench.write(Self.path, Bench.minutes(topic: "等式", place: "301", id: id.description))
    #expect(try await bench.sync().conflicts == 1)
    try SyncEngineTests.settle(bench, id, .mine)
    #expect(try await bench.sync().isClean)
    #expect(server.documents[id]?.body != nil)
    server.restore(deleted)
    #expect(try await bench.sync().isClean)
    #expect(server.documents[id]?.body?["place"] == "301")
    #expect(try await bench.sync() == SyncSummary())
  }

  @Test("a document that the server lost while its file is away is not forgotten", arguments: [false, true])
  func lost(isReverted: Bool) async throws {
    let server = FakeServer()
    let bench = try Bench(server)
    try await bench.sync()
    let backup = server.backup()
    try bench.write(Self.path, Bench.minutes(topic: "等式", place: "301"))
    try await bench.sync()
    let id = try bench.id(Self.path)
    let text = try bench.read(Self.path)
    try bench.remove(Self.path)
    server.restore(backup)
    #expect(try await bench.sync().missing == 1)
    #expect(server.documents.isEmpty)
    if isReverted { try bench.revert(Self.path) } else { try bench.write(Self.path, text) }
    #expect(try await bench.sync().isClean)
    #expect(server.documents[id]?.body == Bench.body(topic: "等式", place: "301"))
  }
}

@Suite("Workspaces of earlier versions")
struct WorkspaceVersionTests {
  @Test("a workspace of the first version is opened with all that it knows")
  func first() async throws {
    let (bench, server, id) = try await SyncEngineTests.synced()
    try bench.workspace.state.close()
    let queue = try DatabaseQueue(path: bench.root.appending(path: ".beike/state.sqlite").path)
    try await queue.write { db in
      for sql in [
        #"ALTER TABLE base DROP COLUMN "transition""#, "ALTER TABLE base DROP COLUMN isAskedAbout",
        #"ALTER TABLE incoming DROP COLUMN "transition""#, "ALTER TABLE incoming DROP COLUMN isBeingEdited",
        "DROP TABLE copy", "PRAGMA user_version = 1",
      ] { try db.execute(sql: sql) }
    }
    try queue.close()
    let opened = try Workspace.open(bench.root, searchingUpwards: false)
    #expect(try opened.state.read { try $0.base(id) }?.body == server.documents[id]?.body)
    try opened.state.close()
    try bench.reopen()
    #expect(try await bench.sync() == SyncSummary())
    #expect(try bench.workspace.state.read { try $0[.plainTexts] } == nil)
  }

  @Test("what names students is never written into files")
  func students() throws {
    let group = Scope.group(try .test(1), term: try #require(TermCode(startYear: 2023, semester: 2)))
    for scope in [Scope.school, group] {
      let kinds = Set(scope.feeds.flatMap(\.kinds) + scope.draftKinds.map(\.name))
      #expect(Kind.all.filter { $0.namesStudents }.allSatisfy { !kinds.contains($0.name) })
    }
    #expect(Kind.all.contains { $0.namesStudents })
  }
}
