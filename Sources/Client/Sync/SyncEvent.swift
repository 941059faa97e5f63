import Shared

/// Which document an event is about, in words that a person knows.
struct DocumentName: Hashable, Sendable {
  var kind: Kind
  var id: DocumentID
  var title: String
  var path: String?
}

/// What happened in a sync. The engine reports, the command prints.
enum SyncEvent: Sendable {
  case sent(Shared.Operation, DocumentName, rev: Int, to: DocumentState?)
  /// A sync that only looks would send this.
  case wouldSend(Shared.Operation, DocumentName, to: DocumentState?)
  case received(DocumentName, rev: Int, by: String)
  case removed(DocumentName, by: String)
  /// Both sides had changed different things.
  case merged(DocumentName, by: String, fields: [Text])
  case conflict(DocumentName, by: String, deleted: Bool, fields: [Text])
  case refused(DocumentName, Problem)
  case stillRefused(DocumentName, message: String)
  case locked(DocumentName, DocumentState)
  case dropped(DocumentName, to: DocumentState?, SyncAction.DropReason)
  case unreadable([DraftProblem])
  /// What is to be sent seems to hold somebody's phone or identity number; it is sent all the same.
  case privateNumbers(DocumentName, [Violation])
  /// A copy made by hand was given an id of its own.
  case copyNumbered(path: String, id: DocumentID)
  /// The file changed while it was to be rewritten; the next sync sees to it.
  case postponed(path: String, Text)
  /// So many drafts have gone at once that it looks like an accident.
  case manyMissing(count: Int)
  case hidden(DocumentName)
  /// The feed is read from its beginning.
  case rereading(reason: String)
  case serverRestored
  /// This copy of the workspace got an identity of its own.
  case newClient
  case progress(sent: Int, received: Int)
}

/// How a sync ended.
struct SyncSummary: Hashable, Sendable {
  var sent = 0
  var received = 0
  var merged = 0
  var conflicts = 0
  var refused = 0
  var unreadable = 0
  /// Drafts changed while they are with somebody else, and what had to be put off.
  var waiting = 0

  var isClean: Bool { conflicts == 0 && refused == 0 && unreadable == 0 && waiting == 0 }
}
