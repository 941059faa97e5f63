import struct GRDB.Configuration
import class GRDB.DatabaseQueue
import GRDBSQLite
import Shared
import Testing

@testable import Harness
@testable import Server

/// A small school among tens of thousands of documents that other groups wrote, put into the tables as the writer
/// would have left them.
struct LargeSchool: Sendable {
  let school: SmallSchool
  /// What the people of the first group see: minutes of theirs.
  let own: [DocumentID]

  init(strangers: Int, own count: Int = 20) async throws {
    school = try await SmallSchool()
    own = (0..<count).map { SmallSchool.id("own \($0)") }
    let half = count / 2
    for id in own.prefix(half) { try await school.create("minutes", id, SmallSchool.minutes("自己的"), as: .author) }
    try await Self.load(strangers, into: school.server)
    for id in own.suffix(count - half) { try await school.create("minutes", id, SmallSchool.minutes("自己的")) }
  }

  /// Minutes of fifty other groups over four terms, all with the same bytes.
  private static func load(_ count: Int, into server: TestServer) async throws {
    guard count > 0 else { return }
    let head = Array(#"{"kind":"minutes","body":"#.utf8)
    let body = SmallSchool.minutes("别人的").canonicalBytes
    let checksum = Int64(DocumentBytes.checksum(head: head, body: body))
    let school = TestServer.school
    try await server.register.store.write { connection in
      try connection.execute(
        """
        WITH RECURSIVE number (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM number WHERE i < \(count)),
          base AS (SELECT seq FROM chain WHERE realm = \(school))
        INSERT INTO change (school, seq, id, kind, rev, op, status, at, account, author, request, hash, crc, head, body)
        SELECT \(school), base.seq + i, printf('018d0000-%04x-7000-8000-%012x', i % 65536, i), 'minutes', 1, 'create', 201,
          1700000000000 + i, 'stranger', 'stranger', 'load', randomblob(32), \(checksum), \(head), \(body)
        FROM number, base
        """)
      try connection.execute(
        """
        INSERT INTO document (school, id, kind, rev, seq, place, state, group_id, term, day, title, owner, created_at,
          updated_at, deleted)
        SELECT school, id, kind, rev, seq, place, CASE seq % 3 WHEN 0 THEN 'approved' ELSE 'draft' END,
          printf('018d0000-0000-7000-8000-aaaaaaaa%04x', seq % 50), printf('20%02d-20%02d-1', 20 + seq % 4, 21 + seq % 4),
          printf('2024-%02d-%02d', 1 + seq % 12, 1 + seq % 28), '别人的', account, at, at, 0
        FROM change WHERE account = 'stranger'
        """)
      try connection.execute("UPDATE chain SET seq = seq + \(count) WHERE realm = \(school)")
    }
  }

  /// Who somebody is and what they see, as the server finds it at each request.
  func scope(_ person: SmallSchool.Person) throws -> Scope {
    let register = school.server.register
    let hash = try #require(Token(school.token(person))?.hash)
    return try register.store.read { connection in
      let caller = try #require(try Caller.find(hash, in: connection)?.caller)
      return try #require(try Scope(caller, school: TestServer.school, at: register.now, in: connection))
    }
  }

  /// How many steps the engine took for a piece of reading, in hundreds.
  func steps(_ work: (Connection) throws -> Void) throws -> Int {
    let counter = Counter()
    var configuration = Configuration()
    configuration.readonly = true
    let queue = try DatabaseQueue(path: school.server.register.store.path, configuration: configuration)
    try queue.unsafeRead { database in
      let context = Unmanaged.passUnretained(counter).toOpaque()
      sqlite3_progress_handler(
        database.sqliteConnection, 100,
        { context in
          if let context { Unmanaged<Counter>.fromOpaque(context).takeUnretainedValue().count += 1 }
          return 0
        }, context)
      try work(Connection(database))
      sqlite3_progress_handler(database.sqliteConnection, 0, nil, nil)
    }
    return counter.count
  }

  /// How the engine goes about a statement, line by line.
  func plan(_ statement: SQL) throws -> [String] {
    try school.server.register.store.read { try $0.all("EXPLAIN QUERY PLAN \(statement)") { $0.text(3) } }
  }
}

private final class Counter {
  var count = 0
}
