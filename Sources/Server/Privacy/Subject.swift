import Shared

/// Everything that a school's documents hold about one student, by the student's code: rows of tables, and texts
/// that name the code.
struct Subject: Sendable {
  let school: String
  let code: String

  /// One place where the student stands.
  struct Finding: Codable, Sendable {
    let kind: String
    let id: DocumentID
    let rev: Int
    let at: Instant
    let pointer: String
    let value: JSON
  }

  /// What stands in place of the code in a text.
  private static let mark = "［已清除］"

  /// Every place in every revision of a document, oldest first.
  func findings(of id: DocumentID, in connection: Connection) throws -> [Finding] {
    var findings: [Finding] = []
    let rows = try connection.all(
      "SELECT \(ChangeRow.columns) FROM change WHERE school = \(school) AND id = \(id) ORDER BY seq",
      ChangeRow.init(row:))
    for row in rows {
      func find(_ pointer: String, _ value: JSON) {
        findings.append(
          Finding(kind: row.document.kind, id: id, rev: row.document.rev, at: row.at, pointer: pointer, value: value))
      }
      if let comment = row.comment, without(comment) != nil { find("comment", .string(comment)) }
      guard !row.body.isEmpty, let kind = Kind.named(row.document.kind) else { continue }
      _ = without(try tree(row), kind.form) { path, value in find(JSONPointer(path).description, value) }
    }
    return findings
  }

  /// Takes the student out of some documents: out of every revision and every summary.
  /// - Returns: the proof for the record, which it already stands in.
  func erase(_ ids: [DocumentID], in session: WriteSession, seal: (String) -> String) throws -> Redaction.Proof {
    let connection = session.connection
    var proof = Redaction.Proof(subject: seal(code))
    try Redaction.unlocked(in: connection) {
      for id in ids {
        try eraseCurrent(id, in: session)
        proof.rows += try Redaction.rewrite(id, school: school, in: connection) { row in
          let comment = row.comment.flatMap(without)
          let body =
            try row.body.isEmpty
            ? nil : Kind.named(row.document.kind).flatMap { without(try tree(row), $0.form, { _, _ in }) }
          guard comment != nil || body != nil else { return nil }
          return Redaction.Content(
            head: row.head, body: body?.canonicalBytes ?? row.body, comment: comment ?? row.comment)
        }
      }
    }
    try session.note(proof, as: .subjectErased)
    try session.finish()
    return proof
  }

  /// A new revision without the student, whatever state the document is in: the right to be forgotten does not wait
  /// for a term's ledger.
  private func eraseCurrent(_ id: DocumentID, in session: WriteSession) throws {
    guard let document = try StoredDocument.find(id, school: school, in: session.connection), !document.isDeleted,
      let new = without(try document.tree(), document.kind.form, { _, _ in })
    else { return }
    _ = try session.write(
      Intent(op: .update, kind: document.kind, id: id, body: CheckedBody(new, as: document.kind)), document)
  }

  /// What was refused is kept with its place and its reason, which may repeat some of what was sent.
  func eraseRefusals(_ refusals: [RefusedMutation], in connection: Connection) throws {
    for row in refusals {
      var refusal = try Coding.decode(Refusal.self, from: row.problem.utf8)
      refusal.detail = nil
      refusal.findings = []
      let problem = String(decoding: try Coding.encode(refusal), as: UTF8.self)
      try connection.execute(
        "UPDATE refusal SET problem = \(problem) WHERE school = \(school) AND client = \(row.client) AND n = \(row.n)")
    }
  }

  /// A refused mutation whose problem names the code.
  struct RefusedMutation: Sendable {
    let client: String
    let n: Int
    let problem: String
  }

  func refusals(in connection: Connection) throws -> [RefusedMutation] {
    try connection.all(
      "SELECT client, n, problem FROM refusal WHERE school = \(school) AND instr(problem, \(code)) > 0"
    ) { RefusedMutation(client: $0.text(0), n: $0.int(1), problem: $0.text(2)) }
  }

