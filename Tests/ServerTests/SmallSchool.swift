import Shared
import Testing

@testable import Harness
@testable import Server

/// A small school to test against: a term, three classes, a research group, two groups, and a token for everybody
/// who may be something to a document of the first group.
struct SmallSchool: Sendable {
  enum Person: String, CaseIterable, Sendable {
    case leader, author, colleague, formerMember, supervisor, head, formerHead, outsider
    /// A teacher's token that is linked to no teacher.
    case unlinked
    case admin, integration, district, server

    fileprivate var role: Role {
      switch self {
      case .leader: .leader
      case .head, .formerHead: .head
      case .author, .colleague, .formerMember, .supervisor, .outsider, .unlinked: .teacher
      case .admin: .schoolAdmin
      case .integration: .integration
      case .district: .districtAdmin
      case .server: .server
      }
    }

    /// The document of the teacher that the person is.
    var teacher: DocumentID? {
      switch self {
      case .unlinked, .admin, .integration, .district, .server: nil
      default: SmallSchool.id("teacher \(rawValue)")
      }
    }

    fileprivate var groupRow: JSON? {
      switch self {
      case .leader: row(.leader)
      case .author, .colleague: row(.member)
      case .formerMember: row(.member, to: "2024-01-31")
      case .supervisor: row(.supervisor)
      default: nil
      }
    }

    private func row(_ role: GroupRole, to: String? = nil) -> JSON? {
      guard let teacher else { return nil }
      var members: [String: JSON] = [
        "teacherId": .string(teacher.description), "role": .string(role.rawValue), "from": "2023-09-01",
      ]
      members["to"] = to.map(JSON.string)
      return .object(members)
    }
  }

  static let term = "2023-2024-2"
  /// The term before, in which the former member still belonged to the group.
  static let termBefore = "2023-2024-1"
  static let district = "dongqu"
  static let group = id("group 五年级数学")
  static let otherGroup = id("group 五年级语文")
  static let researchGroup = id("research group 数学")
  /// 五1, 五2 and 五3 in the term.
  static let classes = [id("class 1"), id("class 2"), id("class 3")]

  let server: TestServer
  private let tokens: [Person: String]

  init(
    seed: UInt64 = 1, requestsPerSecond: Int? = nil, checksContract: Bool = true, onDisk: Bool = false
  ) async throws {
    server = try await TestServer(
      seed: seed, requestsPerSecond: requestsPerSecond, checksContract: checksContract, onDisk: onDisk)
    try await Self.push(Self.documents, to: server)
    let district = try JSON(encoding: District(id: Self.district, name: "东区")).canonicalBytes
    try #require(try await server.send("POST", Route.districts.path, body: district).status == 201)
    let school = try JSON(encoding: School(id: TestServer.school, name: "栗溪桥小学", district: Self.district))
    try #require(
      try await server.send("PUT", Route.school(TestServer.school).path, body: school.canonicalBytes).status == 200)
    var tokens: [Person: String] = [:]
    for person in Person.allCases {
      tokens[person] =
        person == .server
        ? server.token
        : try await server.token(
          person.role, name: person.rawValue, teacher: person.teacher,
          district: person == .district ? Self.district : nil)
    }
    self.tokens = tokens
  }

  /// An id made of a name, the same in every run.
  static func id(_ name: String) -> DocumentID {
    var random = SeededGenerator(seed: UInt64(CRC32.checksum(Array(name.utf8))))
    return DocumentID(milliseconds: 1_708_000_000_000, random: &random)
  }

  func token(_ person: Person) -> String { tokens[person] ?? "" }
}

extension SmallSchool {
  private static let documents: [(kind: String, id: DocumentID, body: JSON)] = {
    let people = Person.allCases.compactMap { person in person.teacher.map { (person, $0) } }
    func head(_ person: Person, from: JSON, to: JSON) -> JSON {
      ["teacherId": .string(person.teacher?.description ?? ""), "from": from, "to": to]
    }
    return [
      ("terms", id("term"), ["code": .string(term), "firstDay": "2024-02-26", "weeks": 18]),
      ("terms", id("term before"), ["code": .string(termBefore), "firstDay": "2023-09-01", "weeks": 20]),
    ]
      + classes.enumerated().map { index, id in
        ("classes", id, ["stage": "primary", "entryYear": 2019, "number": .number(ExactDecimal(Int64(index + 1)))])
      }
      + people.map { person, id in ("teachers", id, ["name": .string(person.rawValue)]) }
      + [
        (
          "research-groups", researchGroup,
          [
            "name": "数学教研组", "subject": "mathematics",
            "heads": [
              head(.formerHead, from: "2020-09-01", to: "2023-09-15"), head(.head, from: "2023-09-16", to: .null),
            ],
          ]
        ),
        (
          "groups", group,
          [
            "name": "五年级数学", "schoolYear": "2023-2024", "subject": "mathematics", "grades": [5],
            "members": .array(people.compactMap(\.0.groupRow)),
            "researchGroupId": .string(researchGroup.description),
          ]
        ),
        (
          "groups", otherGroup,
          [
            "name": "五年级语文", "schoolYear": "2023-2024", "subject": "chinese", "grades": [5],
            "members": [
              [
                "teacherId": .string(Person.outsider.teacher?.description ?? ""), "role": "leader",
                "from": "2023-09-01",
              ]
            ],
          ]
        ),
      ]
  }()

