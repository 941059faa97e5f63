import Shared

/// What is kept of the sheets of a test beside the documents: their summaries, their students and the atoms of which
/// figures are told.
struct StoredSheet {
  let sheetID: DocumentID
  let classID: DocumentID
  /// Nil for a class that is no longer there.
  let schoolClass: SchoolClass?
  let atom: DocumentID
  let summary: ScoreSummary

  /// Every sheet of a test, in the order of classes: by grade and number.
  static func all(of test: DocumentID, school: String, in connection: Connection) throws -> [StoredSheet] {
    try connection.all("\(select) WHERE s.school = \(school) AND s.test = \(test)", StoredSheet.init)
      .sorted { $0.place < $1.place }
  }

  static func find(_ id: DocumentID, school: String, in connection: Connection) throws -> StoredSheet? {
    try connection.first("\(select) WHERE s.school = \(school) AND s.id = \(id)", StoredSheet.init)
  }

  private static let select: SQL = """
    SELECT s.class, s.id, coalesce(a.atom, s.class), s.summary, \(DocumentBytes.columns) FROM score_summary s
    LEFT JOIN score_atom a ON a.school = s.school AND a.test = s.test AND a.class = s.class
    LEFT JOIN document d ON d.school = s.school AND d.id = s.class AND d.deleted = 0
    LEFT JOIN change c ON c.place = d.place
    """

  private init(row: ResultRow) throws {
    classID = try row.id(0)
    sheetID = try row.id(1)
    atom = try row.id(2)
    summary = try Coding.decode(from: row.bytes(3))
    schoolClass =
      row.optionalInt(4) == nil
      ? nil : try JSON(parsing: DocumentBytes.read(row, at: 4).body).decode(SchoolClass.self)
  }

  private var place: (Int, Int, DocumentID) {
    let place = schoolClass?.place
    return (place?.grade ?? .max, place?.number ?? .max, classID)
  }
}

extension TestStatistics.Sheet {
  /// - Parameter year: the calendar year in which the test's school year begins.
  init(_ sheet: StoredSheet, yearStarting year: Int) {
    self.init(
      classId: sheet.classID,
      label: sheet.schoolClass?.label(inYearStarting: year) ?? Text("（班级已删除）", "(class deleted)"),
      sheetId: sheet.sheetID, atom: sheet.atom, summary: sheet.summary)
  }
}

extension TestReport {
  /// What the group wants to reach in a test; empty without a report or without targets.
  static func targets(
    of test: Test, id: DocumentID, school: String, _ connection: Connection
  ) throws -> [TestReport.Target] {
    let report = try connection.first(
      """
      SELECT \(StoredDocument.columns) FROM \(StoredDocument.table)
      JOIN natural_key k ON k.school = d.school AND k.id = d.id
      WHERE k.school = \(school) AND k.kind = \(TestReport.kind.name) AND k.value = \("\(id)\u{1F}\(test.groupId)")
      """
    ) { try StoredDocument(row: $0).tree().decode(TestReport.self) }
    return report?.targets ?? []
  }
}
