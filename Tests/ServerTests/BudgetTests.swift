import Shared
import Testing

@testable import Harness
@testable import Server

/// Pages hold so many documents and so many bytes, whichever comes first, and lead on: nothing is lost by it, and no
/// answer grows with the size of what is stored.
@Suite struct BudgetTests {
  /// Nine documents of about one megabyte, two pages and a bit of them.
  private static let ids = (0..<9).map { SmallSchool.id("large \($0)") }

  /// Minutes with so many unit analyses of about half a megabyte each.
  private static func body(_ topic: String, units: Int = 2) -> JSON {
    let paragraph = JSON.string(String(repeating: "议", count: 20_000))
    let rows = Minutes.Aspect.allCases.map { aspect -> JSON in
      ["aspect": .string(aspect.rawValue), "individualDesign": paragraph, "groupOpinion": paragraph]
    }
    return SmallSchool.minutes(topic).replacing(
      "unitAnalyses", with: .array((0..<units).map { ["unit": .string("第\($0)单元"), "rows": .array(rows)] }))
  }

  private func school() async throws -> SmallSchool {
    let school = try await SmallSchool(checksContract: false)
    for id in Self.ids {
      let answer = try await school.create("minutes", id, Self.body("大"), as: .author)
      try #require(answer.status == 201, "\(answer.text.prefix(300))")
    }
    return school
  }

  /// What an answer may have: the budget, and what stands beside the documents.
  private static let most = PageBudget.bytes + 20_000

  @Test func listsEndAtTheBudgetAndLeadOn() async throws {
    let school = try await school()
    var (ids, pages, cursor): ([DocumentID], Int, String?) = ([], 0, nil)
    repeat {
      let query = [("limit", "500")] + (cursor.map { [("cursor", $0)] } ?? [])
      let answer = try await school.server.send(
        "GET", school.documents("minutes").path(query: query), token: school.token(.author))
      #expect(answer.bytes.count <= Self.most)
      let page = try answer.decode(Page<AnyDocument>.self)
      #expect(!page.items.isEmpty)
      ids += page.items.map(\.id)
      (cursor, pages) = (page.next, pages + 1)
    } while cursor != nil
    #expect(ids == Self.ids.sorted())
    #expect(pages == 3)
  }

  @Test func theFeedEndsAtTheBudgetAndHasMore() async throws {
    let school = try await school()
    var (ids, cursor, hasMore): ([DocumentID], String?, Bool) = ([], nil, true)
    while hasMore {
      let answer = try await school.feed([("kinds", "minutes"), ("limit", "500")], cursor: cursor, as: .author)
      #expect(answer.bytes.count <= Self.most)
      let page = try answer.decode(FeedPage.self)
      ids += page.ids
      (cursor, hasMore) = (page.cursor, page.hasMore)
    }
    #expect(ids == Self.ids)
  }

  @Test func aHistoryEndsAtTheBudgetAndLeadsOn() async throws {
    let school = try await SmallSchool(checksContract: false)
    let id = Self.ids[0]
    try await school.create("minutes", id, Self.body("一"))
    for rev in 1..<9 { try await school.update("minutes", id, Self.body("第\(rev)"), rev: rev) }
    let route = Route.history(school: TestServer.school, kind: "minutes", id: id.description)
    var (count, before): (Int, String?) = (0, nil)
    repeat {
      let answer = try await school.server.send("GET", route.path(query: before.map { [("before", $0)] } ?? []))
      #expect(answer.bytes.count <= Self.most)
      let page = try answer.decode(Page<Change>.self)
      count += page.items.count
      before = page.next
    } while before != nil
    #expect(count == 9)
  }

  @Test func aPushShowsWhatStandsInTheWayWhileThereIsRoom() async throws {
    let school = try await school()
    let stale = Self.ids.enumerated().map { index, id in
      mutation(index + 1, .update, "minutes", id, base: 7, body: SmallSchool.minutes("旧"))
    }
    let client = SyncClient(school, .author)
    for isReplayed in [false, true] {
      let answer = try await client.send(stale)
      #expect(answer.bytes.count <= Self.most)
      let results = try answer.decode(PushResponse.self).results
      #expect(results.allSatisfy { $0.status == 412 && ($0.replayed ?? false) == isReplayed })
      let currents = results.compactMap { $0.problem?.current }
      #expect(currents.count == Self.ids.count)
      #expect(currents.compactMap(\.document?.id) == Array(Self.ids.prefix(4)))
      for (id, current) in zip(Self.ids, currents).dropFirst(4) {
        guard case .elsewhere(let href) = current else {
          Issue.record("\(id) has no room")
          continue
        }
        #expect(try await school.server.send("GET", href).decode(AnyDocument.self).id == id)
      }
    }
  }

  @Test func oneDocumentIsAlwaysShown() async throws {
    let school = try await SmallSchool()
    let id = Self.ids[0]
    let created = try await school.create("minutes", id, Self.body("最大", units: 4))
    #expect(created.status == 201)
    let stale = try await school.update("minutes", id, SmallSchool.minutes("旧"), rev: 7)
    #expect(try stale.problem?.current?.document == created.decode(AnyDocument.self))
  }
}
