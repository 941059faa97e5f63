import Shared

extension Projection {
  static let researchGroups = Projection(kind: ResearchGroup.kind, tables: ["head"]) { document, tree, connection in
    for (row, head) in try (tree.decode(ResearchGroup.self).heads ?? []).enumerated() {
      try connection.execute(
        """
        INSERT INTO head (school, id, n, teacher, from_day, to_day)
        VALUES (\(document.school), \(document.id), \(row), \(head.teacherId), \(head.from.description), \
        \(head.to?.description))
        """)
    }
  }
}
