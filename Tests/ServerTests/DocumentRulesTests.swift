import Shared
import Testing

@testable import Harness
@testable import Server

/// What holds between documents: natural keys, references, members that never change.
@Suite struct DocumentRulesTests {
  /// A phone number in a text is taken, and told, through both doors; the stored bytes are the body alone.
  @Test func privateNumbersAreWarnedOfAndNotRefused() async throws {
    let school = try await SmallSchool()
    let body = SmallSchool.minutes("家长 13812345678 来访")
    let put = try await school.create("minutes", SmallSchool.id("put"), body, as: .author)
    #expect(put.status == 201)
    #expect(try put.json()["warnings"]?.array?.first?["pointer"]?.string == "/topic")
    #expect(try put.decode(AnyDocument.self).body["topic"]?.string == "家长 13812345678 来访")
    #expect(try await school.get("minutes", SmallSchool.id("put")).json()["warnings"] == nil)
    let pushed = try await SyncClient(school, .author).results([
      mutation(1, .create, "minutes", SmallSchool.id("pushed"), body: body),
      mutation(2, .create, "minutes", SmallSchool.id("clean"), body: SmallSchool.minutes("折线统计图")),
    ])
    #expect(pushed.map { $0.warnings?.map(\.code) } == [["phone-number"], nil])
  }

  @Test(arguments: Kind.all.filter { !$0.naturalKey.isEmpty }.map(\.name))
  func aNaturalKeyStandsOnceInASchool(name: String) async throws {
    let (school, _, golden) = try await GoldenSchool.make(name)
    let (first, second) = (SmallSchool.id("first"), SmallSchool.id("second"))
    try await school.create(name, first, golden)
    let duplicate = try await school.create(name, second, golden)
    #expect(duplicate.status == 409)
    #expect(duplicate.problem?.code == .duplicate)
    #expect(duplicate.problem?.existing == first)
    #expect(try await school.update(name, first, golden, rev: 1).status == 200, "its own key is no duplicate")
    try await school.delete(name, first, rev: 2)
    #expect(try await school.create(name, second, golden).status == 201, "deleting frees the key")
    let restored = try await school.restore(name, first, rev: 3)
    #expect(restored.status == 409)
    #expect(restored.problem?.existing == second)
  }

