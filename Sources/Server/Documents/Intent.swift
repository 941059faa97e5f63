import Shared

/// A body that was read strictly on the request's side, before the writer is asked. What was found wrong is held
/// back until access and precondition have passed.
struct CheckedBody: Sendable {
  let tree: JSON
  let bytes: [UInt8]
  let violations: Violations
  /// What may be stored and should be looked at all the same.
  let warnings: Violations

  init(_ input: JSON, as kind: Kind) {
    (tree, violations) = kind.check(input)
    bytes = tree.canonicalBytes
    warnings = violations.isEmpty ? PrivateNumbers.warnings(in: tree, of: kind) : []
  }
}

/// What the caller knows of the document that is to be changed.
enum Precondition: Hashable, Sendable {
  /// Said nothing.
  case none
  /// `If-None-Match: *`: it must not be there.
  case absent
  /// `If-Match: *`: it must be there, at any rev.
  case present
  /// `If-Match: "7"` or a mutation's base.
  static func rev(_ rev: Int) -> Precondition { .revs([rev]) }
  /// `If-Match` with a list: it must be at one of these revs.
  case revs(Set<Int>)
}

/// One change that somebody asks for, from whichever door it came: PUT, POST, PATCH, DELETE, a transition, an
/// import or a sync mutation.
struct Intent: Sendable {
  var op: Shared.Operation
  var kind: Kind
  var id: DocumentID
  var precondition: Precondition = .none
  var body: CheckedBody?
  var to: DocumentState?
  var comment: String?
  /// The client's mutation that this is; it makes the change happen once, however often it is sent.
  var mutation: MutationIdentity?
}

extension Intent {
  /// What the policy is asked for: a PUT of a document that is not there makes one.
  /// - Returns: nil for a transition to where none leads.
  func operation(isNew: Bool) -> DocumentOperation? {
    switch op {
    case .create: .create
    case .update: isNew ? .create : .update
    case .delete: .delete
    case .restore: .restore
    case .transition: to.flatMap(DocumentOperation.init(transitionTo:))
    }
  }
}

/// `(client, n)` names a mutation for ever; the digest tells whether it is the same content.
struct MutationIdentity: Hashable, Sendable {
  let client: DocumentID
  let n: Int
  let digest: [UInt8]
}
