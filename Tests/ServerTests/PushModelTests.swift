import Foundation
import Shared
import Support
import Testing

@testable import Harness
@testable import Server

/// Random pushes by several clients, with repeats, against a model of documents that is simple enough to be right.
@Suite struct PushModelTests {
  /// `BEIKE_SEED`, or the clock; printed, so that a failure can be repeated.
  static let seeds: [UInt64] = {
    let environment = ProcessInfo.processInfo.environment
    let first = environment["BEIKE_SEED"].flatMap { UInt64($0) } ?? UInt64(Date().timeIntervalSince1970)
    print("BEIKE_SEED=\(first)")
    return (0..<UInt64(8 * Torture.scale)).map { first &+ $0 }
  }()

  /// A document as the model knows it.
  private struct Entry: Equatable {
    var kind: String
    var rev = 1
    var state: DocumentState?
    var isDeleted = false
    var body: JSON
  }

  private struct Model {
    var documents: [DocumentID: Entry] = [:]
    /// The ids in the order of their last change.
    var order: [DocumentID] = []

    /// What comes of a mutation, and takes effect here when it is accepted.
    mutating func apply(
      _ operation: Shared.Operation, _ kind: Kind, _ id: DocumentID, _ base: Int?, _ body: JSON?,
      _ to: DocumentState?
    ) -> Int {
      let isValid = body.map { $0["surprise"] == nil } ?? true
      let initial: DocumentState? = kind.isHandedIn ? .draft : nil
      guard var entry = documents[id] else {
        guard operation == .create else { return 404 }
        guard isValid else { return 422 }
        documents[id] = Entry(kind: kind.name, state: initial, body: body ?? [:])
        order.append(id)
        return 201
      }
      if entry.kind != kind.name { return 404 }
      if entry.isDeleted, operation != .restore { return 410 }
      if operation == .create || base != entry.rev { return 412 }
      switch operation {
      case .restore where !entry.isDeleted: return 409
      case .update where !Self.isEditable(entry.state), .delete where !Self.isEditable(entry.state): return 409
      case .transition where !Self.mayGo(from: entry.state, to: to): return 409
      default: break
      }
      guard isValid else { return 422 }
      entry.rev += 1
      switch operation {
      case .create: break
      case .update: entry.body = body ?? entry.body
      case .delete:
        entry.isDeleted = true
        entry.state = nil
      case .restore:
        entry.isDeleted = false
        entry.state = initial
        entry.body = body ?? entry.body
      case .transition: entry.state = to
      }
      documents[id] = entry
      order.removeAll { $0 == id }
      order.append(id)
      return 200
    }

    private static func isEditable(_ state: DocumentState?) -> Bool {
      switch state {
      case nil, .draft, .returned: true
      case .submitted, .approved, .archived: false
      }
    }

    private static func mayGo(from: DocumentState?, to: DocumentState?) -> Bool {
      switch (from, to) {
      case (.draft, .submitted), (.returned, .submitted), (.submitted, .returned), (.submitted, .approved),
        (.approved, .returned), (.approved, .archived):
        true
      default: false
      }
    }
  }

  private struct Sent {
    let batch: [JSON]
    let results: [PushResponse.Result]
  }

  private struct Laptop {
    let client: SyncClient
    var n = 0
    var sent: [Sent] = []
  }

  @Test(arguments: seeds)
  func whateverIsSentTheServerHoldsWhatTheModelHolds(seed: UInt64) async throws {
    var random = SeededGenerator(seed: seed)
    let school = try await SmallSchool(seed: seed)
    let start = try await feed(school)
    var laptops = [SmallSchool.Person.admin, .integration, .server].map {
      Laptop(client: SyncClient(school, $0, name: $0.rawValue))
    }
    var model = Model()
    for step in 0..<60 {
      let index = Int.random(in: 0..<laptops.count, using: &random)
      if let old = laptops[index].sent.randomElement(using: &random), Int.random(in: 0..<4, using: &random) == 0 {
        try await expectReplay(of: old, by: laptops[index].client)
        continue
      }
      var batch: [JSON] = []
      var expected: [Int] = []
      var used: Set<DocumentID> = []
      for _ in 0..<Int.random(in: 0...6, using: &random) {
        laptops[index].n += 1
        let (mutation, id, status) = randomMutation(laptops[index].n, &model, used, step, &random)
        used.insert(id)
        batch.append(mutation)
        expected.append(status)
      }
      let results = try await laptops[index].client.results(batch)
      #expect(results.map(\.status) == expected, "seed \(seed) step \(step)")
      laptops[index].sent.append(Sent(batch: batch, results: results))
      if Int.random(in: 0..<20, using: &random) == 0 { try await expectEqual(school, model, since: start) }
    }
    for laptop in laptops { for sent in laptop.sent { try await expectReplay(of: sent, by: laptop.client) } }
    try await expectEqual(school, model, since: start)
    try ChangeChain.expectWhole(school.server)
  }

