import HTTPTypes
import Hummingbird
import NIOCore
import Shared

/// The routes of a test's marks: import and statistics.
extension Exchange {
  /// Thrown to undo a dry run; carries what it would have done.
  private struct DryRun: Error {
    let sheets: [ImportResult.Sheet]
  }

  /// Lets a file of marks in only from who may enter marks of the test.
  func admitScores(_ school: String, _ testID: String) throws {
    _ = try query.boolean("dryRun")
    _ = try register.store.read { try testToMark(school, testID, in: $0) }
  }

  /// A test whose marks the caller may enter.
  private func testToMark(
    _ school: String, _ testID: String, in connection: Connection
  ) throws -> (DocumentID, Test) {
    let scope = try scope(school, in: connection)
    // Who may enter marks may name the test that they are of.
    let (id, test) = try findTest(testID, school: school, scope: caller.scopes == nil ? scope : nil, in: connection)
    guard caller.may(.update, ScoreSheet.kind, group: test.groupId, at: register.now) else {
      throw Refusal(.forbidden)
    }
    return (id, test)
  }

  /// All or nothing: replaces the sheets of the classes in the file, whole.
  func importScores(_ school: String, _ testID: String, _ buffer: ByteBuffer) async throws -> Answer {
    let isDryRun = try query.boolean("dryRun") ?? false
    let (id, test, classes) = try register.store.snapshot { connection in
      let (id, test) = try testToMark(school, testID, in: connection)
      return (id, test, try SchoolClass.labels(school: school, test: test, in: connection))
    }
    let table = try ScoreTable(csv: Array(buffer.readableBytesView))
    let file = try ScoreImport(table, test: test, classes: classes)
    let newIDs = file.sheets.map { _ in register.newID() }
    let sheets: [ImportResult.Sheet]
    do {
      sheets = try await register.write(as: caller, school: school, requestID: requestID) { session in
        let sheets = try zip(file.sheets, newIDs).map { sheet, newID in
          try session.replace(sheet, of: test, id: id, newID: newID)
        }
        if isDryRun { throw DryRun(sheets: sheets) }
        try session.finish()
        return sheets
      }
    } catch let dryRun as DryRun {
      sheets = dryRun.sheets
    }
    var answer = try Answer.json(
      encoding: ImportResult(
        dryRun: isDryRun, encoding: table.encoding, sheets: sheets, notes: file.notes.map { $0[language] }))
    // What differs from the marks that are there tells of them.
    if isDryRun, sheets.contains(where: { $0.rows > $0.added || $0.removed > 0 }) {
      answer.shown = StudentsShown(school: school, kind: ScoreSheet.kind.name)
    }
    return answer
  }

  /// - Parameter scope: what the caller may read; nil for who may ask for figures without reading the test itself.
  private func findTest(
    _ text: String, school: String, scope: Scope?, in connection: Connection
  ) throws -> (DocumentID, Test) {
    let id = try id(text)
    let document = try StoredDocument.find(id, school: school, in: connection)
    guard let document, document.kind == Test.kind, !document.isDeleted,
      try scope?.contains(document, in: connection) ?? true
    else { throw Refusal(.notFound) }
    return (id, try document.tree().decode(Test.self))
  }

  /// A test whose figures the caller may see, and whether they may see the marks themselves. Who may not is shown no
  /// figure of fewer than five.
  private func aggregated(
    _ school: String, _ testID: String, in connection: Connection
  ) throws -> (DocumentID, Test, maySeeRows: Bool) {
    var scope: Scope?
    switch (caller.role, caller.scopes) {
    // Figures may be asked for without the right to read the test itself.
    case (.districtAdmin, _), (_, .some): break
    default: scope = try self.scope(school, in: connection)
    }
    let (id, test) = try findTest(testID, school: school, scope: scope, in: connection)
    guard caller.may(.aggregate, Test.kind, group: test.groupId, at: register.now) else { throw Refusal(.forbidden) }
    return (id, test, caller.may(.read, ScoreSheet.kind, group: test.groupId, at: register.now))
  }

