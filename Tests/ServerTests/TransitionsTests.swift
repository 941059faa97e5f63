import Shared
import Testing

@testable import Harness
@testable import Server

/// Who may move a document that is handed in from where to where.
@Suite struct TransitionsTests {
  typealias Person = SmallSchool.Person

  /// One cell row of the table: a state, where it is to go, and whether the step is one that there is.
  struct Step: Sendable, CustomTestStringConvertible {
    let from: DocumentState
    let to: DocumentState

    var testDescription: String { "\(from) → \(to)" }
  }

  static let steps = DocumentState.allCases.flatMap { from in DocumentState.allCases.map { Step(from: from, to: $0) } }

  /// How a document gets to a state.
  private static func path(to state: DocumentState) -> [DocumentState] {
    switch state {
    case .draft: []
    case .submitted: [.submitted]
    case .returned: [.submitted, .returned]
    case .approved: [.submitted, .approved]
    case .archived: [.submitted, .approved, .archived]
    }
  }

  private static let existing: Set<String> = [
    "draft → submitted", "returned → submitted", "submitted → returned", "submitted → approved",
    "approved → returned", "approved → archived",
  ]

  private static func mayAsk(_ person: Person, _ to: DocumentState) -> Bool {
    let school: Set<Person> = [.admin, .integration, .server]
    return switch to {
    case .submitted: school.union([.leader, .author]).contains(person)
    case .returned, .approved, .archived: school.union([.head]).contains(person)
    case .draft: false
    }
  }

  private static func status(_ person: Person, _ step: Step) -> Int {
    switch person {
    case .outsider, .unlinked, .formerMember, .formerHead: 404
    case .district: 403
    case _ where !mayAsk(person, step.to): 403
    default: existing.contains("\(step.testDescription)") ? 200 : 409
    }
  }

  @Test(arguments: steps)
  func aDocumentIsMovedOnlyByThoseWhoMayAndOnlyAlongTheSteps(_ step: Step) async throws {
    let school = try await SmallSchool()
    for person in Person.allCases {
      let id = SmallSchool.id("minutes \(person.rawValue)")
      try await school.create("minutes", id, SmallSchool.minutes("分数加法"), as: .author)
      var rev = 1
      for state in Self.path(to: step.from) {
        try await school.move("minutes", id, to: state, rev: rev)
        rev += 1
      }
      let before = try await school.get("minutes", id)
      let answer = try await school.move("minutes", id, to: step.to, rev: rev, as: person)
      #expect(answer.status == Self.status(person, step), "\(person): \(answer.text)")
      let after = try await school.get("minutes", id)
      if answer.status == 200 {
        #expect(after.bytes == answer.bytes)
        let (old, new) = (try before.decode(AnyDocument.self), try after.decode(AnyDocument.self))
        #expect(new.state == step.to)
        #expect(new.rev == rev + 1)
        #expect(new.body == old.body)
        #expect(new.createdAt == old.createdAt)
        #expect(new.updatedBy == person.rawValue)
      } else {
        #expect(after.bytes == before.bytes)
      }
    }
  }

  @Test(arguments: DocumentState.allCases)
  func onlyDraftsAndReturnedDocumentsCanBeChanged(state: DocumentState) async throws {
    let school = try await SmallSchool()
    let id = SmallSchool.id("new")
    try await school.create("minutes", id, SmallSchool.minutes("统计"), as: .author)
    var rev = 1
    for state in Self.path(to: state) {
      try await school.move("minutes", id, to: state, rev: rev)
      rev += 1
    }
    let isEditable = state == .draft || state == .returned
    for person in [Person.author, .leader, .admin, .server] {
      let answer = try await school.update("minutes", id, SmallSchool.minutes("统计图"), rev: rev, as: person)
      #expect(answer.status == (isEditable ? 200 : 409), "\(person)")
      if isEditable {
        rev += 1
        #expect(try answer.decode(AnyDocument.self).state == state, "an edit moves nothing")
      } else {
        #expect(answer.problem?.code == .wrongState)
      }
      let patch = try await school.send(
        "PATCH", school.document("minutes", id), body: ["place": "三楼"],
        headers: ["If-Match": "\"\(rev)\"", "Content-Type": "application/merge-patch+json"], as: person)
      #expect(patch.status == (isEditable ? 200 : 409), "\(person)")
      if isEditable { rev += 1 }
    }
    #expect(try await school.delete("minutes", id, rev: rev).status == (isEditable ? 204 : 409))
  }

  @Test func aTransitionNeedsTheRevThatWasSeen() async throws {
    let school = try await SmallSchool()
    let id = SmallSchool.id("new")
    try await school.create("minutes", id, SmallSchool.minutes("比例"), as: .author)
    let route = Route.transitions(school: TestServer.school, kind: "minutes", id: id.description)
    #expect(try await school.send("POST", route, body: ["to": "submitted"], as: .author).status == 428)
    let stale = try await school.move("minutes", id, to: .submitted, rev: 2, as: .author)
    #expect(stale.status == 412)
    #expect(stale.problem?.current?.document?.rev == 1)
    #expect(try await school.move("minutes", SmallSchool.id("never made"), to: .submitted, rev: 1).status == 404)
  }

  @Test(arguments: Kind.all.filter { !$0.isHandedIn }.map(\.name))
  func whatIsNotHandedInHasNoStates(name: String) async throws {
    let school = try await SmallSchool()
    let list = try await school.send("GET", school.documents(name)).decode(Page<AnyDocument>.self)
    guard let document = list.items.first else { return }
    let answer = try await school.move(name, document.id, to: .submitted, rev: document.rev)
    #expect(answer.status == 409)
    #expect(answer.problem?.code == .wrongState)
  }

  @Test(arguments: [
    (#"{"to":"published"}"#, "/to", "enum"), ("{}", "/to", "required"), (#"{"to":7}"#, "/to", "type"),
    (#"{"to":"submitted","when":"now"}"#, "/when", "unknown-member"),
    (#"{"to":"submitted","comment":1}"#, "/comment", "type"),
    ("[]", "", "type"), ("null", "", "type"),
  ])
  func aTransitionThatCannotBeReadIsRefused(body: String, pointer: String, code: String) async throws {
    let school = try await SmallSchool()
    let id = SmallSchool.id("new")
    try await school.create("minutes", id, SmallSchool.minutes("小数"))
    let answer = try await school.send(
      "POST", .transitions(school: TestServer.school, kind: "minutes", id: id.description),
      body: JSON(parsing: body), headers: ["If-Match": "\"1\""])
    #expect(answer.status == 422)
    #expect(answer.problem?.errors?.map(\.pointer) == [pointer])
    #expect(answer.problem?.errors?.map(\.code) == [code])
  }
}
