import Shared
import Testing

@testable import Harness
@testable import Server

/// Who may do what, written down once more by hand and tried out in every cell: caller × kind × operation × state,
/// through the routes of documents and through a push. What is expected here is not read from the policy.
@Suite struct AccessMatrixTests {
  typealias Person = SmallSchool.Person

  /// Everybody who may send a request.
  enum Requester: Hashable, CaseIterable, CustomStringConvertible {
    case person(Person)
    case otherAdmin, otherTeacher, otherIntegration, otherDistrict
    /// Tokens of this school's other systems with fewer scopes.
    case readsPlans, writesDocuments, writesScores, onlySyncs
    case revoked, expired, disabled, nobody

    static let allCases: [Requester] =
      Person.allCases.map(Requester.person) + [
        .otherAdmin, .otherTeacher, .otherIntegration, .otherDistrict, .readsPlans, .writesDocuments, .writesScores,
        .onlySyncs, .revoked, .expired, .disabled, .nobody,
      ]

    var description: String {
      if case .person(let person) = self { return person.rawValue }
      return Self.names[self] ?? ""
    }

    private static let names: [Requester: String] = [
      .otherAdmin: "otherAdmin", .otherTeacher: "otherTeacher", .otherIntegration: "otherIntegration",
      .otherDistrict: "otherDistrict", .readsPlans: "readsPlans", .writesDocuments: "writesDocuments",
      .writesScores: "writesScores", .onlySyncs: "onlySyncs", .revoked: "revoked", .expired: "expired",
      .disabled: "disabled", .nobody: "nobody",
    ]
  }

  enum Action: String, CaseIterable {
    case get, list, history, revision
    case create, post, put, patch, delete, restore
    case submit, giveBack, approve, archive
    case pushCreate, pushUpdate, pushDelete, pushRestore, pushSubmit, pushReturn, pushApprove, pushArchive
  }

  /// The copy: for each kind who reads, writes, hands in and decides. S: the school's administrator, the server's and
  /// its other systems; H: head of the research group; L: leader; A: member and author; M: member; R: former member,
  /// former head and supervisor; C: everybody else who works there.
  static let rules = """
    kind             read      write   submit   decide
    terms            SHLAMRC   S       -        -
    classes          SHLAMRC   S       -        -
    teachers         SHLAMRC   S       -        -
    research-groups  SHLAMRC   S       -        -
    settings         SHLAMRC   S       -        -
    groups           SHLAMRC   S       -        -
    duties           SHLAMR    SL      -        -
    plans            SHLAMR    SL      SLA      SH
    tests            SHLAMR    SLAM    -        -
    minutes          SHLAMR    SLAM    SLA      SH
    score-sheets     SHLAMR    SLAM    -        -
    test-reports     SHLAMR    SLAM    SLA      SH
    """

  struct Rule {
    let kind: String
    let read: Set<Character>
    let write: Set<Character>
    let submit: Set<Character>
    let decide: Set<Character>
    var isHandedIn: Bool { submit != ["-"] }
  }

  static let all: [Rule] = rules.split(separator: "\n").dropFirst().map { line in
    let parts = line.split(separator: " ").map(String.init)
    return Rule(
      kind: parts[0], read: Set(parts[1]), write: Set(parts[2]), submit: Set(parts[3]), decide: Set(parts[4]))
  }

