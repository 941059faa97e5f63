import Shared

extension Projection {
  /// A score sheet's exact summary, from which every statistic of the test is merged.
  static let scoreSheets = Projection(kind: ScoreSheet.kind, tables: ["score_summary"]) {
    document, tree, connection in
    let sheet = try tree.decode(ScoreSheet.self)
    guard let test = try Test.find(sheet.testId, school: document.school, in: connection) else {
      throw Refusal(.validation, at: JSONPointer(["testId"]), "reference", Text("没有这次测试", "there is no such test"))
    }
    try insertSummary(of: sheet, test: test, document: document, in: connection)
  }

  /// A changed test changes what its sheets say, so they are projected again with it.
  static let tests = Projection(kind: Test.kind, tables: []) { document, tree, connection in
    guard document.rev > 1 else { return }
    let test = try tree.decode(Test.self)
    for sheet in try sheets(of: document, in: connection) {
      let body = try sheet.tree().decode(ScoreSheet.self)
      guard body.violations(against: test).isEmpty else {
        var refusal = Refusal(
          .conflict, Text("已登的分数与改后的试卷不符", "marks that are entered do not fit the changed test"))
        refusal.existing = sheet.id
        throw refusal
      }
      try Projection.scoreSheets.clear(sheet, in: connection)
      try insertSummary(of: body, test: test, document: sheet, in: connection)
    }
  }

  private static func sheets(of test: StoredDocument, in connection: Connection) throws -> [StoredDocument] {
    try connection.all(
      """
      SELECT \(StoredDocument.columns) FROM \(StoredDocument.table) JOIN score_summary s ON s.school = d.school AND s.id = d.id
      WHERE s.school = \(test.school) AND s.test = \(test.id)
      """, StoredDocument.init)
  }

  private static func insertSummary(
    of sheet: ScoreSheet, test: Test, document: StoredDocument, in connection: Connection
  ) throws {
    let violations = sheet.violations(against: test)
    guard violations.isEmpty else { throw Refusal(.validation, violations: violations) }
    guard sheet.groupId == test.groupId, sheet.term == test.term else {
      throw Refusal(
        .validation, at: JSONPointer(["testId"]), "reference",
        Text("测试属于别的备课组或学期", "the test belongs to another group or term"))
    }
    try checkStudents(of: sheet, document: document, in: connection)
    let summary = ScoreSummary(sheet: sheet, test: test)
    try connection.execute(
      """
      INSERT INTO score_summary (school, id, test, class, summary)
      VALUES (\(document.school), \(document.id), \(sheet.testId), \(sheet.classId), \
      \(try Coding.encode(summary)))
      """)
  }

  /// The same student twice in a test is refused, also in two sheets.
  private static func checkStudents(
    of sheet: ScoreSheet, document: StoredDocument, in connection: Connection
  ) throws {
    let others = try connection.all(
      """
      SELECT \(StoredDocument.columns) FROM \(StoredDocument.table) JOIN score_summary s ON s.school = d.school AND s.id = d.id
      WHERE s.school = \(document.school) AND s.test = \(sheet.testId) AND s.id <> \(document.id)
      """, StoredDocument.init)
    var taken: Set<String> = []
    for other in others {
      for row in try other.tree()["rows"]?.array ?? [] { row["student"]?.string.map { _ = taken.insert($0) } }
    }
    var found = Violations()
    for (index, row) in sheet.rows.enumerated() where taken.contains(row.student) {
      found.add(
        JSONPointer(["rows"]) / index / "student", "duplicate-student", "这个学生代码已在另一个班的登分表中",
        "this student is in another class's sheet of the test")
    }
    guard found.isEmpty else { throw Refusal(.validation, violations: found) }
  }
}

extension Test {
  /// A living test, decoded.
  static func find(_ id: DocumentID, school: String, in connection: Connection) throws -> Test? {
    guard let document = try StoredDocument.find(id, school: school, in: connection), !document.isDeleted,
      document.kind == Test.kind
    else { return nil }
    return try document.tree().decode(Test.self)
  }
}
