import Shared
import Testing

@testable import Client

/// One situation of a document, in few words, and what a sync does about it.
struct Situation: CustomTestStringConvertible, Sendable {
  enum BaseCase: Sendable { case none, live, deleted, hidden, submitted, lost }
  enum DraftCase: Sendable { case absent, unseen, unreadable, same, changed, likeTheirs }
  enum TheirsCase: Sendable { case none, touched, otherField, sameField, deleted }

  var base: BaseCase
  var draft: DraftCase
  var theirs: TheirsCase
  var expected: String

  init(_ base: BaseCase, _ draft: DraftCase, _ theirs: TheirsCase, _ expected: String) {
    self.base = base
    self.draft = draft
    self.theirs = theirs
    self.expected = expected
  }

  var testDescription: String { "base \(base), draft \(draft), theirs \(theirs)" }
}

@Suite("The sync planner")
struct SyncPlannerTests {
  static let body = Bench.body(topic: "等式", place: "301")
  static let changed = Bench.body(topic: "等式", place: "302")
  static let otherField = Bench.body(topic: "方程", place: "301")
  static let sameField = Bench.body(topic: "等式", place: "303")

  static func view(_ situation: Situation) throws -> DocumentView {
    let id = try DocumentID.test(1)
    let time = Instant(milliseconds: 0)
    var base: Base?
    if situation.base != .none {
      base = Base(
        id: id, kind: Minutes.kind, rev: situation.base == .lost ? 0 : 3,
        state: situation.base == .submitted ? .submitted : .draft,
        updatedAt: time, updatedBy: "李明", body: body, isDeleted: situation.base == .deleted,
        isHidden: situation.base == .hidden, path: situation.base == .deleted ? nil : "a.yaml", clean: nil)
    }
    let theirs: JSON? =
      switch situation.theirs {
      case .none, .deleted: nil
      case .touched: body
      case .otherField: otherField
      case .sameField: sameField
      }
    var incoming: Incoming?
    if situation.theirs != .none {
      incoming = Incoming(
        id: id, kind: Minutes.kind, rev: 4, state: .draft, updatedAt: time, updatedBy: "李明", body: theirs)
    }
    let draft: DocumentView.Draft =
      switch situation.draft {
      case .absent: .absent
      case .unseen: .unseen(.standIn("a.YAML"))
      case .unreadable: .unreadable
      case .same: .present(body, digest: "d")
      case .changed: .present(changed, digest: "d")
      case .likeTheirs: .present(theirs ?? body, digest: "d")
      }
    return DocumentView(
      kind: Minutes.kind, base: base, draft: draft, incoming: incoming, refusal: nil, intent: nil, id: id,
      path: base?.path)
  }

  static func word(_ action: SyncAction) -> String {
    switch action {
    case .settle: "settle"
    case .adopt: "adopt"
    case .write(let body, let isMerged): isMerged ? "merge" : body == Self.body ? "write base" : "write"
    case .remove: "remove"
    case .conflict(.fields(let conflicts)):
      "conflict " + conflicts.map { $0.pointer.tokens.joined() }.joined(separator: ",")
    case .conflict(.deletedThere): "deleted there"
    case .conflict(.deletedHere): "deleted here"
    case .push(let operation): operation.rawValue
    case .drop(let reason): "drop \(reason.rawValue)"
    case .locked: "locked"
    case .refused: "refused"
    case .missing: "missing"
    case .unseen: "unseen"
    case .waitForReader: "wait"
    case .hidden: "hidden"
    }
  }

