import NIOCore
import Shared

/// A page of the change feed that somebody asks for.
struct Feed: Sendable {
  static let parameters = ["cursor", "limit", "group", "term", "wait"]

  /// What a cursor holds: the last seq that was scanned with the hash of the change there, and what it was scanned
  /// for. A database that was put back to an earlier state has another change there, or none.
  private struct Cursor: Sendable {
    let seq: Int
    let hash: String
    let epoch: String
    let filters: String
    let scope: String

    init(seq: Int, hash: String, epoch: String, filters: String, scope: String) {
      self.seq = seq
      self.hash = hash
      self.epoch = epoch
      self.filters = filters
      self.scope = scope
    }

    init?(_ parts: [String]) {
      guard parts.count == 5, let seq = Int(parts[0]), seq >= 0 else { return nil }
      self.init(seq: seq, hash: parts[1], epoch: parts[2], filters: parts[3], scope: parts[4])
    }

    var parts: [String] { [String(seq), hash, epoch, filters, scope] }
  }

  let scope: Scope
  let limit: Int
  /// Seconds to wait for something new.
  let wait: Int
  private let group: DocumentID?
  private let term: String?
  private let kinds: [String]
  private let cursor: Cursor?

  /// - Throws: `Refusal` with 400.
  init(_ query: Query, scope: Scope, sealer: Sealer) throws {
    self.scope = scope
    limit = try query.integer("limit", in: 1...500) ?? 200
    wait = try query.integer("wait", in: 0...30) ?? 0
    group = try query.value("group", DocumentID.init(text:))
    term = try query.value("term", TermCode.init(text:))?.description
    kinds = Set(query.list("kinds")).sorted()
    for kind in kinds where Kind.named(kind) == nil {
      throw Refusal(.badParameter, Text("没有“\(kind.excerpt())”这种文档", "there is no kind \"\(kind.excerpt())\""))
    }
    guard let text = query["cursor"] else {
      cursor = nil
      return
    }
    let opened = sealer.open(text).flatMap(Cursor.init)
    cursor = opened
    guard let opened, opened.filters == filters else {
      throw Refusal(.badCursor, Text("游标与筛选条件不符，请从头读", "the cursor is not for these filters; begin again"))
    }
  }

  private var filters: String {
    [scope.school, group?.description ?? "", term ?? "", kinds.joined(separator: ",")].joined(separator: "\u{1F}")
  }

  /// A page as it is answered, and whether there was anything in it.
  struct Answer: Sendable {
    let bytes: ByteBuffer
    let isEmpty: Bool
    /// Whether more is there to be looked at already.
    let hasMore: Bool
    /// Everything up to here has been looked at.
    let seq: Int
    /// The kinds with rows about students of which something is shown.
    let studentKinds: Set<String>
  }

  /// Whether somebody who waits for news of this feed has to look again.
  func mayConcern(_ touch: Touch) -> Bool {
    guard scope.mayConcern(touch) else { return false }
    if [Group.kind, ResearchGroup.kind, Term.kind].contains(touch.kind) { return true }
    return (kinds.isEmpty || kinds.contains(touch.kind.name))
      && (group == nil || touch.group == nil || touch.group == group)
      && (term == nil || touch.term == nil || touch.term == term)
  }

