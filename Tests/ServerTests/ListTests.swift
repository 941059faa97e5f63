import Foundation
import Shared
import Testing

@testable import Harness
@testable import Server

/// Filters, order and pages of lists.
@Suite struct ListTests {
  typealias Minutes = (id: DocumentID, topic: String, date: String, group: DocumentID)

  /// Twenty records of two groups on five days, so that days repeat.
  private static let minutes: [Minutes] = (0..<20).map { index in
    (
      SmallSchool.id("minutes \(index)"), "第\(index)次：\(index % 3 == 0 ? "分数" : "小数")",
      "2024-03-0\(index % 5 + 1)", index % 4 == 0 ? SmallSchool.otherGroup : SmallSchool.group
    )
  }

  private func school() async throws -> SmallSchool {
    let school = try await SmallSchool()
    let documents = Self.minutes.map {
      (kind: "minutes", id: $0.id, body: SmallSchool.minutes($0.topic, date: $0.date, group: $0.group))
    }
    try await SmallSchool.push(documents, to: school.server)
    return school
  }

  private func page(
    _ school: SmallSchool, _ query: [(String, String)], kind: String = "minutes",
    as person: SmallSchool.Person = .server
  ) async throws -> TestAnswer {
    let path = school.documents(kind).path(query: query)
    return try await school.server.send("GET", path, token: school.token(person))
  }

  /// Every item of a list, page by page. Calls `between` after each page.
  private func walk(
    _ school: SmallSchool, _ query: [(String, String)], between: () async throws -> Void = {}
  ) async throws -> [AnyDocument] {
    var items: [AnyDocument] = []
    var cursor: String?
    repeat {
      let answer = try await page(school, query + (cursor.map { [("cursor", $0)] } ?? []))
      let page = try answer.decode(Page<AnyDocument>.self)
      items += page.items
      cursor = page.next
      #expect((answer.headers["link"] != nil) == (cursor != nil))
      try await between()
    } while cursor != nil
    return items
  }

  /// What a search, or an order other than by id, is bounded by.
  private static let inTerm = ("term", SmallSchool.term)

  static let filters: [(query: [(String, String)], holds: @Sendable (Minutes) -> Bool)] = [
    ([], { _ in true }),
    ([("group", SmallSchool.otherGroup.description)], { $0.group == SmallSchool.otherGroup }),
    ([("group", SmallSchool.id("never made").description)], { _ in false }),
    ([("term", "2023-2024-2")], { _ in true }),
    ([("term", "2023—2024－2")], { _ in true }),
    ([("term", "2022-2023-1")], { _ in false }),
    ([("state", "draft")], { _ in true }),
    ([("state", "approved")], { _ in false }),
    ([("from", "2024-03-03")], { $0.date >= "2024-03-03" }),
    ([("to", "2024-03-02")], { $0.date <= "2024-03-02" }),
    ([("from", "2024-03-02"), ("to", "2024-03-04")], { $0.date >= "2024-03-02" && $0.date <= "2024-03-04" }),
    ([("q", "分数"), inTerm], { $0.topic.contains("分数") }),
    ([("q", "第1"), inTerm], { $0.topic.contains("第1") }),
    ([("q", "%"), inTerm], { _ in false }), ([("q", "_"), inTerm], { _ in false }),
    ([("q", "\\"), inTerm], { _ in false }),
    (
      [("q", "小数"), ("group", SmallSchool.group.description), ("from", "2024-03-05")],
      { $0.topic.contains("小数") && $0.group == SmallSchool.group && $0.date >= "2024-03-05" }
    ),
    ([("updatedSince", "2024-01-01T00:00:00Z")], { _ in true }),
    ([("updatedSince", "2030-01-01T00:00:00.000Z")], { _ in false }),
  ]

