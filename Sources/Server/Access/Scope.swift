import Crypto
import Shared

/// What a caller may read in one school. Every query of documents takes one.
struct Scope: Hashable, Sendable {
  enum Reach: Hashable, Sendable {
    /// All documents of the school.
    case school
    /// The school's own documents, and those of some groups: without a last day all of them, otherwise those of the
    /// terms that had begun by then. Whoever leaves a group keeps what was theirs and sees nothing new.
    case groups([DocumentID: String?])
  }

  let school: String
  let reach: Reach
  /// The kinds that a token of another system may read; nil for all.
  let kinds: Set<String>?

  /// - Returns: the scope, or nil when the caller may not know of the school.
  /// - Throws: `Refusal` with 403 for a district, which knows that documents exist but never reads one.
  init?(_ caller: Caller, school: String, at now: Instant, in connection: Connection) throws {
    self.school = school
    let hidden = Self.hidden(from: caller, at: now)
    if let scopes = caller.scopes {
      kinds = Set(Kind.all.filter { scopes.allows(.read, on: $0) }.map(\.name)).subtracting(hidden)
    } else {
      kinds = hidden.isEmpty ? nil : Set(Kind.all.map(\.name)).subtracting(hidden)
    }
    switch caller.role {
    case .server: reach = .school
    case .schoolAdmin, .integration:
      guard caller.school == school else { return nil }
      reach = .school
    case .teacher, .leader, .head:
      guard caller.school == school else { return nil }
      reach = .groups(Self.groups(of: caller.ties, on: caller.zone.today(at: now)))
    case .districtAdmin:
      guard try School.isIn(caller.district, school: school, connection) else { return nil }
      throw Refusal(
        .forbidden, Text("区县看汇总报表，不看学校的文档", "a district reads reports, not a school's documents"))
    }
  }

  /// The kinds that the policy lets a relation not read.
  private static let hidden: [Relation: Set<String>] = Dictionary(
    uniqueKeysWithValues: Relation.allCases.map { relation in
      let kinds = Kind.all.filter { kind in
        let isAsked = relation != .colleague || !kind.belongsToGroup
        return isAsked && !Policy.allows(.read, on: kind, to: relation)
      }
      return (relation, Set(kinds.map(\.name)))
    })

  /// The kinds that the policy hides from some relation that the caller has: what one of them may not read, none does.
  private static func hidden(from caller: Caller, at now: Instant) -> Set<String> {
    switch caller.role {
    case .server, .schoolAdmin: return hidden[.admin] ?? []
    case .integration: return hidden[.integration] ?? []
    case .districtAdmin: return hidden[.district] ?? []
    case .teacher, .leader, .head:
      let day = caller.zone.today(at: now)
      return caller.ties.reduce(into: hidden[.colleague] ?? []) { kinds, tie in
        let relation: Relation =
          switch tie.role {
          case _ where !tie.holds(on: day): .reader
          case .leader: .leader
          case .head: .head
          case .member: .member
          case .supervisor: .reader
          }
        kinds.formUnion(hidden[relation] ?? [])
      }
    }
  }

  /// For each group the last day of all ties to it that have begun; nil when one of them has no end.
  private static func groups(of ties: [Tie], on day: String) -> [DocumentID: String?] {
    var groups: [DocumentID: String?] = [:]
    for tie in ties where tie.from <= day {
      guard let known = groups[tie.group] else {
        groups[tie.group] = .some(tie.to)
        continue
      }
      let last: String? = if let known, let to = tie.to { max(known, to) } else { nil }
      groups[tie.group] = .some(last)
    }
    return groups
  }

  /// The first day of a term that is no longer there: nobody who left sees it.
  private static let never = "9999-12-31"

