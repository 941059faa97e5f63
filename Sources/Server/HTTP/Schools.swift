import HTTPTypes
import Hummingbird
import Shared

/// The routes of schools, callers and code lists.
extension Exchange {
  func me() throws -> Answer {
    try register.store.read { connection in
      try .json(encoding: incoming.me(caller, expiresAt: expiresAt, in: connection))
    }
  }

  func descriptor(_ name: String) throws -> Answer {
    guard let descriptor = Descriptors.named(name) else { throw Refusal(.notFound) }
    return try .json(encoding: descriptor)
  }

  /// The schools that the caller may see.
  func schools() throws -> Answer {
    return try register.store.read { connection in
      let seesAll = caller.role == .server
      let schools = try connection.all(
        """
        SELECT school, name, district FROM school
        WHERE \(seesAll) OR school = \(caller.school) OR district = \(caller.district) ORDER BY school
        """
      ) { School(id: $0.text(0), name: $0.text(1), district: $0.optionalText(2)) }
      return try .json(encoding: Page(items: schools, next: nil))
    }
  }

  func school(_ id: String) throws -> Answer {
    guard let school = try register.store.read({ try School.find(id, in: $0) }) else { throw Refusal(.notFound) }
    return try .json(encoding: school)
  }

  func createSchool(_ tree: JSON) async throws -> Answer {
    struct NewSchool: Codable {
      var id: String?
      var name: String
      var district: String?
    }
    let new = try tree.value(NewSchool.self, members: ["id", "name", "district"])
    let id = new.id ?? register.withRandom { Register.randomName(&$0) }
    let event = event(.schoolCreated, by: caller, kind: "schools", id: id)
    let school = School(id: id, name: new.name, district: new.district)
    try await register.write(as: caller) { connection, caller in
      guard caller.role == .server else { throw Refusal(.forbidden) }
      try school.insert(at: event.at, in: connection)
      try event.write(to: id, in: connection)
    }
    var answer = try Answer.json(encoding: school, status: .created)
    answer.headers[.location] = Route.school(id).path
    return answer
  }

  /// A school's name, and by the server's administrator also its district.
  func changeSchool(_ id: String, _ tree: JSON) async throws -> Answer {
    let new = try tree.value(School.self, members: ["id", "name", "district"])
    guard new.id == id else {
      throw Refusal(.fixedMember, at: JSONPointer(["id"]), "fixed", Text("学校编号不能改", "a school's id can't be changed"))
    }
    try new.check()
    let event = event(.schoolChanged, by: caller, kind: "schools", id: id)
    let changed = try await register.write(as: caller) { connection, caller in
      guard caller.role == .server || caller.role == .schoolAdmin else { throw Refusal(.forbidden) }
      guard let old = try School.find(id, in: connection) else { throw Refusal(.notFound) }
      var new = new
      if caller.role != .server, new.district == nil {
        new = School(id: new.id, name: new.name, district: old.district)
      }
      guard old.district == new.district || caller.role == .server else {
        throw Refusal(
          .fixedMember, at: JSONPointer(["district"]), "fixed",
          Text("学校属于哪个区县由服务器管理员决定", "the server's administrator decides which district a school belongs to"))
      }
      try new.checkDistrict(in: connection)
      try connection.execute(
        "UPDATE school SET name = \(new.name), district = \(new.district) WHERE school = \(id)")
      try event.write(to: id, in: connection)
      return new
    }
    return try .json(encoding: changed)
  }

  // MARK: Districts

  func districts() throws -> Answer {
    return try register.store.read { connection in
      let school = try caller.school.flatMap { try School.find($0, in: connection) }
      let own = caller.district ?? school?.district
      let districts = try connection.all(
        """
        SELECT district, name FROM district WHERE \(caller.role == .server) OR district = \(own) ORDER BY district
        """
      ) { District(id: $0.text(0), name: $0.text(1)) }
      return try .json(encoding: Page(items: districts, next: nil))
    }
  }