  @Test(arguments: Kind.all.map(\.name))
  func refersOnlyToWhatIsThere(name: String) async throws {
    let (school, kind, golden) = try await GoldenSchool.make(name)
    let id = SmallSchool.id("new")
    let before = try school.server.dump()
    let unknown = JSON.string(SmallSchool.id("never made").description)
    let otherKind = JSON.string(SmallSchool.id("settings").description)
    try await school.create("settings", SmallSchool.id("settings"), ["key": "school"])
    for reference in kind.references(in: golden) {
      let replacements: [JSON] =
        switch reference.target {
        case .term: ["2030-2031-1"]
        case .document: [unknown, otherKind]
        }
      for replacement in replacements {
        let answer = try await school.create(name, id, golden.replacing(reference.pointer, with: replacement))
        #expect(answer.status == 422, "\(reference.pointer)")
        #expect(
          answer.problem?.errors?.contains { $0.pointer == reference.pointer.description && $0.code == "reference" }
            == true, "\(reference.pointer): \(answer.text)")
      }
    }
    try await school.delete("settings", SmallSchool.id("settings"), rev: 1)
    let changeFree = { (row: String) in
      !row.hasPrefix("change") && !row.contains("settings") && !row.hasPrefix("school")
    }
    #expect(try school.server.dump().filter(changeFree) == before.filter(changeFree))
  }

  @Test(arguments: Kind.all.filter(\.belongsToGroup).map(\.name))
  func groupAndTermNeverChange(name: String) async throws {
    let (school, _, golden) = try await GoldenSchool.make(name)
    let id = SmallSchool.id("new")
    try await school.create(name, id, golden)
    try await school.create(
      "terms", SmallSchool.id("autumn"), ["code": "2024-2025-1", "firstDay": "2024-09-02", "weeks": 20])
    let before = try school.server.dump()
    let others: [(String, JSON)] = [
      ("groupId", .string(SmallSchool.otherGroup.description)), ("term", "2024-2025-1"),
    ]
    for (key, value) in others {
      let answer = try await school.update(name, id, golden.replacing(key, with: value), rev: 1)
      #expect(answer.status == 409)
      #expect(answer.problem?.code == .fixedMember)
      #expect(answer.pointers == ["/\(key)"])
    }
    #expect(try school.server.dump() == before)
  }

  @Test(arguments: Kind.all.map(\.name))
  func whatIsRefusedLeavesNothingBehind(name: String) async throws {
    let (school, kind, golden) = try await GoldenSchool.make(name)
    let (id, absent) = (SmallSchool.id("new"), SmallSchool.id("never made"))
    try await school.create(name, id, golden)
    let before = try school.server.dump()
    let invalid = golden.replacing("surprise", with: 1)
    // A natural key that is taken is told before what is wrong with the content.
    let taken = kind.naturalKey.isEmpty ? 422 : 409
    let document = school.document(name, id)
    let ifMatch = ["If-Match": "\"1\""]
    let answers: [(Int, TestAnswer)] = [
      (taken, try await school.create(name, absent, invalid)),
      (422, try await school.update(name, id, invalid, rev: 1)),
      (412, try await school.update(name, id, golden, rev: 2)), (412, try await school.create(name, id, golden)),
      (428, try await school.send("PUT", document, body: golden)),
      (404, try await school.delete(name, absent, rev: 1)),
      (403, try await school.create(name, absent, golden, as: .district)),
      (403, try await school.update(name, SmallSchool.id("new"), golden, rev: 1, as: .district)),
      (415, try await school.send("PUT", document, body: golden, headers: ["Content-Type": "text/plain"])),
      (415, try await school.send("POST", school.documents(name), body: golden, headers: ["Content-Type": "text/csv"])),
      (415, try await school.send("PUT", document, body: golden, headers: ["Content-Encoding": "gzip"])),
      (400, try await school.send("PUT", document, body: golden, headers: ["If-Match": "1"])),
      (400, try await school.send("PUT", document, query: "?force=true", body: golden, headers: ifMatch)),
      (400, try await school.send("DELETE", document, query: "?rev=1", headers: ifMatch)),
    ]
    for (status, answer) in answers { #expect(answer.status == status, "\(answer.text)") }
    #expect(try school.server.dump() == before)
  }

  @Test func anOldReferenceMayLoseItsTargetAndANewOneMayNot() async throws {
    let school = try await SmallSchool()
    let id = SmallSchool.id("new")
    let (speaker, guest) = (SmallSchool.id("speaker"), SmallSchool.id("guest"))
    for teacher in [speaker, guest] { try await school.create("teachers", teacher, ["name": "陶然"]) }
    let body = SmallSchool.minutes("圆的面积").replacing("centralSpeakerId", with: .string(speaker.description))
    try await school.create("minutes", id, body)
    #expect(try await school.delete("teachers", speaker, rev: 1).status == 200, "it is told who goes on naming them")
    #expect(try await school.update("minutes", id, body.replacing("topic", with: "圆环"), rev: 1).status == 200)
    #expect(try await school.delete("teachers", guest, rev: 1).status == 204)
    let new = try await school.update(
      "minutes", id, body.replacing("hostId", with: .string(guest.description)), rev: 2)
    #expect(new.pointers == ["/hostId"])
    let other = try await school.create("minutes", SmallSchool.id("other"), body)
    #expect(other.pointers == ["/centralSpeakerId"])
  }

  @Test func anIdStandsOnceInASchoolOverAllKinds() async throws {
    let school = try await SmallSchool()
    let id = SmallSchool.id("new")
    try await school.create("minutes", id, SmallSchool.minutes("周长"))
    #expect(try await school.create("teachers", id, ["name": "陶然"]).status == 404)
    #expect(try await school.get("plans", id).status == 404)
    #expect(try await school.get("minutes", id).status == 200)
  }
}
