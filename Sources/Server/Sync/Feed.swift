import Shared

/// A page of the change feed that somebody asks for.
struct Feed: Sendable {
  static let parameters = ["cursor", "limit", "group", "term", "wait"]

  /// What a cursor holds: the last seq that was scanned, and what it was scanned for.
  private struct Cursor: Sendable {
    let seq: Int
    let epoch: String
    let filters: String
    let scope: String

    init(seq: Int, epoch: String, filters: String, scope: String) {
      self.seq = seq
      self.epoch = epoch
      self.filters = filters
      self.scope = scope
    }

    init?(_ parts: [String]) {
      guard parts.count == 4, let seq = Int(parts[0]) else { return nil }
      self.init(seq: seq, epoch: parts[1], filters: parts[2], scope: parts[3])
    }

    var parts: [String] { [String(seq), epoch, filters, scope] }
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
      throw Refusal(.badParameter, Text("没有“\(kind.prefix(40))”这种文档", "there is no kind \"\(kind.prefix(40))\""))
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
    var bytes: [UInt8]
    let isEmpty: Bool
    /// Whether there are rows about students in it.
    let showsStudents: Bool
    /// Everything up to here has been looked at.
    let seq: Int
  }

  /// Reads the page in one snapshot: documents after the cursor in commit order, each at its newest rev.
  func answer(from connection: Connection, epoch: String, sealer: Sealer) throws -> Answer {
    let fingerprint = try scope.fingerprint(in: connection)
    if let cursor {
      let reason = cursor.epoch != epoch ? "epoch" : cursor.scope != fingerprint ? "scope" : nil
      if let reason {
        var refusal = Refusal(.cursorGone, Text("请从头读取", "read afresh"))
        refusal.reason = reason
        refusal.restart = Route.changes(school: scope.school).path
        throw refusal
      }
    }
    let ends = try connection.first(
      "SELECT c.seq, c.epoch_seq FROM chain c JOIN school s ON s.school = c.realm WHERE c.realm = \(scope.school)"
    ) { ($0.int(0), $0.int(1)) }
    guard let (newest, epochBegin) = ends else { throw Refusal(.notFound) }
    var bytes: [UInt8] = []
    bytes.append(contentsOf: #"{"changes":["#.utf8)
    var count = 0
    var showsStudents = false
    var last = cursor?.seq ?? 0
    try connection.each(
      """
      SELECT d.head, d.body, d.deleted, d.seq, d.crc, d.kind, d.state, t.at, t.author, t.comment FROM document d
      LEFT JOIN change t ON t.school = d.school AND t.seq = CASE WHEN d.state <> 'draft' THEN (
        SELECT max(m.seq) FROM change m WHERE m.school = d.school AND m.id = d.id AND m.op = 'transition') END
      WHERE \(scope.condition) AND d.seq > \(last)\(conditions) ORDER BY d.seq LIMIT \(limit + 1)
      """
    ) { row in
      count += 1
      guard count <= limit else { return }
      if count > 1 { bytes.append(UInt8(ascii: ",")) }
      try append(row, isSinceEpoch: row.int(3) > epochBegin, to: &bytes)
      if !showsStudents, !row.bool(2), Self.kindsOfStudents.contains(row.text(5)) { showsStudents = true }
      last = row.int(3)
    }
    let hasMore = count > limit
    if !hasMore { last = max(last, newest) }
    let next = sealer.seal(Cursor(seq: last, epoch: epoch, filters: filters, scope: fingerprint).parts)
    bytes.append(contentsOf: #"],"cursor":"#.utf8)
    JSON.write(next, to: &bytes)
    bytes.append(contentsOf: #","hasMore":\#(hasMore),"epoch":"#.utf8)
    JSON.write(epoch, to: &bytes)
    bytes.append(UInt8(ascii: "}"))
    return Answer(bytes: bytes, isEmpty: count == 0, showsStudents: showsStudents, seq: last)
  }

  private static let kindsOfStudents = Set(Kind.all.filter(\.namesStudents).map(\.name))

  private func append(_ row: ResultRow, isSinceEpoch: Bool, to bytes: inout [UInt8]) throws {
    let start = bytes.count
    row.withBytes(0) { bytes.append(contentsOf: $0) }
    row.withBytes(1) { bytes.append(contentsOf: $0) }
    let checksum = bytes[start...].withUnsafeBytes { CRC32.finish(CRC32.update(CRC32.start, $0)) }
    guard Int64(checksum) == row.int64(4) else { throw StoreError.corrupt("checksum at seq \(row.int(3))") }
    if row.bool(2) { bytes.removeLast() }
    if isSinceEpoch { bytes.append(contentsOf: #","sinceEpoch":true"#.utf8) }
    if let state = row.optionalText(6).flatMap(DocumentState.init), let by = row.optionalText(8) {
      let move = Change.Move(to: state, at: row.instant(7), by: by, comment: row.optionalText(9))
      bytes.append(contentsOf: #","transition":"#.utf8)
      bytes.append(contentsOf: try Coding.encode(move))
    }
    bytes.append(UInt8(ascii: "}"))
  }

  private var conditions: SQL {
    var sql: SQL = ""
    // The school's own documents belong to every group's and every term's feed.
    if let group { sql += " AND (d.group_id IS NULL OR d.group_id = \(group))" }
    if let term { sql += " AND (d.term IS NULL OR d.term = \(term))" }
    if !kinds.isEmpty {
      var list: SQL = ""
      for (index, kind) in kinds.enumerated() { list += index == 0 ? "\(kind)" : ", \(kind)" }
      sql += " AND d.kind IN (\(list))"
    }
    return sql
  }
}