  private func randomMutation(
    _ n: Int, _ model: inout Model, _ used: Set<DocumentID>, _ step: Int, _ random: inout SeededGenerator
  ) -> (JSON, DocumentID, Int) {
    let number = Int.random(in: 0..<12, using: &random)
    let id = SmallSchool.id("model \(number)")
    let name = ["minutes", "teachers", "minutes"][(number + (Int.random(in: 0..<15, using: &random) == 0 ? 1 : 0)) % 3]
    let kind = Kind.named(name) ?? Minutes.kind
    let operation =
      model.documents[id] == nil
      ? Int.random(in: 0..<5, using: &random) == 0 ? .update : .create
      : Shared.Operation.allCases.randomElement(using: &random) ?? .update
    let rev = model.documents[id]?.rev ?? 1
    let base = operation == .create ? nil : Int.random(in: 0..<5, using: &random) == 0 ? rev + 1 : rev
    var body: JSON?
    if [.create, .update, .restore].contains(operation) {
      body = name == "minutes" ? SmallSchool.minutes("第 \(step) 步") : ["name": .string("第 \(step) 步")]
      if Int.random(in: 0..<10, using: &random) == 0 { body = body?.replacing("surprise", with: true) }
    }
    let to = operation == .transition ? DocumentState.allCases.randomElement(using: &random) : nil
    let sent = mutation(n, operation, name, id, base: base, body: body, to: to)
    if used.contains(id) { return (sent, id, 422) }
    // Nobody moves anything to draft, whatever else is wrong with it.
    let isThere = model.documents[id].map { $0.kind == name && !$0.isDeleted } ?? false
    if to == .draft, isThere { return (sent, id, 403) }
    return (sent, id, model.apply(operation, kind, id, base, body, to))
  }

  private func expectReplay(of sent: Sent, by client: SyncClient) async throws {
    let again = try await client.results(sent.batch)
    func core(_ result: PushResponse.Result) -> [String] {
      [
        "\(result.n)", "\(result.status)", "\(result.rev ?? 0)", result.problem?.type ?? "",
        result.problem?.detail ?? "",
      ]
    }
    #expect(again.map(core) == sent.results.map(core))
    #expect(again.allSatisfy { $0.replayed == true })
  }

  private func feed(_ school: SmallSchool) async throws -> FeedPage {
    try await school.send("GET", .changes(school: TestServer.school), query: "?limit=500").decode()
  }

  private func expectEqual(_ school: SmallSchool, _ model: Model, since start: FeedPage) async throws {
    let path = Route.changes(school: TestServer.school).path(query: [("cursor", start.cursor)])
    let news = try await school.server.send("GET", path).decode(FeedPage.self)
    #expect(news.ids == model.order)
    for change in news.changes {
      switch change.content {
      case .document(let document):
        let entry = Entry(kind: document.kind, rev: document.rev, state: document.state, body: document.body)
        #expect(model.documents[document.id] == entry)
      case .deletion(let deletion):
        #expect(model.documents[deletion.id]?.isDeleted == true)
        #expect(model.documents[deletion.id]?.rev == deletion.rev)
      }
    }
    for kind in ["minutes", "teachers"] {
      let list = try await school.send("GET", school.documents(kind), query: "?limit=500")
      let listed = try list.decode(Page<AnyDocument>.self).items.filter { model.documents[$0.id] != nil }
      let living = model.documents.filter { $0.value.kind == kind && !$0.value.isDeleted }
      #expect(Set(listed.map(\.id)) == Set(living.keys))
      for document in listed { #expect(document.body == living[document.id]?.body) }
    }
  }
}
