import Shared
import Testing

@testable import Harness
@testable import Server

/// What is deleted is gone, and comes back only when somebody asks for it.
@Suite struct DeletionTests {
  @Test(arguments: Kind.all.map(\.name))
  func aDeletedDocumentIsGoneUntilItIsRestored(name: String) async throws {
    let (school, kind, golden) = try await GoldenSchool.make(name)
    let id = SmallSchool.id("new")
    try await school.create(name, id, golden)
    let blind = try await school.send("DELETE", school.document(name, id))
    #expect(blind.status == 428)
    #expect(try await school.delete(name, id, rev: 7).status == 412)
    #expect(try await school.restore(name, id, rev: 1).status == 409)
    let deleted = try await school.delete(name, id, rev: 1)
    #expect(deleted.status == 204)
    #expect(deleted.bytes.isEmpty)

    let tombstone = Tombstone(rev: 2, updatedAt: school.server.clock.now, updatedBy: "server")
    let patch = ["Content-Type": "application/merge-patch+json", "If-Match": "\"2\""]
    let refused = [
      try await school.get(name, id), try await school.create(name, id, golden),
      try await school.send("PUT", school.document(name, id), body: golden),
      try await school.update(name, id, golden, rev: 2), try await school.delete(name, id, rev: 2),
      try await school.send("PATCH", school.document(name, id), body: [:], headers: patch),
      try await school.move(name, id, to: .submitted, rev: 2),
    ]
    for answer in refused {
      #expect(answer.status == 410)
      #expect(answer.problem?.tombstone == tombstone)
    }
    #expect(try await !school.send("GET", school.documents(name), query: "?limit=500").text.contains(id.description))

    #expect(try await school.restore(name, id, rev: nil).status == 428)
    #expect(try await school.restore(name, id, rev: 1).status == 412)
    let restored = try await school.restore(name, id, rev: 2)
    #expect(restored.status == 200)
    let document = try restored.decode(AnyDocument.self)
    #expect(document.rev == 3)
    #expect(document.body == golden)
    #expect(document.state == (kind.isHandedIn ? .draft : nil))
    #expect(try await school.get(name, id).bytes == restored.bytes)

    try await school.delete(name, id, rev: 3)
    let changed = GoldenSchool.changed(golden, kind)
    let rewritten = try await school.restore(name, id, rev: 4, body: changed)
    #expect(try rewritten.decode(AnyDocument.self).body == changed)
    #expect(try await school.restore(name, SmallSchool.id("never made"), rev: 1).status == 404)
  }
}
