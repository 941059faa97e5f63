import NIOCore
import Shared

/// A document as it is now: the columns of its own narrow row, which filters and rules ask for, and the bytes that
/// its newest change holds and that are the answer.
struct StoredDocument: Hashable, Sendable {
  var school: String
  var id: DocumentID
  var kind: Kind
  var rev: Int
  var seq: Int
  /// Where its newest change is.
  var place = 0
  /// Where the change is that moved it to its state; nil when nothing has moved it since it was made or restored.
  var moved: Int?
  var state: DocumentState?
  var groupID: DocumentID?
  var term: String?
  /// The account that created it.
  var owner: String
  var createdAt: Instant
  var updatedAt: Instant
  var updatedBy: String
  var isDeleted: Bool
  /// How many bytes head and body have together.
  var size = 0
  /// The envelope; see `DocumentBytes`. Empty while the bytes have not been loaded.
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
  var answer: ByteBuffer {
    var buffer = ByteBuffer()
    DocumentBytes.append(self, to: &buffer)
    return buffer
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
}

extension StoredDocument {
  /// What `columns` are read from: a document's row and its newest change.
  static let table: SQL = "document d JOIN change c ON c.place = d.place"

  private static let narrowColumns: SQL = """
    d.school, d.id, d.kind, d.rev, d.seq, d.place, d.moved, d.state, d.group_id, d.term, d.owner, d.created_at, \
    d.updated_at, c.author, d.deleted, \(DocumentBytes.size)
    """

  /// The columns that `init(row:)` reads, of `table`.
  static let columns: SQL = "\(narrowColumns), \(DocumentBytes.columns)"

  /// Reads a row and checks its bytes.
  init(row: ResultRow) throws {
    self = try Self.narrow(row)
    (head, body) = try DocumentBytes.read(row, at: 16)
  }

  /// Reads a row without its bytes.
  private static func narrow(_ row: ResultRow) throws -> StoredDocument {
    guard let kind = Kind.named(row.text(2)) else { throw StoreError.corrupt("kind \(row.text(2))") }
    return StoredDocument(
      school: row.text(0), id: try row.id(1), kind: kind, rev: row.int(3), seq: row.int(4), place: row.int(5),
      moved: row.optionalInt(6), state: row.optionalText(7).flatMap(DocumentState.init), groupID: row.optionalID(8),
      term: row.optionalText(9), owner: row.text(10), createdAt: row.instant(11), updatedAt: row.instant(12),
      updatedBy: row.text(13), isDeleted: row.bool(14), size: row.int(15), head: [], body: [])
  }

  /// Finds a document by its id, deleted ones included.
  /// - Parameter loads: whether its bytes are read too; without them it costs the same however large it is.
  static func find(
    _ id: DocumentID, school: String, loads: Bool = true, in connection: Connection
  ) throws -> StoredDocument? {
    guard loads else {
      return try connection.first(
        "SELECT \(narrowColumns) FROM \(table) WHERE d.school = \(school) AND d.id = \(id)",
        narrow)
    }
    return try connection.first(
      "SELECT \(columns) FROM \(table) WHERE d.school = \(school) AND d.id = \(id)", StoredDocument.init)
  }

  var isLoaded: Bool { !head.isEmpty }

  /// Reads the bytes of the change that the row names, which no other change replaces.
  mutating func load(in connection: Connection) throws {
    guard !isLoaded else { return }
    let bytes = try connection.first("SELECT \(DocumentBytes.columns) FROM change c WHERE c.place = \(place)") {
      try DocumentBytes.read($0, at: 0)
    }
    guard let bytes else { throw StoreError.corrupt("document \(id) has no change") }
    (head, body) = bytes
  }
}
