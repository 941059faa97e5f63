import Foundation
import Shared
import Testing

@testable import Client

@Suite("The sync engine")
struct SyncEngineTests {
  static let path = "minutes/a.yaml"

  /// A workspace with one synced document.
  static func synced() async throws -> (Bench, FakeServer, DocumentID) {
    let server = FakeServer()
    let bench = try Bench(server)
    try bench.write(path, Bench.minutes(topic: "等式", place: "301"))
    try await bench.sync()
    return (bench, server, try bench.id(path))
  }

  @Test("a new draft gets an id in its first line, reaches the server, and a second sync does nothing")
  func create() async throws {
    let (bench, server, id) = try await Self.synced()
    #expect(server.documents[id]?.body == Bench.body(topic: "等式", place: "301"))
    let before = try bench.read(Self.path)
    let summary = try await bench.sync()
    #expect(summary == SyncSummary())
    #expect(try bench.read(Self.path) == before)
    #expect(server.applied == 1)
  }

  @Test("documents of others become files, deletions of others remove them")
  func pull() async throws {
    let server = FakeServer()
    let bench = try Bench(server)
    for number in 1...7 { server.put(try .test(number), kind: Minutes.kind, Bench.body(topic: "第\(number)课")) }
    try await bench.sync()
    #expect(try bench.files.count == 7)
    #expect(try bench.files.contains("minutes/2024-02-26 第3课.yaml"))
    server.delete(try .test(3))
    try await bench.sync()
    #expect(try bench.files.count == 6)
    #expect(bench.told == ["removed"])
    #expect(try await bench.sync() == SyncSummary())
  }

  @Test("an edit goes out, an edit of somebody else comes in, different fields merge in one line")
  func merge() async throws {
    let (bench, server, id) = try await Self.synced()
    try bench.replace(Self.path, "place: 301", "place: 302")
    server.edit(id) { $0["topic"] = "方程" }
    let summary = try await bench.sync()
    #expect(bench.told == ["merged", "sent"])
    #expect(summary.merged == 1 && summary.conflicts == 0)
    #expect(server.documents[id]?.body == Bench.body(topic: "方程", place: "302"))
    #expect(try bench.read(Self.path).contains("topic: 方程"))
    #expect(try await bench.sync() == SyncSummary())
  }

  @Test("the same field changed on both sides is a conflict that nobody decides but a person")
  func conflict() async throws {
    let (bench, server, id) = try await Self.synced()
    try bench.replace(Self.path, "place: 301", "place: 302")
    server.edit(id) { $0["place"] = "303" }
    for _ in 0..<2 {
      let summary = try await bench.sync()
      #expect(summary.conflicts == 1)
      #expect(bench.told == ["conflict"])
      #expect(try bench.read(Self.path).contains("place: 302"))
      #expect(server.documents[id]?.body?["place"] == "303")
    }
  }

  @Test("a resolved conflict is sent on the server's rev", arguments: [Resolve.Choice.mine, .server])
  func resolve(choice: Resolve.Choice) async throws {
    let (bench, server, id) = try await Self.synced()
    try bench.replace(Self.path, "place: 301", "place: 302")
    server.edit(id) {
      $0["place"] = "303"; $0["topic"] = "方程"
    }
    try await bench.sync()
    try Self.settle(bench, id, choice)
    #expect(try await bench.sync().isClean)
    let place = choice == .mine ? "302" : "303"
    #expect(server.documents[id]?.body == Bench.body(topic: "方程", place: place))
    #expect(try bench.read(Self.path).contains("place: \(place)"))
    #expect(try await bench.sync() == SyncSummary())
  }

  static func settle(_ bench: Bench, _ id: DocumentID, _ choice: Resolve.Choice) throws {
    let scan = try bench.workspace.scan(now: 0)
    let view = try #require(try bench.workspace.views(scan).first { $0.id == id })
    let resolution = Resolution(workspace: bench.workspace, scan: scan, view: view)
    switch SyncPlanner.action(for: view) {
    case .conflict(.fields(let conflicts)): try resolution.settle(conflicts, choice)
    case .conflict(.deletedThere): try resolution.settleDeletedThere(choice)
    case .conflict(.deletedHere): try resolution.settleDeletedHere(choice)
    default: Issue.record("no conflict")
    }
  }

