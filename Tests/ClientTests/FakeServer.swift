import Foundation
import Shared

@testable import Client

/// A server in memory that keeps the sync protocol's promises, and a network in front of it that doesn't.
final class FakeServer: Transport, @unchecked Sendable {
  /// What becomes of a request.
  enum Weather: Sendable {
    case fine
    /// It never arrives.
    case requestLost
    /// It is done, and the answer gets lost.
    case answerLost
    /// It arrives twice; the second answer comes back.
    case doubled
  }

  struct Stored: Sendable {
    var kind: String
    var rev: Int
    var seq: Int
    var state: DocumentState?
    var by: String
    var body: JSON?
    /// The body of every rev; nil for a deletion.
    var history: [Int: JSON] = [:]
    var transition: Change.Move?
  }

  private let lock = NSLock()
  var documents: [DocumentID: Stored] = [:]
  var outcomes: [DocumentID: [PushResponse.Result]] = [:]
  var digests: [DocumentID: [Mutation]] = [:]
  var seq = 0
  var epoch = "e1"
  /// The last change that was written before the present epoch began.
  var seqBeforeEpoch = 0
  /// More documents than this make an answer that the client can't take.
  var largestPage = Int.max
  /// The sizes of the pages that were asked for.
  private(set) var limits: [Int] = []
  /// More results than this make a push's answer that the client can't take.
  var largestPush = Int.max
  /// Whether an answer to a push has room for the documents that stand in the way.
  var hasRoomForCurrent = true
  var warnings: [Problem.Detail]?
  /// Bodies in which this text stands are refused as invalid.
  var refuses: String?
  /// The reason with which every feed's cursor is gone, once.
  var goneReason: String?
  var weather: @Sendable () -> Weather = { .fine }
  var user = "somebody"
  /// How many mutations took effect, for "exactly once".
  var applied = 0
  var pushes = 0
  var pulls = 0

  func push(_ request: PushRequest) async throws -> PushResponse {
    try lock.withLock {
      pushes += 1
      switch weather() {
      case .requestLost: throw TransportError.offline(Text("request lost", "request lost"))
      case .answerLost:
        _ = try take(request)
        throw TransportError.offline(Text("answer lost", "answer lost"))
      case .doubled:
        _ = try take(request)
        return try take(request)
      case .fine:
        let response = try take(request)
        if response.results.count > largestPush { throw TransportError.tooLarge }
        return response
      }
    }
  }

  private func current(_ document: AnyDocument) -> Problem.Current {
    hasRoomForCurrent ? .document(document) : .elsewhere(href: "/v1/schools/s/\(document.kind)/\(document.id)")
  }

  private func take(_ request: PushRequest) throws -> PushResponse {
    if let known = request.epoch, known != epoch { throw Problem(.epochChanged) }
    var results: [PushResponse.Result] = []
    for mutation in request.mutations {
      let lastN = outcomes[request.client]?.count ?? 0
      if mutation.n <= lastN {
        guard digests[request.client]?[mutation.n - 1] == mutation else { throw Problem(.mutationReused) }
        var result = outcomes[request.client]?[mutation.n - 1] ?? .init(n: mutation.n, status: 500)
        result.replayed = true
        if result.status == 412 {
          result.problem?.current = documents[mutation.id].flatMap { document(mutation.id, $0) }.map(current)
        }
        results.append(result)
        continue
      }
      guard mutation.n == lastN + 1 else {
        var problem = Problem(.mutationGap)
        problem.lastN = lastN
        throw problem
      }
      let result = apply(mutation)
      outcomes[request.client, default: []].append(result)
      digests[request.client, default: []].append(mutation)
      results.append(result)
    }
    return PushResponse(epoch: epoch, lastN: outcomes[request.client]?.count ?? 0, results: results)
  }

  private func apply(_ mutation: Mutation) -> PushResponse.Result {
    let stored = documents[mutation.id]
    func refuse(_ code: ProblemCode) -> PushResponse.Result {
      var problem = Problem(code)
      if code == .staleBase { problem.current = stored.flatMap { document(mutation.id, $0) }.map(current) }
      if code == .gone, let stored {
        problem.tombstone = Tombstone(rev: stored.rev, updatedAt: Instant(milliseconds: 0), updatedBy: stored.by)
      }
      return .init(n: mutation.n, status: code.status, problem: problem)
    }
    if let refuses, mutation.body?.canonicalText.contains(refuses) == true { return refuse(.validation) }
    if mutation.op == .create {
      if let stored { return refuse(stored.body == nil ? .gone : .staleBase) }
      write(mutation.id, kind: mutation.kind, body: mutation.body, state: .draft)
      return .init(n: mutation.n, status: 201, rev: 1, warnings: warnings)
    }
    guard let stored else { return refuse(.notFound) }
    if mutation.op == .restore {
      if stored.body != nil { return refuse(.conflict) }
      if stored.rev != mutation.base { return refuse(.gone) }
      write(mutation.id, kind: mutation.kind, body: mutation.body, state: .draft)
      return .init(n: mutation.n, status: 201, rev: stored.rev + 1)
    }
    guard stored.body != nil else { return refuse(.gone) }
    guard stored.rev == mutation.base else { return refuse(.staleBase) }
    switch mutation.op {
    case .update:
      guard stored.state?.isEditable ?? true else { return refuse(.wrongState) }
      write(mutation.id, kind: mutation.kind, body: mutation.body, state: stored.state)
    case .delete: write(mutation.id, kind: mutation.kind, body: nil, state: nil)
    case .transition:
      guard let to = mutation.to, stored.state?.successors.contains(to) == true else { return refuse(.wrongState) }
      write(mutation.id, kind: mutation.kind, body: stored.body, state: to, comment: mutation.comment)
    case .create, .restore: break
    }
    return .init(n: mutation.n, status: 200, rev: stored.rev + 1)
  }

