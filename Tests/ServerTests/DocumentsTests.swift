import Shared
import Testing

@testable import Harness
@testable import Server

/// What holds for the documents of every kind alike.
@Suite struct DocumentsTests {
  @Test(arguments: Kind.all.map(\.name))
  func aCreatedDocumentIsReadAsItWasAnswered(name: String) async throws {
    let (school, kind, golden) = try await GoldenSchool.make(name)
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
    #expect(second.problem?.current?.document == document)
  }

  @Test(arguments: Kind.all.map(\.name))
  func putWithoutPreconditionCreates(name: String) async throws {
    let (school, _, golden) = try await GoldenSchool.make(name)
    let id = SmallSchool.id("new")
    let created = try await school.send("PUT", school.document(name, id), body: golden)
    #expect(created.status == 201)
    #expect(try await school.get(name, id).bytes == created.bytes)
  }

  @Test(arguments: Kind.all.map(\.name))
  func postCreatesWithAnIdOfTheServers(name: String) async throws {
    let (school, _, golden) = try await GoldenSchool.make(name)
    let created = try await school.send("POST", school.documents(name), body: golden)
    #expect(created.status == 201)
    let document = try created.decode(AnyDocument.self)
    #expect(created.headers["location"] == school.document(name, document.id).path)
    #expect(try await school.get(name, document.id).bytes == created.bytes)
  }

  /// What compressing proxies make of a tag, and lists of tags, name the rev all the same.
  @Test(arguments: [
    #""1""#, #"W/"1""#, #""1-gzip""#, #"W/"1-br""#, #""1;gzip""#, #""1--gzip""#, #""7", "1""#, #""x", W/"1-zstd" ,"#,
    "*",
  ])
  func aTagCountsAsAProxyMayHaveWrittenIt(tag: String) async throws {
    let (school, _, golden) = try await GoldenSchool.make("minutes")
    let id = SmallSchool.id("new")
    try await school.create("minutes", id, golden)
    let read = try await school.send("GET", school.document("minutes", id), headers: ["If-None-Match": tag])
    #expect(read.status == 304)
    let written = try await school.send(
      "PUT", school.document("minutes", id), body: golden, headers: ["If-Match": tag])
    #expect(written.status == 200)
    let patched = try await school.send(
      "PATCH", school.document("minutes", id), body: [:],
      headers: ["If-Match": tag.replacing("1", with: "2"), "Content-Type": "application/merge-patch+json"])
    #expect(patched.status == 200)
  }

  /// A health checker's or a cache's question: what GET would answer, without the answer.
  @Test func headAnswersWhatGetWouldWithoutTheBody() async throws {
    let (school, _, golden) = try await GoldenSchool.make("minutes")
    let id = SmallSchool.id("new")
    try await school.create("minutes", id, golden)
    let paths =
      ["/healthz", "/readyz", "/openapi.yaml", "/openapi.json", "/v1/me", "/v1/unknown"]
      + [school.document("minutes", id), school.documents("minutes"), .schools, .audit].map(\.path)
    for path in paths {
      let id = ["X-Request-Id": "same"]
      let (get, head) = (
        try await school.server.send("GET", path, headers: id), try await school.server.send("HEAD", path, headers: id)
      )
      #expect(head.status == get.status, "\(path)")
      #expect(head.headers == get.headers, "\(path)")
      #expect(head.headers["content-length"] == String(get.bytes.count), "\(path)")
      #expect(head.bytes.isEmpty)
    }
    let known = try await school.send("HEAD", school.document("minutes", id), headers: ["If-None-Match": "\"1\""])
    #expect(known.status == 304)
  }

  @Test(arguments: Kind.all.map(\.name))
  func isChangedOnlyOnTheRevThatTheCallerHasSeen(name: String) async throws {
    let (school, kind, golden) = try await GoldenSchool.make(name)
    let id = SmallSchool.id("new")
    try await school.create(name, id, golden)
    let changed = GoldenSchool.changed(golden, kind)
    let blind = try await school.send("PUT", school.document(name, id), body: changed)
    #expect(blind.status == 428)
    #expect(blind.problem?.code == .preconditionRequired)
    for tag in [#""2""#, #"W/"2""#, #""01""#, #""+1""#, #""1gzip""#, #""1-7""#, #""x", "2-br""#] {
      let stale = try await school.send("PUT", school.document(name, id), body: changed, headers: ["If-Match": tag])
      #expect(stale.status == 412, "\(tag)")
      #expect(stale.problem?.current?.document?.rev == 1)
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
    #expect(stale.problem?.current?.document == document)
    let any = try await school.send(
      "PUT", school.document(name, id), body: golden, headers: ["If-Match": "*"])
    #expect(try any.decode(AnyDocument.self).rev == 3)
    let absent = try await school.update(name, SmallSchool.id("never made"), golden, rev: 1)
    #expect(absent.status == 404)
  }

  @Test(arguments: Kind.all.map(\.name))
  func aMergePatchChangesWhatItNames(name: String) async throws {
    let (school, kind, golden) = try await GoldenSchool.make(name)
    let id = SmallSchool.id("new")
    let created = try await school.create(name, id, golden)
    let changed = GoldenSchool.changed(golden, kind)
    let patch = JSON.object(
      Dictionary(
        uniqueKeysWithValues: GoldenSchool.changedKeys(golden, changed).map { ($0, changed[$0] ?? .null) }))
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

  @Test(arguments: Kind.all.map(\.name))
  func theHistoryHoldsEveryRevAsItWas(name: String) async throws {
    let (school, kind, golden) = try await GoldenSchool.make(name)
    let id = SmallSchool.id("new")
    let changed = GoldenSchool.changed(golden, kind)
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
    guard case .deletion(let deletion) = try tombstone.decode(Change.self).content else {
      Issue.record("rev 4 is no tombstone")
      return
    }
    #expect(deletion.rev == 4)
  }

  private func revision(_ kind: String, _ id: DocumentID, _ rev: String) -> Route {
    .revision(school: TestServer.school, kind: kind, id: id.description, rev: rev)
  }
}
