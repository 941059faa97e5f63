import Shared

@testable import Server

/// A database as the version before wrote it: each document's bytes stand in its own row and in its change.
enum OldDatabase {
  static let school = "lixiqiao"

  /// Minutes of one author: some changed, some handed in, some deleted.
  /// - Parameter bytes: about how large each body is.
  static func fill(_ count: Int, bytes: Int = 200, in connection: Connection) throws -> [StoredDocument] {
    var random = SeededGenerator(seed: 9)
    var hash = Chain.firstHash(school)
    var seq = 0
    try connection.execute("INSERT INTO school (school, name, created_at) VALUES (\(school), '旧', 1)")
    try connection.execute("INSERT INTO chain (realm, last_hash) VALUES (\(school), \(hash))")
    let group = DocumentID(milliseconds: 1, random: &random)
    var documents: [StoredDocument] = []
    func write(_ document: inout StoredDocument, _ op: Shared.Operation) throws {
      seq += 1
      document.rev += 1
      document.seq = seq
      document.updatedAt = Instant(milliseconds: Int64(seq))
      document.rebuildHead()
      let change = ChangeRow(
        seq: seq, document: (document.id.description, document.kind.name, document.rev), op: op.rawValue, status: 200,
        at: document.updatedAt, account: document.owner, author: document.updatedBy, client: nil, n: nil, digest: nil,
        request: "r", comment: nil, head: document.head, body: document.body)
      hash = change.hash(after: hash)
      try connection.execute(
        """
        INSERT INTO change (school, seq, id, kind, rev, op, status, at, account, author, request, head, body, hash)
        VALUES (\(school), \(seq), \(document.id), \(document.kind.name), \(document.rev), \(op.rawValue), 200, \
        \(document.updatedAt), \(document.owner), \(document.updatedBy), 'r', \(document.head), \(document.body), \(hash))
        """)
    }
    for index in 0..<count {
      let body: JSON = [
        "groupId": .string(group.description), "term": "2023-2024-2", "kind": "preparation", "date": "2024-03-01",
        "topic": .string("第\(index)次"), "discussion": .string(String(repeating: "议", count: bytes / 3)),
      ]
      var document = StoredDocument(
        school: school, id: DocumentID(milliseconds: Int64(index), random: &random), kind: Minutes.kind, rev: 0, seq: 0,
        state: .draft, groupID: group, term: "2023-2024-2", owner: "a",
        createdAt: Instant(milliseconds: Int64(seq + 1)),
        updatedAt: Instant(milliseconds: 0), updatedBy: "陶然", isDeleted: false, head: [], body: body.canonicalBytes)
      try write(&document, .create)
      if index % 3 == 1 {
        document.state = .submitted
        try write(&document, .transition)
      }
      if index % 4 == 2 {
        (document.isDeleted, document.state, document.body) = (true, nil, [])
        try write(&document, .delete)
      }
      let crc = Int64(DocumentBytes.checksum(head: document.head, body: document.body))
      try connection.execute(
        """
        INSERT INTO document (school, id, kind, rev, seq, state, group_id, term, day, title, owner, created_at, \
        updated_at, updated_by, deleted, head, body, crc)
        VALUES (\(school), \(document.id), 'minutes', \(document.rev), \(document.seq), \(document.state?.rawValue), \
        \(group), '2023-2024-2', '2024-03-01', \("第\(index)次"), 'a', \(document.createdAt), \(document.updatedAt), \
        '陶然', \(document.isDeleted), \(document.head), \(document.body), \(crc))
        """)
      documents.append(document)
    }
    try connection.execute("UPDATE chain SET seq = \(seq), last_hash = \(hash) WHERE realm = \(school)")
    // A term's row rests on its document; which one does not matter here.
    try connection.execute(
      """
      INSERT INTO term (school, id, code, first_day, weeks)
      SELECT school, id, '2023-2024-2', '2024-02-28', 18 FROM document LIMIT 1
      """)
    return documents
  }
}
