import Crypto
import Shared

extension Projection {
  /// A score sheet's exact summary, from which every statistic of the test is merged, and its students.
  static let scoreSheets = Projection(kind: ScoreSheet.kind, tables: ["score_summary", "score_student"]) {
    document, tree, connection in
    let sheet = try tree.decode(ScoreSheet.self)
    guard let test = try Test.find(sheet.testId, school: document.school, in: connection) else {
      throw Refusal(.validation, at: JSONPointer(["testId"]), "reference", Text("没有这次测试", "there is no such test"))
    }
    let violations = sheet.violations(against: test)
    guard violations.isEmpty else { throw Refusal(.validation, violations: violations) }
    guard sheet.groupId == test.groupId, sheet.term == test.term else {
      throw Refusal(
        .validation, at: JSONPointer(["testId"]), "reference",
        Text("测试属于别的备课组或学期", "the test belongs to another group or term"))
    }
    try insertStudents(of: sheet, document: document, in: connection)
    let summary = try Coding.encode(ScoreSummary(sheet: sheet, test: test))
    try connection.execute(
      """
      INSERT INTO score_summary (school, id, test, class, paper, summary)
      VALUES (\(document.school), \(document.id), \(sheet.testId), \(sheet.classId), \(test.paperHash), \(summary))
      """)
  }

  /// Another paper changes what the sheets of a test say, so they are summed up again with it; nothing else of a test does.
  static let tests = Projection(kind: Test.kind, tables: []) { document, tree, connection in
    guard document.rev > 1 else { return }
    let test = try tree.decode(Test.self)
    let paper = test.paperHash
    let sheets = try connection.all(
      """
      SELECT \(StoredDocument.columns) FROM \(StoredDocument.table) JOIN score_summary s ON s.school = d.school AND s.id = d.id
      WHERE s.school = \(document.school) AND s.test = \(document.id) AND s.paper <> \(paper)
      """, StoredDocument.init)
    for sheet in sheets {
      let body = try sheet.tree().decode(ScoreSheet.self)
      guard body.violations(against: test).isEmpty else {
        var refusal = Refusal(
          .conflict, Text("已登的分数与改后的试卷不符", "marks that are entered do not fit the changed test"))
        refusal.existing = sheet.id
        throw refusal
      }
      let summary = try Coding.encode(ScoreSummary(sheet: body, test: test))
      try connection.execute(
        """
        UPDATE score_summary SET paper = \(paper), summary = \(summary)
        WHERE school = \(sheet.school) AND id = \(sheet.id)
        """)
    }
  }

  /// The same student twice in a test is refused, also in two sheets.
  private static func insertStudents(
    of sheet: ScoreSheet, document: StoredDocument, in connection: Connection
  ) throws {
    var found = Violations()
    for (index, row) in sheet.rows.enumerated() {
      let holder = try ScoreStudents.sheet(of: row.student, test: sheet.testId, school: document.school, in: connection)
      guard holder == nil else {
        found.add(
          JSONPointer(["rows"]) / index / "student", "duplicate-student", "这个学生代码已在另一个班的登分表中",
          "this student is in another class's sheet of the test")
        continue
      }
      try connection.execute(
        """
        INSERT INTO score_student (school, test, student, id)
        VALUES (\(document.school), \(sheet.testId), \(row.student), \(document.id))
        """)
    }
    guard found.isEmpty else { throw Refusal(.validation, violations: found) }
  }
}

/// Which sheet of a test a student stands in.
enum ScoreStudents {
  static func sheet(
    of student: String, test: DocumentID, school: String, in connection: Connection
  ) throws -> DocumentID? {
    try connection.first(
      "SELECT id FROM score_student WHERE school = \(school) AND test = \(test) AND student = \(student)"
    ) { try $0.id(0) }
  }
}

extension Test {
  /// Equal for equal papers.
  fileprivate var paperHash: [UInt8] { Array(SHA256.hash(data: Array(paperText.utf8))) }

  /// A living test, decoded.
  static func find(_ id: DocumentID, school: String, in connection: Connection) throws -> Test? {
    guard let document = try StoredDocument.find(id, school: school, in: connection), !document.isDeleted,
      document.kind == Test.kind
    else { return nil }
    return try document.tree().decode(Test.self)
  }
}
