import Shared

extension Projection {
  static let terms = Projection(kind: Term.kind, tables: ["term"]) { document, tree, connection in
    let term = try tree.decode(Term.self)
    try connection.execute(
      """
      INSERT INTO term (school, id, code, first_day, weeks)
      VALUES (\(document.school), \(document.id), \(term.code.description), \(term.firstDay.description), \
      \(term.weeks))
      """)
  }
}
