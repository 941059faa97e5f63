import Shared

extension WriteSession {
  /// What others rest on is not deleted before them: a group, a term, a class and a test while a living document names
  /// it; a teacher while a membership, a headship or an account of today or later does.
  ///
  /// - Returns: of a teacher and a research group, a warning with the number of documents that go on naming them.
  /// - Throws: `Refusal` with 409 `in-use`, how many documents there are and the first ten that the caller may read.
  func checkUse(of document: StoredDocument) throws -> Violations {
    switch document.kind {
    case Group.kind: try refuse(document, naming: "d.group_id = \(document.id)", in: \.belongsToGroup)
    case Term.kind:
      let code = try document.tree()["code"]?.string
      try refuse(document, naming: "d.term = \(code)") { $0.form["term"] != nil }
    case SchoolClass.kind, Test.kind:
      try refuse(document, named: Mentions.documents(naming: document, in: connection))
    case ResearchGroup.kind: return try warning(about: document)
    case Teacher.kind:
      try checkUse(ofTeacher: document)
      return try warning(about: document)
    default: break
    }
    return []
  }

  private func refuse(_ document: StoredDocument, naming condition: SQL, in isPossible: (Kind) -> Bool) throws {
    let kinds = SQL.list(Kind.all.filter(isPossible).map(\.name))
    let living: SQL = "d.school = \(school) AND d.kind IN (\(kinds)) AND \(condition) AND d.deleted = 0"
    let count = try connection.first("SELECT count(*) FROM document d WHERE \(living)") { $0.int(0) } ?? 0
    guard count > 0 else { return }
    var first: [Problem.Use.Document] = []
    try connection.each(
      "SELECT d.kind, d.id, d.group_id, d.term FROM document d WHERE \(living) ORDER BY d.id LIMIT \(Self.mostLookedAt)"
    ) { row in
      guard first.count < Problem.Use.most, let kind = Kind.named(row.text(0)),
        try scope.contains(kind, group: { row.optionalID(2) }, term: { row.optionalText(3) }, in: connection)
      else { return }
      first.append(.init(kind: kind.name, id: try row.id(1)))
    }
    throw refusal(document, Problem.Use(count: count, documents: first))
  }

  /// Among how many the first that the caller may read are looked for.
  private static var mostLookedAt: Int { 1000 }

  private func refuse(_ document: StoredDocument, named documents: [StoredDocument]) throws {
    guard !documents.isEmpty else { return }
    let visible = try documents.lazy.filter { try scope.contains($0, in: connection) }.prefix(Problem.Use.most)
    throw refusal(
      document,
      Problem.Use(count: documents.count, documents: visible.map { .init(kind: $0.kind.name, id: $0.id) }))
  }

  private func checkUse(ofTeacher document: StoredDocument) throws {
    let today = try zone().today(at: now)
    let groups = try connection.all(
      """
      SELECT DISTINCT id FROM membership WHERE school = \(school) AND teacher = \(document.id)
        AND (to_day IS NULL OR to_day >= \(today))
      """
    ) { Problem.Use.Document(kind: Group.kind.name, id: try $0.id(0)) }
    let researchGroups = try connection.all(
      """
      SELECT DISTINCT id FROM head WHERE school = \(school) AND teacher = \(document.id)
        AND (to_day IS NULL OR to_day >= \(today))
      """
    ) { Problem.Use.Document(kind: ResearchGroup.kind.name, id: try $0.id(0)) }
    let accounts =
      try connection.first(
        """
        SELECT count(*) FROM account
        WHERE school = \(school) AND teacher = \(document.id) AND login IS NOT NULL AND disabled_at IS NULL
        """
      ) { $0.int(0) } ?? 0
    let documents = groups + researchGroups
    guard documents.isEmpty, accounts == 0 else {
      var refusal = refusal(
        document,
        Problem.Use(count: documents.count + accounts, documents: Array(documents.prefix(Problem.Use.most))))
      if accounts > 0 {
        refusal.detail = Text(
          "这位教师还有账号；请先停用账号，并在备课组和教研组里写明止于哪天",
          "this teacher has an account; disable it first, and end memberships and headships")
      }
      throw refusal
    }
  }

  private func warning(about document: StoredDocument) throws -> Violations {
    let count = try Mentions.documents(naming: document, in: connection).count
    guard count > 0 else { return [] }
    var warnings = Violations()
    warnings.add(
      JSONPointer(), "still-named", "还有 \(count) 份文档提到已删除的\(document.kind.label.zh)，那里只剩编号",
      "\(count) documents go on naming what was deleted of \(document.kind.name), by id alone")
    return warnings
  }

  private func refusal(_ document: StoredDocument, _ use: Problem.Use) -> Refusal {
    let label = document.kind.label
    let wayOut =
      document.kind == Teacher.kind
      ? Text("请先写明止于哪天", "end memberships and headships first")
      : Text("请先删除或改写它们", "delete or change them first")
    var refusal = Refusal(
      .inUse,
      Text(
        "还有 \(use.count) 份文档用到这份\(label.zh)；\(wayOut.zh)",
        "\(use.count) documents rest on this one of \(document.kind.name); \(wayOut.en)"))
    refusal.use = use
    return refusal
  }
}
