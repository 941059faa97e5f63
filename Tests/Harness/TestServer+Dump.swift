@testable import Server

extension TestServer {
  /// The tables that follow from the documents and are rebuilt by `reindex`.
  static let derivedTables = ["natural_key", "mention", "score_atom"] + Projection.all.flatMap(\.tables).sorted()

  /// Every row of some tables as text, in the order of their columns; when none are named, all tables but the
  /// engine's own and the record, to which refusals and reads are added too. Two dumps are equal exactly when the tables are.
  func dump(_ tables: [String] = []) throws -> [String] {
    try register.store.snapshot { connection in
      let names = try tables.isEmpty ? Self.tables(in: connection) : tables
      return try names.flatMap { table in
        let columns = try connection.all("SELECT name FROM pragma_table_info(\(table)) ORDER BY cid") { $0.text(0) }
        let values = columns.map { "quote(\"\($0)\")" }.joined(separator: " || ',' || ")
        return try connection.all(SQL(stringLiteral: "SELECT \(values) FROM \"\(table)\"")) {
          "\(table): \($0.text(0))"
        }
        .sorted()
      }
    }
  }

  private static func tables(in connection: Connection) throws -> [String] {
    try connection.all(
      """
      SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'grdb_%'
        AND name NOT IN ('event', 'chain')
      ORDER BY name
      """
    ) { $0.text(0) }
  }
}