  /// A part of the school's documents that lies together in an index: all that somebody may see is one range for the
  /// whole school, or one for each group and one for what belongs to none. Each is a condition on the table
  /// `document`, which the query calls `d`; they don't overlap, and a query walks each by itself and merges, so that
  /// nobody pays for documents of groups that they have nothing to do with.
  ///
  /// - Parameters:
  ///   - group: only this group's documents.
  ///   - isWithSchools: whether what belongs to no group is asked for beside them.
  /// - Returns: the ranges; none when there is nothing that the caller may see.
  func ranges(group: DocumentID? = nil, isWithSchools: Bool) -> [SQL] {
    guard kinds.map({ !$0.isEmpty }) ?? true else { return [] }
    let whole: SQL = "d.school = \(school)"
    let schools: [SQL] = isWithSchools ? [whole + " AND d.group_id IS NULL"] : []
    switch reach {
    case .school:
      guard let group else { return [whole] }
      return schools + [whole + " AND d.group_id = \(group)"]
    case .groups(let groups):
      let seen = groups.filter { group == nil || $0.key == group }.sorted { $0.key.description < $1.key.description }
      return schools
        + seen.map { group, last in
          guard let last else { return whole + " AND d.group_id = \(group)" }
          return """
            \(whole) AND d.group_id = \(group) AND (d.term IS NULL OR +d.term IN \
            (SELECT t.code FROM term t WHERE t.school = \(school) AND t.first_day <= \(last)))
            """
        }
    }
  }

  /// Whether what somebody writes may concern the caller; a change of groups, terms and days may change what
  /// they see.
  func mayConcern(_ touch: Touch) -> Bool {
    if [Group.kind, ResearchGroup.kind, Term.kind, SchoolSettings.kind].contains(touch.kind) { return true }
    guard kinds?.contains(touch.kind.name) ?? true else { return false }
    guard case .groups(let groups) = reach, let group = touch.group else { return true }
    return groups[group] != nil
  }

  /// The same rule as `ranges`, for a document at hand. Its group and term are looked at only where they matter.
  func contains(
    _ kind: Kind, group: () -> DocumentID?, term: () -> String?, in connection: Connection
  ) throws -> Bool {
    guard kinds?.contains(kind.name) ?? true else { return false }
    guard case .groups = reach else { return true }
    return try reaches(group: group(), term: term(), in: connection)
  }

  /// Whether the caller may know that a living document is there, and so may name it. Which kinds another system's
  /// token reads is no matter: who may enter marks may name the test that they are of.
  func reaches(group: DocumentID?, term: @autoclosure () -> String?, in connection: Connection) throws -> Bool {
    guard case .groups(let groups) = reach, let group else { return true }
    guard let last = groups[group] else { return false }
    guard let last, let term = term() else { return true }
    let firstDay = try connection.first("SELECT first_day FROM term WHERE school = \(school) AND code = \(term)") {
      $0.text(0)
    }
    return (firstDay ?? Self.never) <= last
  }

  func contains(_ document: StoredDocument, in connection: Connection) throws -> Bool {
    try contains(document.kind, group: { document.groupID }, term: { document.term }, in: connection)
  }

  /// Changes whenever what the caller may see changes: the feed's cursor holds it.
  func fingerprint(in connection: Connection) throws -> String {
    var parts = [school]
    if let kinds { parts.append("kinds " + kinds.sorted().joined(separator: " ")) }
    if case .groups(let groups) = reach {
      parts += groups.map { "\($0.key) \($0.value ?? "")" }.sorted()
      if groups.values.contains(where: { $0 != nil }) {
        parts += try connection.all("SELECT code, first_day FROM term WHERE school = \(school) ORDER BY code") {
          "\($0.text(0)) \($0.text(1))"
        }
      }
    } else {
      parts.append("school")
    }
    return Hex.encode(Array(SHA256.hash(data: Array(parts.joined(separator: "\n").utf8)).prefix(8)))
  }
}

extension SQL {
  /// Values with commas between them.
  static func list(_ values: [String]) -> SQL {
    var list: SQL = ""
    for (index, value) in values.enumerated() { list += index == 0 ? "\(value)" : ", \(value)" }
    return list
  }
}
