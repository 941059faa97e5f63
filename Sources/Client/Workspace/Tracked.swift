import Shared

/// A document as this workspace last agreed on it with the server.
struct Base: Hashable, Sendable {
  var id: DocumentID
  var kind: Kind
  /// 0 for what a restored server does not have any more.
  var rev: Int
  var state: DocumentState?
  var updatedAt: Instant
  var updatedBy: String
  /// The last time that it was handed in, returned or approved, as the server told it.
  var transition: Change.Move?
  var body: JSON
  var isDeleted = false
  /// The server no longer shows it to this caller; its file stays and is not sent.
  var isHidden = false
  /// Where its draft was last seen, or was before it was deleted; nil for reference data and what had no file yet.
  var path: String?
  /// The digest of the file text that says exactly this body.
  var clean: String?
  /// Somebody was asked about its missing file already.
  var isAskedAbout = false

  /// Whether a restored server has lost the document: what is here is all that there is of it.
  var isLost: Bool { rev == 0 }
}

/// What the server has beyond the base: not yet in the file, or in conflict with it.
struct Incoming: Hashable, Sendable {
  var id: DocumentID
  var kind: Kind
  var rev: Int
  var state: DocumentState?
  var updatedAt: Instant
  var updatedBy: String
  var transition: Change.Move?
  /// Nil when the document was deleted.
  var body: JSON?
  /// Known to grow out of the base; false when a restored server may have gone another way since.
  var continuesBase = true
  /// The author has it in the draft, in marks, and decides by editing.
  var isBeingEdited = false
}

/// Something to tell the server. It gets its number when it is sent, and is not changed from then on.
struct OutboxEntry: Hashable, Sendable {
  /// The order in which things were asked for.
  var sequence: Int64
  /// Nil while it has not been sent: a submit, a deletion or a restore that waits.
  var n: Int?
  var operation: Shared.Operation
  var kind: Kind
  var id: DocumentID
  var base: Int?
  var body: JSON?
  var to: DocumentState?
  var comment: String?
  /// The file, and the digest of its text, that the body was read from.
  var path: String?
  var digest: String?

  /// The mutation as it is sent, the same each time.
  func mutation(n: Int) -> Mutation {
    Mutation(
      n: n, op: operation, kind: kind.name, id: id, base: base, body: body, to: to, comment: comment)
  }
}

/// What the server would not take, kept until the draft is edited.
struct Refusal: Hashable, Sendable {
  var id: DocumentID
  /// Of the text that was refused; empty for a deletion.
  var digest: String
  var code: String
  var message: String
}
