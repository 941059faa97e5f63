import Shared
import Testing

@testable import Harness
@testable import Server

/// Who sees and who writes what, and that schools know nothing of one another.
@Suite struct AccessTests {
  typealias Person = SmallSchool.Person

  private static let school: Set<Person> = [.admin, .integration, .server]
  private static let readers = school.union([
    .leader, .author, .colleague, .supervisor, .head,
  ])

  @Test(arguments: Person.allCases)
  func aGroupsDocumentsAreSeenByThoseWhoBelongOrBelongedToIt(person: Person) async throws {
    let school = try await SmallSchool()
    let (own, other) = (SmallSchool.id("own"), SmallSchool.id("other"))
    try await school.create("minutes", own, SmallSchool.minutes("本组"))
    try await school.create("minutes", other, SmallSchool.minutes("别组", group: SmallSchool.otherGroup))
    let visible: Set<DocumentID> =
      switch person {
      case .outsider: [other]
      // They left before the term began.
      case .formerMember, .formerHead: []
      case .unlinked, .district: []
      case _ where Self.school.contains(person): [own, other]
      default: [own]
      }
    for id in [own, other] {
      let expected = person == .district ? 403 : visible.contains(id) ? 200 : 404
      #expect(try await school.get("minutes", id, as: person).status == expected)
      for route in [
        Route.history(school: TestServer.school, kind: "minutes", id: id.description),
        .revision(school: TestServer.school, kind: "minutes", id: id.description, rev: "1"),
      ] { #expect(try await school.send("GET", route, as: person).status == expected) }
    }
    let list = try await school.send("GET", school.documents("minutes"), as: person)
    let feed = try await school.send("GET", .changes(school: TestServer.school), query: "?limit=500", as: person)
    if person == .district {
      #expect(list.status == 403)
      #expect(feed.status == 403)
      return
    }
    #expect(try Set(list.decode(Page<AnyDocument>.self).items.map(\.id)) == visible)
    for id in [own, other] { #expect(feed.text.contains(id.description) == visible.contains(id)) }
    // The list of groups and teachers is everybody's.
    for kind in ["groups", "teachers", "terms", "classes"] {
      #expect(
        try await !school.send("GET", school.documents(kind), as: person).decode(Page<AnyDocument>.self).items.isEmpty)
    }
  }

  @Test func whoJoinsAGroupSeesAllOfItFromThen() async throws {
    let school = try await SmallSchool()
    try await school.create("minutes", SmallSchool.id("own"), SmallSchool.minutes("本组"))
    #expect(try await school.get("minutes", SmallSchool.id("own"), as: .outsider).status == 404)
    let group = try await school.get("groups", SmallSchool.group).decode(AnyDocument.self)
    let row: JSON = [
      "teacherId": .string(Person.outsider.teacher?.description ?? ""), "role": "member", "from": "2024-02-27",
    ]
    let members = (group.body["members"]?.array ?? []) + [row]
    try await school.update("groups", SmallSchool.group, group.body.replacing("members", with: .array(members)), rev: 1)
    #expect(try await school.get("minutes", SmallSchool.id("own"), as: .outsider).status == 200)
    let mine = SmallSchool.id("mine")
    #expect(try await school.create("minutes", mine, SmallSchool.minutes("新人"), as: .outsider).status == 201)
  }

  @Test func aMemberBelongsFromTheFirstDayToTheLastInChinasTime() async throws {
    let school = try await SmallSchool()
    let body = SmallSchool.minutes("时区")
    // The former member's last day is 2024-01-31; that day ends in China at 16:00 UTC.
    let lastMoment: Int64 = 1_706_716_799_999
    for (time, status) in [(lastMoment, 201), (lastMoment + 1, 403)] {
      school.server.clock.advance(milliseconds: time - school.server.clock.now.milliseconds)
      let id = SmallSchool.id("at \(time)")
      #expect(try await school.create("minutes", id, body, as: .formerMember).status == status)
    }
  }

  @Test func aGroupThatIsNotThereIsAFaultOfTheContent() async throws {
    let school = try await SmallSchool()
    let unknown = SmallSchool.minutes("无组", group: SmallSchool.id("never made"))
    for person in [Person.author, .outsider, .unlinked, .admin] {
      let answer = try await school.create("minutes", SmallSchool.id("new"), unknown, as: person)
      #expect(answer.status == 422, "\(person)")
      #expect(answer.pointers == ["/groupId"])
      let without = SmallSchool.minutes("无组").replacing("groupId", with: nil)
      let missing = try await school.create("minutes", SmallSchool.id("new"), without, as: person)
      #expect(missing.status == 422, "\(person)")
      #expect(missing.pointers == ["/groupId"])
    }
  }
}