  @Test(
    "each combination of base, draft and server has one answer",
    arguments: [
      // Nothing new on the server.
      Situation(.none, .absent, .none, "settle"), .init(.none, .unreadable, .none, "wait"),
      .init(.none, .changed, .none, "create"),
      .init(.live, .absent, .none, "missing"), .init(.live, .unseen, .none, "unseen"),
      .init(.live, .unreadable, .none, "wait"),
      .init(.live, .same, .none, "settle"), .init(.live, .changed, .none, "update"),
      .init(.deleted, .absent, .none, "settle"), .init(.deleted, .unreadable, .none, "wait"),
      .init(.deleted, .same, .none, "deleted there"), .init(.deleted, .changed, .none, "deleted there"),
      .init(.hidden, .absent, .none, "hidden"), .init(.hidden, .same, .none, "hidden"),
      .init(.hidden, .changed, .none, "hidden"), .init(.hidden, .unreadable, .none, "hidden"),
      .init(.submitted, .absent, .none, "missing"), .init(.submitted, .same, .none, "settle"),
      .init(.submitted, .changed, .none, "locked"), .init(.submitted, .unreadable, .none, "wait"),
      // A restored server has lost it.
      .init(.lost, .same, .none, "create"), .init(.lost, .changed, .none, "create"),
      .init(.lost, .absent, .none, "missing"), .init(.lost, .unseen, .none, "unseen"),
      // Somebody touched it without changing the body: a submit, a return.
      .init(.none, .absent, .touched, "write base"), .init(.none, .same, .touched, "adopt"),
      .init(.none, .changed, .touched, "conflict place"), .init(.none, .unreadable, .touched, "wait"),
      .init(.live, .absent, .touched, "adopt"), .init(.live, .unseen, .touched, "adopt"),
      .init(.live, .same, .touched, "adopt"),
      .init(.live, .changed, .touched, "adopt"), .init(.live, .unreadable, .touched, "wait"),
      .init(.deleted, .absent, .touched, "write base"), .init(.deleted, .same, .touched, "adopt"),
      .init(.submitted, .changed, .touched, "adopt"),
      // Somebody changed another field than I may have.
      .init(.none, .absent, .otherField, "write"), .init(.none, .likeTheirs, .otherField, "adopt"),
      .init(.none, .same, .otherField, "conflict topic"), .init(.none, .unreadable, .otherField, "wait"),
      .init(.live, .absent, .otherField, "missing"), .init(.live, .unseen, .otherField, "unseen"),
      .init(.live, .unreadable, .otherField, "wait"),
      .init(.live, .same, .otherField, "write"), .init(.live, .changed, .otherField, "merge"),
      .init(.live, .likeTheirs, .otherField, "adopt"),
      .init(.deleted, .absent, .otherField, "write"), .init(.deleted, .same, .otherField, "conflict topic"),
      .init(.submitted, .same, .otherField, "write"), .init(.submitted, .changed, .otherField, "merge"),
      .init(.hidden, .same, .otherField, "write"),
      // Somebody changed the field that I may have changed.
      .init(.none, .absent, .sameField, "write"), .init(.none, .changed, .sameField, "conflict place"),
      .init(.live, .absent, .sameField, "missing"), .init(.live, .unseen, .sameField, "unseen"),
      .init(.live, .same, .sameField, "write"),
      .init(.live, .changed, .sameField, "conflict place"), .init(.live, .likeTheirs, .sameField, "adopt"),
      .init(.deleted, .changed, .sameField, "conflict place"),
      .init(.submitted, .changed, .sameField, "conflict place"),
      // Somebody deleted it.
      .init(.none, .absent, .deleted, "adopt"), .init(.none, .changed, .deleted, "deleted there"),
      .init(.none, .unreadable, .deleted, "wait"),
      .init(.live, .absent, .deleted, "adopt"), .init(.live, .unseen, .deleted, "unseen"),
      .init(.live, .unreadable, .deleted, "wait"),
      .init(.live, .same, .deleted, "remove"), .init(.live, .changed, .deleted, "deleted there"),
      .init(.deleted, .absent, .deleted, "adopt"), .init(.deleted, .same, .deleted, "deleted there"),
      .init(.submitted, .same, .deleted, "remove"), .init(.submitted, .changed, .deleted, "deleted there"),
    ])
  func table(situation: Situation) throws {
    #expect(Self.word(SyncPlanner.action(for: try Self.view(situation))) == situation.expected)
  }

  @Test(
    "a refused text waits, another one is sent",
    arguments: [(Situation.BaseCase.none, "create"), (.live, "update")])
  func refusal(base: Situation.BaseCase, operation: String) throws {
    var view = try Self.view(Situation(base, .changed, .none, operation))
    view.refusal = Refusal(id: view.id, digest: "d", code: "validation", message: "")
    #expect(SyncPlanner.action(for: view) == .refused)
    view.refusal?.digest = "another"
    #expect(Self.word(SyncPlanner.action(for: view)) == operation)
  }