  @Test(
    "deleted there and edited here is a conflict; mine brings it back, the server's removes it",
    arguments: [Resolve.Choice.mine, .server])
  func deletedThere(choice: Resolve.Choice) async throws {
    let (bench, server, id) = try await Self.synced()
    try bench.replace(Self.path, "place: 301", "place: 302")
    server.delete(id)
    #expect(try await bench.sync().conflicts == 1)
    #expect(try await bench.sync().conflicts == 1)
    #expect(server.documents[id]?.body == nil)
    try Self.settle(bench, id, choice)
    #expect(try await bench.sync().isClean)
    #expect((server.documents[id]?.body == nil) == (choice == .server))
    #expect(try bench.files.isEmpty == (choice == .server))
    #expect(try await bench.sync() == SyncSummary())
  }

  @Test(
    "deleted here and edited there is a conflict; mine deletes, the server's brings the file back",
    arguments: [Resolve.Choice.mine, .server])
  func deletedHere(choice: Resolve.Choice) async throws {
    let (bench, server, id) = try await Self.synced()
    try bench.delete(Self.path)
    server.edit(id) { $0["place"] = "303" }
    #expect(try await bench.sync().conflicts == 1)
    #expect(server.documents[id]?.body != nil)
    try Self.settle(bench, id, choice)
    #expect(try await bench.sync().isClean)
    #expect((server.documents[id]?.body == nil) == (choice == .mine))
    #expect(try bench.files.count == (choice == .mine ? 0 : 1))
    #expect(try await bench.sync() == SyncSummary())
  }

  @Test("a deletion that was asked for removes the file and the document, and a file put back is not sent as new")
  func delete() async throws {
    let (bench, server, id) = try await Self.synced()
    let text = try bench.read(Self.path)
    try bench.delete(Self.path)
    #expect(try bench.files.isEmpty)
    #expect(try await bench.sync().isClean)
    #expect(server.documents[id]?.body == nil)
    try bench.write(Self.path, text)
    #expect(try await bench.sync().conflicts == 1)
    #expect(server.documents[id]?.body == nil)
  }

  @Test("a renamed and moved file stays the same document; a copy gets an id of its own")
  func renamed() async throws {
    let (bench, server, id) = try await Self.synced()
    let text = try bench.read(Self.path)
    try bench.remove(Self.path)
    try bench.write("别处/我的记录.yaml", text.replacing("301", with: "305"))
    try await bench.sync()
    #expect(server.documents[id]?.body?["place"] == "305")
    try bench.write("别处/副本.yaml", try bench.read("别处/我的记录.yaml").replacing("305", with: "306"))
    try await bench.sync()
    #expect(bench.told.contains("copyNumbered"))
    #expect(try bench.id("别处/副本.yaml") != id)
    #expect(try bench.id("别处/我的记录.yaml") == id)
    #expect(server.documents.count == 2)
  }

  @Test("a draft that can't be read is told and stays; the others are sent")
  func unreadable() async throws {
    let (bench, server, id) = try await Self.synced()
    try bench.replace(Self.path, "place: 301", "plaze: 302")
    try bench.write("minutes/b.yaml", Bench.minutes(topic: "另一份"))
    try bench.write("minutes/c.yaml", "topic: 没有首行\n")
    let summary = try await bench.sync()
    #expect(summary.unreadable == 2 && summary.sent == 1)
    #expect(server.documents[id]?.body?["place"] == "301")
    #expect(server.documents[try bench.id("minutes/b.yaml")]?.body?["topic"] == "另一份")
  }

  @Test("what the server refuses waits until it is edited")
  func refused() async throws {
    let (bench, server, id) = try await Self.synced()
    server.refuses = "禁止"
    try bench.replace(Self.path, "place: 301", "place: 禁止")
    #expect(try await bench.sync().refused == 1)
    let pushes = server.pushes
    #expect(try await bench.sync().refused == 1)
    #expect(server.pushes == pushes)
    try bench.replace(Self.path, "place: 禁止", "place: 302")
    #expect(try await bench.sync().isClean)
    #expect(server.documents[id]?.body?["place"] == "302")
  }

