import FoundationEssentials
import GRDB
import Shared

/// A connection in use. Whoever holds one is inside `Store.read` or `Store.write` and gives it back by returning.
struct Connection {
  private let database: Database

  init(_ database: Database) { self.database = database }

  /// Runs a statement that gives no rows.
  func execute(_ sql: SQL) throws {
    try statement(sql).execute()
  }

  /// All rows of a query.
  func all<Element>(_ sql: SQL, _ row: (ResultRow) throws -> Element) throws -> [Element] {
    let cursor = try Row.fetchCursor(try statement(sql))
    var elements: [Element] = []
    while let next = try cursor.next() { elements.append(try row(ResultRow(next))) }
    return elements
  }

  /// Calls `row` for every row of a query.
  func each(_ sql: SQL, _ row: (ResultRow) throws -> Void) throws {
    let cursor = try Row.fetchCursor(try statement(sql))
    while let next = try cursor.next() { try row(ResultRow(next)) }
  }

  /// The first row of a query, or nil when there is none.
  func first<Element>(_ sql: SQL, _ row: (ResultRow) throws -> Element) throws -> Element? {
    let cursor = try Row.fetchCursor(try statement(sql))
    return try cursor.next().map { try row(ResultRow($0)) }
  }

  func exists(_ sql: SQL) throws -> Bool {
    try first(sql) { _ in true } ?? false
  }

  /// Runs a piece of work that is undone as a whole when it throws.
  func savepoint<Result>(_ work: () throws -> Result) throws -> Result {
    // GRDB's own savepoints compile their statements each time; these are cached.
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

  private func statement(_ sql: SQL) throws -> Statement {
    let statement = try database.cachedStatement(sql: sql.text)
    statement.setUncheckedArguments(
      StatementArguments(
        sql.values.map { value in
          switch value {
          case .null: DatabaseValue.null
          case .integer(let integer): integer.databaseValue
          case .text(let text): text.databaseValue
          case .bytes(let bytes): Data(bytes).databaseValue
          }
        }))
    return statement
  }
}

/// One row of a result, valid until the next one is fetched. Columns count from 0.
struct ResultRow {
  private let row: Row

  init(_ row: Row) { self.row = row }

  func int(_ column: Int) -> Int { Int(row[column] as Int64) }
  func int64(_ column: Int) -> Int64 { row[column] }
  func optionalInt(_ column: Int) -> Int? { (row[column] as Int64?).map { Int($0) } }
  func bool(_ column: Int) -> Bool { row[column] as Int64 != 0 }
  func text(_ column: Int) -> String { row[column] }
  func optionalText(_ column: Int) -> String? { row[column] }
  func instant(_ column: Int) -> Instant { Instant(milliseconds: row[column]) }
  func optionalInstant(_ column: Int) -> Instant? {
    (row[column] as Int64?).map { Instant(milliseconds: $0) }
  }

  /// Calls `body` with the bytes of a column as they lie in the database's own page; empty when null.
  func withBytes<Result>(_ column: Int, _ body: (UnsafeRawBufferPointer) throws -> Result) throws -> Result {
    try row.withUnsafeData(atIndex: column) { data in
      guard let data else { return try body(UnsafeRawBufferPointer(start: nil, count: 0)) }
      return try data.withUnsafeBytes(body)
    }
  }

  func bytes(_ column: Int) throws -> [UInt8] { try withBytes(column) { Array($0) } }

  /// Null for an id that can't be one; every id that is stored was checked when it came in.
  func id(_ column: Int) throws -> DocumentID {
    let text = text(column)
    guard let id = DocumentID(text: text) else { throw StoreError.corrupt("id \(text)") }
    return id
  }

  func optionalID(_ column: Int) -> DocumentID? { optionalText(column).flatMap(DocumentID.init(text:)) }
}
