import Shared

/// Whether a document's row says what its changes say: what is served then is what the chain covers, and what decides
/// who may see it is what was written.
struct DocumentProof {
  /// Every document's row with the change that it names, whatever that is.
  static func statement(school: String) -> SQL {
    """
    SELECT \(StoredDocument.columns), d.day, d.title, c.school, c.id, c.kind, c.rev, c.seq
    FROM document d LEFT JOIN change c ON c.place = d.place WHERE d.school = \(school)
    """
  }

  let holds: Bool

  init(row: ResultRow, in connection: Connection) throws {
    // A row whose bytes can't be read stands for nothing.
    guard let document = try? StoredDocument(row: row) else {
      holds = false
      return
    }
    let id = document.id.description
    let isItsChange =
      row.text(21) == document.school && row.text(22) == id && row.text(23) == document.kind.name
      && row.int(24) == document.rev && row.int(25) == document.seq
    holds =
      try isItsChange && Self.headFits(document) && Self.isNewest(document, in: connection)
      && Self.beginningFits(document, in: connection) && Self.moveFits(document, in: connection)
      && Self.bodyFits(document, day: row.optionalText(19), title: row.optionalText(20), in: connection)
  }

  /// The head is made from the columns: state, times and whether it is deleted.
  private static func headFits(_ document: StoredDocument) -> Bool {
    var rebuilt = document
    rebuilt.rebuildHead()
    return rebuilt.head == document.head
  }

  private static func isNewest(_ document: StoredDocument, in connection: Connection) throws -> Bool {
    try !connection.exists(
      "SELECT 1 FROM change WHERE school = \(document.school) AND id = \(document.id) AND rev > \(document.rev)")
  }

  /// Who made it, and when, decides what an author may do.
  private static func beginningFits(_ document: StoredDocument, in connection: Connection) throws -> Bool {
    try connection.first(
      "SELECT account, at FROM change WHERE school = \(document.school) AND id = \(document.id) AND rev = 1"
    ) { $0.text(0) == document.owner && $0.instant(1) == document.createdAt } ?? false
  }

  /// The last transition since it was made, restored or deleted.
  private static func moveFits(_ document: StoredDocument, in connection: Connection) throws -> Bool {
    let last = try connection.first(
      """
      SELECT op, place FROM change WHERE school = \(document.school) AND id = \(document.id) AND op <> 'update'
      ORDER BY rev DESC LIMIT 1
      """
    ) { (op: $0.text(0), place: $0.int(1)) }
    return document.moved == (last?.op == Shared.Operation.transition.rawValue ? last?.place : nil)
  }

  /// Group and term are fixed when a document is made; a deleted one has them from its last body, as long as that is
  /// kept.
  private static func bodyFits(
    _ document: StoredDocument, day: String?, title: String?, in connection: Connection
  ) throws -> Bool {
    guard document.isDeleted else {
      let tree = try document.tree()
      return fits(document, tree) && document.kind.day(of: tree) == day && document.kind.title(of: tree) == title
    }
    let last = try connection.first(
      """
      SELECT body FROM change WHERE school = \(document.school) AND id = \(document.id) AND length(body) > 0
      ORDER BY rev DESC LIMIT 1
      """
    ) { $0.bytes(0) }
    guard let last else { return true }
    guard let tree = try? JSON(parsing: last) else { return false }
    return fits(document, tree)
  }

  private static func fits(_ document: StoredDocument, _ tree: JSON) -> Bool {
    tree["groupId"]?.string == document.groupID?.description && tree["term"]?.string == document.term
  }
}