  @Test("a submit of a changed draft sends the change first, and later changes wait until it is returned")
  func submit() async throws {
    let (bench, server, id) = try await Self.synced()
    try bench.replace(Self.path, "place: 301", "place: 302")
    try Self.ask(bench, id, .submitted)
    try await bench.sync()
    #expect(server.documents[id]?.state == .submitted)
    #expect(server.documents[id]?.body?["place"] == "302")
    try bench.replace(Self.path, "place: 302", "place: 303")
    #expect(try await bench.sync().waiting == 1)
    #expect(bench.told == ["locked"])
    #expect(bench.said.contains { $0.contains("beike revert") })
    #expect(server.documents[id]?.body?["place"] == "302")
    server.setState(id, .returned)
    #expect(try await bench.sync().isClean)
    #expect(server.documents[id]?.body?["place"] == "303")
  }

  static func ask(_ bench: Bench, _ id: DocumentID, _ state: DocumentState) throws {
    let base = try bench.workspace.state.read { try $0.base(id) }
    try bench.workspace.state.write("test") {
      try $0.append(
        OutboxEntry(sequence: 0, operation: .transition, kind: Minutes.kind, id: id, base: base?.rev, to: state))
    }
  }

  @Test("an approval is for the version that was seen; a newer one must be looked at again")
  func approval() async throws {
    let (bench, server, id) = try await Self.synced()
    server.setState(id, .submitted)
    try await bench.sync()
    try Self.ask(bench, id, .approved)
    server.setState(id, .returned)
    server.edit(id) { $0["place"] = "999" }
    server.setState(id, .submitted)
    try await bench.sync()
    #expect(bench.told.contains("dropped"))
    #expect(server.documents[id]?.state == .submitted)
    try Self.ask(bench, id, .approved)
    try await bench.sync()
    #expect(server.documents[id]?.state == .approved)
  }

  @Test("offline nothing is lost, and the next sync goes on")
  func offline() async throws {
    let (bench, server, id) = try await Self.synced()
    try bench.replace(Self.path, "place: 301", "place: 302")
    server.weather = { .requestLost }
    await #expect(throws: TransportError.self) { try await bench.sync() }
    try bench.replace(Self.path, "place: 302", "place: 303")
    server.weather = { .fine }
    try await bench.sync()
    #expect(server.documents[id]?.body?["place"] == "303")
    #expect(try await bench.sync() == SyncSummary())
  }

  @Test("a lost answer does nothing twice, whatever was typed since", arguments: [false, true])
  func lostAnswer(isDoubled: Bool) async throws {
    let (bench, server, id) = try await Self.synced()
    try bench.replace(Self.path, "place: 301", "place: 302")
    server.weather = { isDoubled ? .doubled : .answerLost }
    if isDoubled {
      try await bench.sync()
    } else {
      await #expect(throws: TransportError.self) { try await bench.sync() }
    }
    #expect(server.applied == 2)
    try bench.replace(Self.path, "place: 302", "place: 303")
    server.weather = { .fine }
    try await bench.sync()
    #expect(server.applied == 3)
    #expect(server.documents[id]?.rev == 3 && server.documents[id]?.body?["place"] == "303")
  }

