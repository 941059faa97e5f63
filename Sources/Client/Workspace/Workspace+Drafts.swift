import Shared

/// A draft as it was read, ready to be compared.
enum Draft: Hashable, Sendable {
  /// There is no file, and nothing that may be it.
  case absent
  /// There may be one, and something keeps it from being seen.
  case unseen(Unseen)
  /// There is a file, but nobody can say what it means yet.
  case unreadable([DraftProblem])
  /// The file says exactly what the base says.
  case clean(DraftFile)
  case present(DraftFile, JSON)

  var file: DraftFile? {
    switch self {
    case .absent, .unseen, .unreadable: nil
    case .clean(let file), .present(let file, _): file
    }
  }
}

extension Workspace {
  /// Reads one document's draft. Files that are known to say what the base says are not parsed.
  func draft(of id: DocumentID, in scan: DraftScan, base: Base?) throws -> Draft {
    guard let file = scan.files[id] else {
      return scan.unseen[id].map(Draft.unseen) ?? .absent
    }
    if let clean = base?.clean, clean == file.digest, base?.isDeleted == false { return .clean(file) }
    switch try text(of: file) {
    case .failure(let failure): return .unreadable([failure.problem])
    case .success(let (text, digest)):
      var current = file
      current.digest = digest
      let reading = read(text, kind: file.kind, path: file.path, names: scan.names, base: base)
      return reading.problems.isEmpty ? .present(current, reading.body) : .unreadable(reading.problems)
    }
  }

  /// Reads a text as a draft of this workspace: by the form, then by what the workspace knows besides.
  /// - Parameter asYAML: whether plain texts are taken as YAML has them.
  func read(
    _ text: String, kind: Kind, path: String, names: Names, base: Base?, asYAML: Bool = false
  ) -> DraftReading {
    var reader = DraftReader(kind: kind, names: names, path: path)
    reader.readsPlainTextsAsYAML = asYAML
    var reading = reader.read(text)
    guard reading.problems.isEmpty else { return reading }
    reading.problems =
      belonging(reading.body, kind: kind).map {
        DraftProblem($0, at: reading.places[$0.pointer], path: path, form: kind.form)
      }.inOrder
    // Members that a newer server knows and this form does not are not in the file, and must not get lost.
    if let base, kind.form.check(base.body).canonical != base.body {
      reading.body =
        kind.merge(base: kind.form.check(base.body).canonical, mine: reading.body, theirs: base.body).merged
    }
    return reading
  }

  /// What the form can't know: a draft in a group's folder is that group's, in that term, in its weeks.
  private func belonging(_ body: JSON, kind: Kind) -> Violations {
    var violations = Violations()
    guard case .group(let group, let term) = scope else { return [] }
    if kind.belongsToGroup, let other = body["groupId"]?.string, other != group.description {
      violations.add(
        JSONPointer(["groupId"]), "other-group", "这个文件夹只收本备课组的材料", "this folder holds one group's documents only")
    }
    if kind.form["term"] != nil, let other = body["term"]?.string, other != term.description {
      violations.add(
        JSONPointer(["term"]), "other-term", "这个文件夹只收 \(term) 学期的材料", "this folder holds documents of \(term) only")
    }
    if let weeks = (try? self.term(term))?.weeks {
      violations.add(contentsOf: kind.weeks(in: body, beyond: weeks))
    }
    return violations
  }

  /// A term by its code, from the reference data.
  func term(_ code: TermCode) throws -> Term? {
    try state.read { transaction in
      try transaction.bases(kind: Term.kind).first { $0.body["code"]?.string == code.description }?
        .body.decode(Term.self)
    }
  }
}
