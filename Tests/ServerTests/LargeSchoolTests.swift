import Shared
import Testing

@testable import Harness
@testable import Server

/// What a teacher's reading costs does not depend on what others have written.
@Suite struct LargeSchoolTests {
  /// What a teacher asks for, and an administrator: lists in each order and with each filter.
  static let lists = [
    "", "sort=-id", "limit=5", "group=\(SmallSchool.group)", "term=\(SmallSchool.term)", "state=draft",
    "state=approved",
    "from=2024-01-01", "to=2024-06-01&sort=-day", "from=2024-01-01&sort=id",
    "from=2024-02-01&to=2024-03-01&sort=updated",
    "updatedSince=2020-01-01T00:00:00Z", "updatedSince=2020-01-01T00:00:00Z&sort=id",
    "term=\(SmallSchool.term)&sort=day", "term=\(SmallSchool.term)&sort=-updated&state=draft",
    "group=\(SmallSchool.group)&sort=-day", "group=\(SmallSchool.group)&q=x", "term=\(SmallSchool.term)&q=x",
    "group=\(SmallSchool.group)&term=\(SmallSchool.term)&state=draft&from=2024-01-01&updatedSince=2020-01-01T00:00:00Z",
  ]

  static let feeds = [
    "", "limit=5", "kinds=minutes", "kinds=plans", "group=\(SmallSchool.group)", "term=\(SmallSchool.term)",
    "group=\(SmallSchool.group)&kinds=minutes,plans&term=\(SmallSchool.term)",
  ]

  private static let people: [SmallSchool.Person] = [.author, .formerMember, .supervisor, .head, .outsider]

  @Test func aTeacherPaysForTheirOwnGroupsAlone() async throws {
    let (small, large) = (try await LargeSchool(strangers: 0), try await LargeSchool(strangers: 60_000))
    var costs: [String: (Int, Int)] = [:]
    for person in Self.people {
      let scopes = (try small.scope(person), try large.scope(person))
      let sealer = large.school.server.register.sealer
      for list in Self.lists {
        func cost(_ school: LargeSchool, _ scope: Scope) throws -> Int {
          let list = try DocumentList(Query(list[...]), kind: Minutes.kind, scope: scope, sealer: sealer)
          return try school.steps { _ = try list.answer(from: $0, sealer: sealer) }
        }
        costs["\(person) list \(list)"] = (try cost(small, scopes.0), try cost(large, scopes.1))
      }
      for feed in Self.feeds {
        func cost(_ school: LargeSchool, _ scope: Scope) throws -> Int {
          let feed = try Feed(Query(feed[...]), scope: scope, sealer: sealer)
          return try school.steps { _ = try feed.answer(from: $0, epoch: "e", sealer: sealer) }
        }
        costs["\(person) feed \(feed)"] = (try cost(small, scopes.0), try cost(large, scopes.1))
      }
    }
    for (what, (alone, among)) in costs.sorted(by: { $0.key < $1.key }) {
      #expect(among <= 3 * alone + 5, "\(what): \(alone) and \(among) hundred steps")
    }
  }

  /// An administrator sees everything: no page looks at more rows than are promised, however many there are.
  @Test func noPageOfTheWholeSchoolLooksAtMoreThanItMay() async throws {
    let large = try await LargeSchool(strangers: 60_000)
    let scope = try large.scope(.admin)
    let sealer = large.school.server.register.sealer
    // What a row costs at most that is looked at, sorted or read, in hundreds of steps.
    let most = PageBudget.rows
    for list in Self.lists where !list.contains("term=") {
      let list = try DocumentList(Query(list[...]), kind: Minutes.kind, scope: scope, sealer: sealer)
      #expect(try large.steps { _ = try list.answer(from: $0, sealer: sealer) } <= most, "\(list)")
    }
    for feed in Self.feeds {
      let feed = try Feed(Query(feed[...]), scope: scope, sealer: sealer)
      #expect(try large.steps { _ = try feed.answer(from: $0, epoch: "e", sealer: sealer) } <= most, "\(feed)")
    }
  }