  /// A test's level, merged from the summaries of its sheets.
  func statistics(_ school: String, _ testID: String) throws -> Answer {
    let basis = try query.value("basis", RateBasis.init) ?? .tested
    let width = try query.integer("bandWidth", in: 1...100) ?? 10
    return try register.store.snapshot { connection in
      let (id, test, maySeeRows) = try aggregated(school, testID, in: connection)
      guard maySeeRows || (width >= 10 && query["class"] == nil) else {
        throw Refusal(
          .forbidden,
          Text(
            "看不到成绩的人不能挑选班级或把分数段设得小于 10 分", "who may not see the marks can choose no classes and no bands under 10 marks"
          ))
      }
      let chosen = try query.list("class").map { try self.id($0) }
      let sheets = try TestStatistics.Sheet.all(of: id, test: test, school: school, in: connection)
      let known = Set(sheets.map(\.classId))
      guard chosen.allSatisfy(known.contains) else {
        throw Refusal(.notFound, Text("这次测试没有这个班的分数", "the test has no marks of this class"))
      }
      let targets = try connection.first(
        """
        SELECT \(StoredDocument.columns) FROM \(StoredDocument.table)
        JOIN natural_key k ON k.school = d.school AND k.id = d.id
        WHERE k.school = \(school) AND k.kind = \(TestReport.kind.name)
          AND k.value = \("\(id)\u{1F}\(test.groupId)")
        """
      ) { try StoredDocument(row: $0).tree().decode(TestReport.self).targets }
      let statistics = try TestStatistics(
        id: id, test: test, sheets: sheets, chosen: chosen.isEmpty ? nil : Set(chosen), targets: (targets ?? nil) ?? [],
        basis: basis, bandWidth: width, suppressSmall: !maySeeRows)
      return try .json(encoding: statistics)
    }
  }
}

extension WriteSession {
  /// Writes one class's sheet: a new one, or the next rev of the one that is there.
  fileprivate func replace(
    _ sheet: ScoreImport.Sheet, of test: Test, id testID: DocumentID, newID: DocumentID
  ) throws -> ImportResult.Sheet {
    let existing = try connection.first(
      """
      SELECT \(StoredDocument.columns) FROM \(StoredDocument.table) JOIN score_summary s ON s.school = d.school AND s.id = d.id
      WHERE s.school = \(school) AND s.test = \(testID) AND s.class = \(sheet.classID)
      """, StoredDocument.init)
    let before = try existing.map { try $0.tree().decode(ScoreSheet.self).rows } ?? []
    let body = ScoreSheet(
      groupId: test.groupId, term: test.term, testId: testID, classId: sheet.classID, rows: sheet.rows)
    let outcome = try apply(
      Intent(
        op: existing == nil ? .create : .update, kind: ScoreSheet.kind, id: existing?.id ?? newID,
        precondition: existing.map { .rev($0.rev) } ?? .absent,
        body: CheckedBody(try JSON(encoding: body), as: ScoreSheet.kind)))
    let old = Dictionary(before.map { ($0.student, $0) }, uniquingKeysWith: { first, _ in first })
    let new = Set(sheet.rows.map(\.student))
    return ImportResult.Sheet(
      classId: sheet.classID, label: sheet.label, id: outcome.document.id, rev: outcome.document.rev,
      rows: sheet.rows.count, added: sheet.rows.count { old[$0.student] == nil },
      changed: sheet.rows.count { row in old[row.student].map { $0 != row } ?? false },
      removed: before.count { !new.contains($0.student) })
  }
}

extension SchoolClass {
  /// The school's classes by their label in a test's term.
  static func labels(
    school: String, test: Test, in connection: Connection
  ) throws -> [String: (id: DocumentID, label: String)] {
    var labels: [String: (id: DocumentID, label: String)] = [:]
    try connection.each(
      """
      SELECT \(StoredDocument.columns) FROM \(StoredDocument.table)
      WHERE d.school = \(school) AND d.kind = \(SchoolClass.kind.name) AND d.deleted = 0
      """
    ) { row in
      let document = try StoredDocument(row: row)
      let body = try document.tree().decode(SchoolClass.self)
      let label = body.label(inYearStarting: test.term.startYear).zh
      labels[ClassLabel.normalised(label)] = (document.id, label)
    }
    return labels
  }
}

extension TestStatistics.Sheet {
  /// Every sheet of a test, by the label of its class.
  static func all(
    of test: DocumentID, test body: Test, school: String, in connection: Connection
  ) throws -> [TestStatistics.Sheet] {
    try connection.all(
      """
      SELECT s.class, s.id, s.summary, c.crc, c.head, c.body FROM score_summary s
      LEFT JOIN document d ON d.school = s.school AND d.id = s.class AND d.deleted = 0
      LEFT JOIN change c ON c.place = d.place
      WHERE s.school = \(school) AND s.test = \(test)
      """
    ) { row in
      let label =
        try row.optionalInt(3) == nil
        ? nil
        : JSON(parsing: DocumentBytes.read(row, at: 3).body).decode(SchoolClass.self)
          .label(inYearStarting: body.term.startYear)
      return TestStatistics.Sheet(
        classId: try row.id(0), label: label ?? Text("（班级已删除）", "(class deleted)"), sheetId: try row.id(1),
        summary: try Coding.decode(from: row.bytes(2)))
    }.sorted { $0.label.zh < $1.label.zh }
  }
}