  /// The documents of which some revision names the code, looking through the change rows of some numbers.
  func documents(in seqs: ClosedRange<Int>, _ connection: Connection) throws -> [DocumentID] {
    try connection.all(
      """
      SELECT DISTINCT id FROM change WHERE school = \(school) AND seq BETWEEN \(seqs.lowerBound) AND \(seqs.upperBound)
      AND (instr(body, \(Array(code.utf8))) > 0 OR instr(comment, \(code)) > 0)
      """
    ) { try $0.id(0) }
  }

  private func tree(_ row: ChangeRow) throws -> JSON {
    do {
      return try JSON(parsing: row.body)
    } catch {
      throw StoreError.corrupt("change \(row.seq)")
    }
  }

  // MARK: Trees

  /// A body without the student; nil when it does not name them. `found` is called for each place.
  private func without(_ tree: JSON, _ form: Form, _ found: ([String], JSON) -> Void) -> JSON? {
    var isChanged = false
    let new = without(tree, form, [], &isChanged, found)
    return isChanged ? new : nil
  }

  private func without(
    _ tree: JSON, _ form: Form, _ path: [String], _ isChanged: inout Bool, _ found: ([String], JSON) -> Void
  ) -> JSON {
    guard case .object(var object) = tree else { return tree }
    for field in form.fields {
      guard let value = object[field.key] else { continue }
      object[field.key] = without(value, field.type, path + [field.key], &isChanged, found)
    }
    return .object(object)
  }

  private func without(
    _ value: JSON, _ type: FieldType, _ path: [String], _ isChanged: inout Bool, _ found: ([String], JSON) -> Void
  ) -> JSON {
    switch (type, value) {
    case (.object(let form), _): return without(value, form, path, &isChanged, found)
    case (.table(let form, _, _), .array(let rows)):
      var kept: [JSON] = []
      for (index, row) in rows.enumerated() {
        let place = path + [String(index)]
        if isAbout(row, form) {
          isChanged = true
          found(place, row)
        } else {
          kept.append(without(row, form, place, &isChanged, found))
        }
      }
      return .array(kept)
    case (.list(let element, _), .array(let items)), (.set(let element, _), .array(let items)):
      return .array(
        items.enumerated().map { without($0.element, element, path + [String($0.offset)], &isChanged, found) })
    case (.map(let element, _), .object(var object)):
      for member in object.members {
        object[member.key] = without(member.value, element, path + [member.key], &isChanged, found)
      }
      return .object(object)
    case (.text, .string(let text)), (.longText, .string(let text)):
      guard let new = without(text) else { return value }
      isChanged = true
      found(path, value)
      return .string(new)
    default: return value
    }
  }

  /// Whether a row of a table is the student's.
  private func isAbout(_ row: JSON, _ form: Form) -> Bool {
    form.fields.contains { field in
      if case .student = field.type { row[field.key]?.string == code } else { false }
    }
  }

  /// A text with the code blotted out where it stands as a word of its own; nil when it does not.
  private func without(_ text: String) -> String? {
    guard text.contains(code) else { return nil }
    var result = ""
    var rest = text[...]
    var isChanged = false
    while let range = rest.firstRange(of: code) {
      let before = rest[..<range.lowerBound].unicodeScalars.last ?? result.unicodeScalars.last
      let isWord = !isCodeSign(before) && !isCodeSign(rest[range.upperBound...].unicodeScalars.first)
      result += rest[..<range.lowerBound] + (isWord ? Self.mark : code)
      isChanged = isChanged || isWord
      rest = rest[range.upperBound...]
    }
    return isChanged ? result + rest : nil
  }

  private func isCodeSign(_ scalar: Unicode.Scalar?) -> Bool {
    switch scalar {
    case .some("0"..."9"), .some("a"..."z"), .some("A"..."Z"), .some("_"), .some("-"): true
    default: false
    }
  }
}
