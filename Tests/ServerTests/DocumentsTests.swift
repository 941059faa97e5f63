import Foundation
import Shared
import Support
import Testing

@testable import Harness
@testable import Server

/// What holds for the documents of every kind alike.
@Suite struct DocumentsTests {
  static let kinds = Kind.all.map(\.name)

  @Test(arguments: kinds)
  func aCreatedDocumentIsReadAsItWasAnswered(name: String) async throws {
    let (school, kind, golden) = try await schoolFor(name)
    let id = SmallSchool.id("new")
    let created = try await school.create(name, id, golden)
    #expect(created.status == 201)
    #expect(created.eTag == "\"1\"")
    #expect(created.headers["location"] == school.document(name, id).path)
    let document = try created.decode(AnyDocument.self)
    #expect(document.kind == name)
    #expect(document.id == id)
    #expect(document.school == TestServer.school)
    #expect(document.rev == 1)
    #expect(document.state == (kind.isHandedIn ? .draft : nil))
    #expect(document.createdAt == school.server.clock.now)
    #expect(document.updatedAt == school.server.clock.now)
    #expect(document.updatedBy == "server")
    #expect(document.body == golden)

    let read = try await school.get(name, id)
    #expect(read.status == 200)
    #expect(read.bytes == created.bytes)
    #expect(read.eTag == "\"1\"")
    #expect(read.headers["cache-control"] == "private, no-cache")
    let list = try await school.send("GET", school.documents(name), query: "?limit=500")
    #expect(list.text.contains(created.text))
    for (tag, status) in [("\"1\"", 304), ("W/\"1\"", 304), ("\"0\", \"1\"", 304), ("*", 304), ("\"2\"", 200)] {
      let again = try await school.send("GET", school.document(name, id), headers: ["If-None-Match": tag])
      #expect(again.status == status, "\(tag)")
      #expect(again.eTag == "\"1\"")
      #expect(again.bytes.isEmpty == (status == 304))
    }
    let second = try await school.create(name, id, golden)
    #expect(second.status == 412)
    #expect(second.problem?.current == document)
  }

  @Test(arguments: kinds)
  func putWithoutPreconditionCreates(name: String) async throws {
    let (school, _, golden) = try await schoolFor(name)
    let id = SmallSchool.id("new")
    let created = try await school.send("PUT", school.document(name, id), body: golden)
    #expect(created.status == 201)
    #expect(try await school.get(name, id).bytes == created.bytes)
  }

  @Test(arguments: kinds)
  func postCreatesWithAnIdOfTheServers(name: String) async throws {
    let (school, _, golden) = try await schoolFor(name)
    let created = try await school.send("POST", school.documents(name), body: golden)
    #expect(created.status == 201)
    let document = try created.decode(AnyDocument.self)
    #expect(created.headers["location"] == school.document(name, document.id).path)
    #expect(try await school.get(name, document.id).bytes == created.bytes)
  }

  @Test(arguments: kinds)
  func isChangedOnlyOnTheRevThatTheCallerHasSeen(name: String) async throws {
    let (school, kind, golden) = try await schoolFor(name)
    let id = SmallSchool.id("new")
    try await school.create(name, id, golden)
    let changed = Self.changed(golden, kind)
    let blind = try await school.send("PUT", school.document(name, id), body: changed)
    #expect(blind.status == 428)
    #expect(blind.problem?.code == .preconditionRequired)
    for tag in ["\"2\"", "W/\"1\"", "\"01\"", "\"+1\""] {
      let stale = try await school.send("PUT", school.document(name, id), body: changed, headers: ["If-Match": tag])
      #expect(stale.status == 412, "\(tag)")
      #expect(stale.problem?.current?.rev == 1)
      #expect(stale.eTag == "\"1\"")
    }
    #expect(try await school.get(name, id).decode(AnyDocument.self).rev == 1)

    school.server.clock.advance(milliseconds: 5000)
    let updated = try await school.update(name, id, changed, rev: 1)
    #expect(updated.status == 200)
    #expect(updated.eTag == "\"2\"")
    let document = try updated.decode(AnyDocument.self)
    #expect(document.rev == 2)
    #expect(document.body == changed)
    #expect(document.updatedAt.milliseconds - document.createdAt.milliseconds == 5000)
    #expect(try await school.get(name, id).bytes == updated.bytes)
    let stale = try await school.update(name, id, golden, rev: 1)
    #expect(stale.status == 412)
    #expect(stale.problem?.current == document)
    let any = try await school.send(
      "PUT", school.document(name, id), body: golden, headers: ["If-Match": "*"])
    #expect(try any.decode(AnyDocument.self).rev == 3)
    let absent = try await school.update(name, SmallSchool.id("never made"), golden, rev: 1)
    #expect(absent.status == 404)
  }

