import Shared

extension Projection {
  static let groups = Projection(kind: Group.kind, tables: ["membership", "group_parent"]) {
    document, tree, connection in
    let group = try tree.decode(Group.self)
    for (row, member) in (group.members ?? []).enumerated() {
      try connection.execute(
        """
        INSERT INTO membership (school, id, n, teacher, role, from_day, to_day)
        VALUES (\(document.school), \(document.id), \(row), \(member.teacherId), \(member.role.rawValue), \
        \(member.from.description), \(member.to?.description))
        """)
    }
    if let parent = group.researchGroupId {
      try connection.execute(
        """
        INSERT INTO group_parent (school, id, research_group) VALUES (\(document.school), \(document.id), \(parent))
        """)
    }
  }
}
