import Shared

/// A document as a row holds it: what filters and rules ask for, and the bytes that are the answer.
struct StoredDocument: Hashable, Sendable {
  var school: String
  var id: DocumentID
  var kind: Kind
  var rev: Int
  var seq: Int
  var state: DocumentState?
  var groupID: DocumentID?
  var term: String?
  /// The account that created it.
  var owner: String
  var createdAt: Instant
  var updatedAt: Instant
  var updatedBy: String
  var isDeleted: Bool
  /// The envelope up to and with `"body":`; the answer is head, body, `}`.
  var head: [UInt8]
  /// The canonical bytes of the body; empty for a tombstone.
  var body: [UInt8]

  /// The envelope, rebuilt whenever one of its members changes.
  mutating func rebuildHead() {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(320)
    func member(_ name: StaticString, _ text: String) {
      bytes.append(contentsOf: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
      JSON.write(text, to: &bytes)
    }
    member("{\"kind\":", kind.name)
    member(",\"id\":", id.description)
    if !isDeleted { member(",\"school\":", school) }
    bytes.append(contentsOf: ",\"rev\":\(rev)".utf8)
    if isDeleted {
      bytes.append(contentsOf: ",\"deleted\":true".utf8)
    } else {
      if let state { member(",\"state\":", state.rawValue) }
      member(",\"createdAt\":", createdAt.description)
    }
    member(",\"updatedAt\":", updatedAt.description)
    member(",\"updatedBy\":", updatedBy)
    bytes.append(contentsOf: (isDeleted ? "}" : ",\"body\":").utf8)
    head = bytes
  }

  /// The bytes that are answered.
  var answer: [UInt8] { isDeleted ? head : head + body + [UInt8(ascii: "}")] }

  var checksum: UInt32 {
    let first = head.withUnsafeBytes { CRC32.update(CRC32.start, $0) }
    return CRC32.finish(body.withUnsafeBytes { CRC32.update(first, $0) })
  }

  /// The body as a tree.
  /// - Throws: `StoreError.corrupt` when the stored bytes are not what was written.
  func tree() throws -> JSON {
    do {
      return try JSON(parsing: body)
    } catch {
      throw StoreError.corrupt("body of \(id)")
    }
  }

  var document: AnyDocument? {
    guard !isDeleted, let body = try? tree() else { return nil }
    return AnyDocument(
      kind: kind.name, id: id, school: school, rev: rev, state: state, createdAt: createdAt, updatedAt: updatedAt,
      updatedBy: updatedBy, body: body)
  }
}

extension StoredDocument {
  /// The columns that `init(row:)` reads, of a table called `d`.
  static let columns: SQL = """
    d.school, d.id, d.kind, d.rev, d.seq, d.state, d.group_id, d.term, d.owner, d.created_at, d.updated_at, \
    d.updated_by, d.deleted, d.head, d.body, d.crc
    """

  /// Reads a row and checks its bytes.
  init(row: ResultRow) throws {
    guard let kind = Kind.named(row.text(2)) else { throw StoreError.corrupt("kind \(row.text(2))") }
    self.init(
      school: row.text(0), id: try row.id(1), kind: kind, rev: row.int(3), seq: row.int(4),
      state: row.optionalText(5).flatMap(DocumentState.init), groupID: row.optionalID(6), term: row.optionalText(7),
      owner: row.text(8), createdAt: row.instant(9), updatedAt: row.instant(10), updatedBy: row.text(11),
      isDeleted: row.bool(12), head: row.bytes(13), body: row.bytes(14))
    guard Int64(checksum) == row.int64(15) else { throw StoreError.corrupt("checksum of \(id)") }
  }

  /// Finds a document by its id, deleted ones included.
  static func find(_ id: DocumentID, school: String, in connection: Connection) throws -> StoredDocument? {
    try connection.first(
      "SELECT \(columns) FROM document d WHERE d.school = \(school) AND d.id = \(id)", StoredDocument.init)
  }
}