  @Test(arguments: kinds)
  func aMergePatchChangesWhatItNames(name: String) async throws {
    let (school, kind, golden) = try await schoolFor(name)
    let id = SmallSchool.id("new")
    let created = try await school.create(name, id, golden)
    let changed = Self.changed(golden, kind)
    let patch = JSON.object(
      Dictionary(
        uniqueKeysWithValues: Self.changedKeys(golden, changed).map { ($0, changed[$0] ?? .null) }))
    func send(_ headers: [String: String], type: String = "application/merge-patch+json") async throws -> TestAnswer {
      try await school.send(
        "PATCH", school.document(name, id), body: patch,
        headers: headers.merging(["Content-Type": type]) { first, _ in first })
    }
    #expect(try await send([:]).status == 428)
    #expect(try await send(["If-Match": "\"2\""]).status == 412)
    #expect(try await send(["If-Match": "\"1\""], type: "application/json").status == 415)
    #expect(try await send(["If-Match": "\"1\""], type: "application/json-patch+json").status == 415)
    #expect(try await school.get(name, id).bytes == created.bytes)
    let patched = try await send(["If-Match": "\"1\""])
    #expect(patched.status == 200)
    #expect(try patched.decode(AnyDocument.self).body == changed)
    #expect(patched.eTag == "\"2\"")
    #expect(try await send(["If-Match": "*"]).eTag == "\"3\"")
    let absent = try await school.send(
      "PATCH", school.document(name, SmallSchool.id("never made")), body: patch,
      headers: ["If-Match": "*", "Content-Type": "application/merge-patch+json"])
    #expect(absent.status == 404)
  }

  @Test(arguments: kinds)
  func theHistoryHoldsEveryRevAsItWas(name: String) async throws {
    let (school, kind, golden) = try await schoolFor(name)
    let id = SmallSchool.id("new")
    let changed = Self.changed(golden, kind)
    var answers = [try await school.create(name, id, golden).text]
    answers.append(try await school.update(name, id, changed, rev: 1).text)
    answers.append(try await school.update(name, id, golden, rev: 2).text)
    let history = Route.history(school: TestServer.school, kind: name, id: id.description)
    let all = try await school.send("GET", history)
    #expect(all.text == #"{"items":[\#(answers.reversed().joined(separator: ","))]}"#)
    let page = try await school.send("GET", history, query: "?limit=2")
    #expect(page.text == #"{"items":[\#(answers[2]),\#(answers[1])],"next":"2"}"#)
    let rest = try await school.send("GET", history, query: "?limit=2&before=2")
    #expect(rest.text == #"{"items":[\#(answers[0])]}"#)
    for (index, answer) in answers.enumerated() {
      let revision = try await school.send("GET", self.revision(name, id, "\(index + 1)"))
      #expect(revision.text == answer)
      #expect(revision.eTag == "\"\(index + 1)\"")
    }
    for rev in ["0", "4", "-1", "x", "99999999999999999999"] {
      #expect(try await school.send("GET", self.revision(name, id, rev)).status == 404, "\(rev)")
    }
    try await school.delete(name, id, rev: 3)
    let deleted = try await school.send("GET", history)
    #expect(try deleted.decode(Page<Change>.self).items.count == 4)
    #expect(try await school.send("GET", self.revision(name, id, "2")).text == answers[1])
    let tombstone = try await school.send("GET", self.revision(name, id, "4"))
    guard case .deletion(let deletion) = try tombstone.decode(Change.self) else {
      Issue.record("rev 4 is no tombstone")
      return
    }
    #expect(deletion.rev == 4)
  }

