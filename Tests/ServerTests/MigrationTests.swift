import Foundation
import GRDB
import Shared
import Testing

@testable import Harness
@testable import Server

/// A database of the version before, opened by this one.
@Suite struct MigrationTests {
  @Test func aDatabaseWithoutAccountsKeepsItsTokensItsDocumentsAndItsRecord() async throws {
    let folder = try TemporaryFolder.make()
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "beike.sqlite").path
    var random = SeededGenerator(seed: 3)
    let tokens = (0..<4).map { _ in Token.make(type: "cli", random: &random) }
    let ids = (0..<4).map { _ in DocumentID(milliseconds: 1, random: &random) }
    try Self.makeOld(path, tokens: tokens, ids: ids)
    let store = try Store(path: path, mustExist: true)
    defer { store.close() }
    let callers = try store.read { connection in try tokens.map { try Caller.find($0.hash, in: connection)?.caller } }
    #expect(callers.map { $0?.role } == [.server, .schoolAdmin, .districtAdmin, .integration])
    #expect(callers.map { $0?.realm } == ["server", "lixiqiao", "server", "qingshiqiao"])
    #expect(callers[3]?.scopes?.allows(.approve, on: ScoreSheet.kind) == true)
    #expect(callers[1]?.scopes == nil)
    let chains = try store.read { try $0.all("SELECT realm FROM chain ORDER BY realm") { $0.text(0) } }
    #expect(chains == ["lixiqiao", "qingshiqiao"])
    let records = try store.read { try Verification.run(realm: nil, in: $0) }
    #expect(records.allSatisfy { $0.broken == nil })
    #expect(try store.integrityComplaints().isEmpty)
  }

  /// The schema of the version before, with two schools and a token of each sort.
  private static func makeOld(_ path: String, tokens: [Token], ids: [DocumentID]) throws {
    let queue = try DatabaseQueue(path: path)
    try Migrations.migrate(queue, upTo: "1 projections")
    try queue.write { database in
      let connection = Connection(database)
      for school in ["lixiqiao", "qingshiqiao"] {
        try connection.execute(
          """
          INSERT INTO school (school, name, seq, last_hash, created_at)
          VALUES (\(school), \(school), 0, \(Chain.firstHash(school)), 1)
          """)
      }
      let rows: [(String, String, String?)] = [
        ("server", "server", nil), ("a", "school-admin", "lixiqiao"), ("b", "district-admin", "lixiqiao"),
        ("c", "integration", "qingshiqiao"),
      ]
      for ((token, id), (account, role, school)) in zip(zip(tokens, ids), rows) {
        try connection.execute(
          """
          INSERT INTO token (id, hash, account, name, role, school, created_at)
          VALUES (\(id), \(token.hash), \(account), \(account), \(role), \
          \(school), 5)
          """)
      }
    }
    try queue.close()
  }
}
