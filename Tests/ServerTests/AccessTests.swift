import Shared
import Testing

@testable import Harness
@testable import Server

/// Who sees and who writes what, and that schools know nothing of one another.
@Suite struct AccessTests {
  typealias Person = SmallSchool.Person

  private static let school: Set<Person> = [.admin, .integration, .server]
  private static let readers = school.union([
    .leader, .author, .colleague, .formerMember, .supervisor, .head, .formerHead,
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

  /// Who may write documents of a kind in the first group.
  static let writers: [(kinds: [String], people: Set<Person>)] = [
    (["terms", "classes", "teachers", "research-groups", "settings", "groups"], school),
    (["plans", "duties"], school.union([.leader])),
    (["minutes", "tests", "score-sheets", "test-reports"], school.union([.leader, .author, .colleague])),
  ]

  @Test func everyKindHasItsWriters() {
    #expect(Self.writers.flatMap(\.kinds).sorted() == Kind.all.map(\.name).sorted())
  }

  @Test(arguments: writers.flatMap { row in row.kinds.map { (kind: $0, people: row.people) } }.indices)
  func aKindIsWrittenByThoseWhoMay(index: Int) async throws {
    let row = Self.writers.flatMap { row in row.kinds.map { (kind: $0, people: row.people) } }[index]
    let school = try await SmallSchool()
    try await school.create("tests", SmallSchool.id("test"), Self.body("tests"))
    for person in Person.allCases {
      let mayWrite = row.people.contains(person)
      let isSchools = Kind.named(row.kind)?.belongsToGroup == false
      let id = SmallSchool.id("by \(person.rawValue)")
      let created = try await school.create(row.kind, id, Self.body(row.kind), as: person)
      #expect(created.status == (mayWrite ? 201 : 403), "create as \(person): \(created.text)")
      if !mayWrite { try #require(try await school.create(row.kind, id, Self.body(row.kind)).status == 201) }

      // What a person may not see is not there for them, whatever they want to do with it.
      let isHidden = !isSchools && [.outsider, .unlinked].contains(person)
      let refused = person == .district ? 403 : isHidden ? 404 : 403
      let updated = try await school.update(row.kind, id, Self.body(row.kind), rev: 1, as: person)
      #expect(updated.status == (mayWrite ? 200 : refused), "update as \(person): \(updated.text)")
      let rev = mayWrite ? 2 : 1
      let deleted = try await school.delete(row.kind, id, rev: rev, as: person)
      #expect(deleted.status == (mayWrite ? 204 : refused), "delete as \(person): \(deleted.text)")
      if !mayWrite { try await school.delete(row.kind, id, rev: 1) }
      let restored = try await school.restore(row.kind, id, rev: rev + 1, as: person)
      #expect(restored.status == (mayWrite ? 200 : refused), "restore as \(person): \(restored.text)")
      if mayWrite { try await school.delete(row.kind, id, rev: rev + 2) }
    }
  }

  private static func body(_ kind: String) -> JSON {
    let group = JSON.string(SmallSchool.group.description)
    let term = JSON.string(SmallSchool.term)
    let test = JSON.string(SmallSchool.id("test").description)
    return switch kind {
    case "terms": ["code": "2022-2023-1", "firstDay": "2022-09-01", "weeks": 20]
    case "classes": ["stage": "primary", "entryYear": 2021, "number": 9]
    case "teachers": ["name": "江晚"]
    case "research-groups": ["name": "科学教研组", "subject": "science"]
    case "settings": ["key": "school"]
    case "groups": ["name": "六年级科学", "schoolYear": "2023-2024", "subject": "science", "grades": [6]]
    case "plans": ["level": "group", "groupId": group, "term": term, "title": "计划"]
    case "duties": ["groupId": group, "term": term, "theme": "study", "text": "每月一次", "holder": "leader"]
    case "tests":
      [
        "groupId": group, "term": term, "title": "练习", "kind": "lesson", "grade": 5, "fullMark": 100,
        "thresholds": [
          "excellent": .number(ExactDecimal(hundredths: 85)), "good": .number(ExactDecimal(hundredths: 75)),
          "pass": .number(ExactDecimal(hundredths: 60)), "low": .number(ExactDecimal(hundredths: 40)),
        ],
      ]
    case "score-sheets":
      [
        "groupId": group, "term": term, "testId": test, "classId": .string(SmallSchool.classes[0].description),
        "rows": [["student": "s1", "status": "present", "total": 60]],
      ]
    case "test-reports": ["groupId": group, "term": term, "testId": test, "title": "分析"]
    default: SmallSchool.minutes("折线统计图")
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