  @Test(arguments: filters.indices)
  func aFilterKeepsWhatItSays(index: Int) async throws {
    let (query, holds) = Self.filters[index]
    let school = try await school()
    let found = try await walk(school, query + [("limit", "3")])
    let expected = Self.minutes.filter(holds)
    // Days and instants alone come in their own order.
    let names = Set(query.map(\.0))
    if names.isSubset(of: ["from", "to"]), !names.isEmpty {
      #expect(found.map(\.id) == expected.sorted { ($0.date, $0.id) < ($1.date, $1.id) }.map(\.id))
    } else if names == ["updatedSince"] {
      #expect(found.map(\.id) == expected.map(\.id))
    } else {
      #expect(found.map(\.id) == expected.map(\.id).sorted())
    }
    let byID = try await walk(school, query + [("limit", "3"), ("sort", "id")])
    #expect(byID.map(\.id) == expected.map(\.id).sorted())
  }

  @Test(arguments: ["50%", "a_b", #"back\slash"#, "100%_"])
  func aTextIsSearchedForAsItStands(text: String) async throws {
    let school = try await SmallSchool()
    try await school.create("minutes", SmallSchool.id("hit"), SmallSchool.minutes("内容 \(text) 结束"))
    try await school.create("minutes", SmallSchool.id("miss"), SmallSchool.minutes("内容 50 axb back slash 100xx 结束"))
    #expect(try await walk(school, [("q", text), Self.inTerm]).map(\.id) == [SmallSchool.id("hit")])
  }

  @Test func theTextOfASearchHasABound() async throws {
    let school = try await SmallSchool()
    #expect(try await page(school, [("q", String(repeating: "数", count: 200)), Self.inTerm]).status == 200)
    #expect(try await page(school, [("q", String(repeating: "数", count: 201)), Self.inTerm]).status == 400)
  }

  @Test(arguments: DocumentList.Sort.allCases, [1, 3, 7, 500])
  func pagesShowEverythingOnceInOrder(sort: DocumentList.Sort, limit: Int) async throws {
    let school = try await school()
    let items = try await walk(school, [("sort", sort.rawValue), ("limit", "\(limit)"), Self.inTerm])
    let byID = Self.minutes.map(\.id).sorted()
    let byDay = Self.minutes.sorted { ($0.date, $0.id) < ($1.date, $1.id) }.map(\.id)
    let expected: [DocumentID] =
      switch sort {
      case .id: byID
      case .idDescending: byID.reversed()
      case .updated: Self.minutes.map(\.id)
      case .updatedDescending: Self.minutes.map(\.id).reversed()
      case .day: byDay
      case .dayDescending: byDay.reversed()
      }
    #expect(items.map(\.id) == expected)
  }

  @Test(arguments: DocumentList.Sort.allCases)
  func whatWasThereIsShownOnceWhileOthersAreAdded(sort: DocumentList.Sort) async throws {
    let school = try await school()
    var added = 0
    let items = try await walk(school, [("sort", sort.rawValue), ("limit", "3"), Self.inTerm]) {
      guard added < 12 else { return }
      for _ in 0..<2 {
        let body = SmallSchool.minutes("后来的", date: "2024-03-0\(added % 5 + 1)")
        try await school.create("minutes", SmallSchool.id("added \(added)"), body)
        added += 1
      }
    }
    let ids = items.map(\.id)
    #expect(Set(ids).count == ids.count, "nothing is shown twice")
    #expect(Set(ids).isSuperset(of: Self.minutes.map(\.id)), "nothing that was there is left out")
  }

  @Test func theNextPageIsLinkedWithTheSameFilters() async throws {
    let school = try await school()
    let first = try await page(school, [("q", "小数"), Self.inTerm, ("limit", "5"), ("sort", "-day")])
    let link = try #require(first.headers["link"])
    #expect(link.hasSuffix(">; rel=\"next\""))
    let path = String(link.dropFirst().prefix { $0 != ">" })
    let second = try await school.server.send("GET", path)
    let cursor = try #require(first.decode(Page<AnyDocument>.self).next)
    let same = try await page(school, [("q", "小数"), Self.inTerm, ("limit", "5"), ("sort", "-day"), ("cursor", cursor)])
    #expect(second.bytes == same.bytes)
    #expect(second.status == 200)
  }

  @Test(arguments: [
    [("q", "小数"), ("sort", "-id"), inTerm], [("q", "小数"), inTerm], [("sort", "id")],
    [("q", "小数"), ("sort", "-id"), inTerm, ("state", "draft")],
  ])
  func aCursorBelongsToItsFilters(query: [(String, String)]) async throws {
    let school = try await school()
    let first = try await page(school, [("q", "小数"), ("sort", "-id"), Self.inTerm, ("limit", "2")])
    let cursor = try #require(first.decode(Page<AnyDocument>.self).next)
    let answer = try await page(school, query + [("limit", "4"), ("cursor", cursor)])
    let isSame = query.map(\.0) == ["q", "sort", "term"]
    #expect(answer.status == (isSame ? 200 : 400))
    if !isSame { #expect(answer.problem?.code == .badCursor) }
    let otherKind = try await page(
      school, [("q", "小数"), ("sort", "-id"), Self.inTerm, ("cursor", cursor)], kind: "plans")
    #expect(otherKind.status == 400)
  }

  @Test(arguments: ["", "x", "AAAA", "eyJmaWx0ZXJzIjoiIn0", "%00", "🙂"])
  func aCursorThatTheServerDidNotGiveIs400(cursor: String) async throws {
    let school = try await school()
    let answer = try await page(school, [("cursor", cursor)])
    #expect(answer.status == 400)
    #expect(answer.problem?.code == .badCursor)
  }

  @Test func aCursorThatWasTamperedWithIs400() async throws {
    let school = try await school()
    let cursor = try #require(try await page(school, [("limit", "2")]).decode(Page<AnyDocument>.self).next)
    for position in stride(from: 0, to: cursor.count, by: 7) {
      let index = cursor.index(cursor.startIndex, offsetBy: position)
      let other = cursor[index] == "A" ? "B" : "A"
      let forged = cursor.replacingCharacters(in: index...index, with: other)
      #expect(try await page(school, [("cursor", forged)]).status == 400)
    }
  }

  @Test(arguments: [
    "limit=0", "limit=501", "limit=-1", "limit=x", "limit=99999999999999999999", "limit=", "limit=5&limit=6",
    "sort=name",
    "sort=", "group=x", "group=", "term=spring", "state=open", "from=2024-02-30", "to=yesterday",
    "updatedSince=2024-03-01", "offset=3", "page=2", "Q=x", "q=%zz", "q=%FF", "%zz=1", "unknown",
    // What would look through all documents of the kind.
    "q=x", "q=x&from=2024-01-01", "sort=day", "sort=-updated", "sort=updated&state=draft", "q=%00&term=2023-2024-2",
  ])
  func aParameterThatIsUnknownOrWrongIs400(query: String) async throws {
    let school = try await SmallSchool()
    let answer = try await school.send("GET", school.documents("minutes"), query: "?" + query)
    #expect(answer.status == 400)
    #expect(answer.problem?.code == .badParameter)
  }

  @Test func limitsFromOneToFiveHundredAreTaken() async throws {
    let school = try await school()
    #expect(try await page(school, [("limit", "1")]).decode(Page<AnyDocument>.self).items.count == 1)
    #expect(try await page(school, [("limit", "500")]).decode(Page<AnyDocument>.self).items.count == 20)
    #expect(try await page(school, []).decode(Page<AnyDocument>.self).next == nil)
  }

  @Test func aChangedOrDeletedDocumentMovesOrLeavesTheList() async throws {
    let school = try await school()
    let (first, second) = (Self.minutes[0], Self.minutes[1])
    school.server.clock.advance(milliseconds: 60_000)
    let changed = SmallSchool.minutes("改题", date: "2024-06-01", group: first.group)
    try await school.update("minutes", first.id, changed, rev: 1)
    try await school.delete("minutes", second.id, rev: 1)
    #expect(try await walk(school, [("from", "2024-06-01")]).map(\.id) == [first.id])
    #expect(try await walk(school, [("q", "改题"), Self.inTerm]).map(\.id) == [first.id])
    #expect(try await walk(school, [("sort", "-updated"), ("limit", "2"), Self.inTerm]).map(\.id).first == first.id)
    #expect(try await walk(school, [("updatedSince", school.server.clock.now.description)]).map(\.id) == [first.id])
    #expect(try await !walk(school, []).map(\.id).contains(second.id))
    try await school.move("minutes", first.id, to: .submitted, rev: 2)
    #expect(try await walk(school, [("state", "submitted")]).map(\.id) == [first.id])
  }
}