  @Test func aFilterThatFewFitLeadsOnAndFindsThem() async throws {
    let large = try await LargeSchool(strangers: 12_000)
    let query = [("limit", "500"), ("updatedSince", "2024-02-27T00:00:00Z"), ("sort", "id")]
    var (ids, pages, cursor): ([DocumentID], Int, String?) = ([], 0, nil)
    repeat {
      let path = large.school.documents("minutes").path(query: query + (cursor.map { [("cursor", $0)] } ?? []))
      let page = try await large.school.server.send("GET", path).decode(Page<AnyDocument>.self)
      ids += page.items.map(\.id)
      (cursor, pages) = (page.next, pages + 1)
    } while cursor != nil
    #expect(ids == large.own.sorted())
    #expect(pages >= 3, "each page looks at so many rows and no more")
  }

  // MARK: Plans

  @Test(arguments: Self.people + [.admin])
  func nothingIsLookedForByLookingThroughEverything(person: SmallSchool.Person) async throws {
    let large = try await LargeSchool(strangers: 100)
    let scope = try large.scope(person)
    let sealer = large.school.server.register.sealer
    for text in Self.lists {
      let list = try DocumentList(Query(text[...]), kind: Minutes.kind, scope: scope, sealer: sealer)
      let statement = DocumentList.Walk(list).statement(DocumentBytes.columns)
      try expectRanges(large, statement, scope, "list \(text)")
    }
    for kind in Kind.all {
      let list = try DocumentList(Query(""), kind: kind, scope: scope, sealer: sealer)
      try expectRanges(large, DocumentList.Walk(list).statement(DocumentBytes.columns), scope, kind.name)
    }
    for text in Self.feeds {
      let feed = try Feed(Query(text[...]), scope: scope, sealer: sealer)
      try expectRanges(large, feed.statement(after: 7, rows: 10), scope, "feed \(text)")
    }
  }

  private func expectRanges(_ large: LargeSchool, _ statement: SQL?, _ scope: Scope, _ what: String) throws {
    guard let statement else { return }
    for line in try large.plan(statement) {
      #expect(!line.hasPrefix("SCAN") || line == "SCAN page", "\(what): \(line)")
      guard line.hasPrefix("SEARCH d ") else { continue }
      #expect(line.contains("school=?"), "\(what): \(line)")
      if scope.reach != .school { #expect(line.contains("group_id=?"), "\(what): \(line)") }
    }
    let plan = try large.plan(statement)
    let isBounded = what.contains("group=") || what.contains("term=") || scope.reach != .school
    let indexes = ["list state=approved": "document_state", "list from=2024-01-01": "document_day"]
    let term = scope.reach == .school && what.hasPrefix("list term=") ? "document_term" : nil
    if let index = term ?? (scope.reach == .school ? indexes[what] : nil) {
      #expect(plan.contains { $0.contains("INDEX \(index) ") }, "\(what): \(plan)")
    }
    #expect(isBounded || !plan.contains { $0.contains("TEMP B-TREE") }, "\(what): sorts the whole school")
  }

  static let records: [(account: String?, action: AuditAction?, isTimed: Bool)] = [
    (nil, nil, false), ("a", nil, false), (nil, .update, false), (nil, .loggedIn, false), ("a", .loggedIn, true),
    (nil, nil, true),
  ]

  @Test(arguments: records.indices)
  func theRecordIsReadAlongItsIndexes(index: Int) async throws {
    let (account, action, isTimed) = Self.records[index]
    let large = try await LargeSchool(strangers: 100)
    var page = RecordPage()
    (page.account, page.action) = (account, action)
    if isTimed { (page.from, page.to) = (Instant(milliseconds: 0), Instant(milliseconds: 1)) }
    for line in try large.plan(page.statement(TestServer.school, rows: 10)) where line.contains("SCAN") {
      #expect(!line.contains("change") && !line.contains("event"), "\(line)")
    }
    if account != nil, action == nil {
      let plan = try large.plan(page.statement(TestServer.school, rows: 10))
      #expect(plan.contains { $0.contains("event_account") })
    }
  }

  @Test func keysThatAreForgottenAreFoundByTheirAge() async throws {
    let large = try await LargeSchool(strangers: 0)
    let statement = WriteSession.forgettingKeys(of: TestServer.school, at: large.school.server.clock.now)
    let plan = try large.plan(statement)
    #expect(plan.allSatisfy { $0.contains("INDEX idempotency_age (school=? AND at<?)") }, "\(plan)")
  }
}
