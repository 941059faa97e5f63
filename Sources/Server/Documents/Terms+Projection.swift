import Shared

extension Projection {
  static let terms = Projection(kind: Term.kind, tables: ["term"]) { document, tree, connection in
    let term = try tree.decode(Term.self)
    // Weeks begin on the Monday of the first day's week.
    let lastDay = Day(number: term.firstDay.number - (term.firstDay.weekday - 1) + 7 * term.weeks - 1)
    try connection.execute(
      """
      INSERT INTO term (school, id, code, first_day, last_day, weeks)
      VALUES (\(document.school), \(document.id), \(term.code.description), \(term.firstDay.description), \
      \(lastDay.description), \(term.weeks))
      """)
  }
}