  /// Reads the page in one snapshot: documents after the cursor in commit order, each at its newest rev. It ends at
  /// `limit` documents, at the budget of bytes, or when enough rows were looked at, whichever comes first.
  func answer(from connection: Connection, epoch: String, sealer: Sealer) throws -> Answer {
    let fingerprint = try scope.fingerprint(in: connection)
    let ends = try connection.first(
      "SELECT c.seq, c.epoch_seq FROM chain c JOIN school s ON s.school = c.realm WHERE c.realm = \(scope.school)"
    ) { ($0.int(0), $0.int(1)) }
    guard let (newest, epochBegin) = ends else { throw Refusal(.notFound) }
    try checkCursor(epoch: epoch, fingerprint: fingerprint, newest: newest, in: connection)
    var bytes = ByteBuffer()
    bytes.writeStaticString(#"{"changes":["#)
    var (count, looked, isFull) = (0, 0, false)
    var studentKinds: Set<String> = []
    var last = cursor?.seq ?? 0
    let rows = rest.isEmpty ? limit + 1 : PageBudget.rows
    if let statement = statement(after: last, rows: rows) {
      try connection.walk(statement) { row in
        if row.bool(1) {
          guard count < limit, count == 0 || bytes.readableBytes + row.int(2) <= PageBudget.bytes else {
            isFull = true
            return false
          }
          if count > 0 { bytes.writeStaticString(",") }
          try append(row, isSinceEpoch: row.int(0) > epochBegin, to: &bytes)
          count += 1
          if !row.bool(3), let kind = Kind.named(row.text(4)), kind.namesStudents { studentKinds.insert(kind.name) }
        }
        looked += 1
        last = row.int(0)
        return true
      }
    }
    let hasMore = isFull || looked == rows
    if !hasMore { last = max(last, newest) }
    let hash = try Self.hash(at: last, school: scope.school, in: connection)
    let next = sealer.seal(
      Cursor(seq: last, hash: hash ?? "", epoch: epoch, filters: filters, scope: fingerprint).parts)
    // Neither a sealed cursor nor an epoch's name has a character that JSON escapes.
    bytes.writeString(#"],"cursor":"\#(next)","hasMore":\#(hasMore),"epoch":"\#(epoch)"}"#)
    return Answer(bytes: bytes, isEmpty: count == 0, hasMore: hasMore, seq: last, studentKinds: studentKinds)
  }

  /// - Throws: `Refusal` with 410 for a cursor that does not lead on from here.
  private func checkCursor(epoch: String, fingerprint: String, newest: Int, in connection: Connection) throws {
    guard let cursor else { return }
    var reason: String?
    if cursor.epoch != epoch {
      reason = "epoch"
    } else if cursor.scope != fingerprint {
      reason = "scope"
    } else if try cursor.seq > newest || Self.hash(at: cursor.seq, school: scope.school, in: connection) != cursor.hash
    {
      reason = "epoch"
    }
    guard let reason else { return }
    var refusal = Refusal(.cursorGone, Text("请从头读取", "read afresh"))
    refusal.reason = reason
    refusal.restart = Route.changes(school: scope.school).path
    throw refusal
  }

  /// What tells a change from another with its number; before the first one, the realm's own hash.
  private static func hash(at seq: Int, school: String, in connection: Connection) throws -> String? {
    let hash =
      seq == 0
      ? Chain.firstHash(school)
      : try connection.first("SELECT hash FROM change WHERE school = \(school) AND seq = \(seq)") { $0.bytes(0) }
    return hash.map { Hex.encode(Array($0.prefix(8))) }
  }

  /// - Returns: a statement with the columns seq, whether the row fits the filters, its size, whether it is deleted, its
  ///   kind, its state, when and by whom it was moved there with which words, and the document's bytes; nil when there
  ///   is nothing that the caller may see.
  func statement(after seq: Int, rows: Int) -> SQL? {
    var place: SQL = "d.place"
    if let first = rest.first {
      place = rest.dropFirst().reduce("CASE WHEN " + first) { $0 + " AND " + $1 } + " THEN d.place END"
    }
    // The school's own documents belong to every group's feed.
    let selects = scope.ranges(group: group, isWithSchools: true).map { range -> SQL in
      """
      SELECT d.seq AS seq, \(place) AS place, d.deleted AS deleted, d.kind AS kind, d.state AS state, d.moved AS moved \
      FROM document d WHERE \(range) AND d.seq > \(seq)
      """
    }
    guard let first = selects.first else { return nil }
    // The inner rows come in order, and each looks its changes up by their place, so that the order stays.
    return """
      SELECT page.seq, page.place IS NOT NULL, \(DocumentBytes.size), page.deleted, page.kind, page.state, t.at, t.author, t.comment, \
      \(DocumentBytes.columns) FROM (
        \(selects.dropFirst().reduce(first) { $0 + " UNION ALL " + $1 }) ORDER BY seq LIMIT \(rows)
      ) page LEFT JOIN change c ON c.place = page.place LEFT JOIN change t ON t.place = page.moved
      """
  }

  /// What is asked of each row of the ranges.
  private var rest: [SQL] {
    var rest: [SQL] = []
    // The school's own documents belong to every term's feed too.
    if let term { rest.append("(d.term IS NULL OR d.term = \(term))") }
    if !kinds.isEmpty { rest.append("d.kind IN (\(SQL.list(kinds)))") }
    if let seen = scope.kinds { rest.append("d.kind IN (\(SQL.list(seen.sorted())))") }
    return rest
  }

  private func append(_ row: ResultRow, isSinceEpoch: Bool, to bytes: inout ByteBuffer) throws {
    var members: [UInt8] = []
    if isSinceEpoch { members += #","sinceEpoch":true"#.utf8 }
    if let state = row.optionalText(5).flatMap(DocumentState.init), let by = row.optionalText(7) {
      let move = Change.Move(to: state, at: row.instant(6), by: by, comment: row.optionalText(8))
      members += #","transition":"#.utf8
      members += try Coding.encode(move)
    }
    try DocumentBytes.append(row, at: 9, members: members, to: &bytes)
  }
}