  private func revision(_ kind: String, _ id: DocumentID, _ rev: String) -> Route {
    .revision(school: TestServer.school, kind: kind, id: id.description, rev: rev)
  }

  @Test(arguments: kinds)
  func aDeletedDocumentIsGoneUntilItIsRestored(name: String) async throws {
    let (school, kind, golden) = try await schoolFor(name)
    let id = SmallSchool.id("new")
    try await school.create(name, id, golden)
    let blind = try await school.send("DELETE", school.document(name, id))
    #expect(blind.status == 428)
    #expect(try await school.delete(name, id, rev: 7).status == 412)
    #expect(try await restore(school, name, id, rev: 1).status == 409)
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

    #expect(try await restore(school, name, id, rev: nil).status == 428)
    #expect(try await restore(school, name, id, rev: 1).status == 412)
    let restored = try await restore(school, name, id, rev: 2)
    #expect(restored.status == 200)
    let document = try restored.decode(AnyDocument.self)
    #expect(document.rev == 3)
    #expect(document.body == golden)
    #expect(document.state == (kind.isHandedIn ? .draft : nil))
    #expect(try await school.get(name, id).bytes == restored.bytes)

    try await school.delete(name, id, rev: 3)
    let changed = Self.changed(golden, kind)
    let rewritten = try await restore(school, name, id, rev: 4, body: changed)
    #expect(try rewritten.decode(AnyDocument.self).body == changed)
    #expect(try await restore(school, name, SmallSchool.id("never made"), rev: 1).status == 404)
  }

  private func restore(
    _ school: SmallSchool, _ kind: String, _ id: DocumentID, rev: Int?, body: JSON? = nil
  ) async throws -> TestAnswer {
    try await school.send(
      "POST", .restore(school: TestServer.school, kind: kind, id: id.description), body: body,
      headers: rev.map { ["If-Match": "\"\($0)\""] } ?? [:])
  }

  @Test(arguments: Kind.all.filter { !$0.naturalKey.isEmpty }.map(\.name))
  func aNaturalKeyStandsOnceInASchool(name: String) async throws {
    let (school, _, golden) = try await schoolFor(name)
    let (first, second) = (SmallSchool.id("first"), SmallSchool.id("second"))
    try await school.create(name, first, golden)
    let duplicate = try await school.create(name, second, golden)
    #expect(duplicate.status == 409)
    #expect(duplicate.problem?.code == .duplicate)
    #expect(duplicate.problem?.existing == first)
    #expect(try await school.update(name, first, golden, rev: 1).status == 200, "its own key is no duplicate")
    try await school.delete(name, first, rev: 2)
    #expect(try await school.create(name, second, golden).status == 201, "deleting frees the key")
    let restored = try await restore(school, name, first, rev: 3)
    #expect(restored.status == 409)
    #expect(restored.problem?.existing == second)
  }

  @Test(arguments: kinds)
  func refersOnlyToWhatIsThere(name: String) async throws {
    let (school, kind, golden) = try await schoolFor(name)
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
    let changeFree = { (row: String) in !row.hasPrefix("change") && !row.contains("settings") && !row.hasPrefix("school") }
    #expect(try school.server.dump().filter(changeFree) == before.filter(changeFree))
  }

