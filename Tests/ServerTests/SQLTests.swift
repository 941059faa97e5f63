import Testing

@testable import Server

@Suite struct SQLTests {
  @Test func valuesAreBoundAndNeverPartOfTheText() {
    let name = "x'); DROP TABLE document; --"
    let sql: SQL = "SELECT 1 WHERE a = \(name) AND b = \(7)"
    #expect(sql.text == "SELECT 1 WHERE a = ?1 AND b = ?2")
    #expect(sql.values.count == 2)
  }

  @Test func placeholdersOfAPieceAreRenumbered() {
    let inner: SQL = "b = \(2) AND c = \("three")"
    let outer: SQL = "a = \(1) AND (\(inner)) OR d = \(4)"
    #expect(outer.text == "a = ?1 AND (b = ?2 AND c = ?3) OR d = ?4")
    #expect(outer.values.count == 4)
    let nested: SQL = "x = \(0) AND \(outer)"
    #expect(nested.text == "x = ?1 AND a = ?2 AND (b = ?3 AND c = ?4) OR d = ?5")
  }

  @Test func aPieceAtTheBeginningKeepsItsNumbers() {
    let inner: SQL = "a = \(1)"
    let outer: SQL = "\(inner) AND b = \(2)"
    #expect(outer.text == "a = ?1 AND b = ?2")
  }

  @Test func piecesAreJoinedInOrder() {
    var sql: SQL = "SELECT \(1)"
    for number in 2...12 { sql += ", \(number)" }
    #expect(sql.text == "SELECT " + (1...12).map { "?\($0)" }.joined(separator: ", "))
    #expect((sql + " FROM t").text.hasSuffix("?12 FROM t"))
  }
}
