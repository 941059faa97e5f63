import Foundation
import Shared
import Support
import Testing

@testable import Client
@testable import Harness
@testable import Server

/// The real engine against the real server in one process, with lost requests, lost answers, requests that arrive
/// twice, and laptops that die at any step on disk. Each seed is one history; a failing one is repeated with
/// `BEIKE_MODEL_SEED=n`.
@Suite struct SyncModelTests {
  /// The one history that is to be repeated.
  private static let one = UInt64(ProcessInfo.processInfo.environment["BEIKE_MODEL_SEED"] ?? "")
  private static let first = one ?? 1
  private static let count = one == nil ? 300 * Torture.scale : 1

  @Test func `laptops converge and no word is lost, whatever happens on the way`() async throws {
    var met = Met()
    for seed in Self.first..<(Self.first + UInt64(Self.count)) {
      do {
        let history = try await History(seed: seed)
        try await history.run()
        met.add(history.met)
      } catch {
        Issue.record("seed \(seed): \(error)")
        return
      }
    }
    Torture.report(
      "sync converges", promised: "\(Self.count) seeds, 0 violations",
      seen:
        "0 violations, \(met.deaths) deaths, \(met.conflicts) conflicts, \(met.restores) restores, \(met.words) words on the way"
    )
    // A run in which nothing went wrong would prove nothing.
    if Self.count >= 20 {
      #expect(met.deaths > 0 && met.conflicts > 0 && met.words > 0 && met.restores > 0)
    }
  }
}

/// What the histories ran into.
private struct Met {
  var deaths = 0
  var conflicts = 0
  var words = 0
  var restores = 0

  mutating func add(_ other: Met) {
    deaths += other.deaths
    conflicts += other.conflicts
    words += other.words
    restores += other.restores
  }
}

