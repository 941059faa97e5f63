import Shared

extension WriteSession {
  /// Applies an intent unless the caller's key has been seen in the last 24 hours.
  /// - Returns: what came of it, then or now.
  /// - Throws: `Refusal` with 422 when the key was used for other content.
  func applyOnce(
    _ intent: Intent, key: String, digest: [UInt8]
  ) throws -> (outcome: Outcome, isReplay: Bool) {
    try connection.execute(Self.forgettingKeys(of: school, at: now))
    let earlier = try connection.first(
      """
      SELECT i.digest, c.id, c.rev, \(DocumentBytes.columns) FROM idempotency i
      JOIN change c ON c.school = i.school AND c.seq = i.seq
      WHERE i.school = \(school) AND i.account = \(caller.account) AND i.key = \(key)
      """
    ) { row in
      (digest: row.bytes(0), id: try row.id(1), rev: row.int(2), bytes: try DocumentBytes.read(row, at: 3))
    }
    guard let earlier else {
      let outcome = try apply(intent)
      try connection.execute(
        """
        INSERT INTO idempotency (school, account, key, digest, seq, at)
        VALUES (\(school), \(caller.account), \(key), \(digest), \(outcome.document.seq), \(now))
        """)
      try finish()
      return (outcome, false)
    }
    guard earlier.digest == digest,
      var document = try StoredDocument.find(earlier.id, school: school, loads: false, in: connection),
      try scope.contains(document, in: connection), !earlier.bytes.body.isEmpty
    else {
      throw Refusal(
        .mutationReused, Text("这个 Idempotency-Key 以前用于别的内容", "this Idempotency-Key was used for other content"))
    }
    document.rev = earlier.rev
    document.isDeleted = false
    (document.head, document.body) = earlier.bytes
    return (Outcome(status: 201, document: document), true)
  }

  /// Keys are remembered for a day. What is older is found by its age, so that it costs what is forgotten and not what
  /// is remembered.
  static func forgettingKeys(of school: String, at now: Instant) -> SQL {
    "DELETE FROM idempotency WHERE school = \(school) AND at < \(now.adding(days: -1))"
  }
}
