import GRDB
import Shared

extension WorkspaceState.Transaction {
  // MARK: Outbox

  /// What was sent and has no outcome yet.
  func sealed() throws -> [OutboxEntry] {
    try rows("SELECT * FROM outbox WHERE n IS NOT NULL ORDER BY n").compactMap(OutboxEntry.init(row:))
  }

  /// What waits: transitions, deletions and restores that somebody asked for.
  func intents() throws -> [OutboxEntry] {
    try rows("SELECT * FROM outbox WHERE n IS NULL ORDER BY sequence").compactMap(OutboxEntry.init(row:))
  }

  func append(_ entry: OutboxEntry) throws {
    try execute(
      """
      INSERT INTO outbox (n, operation, kind, id, base, body, "to", comment, path, digest)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        entry.n, entry.operation.rawValue, entry.kind.name, entry.id.description, entry.base,
        entry.body?.canonicalText, entry.to?.rawValue, entry.comment, entry.path, entry.digest,
      ])
  }

  /// Fixes what is sent for something that waited.
  func seal(_ entry: OutboxEntry) throws {
    try execute(
      "UPDATE outbox SET n = ?, base = ?, body = ?, path = ?, digest = ? WHERE sequence = ?",
      [entry.n, entry.base, entry.body?.canonicalText, entry.path, entry.digest, entry.sequence])
  }

  /// Takes back what somebody asked for and has not been sent.
  func deleteIntents(_ id: DocumentID) throws {
    try execute("DELETE FROM outbox WHERE n IS NULL AND id = ?", [id.description])
  }

  func deleteEntry(_ sequence: Int64) throws {
    try execute("DELETE FROM outbox WHERE sequence = ?", [sequence])
  }

  /// Takes back what was sent: changes are planned anew from the drafts, what somebody asked for waits again.
  func unseal() throws {
    try execute("DELETE FROM outbox WHERE n IS NOT NULL AND operation IN ('create', 'update')")
    try execute("UPDATE outbox SET n = NULL WHERE n IS NOT NULL")
  }

  // MARK: Refusals

  func refusals() throws -> [DocumentID: Refusal] {
    var result: [DocumentID: Refusal] = [:]
    for row in try rows("SELECT * FROM refusal") {
      guard let id = DocumentID(text: row["id"]) else { continue }
      result[id] = Refusal(id: id, digest: row["digest"], code: row["code"], message: row["message"])
    }
    return result
  }

  func save(_ refusal: Refusal) throws {
    try execute(
      "INSERT OR REPLACE INTO refusal (id, digest, code, message) VALUES (?, ?, ?, ?)",
      [refusal.id.description, refusal.digest, refusal.code, refusal.message])
  }

  func deleteRefusal(_ id: DocumentID) throws {
    try execute("DELETE FROM refusal WHERE id = ?", [id.description])
  }

  /// Lets drafts be sent again that lacked something which may be there now.
  func deleteRefusals(code: ProblemCode) throws {
    try execute("DELETE FROM refusal WHERE code = ?", [code.rawValue])
  }

  func deleteRefusals() throws { try execute("DELETE FROM refusal") }
}

extension OutboxEntry {
  fileprivate init?(row: Row) {
    guard let id = DocumentID(text: row["id"]), let kind = Kind.named(row["kind"] as String),
      let operation = Shared.Operation(rawValue: row["operation"])
    else { return nil }
    self.init(
      sequence: row["sequence"], n: row["n"], operation: operation, kind: kind, id: id, base: row["base"],
      body: row.body, to: (row["to"] as String?).flatMap(DocumentState.init(rawValue:)),
      comment: row["comment"], path: row["path"], digest: row["digest"])
  }
}
