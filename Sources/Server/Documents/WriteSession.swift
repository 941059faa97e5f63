import Shared

/// One piece of work of the writer in one school: who asks, the school's counters, and what is known of the
/// documents referred to. Lives as long as its transaction's savepoint.
final class WriteSession {
  let connection: Connection
  let school: String
  let caller: Caller
  let scope: Scope
  let now: Instant
  let requestID: String

  private var chain: Chain
  /// Of living documents that were referred to: their kinds, and whether the caller may know of them.
  private var known: [DocumentID: Known?] = [:]
  private var terms: [TermCode: Term?] = [:]
  private var knownZone: SchoolZone?

  private struct Known {
    let kind: String
    let isVisible: Bool
  }
  /// Tests of which sheets were written: their atoms are due when the work is done.
  private var markedTests: Set<DocumentID> = []
  /// What was written, for those who wait for it.
  private(set) var touched: Set<Touch> = []

  init(
    _ connection: Connection, scope: Scope, caller: Caller, now: Instant, requestID: String
  ) throws {
    self.connection = connection
    self.scope = scope
    self.caller = caller
    self.now = now
    self.requestID = requestID
    school = scope.school
    // Districts and the server itself have a record too, and are no schools.
    guard let chain = try Chain(school, in: connection), try School.find(school, in: connection) != nil else {
      throw Refusal(.notFound)
    }
    self.chain = chain
  }

  /// Settles what follows from all that was written together, and writes the record's counters back; nothing that was
  /// recorded counts without it.
  func finish() throws {
    for test in markedTests { try ScoreAtoms.settle(test, school: school, in: connection) }
    markedTests = []
    try chain.save(in: connection)
  }

  /// Notes the tests that a sheet is of, before and after it was written.
  func markTests(of sheet: StoredDocument, tree: JSON?) throws {
    let before = try connection.first(
      "SELECT test FROM score_summary WHERE school = \(school) AND id = \(sheet.id)"
    ) { try $0.id(0) }
    let now = tree?["testId"]?.string.flatMap(DocumentID.init(text:))
    markedTests.formUnion([before, now].compactMap { $0 })
  }

  /// Does a piece of work that leaves no trace when it throws, in the record's counters neither.
  func undoable<Result>(_ work: () throws -> Result) throws -> Result {
    let before = chain
    do {
      return try connection.savepoint(work)
    } catch {
      chain = before
      throw error
    }
  }

  /// Puts something on record that is no change of a document.
  func note(_ action: AuditAction, kind: String? = nil, id: String? = nil, detail: String? = nil) throws {
    try chain.append(
      Event(
        action: action, at: now, account: caller.account, kind: kind, id: id, detail: detail, request: requestID),
      in: connection)
  }

  /// The kind of a living document that the caller may know of, or nil when there is none.
  func kind(of id: DocumentID) throws -> String? {
    if let known = known[id] { return known.flatMap { $0.isVisible ? $0.kind : nil } }
    let found = try connection.first(
      "SELECT kind, group_id, term FROM document WHERE school = \(school) AND id = \(id) AND deleted = 0"
    ) { row in
      Known(
        kind: row.text(0),
        isVisible: try scope.reaches(group: row.optionalID(1), term: row.optionalText(2), in: connection))
    }
    known[id] = .some(found)
    return found.flatMap { $0.isVisible ? $0.kind : nil }
  }

  /// A term of the school by its code.
  func term(_ code: TermCode) throws -> Term? {
    if let known = terms[code] { return known }
    let term = try Term.find(code, school: school, in: connection)
    terms[code] = .some(term)
    return term
  }

  /// The zone in which the school's days are counted.
  func zone() throws -> SchoolZone {
    if let knownZone { return knownZone }
    let zone = try SchoolZone.of(school, in: connection)
    knownZone = zone
    return zone
  }

  /// Forgets what may have changed with a document.
  private func forget(_ document: StoredDocument) {
    known[document.id] = nil
    if document.kind == Term.kind { terms = [:] }
    if document.kind == SchoolSettings.kind { knownZone = nil }
  }

  /// Appends the change row and writes the document's row; what follows from the change is set in `document` here.
  func record(_ document: inout StoredDocument, intent: Intent, status: Int, isNew: Bool) throws {
    document.seq = chain.nextSeq()
    document.rebuildHead()
    document.place = try append(document, intent: intent, status: status)
    switch intent.op {
    case .transition: document.moved = document.place
    case .create, .delete, .restore: document.moved = nil
    case .update: break
    }
    let tree = document.isDeleted ? nil : intent.body?.tree
    if isNew {
      try insert(document, tree: tree)
    } else {
      try update(document, tree: tree)
    }
    forget(document)
    touched.insert(Touch(document))
  }

  private func append(_ document: StoredDocument, intent: Intent, status: Int) throws -> Int {
    let mutation = intent.mutation
    return try chain.append(
      ChangeRow(
        seq: document.seq, document: (document.id.description, document.kind.name, document.rev),
        op: intent.op.rawValue, status: status, at: now, account: caller.account, author: caller.name,
        client: mutation?.client.description, n: mutation?.n, digest: mutation?.digest, request: requestID,
        comment: intent.comment, head: document.head, body: document.body),
      in: connection)
  }

  private func insert(_ document: StoredDocument, tree: JSON?) throws {
    try connection.execute(
      """
      INSERT INTO document (school, id, kind, rev, seq, place, moved, state, group_id, term, day, title, owner, \
      created_at, updated_at, deleted)
      VALUES (\(school), \(document.id), \(document.kind.name), \(document.rev), \(document.seq), \
      \(document.place), \(document.moved), \(document.state?.rawValue), \(document.groupID), \(document.term), \
      \(tree.flatMap(document.kind.day)), \(tree.flatMap(document.kind.title)), \(document.owner), \
      \(document.createdAt), \(document.updatedAt), \(document.isDeleted))
      """)
  }

  private func update(_ document: StoredDocument, tree: JSON?) throws {
    let lists: SQL =
      document.isDeleted
      ? "day = NULL, title = NULL, "
      : tree.map { "day = \(document.kind.day(of: $0)), title = \(document.kind.title(of: $0)), " } ?? ""
    try connection.execute(
      """
      UPDATE document SET rev = \(document.rev), seq = \(document.seq), place = \(document.place), \
      moved = \(document.moved), state = \(document.state?.rawValue), \(lists)updated_at = \(document.updatedAt), \
      deleted = \(document.isDeleted)
      WHERE school = \(school) AND id = \(document.id)
      """)
  }
}

extension Kind {
  /// The day that a body is about, as lists sort by it.
  func day(of tree: JSON) -> String? {
    dayKey.flatMap { tree[$0]?.string }
  }
}
