import Shared

/// What came of walking through a record from its beginning, and of holding each document's row against the change
/// that it stands for.
struct Verification: Codable, Sendable {
  let realm: String
  let changes: Int
  let events: Int
  /// Rows from which a person's data was taken out later, each as the event of the erasure says.
  let redacted: Int
  /// The hash of the last row, hexadecimal: kept elsewhere, it shows later that nothing before it was rewritten.
  let lastHash: String
  /// The first place that is not as it was written; nil when all is whole.
  let broken: String?

  /// Walks through every record, or one, computing each hash anew.
  static func run(realm: String?, in connection: Connection) throws -> [Verification] {
    var condition: SQL = ""
    if let realm { condition = " WHERE realm = \(realm)" }
    return try connection.all("SELECT realm FROM chain\(condition) ORDER BY realm") { $0.text(0) }
      .map { try verify($0, in: connection) }
  }

  private static func verify(_ realm: String, in connection: Connection) throws -> Verification {
    guard let end = try Chain(realm, in: connection) else { throw StoreError.corrupt("no record of \(realm)") }
    let redactions = try Redaction.hashes(in: realm, connection)
    var events = try EventCursor(realm: realm, in: connection)
    var last = Chain.firstHash(realm)
    var (seq, redacted, created) = (0, 0, 0)
    var broken: String?
    func fail(_ place: String) { if broken == nil { broken = place } }
    func follow(_ event: (row: EventRow, hash: [UInt8])) {
      last = event.row.hash(after: last)
      if last != event.hash { fail("\(event.row.afterSeq).\(event.row.n)") }
      last = event.hash
    }
    while let event = try events.next(upTo: 0) { follow(event) }
    try connection.each("SELECT \(ChangeRow.columns), hash, crc FROM change WHERE school = \(realm) ORDER BY seq") {
      row in
      let change = ChangeRow(row: row)
      let stored = row.bytes(16)
      seq += 1
      if change.seq != seq || row.int64(17) != change.checksum { fail("\(seq).0") }
      if change.document.rev == 1 { created += 1 }
      let computed = change.hash(after: last)
      if let expected = redactions[change.seq] {
        redacted += 1
        if computed != expected { fail("\(seq).0") }
      } else if computed != stored {
        fail("\(seq).0")
      }
      last = stored
      seq = change.seq
      while let event = try events.next(upTo: seq) { follow(event) }
    }
    if seq != end.seq || events.count != end.events || last != end.lastHash || !events.isInOrder { fail("end") }
    var documents = 0
    try connection.each(DocumentProof.statement(school: realm)) { row in
      documents += 1
      if try !DocumentProof(row: row, in: connection).holds { fail("document \(row.text(1))") }
    }
    if documents != created { fail("documents") }
    return Verification(
      realm: realm, changes: seq, events: events.count, redacted: redacted, lastHash: Hex.encode(end.lastHash),
      broken: broken)
  }
}

/// The events of a record, in the order of their numbers, some at a time.
private struct EventCursor {
  private let realm: String
  private let connection: Connection
  private var page: ArraySlice<(row: EventRow, hash: [UInt8])> = []
  private var isAtEnd = false
  private(set) var count = 0
  private(set) var isInOrder = true

  init(realm: String, in connection: Connection) throws {
    self.realm = realm
    self.connection = connection
  }

  /// The next event, if it follows a change row up to this one.
  mutating func next(upTo seq: Int) throws -> (row: EventRow, hash: [UInt8])? {
    if page.isEmpty, !isAtEnd { try fetch() }
    guard let first = page.first, first.row.afterSeq <= seq else { return nil }
    page.removeFirst()
    count += 1
    if first.row.n != count || first.row.afterSeq < seq { isInOrder = false }
    return first
  }

  private mutating func fetch() throws {
    let known = count
    let rows = try connection.all(
      """
      SELECT n, after_seq, at, action, account, kind, id, detail, request, hash FROM event
      WHERE realm = \(realm) AND n > \(known) ORDER BY n LIMIT 1000
      """
    ) { row in
      guard let action = AuditAction(rawValue: row.text(3)) else { throw StoreError.corrupt("event \(row.int(0))") }
      let event = Event(
        action: action, at: row.instant(2), account: row.optionalText(4), kind: row.optionalText(5),
        id: row.optionalText(6), detail: row.optionalText(7), request: row.text(8))
      return (row: EventRow(n: row.int(0), afterSeq: row.int(1), event: event), hash: row.bytes(9))
    }
    page = rows[...]
    isAtEnd = rows.count < 1000
  }
}
