import Shared

/// The sheets of a file put in the place of those that are there: all classes of the file at once, so that a student who
/// moved from one of them to another is right.
struct ScoreReplacement: Sendable {
  /// What was changed, or would be.
  struct Done: Sendable {
    var sheets: [ImportResult.Sheet] = []
    var notes: [Text] = []
  }

  private let sheets: [(sheet: ScoreImport.Sheet, newID: DocumentID)]
  private let test: Test
  private let testID: DocumentID

  init(_ sheets: [(ScoreImport.Sheet, DocumentID)], test: Test, id: DocumentID) {
    self.sheets = sheets
    self.test = test
    testID = id
  }

  /// - Throws: `Refusal`; nothing must be kept then.
  func carryOut(in session: WriteSession) throws -> Done {
    var done = Done()
    var parts = try sheets.map { try Part($0.sheet, newID: $0.newID, test: testID, in: session) }
    let codes = Set(sheets.flatMap { $0.sheet.rows.map(\.student) })
    for index in parts.indices { parts[index].keepLeadingZeros(besides: codes, noting: &done.notes) }
    try checkStudents(parts, in: session)
    for part in parts {
      part.tellLostItems(noting: &done.notes)
      done.sheets.append(try part.write(test, id: testID, in: session))
    }
    return done
  }

  /// Nobody of the file may stand in another sheet of the test that stays as it is.
  private func checkStudents(_ parts: [Part], in session: WriteSession) throws {
    // Those of the file are written anew.
    for part in parts {
      guard let existing = part.existing else { continue }
      try session.connection.execute(
        "DELETE FROM score_student WHERE school = \(session.school) AND id = \(existing.id)")
    }
    var findings = Findings()
    for part in parts {
      for (row, record) in zip(part.rows, part.sheet.records) {
        let holder = try ScoreStudents.sheet(
          of: row.student, test: testID, school: session.school, in: session.connection)
        guard let holder else { continue }
        let label = try label(of: holder, in: session)
        findings.add(
          "duplicate-student", row: record, column: part.sheet.studentColumn,
          Text(
            "\(row.student) 已在\(label)的登分表中；转班的学生请把两个班放在一个文件里",
            "\(row.student) is in the sheet of \(label); put both classes into one file when a student moves"))
      }
    }
    try findings.refuse()
  }

  private func label(of sheet: DocumentID, in session: WriteSession) throws -> String {
    let stored = try StoredSheet.find(sheet, school: session.school, in: session.connection)
    return stored?.schoolClass?.label(inYearStarting: test.term.startYear).zh ?? sheet.description
  }
}

extension ScoreReplacement {
  /// One class's sheet, and the one that is there.
  fileprivate struct Part {
    let sheet: ScoreImport.Sheet
    let existing: StoredDocument?
    private let newID: DocumentID
    private let before: [String: ScoreSheet.Row]
    private(set) var rows: [ScoreSheet.Row]

    init(_ sheet: ScoreImport.Sheet, newID: DocumentID, test: DocumentID, in session: WriteSession) throws {
      self.sheet = sheet
      self.newID = newID
      rows = sheet.rows
      existing = try session.connection.first(
        """
        SELECT \(StoredDocument.columns) FROM \(StoredDocument.table)
        JOIN score_summary s ON s.school = d.school AND s.id = d.id
        WHERE s.school = \(session.school) AND s.test = \(test) AND s.class = \(sheet.classID)
        """, StoredDocument.init)
      before = Dictionary(
        try existing?.tree().decode(ScoreSheet.self).rows.map { ($0.student, $0) } ?? [],
        uniquingKeysWith: { first, _ in first })
    }

    /// A code that a spreadsheet has robbed of its zeros is taken as the one that the class had before.
    /// - Parameter codes: all that stand in the file.
    mutating func keepLeadingZeros(besides codes: Set<String>, noting notes: inout [Text]) {
      let known = Dictionary(grouping: before.keys.filter { !codes.contains($0) }, by: Self.withoutZeros)
      let new = Dictionary(
        grouping: rows.indices.filter { before[rows[$0].student] == nil }, by: { Self.withoutZeros(rows[$0].student) })
      var (examples, count) = ([String](), 0)
      for (bare, places) in new.sorted(by: { $0.value[0] < $1.value[0] }) {
        guard places.count == 1, let former = known[bare], former.count == 1 else { continue }
        count += 1
        if examples.count < 3 { examples.append("\(rows[places[0]].student) → \(former[0])") }
        rows[places[0]].student = former[0]
      }
      guard count > 0 else { return }
      let list = examples.joined(separator: ", ")
      notes.append(
        Text(
          "\(sheet.label)：\(count) 个学生代码与原有的只差开头的 0，按原有的读取（\(list)）",
          "\(sheet.label): \(count) student codes differ from those before by leading zeros only and were taken as those (\(list))"
        ))
    }

    private static func withoutZeros(_ code: String) -> String { String(code.drop { $0 == "0" }) }

    func tellLostItems(noting notes: inout [Text]) {
      let count = before.values.count { $0.items?.isEmpty == false }
      guard count > 0, !rows.contains(where: { $0.items != nil }) else { return }
      notes.append(
        Text(
          "\(sheet.label)：原有 \(count) 名学生的各题得分，文件里只有总分，各题得分随之去掉",
          "\(sheet.label): the file has totals only; the item marks of \(count) students are removed"))
    }

    /// A new document, or the next rev of the one that is there.
    func write(_ test: Test, id testID: DocumentID, in session: WriteSession) throws -> ImportResult.Sheet {
      let body = ScoreSheet(
        groupId: test.groupId, term: test.term, testId: testID, classId: sheet.classID, rows: rows)
      let outcome = try session.apply(
        Intent(
          op: existing == nil ? .create : .update, kind: ScoreSheet.kind, id: existing?.id ?? newID,
          precondition: existing.map { .rev($0.rev) } ?? .absent,
          body: CheckedBody(try JSON(encoding: body), as: ScoreSheet.kind)))
      let new = Set(rows.map(\.student))
      return ImportResult.Sheet(
        classId: sheet.classID, label: sheet.label, id: outcome.document.id, rev: outcome.document.rev,
        rows: rows.count, added: rows.count { before[$0.student] == nil },
        changed: rows.count { row in before[row.student].map { $0 != row } ?? false },
        removed: before.keys.count { !new.contains($0) })
    }
  }
}
