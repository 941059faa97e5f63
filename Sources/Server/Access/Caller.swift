import Shared

/// Who is asking: found by the token at the moment of the request, and again by the writer, so that a change of
/// access counts at the next request.
struct Caller: Hashable, Sendable {
  /// Outlives a change of token; sync clients belong to it.
  let account: String
  /// What `updatedBy` shows.
  let name: String
  let login: String?
  let role: Role
  /// The school that the caller belongs to; nil for the server's administrator and for districts.
  let school: String?
  let district: String?
  let teacher: DocumentID?
  /// The token that the request came with; nil for commands at the server's own machine.
  let token: DocumentID?
  /// What the token of another system may do; nil for people.
  let scopes: TokenScopes?
  /// The groups that the teacher has to do with, at whatever time.
  var ties: [Tie] = []
  /// In which the caller's days are counted.
  var zone = SchoolZone.usual

  /// The record that the caller's own events stand in.
  var realm: String { school ?? district ?? Chain.server }

  /// Commands at the server's own machine: whoever may open the database's file is an administrator.
  static let machine = Caller(
    account: "machine", name: "beike-server", login: nil, role: .server, school: nil, district: nil, teacher: nil,
    token: nil, scopes: nil)
}

/// What a teacher is or was in a group, from its first day to its last.
struct Tie: Hashable, Sendable {
  enum Role: Hashable, Sendable {
    case leader, member, supervisor
    /// Heads the research group that the group belongs to.
    case head
  }

  let group: DocumentID
  let role: Role
  let from: String
  let to: String?

  func holds(on day: String) -> Bool { from <= day && to.map { day <= $0 } ?? true }
}

extension Caller {
  /// What the caller is to a document: from role, dated membership and authorship.
  ///
  /// - Parameters:
  ///   - group: of the document; one without belongs to the school.
  ///   - owner: the account that made it, if it is there already.
  func relation(toGroup group: DocumentID?, owner: String? = nil, at now: Instant) -> Relation {
    switch role {
    case .server, .schoolAdmin: return .admin
    case .integration: return .integration
    case .districtAdmin: return .district
    case .teacher, .leader, .head: break
    }
    guard let group else { return .colleague }
    let day = zone.today(at: now)
    let own = ties.filter { $0.group == group }
    let current = Set(own.filter { $0.holds(on: day) }.map(\.role))
    if current.contains(.leader) { return .leader }
    if current.contains(.head) { return .head }
    if current.contains(.member) { return owner == account ? .author : .member }
    return own.isEmpty ? .colleague : .reader
  }

  /// Whether the caller may do something with a document, by the policy and the token's scopes. In which states it
  /// is possible is asked apart, because that is no question of who.
  func may(
    _ operation: DocumentOperation, _ kind: Kind, group: DocumentID?, owner: String? = nil, at now: Instant
  ) -> Bool {
    if let scopes {
      let isGranted =
        operation == .aggregate ? scopes.all.contains(.reports) : scopes.allows(operation.access, on: kind)
      guard isGranted else { return false }
    }
    return Policy.allows(
      operation, on: kind, to: relation(toGroup: group, owner: owner, at: now), ofGroup: group != nil)
  }
}

extension Caller {
  /// - Returns: nil when there is no token with this hash, or it was revoked or its account disabled; whether it has
  ///   expired is for who asks.
  static func find(_ hash: [UInt8], in connection: Connection) throws -> KnownCallers.Entry? {
    try find("t.hash = \(hash)", in: connection)
  }

  /// The caller as they are now, for the writer.
  func refreshed(at now: Instant, in connection: Connection) throws -> Caller? {
    guard let token else { return self }
    guard let entry = try Self.find("t.id = \(token)", in: connection), entry.counts(at: now, lastUsed: now) else {
      return nil
    }
    return entry.caller
  }

  private static func find(_ condition: SQL, in connection: Connection) throws -> KnownCallers.Entry? {
    let entry = try connection.first(
      """
      SELECT a.id, a.name, a.login, a.role, a.school, a.district, a.teacher, t.id, t.scopes, t.expires_at, \
      t.idle_days, coalesce(t.last_used_at, t.created_at)
      FROM access_token t JOIN account a ON a.id = t.account
      WHERE \(condition) AND t.revoked_at IS NULL AND a.disabled_at IS NULL
      """
    ) { row in
      guard let role = Role(rawValue: row.text(3)) else { throw StoreError.corrupt("role \(row.text(3))") }
      let caller = Caller(
        account: row.text(0), name: row.text(1), login: row.optionalText(2), role: role, school: row.optionalText(4),
        district: row.optionalText(5), teacher: row.optionalID(6), token: try row.id(7),
        scopes: row.optionalText(8).map(TokenScopes.init(stored:)))
      return KnownCallers.Entry(
        caller: caller, expiresAt: row.optionalInstant(9), idleDays: row.optionalInt(10), lastUsed: row.instant(11))
    }
    guard var entry else { return nil }
    if let school = entry.caller.school, let teacher = entry.caller.teacher {
      entry.caller.zone = try SchoolZone.of(school, in: connection)
      entry.caller.ties = try ties(of: teacher, school: school, in: connection)
    }
    return entry
  }

  private static func ties(of teacher: DocumentID, school: String, in connection: Connection) throws -> [Tie] {
    let member = try connection.all(
      "SELECT id, role, from_day, to_day FROM membership WHERE school = \(school) AND teacher = \(teacher) ORDER BY id"
    ) { row in
      let role: Tie.Role =
        switch GroupRole(rawValue: row.text(1)) {
        case .leader: .leader
        case .member: .member
        case .supervisor, nil: .supervisor
        }
      return Tie(group: try row.id(0), role: role, from: row.text(2), to: row.optionalText(3))
    }
    let head = try connection.all(
      """
      SELECT p.id, h.from_day, h.to_day FROM head h
      JOIN group_parent p ON p.school = h.school AND p.research_group = h.id
      WHERE h.school = \(school) AND h.teacher = \(teacher) ORDER BY p.id
      """
    ) { Tie(group: try $0.id(0), role: .head, from: $0.text(1), to: $0.optionalText(2)) }
    return member + head
  }
}

extension TokenScopes {
  /// As a row holds them: separated by spaces.
  init(stored text: String) { self.init(text.split(separator: " ").compactMap { TokenScope(text: String($0)) }) }

  var stored: String { texts.joined(separator: " ") }
}
