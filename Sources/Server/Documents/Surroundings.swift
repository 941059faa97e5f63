import Shared

extension WriteSession {
  /// What doesn't fit about a document that was just written.
  func warningsOfRules(about document: StoredDocument, _ tree: JSON) throws -> Violations {
    try document.warningsOfRules(tree, today: zone().day(at: now), in: connection) { try term($0) }
  }
}

extension StoredDocument {
  /// What doesn't fit about a document's body, which is given as a tree, and its surroundings.
  func warningsOfRules(
    _ tree: JSON, today: @autoclosure () throws -> Day, in connection: Connection, term: (TermCode) throws -> Term?
  ) throws -> Violations {
    if kind == SchoolSettings.kind { return Self.warnings(ofZone: tree["timeZone"]?.string) }
    return try kind.warningsOfRules(
      in: tree,
      amid: Surroundings(
        today: try today(), term: try tree["term"]?.string.flatMap(TermCode.init(text:)).flatMap(term),
        otherTerms: try kind == Term.kind ? otherTerms(in: connection) : []))
  }

  private func otherTerms(in connection: Connection) throws -> [Term] {
    try connection.all(
      "SELECT \(Term.columns) FROM term WHERE school = \(school) AND id <> \(id) ORDER BY code", Term.init)
  }

  /// The list of zones is the server's, not the form's.
  private static func warnings(ofZone name: String?) -> Violations {
    guard let name, SchoolZone(name: name) == nil else { return [] }
    var warnings = Violations()
    warnings.add(
      JSONPointer(["timeZone"]), "unknown-time-zone",
      "没有“\(name.excerpt())”这个时区，仍按 \(SchoolZone.usual.name) 计算日期",
      "there is no time zone \"\(name.excerpt())\"; days are counted in \(SchoolZone.usual.name)")
    return warnings
  }
}