  func createDistrict(_ tree: JSON) async throws -> Answer {
    let district = try tree.value(District.self, members: ["id", "name"])
    let event = event(.districtCreated, by: caller, kind: "districts", id: district.id)
    try await register.write(as: caller) { connection, caller in
      guard caller.role == .server else { throw Refusal(.forbidden) }
      try district.insert(at: event.at, in: connection)
      try event.write(to: district.id, in: connection)
    }
    return try .json(encoding: district, status: .created)
  }
}

extension Incoming {
  /// What somebody is told of themselves.
  func me(_ caller: Caller, expiresAt: Instant?, in connection: Connection) throws -> Me {
    var relations: [DocumentID: Relation] = [:]
    for tie in caller.ties where caller.role != .schoolAdmin {
      relations[tie.group] = caller.relation(toGroup: tie.group, at: register.now)
    }
    return Me(
      name: caller.name, login: caller.login, role: caller.role,
      school: try caller.school.flatMap { try School.find($0, in: connection) },
      district: try caller.district.flatMap { try District.find($0, in: connection) }, teacherId: caller.teacher,
      groups: caller.teacher == nil || caller.role == .schoolAdmin
        ? nil : relations.sorted { $0.key < $1.key }.map { Me.Tie(groupId: $0.key, relation: $0.value) },
      scopes: caller.scopes.map { $0.all.sorted { $0.description < $1.description } }, expiresAt: expiresAt,
      serverVersion: Register.version, time: register.now)
  }
}

extension School {
  static func find(_ id: String, in connection: Connection) throws -> School? {
    try connection.first("SELECT school, name, district FROM school WHERE school = \(id)") {
      School(id: $0.text(0), name: $0.text(1), district: $0.optionalText(2))
    }
  }

  static func isIn(_ district: String?, school: String, _ connection: Connection) throws -> Bool {
    try connection.exists("SELECT 1 FROM school WHERE school = \(school) AND district = \(district)")
  }

  /// - Throws: `Refusal` with 422.
  func check() throws { try Realm.check(id: id, name: name) }

  /// - Throws: `Refusal` with 422.
  func checkDistrict(in connection: Connection) throws {
    guard let district, try District.find(district, in: connection) == nil else { return }
    throw Refusal(
      .validation, at: JSONPointer(["district"]), "reference", Text("没有这个区县", "there is no such district"))
  }

  /// Makes the school and begins its record.
  /// - Throws: `Refusal` with 422, and with 409 when the id is taken.
  func insert(at now: Instant, in connection: Connection) throws {
    try check()
    try checkDistrict(in: connection)
    try Chain.begin(id, in: connection)
    try connection.execute(
      """
      INSERT INTO school (school, name, district, created_at) VALUES (\(id), \(name), \(district), \(now))
      """)
  }
}

extension District {
  static func find(_ id: String, in connection: Connection) throws -> District? {
    try connection.first("SELECT district, name FROM district WHERE district = \(id)") {
      District(id: $0.text(0), name: $0.text(1))
    }
  }

  /// Makes the district and begins its record.
  /// - Throws: `Refusal` with 422, and with 409 when the id is taken.
  func insert(at now: Instant, in connection: Connection) throws {
    try Realm.check(id: id, name: name)
    try Chain.begin(id, in: connection)
    try connection.execute("INSERT INTO district (district, name, created_at) VALUES (\(id), \(name), \(now))")
  }
}

/// What schools and districts have in common: an id of one space, which log-in names end with, and a record.
enum Realm {
  /// Whether a text can be an id.
  static func isID(_ text: String) -> Bool {
    (1...32).contains(text.utf8.count)
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"): true
        default: false
        }
      }
  }

  static func check(id: String, name: String) throws {
    var found = Violations()
    if !isID(id) {
      found.add(
        JSONPointer(["id"]), "bad-code", "应为 1 到 32 个小写字母、数字或 -，学校可用 10 位学校标识码",
        "must be 1 to 32 lower-case letters, digits or -")
    }
    if name.trimmingSpaces.isEmpty || name.unicodeScalars.count > 200 || !name.isOneLine {
      found.add(JSONPointer(["name"]), "range", "名称应为 1 到 200 字", "must have 1 to 200 characters")
    }
    guard found.isEmpty else { throw Refusal(.validation, violations: found) }
  }
}