  @Test func everyKindHasItsRow() {
    #expect(Self.all.map(\.kind).sorted() == Kind.all.map(\.name).sorted())
    for rule in Self.all { #expect(Kind.named(rule.kind)?.isHandedIn == rule.isHandedIn) }
    // A kind that the policy does not name is allowed to nobody, so this is what an added kind fails at.
    for kind in Kind.all { #expect(Policy.allows(.read, on: kind, to: .admin), "\(kind.name) has no row") }
  }

  /// What somebody is to a document of the first group in the term before; the author made it where members may.
  private static func letter(_ person: Person, _ rule: Rule) -> Character {
    let isGroups = Kind.named(rule.kind)?.belongsToGroup ?? false
    switch person {
    case .admin, .server, .integration: return "S"
    case .leader: return isGroups ? "L" : "C"
    case .author: return isGroups ? (rule.write.contains("M") ? "A" : "M") : "C"
    case .colleague: return isGroups ? "M" : "C"
    case .formerMember, .supervisor, .formerHead: return isGroups ? "R" : "C"
    case .head: return isGroups ? "H" : "C"
    case .outsider, .unlinked: return "C"
    case .district: return "D"
    }
  }

  /// The status that a cell must have, for a document in a state (nil for kinds without).
  static func expected(_ requester: Requester, _ rule: Rule, _ action: Action, _ state: DocumentState?) -> Int {
    let isPush = action.rawValue.hasPrefix("push")
    let makes = [.create, .post, .pushCreate].contains(action)
    switch requester {
    case .nobody, .revoked, .expired, .disabled: return 401
    case .otherAdmin, .otherTeacher, .otherIntegration, .otherDistrict: return 404
    case .person(.district): return 403
    case .readsPlans, .writesDocuments, .writesScores, .onlySyncs:
      let (reads, writes, decides) = scoped(requester, rule.kind)
      // Without the scope of sync there is no push at all.
      if isPush, requester != .onlySyncs { return 403 }
      // Without the scope to write, no write is looked at.
      let readsOnly: Set<Action> = [.get, .list, .history, .revision]
      if !isPush, !writes, !readsOnly.contains(action) { return 403 }
      if !makes, !reads { return action == .list ? 200 : 404 }
      if !rule.isHandedIn, isMove(action) { return 409 }
      return status(action, state, reads: true, writes: writes, submits: writes, decides: decides)
    case .person(let person):
      let letter = letter(person, rule)
      let reads = rule.read.contains(letter)
      if !reads, !makes { return action == .list ? 200 : 404 }
      if !rule.isHandedIn, isMove(action) { return 409 }
      return status(
        action, state, reads: reads, writes: rule.write.contains(letter), submits: rule.submit.contains(letter),
        decides: rule.decide.contains(letter))
    }
  }

  /// What is not handed in has no states to move between, whoever asks.
  private static func isMove(_ action: Action) -> Bool {
    switch action {
    case .submit, .giveBack, .approve, .archive, .pushSubmit, .pushReturn, .pushApprove, .pushArchive: true
    default: false
    }
  }

  private static func scoped(_ requester: Requester, _ kind: String) -> (reads: Bool, writes: Bool, decides: Bool) {
    switch requester {
    case .readsPlans: (kind == "plans", false, false)
    case .writesDocuments: (kind != "score-sheets", kind != "score-sheets", false)
    case .writesScores: (kind == "score-sheets", kind == "score-sheets", false)
    default: (false, false, false)
    }
  }

  private static func status(
    _ action: Action, _ state: DocumentState?, reads: Bool, writes: Bool, submits: Bool, decides: Bool
  ) -> Int {
    let isOpen = state == nil || state == .draft || state == .returned
    switch action {
    case .get, .list, .history, .revision: return reads ? 200 : 404
    case .create, .post, .pushCreate: return writes ? 201 : 403
    case .put, .patch, .pushUpdate: return !writes ? 403 : isOpen ? 200 : 409
    case .delete, .pushDelete: return !writes ? 403 : !isOpen ? 409 : action == .delete ? 204 : 200
    // It has been deleted before, which only an open document can be.
    case .restore, .pushRestore: return writes ? 200 : 403
    case .submit, .pushSubmit: return !submits ? 403 : state == .draft || state == .returned ? 200 : 409
    case .giveBack, .pushReturn: return !decides ? 403 : state == .submitted || state == .approved ? 200 : 409
    case .approve, .pushApprove: return !decides ? 403 : state == .submitted ? 200 : 409
    case .archive, .pushArchive: return !decides ? 403 : state == .approved ? 200 : 409
    }
  }

  @Test(arguments: all.map(\.kind))
  func everyCellAnswersAsTheTableSays(kind: String) async throws {
    let rule = try #require(Self.all.first { $0.kind == kind })
    let field = try await Field(kind: kind)
    let states: [DocumentState?] = rule.isHandedIn ? DocumentState.allCases.map { $0 } : [nil]
    var cells = 0
    for state in states {
      for action in Action.allCases {
        // A deleted document is in no state, and a new one in none before.
        let isOnce = [.create, .post, .pushCreate, .restore, .pushRestore].contains(action)
        if isOnce, state != nil, state != .draft { continue }
        for requester in Requester.allCases {
          let expected = Self.expected(requester, rule, action, state)
          let found = try await field.status(action, state, as: requester)
          #expect(found == expected, "\(kind) \(action) in \(state?.rawValue ?? "-") as \(requester): \(field.last)")
          cells += 1
        }
      }
    }
    #expect(cells >= Requester.allCases.count * Action.allCases.count)
  }

  @Test func whatBeginsTomorrowGivesNoRightsToday() async throws {
    let school = try await SmallSchool()
    let id = SmallSchool.id("minutes")
    try await school.create("minutes", id, SmallSchool.minutes("今天"))
    let group = try await school.get("groups", SmallSchool.group).decode(AnyDocument.self)
    let today = SchoolZone.usual.today(at: school.server.clock.now)
    let tomorrow = try #require(Day(today)) + 1
    let row: JSON = [
      "teacherId": .string(Person.outsider.teacher?.description ?? ""), "role": "member",
      "from": .string(tomorrow.description),
    ]
    let members = (group.body["members"]?.array ?? []) + [row]
    try await school.update("groups", SmallSchool.group, group.body.replacing("members", with: .array(members)), rev: 1)
    #expect(try await school.get("minutes", id, as: .outsider).status == 404)
    let cursor = try await school.send("GET", .changes(school: TestServer.school), as: .outsider)
      .decode(ChangesPage.self).cursor
    school.server.clock.advance(milliseconds: 86_400_000)
    #expect(try await school.get("minutes", id, as: .outsider).status == 200)
    let gone = try await school.send(
      "GET", .changes(school: TestServer.school), query: "?cursor=\(cursor)", as: .outsider)
    #expect(gone.status == 410)
    #expect(gone.problem?.reason == "scope")
  }

  /// Terms could be deleted under their documents once.
  @Test func aTermThatIsGoneOpensNothingToWhoLeft() async throws {
    let school = try await SmallSchool()
    let id = SmallSchool.id("now")
    try await school.create("minutes", id, SmallSchool.minutes("现在"))
    #expect(try await school.get("minutes", id, as: .formerMember).status == 404)
    try await school.server.register.store.write { connection in
      try connection.execute("DELETE FROM term WHERE id = \(SmallSchool.id("term"))")
    }
    #expect(try await school.get("minutes", id, as: .formerMember).status == 404)
    let list = try await school.send("GET", school.documents("minutes"), as: .formerMember)
    #expect(try list.decode(Page<AnyDocument>.self).items.isEmpty)
  }

  /// Whoever left reads what was theirs and nothing that came later.
  @Test func aFormerMemberReadsOnlyTermsThatHadBegun() async throws {
    let school = try await SmallSchool()
    let (then, now) = (SmallSchool.id("then"), SmallSchool.id("now"))
    try await school.create("minutes", then, SmallSchool.minutes("那时", term: SmallSchool.termBefore))
    try await school.create("minutes", now, SmallSchool.minutes("现在"))
    for (id, status) in [(then, 200), (now, 404)] {
      #expect(try await school.get("minutes", id, as: .formerMember).status == status)
      let update = try await school.update("minutes", id, SmallSchool.minutes("改"), rev: 1, as: .formerMember)
      #expect(update.status == (status == 200 ? 403 : 404))
      #expect(try await school.get("minutes", id, as: .supervisor).status == 200)
    }
    let list = try await school.send("GET", school.documents("minutes"), as: .formerMember)
    #expect(try list.decode(Page<AnyDocument>.self).items.map(\.id) == [then])
    let feed = try await school.send(
      "GET", .changes(school: TestServer.school), query: "?kinds=minutes", as: .formerMember)
    #expect(try feed.decode(ChangesPage.self).changes.map(\.id) == [then])
  }
}

/// One kind's documents to try things on: a new one whenever the one before was changed.
private final class Field {
  private let school: SmallSchool
  private let kind: String
  private var tokens: [AccessMatrixTests.Requester: String] = [:]
  private var count = 0
  private var sent: [String: Int] = [:]
  /// Terms that no plan is for, which had begun before anybody left the group.
  private var freeTerms = Array(1990...2022)
  private var termOf: [DocumentID: Int] = [:]
  private var madeTerms: Set<Int> = []
  /// By state: a document that nothing has been done to yet, and its rev.
  private var ready: [String: (id: DocumentID, rev: Int)] = [:]
  private(set) var last = ""
  /// The document that the last attempt made.
  private var made: DocumentID?

  private static let otherSchool = "qingshiqiao"

  init(kind: String) async throws {
    self.kind = kind
    school = try await SmallSchool(seed: 5)
    let server = school.server
    for person in SmallSchool.Person.allCases { tokens[.person(person)] = school.token(person) }
    try await school.send("POST", .schools, body: ["id": .string(Self.otherSchool), "name": "青石桥小学"])
    try await school.send("POST", .districts, body: ["id": "xiqu", "name": "西区"])
    tokens[.otherAdmin] = try await server.token(.schoolAdmin, name: "x", school: Self.otherSchool)
    tokens[.otherTeacher] = try await server.token(.teacher, name: "x", school: Self.otherSchool)
    tokens[.otherIntegration] = try await server.token(.integration, name: "x", school: Self.otherSchool)
    tokens[.otherDistrict] = try await server.token(.districtAdmin, name: "x", district: "xiqu")
    func scoped(_ scopes: String...) async throws -> String {
      try await server.token(.integration, name: "x", scopes: scopes.compactMap(TokenScope.init(text:)))
    }
    tokens[.readsPlans] = try await scoped("plans:read")
    tokens[.writesDocuments] = try await scoped("documents:write", "reports:read")
    tokens[.writesScores] = try await scoped("scores:write")
    tokens[.onlySyncs] = try await scoped("sync")
    for requester in [AccessMatrixTests.Requester.revoked, .expired, .disabled] {
      tokens[requester] = try await server.token(.schoolAdmin, name: "\(requester)")
      let (hash, now) = (try #require(Token(tokens[requester] ?? "")).hash, server.clock.now)
      try await server.register.store.write { connection in
        switch requester {
        case .revoked: try connection.execute("UPDATE access_token SET revoked_at = \(now) WHERE hash = \(hash)")
        case .expired: try connection.execute("UPDATE access_token SET expires_at = \(now) WHERE hash = \(hash)")
        default:
          try connection.execute(
            "UPDATE account SET disabled_at = \(now) WHERE id = (SELECT account FROM access_token WHERE hash = \(hash))"
          )
        }
      }
    }
    tokens[.nobody] = "bk_none"
  }

  private func text(_ id: DocumentID) -> JSON { .string(id.description) }

  /// A body that no living document shares its natural key with.
  private func body() async throws -> JSON {
    count += 1
    let group = text(SmallSchool.group)
    var term = JSON.string(SmallSchool.termBefore)
    func newTest() async throws -> JSON {
      let id = school.server.register.newID()
      let made = try await school.create("tests", id, Self.test(group, term, "练习 \(count)"))
      try #require(made.status == 201, "\(made.text)")
      return text(id)
    }
    func number(_ value: Int) -> JSON { .number(ExactDecimal(Int64(value))) }
    switch kind {
    case "terms":
      let year = 2020 + freeTerms[0] - 1980
      return ["code": .string("\(year)-\(year + 1)-1"), "firstDay": .string("\(year)-09-01"), "weeks": 20]
    case "classes":
      return ["stage": "primary", "entryYear": number(1990 + count / 60), "number": number(1 + count % 60)]
    case "teachers": return ["name": .string("江晚\(count)")]
    case "research-groups": return ["name": .string("教研组\(count)"), "subject": "science"]
    case "settings": return ["key": "school"]
    case "groups":
      return ["name": .string("组\(count)"), "schoolYear": "2023-2024", "subject": "science", "grades": [6]]
    case "plans":
      let year = freeTerms[0]
      term = .string("\(year)-\(year + 1)-1")
      if madeTerms.insert(year).inserted {
        let made = try await school.create(
          "terms", school.server.register.newID(),
          ["code": term, "firstDay": .string("\(year)-09-01"), "weeks": 20])
        try #require(made.status == 201, "\(made.text)")
      }
      return ["level": "group", "groupId": group, "term": term, "title": "计划"]
    case "duties":
      return ["groupId": group, "term": term, "theme": "study", "text": "每月一次", "holder": "leader"]
    case "tests": return Self.test(group, term, "测试 \(count)")
    case "score-sheets":
      return [
        "groupId": group, "term": term, "testId": try await newTest(), "classId": text(SmallSchool.classes[0]),
        "rows": [["student": "s1", "status": "present", "total": 60]],
      ]
    case "test-reports": return ["groupId": group, "term": term, "testId": try await newTest(), "title": "分析"]
    default: return SmallSchool.minutes("折线统计图 \(count)", term: SmallSchool.termBefore)
    }
  }

  private static func test(_ group: JSON, _ term: JSON, _ title: String) -> JSON {
    [
      "groupId": group, "term": term, "title": .string(title), "kind": "lesson", "grade": 5, "fullMark": 100,
      "thresholds": [
        "excellent": .number(ExactDecimal(hundredths: 85)), "good": .number(ExactDecimal(hundredths: 75)),
        "pass": .number(ExactDecimal(hundredths: 60)), "low": .number(ExactDecimal(hundredths: 40)),
      ],
    ]
  }

  /// A document in a state that nothing has been done to yet.
  private func document(_ state: DocumentState?, isDeleted: Bool = false) async throws -> (id: DocumentID, rev: Int) {
    let key = "\(state?.rawValue ?? "-") \(isDeleted)"
    if let document = ready[key] { return document }
    try await removeSingleton()
    let id = school.server.register.newID()
    let author: SmallSchool.Person =
      ["minutes", "tests", "score-sheets", "test-reports"].contains(kind) ? .author : .server
    let made = try await school.create(kind, id, try await body(), as: author)
    try #require(made.status == 201, "\(made.text)")
    take(id)
    var rev = 1
    let path: [DocumentState] =
      switch state {
      case .draft, nil: []
      case .submitted: [.submitted]
      case .returned: [.submitted, .returned]
      case .approved: [.submitted, .approved]
      case .archived: [.submitted, .approved, .archived]
      }
    for step in path {
      try #require(try await school.move(kind, id, to: step, rev: rev).status == 200)
      rev += 1
    }
    if isDeleted {
      try #require(try await school.delete(kind, id, rev: rev).status == 204)
      rev += 1
    }
    ready[key] = (id, rev)
    return (id, rev)
  }

  private func take(_ id: DocumentID) {
    if ["plans", "terms"].contains(kind) { termOf[id] = freeTerms.removeFirst() }
  }

  /// Makes room for the next document; what is archived stays.
  private func discard(_ id: DocumentID) async throws {
    var answer = try await school.get(kind, id)
    if answer.status == 200 {
      let document = try answer.decode(AnyDocument.self)
      if document.state == .archived { return }
      if document.state == .submitted || document.state == .approved {
        answer = try await school.move(kind, id, to: .returned, rev: document.rev)
      }
      let rev = try answer.decode(AnyDocument.self).rev
      try #require(try await school.delete(kind, id, rev: rev).status == 204)
    }
    if let term = termOf.removeValue(forKey: id) { freeTerms.append(term) }
  }

  /// There is one settings document in a school, so the one that is there makes room.
  private func removeSingleton() async throws {
    guard kind == "settings" else { return }
    let list = try await school.send("GET", school.documents(kind)).decode(Page<AnyDocument>.self)
    for document in list.items { try await school.delete(kind, document.id, rev: document.rev) }
    ready = [:]
  }

  func status(
    _ action: AccessMatrixTests.Action, _ state: DocumentState?, as requester: AccessMatrixTests.Requester
  ) async throws -> Int {
    let needsDeleted = action == .restore || action == .pushRestore
    let makes = [.create, .post, .pushCreate].contains(action)
    if makes { try await removeSingleton() }
    let (id, rev) = makes ? (school.server.register.newID(), 0) : try await document(state, isDeleted: needsDeleted)
    let status = try await attempt(action, id, rev, as: requester)
    let reads: [AccessMatrixTests.Action] = [.get, .list, .history, .revision]
    if (200..<300).contains(status), !reads.contains(action) {
      if makes {
        try await discard(made ?? id)
      } else {
        ready["\(state?.rawValue ?? "-") \(needsDeleted)"] = nil
        try await discard(id)
      }
    }
    return status
  }

  private func attempt(
    _ action: AccessMatrixTests.Action, _ id: DocumentID, _ rev: Int, as requester: AccessMatrixTests.Requester
  ) async throws -> Int {
    let (name, text) = (TestServer.school, id.description)
    func send(_ method: String, _ route: Route, _ body: JSON? = nil, _ headers: [String: String] = [:]) async throws
      -> Int
    {
      let answer = try await school.server.send(
        method, route.path, body: body?.canonicalBytes, headers: headers, token: tokens[requester])
      last = answer.text
      made = answer.status == 201 ? try answer.decode(AnyDocument.self).id : nil
      if let made { take(made) }
      return answer.status
    }
    let document = Route.document(school: name, kind: kind, id: text)
    let match = ["If-Match": "\"\(rev)\""]
    func current() async throws -> JSON { try await school.get(kind, id).decode(AnyDocument.self).body }
    func move(_ state: DocumentState) async throws -> Int {
      try await send(
        "POST", .transitions(school: name, kind: kind, id: text), ["to": .string(state.rawValue)], match)
    }
    switch action {
    case .get: return try await send("GET", document)
    case .list: return try await send("GET", .documents(school: name, kind: kind))
    case .history: return try await send("GET", .history(school: name, kind: kind, id: text))
    case .revision: return try await send("GET", .revision(school: name, kind: kind, id: text, rev: "1"))
    case .create: return try await send("PUT", document, try await body(), ["If-None-Match": "*"])
    case .post: return try await send("POST", .documents(school: name, kind: kind), try await body())
    case .put: return try await send("PUT", document, try await current(), match)
    case .patch:
      return try await send(
        "PATCH", document, [:], match.merging(["Content-Type": "application/merge-patch+json"]) { first, _ in first })
    case .delete: return try await send("DELETE", document, nil, match)
    case .restore: return try await send("POST", .restore(school: name, kind: kind, id: text), nil, match)
    case .submit: return try await move(.submitted)
    case .giveBack: return try await move(.returned)
    case .approve: return try await move(.approved)
    case .archive: return try await move(.archived)
    case .pushCreate: return try await push(.create, id, nil, try await body(), requester)
    case .pushUpdate: return try await push(.update, id, rev, try await current(), requester)
    case .pushDelete: return try await push(.delete, id, rev, nil, requester)
    case .pushRestore:
      let earlier = try await school.send("GET", .revision(school: name, kind: kind, id: text, rev: "1"))
      return try await push(.restore, id, rev, try earlier.decode(AnyDocument.self).body, requester)
    case .pushSubmit: return try await push(.transition, id, rev, nil, requester, to: .submitted)
    case .pushReturn: return try await push(.transition, id, rev, nil, requester, to: .returned)
    case .pushApprove: return try await push(.transition, id, rev, nil, requester, to: .approved)
    case .pushArchive: return try await push(.transition, id, rev, nil, requester, to: .archived)
    }
  }

  /// The status of one mutation, or of the push that it was not taken in.
  private func push(
    _ op: Shared.Operation, _ id: DocumentID, _ base: Int?, _ body: JSON?, _ requester: AccessMatrixTests.Requester,
    to state: DocumentState? = nil
  ) async throws -> Int {
    let n = sent["\(requester)", default: 0] + 1
    let batch: JSON = [
      "client": text(SmallSchool.id("client of \(requester)")),
      "mutations": [mutation(n, op, kind, id, base: base, body: body, to: state)],
    ]
    let answer = try await school.server.send(
      "POST", Route.push(school: TestServer.school).path, body: batch.canonicalBytes, token: tokens[requester])
    last = answer.text
    guard answer.status == 207 else { return answer.status }
    sent["\(requester)"] = n
    let status = try #require(try answer.decode(PushResponse.self).results.first).status
    made = nil
    if status == 201 { take(id) }
    return status
  }
}
