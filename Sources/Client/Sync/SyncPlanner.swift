import Shared

/// What one document looks like from here: three trees and what is in the way.
struct DocumentView: Sendable {
  /// The text of a draft as far as planning goes.
  enum Draft: Hashable, Sendable {
    /// Its folder was read, and there is nothing that may be it.
    case absent
    /// It may be there.
    case unseen(Unseen)
    case unreadable
    case present(JSON, digest: String)
  }

  var kind: Kind
  var base: Base?
  var draft: Draft
  var incoming: Incoming?
  var refusal: Refusal?
  /// What somebody asked for and has not been sent: a transition, a deletion or a restore.
  var intent: OutboxEntry?
  /// Whether the document becomes a file here; what doesn't is reference data.
  var hasFile = true
  var id: DocumentID
  /// Where its file is, or was.
  var path: String?
}

/// What is to be done about one document next.
enum SyncAction: Hashable, Sendable {
  /// Nothing: both sides agree, or a person has the next move.
  case settle
  /// The server's version becomes the base; the file says the same already, or there is none.
  case adopt
  /// The file is written with this body, then the server's version becomes the base.
  case write(JSON, merged: Bool)
  /// The file is removed: the document was deleted and not edited here.
  case remove
  /// Both sides changed; a person must choose.
  case conflict(Conflict)
  case push(Shared.Operation)
  /// What was asked for can't be done any more; it is dropped and told.
  case drop(reason: DropReason)
  /// The draft was changed while the document is in somebody else's hands.
  case locked(DocumentState)
  /// The server refused this text; it waits to be edited.
  case refused
  /// The file has gone. That deletes nothing: a person says what is meant by it.
  case missing
  /// The file may be there, and nothing is done until it is seen.
  case unseen(Unseen)
  /// The draft can't be read; nothing is done until it can.
  case waitForReader
  /// The server doesn't show the document to this caller any more.
  case hidden

  enum DropReason: String, Hashable, Sendable {
    /// It stands there already.
    case done
    /// The document was changed after it was asked.
    case changedSince
    /// There is nothing to do it to.
    case gone
    /// The file that was to be deleted is there again.
    case isThere
  }
}

/// What a person must decide.
enum Conflict: Hashable, Sendable {
  /// Both sides changed these places, and differently.
  case fields([MergeConflict])
  /// Deleted on the server, edited here.
  case deletedThere
  /// Deleted here, edited on the server.
  case deletedHere
}

/// Decides what a sync does, from the three trees alone: no disk, no network, no clock.
enum SyncPlanner {
  static func action(for view: DocumentView) -> SyncAction {
    if let incoming = view.incoming { return integrate(incoming, view) }
    if let base = view.base, base.isHidden { return .hidden }
    guard view.hasFile else { return .settle }
    switch view.draft {
    case .unreadable: return .waitForReader
    case .absent: return withoutDraft(.missing, view)
    case .unseen(let reason): return withoutDraft(.unseen(reason), view)
    case .present(let body, let digest): return changed(body, digest, view)
    }
  }

  // MARK: What came from the server

  private static func integrate(_ incoming: Incoming, _ view: DocumentView) -> SyncAction {
    guard view.hasFile else { return .adopt }
    guard let theirs = incoming.body else { return integrateDeletion(incoming, view) }
    switch view.draft {
    case .unreadable: return .waitForReader
    case .absent, .unseen:
      guard let base = view.base, base.path != nil, !base.isDeleted else {
        return .write(theirs, merged: false)
      }
      if theirs == base.body { return .adopt }
      // Editing against deleting is for a person to decide. Else the base stays what the file said when it was last
      // seen: should it come back, it must not look like a change that takes theirs back.
      if view.intent?.operation == .delete { return .conflict(.deletedHere) }
      if case .unseen(let reason) = view.draft { return .unseen(reason) }
      return .missing
    case .present(let mine, _):
      if mine == theirs || incoming.isBeingEdited { return .adopt }
      let base = view.base.flatMap { $0.isDeleted ? nil : $0.body } ?? .object(JSONObject())
      if view.base?.isDeleted == false, mine == base, incoming.continuesBase {
        return .write(theirs, merged: false)
      }
      let ancestor = incoming.continuesBase ? base : .object(JSONObject())
      let result = view.kind.merge(base: ancestor, mine: mine, theirs: theirs)
      if !result.conflicts.isEmpty { return .conflict(.fields(result.conflicts)) }
      return result.merged == mine ? .adopt : .write(result.merged, merged: true)
    }
  }

  private static func integrateDeletion(_ incoming: Incoming, _ view: DocumentView) -> SyncAction {
    switch view.draft {
    case .unreadable: return .waitForReader
    case .absent: return .adopt
    case .unseen(let reason): return view.base?.isDeleted == false ? .unseen(reason) : .adopt
    case .present(let mine, _):
      if let base = view.base, !base.isDeleted, base.body == mine, incoming.continuesBase { return .remove }
      if view.intent?.operation == .restore { return .adopt }
      return .conflict(.deletedThere)
    }
  }

  // MARK: What goes to the server

  /// - Parameter absence: what to say of the file where nothing is to be done.
  private static func withoutDraft(_ absence: SyncAction, _ view: DocumentView) -> SyncAction {
    guard let base = view.base, !base.isDeleted else {
      return view.intent.map { .drop(reason: $0.operation == .delete ? .done : .gone) } ?? .settle
    }
    guard base.path != nil else { return .settle }
    guard let intent = view.intent else { return view.refusal?.digest == "" ? .refused : absence }
    switch intent.operation {
    case .delete:
      if base.isLost { return .drop(reason: .done) }
      if let state = base.state, !state.isEditable { return .locked(state) }
      return .push(.delete)
    // A submit says that the draft is ready; who approves or returns has seen what the server has.
    case .transition where intent.to != .submitted && !base.isLost: return transition(intent, base)
    default: return absence
    }
  }

  private static func changed(_ body: JSON, _ digest: String, _ view: DocumentView) -> SyncAction {
    if view.intent?.operation == .delete { return .drop(reason: .isThere) }
    guard let base = view.base, !base.isLost else {
      return view.refusal?.digest == digest ? .refused : .push(.create)
    }
    if base.isDeleted {
      if view.intent?.operation == .restore {
        return view.refusal?.digest == digest ? .refused : .push(.restore)
      }
      return .conflict(.deletedThere)
    }
    if body != base.body {
      if let state = base.state, !state.isEditable { return .locked(state) }
      return view.refusal?.digest == digest ? .refused : .push(.update)
    }
    guard let intent = view.intent else { return .settle }
    return intent.operation == .restore ? .drop(reason: .done) : transition(intent, base)
  }

  private static func transition(_ intent: OutboxEntry, _ base: Base) -> SyncAction {
    if intent.to == base.state { return .drop(reason: .done) }
    // A submit means "my work is done" and follows the document; who approves or returns has seen one version.
    if intent.to != .submitted, let seen = intent.base, seen != base.rev {
      return .drop(reason: .changedSince)
    }
    return .push(.transition)
  }
}