  @Test("a copied laptop takes an identity of its own and loses nothing")
  func copiedLaptop() async throws {
    let (bench, server, id) = try await Self.synced()
    // The other copy has used the next number for something else.
    let client = try #require(try bench.workspace.state.read { try $0[.client] })
    let other = Mutation(n: 2, op: .create, kind: "minutes", id: try .test(50), body: Bench.body(topic: "别人"))
    _ = try await server.push(
      PushRequest(client: try #require(DocumentID(text: client)), epoch: "e1", mutations: [other]))
    try bench.replace(Self.path, "place: 301", "place: 302")
    try await bench.sync()
    #expect(bench.told.contains("newClient"))
    #expect(server.documents[id]?.body?["place"] == "302")
    #expect(try bench.workspace.state.read { try $0[.client] } != client)
    #expect(try await bench.sync() == SyncSummary())
  }

  @Test("a state older than the server knows is taken up again with a new identity")
  func gap() async throws {
    let (bench, server, id) = try await Self.synced()
    server.outcomes = [:]
    try bench.replace(Self.path, "place: 301", "place: 302")
    try await bench.sync()
    #expect(bench.told.contains("newClient"))
    #expect(server.documents[id]?.body?["place"] == "302")
  }

  @Test(
    "a cursor that is gone means reading afresh; what is no longer shown keeps its file",
    arguments: ["retention", "scope"])
  func cursorGone(reason: String) async throws {
    let (bench, server, id) = try await Self.synced()
    server.put(try .test(2), kind: Minutes.kind, Bench.body(topic: "别组"))
    try await bench.sync()
    #expect(try bench.files.count == 2)
    try bench.replace(Self.path, "place: 301", "place: 302")
    let hidden = server.documents.removeValue(forKey: try .test(2))
    server.goneReason = reason
    try await bench.sync()
    #expect(bench.told.contains("rereading") && bench.told.contains("hidden"))
    #expect(try bench.files.count == 2)
    #expect(server.documents[id]?.body?["place"] == "302")
    // Shown again, it is in step again.
    server.documents[try .test(2)] = hidden
    server.goneReason = reason
    #expect(try await bench.sync().isClean)
  }

  @Test("after a restore of the server, what is newer here is sent again, and what was lost comes back")
  func restored() async throws {
    let (bench, server, id) = try await Self.synced()
    let backup = server.backup()
    try bench.replace(Self.path, "place: 301", "place: 302")
    try bench.write("minutes/b.yaml", Bench.minutes(topic: "之后"))
    try await bench.sync()
    let second = try bench.id("minutes/b.yaml")
    server.restore(backup)
    try await bench.sync()
    #expect(bench.told.contains("serverRestored"))
    #expect(server.documents[id]?.body?["place"] == "302")
    #expect(server.documents[second]?.body?["topic"] == "之后")
    #expect(try await bench.sync() == SyncSummary())
  }

  @Test("after a restore, another history at the same rev is a conflict and overwrites nobody")
  func forked() async throws {
    let (bench, server, id) = try await Self.synced()
    let backup = server.backup()
    try bench.replace(Self.path, "place: 301", "place: 302")
    try await bench.sync()
    server.restore(backup)
    server.edit(id) { $0["place"] = "404" }
    let summary = try await bench.sync()
    #expect(summary.conflicts == 1)
    #expect(server.documents[id]?.body?["place"] == "404")
    #expect(try bench.read(Self.path).contains("place: 302"))
  }

  @Test("a file saved while it is to be rewritten is left alone, and merged by the next sync")
  func savedMeanwhile() async throws {
    let (bench, server, id) = try await Self.synced()
    server.edit(id) { $0["topic"] = "方程" }
    let url = bench.root.appending(path: Self.path)
    let once = Once()
    try bench.reopen { step in
      if step.hasPrefix("replace"), once.first() {
        let text = try String(contentsOf: url, encoding: .utf8)
        try Data(text.replacing("place: 301", with: "place: 307").utf8).write(to: url)
      }
    }
    try await bench.sync()
    #expect(bench.told.contains("postponed"))
    try await bench.sync()
    #expect(server.documents[id]?.body == Bench.body(topic: "方程", place: "307"))
    #expect(try bench.read(Self.path).contains("topic: 方程"))
  }

  @Test("two workspaces in one process folder at a time are refused")
  func busy() async throws {
    let (bench, _, _) = try await Self.synced()
    try await bench.workspace.exclusively {
      _ = await #expect(throws: WorkspaceError.self) { try await bench.sync() }
    }
  }

  @Test("a state of a newer version and a damaged one are told, and the drafts are left alone")
  func stateOfAnotherKind() async throws {
    let (bench, _, _) = try await Self.synced()
    try bench.workspace.state.write("test") { try $0.execute("PRAGMA user_version = 99") }
    #expect(throws: StateError.self) { try bench.reopen() }
    try bench.remove(".beike/state.sqlite")
    try? bench.remove(".beike/state.sqlite-wal")
    try bench.write(".beike/state.sqlite", String(repeating: "这不是数据库", count: 100))
    #expect(throws: StateError.self) { _ = try Workspace.open(bench.root) }
    #expect(try bench.read(Self.path).contains("topic: 等式"))
  }
}

/// True the first time it is asked.
final class Once: @unchecked Sendable {
  private let lock = NSLock()
  private var isDone = false
  func first() -> Bool {
    lock.withLock {
      defer { isDone = true }
      return !isDone
    }
  }
}
