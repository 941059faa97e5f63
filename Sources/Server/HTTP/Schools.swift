import Crypto
import HTTPTypes
import Hummingbird
import Shared

/// The routes of schools, callers and code lists.
extension Exchange {
  func me() throws -> Answer {
    try query().allow([])
    return try register.store.read { connection in
      let caller = try caller(in: connection)
      let school = try caller.school.flatMap { try School.find($0, in: connection) }
      return try .json(
        encoding: Me(
          name: caller.name, role: caller.role, school: school, teacherId: caller.teacher,
          serverVersion: Register.version, time: register.now))
    }
  }

  func descriptors() throws -> Answer {
    try query().allow([])
    _ = try caller()
    return try .json(encoding: Page(items: Descriptors.all, next: nil))
  }

  func descriptor(_ name: String) throws -> Answer {
    try query().allow([])
    _ = try caller()
    guard let descriptor = Descriptors.named(name) else { throw Refusal(.notFound) }
    return try .json(encoding: descriptor)
  }

  /// The schools that the caller may see.
  func schools() throws -> Answer {
    try query().allow([])
    return try register.store.read { connection in
      let caller = try caller(in: connection)
      let seesAll = caller.role == .server
      let schools = try connection.all(
        """
        SELECT school, name FROM school WHERE \(seesAll) OR school = \(caller.school) ORDER BY school
        """
      ) { School(id: $0.text(0), name: $0.text(1)) }
      return try .json(encoding: Page(items: schools, next: nil))
    }
  }

  func school(_ id: String) throws -> Answer {
    try query().allow([])
    return try register.store.read { connection in
      let caller = try caller(in: connection)
      guard caller.role == .server || caller.school == id, let school = try School.find(id, in: connection) else {
        throw Refusal(.notFound)
      }
      return try .json(encoding: school)
    }
  }

  func createSchool() async throws -> Answer {
    struct NewSchool: Codable {
      var id: String?
      var name: String
    }
    try query().allow([])
    let tree = try await json()
    guard try caller().role == .server else { throw Refusal(.forbidden) }
    let new = try value(NewSchool.self, of: tree, members: ["id", "name"])
    let id = new.id ?? register.withRandom { Register.randomName(&$0) }
    let now = register.now
    let school = School(id: id, name: new.name)
    try await register.store.write { try school.insert(at: now, in: $0) }
    var answer = try Answer.json(encoding: school, status: .created)
    answer.headers[.location] = Route.school(id).path
    return answer
  }

  func renameSchool(_ id: String) async throws -> Answer {
    try query().allow([])
    let tree = try await json()
    let caller = try caller()
    guard caller.role == .server || caller.school == id else { throw Refusal(.notFound) }
    guard caller.role == .server || caller.role == .schoolAdmin else { throw Refusal(.forbidden) }
    let new = try value(School.self, of: tree, members: ["id", "name"])
    guard new.id == id else {
      throw Refusal(.fixedMember, at: JSONPointer(["id"]), "fixed", Text("学校编号不能改", "a school's id can't be changed"))
    }
    try new.check()
    let isThere = try await register.store.write { connection in
      guard try School.find(id, in: connection) != nil else { return false }
      try connection.execute("UPDATE school SET name = \(new.name) WHERE school = \(id)")
      return true
    }
    guard isThere else { throw Refusal(.notFound) }
    return try .json(encoding: new)
  }
}

extension School {
  static func find(_ id: String, in connection: Connection) throws -> School? {
    try connection.first("SELECT school, name FROM school WHERE school = \(id)") {
      School(id: $0.text(0), name: $0.text(1))
    }
  }

  /// - Throws: `Refusal` with 422.
  func check() throws {
    var found = Violations()
    let isSlug =
      (1...32).contains(id.utf8.count)
      && id.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"): true
        default: false
        }
      }
    if !isSlug {
      found.add(
        JSONPointer(["id"]), "bad-code", "应为 1 到 32 个小写字母、数字或 -，或 10 位学校标识码",
        "must be 1 to 32 lower-case letters, digits or -")
    }
    if name.trimmingSpaces.isEmpty || name.unicodeScalars.count > 200 {
      found.add(JSONPointer(["name"]), "range", "校名应为 1 到 200 字", "must have 1 to 200 characters")
    }
    guard found.isEmpty else { throw Refusal(.validation, violations: found.all) }
  }

  /// Makes the school; its chain of change rows begins with a hash of its id.
  /// - Throws: `Refusal` with 409 when there is one with the id.
  func insert(at now: Instant, in connection: Connection) throws {
    try check()
    guard try School.find(id, in: connection) == nil else {
      throw Refusal(.duplicate, Text("已有编号为 \(id) 的学校", "there is a school \(id) already"))
    }
    try connection.execute(
      """
      INSERT INTO school (school, name, last_hash, created_at)
      VALUES (\(id), \(name), \(Array(SHA256.hash(data: Array(id.utf8)))), \(now))
      """)
  }
}
