/// What a caller is to a document, at the moment of the request. Exactly one of these holds.
public enum Relation: String, CaseIterable, Sendable {
  /// Administers the school, or the server.
  case admin
  /// Another system, within the scopes of its token.
  case integration
  /// Heads the research group (教研组) that the document's group belongs to, today.
  case head
  /// Leads the document's group (备课组), today.
  case leader
  /// Belongs to the group today and made the document.
  case author
  /// Belongs to the group today.
  case member
  /// Belonged to the group or headed it at another time, or supervises it.
  case reader
  /// Works at the school and has no tie to the document's group. All people of a school are this to documents
  /// that belong to no group.
  case colleague
  /// Administers the district (区县) of the school.
  case district

  public var label: Text {
    switch self {
    case .admin: Text("管理员", "administrator")
    case .integration: Text("外部系统", "other system")
    case .head: Text("教研组长", "research-group head")
    case .leader: Text("备课组长", "leader")
    case .author: Text("作者（组员）", "author (a member)")
    case .member: Text("组员", "member")
    case .reader: Text("曾任或分管", "former member, supervisor")
    case .colleague: Text("本校教师", "colleague")
    case .district: Text("区县", "district")
    }
  }
}

/// What can be done with a document. The transitions stand for themselves, because different people may do them.
public enum DocumentOperation: String, CaseIterable, Sendable {
  case read
  /// Figures that are merged from many rows, such as a test's statistics.
  case aggregate
  case create, update, delete, restore, submit, `return`, approve, archive

  /// The operation that a transition to a state is.
  /// - Returns: nil for `draft`, to which nothing leads but a restore.
  public init?(transitionTo state: DocumentState) {
    switch state {
    case .draft: return nil
    case .submitted: self = .submit
    case .returned: self = .return
    case .approved: self = .approve
    case .archived: self = .archive
    }
  }

  /// The states in which a living document allows it; nil when the state does not matter. What is submitted or
  /// approved changes only by being returned, and what is archived by nothing.
  public var states: Set<DocumentState>? {
    switch self {
    case .read, .aggregate, .create, .restore: nil
    case .update, .delete: Set(DocumentState.allCases.filter(\.isEditable))
    case .submit: Self.leading(to: .submitted)
    case .return: Self.leading(to: .returned)
    case .approve: Self.leading(to: .approved)
    case .archive: Self.leading(to: .archived)
    }
  }

  private static func leading(to state: DocumentState) -> Set<DocumentState> {
    Set(DocumentState.allCases.filter { $0.successors.contains(state) })
  }

  /// What a token's scope must allow for it.
  public var access: TokenScope.Access {
    switch self {
    case .read, .aggregate: .read
    case .create, .update, .delete, .restore, .submit: .write
    case .return, .approve, .archive: .approve
    }
  }
}

/// Who may do what to documents: one table of kinds, operations and relations. The server asks it for every read
/// and every write, `docs/security.md` prints it, and nothing else decides.
///
/// In which state an operation is possible at all is `DocumentOperation.states`; what a token of another system may
/// do is further narrowed by its scopes.
public enum Policy {
  /// What one or more kinds allow to whom. An operation that is not named is allowed to nobody.
  public struct Rule: Sendable {
    public let kinds: [String]
    public let allowed: [DocumentOperation: Set<Relation>]
  }

  private static let school: Set<Relation> = [.admin, .integration]
  private static let everybody: Set<Relation> = [
    .admin, .integration, .head, .leader, .author, .member, .reader, .colleague,
  ]
  private static let group = everybody.subtracting([.colleague])
  private static let working: Set<Relation> = [.admin, .integration, .leader, .author, .member]
  private static let leading: Set<Relation> = [.admin, .integration, .leader]
  private static let approving: Set<Relation> = [.admin, .integration, .head]

  private static func writing(_ writers: Set<Relation>, readers: Set<Relation>) -> [DocumentOperation: Set<Relation>] {
    [.read: readers, .create: writers, .update: writers, .delete: writers, .restore: writers]
  }

  /// What a handed-in kind adds: handed in by the leader or its author, decided by the head or the school.
  private static let handIn: [DocumentOperation: Set<Relation>] = [
    .submit: leading.union([.author]), .return: approving, .approve: approving, .archive: approving,
  ]

  public static let rules: [Rule] = [
    Rule(
      kinds: ["terms", "classes", "teachers", "research-groups", "settings", "groups"],
      allowed: writing(school, readers: everybody)),
    Rule(kinds: ["duties"], allowed: writing(leading, readers: group)),
    Rule(kinds: ["plans"], allowed: writing(leading, readers: group).merging(handIn) { first, _ in first }),
    Rule(
      kinds: ["minutes", "test-reports"],
      allowed: writing(working, readers: group).merging(handIn) { first, _ in first }),
    Rule(
      kinds: ["tests"],
      allowed: writing(working, readers: group).merging([.aggregate: group.union([.district])]) { first, _ in first }),
    Rule(kinds: ["score-sheets"], allowed: writing(working, readers: group)),
  ]

  private static let byKind: [String: [DocumentOperation: Set<Relation>]] = Dictionary(
    rules.flatMap { rule in rule.kinds.map { ($0, rule.allowed) } }, uniquingKeysWith: { first, _ in first })

  /// To whom the table allows an operation.
  public static func allowed(_ operation: DocumentOperation, on kind: Kind) -> Set<Relation> {
    byKind[kind.name]?[operation] ?? []
  }

  /// Whether the table allows an operation. A kind without a row allows nothing to anybody.
  ///
  /// - Parameter ofGroup: whether the document belongs to a group. One that does not, such as the plan of an office,
  ///   is the school's: everybody there reads it.
  public static func allows(
    _ operation: DocumentOperation, on kind: Kind, to relation: Relation, ofGroup: Bool = true
  ) -> Bool {
    allowed(operation, on: kind).contains(relation) || (operation == .read && !ofGroup && relation == .colleague)
  }
}
