import HTTPTypes
import Hummingbird
import NIOCore
import Shared

/// The routes of a test's marks: import and statistics.
extension Exchange {
  /// Thrown to undo a dry run; carries what it would have done.
  private struct DryRun: Error {
    let done: ScoreReplacement.Done
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
      return (id, test, try ClassLabels(school: school, test: test, in: connection))
    }
    let file = try ScoreImport(csv: Array(buffer.readableBytesView), test: test, classes: classes)
    let replacement = ScoreReplacement(file.sheets.map { ($0, register.newID()) }, test: test, id: id)
    let done: ScoreReplacement.Done
    do {
      done = try await register.write(as: caller, school: school, requestID: requestID) { session in
        let done = try replacement.carryOut(in: session)
        if isDryRun { throw DryRun(done: done) }
        try session.finish()
        return done
      }
    } catch let dryRun as DryRun {
      done = dryRun.done
    }
    var answer = try Answer.json(
      encoding: ImportResult(
        dryRun: isDryRun, encoding: file.encoding, sheets: done.sheets,
        notes: (file.notes + done.notes).map { $0[language] }))
    // What differs from the marks that are there tells of them.
    if isDryRun, done.sheets.contains(where: { $0.rows > $0.added || $0.removed > 0 }) {
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

  /// A test whose figures the caller may see, and how much of them.
  private func aggregated(
    _ school: String, _ testID: String, in connection: Connection
  ) throws -> (DocumentID, Test, Disclosure) {
    var scope: Scope?
    switch (caller.role, caller.scopes) {
    // Figures may be asked for without the right to read the test itself.
    case (.districtAdmin, _), (_, .some): break
    default: scope = try self.scope(school, in: connection)
    }
    let (id, test) = try findTest(testID, school: school, scope: scope, in: connection)
    guard caller.may(.aggregate, Test.kind, group: test.groupId, at: register.now) else { throw Refusal(.forbidden) }
    let maySeeRows = caller.may(.read, ScoreSheet.kind, group: test.groupId, at: register.now)
    return (id, test, maySeeRows ? .rows : .figures)
  }

  /// A test's level, merged from the summaries of its sheets.
  func statistics(_ school: String, _ testID: String) throws -> Answer {
    let basis = try query.value("basis", RateBasis.init) ?? .tested
    let width = try query.integer("bandWidth", in: 1...100) ?? LevelStatistics.defaultBandWidth
    return try register.store.snapshot { connection in
      let (id, test, disclosure) = try aggregated(school, testID, in: connection)
      let chosen = Set(try query.list("class").map { try self.id($0) })
      guard disclosure.allows(classes: chosen.count, bandWidth: width) else {
        throw Refusal(
          .forbidden,
          Text(
            "看不到成绩的人只能问一个班或全部，分数段只有 \(LevelStatistics.defaultBandWidth) 分宽的",
            "who may not see the marks asks for one class or all, in bands of \(LevelStatistics.defaultBandWidth) marks"
          ))
      }
      let sheets = try StoredSheet.all(of: id, school: school, in: connection)
      guard chosen.isSubset(of: sheets.map(\.classID)) else {
        throw Refusal(.notFound, Text("这次测试没有这个班的分数", "the test has no marks of this class"))
      }
      let statistics = try TestStatistics(
        id: id, test: test, sheets: sheets.map { .init($0, yearStarting: test.term.startYear) },
        chosen: chosen.isEmpty ? nil : chosen,
        targets: try TestReport.targets(of: test, id: id, school: school, connection),
        basis: basis, bandWidth: width, to: disclosure)
      return try .json(encoding: statistics)
    }
  }
}
