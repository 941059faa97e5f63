import Crypto
import Shared
import Testing

@testable import Harness
@testable import Server

/// The hashes of the record, computed here from what its rows hold: SHA-256 over the hash of the row before and every
/// column, each with its length in eight bytes before it. The first row follows the hash of the school's id; an event
/// follows the change row that it names.
enum ChangeChain {
  static func expectWhole(_ server: TestServer, school: String = TestServer.school) throws {
    try server.register.store.snapshot { connection in
      var rows: [(place: (Int, Int), hash: [UInt8], columns: [[UInt8]])] = []
      func bytes(_ row: ResultRow, _ column: Int) -> [UInt8] { Array((row.optionalText(column) ?? "").utf8) }
      var seq = 0
      try connection.each(
        """
        SELECT seq, id, kind, rev, op, status, at, account, author, client, n, request, comment, digest, head, body, hash
        FROM change WHERE school = \(school) ORDER BY seq
        """
      ) { row in
        seq += 1
        #expect(row.int(0) == seq, "no seq is left out")
        let columns = (0...12).map { bytes(row, $0) } + (13...15).map { row.bytes($0) }
        rows.append(((seq, 0), row.bytes(16), columns))
      }
      var events = 0
      try connection.each(
        """
        SELECT n, after_seq, at, action, account, kind, id, detail, request, hash
        FROM event WHERE realm = \(school) ORDER BY n
        """
      ) { row in
        events += 1
        #expect(row.int(0) == events, "no event is left out")
        rows.append(((row.int(1), events), row.bytes(9), [Array("event".utf8)] + (0...8).map { bytes(row, $0) }))
      }
      var previous = Array(SHA256.hash(data: Array(school.utf8)))
      for row in rows.sorted(by: { $0.place < $1.place }) {
        var input: [UInt8] = []
        for part in [previous] + row.columns {
          input += (0..<8).reversed().map { UInt8(truncatingIfNeeded: part.count >> ($0 * 8)) } + part
        }
        previous = Array(SHA256.hash(data: input))
        #expect(row.hash == previous, "place \(row.place)")
      }
      let last = try connection.first("SELECT seq, events, last_hash FROM chain WHERE realm = \(school)") {
        ($0.int(0), $0.int(1), $0.bytes(2))
      }
      #expect(last?.0 == seq)
      #expect(last?.1 == events)
      #expect(last?.2 == previous)
    }
  }
}
