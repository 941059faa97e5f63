import Foundation
import Shared
import Testing

@testable import Harness
@testable import Server

/// The feed of changes: complete, in the order of commits, each document once.
@Suite struct FeedTests {
  @Test func eachDocumentStandsOnceAtItsNewestRevInTheOrderOfCommits() async throws {
    let (school, ids) = try await SmallSchool.withMinutes()
    let start = try await school.feedPage([("limit", "500")])
    #expect(start.ids.suffix(6) == ids[...])
    #expect(Set(start.ids).count == start.ids.count)
    #expect(!start.hasMore)
    #expect(start.epoch == school.server.register.epoch)
    try await school.update("minutes", ids[1], SmallSchool.minutes("改"), rev: 1)
    try await school.update("minutes", ids[0], SmallSchool.minutes("改"), rev: 1)
    try await school.delete("minutes", ids[3], rev: 1)
    try await school.update("minutes", ids[1], SmallSchool.minutes("再改"), rev: 2)
    let news = try await school.feedPage(cursor: start.cursor)
    #expect(news.ids == [ids[0], ids[3], ids[1]])
    #expect(news.revs == [2, 2, 3])
    guard case .deletion(let deletion) = news.changes[1].content else {
      Issue.record("a deleted document stands as a tombstone")
      return
    }
    #expect(deletion.updatedBy == "server")
    #expect(try await school.feedPage(cursor: news.cursor).changes == [])
    let documents = try await school.get("minutes", ids[1])
    #expect(
      try await school.feed(cursor: start.cursor).text.contains(documents.text.dropLast()), "the bytes of the document")
    let afresh = try await school.feedPage([("limit", "500")])
    #expect(afresh.ids.suffix(6) == [ids[2], ids[4], ids[5], ids[0], ids[3], ids[1]])
  }

  @Test(arguments: [1, 2, 5, 7, 500])
  func pagesOfAnyLengthShowTheSame(limit: Int) async throws {
    let (school, _) = try await SmallSchool.withMinutes()
    let all = try await school.feedPage([("limit", "500")])
    let walked = try await school.wholeFeed([("limit", "\(limit)")])
    #expect(walked.changes == all.changes)
    #expect(try await school.feedPage([("limit", "\(limit)")], cursor: walked.cursor).changes == [])
  }

  static let filters: [(query: [(String, String)], holds: @Sendable (AnyDocument) -> Bool)] = [
    ([("kinds", "minutes")], { $0.kind == "minutes" }),
    ([("kinds", "minutes,plans"), ("kinds", "terms")], { ["minutes", "terms"].contains($0.kind) }),
    (
      [("group", SmallSchool.group.description)],
      { $0.body["groupId"].map { $0.string == SmallSchool.group.description } ?? true }
    ),
    ([("term", "2024-2025-1")], { $0.body["term"].map { $0 == "2024-2025-1" } ?? true }),
    (
      [("kinds", "minutes"), ("group", SmallSchool.otherGroup.description), ("term", SmallSchool.term)],
      { $0.kind == "minutes" && $0.body["groupId"]?.string == SmallSchool.otherGroup.description }
    ),
  ]

  @Test(arguments: filters.indices, [1, 500])
  func aFilterKeepsWhatItSays(index: Int, limit: Int) async throws {
    let (query, holds) = Self.filters[index]
    let (school, _) = try await SmallSchool.withMinutes()
    try await school.create(
      "minutes", SmallSchool.id("other"), SmallSchool.minutes("别组", group: SmallSchool.otherGroup))
    let all = try await school.feedPage([("limit", "500")])
    let expected = all.changes.filter {
      if case .document(let document) = $0.content { holds(document) } else { false }
    }
    #expect(try await school.wholeFeed(query + [("limit", "\(limit)")]).changes == expected)
  }

  @Test func aCursorGoesOnWhereTheScanEndedAlsoWhenTheFilterKeptNothing() async throws {
    let (school, ids) = try await SmallSchool.withMinutes()
    let empty = try await school.feedPage([("kinds", "plans")])
    #expect(empty.changes == [])
    try await school.update("minutes", ids[0], SmallSchool.minutes("改"), rev: 1)
    #expect(try await school.feedPage([("kinds", "plans")], cursor: empty.cursor).changes == [])
  }

  @Test(arguments: [
    [("kinds", "plans")], [("kinds", "minutes,plans")], [("group", SmallSchool.group.description)],
    [("kinds", "minutes"), ("term", SmallSchool.term)], [],
  ])
  func aCursorBelongsToItsFilters(query: [(String, String)]) async throws {
    let (school, _) = try await SmallSchool.withMinutes()
    let cursor = try await school.feedPage([("kinds", "minutes"), ("limit", "2")]).cursor
    let answer = try await school.feed(query, cursor: cursor)
    #expect(answer.status == 400)
    #expect(answer.problem?.code == .badCursor)
    #expect(try await school.feedPage([("kinds", "minutes"), ("limit", "3")], cursor: cursor).changes.count == 3)
  }

  @Test func aCursorThatWasTamperedWithOrIsOfAListIs400() async throws {
    let (school, _) = try await SmallSchool.withMinutes()
    let cursor = try await school.feedPage([("limit", "2")]).cursor
    for position in stride(from: 0, to: cursor.count, by: 9) {
      let index = cursor.index(cursor.startIndex, offsetBy: position)
      let other = cursor[index] == "A" ? "B" : "A"
      let forged = cursor.replacingCharacters(in: index...index, with: other)
      #expect(try await school.feed(cursor: forged).status == 400)
    }
    let list = try await school.send("GET", school.documents("minutes"), query: "?limit=1")
    let listCursor = try #require(list.decode(Page<AnyDocument>.self).next)
    #expect(try await school.feed(cursor: listCursor).problem?.code == .badCursor)
    let listed = try await school.send("GET", school.documents("minutes"), query: "?cursor=\(cursor)")
    #expect(listed.problem?.code == .badCursor)
  }

  @Test(arguments: [
    "limit=0", "limit=501", "limit=x", "wait=-1", "wait=31", "wait=x", "kinds=poems", "kinds=plans,poems", "group=x",
    "term=x", "since=3", "cursor=x", "limit=1&limit=2", "kinds=%zz",
  ])
  func aParameterThatIsUnknownOrWrongIs400(query: String) async throws {
    let school = try await SmallSchool()
    let answer = try await school.send("GET", .changes(school: TestServer.school), query: "?" + query)
    #expect(answer.status == 400)
  }

  @Test func whoGainsOrLosesAGroupReadsAfresh() async throws {
    let (school, ids) = try await SmallSchool.withMinutes()
    let cursor = try await school.feedPage(as: .outsider).cursor
    let admins = try await school.feedPage(as: .admin).cursor
    let group = try await school.get("groups", SmallSchool.group).decode(AnyDocument.self)
    let row: JSON = [
      "teacherId": .string(SmallSchool.Person.outsider.teacher?.description ?? ""), "role": "member",
      "from": "2024-02-27",
    ]
    let members = (group.body["members"]?.array ?? []) + [row]
    try await school.update("groups", SmallSchool.group, group.body.replacing("members", with: .array(members)), rev: 1)
    try await expectGone(school, cursor, reason: "scope", as: .outsider)
    let seen = try await school.feedPage([("limit", "500")], as: .outsider)
    #expect(Set(seen.ids).isSuperset(of: ids))
    try await school.update("groups", SmallSchool.group, group.body, rev: 2)
    try await expectGone(school, seen.cursor, reason: "scope", as: .outsider)
    #expect(try await school.feedPage([("limit", "500")], as: .outsider).ids.filter(ids.contains) == [])
    #expect(
      try await !school.feedPage(cursor: admins, as: .admin).changes.isEmpty, "an administrator sees what there was")
  }

  private func expectGone(
    _ school: SmallSchool, _ cursor: String, reason: String, as person: SmallSchool.Person
  ) async throws {
    let gone = try await school.feed(cursor: cursor, as: person)
    #expect(gone.status == 410)
    #expect(gone.problem?.code == .cursorGone)
    #expect(gone.problem?.reason == reason)
    #expect(gone.problem?.restart == Route.changes(school: TestServer.school).path)
  }

  @Test func afterABackupWasRestoredEverybodyReadsAfresh() async throws {
    let (school, ids) = try await SmallSchool.withMinutes()
    let backup = school.server.directory.appending(path: "backup.sqlite").path
    try await school.server.register.store.backup(to: backup)
    try await school.update("minutes", ids[0], SmallSchool.minutes("改"), rev: 1)
    let before = try await school.feedPage()
    let restored = try await school.server.restarted(from: backup)
    #expect(restored.register.epoch != before.epoch)
    let path = Route.changes(school: TestServer.school)
    let gone = try await restored.send("GET", path.path(query: [("cursor", before.cursor)]))
    #expect(gone.status == 410)
    #expect(gone.problem?.reason == "epoch")
    let afresh = try await restored.send("GET", path.path).decode(FeedPage.self)
    #expect(afresh.epoch == restored.register.epoch)
    #expect(afresh.revs.allSatisfy { $0 == 1 }, "as it was when the backup was made")
    #expect(before.changes.allSatisfy { $0.isSinceEpoch }, "nothing was restored before")
    #expect(!afresh.changes.contains { $0.isSinceEpoch }, "nothing was written since")
    let minutes = school.document("minutes", ids[1]).path
    let body = SmallSchool.minutes("新").canonicalBytes
    #expect(try await restored.send("PUT", minutes, body: body, headers: ["If-Match": "\"1\""]).status == 200)
    #expect(
      try await restored.send("DELETE", school.document("minutes", ids[2]).path, headers: ["If-Match": "\"1\""]).status
        == 204)
    let news = try await restored.send("GET", path.path).decode(FeedPage.self)
    #expect(news.changes.filter(\.isSinceEpoch).map(\.id) == [ids[1], ids[2]])
  }

  /// A database that was put back without a restore: an image of the machine, a copied file.
  @Test(arguments: [0, 1, 3])
  func aCursorThatPassedWhatIsNotThereAnyMoreIsGone(writtenSince: Int) async throws {
    let (school, ids) = try await SmallSchool.withMinutes()
    let file = school.server.directory.appending(path: "beike.sqlite")
    let copy = school.server.directory.appending(path: "copy.sqlite").path
    let early = try await school.feedPage()
    try await school.server.register.store.backup(to: copy)
    for id in ids.prefix(2) { try await school.update("minutes", id, SmallSchool.minutes("失去的"), rev: 1) }
    let late = try await school.feedPage()
    let putBack = try await school.server.restarted { _ in
      try FileManager.default.removeItem(at: file)
      try FileManager.default.copyItem(atPath: copy, toPath: file.path)
    }
    for id in ids.suffix(writtenSince) {
      let body = SmallSchool.minutes("新的").canonicalBytes
      let path = school.document("minutes", id).path
      #expect(try await putBack.send("PUT", path, body: body, headers: ["If-Match": "\"1\""]).status == 200)
    }
    let path = Route.changes(school: TestServer.school)
    let gone = try await putBack.send("GET", path.path(query: [("cursor", late.cursor)]))
    #expect(gone.status == 410)
    #expect(gone.problem?.reason == "epoch")
    let goesOn = try await putBack.send("GET", path.path(query: [("cursor", early.cursor)])).decode(FeedPage.self)
    #expect(goesOn.ids == Array(ids.suffix(writtenSince)), "what was passed before is still there")
  }

  @Test func afterARestartACursorGoesOn() async throws {
    let (school, _) = try await SmallSchool.withMinutes()
    let before = try await school.feedPage([("limit", "4")])
    let restarted = try await school.server.restarted()
    let path = Route.changes(school: TestServer.school).path(query: [("cursor", before.cursor), ("limit", "2")])
    #expect(try await restarted.send("GET", path).decode(FeedPage.self).changes.count == 2)
  }
}
