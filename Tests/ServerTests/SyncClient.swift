import Shared
import Testing

@testable import Harness
@testable import Server

/// A laptop that pushes: its id, its owner, and the mutations as they go over the wire.
struct SyncClient: Sendable {
  let school: SmallSchool
  let person: SmallSchool.Person
  let id: DocumentID

  init(_ school: SmallSchool, _ person: SmallSchool.Person = .server, name: String = "laptop") {
    self.school = school
    self.person = person
    id = SmallSchool.id("client \(name)")
  }

  func send(_ mutations: [JSON], epoch: String? = nil) async throws -> TestAnswer {
    try await send([
      "client": .string(id.description), "epoch": epoch.map(JSON.string) ?? .null, "mutations": .array(mutations),
    ])
  }

  func send(_ batch: JSON) async throws -> TestAnswer {
    try await school.send("POST", .push(school: TestServer.school), body: batch, as: person)
  }

  /// The results of a batch that must be taken.
  func results(_ mutations: [JSON]) async throws -> [PushResponse.Result] {
    let answer = try await send(mutations)
    try #require(answer.status == 207, "\(answer.text)")
    return try answer.decode(PushResponse.self).results
  }
}

/// One mutation as a client writes it.
func mutation(
  _ n: Int, _ op: Shared.Operation, _ kind: String, _ id: DocumentID, base: Int? = nil, body: JSON? = nil,
  to: DocumentState? = nil
) -> JSON {
  var members: [String: JSON] = [
    "n": .number(ExactDecimal(Int64(n))), "op": .string(op.rawValue), "kind": .string(kind),
    "id": .string(id.description),
  ]
  members["base"] = base.map { .number(ExactDecimal(Int64($0))) }
  members["body"] = body
  members["to"] = to.map { .string($0.rawValue) }
  return .object(members)
}
