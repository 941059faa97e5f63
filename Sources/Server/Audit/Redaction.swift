import Shared

/// Taking something out of change rows that are never changed otherwise: a person's data when the person asks, and
/// documents whose time is over.
///
/// The rows keep the hash that they were written with, so that the record after them stays whole. An event of the
/// record lists each row that was redacted with the hash that it has now: the proof of what was taken out where,
/// and that nothing else was.
enum Redaction {
  /// What is taken out of which rows, as events of the record tell it.
  struct Proof: Sendable {
    var subject: String
    var rows: [(seq: Int, hash: [UInt8])] = []

    /// `seq:hash` pairs after a word on what it was, some hundred an event.
    var details: [String] {
      stride(from: 0, to: max(1, rows.count), by: 200).map { start in
        ([subject] + rows[start..<min(start + 200, rows.count)].map { "\($0.seq):\(Hex.encode($0.hash))" })
          .joined(separator: " ")
      }
    }
  }

  /// What a row holds of an author's words.
  struct Content {
    var head: [UInt8]
    var body: [UInt8]
    var comment: String?
  }

  /// The hash that each redacted row has now, by its seq. A row that was redacted twice counts as it was last.
  static func hashes(in realm: String, _ connection: Connection) throws -> [Int: [UInt8]] {
    var hashes: [Int: [UInt8]] = [:]
    try connection.each(
      """
      SELECT detail FROM event WHERE realm = \(realm)
      AND action IN (\(AuditAction.subjectErased.rawValue), \(AuditAction.retired.rawValue)) ORDER BY n
      """
    ) { row in
      for pair in row.text(0).split(separator: " ").dropFirst() {
        let sides = pair.split(separator: ":")
        guard sides.count == 2, let seq = Int(sides[0]), let hash = Hex.decode(String(sides[1])) else { continue }
        hashes[seq] = hash
      }
    }
    return hashes
  }

  /// Rewrites the change rows of a document.
  ///
  /// - Parameter rewrite: the content that a row is to have, or nil when it stays as it is.
  /// - Returns: which rows were rewritten, each with its new hash.
  static func rewrite(
    _ id: DocumentID, school: String, in connection: Connection,
    _ rewrite: (ChangeRow) throws -> Content?
  ) throws -> [(seq: Int, hash: [UInt8])] {
    let rows = try connection.all(
      "SELECT \(ChangeRow.columns) FROM change WHERE school = \(school) AND id = \(id) ORDER BY seq",
      ChangeRow.init(row:))
    var rewritten: [(seq: Int, hash: [UInt8])] = []
    for row in rows {
      guard let new = try rewrite(row) else { continue }
      var row = row
      (row.head, row.body, row.comment) = (new.head, new.body, new.comment)
      try connection.execute(
        """
        UPDATE change SET head = \(row.head), body = \(row.body), crc = \(row.checksum), comment = \(row.comment)
        WHERE school = \(school) AND seq = \(row.seq)
        """)
      rewritten.append((row.seq, row.hash(after: try hash(before: row.seq, school: school, in: connection))))
    }
    return rewritten
  }

  /// The hash that a change row follows: of the last event before it, or of the change row before that.
  private static func hash(before seq: Int, school: String, in connection: Connection) throws -> [UInt8] {
    let event = try connection.first(
      "SELECT hash FROM event WHERE realm = \(school) AND after_seq = \(seq - 1) ORDER BY n DESC LIMIT 1"
    ) { $0.bytes(0) }
    if let event { return event }
    let change = try connection.first("SELECT hash FROM change WHERE school = \(school) AND seq = \(seq - 1)") {
      $0.bytes(0)
    }
    return change ?? Chain.firstHash(school)
  }

  /// Lets change rows be rewritten for the length of one piece of work, in its transaction, and notes in it that the
  /// file has to be written anew afterwards, so that nothing is left in free pages.
  static func unlocked<Result>(in connection: Connection, _ work: () throws -> Result) throws -> Result {
    try connection.execute("DROP TRIGGER change_is_fixed")
    let result = try work()
    try connection.execute(Migrations.changeIsFixed)
    try noteThatFreePagesHoldIt(in: connection)
    return result
  }

  static func noteThatFreePagesHoldIt(in connection: Connection) throws {
    try connection.execute(
      "INSERT INTO meta (name, value) VALUES ('compact-due', '1') ON CONFLICT DO NOTHING")
  }
}

extension WriteSession {
  /// Puts the proof of a redaction on record; nothing when nothing was redacted.
  func note(_ proof: Redaction.Proof, as action: AuditAction, kind: String? = nil) throws {
    for detail in proof.details { try note(action, kind: kind, detail: detail) }
  }
}
