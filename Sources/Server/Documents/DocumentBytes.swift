import NIOCore
import Shared

/// The layout of a stored document, and the only place that knows it: a head, which is the envelope up to and with
/// `"body":`, the canonical body, and a checksum over both. What is answered is head, body and a closing brace; a
/// tombstone is a head alone.
enum DocumentBytes {
  /// The columns that a row's bytes are read from, of the table `change` called `c`.
  static let columns: SQL = "c.crc, c.head, c.body"

  /// Appends the document of a row as it is answered, copied from the database's own page.
  ///
  /// - Parameters:
  ///   - column: where `columns` begin in the row.
  ///   - members: what an answer says beside the document, each with a comma before it.
  /// - Throws: `StoreError.corrupt` when the bytes are not what was written; the buffer is not to be answered then.
  static func append(
    _ row: ResultRow, at column: Int, members: [UInt8] = [], to buffer: inout ByteBuffer
  ) throws {
    try row.withBytes(column + 1) { head in
      try row.withBytes(column + 2) { body in
        try check(head, body, checksum: row.int64(column))
        append(head, body, members: members, to: &buffer)
      }
    }
  }

  /// Appends a document at hand as it is answered.
  static func append(
    _ document: StoredDocument, members: [UInt8] = [], to buffer: inout ByteBuffer
  ) {
    document.head.withUnsafeBytes { head in
      document.body.withUnsafeBytes { append(head, $0, members: members, to: &buffer) }
    }
  }

  private static func append(
    _ head: UnsafeRawBufferPointer, _ body: UnsafeRawBufferPointer, members: [UInt8], to buffer: inout ByteBuffer
  ) {
    let isDeleted = body.isEmpty
    // A tombstone's head is a whole object; its brace comes last here too.
    buffer.writeBytes(isDeleted ? UnsafeRawBufferPointer(rebasing: head.dropLast()) : head)
    buffer.writeBytes(body)
    buffer.writeBytes(members)
    buffer.writeInteger(UInt8(ascii: "}"))
  }

  /// Takes the bytes out of a row.
  /// - Throws: `StoreError.corrupt` when they are not what was written.
  static func read(_ row: ResultRow, at column: Int) throws -> (head: [UInt8], body: [UInt8]) {
    try row.withBytes(column + 1) { head in
      try row.withBytes(column + 2) { body in
        try check(head, body, checksum: row.int64(column))
        return (Array(head), Array(body))
      }
    }
  }

  /// How many bytes a row's document has, without reading them.
  static let size: SQL = "length(c.head) + length(c.body)"

  static func checksum(head: [UInt8], body: [UInt8]) -> UInt32 {
    head.withUnsafeBytes { head in body.withUnsafeBytes { checksum(head, $0) } }
  }

  private static func checksum(_ head: UnsafeRawBufferPointer, _ body: UnsafeRawBufferPointer) -> UInt32 {
    CRC32.finish(CRC32.update(CRC32.update(CRC32.start, head), body))
  }

  private static func check(
    _ head: UnsafeRawBufferPointer, _ body: UnsafeRawBufferPointer, checksum expected: Int64
  ) throws {
    guard Int64(checksum(head, body)) == expected, !head.isEmpty else {
      throw StoreError.corrupt("checksum of \(String(decoding: head.prefix(80), as: UTF8.self))")
    }
  }
}

/// How much one answer holds at most: pages end and lead on, so that neither side needs more memory for a large
/// document than for a small one.
struct PageBudget {
  /// What a page holds beside its count, in bytes, about: the document that fills it is not cut.
  static let bytes = 4 * 1024 * 1024
  /// How many rows of a range one page looks at for those that fit its filters.
  static let rows = 5000
}
