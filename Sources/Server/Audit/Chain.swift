import Crypto
import Shared

/// The record of one realm: a school, a district or the server itself. Every change row and every event is hashed
/// with the one before it, so that nothing in the middle can be changed or taken out unseen.
///
/// Lives as long as the piece of work that writes to it, and counts only once `save` has been called.
struct Chain {
  /// Of the server's own administrator and of whoever is nobody's.
  static let server = "server"

  let realm: String
  private(set) var seq: Int
  private(set) var events: Int
  private(set) var lastHash: [UInt8]

  /// - Returns: nil when there is no such realm.
  init?(_ realm: String, in connection: Connection) throws {
    let counters = try connection.first("SELECT seq, events, last_hash FROM chain WHERE realm = \(realm)") {
      (seq: $0.int(0), events: $0.int(1), lastHash: $0.bytes(2))
    }
    guard let counters else { return nil }
    self.realm = realm
    (seq, events, lastHash) = counters
  }

  /// Begins the record of a new realm: its first hash is that of its name.
  /// - Throws: `Refusal` with 409 when there is a realm of that name.
  static func begin(_ realm: String, in connection: Connection) throws {
    try connection.execute("INSERT INTO chain (realm, last_hash) VALUES (\(realm), \(firstHash(realm)))") { _ in
      Refusal(.duplicate, Text("编号 \(realm) 已被使用", "the id \(realm) is taken"))
    }
  }

  static func firstHash(_ realm: String) -> [UInt8] { Array(SHA256.hash(data: Array(realm.utf8))) }

  func save(in connection: Connection) throws {
    try connection.execute(
      "UPDATE chain SET seq = \(seq), events = \(events), last_hash = \(lastHash) WHERE realm = \(realm)")
  }

  /// The number of the change row that comes next.
  mutating func nextSeq() -> Int {
    seq += 1
    return seq
  }

  /// - Returns: the place of the change.
  mutating func append(_ change: ChangeRow, in connection: Connection) throws -> Int {
    lastHash = change.hash(after: lastHash)
    let document = change.document
    let place = try connection.first(
      """
      INSERT INTO change (school, seq, id, kind, rev, op, status, at, account, author, client, n, digest, request, \
      comment, hash, crc, head, body)
      VALUES (\(realm), \(change.seq), \(document.id), \(document.kind), \(document.rev), \(change.op), \
      \(change.status), \(change.at), \(change.account), \(change.author), \(change.client), \(change.n), \
      \(change.digest), \(change.request), \(change.comment), \(lastHash), \(change.checksum), \(change.head), \
      \(change.body))
      RETURNING place
      """
    ) { $0.int(0) }
    guard let place else { throw StoreError.corrupt("change \(change.seq) has no place") }
    return place
  }

  mutating func append(_ event: Event, in connection: Connection) throws {
    events += 1
    let row = EventRow(n: events, afterSeq: seq, event: event)
    lastHash = row.hash(after: lastHash)
    try connection.execute(
      """
      INSERT INTO event (realm, n, after_seq, at, action, account, kind, id, detail, request, hash)
      VALUES (\(realm), \(events), \(seq), \(event.at), \(event.action.rawValue), \(event.account), \(event.kind), \
      \(event.id), \(event.detail), \(event.request), \(lastHash))
      """)
  }
}

/// Something that happened to access or to students' rows. It names accounts and documents and holds no value of
/// either.
struct Event: Sendable {
  let action: AuditAction
  let at: Instant
  var account: String?
  /// What it was about: a kind of document, `accounts`, `tokens`.
  var kind: String?
  var id: String?
  var detail: String?
  let request: String
}

extension Event {
  /// Writes the event to the end of a realm's record, in the transaction of what it tells about.
  func write(to realm: String, in connection: Connection) throws {
    guard var chain = try Chain(realm, in: connection) else { throw StoreError.corrupt("no record of \(realm)") }
    try chain.append(self, in: connection)
    try chain.save(in: connection)
  }
}

/// An event in its place.
struct EventRow {
  let n: Int
  let afterSeq: Int
  let event: Event

  func hash(after last: [UInt8]) -> [UInt8] {
    var hash = FieldHash()
    hash.add(last)
    for text in [
      "event", "\(n)", "\(afterSeq)", "\(event.at.milliseconds)", event.action.rawValue, event.account ?? "",
      event.kind ?? "", event.id ?? "", event.detail ?? "", event.request,
    ] {
      hash.add(text)
    }
    return hash.finish()
  }
}

/// A change of a document in its place: history, record and outcome of an accepted mutation in one.
struct ChangeRow {
  let seq: Int
  let document: (id: String, kind: String, rev: Int)
  let op: String
  let status: Int
  let at: Instant
  let account: String
  let author: String
  let client: String?
  let n: Int?
  let digest: [UInt8]?
  let request: String
  var comment: String?
  var head: [UInt8]
  var body: [UInt8]

  func hash(after last: [UInt8]) -> [UInt8] {
    var hash = FieldHash()
    hash.add(last)
    for text in [
      "\(seq)", document.id, document.kind, "\(document.rev)", op, "\(status)", "\(at.milliseconds)", account, author,
      client ?? "", n.map { "\($0)" } ?? "", request, comment ?? "",
    ] {
      hash.add(text)
    }
    hash.add(digest ?? [])
    hash.add(head)
    hash.add(body)
    return hash.finish()
  }

  var checksum: Int64 { Int64(DocumentBytes.checksum(head: head, body: body)) }

  /// The columns that `init(row:)` reads.
  static let columns: SQL =
    "seq, id, kind, rev, op, status, at, account, author, client, n, digest, request, comment, head, body"
}

extension ChangeRow {
  init(row: ResultRow) {
    let client = row.optionalText(9)
    self.init(
      seq: row.int(0), document: (row.text(1), row.text(2), row.int(3)), op: row.text(4), status: row.int(5),
      at: row.instant(6), account: row.text(7), author: row.text(8), client: client, n: row.optionalInt(10),
      digest: client == nil ? nil : row.bytes(11), request: row.text(12), comment: row.optionalText(13),
      head: row.bytes(14), body: row.bytes(15))
  }
}

/// SHA-256 over fields, each after its length, so that no two rows of different fields hash alike.
private struct FieldHash {
  private var hash = SHA256()

  mutating func add(_ bytes: [UInt8]) {
    withUnsafeBytes(of: UInt64(bytes.count).bigEndian) { hash.update(bufferPointer: $0) }
    bytes.withUnsafeBytes { hash.update(bufferPointer: $0) }
  }

  mutating func add(_ text: String) { add(Array(text.utf8)) }

  func finish() -> [UInt8] { Array(hash.finalize()) }
}
