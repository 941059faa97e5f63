import Foundation
import Shared

/// Which document an event is about, in words that a person knows.
struct DocumentName: Hashable, Sendable {
  var kind: Kind
  var id: DocumentID
  var title: String
  var path: String?

  /// The order in which people look for documents: by kind, then by file, numbers as numbers.
  static func isEarlier(_ left: DocumentName, _ right: DocumentName) -> Bool {
    let (one, other) = (Kind.all.firstIndex(of: left.kind) ?? 0, Kind.all.firstIndex(of: right.kind) ?? 0)
    guard one == other else { return one < other }
    let order = (left.path ?? left.title).compare(
      right.path ?? right.title, options: [.numeric, .caseInsensitive])
    return order == .orderedSame ? left.id < right.id : order == .orderedAscending
  }
}

/// What a sync asks a person, where there is one.
enum SyncQuestion: Sendable {
  /// Whether documents are to be deleted whose files have gone.
  case delete([DocumentName])
  /// Whether exact copies of drafts are to become documents of their own.
  case number([String])
}

/// A document whose file has gone.
struct MissingFile: Sendable {
  var name: DocumentName
  /// Who changed it on the server since; nil when nobody did.
  var changedBy: String?
}

/// What is told together in the end, since there may be many of it.
struct AbsentFiles {
  private var missing: [MissingFile] = []
  private var unseen: [(reason: Unseen, names: [DocumentName])] = []
  private var positions: [Unseen: Int] = [:]

  var count: Int { missing.count + unseen.reduce(0) { $0 + $1.names.count } }

  mutating func note(_ action: SyncAction, _ name: DocumentName, _ view: DocumentView) {
    switch action {
    case .missing: missing.append(MissingFile(name: name, changedBy: view.incoming?.updatedBy))
    case .unseen(let reason):
      if let position = positions[reason] {
        unseen[position].names.append(name)
      } else {
        positions[reason] = unseen.count
        unseen.append((reason, [name]))
      }
    default: break
    }
  }

  func tell(_ report: SyncEngine.Report) {
    for (reason, names) in unseen { report(.unseen(names, reason)) }
    if !missing.isEmpty { report(.missing(missing)) }
  }
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
  case conflict(DocumentName, by: String, conflict: Conflict, fields: [Text])
  /// Only its state changed, or its state as well.
  case moved(DocumentName, Change.Move)
  /// - `isDraft`: a changed draft, which waits; not something that was asked for, which is over.
  case refused(DocumentName, Problem, isDraft: Bool)
  /// It was taken, and the server points something out.
  case warned(DocumentName, [Problem.Detail])
  case stillRefused(DocumentName, message: String)
  case locked(DocumentName, DocumentState)
  case dropped(DocumentName, to: DocumentState?, SyncAction.DropReason)
  case unreadable([DraftProblem])
  /// What is to be sent seems to hold somebody's phone or identity number; it is sent all the same.
  case privateNumbers(DocumentName, Violations)
  /// A copy made by hand was given an id of its own.
  case copyNumbered(path: String, id: DocumentID)
  /// The file changed while it was to be rewritten; the next sync sees to it.
  case postponed(path: String, Text)
  /// Files that have gone; the documents stay until somebody says otherwise.
  case missing([MissingFile])
  /// Files that may be there and are not seen, all for one reason.
  case unseen([DocumentName], Unseen)
  /// A draft that had lost its first line has it again.
  case headerRestored(path: String, DocumentName)
  /// Exact copies of drafts, left alone.
  case duplicates([String])
  /// A folder that is a workspace of its own, left alone.
  case otherWorkspace(path: String)
  /// A text that was once sent as YAML has it, folded or cut at ` #`, and now counts as it stands; not sent unasked.
  case readAnew(path: String, line: Int, field: Text)
  /// A draft that is begun and not yet filled in; it waits.
  case unfilled([DraftProblem])
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
  /// Documents that are files here.
  var received = 0
  /// The school's own documents, which are read for reference only.
  var reference = 0
  var merged = 0
  var conflicts = 0
  var refused = 0
  var unreadable = 0
  /// Drafts changed while they are with somebody else, and what had to be put off.
  var waiting = 0
  /// Drafts that are not filled in yet.
  var unfilled = 0
  /// Files that have gone or are not seen.
  var missing = 0

  var isClean: Bool { conflicts == 0 && refused == 0 && unreadable == 0 && waiting == 0 }
}