  /// Minutes of the first group.
  static func minutes(
    _ topic: String, date: String = "2024-02-28", group: DocumentID = group, term: String = SmallSchool.term
  ) -> JSON {
    [
      "groupId": .string(group.description), "term": .string(term), "kind": "preparation", "date": .string(date),
      "topic": .string(topic),
    ]
  }

  /// Creates documents in one batch, each of which must be taken.
  static func push(
    _ documents: [(kind: String, id: DocumentID, body: JSON)], to server: TestServer,
    school: String = TestServer.school
  ) async throws {
    let mutations = documents.enumerated().map { index, document -> JSON in
      [
        "n": .number(ExactDecimal(Int64(index + 1))), "op": "create", "kind": .string(document.kind),
        "id": .string(document.id.description), "body": document.body,
      ]
    }
    let client = server.register.newID()
    let answer = try await server.send(
      "POST", Route.push(school: school).path,
      body: JSON.object(["client": .string(client.description), "mutations": .array(mutations)]).canonicalBytes)
    let response = try answer.decode(PushResponse.self)
    for result in response.results { try #require(result.status == 201, "\(result)") }
  }
}

extension SmallSchool {
  /// Sends a request as somebody.
  @discardableResult
  func send(
    _ method: String, _ route: Route, query: String = "", body: JSON? = nil, headers: [String: String] = [:],
    as person: Person = .server
  ) async throws -> TestAnswer {
    try await server.send(
      method, route.path + query, body: body?.canonicalBytes, headers: headers, token: token(person))
  }

  @discardableResult
  func create(
    _ kind: String, _ id: DocumentID, _ body: JSON, as person: Person = .server
  ) async throws -> TestAnswer {
    try await send("PUT", document(kind, id), body: body, headers: ["If-None-Match": "*"], as: person)
  }

  @discardableResult
  func update(
    _ kind: String, _ id: DocumentID, _ body: JSON, rev: Int, as person: Person = .server
  ) async throws -> TestAnswer {
    try await send("PUT", document(kind, id), body: body, headers: ["If-Match": "\"\(rev)\""], as: person)
  }

  @discardableResult
  func delete(_ kind: String, _ id: DocumentID, rev: Int, as person: Person = .server) async throws -> TestAnswer {
    try await send("DELETE", document(kind, id), headers: ["If-Match": "\"\(rev)\""], as: person)
  }

  @discardableResult
  func move(
    _ kind: String, _ id: DocumentID, to state: DocumentState, rev: Int, comment: String? = nil,
    as person: Person = .server
  ) async throws -> TestAnswer {
    let transition = try JSON(encoding: Transition(to: state, comment: comment))
    return try await send(
      "POST", .transitions(school: TestServer.school, kind: kind, id: id.description), body: transition,
      headers: ["If-Match": "\"\(rev)\""], as: person)
  }

  /// Brings a deleted document back, with the body that it had or another.
  @discardableResult
  func restore(
    _ kind: String, _ id: DocumentID, rev: Int?, body: JSON? = nil, as person: Person = .server
  ) async throws -> TestAnswer {
    try await send(
      "POST", .restore(school: TestServer.school, kind: kind, id: id.description), body: body,
      headers: rev.map { ["If-Match": "\"\($0)\""] } ?? [:], as: person)
  }

  func get(_ kind: String, _ id: DocumentID, as person: Person = .server) async throws -> TestAnswer {
    try await send("GET", document(kind, id), as: person)
  }

  func document(_ kind: String, _ id: DocumentID) -> Route {
    .document(school: TestServer.school, kind: kind, id: id.description)
  }

  func documents(_ kind: String) -> Route { .documents(school: TestServer.school, kind: kind) }
}

extension TestAnswer {
  var eTag: String? { headers["etag"] }

  /// The pointers of what is wrong with the body that was sent.
  var pointers: [String] { (problem?.errors ?? []).map(\.pointer) }
}

extension JSON {
  /// The same tree with another value at a place; nil takes the member or entry away.
  func replacing(_ pointer: JSONPointer, with value: JSON?) -> JSON {
    guard let token = pointer.tokens.first else { return value ?? self }
    let rest = JSONPointer(Array(pointer.tokens.dropFirst()))
    switch self {
    case .object(var object):
      object[token] = rest.tokens.isEmpty ? value : (object[token] ?? .null).replacing(rest, with: value)
      return .object(object)
    case .array(var items):
      guard let index = Int(token), items.indices.contains(index) else { return self }
      if let new = rest.tokens.isEmpty ? value : items[index].replacing(rest, with: value) {
        items[index] = new
      } else {
        items.remove(at: index)
      }
      return .array(items)
    case .null, .bool, .number, .wideNumber, .string: return self
    }
  }

  func replacing(_ key: String, with value: JSON?) -> JSON { replacing(JSONPointer([key]), with: value) }
}