/// One random history of a few laptops.
private final class History {
  struct Broken: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
  }

  private var random: SeededGenerator
  private let seed: UInt64
  private var laptops: [Laptop] = []
  private var server: TestServer
  /// Words that were added to a document and may be nowhere but in the server's history in the end.
  private var words: [String: DocumentID] = [:]
  private var wordCount = 0
  /// A copy of the database, taken once in a history and put back once.
  private var backup: String?
  private var wasRestored = false
  private(set) var met = Met()

  private static let term = TermCode(startYear: 2023, semester: 2)
  private var group = DocumentID(text: "0190f3c2-0000-7000-8000-000000000101")

  init(seed: UInt64) async throws {
    self.seed = seed
    random = SeededGenerator(seed: seed)
    server = try await TestServer(seed: seed, checksContract: false)
  }

  private func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &random) }

  func run() async throws {
    try await begin()
    for _ in 0..<(20 + below(20)) { try await step() }
    for laptop in laptops { laptop.transport.isFaulty = false }
    try await settle()
    try await check()
    met.deaths = laptops.reduce(0) { $0 + $1.deaths }
    met.words = words.count
  }

  private func begin() async throws {
    guard let group, let term = Self.term else { throw Broken("the constants of the test are wrong") }
    for (path, body) in [
      ("terms/0190f3c2-0000-7000-8000-000000000001", #"{"code":"2023-2024-2","firstDay":"2024-02-26","weeks":18}"#),
      (
        "groups/\(group)",
        #"{"name":"五年级数学","schoolYear":"2023-2024","subject":"mathematics","grades":[5]}"#
      ),
    ] {
      let answer = try await server.send(
        "PUT", "/v1/schools/\(TestServer.school)/\(path)", body: Array(body.utf8))
      guard answer.status == 201 else { throw Broken(answer.text) }
    }
    for index in 0..<(2 + below(3)) {
      let name = "teacher\(index)"
      let token = try await server.token(.schoolAdmin, name: name)
      laptops.append(
        try Laptop(
          name: name, transport: FaultyTransport(server: server, token: token, seed: random.next()), group: group,
          term: term, seed: random.next()))
    }
  }

  private func step() async throws {
    server.clock.advance(milliseconds: 1000)
    let laptop = laptops[below(laptops.count)]
    switch below(20) {
    case 19 where below(2) == 0: try await backUpOrRestore()
    case 0..<7: try edit(laptop)
    case 7..<10: try create(laptop)
    case 10: try remove(laptop)
    case 11: _ = try laptop.resolveAll()
    default: try await laptop.sync(dyingAfter: below(3) == 0 ? below(40) : nil)
    }
  }

  /// The server goes back to where it was, with a clock that runs behind as well, and on from there with whoever comes
  /// first. What was written since must come back from the laptops.
  private func backUpOrRestore() async throws {
    guard let backup else {
      let path = server.directory.appending(path: "backup.sqlite").path
      try await server.register.store.backup(to: path)
      backup = path
      return
    }
    guard !wasRestored else { return }
    wasRestored = true
    server = try await restored(from: backup)
    server.clock.advance(milliseconds: -Int64(below(3)) * 86_400_000)
    for laptop in laptops { laptop.transport.server = server }
    let history = try history()
    let drafts = try laptops.flatMap { try $0.drafts().values.map(\.body.canonicalText) }.joined(separator: "\n")
    // What stood only in documents that were deleted since the backup is gone with the database.
    words = words.filter { word, _ in history.contains(word) || drafts.contains(word) }
    met.restores += 1
  }

  /// A process that another test starts holds a copy of the lock until it has become its program.
  private func restored(from backup: String) async throws -> TestServer {
    for _ in 0..<10_000 {
      do {
        return try await server.restarted(from: backup)
      } catch StoreError.inUse {
        await Task.yield()
      }
    }
    return try await server.restarted(from: backup)
  }

  private func history() throws -> String {
    try server.register.store.read { connection in
      try connection.all("SELECT body FROM change") { String(decoding: $0.bytes(0), as: UTF8.self) }
    }.joined(separator: "\n")
  }

  private func newWord() -> String {
    wordCount += 1
    return "词\(seed)-\(wordCount)。"
  }

  private func edit(_ laptop: Laptop) throws {
    let drafts = try laptop.drafts().filter { $0.value.kind == Minutes.kind }.sorted { $0.key < $1.key }
    guard !drafts.isEmpty else { return }
    let (id, draft) = drafts[below(drafts.count)]
    guard var body = draft.body.object else { return }
    switch below(4) {
    case 0: body["place"] = .string(newWord())
    case 1: body["topic"] = .string(newWord())
    default:
      // Lines are added and never taken away, so each must be found again.
      let key = ["review", "discussion"][below(2)]
      var lines = (body[key]?.string ?? "").split(separator: "\n").map(String.init)
      let word = newWord()
      lines.insert(word, at: below(lines.count + 1))
      body[key] = .string(lines.joined(separator: "\n"))
      words[word] = id
    }
    try laptop.save(.object(body), id: id, kind: draft.kind, path: draft.path)
  }

  private func create(_ laptop: Laptop) throws {
    guard let group else { return }
    let id = laptop.newID()
    let word = newWord()
    words[word] = id
    let body = JSON.object([
      "groupId": .string(group.description), "term": "2023-2024-2", "kind": "preparation", "date": "2024-03-11",
      "topic": .string("第\(wordCount)次"), "review": .string(word),
    ])
    try laptop.save(body, id: id, kind: Minutes.kind, path: "minutes/\(laptop.name)-\(wordCount).yaml")
  }

  private func remove(_ laptop: Laptop) throws {
    let drafts = try laptop.drafts().filter { $0.value.kind == Minutes.kind }.sorted { $0.key < $1.key }
    guard !drafts.isEmpty else { return }
    let (_, draft) = drafts[below(drafts.count)]
    // What a teacher throws away unsent may be gone; what others wrote must stay in the history.
    for line in (draft.body["review"]?.string ?? "").split(separator: "\n")
      + (draft.body["discussion"]?.string ?? "").split(separator: "\n")
    {
      let sent = try server.register.store.read { connection in
        try connection.exists("SELECT 1 FROM change WHERE instr(CAST(body AS TEXT), \(String(line))) > 0")
      }
      if !sent { words[String(line)] = nil }
    }
    try laptop.remove(draft.path)
  }

  /// Conflicts are decided by their teachers; each round of decisions has converged after three syncs.
  private func settle() async throws {
    for _ in 0..<12 {
      for _ in 0..<3 {
        for laptop in laptops { try await laptop.sync() }
      }
      var conflicts = 0
      for laptop in laptops { conflicts += try laptop.resolveAll() }
      met.conflicts += conflicts
      if conflicts == 0 { return }
    }
    throw Broken("conflicts never end")
  }

  private func check() async throws {
    let unsettled = try laptops.flatMap { try $0.unsettled() }
    guard unsettled.isEmpty else { throw Broken("not settled after three syncs: \(unsettled)") }
    let served = try server.register.store.read { connection in
      try connection.all(
        "SELECT d.id, c.body FROM \(StoredDocument.table) WHERE d.kind = \(Minutes.kind.name) AND d.deleted = 0 ORDER BY d.id"
      ) { (try $0.id(0), String(decoding: $0.bytes(1), as: UTF8.self)) }
    }
    for laptop in laptops {
      let here = try laptop.drafts().filter { $0.value.kind == Minutes.kind }
        .map { ($0.key, $0.value.body.canonicalText) }.sorted { $0.0 < $1.0 }
      guard here.elementsEqual(served, by: ==) else {
        throw Broken("\(laptop.name) has \(here.count) documents that are not the server's \(served.count)")
      }
    }
    let history = try history()
    for (word, id) in words.sorted(by: { $0.key < $1.key }) where !history.contains(word) {
      throw Broken("\(word) of \(id) is lost")
    }
    for (id, text) in served {
      for word in words.keys where text.components(separatedBy: word).count > 2 {
        throw Broken("\(word) stands twice in \(id)")
      }
    }
    try await checkFeed(served.map(\.0))
  }

  /// The feed read from the beginning has every living document once.
  private func checkFeed(_ served: [DocumentID]) async throws {
    var seen: [DocumentID] = []
    var cursor: String?
    repeat {
      let query = [("limit", "7"), ("kinds", "minutes")] + (cursor.map { [("cursor", $0)] } ?? [])
      let answer = try await server.send("GET", Route.changes(school: TestServer.school).path(query: query))
      let page: ChangesPage = try answer.json().decode()
      for case .document(let document) in page.changes.map(\.content) { seen.append(document.id) }
      cursor = page.hasMore ? page.cursor : nil
    } while cursor != nil
    guard seen.sorted() == served.sorted() else { throw Broken("the feed has \(seen.count) of \(served.count)") }
  }
}
