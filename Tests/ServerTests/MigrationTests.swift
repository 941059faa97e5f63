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

  /// Rows that one key hid, and what was not kept before, are there after the migration, as rebuilding makes them.
  @Test func rowsOfPeopleAndDaysAreMadeFromTheDocuments() async throws {
    let folder = try TemporaryFolder.make()
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "beike.sqlite").path
    let queue = try DatabaseQueue(path: path)
    try Migrations.migrate(queue, upTo: "3 epochs")
    let kinds = ["terms", "research-groups", "groups", "settings", "minutes"]
    try await queue.write { database in
      let connection = Connection(database)
      try connection.execute("INSERT INTO school (school, name, created_at) VALUES ('s', '栗溪桥小学', 1)")
      for kind in kinds { try Self.insert(kind, in: connection) }
      try connection.execute(
        """
        INSERT INTO term (school, id, code, first_day, weeks)
        SELECT school, id, '2023-2024-2', '2024-02-26', 18 FROM document WHERE kind = 'terms'
        """)
    }
    try queue.close()
    let store = try Store(path: path, mustExist: true)
    defer { store.close() }
    func rows() throws -> [String] {
      try store.read { connection in
        try [
          "SELECT id || n || teacher || role || from_day FROM membership ORDER BY id, n",
          "SELECT id || n || teacher || from_day FROM head ORDER BY id, n",
          "SELECT code || holidays || make_up_days FROM term", "SELECT coalesce(time_zone, '') FROM calendar",
          "SELECT target || place FROM mention ORDER BY target, place",
        ].flatMap { statement in try connection.all(SQL(stringLiteral: statement)) { $0.text(0) } }
      }
    }
    let migrated = try rows()
    #expect(migrated.count > 8 && !migrated.contains(""))
    _ = try await Reindex.run(in: store)
    #expect(try rows() == migrated)
  }

  /// A document with the golden body of its kind, in the columns of that time.
  private static func insert(_ name: String, in connection: Connection) throws {
    let kind = try #require(Kind.named(name))
    let body = try GoldenSchool.golden(name)
    let now = Instant(milliseconds: 1)
    var document = StoredDocument(
      school: "s", id: SmallSchool.id(name), kind: kind, rev: 1, seq: kind.name.count, state: nil,
      groupID: body["groupId"]?.string.flatMap(DocumentID.init(text:)), term: body["term"]?.string, owner: "a",
      createdAt: now, updatedAt: now, updatedBy: "a", isDeleted: false, head: [], body: body.canonicalBytes)
    document.rebuildHead()
    let checksum = Int64(DocumentBytes.checksum(head: document.head, body: document.body))
    try connection.execute(
      """
      INSERT INTO change (school, seq, id, kind, rev, op, status, at, account, author, request, head, body, hash)
      VALUES ('s', \(document.seq), \(document.id), \(name), 1, 'create', 201, \(now), 'a', 'a', 'r', \(document.head), \
      \(document.body), X'00')
      """)
    try connection.execute(
      """
      INSERT INTO document (school, id, kind, rev, seq, group_id, term, owner, created_at, updated_at, updated_by, head,
      body, crc) VALUES ('s', \(document.id), \(name), 1, \(document.seq), \(document.groupID), \(document.term), 'a', \(now),
      \(now), 'a', \(document.head), \(document.body), \(checksum))
      """)
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

  // MARK: Two copies of the bytes

  /// What may have become of the two copies that the version before kept of one document.
  enum Damage: String, CaseIterable {
    case none
    /// Of the copy that was answered; its checksum tells. The record's copy is whole and takes its place.
    case document = "UPDATE document SET body = x'7b7d'"
    /// The copy that was answered was changed and its checksum mended: the record does not say the same.
    case forged = "UPDATE document SET body = x'7b7d', crc = CRC"
    /// The record's own copy.
    case change = "UPDATE change SET body = x'7b7d'"
  }

  @Test(arguments: Damage.allCases)
  func documentsKeepTheirBytesTheirHistoryAndTheirProof(damage: Damage) async throws {
    let folder = try TemporaryFolder.make()
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "beike.sqlite").path
    let queue = try DatabaseQueue(path: path)
    try Migrations.migrate(queue, upTo: "3 epochs")
    let documents = try await queue.write { try OldDatabase.fill(12, in: Connection($0)) }
    let damaged = try #require(documents.first { !$0.isDeleted })
    if damage != .none {
      let crc = DocumentBytes.checksum(head: damaged.head, body: Array("{}".utf8))
      let sql = damage.rawValue.replacing("CRC", with: "\(crc)")
      try await queue.write { database in
        try database.execute(sql: "DROP TRIGGER change_is_fixed")
        try database.execute(sql: "\(sql) WHERE id = '\(damaged.id)'")
        try Connection(database).execute(Migrations.changeIsFixed)
      }
    }
    try queue.close()
    let store = try Store(path: path, mustExist: true)
    defer { store.close() }
    #expect(try store.integrityComplaints().isEmpty)
    let record = try #require(try store.read { try Verification.run(realm: OldDatabase.school, in: $0) }.first)
    #expect((record.broken == nil) == (damage == .none || damage == .document))
    for document in documents {
      let isLost = document.id == damaged.id && (damage == .forged || damage == .change)
      func find() throws -> StoredDocument? {
        try store.read { try StoredDocument.find(document.id, school: OldDatabase.school, in: $0) }
      }
      if isLost {
        #expect(throws: StoreError.self, "damage is not made good by being copied") { try find() }
      } else {
        let found = try find()
        #expect(found?.answer == document.answer)
        #expect(found?.groupID == document.groupID)
        #expect(found?.owner == document.owner)
        #expect((found?.moved != nil) == (document.state == .submitted))
      }
    }
    let lastDay = try store.read { try $0.first("SELECT last_day FROM term") { $0.text(0) } }
    #expect(lastDay == "2024-06-30", "18 weeks from Monday, 26 February")
  }

  @Test func aMigrationThatFailsLeavesTheOldDatabase() async throws {
    let folder = try TemporaryFolder.make()
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "beike.sqlite").path
    let queue = try DatabaseQueue(path: path)
    try Migrations.migrate(queue, upTo: "3 epochs")
    let documents = try await queue.write { try OldDatabase.fill(12, in: Connection($0)) }
    // Its last statements fail: everything before them is undone.
    try await queue.write { try $0.execute(sql: "CREATE TABLE event_action (a)") }
    try queue.close()
    #expect(throws: StoreError.self) { try Store(path: path, mustExist: true) }
    let again = try DatabaseQueue(path: path)
    let old = try await again.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM document WHERE length(head) > 0") }
    #expect(old == documents.count)
    try await again.write { try $0.execute(sql: "DROP TABLE event_action") }
    try again.close()
    let store = try Store(path: path, mustExist: true)
    defer { store.close() }
    #expect(try store.read { try Verification.run(realm: nil, in: $0) }.allSatisfy { $0.broken == nil })
  }
}