  /// Changes a document as another client would.
  func edit(_ id: DocumentID, by name: String = "李明", _ change: (inout JSONObject) -> Void) {
    lock.withLock {
      guard let stored = documents[id], case .object(var object)? = stored.body else { return }
      change(&object)
      user = name
      write(id, kind: stored.kind, body: .object(object), state: stored.state)
      user = "somebody"
    }
  }

  func put(_ id: DocumentID, kind: Kind, _ body: JSON) {
    lock.withLock { write(id, kind: kind.name, body: body, state: .draft) }
  }

  func delete(_ id: DocumentID) {
    lock.withLock {
      guard let stored = documents[id] else { return }
      write(id, kind: stored.kind, body: nil, state: nil)
    }
  }

  func setState(_ id: DocumentID, _ state: DocumentState, by name: String = "李明", comment: String? = nil) {
    lock.withLock {
      guard let stored = documents[id] else { return }
      user = name
      write(id, kind: stored.kind, body: stored.body, state: state, comment: comment)
      user = "somebody"
    }
  }

  struct Backup {
    fileprivate let documents: [DocumentID: Stored]
    fileprivate let outcomes: [DocumentID: [PushResponse.Result]]
    fileprivate let digests: [DocumentID: [Mutation]]
    fileprivate let seq: Int
  }

  func backup() -> Backup {
    lock.withLock { Backup(documents: documents, outcomes: outcomes, digests: digests, seq: seq) }
  }

  /// Puts a backup back, as another epoch.
  func restore(_ backup: Backup) {
    lock.withLock {
      documents = backup.documents
      outcomes = backup.outcomes
      digests = backup.digests
      seq = backup.seq
      seqBeforeEpoch = seq
      epoch += "'"
    }
  }

  private func write(
    _ id: DocumentID, kind: String, body: JSON?, state: DocumentState?, comment: String? = nil
  ) {
    applied += 1
    seq += 1
    var stored = documents[id] ?? Stored(kind: kind, rev: 0, seq: 0, state: nil, by: "", body: nil)
    stored.rev += 1
    stored.seq = seq
    stored.by = user
    stored.body = body
    if stored.state != state, let state, state != .draft {
      stored.transition = .init(to: state, at: Instant(milliseconds: 0), by: user, comment: comment)
    }
    stored.state = Kind.named(kind)?.isHandedIn == true ? state : nil
    stored.history[stored.rev] = body
    documents[id] = stored
  }

  private func document(_ id: DocumentID, _ stored: Stored) -> AnyDocument? {
    stored.body.map { body in
      AnyDocument(
        kind: stored.kind, id: id, school: "s", rev: stored.rev, state: stored.state,
        // A clock that stands still: nothing may be decided by it.
        createdAt: Instant(milliseconds: 0), updatedAt: Instant(milliseconds: 0),
        updatedBy: stored.by, body: body)
    }
  }

  func changes(_ request: ChangesRequest) async throws -> ChangesPage {
    try lock.withLock {
      pulls += 1
      if case .requestLost = weather() { throw TransportError.offline(Text("request lost", "request lost")) }
      let parts = (request.cursor ?? "\(epoch) 0").split(separator: " ")
      if let reason = parts.first.map(String.init) == epoch ? (request.cursor == nil ? nil : goneReason) : "epoch" {
        if reason == goneReason, request.kinds.contains("minutes") { goneReason = nil }
        var problem = Problem(.cursorGone)
        problem.reason = reason
        throw problem
      }
      let last = parts.last.flatMap { Int($0) } ?? 0
      let found = documents.filter { $0.value.seq > last && request.kinds.contains($0.value.kind) }
        .sorted { $0.value.seq < $1.value.seq }
      // Small pages, so that there is more than one.
      let page = found.prefix(min(3, request.limit))
      limits.append(request.limit)
      if page.count > largestPage { throw limits.count.isMultiple(of: 2) ? TransportError.cutOff : .tooLarge }
      let changes = try page.map { id, stored -> Change in
        let isSinceEpoch = stored.seq > seqBeforeEpoch
        if let document = document(id, stored) {
          return Change(.document(document), isSinceEpoch: isSinceEpoch, transition: stored.transition)
        }
        let deletion: JSON = [
          "deleted": true, "kind": .string(stored.kind), "id": .string(id.description),
          "rev": .number(ExactDecimal(Int64(stored.rev))), "updatedAt": "2024-02-26T00:00:00.000Z",
          "updatedBy": .string(stored.by),
        ]
        return Change(.deletion(try deletion.decode(Change.Deletion.self)), isSinceEpoch: isSinceEpoch)
      }
      let hasMore = found.count > page.count
      return ChangesPage(
        changes: changes, cursor: "\(epoch) \(hasMore ? page.last?.value.seq ?? last : max(seq, last))",
        hasMore: hasMore, epoch: epoch)
    }
  }

  func document(kind: Kind, id: DocumentID) async throws -> AnyDocument? {
    lock.withLock { documents[id].flatMap { document(id, $0) } }
  }

  func revision(kind: Kind, id: DocumentID, rev: Int) async throws -> AnyDocument? {
    lock.withLock {
      guard let stored = documents[id], let body = stored.history[rev] else { return nil }
      var past = stored
      past.rev = rev
      past.body = body
      return document(id, past)
    }
  }
}
