import Crypto
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

  private var seq: Int
  private var lastHash: [UInt8]
  private var knownKinds: [DocumentID: String?] = [:]
  private var termWeeks: [TermCode: Int?] = [:]
  private var relations: [DocumentID?: Relation] = [:]

  init(
    _ connection: Connection, scope: Scope, caller: Caller, now: Instant, requestID: String
  ) throws {
    self.connection = connection
    self.scope = scope
    self.caller = caller
    self.now = now
    self.requestID = requestID
    school = scope.school
    let counters = try connection.first("SELECT seq, last_hash FROM school WHERE school = \(school)") {
      ($0.int(0), $0.bytes(1))
    }
    guard let counters else { throw Refusal(.notFound) }
    (seq, lastHash) = counters
  }

  /// Writes the school's counters back; nothing that was recorded counts without it.
  func finish() throws {
    try connection.execute("UPDATE school SET seq = \(seq), last_hash = \(lastHash) WHERE school = \(school)")
  }

  /// Does a piece of work that leaves no trace when it throws, in the school's counters neither.
  func undoable<Result>(_ work: () throws -> Result) throws -> Result {
    let before = (seq, lastHash)
    do {
      return try connection.savepoint(work)
    } catch {
      (seq, lastHash) = before
      throw error
    }
  }

  /// What the caller is to a group today.
  func relation(to group: DocumentID?) throws -> Relation {
    if let known = relations[group] { return known }
    let relation = try Policy.relation(of: caller, toGroup: group, school: school, at: now, in: connection)
    relations[group] = relation
    return relation
  }

  /// The kind of a living document, or nil when there is none.
  func kind(of id: DocumentID) throws -> String? {
    if let known = knownKinds[id] { return known }
    let kind = try connection.first(
      "SELECT kind FROM document WHERE school = \(school) AND id = \(id) AND deleted = 0"
    ) { $0.text(0) }
    knownKinds[id] = .some(kind)
    return kind
  }

  /// How many weeks a term has, or nil when the school has no such term.
  func weeks(of term: TermCode) throws -> Int? {
    if let known = termWeeks[term] { return known }
    let weeks = try connection.first(
      "SELECT weeks FROM term WHERE school = \(school) AND code = \(term.description)"
    ) { $0.int(0) }
    termWeeks[term] = .some(weeks)
    return weeks
  }

  /// Forgets what may have changed with a document.
  private func forget(_ document: StoredDocument) {
    knownKinds[document.id] = nil
    if document.kind == Group.kind || document.kind == ResearchGroup.kind { relations = [:] }
    if document.kind == Term.kind { termWeeks = [:] }
  }

  /// Appends the change row and writes the document's row; `document.seq` and its head are set here.
  func record(_ document: inout StoredDocument, intent: Intent, status: Int, isNew: Bool) throws {
    seq += 1
    document.seq = seq
    document.rebuildHead()
    let tree = document.isDeleted ? nil : intent.body?.tree
    try append(document, intent: intent, status: status)
    if isNew {
      try insert(document, tree: tree)
    } else {
      try update(document, tree: tree)
    }
    forget(document)
  }

  private func append(_ document: StoredDocument, intent: Intent, status: Int) throws {
    let mutation = intent.mutation
    var hash = SHA256()
    func add(_ bytes: [UInt8]) {
      withUnsafeBytes(of: UInt64(bytes.count).bigEndian) { hash.update(bufferPointer: $0) }
      bytes.withUnsafeBytes { hash.update(bufferPointer: $0) }
    }
    add(lastHash)
    for text in [
      "\(seq)", document.id.description, document.kind.name, "\(document.rev)", intent.op.rawValue, "\(status)",
      "\(now.milliseconds)", caller.account, caller.name, mutation?.client.description ?? "",
      mutation.map { "\($0.n)" } ?? "", requestID, intent.comment ?? "",
    ] {
      add(Array(text.utf8))
    }
    add(mutation?.digest ?? [])
    add(document.head)
    add(document.body)
    lastHash = Array(hash.finalize())
    try connection.execute(
      """
      INSERT INTO change (school, seq, id, kind, rev, op, status, at, account, author, client, n, digest, request, \
      comment, head, body, hash)
      VALUES (\(school), \(seq), \(document.id), \(document.kind.name), \(document.rev), \(intent.op.rawValue), \
      \(status), \(now), \(caller.account), \(caller.name), \(mutation?.client), \(mutation?.n), \
      \(mutation?.digest), \(requestID), \(intent.comment), \(document.head), \(document.body), \(lastHash))
      """)
  }

  private func insert(_ document: StoredDocument, tree: JSON?) throws {
    try connection.execute(
      """
      INSERT INTO document (school, id, kind, rev, seq, state, group_id, term, day, title, owner, created_at, \
      updated_at, updated_by, deleted, head, body, crc)
      VALUES (\(school), \(document.id), \(document.kind.name), \(document.rev), \(document.seq), \
      \(document.state?.rawValue), \(document.groupID), \(document.term), \(document.kind.day(of: tree)), \
      \(tree.flatMap(document.kind.title)), \(document.owner), \(document.createdAt), \(document.updatedAt), \
      \(document.updatedBy), \(document.isDeleted), \(document.head), \(document.body), \(Int64(document.checksum)))
      """)
  }

  private func update(_ document: StoredDocument, tree: JSON?) throws {
    let lists: SQL = tree.map { "day = \(document.kind.day(of: $0)), title = \(document.kind.title(of: $0)), " } ?? ""
    try connection.execute(
      """
      UPDATE document SET rev = \(document.rev), seq = \(document.seq), state = \(document.state?.rawValue), \
      \(lists)updated_at = \(document.updatedAt), updated_by = \(document.updatedBy), \
      deleted = \(document.isDeleted), head = \(document.head), body = \(document.body), \
      crc = \(Int64(document.checksum))
      WHERE school = \(school) AND id = \(document.id)
      """)
  }
}

extension Kind {
  /// The day that a body is about, as lists sort by it.
  fileprivate func day(of tree: JSON?) -> String? {
    dayKey.flatMap { tree?[$0]?.string }
  }
}
