import GRDB
import GRDBSQLite
import Shared

/// A connection in use. Whoever holds one is inside `Store.read` or `Store.write` and gives it back by returning.
///
/// GRDB opens connections and keeps compiled statements; values are bound and rows stepped with SQLite's own calls,
/// because a read of one document is mostly that, and GRDB's row objects would double its cost. A statement must not
/// be run again from inside its own rows.
struct Connection {
  let database: Database

  init(_ database: Database) { self.database = database }

  /// Runs a statement that gives no rows.
  func execute(_ sql: SQL) throws {
    try run(sql) { _ in true }
  }

  /// All rows of a query.
  func all<Element>(_ sql: SQL, _ row: (ResultRow) throws -> Element) throws -> [Element] {
    var elements: [Element] = []
    try each(sql) { elements.append(try row($0)) }
    return elements
  }

  /// Calls `row` for every row of a query.
  func each(_ sql: SQL, _ row: (ResultRow) throws -> Void) throws {
    try run(sql) {
      try row($0)
      return true
    }
  }

  /// Calls `row` for the rows of a query for as long as it wants more.
  func walk(_ sql: SQL, _ row: (ResultRow) throws -> Bool) throws { try run(sql, row) }

  /// The first row of a query, or nil when there is none.
  func first<Element>(_ sql: SQL, _ row: (ResultRow) throws -> Element) throws -> Element? {
    var element: Element?
    try run(sql) {
      element = try row($0)
      return false
    }
    return element
  }

  func exists(_ sql: SQL) throws -> Bool {
    try first(sql) { _ in true } ?? false
  }

  /// Runs a piece of work that is undone as a whole when it throws.
  func savepoint<Result>(_ work: () throws -> Result) throws -> Result {
    try execute("SAVEPOINT piece")
    do {
      let result = try work()
      try execute("RELEASE piece")
      return result
    } catch {
      // A full disk rolls everything back by itself; then there is no savepoint to return to.
      if database.isInsideTransaction {
        try execute("ROLLBACK TO piece")
        try execute("RELEASE piece")
      }
      throw error
    }
  }

  /// Begins a copy of the whole database. Only the writer's connection sees to it that its writes reach the copy, too.
  /// - Parameter path: an empty file.
  func copy(to path: String) throws -> DatabaseCopy {
    guard let handle = database.sqliteConnection else { throw StoreError.closed }
    return try DatabaseCopy(of: handle, pageSize: try first("PRAGMA page_size") { $0.int(0) } ?? 4096, to: path)
  }

  /// Steps through a statement for as long as `row` wants more.
  private func run(_ sql: SQL, _ row: (ResultRow) throws -> Bool) throws {
    let statement = try database.cachedStatement(sql: sql.text).sqliteStatement
    for (index, value) in sql.values.enumerated() { try bind(value, to: statement, at: Int32(index + 1)) }
    // A statement that is not reset keeps its snapshot of the database.
    defer { sqlite3_reset(statement) }
    while true {
      switch sqlite3_step(statement) {
      case SQLITE_ROW:
        guard try row(ResultRow(statement)) else { return }
      case SQLITE_DONE: return
      case let code: throw error(code, sql)
      }
    }
  }

  private func bind(_ value: SQL.Value, to statement: OpaquePointer, at index: Int32) throws {
    // SQLITE_TRANSIENT: SQLite takes a copy.
    let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    let code =
      switch value {
      case .null: sqlite3_bind_null(statement, index)
      case .integer(let integer): sqlite3_bind_int64(statement, index, integer)
      case .text(let text):
        text.utf8.withContiguousStorageIfAvailable { buffer in
          buffer.withMemoryRebound(to: CChar.self) {
            sqlite3_bind_text(statement, index, $0.baseAddress, Int32($0.count), copied)
          }
        } ?? sqlite3_bind_text(statement, index, text, -1, copied)
      case .bytes(let bytes):
        bytes.withUnsafeBytes {
          sqlite3_bind_blob(statement, index, $0.baseAddress ?? Self.nothing, Int32($0.count), copied)
        }
      }
    guard code == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
  }

  /// An address for an empty blob: without one SQLite would bind null.
  private nonisolated(unsafe) static let nothing = UnsafeRawPointer(
    UnsafeMutableRawPointer.allocate(byteCount: 1, alignment: 1))

  private func error(_ code: Int32, _ sql: SQL) -> DatabaseError {
    let message = database.sqliteConnection.flatMap { sqlite3_errmsg($0) }.map { String(cString: $0) }
    return DatabaseError(resultCode: ResultCode(rawValue: code), message: message, sql: sql.text)
  }
}

/// One row of a result, valid until the next one is fetched. Columns count from 0.
struct ResultRow {
  private let statement: OpaquePointer

  init(_ statement: OpaquePointer) { self.statement = statement }

  private func isNull(_ column: Int) -> Bool { sqlite3_column_type(statement, Int32(column)) == SQLITE_NULL }

  func int(_ column: Int) -> Int { Int(int64(column)) }
  func int64(_ column: Int) -> Int64 { sqlite3_column_int64(statement, Int32(column)) }
  func optionalInt(_ column: Int) -> Int? { isNull(column) ? nil : int(column) }
  func bool(_ column: Int) -> Bool { int64(column) != 0 }

  func text(_ column: Int) -> String {
    guard let start = sqlite3_column_text(statement, Int32(column)) else { return "" }
    let count = Int(sqlite3_column_bytes(statement, Int32(column)))
    return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  }

  func optionalText(_ column: Int) -> String? { isNull(column) ? nil : text(column) }
  func instant(_ column: Int) -> Instant { Instant(milliseconds: int64(column)) }
  func optionalInstant(_ column: Int) -> Instant? { isNull(column) ? nil : instant(column) }

  /// Calls `body` with the bytes of a column as they lie in the database's own page; empty when null.
  func withBytes<Result>(_ column: Int, _ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
    let start = sqlite3_column_blob(statement, Int32(column))
    let count = Int(sqlite3_column_bytes(statement, Int32(column)))
    return try body(UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : count))
  }

  func bytes(_ column: Int) -> [UInt8] { withBytes(column) { Array($0) } }

  /// - Throws: `StoreError` for an id that can't be one; every id that is stored was checked when it came in.
  func id(_ column: Int) throws -> DocumentID {
    let text = text(column)
    guard let id = DocumentID(text: text) else { throw StoreError.corrupt("id \(text)") }
    return id
  }

  func optionalID(_ column: Int) -> DocumentID? { optionalText(column).flatMap(DocumentID.init(text:)) }
}
