import Crypto
import Shared
import Testing

@testable import Harness
@testable import Server

/// The hashes of the change rows, computed here from what the rows hold: SHA-256 over the hash of the row before and
/// every column, each with its length in eight bytes before it. The first row follows the hash of the school's id.
enum ChangeChain {
  static func expectWhole(_ server: TestServer, school: String = TestServer.school) throws {
    try server.register.store.snapshot { connection in
      var previous = Array(SHA256.hash(data: Array(school.utf8)))
      var seq = 0
      try connection.each(
        """
        SELECT seq, id, kind, rev, op, status, at, account, author, client, n, request, comment, digest, head, body, hash
        FROM change WHERE school = \(school) ORDER BY seq
        """
      ) { row in
        seq += 1
        #expect(row.int(0) == seq, "no seq is left out")
        var bytes: [UInt8] = []
        func add(_ part: [UInt8]) {
          let length = part.count
          bytes += (0..<8).reversed().map { UInt8(truncatingIfNeeded: length >> ($0 * 8)) }
          bytes += part
        }
        add(previous)
        let numbers = [0: row.int(0), 3: row.int(3), 5: row.int(5), 6: row.int(6)]
        for column in 0...12 {
          let text =
            if let number = numbers[column] { "\(number)" } else if column == 10 {
              row.optionalInt(10).map { "\($0)" } ?? ""
            } else { row.optionalText(column) ?? "" }
          add(Array(text.utf8))
        }
        for column in 13...15 { add(row.bytes(column)) }
        previous = Array(SHA256.hash(data: bytes))
        #expect(row.bytes(16) == previous, "seq \(seq)")
      }
      let last = try connection.first("SELECT seq, last_hash FROM school WHERE school = \(school)") {
        ($0.int(0), $0.bytes(1))
      }
      #expect(last?.0 == seq)
      #expect(last?.1 == previous)
    }
  }
}
