import GRDB
import Shared
import Testing

@testable import Harness
@testable import Server

/// Rights from rows: every row of a person counts, on the days of the school.
@Suite struct RolesTests {
  private static let duty = SmallSchool.id("duty")
  private static let dutyBody: JSON = [
    "groupId": .string(SmallSchool.group.description), "term": .string(SmallSchool.term), "theme": "study",
    "text": "每月一次", "holder": "leader",
  ]

  private static func row(_ person: SmallSchool.Person, _ role: String?, from: String, to: String? = nil) -> JSON {
    let row: JSON = ["teacherId": .string(person.teacher?.description ?? ""), "from": .string(from)]
    return row.replacing("role", with: role.map(JSON.string)).replacing("to", with: to.map(JSON.string))
  }

  private static func replace(
    _ key: String, of kind: String, _ id: DocumentID, with rows: [JSON], _ school: SmallSchool
  )
    async throws
  {
    let document = try await school.get(kind, id).decode(AnyDocument.self)
    let answer = try await school.update(
      kind, id, document.body.replacing(key, with: .array(rows)), rev: document.rev)
    try #require(answer.status == 200, "\(answer.text)")
  }

  @Test(arguments: [["member", "leader"], ["leader", "member"], ["supervisor", "leader"]])
  func somebodyWithTwoRolesFromOneDayHasBoth(roles: [String]) async throws {
    let school = try await SmallSchool()
    try await Self.replace(
      "members", of: "groups", SmallSchool.group, with: roles.map { Self.row(.colleague, $0, from: "2023-09-01") },
      school)
    #expect(try await school.create("duties", Self.duty, Self.dutyBody, as: .colleague).status == 201)
    let me = try await school.send("GET", .me, as: .colleague).decode(Me.self)
    #expect(me.groups?.map(\.relation) == ["leader"])
  }

  /// Two rows of one day that the form refuses today may stand in a document from before.
  @Test func aHeadshipThatEndedDoesNotHideTheOneThatLasts() async throws {
    let school = try await SmallSchool()
    let rows = [
      Self.row(.head, nil, from: "2022-09-01", to: "2023-08-31"), Self.row(.head, nil, from: "2023-09-01"),
    ]
    try await Self.replace("heads", of: "research-groups", SmallSchool.researchGroup, with: rows, school)
    #expect(try await school.get("groups", SmallSchool.group, as: .head).status == 200)
    #expect(try await school.create("minutes", SmallSchool.id("m"), SmallSchool.minutes("圆")).status == 201)
    #expect(try await school.move("minutes", SmallSchool.id("m"), to: .submitted, rev: 1).status == 200)
    #expect(try await school.move("minutes", SmallSchool.id("m"), to: .approved, rev: 2, as: .head).status == 200)
  }

  /// 01:00 on 28 February in Shanghai is 23:00 on the 27th in Urumqi.
  @Test(arguments: [("Asia/Shanghai", 403), ("Asia/Urumqi", 201), ("UTC", 201), ("Asia/Tokyo", 403), (nil, 403)])
  func daysAreCountedInTheZoneOfTheSchool(zone: String?, status: Int) async throws {
    let school = try await SmallSchool()
    school.server.clock.advance(
      milliseconds: (Instant(text: "2024-02-27T17:00:00Z")?.milliseconds ?? 0) - school.server.clock.now.milliseconds)
    try await Self.replace(
      "members", of: "groups", SmallSchool.group,
      with: [Self.row(.colleague, "leader", from: "2023-09-01", to: "2024-02-27")], school)
    let settings: JSON = ["key": "school"]
    let made = try await school.create(
      "settings", SmallSchool.id("settings"), settings.replacing("timeZone", with: zone.map(JSON.string)))
    try #require(made.status == 201)
    #expect(try made.json()["warnings"] == nil)
    #expect(try await school.create("duties", Self.duty, Self.dutyBody, as: .colleague).status == status)
  }

  @Test func aZoneThatThereIsNotIsWarnedOf() async throws {
    let school = try await SmallSchool()
    let answer = try await school.create(
      "settings", SmallSchool.id("settings"), ["key": "school", "timeZone": "Asia/Lixiqiao"])
    #expect(answer.status == 201)
    #expect(try answer.json()["warnings"]?.array?.map { $0["code"] } == ["unknown-time-zone"])
  }

  @Test(arguments: SmallSchool.Person.allCases.filter { $0.teacher != nil })
  func aRefusalSaysWhoMayAndWhatOneIs(person: SmallSchool.Person) async throws {
    let school = try await SmallSchool()
    let own: [SmallSchool.Person: String] = [
      .author: "您是这个备课组的组员", .colleague: "您是这个备课组的组员", .formerMember: "您 2024-02-01 起已不在这个备课组",
      .supervisor: "您分管这个备课组", .head: "您是教研组长", .formerHead: "您 2023-09-16 起已不在这个备课组",
      .outsider: "您不在这个备课组",
    ]
    let answer = try await school.create("duties", Self.duty, Self.dutyBody, as: person)
    guard let own = own[person] else {
      #expect(answer.status == 201)
      return
    }
    #expect(answer.status == 403)
    #expect(answer.problem?.detail == "职责由备课组长和教导处新建；\(own)")
  }

  @Test func aRefusedTokenIsToldTheScopeThatItLacks() async throws {
    let school = try await SmallSchool()
    let token = try await school.server.token(.integration, name: "plans", scopes: [.kind(Plan.kind, .write), .sync])
    let batch: JSON = [
      "client": .string(SmallSchool.id("client").description),
      "mutations": [mutation(1, .create, "duties", Self.duty, body: Self.dutyBody)],
    ]
    let answer = try await school.server.send(
      "POST", Route.push(school: TestServer.school).path, body: batch.canonicalBytes, token: token)
    let result = try #require(try answer.decode(PushResponse.self).results.first)
    #expect(result.status == 403)
    #expect(result.problem?.detail?.contains("duties:write") == true)
  }
}