  @Test(arguments: Kind.all.filter(\.belongsToGroup).map(\.name))
  func groupAndTermNeverChange(name: String) async throws {
    let (school, _, golden) = try await schoolFor(name)
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

  @Test(arguments: kinds)
  func whatIsRefusedLeavesNothingBehind(name: String) async throws {
    let (school, kind, golden) = try await schoolFor(name)
    let (id, absent) = (SmallSchool.id("new"), SmallSchool.id("never made"))
    try await school.create(name, id, golden)
    let before = try school.server.dump()
    let invalid = golden.replacing("surprise", with: 1)
    // A natural key that is taken is told before what is wrong with the content.
    let taken = kind.naturalKey.isEmpty ? 422 : 409
    let document = school.document(name, id)
    let ifMatch = ["If-Match": "\"1\""]
    let answers: [(Int, TestAnswer)] = [
      (taken, try await school.create(name, absent, invalid)), (422, try await school.update(name, id, invalid, rev: 1)),
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
    let speaker = JSON.string(SmallSchool.Person.colleague.teacher?.description ?? "")
    let body = SmallSchool.minutes("圆的面积").replacing("centralSpeakerId", with: speaker)
    try await school.create("minutes", id, body)
    let teacher = try #require(SmallSchool.Person.colleague.teacher)
    #expect(try await school.delete("teachers", teacher, rev: 1).status == 204)
    #expect(try await school.update("minutes", id, body.replacing("topic", with: "圆环"), rev: 1).status == 200)
    let head = try #require(SmallSchool.Person.head.teacher)
    try await school.delete("teachers", head, rev: 1)
    let new = try await school.update(
      "minutes", id, body.replacing("hostId", with: .string(head.description)), rev: 2)
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

extension DocumentsTests {
  /// A small school with everything that a kind's golden body refers to.
  private func schoolFor(_ name: String) async throws -> (SmallSchool, Kind, golden: JSON) {
    let kind = try #require(Kind.named(name))
    let golden = try Self.golden(name)
    let school = try await SmallSchool()
    var needed: [DocumentID: (kind: String, body: JSON)] = [:]
    try Self.collect(kind, golden, &needed)
    let order = Dictionary(uniqueKeysWithValues: Kind.all.enumerated().map { ($0.element.name, $0.offset) })
    let documents = needed.map { (kind: $0.value.kind, id: $0.key, body: $0.value.body) }
      .sorted { (order[$0.kind] ?? 0, $0.id) < (order[$1.kind] ?? 0, $1.id) }
    try await SmallSchool.push(documents, to: school.server)
    if name == "terms" { try await school.delete("terms", SmallSchool.id("term"), rev: 1) }
    if name == "classes" { try await school.delete("classes", SmallSchool.classes[2], rev: 1) }
    if name == "research-groups" { try await school.delete(name, SmallSchool.researchGroup, rev: 1) }
    return (school, kind, golden)
  }

  static func golden(_ kind: String) throws -> JSON {
    try JSON(parsing: Data(contentsOf: Repository.golden.appending(path: "\(kind).json")))
  }

  private static func collect(
    _ kind: Kind, _ body: JSON, _ needed: inout [DocumentID: (kind: String, body: JSON)]
  ) throws {
    for reference in kind.references(in: body) {
      guard case .document(let name, let id) = reference.target, needed[id] == nil else { continue }
      let needs = try minimal(name, number: needed.count + 1)
      needed[id] = (name, needs)
      try collect(#require(Kind.named(name)), needs, &needed)
    }
  }

  /// The least that a document of a kind needs.
  private static func minimal(_ kind: String, number: Int) throws -> JSON {
    switch kind {
    case "classes": ["stage": "primary", "entryYear": 2022, "number": .number(ExactDecimal(Int64(number)))]
    case "teachers": ["name": "陶然"]
    case "research-groups": ["name": .string("教研组 \(number)"), "subject": "mathematics"]
    case "groups":
      ["name": .string("备课组 \(number)"), "schoolYear": "2023-2024", "subject": "mathematics", "grades": [5]]
    default: try golden(kind)
    }
  }

  /// The body with one thing less: an optional member, or the last row of its last table.
  private static func changed(_ body: JSON, _ kind: Kind) -> JSON {
    let fixed = Set(kind.naturalKey + ["groupId", "term"])
    let optional = kind.form.fields.first { !$0.isRequired && !fixed.contains($0.key) && body[$0.key] != nil }
    if let optional { return body.replacing(optional.key, with: nil) }
    let table = kind.form.fields.last { body[$0.key]?.array != nil }
    guard let table, let rows = body[table.key]?.array else { return body }
    return body.replacing(table.key, with: .array(Array(rows.dropLast())))
  }

  private static func changedKeys(_ left: JSON, _ right: JSON) -> [String] {
    let keys = Set((left.object?.keys ?? []) + (right.object?.keys ?? []))
    return keys.filter { left[$0] != right[$0] }.sorted()
  }
}
