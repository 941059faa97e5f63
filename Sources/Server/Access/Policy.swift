import Shared

/// What a caller is to the group that a document belongs to.
enum Relation: Hashable, Sendable {
  /// May do what the school may: administrators, other systems, the server's own administrator.
  case school
  case head
  case leader
  case member
  /// Belonged to the group or headed it at another time, or supervises it: reads what is theirs and writes nothing.
  case formerMember
  case none
}

/// Who may do what: a table of kinds and relations, and the only place that says so.
enum Policy {
  private struct Rule {
    let kinds: Set<String>
    let writers: Set<Relation>
  }

  private static let rules = [
    Rule(
      kinds: ["terms", "classes", "teachers", "research-groups", "settings", "groups"], writers: [.school]),
    Rule(kinds: ["plans", "duties"], writers: [.school, .leader]),
    Rule(
      kinds: ["minutes", "tests", "score-sheets", "test-reports"], writers: [.school, .leader, .member]),
  ]

  /// Whether the relation allows writing documents of a kind.
  static func mayWrite(_ kind: Kind, _ relation: Relation) -> Bool {
    rules.contains { $0.kinds.contains(kind.name) && $0.writers.contains(relation) }
  }

  /// Whether a document may be moved to a state: handed in by its author or the leader, returned and approved by
  /// the research-group head or the school.
  static func mayMove(to state: DocumentState, _ relation: Relation, isAuthor: Bool) -> Bool {
    switch state {
    case .submitted: relation == .school || relation == .leader || (relation == .member && isAuthor)
    case .returned, .approved, .archived: relation == .school || relation == .head
    case .draft: false
    }
  }

  /// What the caller is to a group at a time. Documents without a group belong to the school.
  static func relation(
    of caller: Caller, toGroup group: DocumentID?, school: String, at now: Instant, in connection: Connection
  ) throws -> Relation {
    switch caller.role {
    case .server, .schoolAdmin, .integration: return .school
    case .districtAdmin: return .none
    case .teacher, .leader, .head: break
    }
    guard let teacher = caller.teacher, let group else { return .none }
    // Days are counted in China's time, which has one zone.
    let day = now.day(offsetMinutes: 480).description
    let roles = try connection.all(
      """
      SELECT role, from_day <= \(day) AND (to_day IS NULL OR to_day >= \(day)) FROM membership
      WHERE school = \(school) AND id = \(group) AND teacher = \(teacher)
      """
    ) { (role: $0.text(0), isCurrent: $0.bool(1)) }
    if roles.contains(where: { $0.isCurrent && $0.role == GroupRole.leader.rawValue }) { return .leader }
    let heads = try connection.all(
      """
      SELECT h.from_day <= \(day) AND (h.to_day IS NULL OR h.to_day >= \(day))
      FROM group_parent p JOIN head h ON h.school = p.school AND h.id = p.research_group
      WHERE p.school = \(school) AND p.id = \(group) AND h.teacher = \(teacher)
      """
    ) { $0.bool(0) }
    if heads.contains(true) { return .head }
    if roles.contains(where: { $0.isCurrent && $0.role == GroupRole.member.rawValue }) { return .member }
    return roles.isEmpty && heads.isEmpty ? .none : .formerMember
  }
}
