import Shared

extension Projection {
  static let terms = Projection(kind: Term.kind, tables: ["term"]) { document, tree, connection in
    let term = try tree.decode(Term.self)
    // Weeks begin on the Monday of the first day's week.
    let lastDay = Day(number: term.firstDay.number - (term.firstDay.weekday - 1) + 7 * term.weeks - 1)
    try connection.execute(
      """
      INSERT INTO term (school, id, code, first_day, last_day, weeks, holidays, make_up_days)
      VALUES (\(document.school), \(document.id), \(term.code.description), \(term.firstDay.description), \
      \(lastDay.description), \(term.weeks), \(tree["holidays"]?.canonicalText), \(tree["makeUpDays"]?.canonicalText))
      """)
  }
}

extension Term {
  /// The columns that `init(row:)` reads.
  static let columns: SQL = "code, first_day, weeks, holidays, make_up_days"

  init(row: ResultRow) throws {
    guard let code = TermCode(text: row.text(0)), let firstDay = Day(row.text(1)) else {
      throw StoreError.corrupt("term \(row.text(0))")
    }
    func rows<Row: Decodable>(_ column: Int) throws -> [Row]? {
      try row.optionalText(column).map { try JSON(parsing: $0).decode() }
    }
    self.init(code: code, firstDay: firstDay, weeks: row.int(2), holidays: try rows(3), makeUpDays: try rows(4))
  }

  static func find(_ code: TermCode, school: String, in connection: Connection) throws -> Term? {
    try connection.first(
      "SELECT \(columns) FROM term WHERE school = \(school) AND code = \(code.description)", Term.init)
  }
}
