import Shared

extension Projection {
  static let researchGroups = Projection(kind: ResearchGroup.kind, tables: ["head"]) { document, tree, connection in
    for head in try tree.decode(ResearchGroup.self).heads ?? [] {
      try connection.execute(
        """
        INSERT INTO head (school, id, teacher, from_day, to_day)
        VALUES (\(document.school), \(document.id), \(head.teacherId), \(head.from.description), \
        \(head.to?.description))
        ON CONFLICT DO NOTHING
        """)
    }
  }
}
