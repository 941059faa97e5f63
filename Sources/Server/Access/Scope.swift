import Crypto
import Shared

/// What a caller may see in one school. Every query of documents takes one.
struct Scope: Hashable, Sendable {
  enum Reach: Hashable, Sendable {
    /// All documents of the school.
    case school
    /// The school's own documents, and those of the groups that the teacher belongs or belonged to, or heads.
    case groups(of: DocumentID)
    /// The school's own documents only: a person who is not linked to a teacher.
    case ownOnly
  }

  let school: String
  let reach: Reach

  /// - Returns: the scope, or nil when the caller may not know of the school.
  /// - Throws: `Refusal` with 403 for a district, which knows that documents exist but never reads one.
  init?(_ caller: Caller, school: String) throws {
    guard caller.role == .server || caller.role == .districtAdmin || caller.school == school else { return nil }
    self.school = school
    switch caller.role {
    case .server, .schoolAdmin, .integration: reach = .school
    case .teacher, .leader, .head: reach = caller.teacher.map(Reach.groups) ?? .ownOnly
    case .districtAdmin:
      throw Refusal(
        .forbidden, Text("区县看汇总报表，不看学校的文档", "a district reads reports, not a school's documents"))
    }
  }

  /// A condition on the table `document`, which the query calls `d`.
  var condition: SQL {
    switch reach {
    case .school: "d.school = \(school)"
    case .ownOnly: "d.school = \(school) AND d.group_id IS NULL"
    case .groups(let teacher):
      """
      d.school = \(school) AND (d.group_id IS NULL OR d.group_id IN (\(Self.groups(of: teacher, school: school))))
      """
    }
  }

  /// The groups that a teacher belongs or belonged to, or whose research group they head or headed.
  private static func groups(of teacher: DocumentID, school: String) -> SQL {
    """
    SELECT id FROM membership WHERE school = \(school) AND teacher = \(teacher)
    UNION SELECT p.id FROM head h JOIN group_parent p ON p.school = h.school AND p.research_group = h.id
    WHERE h.school = \(school) AND h.teacher = \(teacher)
    """
  }

  /// Changes whenever what the caller may see changes: the feed's cursor holds it.
  func fingerprint(in connection: Connection) throws -> String {
    var parts = [school]
    switch reach {
    case .school: parts.append("school")
    case .ownOnly: parts.append("own")
    case .groups(let teacher):
      parts += try connection.all("SELECT id FROM (\(Self.groups(of: teacher, school: school))) ORDER BY id") {
        $0.text(0)
      }
    }
    return SHA256.hash(data: Array(parts.joined(separator: "\n").utf8)).prefix(8)
      .map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }
}