  @Test(
    "what was asked for is done on what was seen, or dropped",
    arguments: [
      (DocumentState.submitted, Situation.BaseCase.live, Situation.DraftCase.same, 3, "transition"),
      (.submitted, .live, .same, 2, "transition"), (.submitted, .live, .changed, 3, "update"),
      (.submitted, .submitted, .same, 3, "drop done"), (.approved, .submitted, .same, 3, "transition"),
      (.approved, .submitted, .same, 2, "drop changedSince"), (.returned, .submitted, .same, 2, "drop changedSince"),
      (.submitted, .none, .changed, 0, "create"), (.submitted, .none, .absent, 0, "drop gone"),
      (.submitted, .live, .absent, 3, "missing"), (.submitted, .live, .unreadable, 3, "wait"),
      (.approved, .submitted, .absent, 3, "transition"), (.returned, .submitted, .unseen, 3, "transition"),
      (.approved, .submitted, .absent, 2, "drop changedSince"),
    ])
  func intents(
    to: DocumentState, base: Situation.BaseCase, draft: Situation.DraftCase, seen: Int, expected: String
  ) throws {
    var view = try Self.view(Situation(base, draft, .none, expected))
    view.intent = OutboxEntry(
      sequence: 1, operation: .transition, kind: Minutes.kind, id: view.id, base: seen, to: to)
    #expect(Self.word(SyncPlanner.action(for: view)) == expected)
  }

  @Test(
    "only who asks for it has a document deleted, and not what somebody else has changed or holds",
    arguments: [
      (Situation.BaseCase.live, Situation.DraftCase.absent, Situation.TheirsCase.none, "delete"),
      (.live, .unseen, .none, "delete"), (.live, .same, .none, "drop isThere"),
      (.live, .changed, .none, "drop isThere"),
      (.live, .absent, .touched, "adopt"), (.live, .absent, .otherField, "deleted here"),
      (.live, .unseen, .sameField, "deleted here"), (.live, .absent, .deleted, "adopt"),
      (.submitted, .absent, .none, "locked"), (.deleted, .absent, .none, "drop done"),
      (.lost, .absent, .none, "drop done"), (.hidden, .absent, .none, "hidden"),
    ])
  func deletion(
    base: Situation.BaseCase, draft: Situation.DraftCase, theirs: Situation.TheirsCase, expected: String
  ) throws {
    var view = try Self.view(Situation(base, draft, theirs, expected))
    view.intent = .deletion(of: view.id, kind: Minutes.kind)
    #expect(Self.word(SyncPlanner.action(for: view)) == expected)
  }

  @Test("no file that is not seen is ever reason enough to delete or to write")
  func absence() throws {
    for base in [Situation.BaseCase.none, .live, .deleted, .hidden, .submitted, .lost] {
      for draft in [Situation.DraftCase.absent, .unseen] {
        for theirs in [Situation.TheirsCase.none, .touched, .otherField, .sameField, .deleted] {
          let word = Self.word(SyncPlanner.action(for: try Self.view(Situation(base, draft, theirs, ""))))
          #expect(word != "delete", "\(base) \(draft) \(theirs)")
          if base == .live || base == .submitted { #expect(!word.hasPrefix("write"), "\(base) \(draft) \(theirs)") }
        }
      }
    }
  }

  @Test("what is being edited is decided by what its author leaves in the draft")
  func edited() throws {
    var view = try Self.view(Situation(.live, .changed, .sameField, ""))
    view.incoming?.isBeingEdited = true
    #expect(SyncPlanner.action(for: view) == .adopt)
    view.draft = .unreadable
    #expect(SyncPlanner.action(for: view) == .waitForReader)
  }

  @Test("reference data is taken as it is and never becomes a file")
  func reference() throws {
    var view = try Self.view(Situation(.none, .absent, .otherField, ""))
    view.hasFile = false
    #expect(SyncPlanner.action(for: view) == .adopt)
    view.incoming = nil
    #expect(SyncPlanner.action(for: view) == .settle)
  }

  @Test("a deletion in another history removes no file")
  func deletedApart() throws {
    var view = try Self.view(Situation(.live, .same, .deleted, ""))
    view.incoming?.continuesBase = false
    #expect(SyncPlanner.action(for: view) == .conflict(.deletedThere))
  }

  @Test("a server that went another way after a restore gets a conflict instead of either side's loss")
  func forked() throws {
    var view = try Self.view(Situation(.live, .same, .sameField, ""))
    view.incoming?.continuesBase = false
    #expect(Self.word(SyncPlanner.action(for: view)) == "conflict place")
  }
}
