/// A page of a list.
public struct Page<Item: Codable & Hashable & Sendable>: Codable, Hashable, Sendable {
  public let items: [Item]
  /// Opaque; absent on the last page.
  public let next: String?

  public init(items: [Item], next: String?) {
    self.items = items
    self.next = next
  }
}

/// A school, the tenant that documents belong to.
public struct School: Codable, Hashable, Sendable {
  /// The ten digits of its 学校标识码, or a slug of letters, digits and dashes.
  public let id: String
  public let name: String
  /// The district (区县) that it belongs to.
  public let district: String?

  public init(id: String, name: String, district: String? = nil) {
    self.id = id
    self.name = name
    self.district = district
  }
}

/// Who the caller is: the answer of `GET /v1/me`.
public struct Me: Codable, Hashable, Sendable {
  /// What a person is in a group today.
  public struct Tie: Codable, Hashable, Sendable {
    public let groupId: DocumentID
    public let relation: String

    public init(groupId: DocumentID, relation: Relation) {
      self.groupId = groupId
      self.relation = relation.rawValue
    }
  }

  public let name: String
  public let login: String?
  public let role: Role
  public let school: School?
  public let district: District?
  public let teacherId: DocumentID?
  /// The groups (备课组) that the person has to do with; absent for all who see the whole school.
  public let groups: [Tie]?
  /// What the token of another system may do.
  public let scopes: [TokenScope]?
  /// When the token ends at the latest.
  public let expiresAt: Instant?
  public let serverVersion: String
  /// The server's clock, so that a laptop can tell when its own is off. Nothing is decided by it.
  public let time: Instant

  public init(
    name: String, login: String? = nil, role: Role, school: School?, district: District? = nil,
    teacherId: DocumentID?, groups: [Tie]? = nil, scopes: [TokenScope]? = nil, expiresAt: Instant? = nil,
    serverVersion: String, time: Instant
  ) {
    self.name = name
    self.login = login
    self.role = role
    self.school = school
    self.district = district
    self.teacherId = teacherId
    self.groups = groups
    self.scopes = scopes
    self.expiresAt = expiresAt
    self.serverVersion = serverVersion
    self.time = time
  }
}

/// What should be looked at in a document: the answer of `GET …/warnings`, and of a `DELETE` that leaves some.
public struct Warnings: Codable, Hashable, Sendable {
  public var warnings: [Problem.Detail]

  public init(_ warnings: Violations, language: Language) {
    self.warnings = warnings.map { Problem.Detail($0, language: language) }
  }
}

/// The body of `POST …/transitions`.
public struct Transition: Codable, Hashable, Sendable {
  /// How long a comment may be, in characters (Unicode scalars).
  public static let maximumComment = 2000

  public var to: DocumentState
  /// What is said with it; see `check(comment:)`.
  public var comment: String?

  public init(to: DocumentState, comment: String? = nil) {
    self.to = to
    self.comment = comment
  }
}

extension Transition {
  /// Reads a comment as strictly as any text of a body: its length, and no control characters.
  ///
  /// - Returns: the comment as it is stored, with LF between its lines, and all that is wrong, each at `/comment`.
  public static func check(comment: String) -> (canonical: String, violations: Violations) {
    var violations = Violations()
    let canonical = FieldType.longText(max: maximumComment).check(.string(comment), &violations)
    violations.prefix(with: "comment", from: 0)
    return (canonical.string ?? comment, violations)
  }
}

/// What can be done to a document.
public enum Operation: String, Codable, CaseIterable, Sendable {
  case create, update, delete, restore, transition
}

/// One change that a client asks for. `(client, n)` is its identity for ever.
public struct Mutation: Codable, Hashable, Sendable {
  /// Counts the client's mutations 1, 2, 3 … without gaps.
  public var n: Int
  public var op: Operation
  public var kind: String
  public var id: DocumentID
  /// The rev that the change was made on, as the server told it; absent for `create`.
  public var base: Int?
  public var body: JSON?
  public var to: DocumentState?
  public var comment: String?

  public init(
    n: Int, op: Operation, kind: String, id: DocumentID, base: Int? = nil, body: JSON? = nil,
    to: DocumentState? = nil, comment: String? = nil
  ) {
    self.n = n
    self.op = op
    self.kind = kind
    self.id = id
    self.base = base
    self.body = body
    self.to = to
    self.comment = comment
  }
}

/// The body of `POST …/sync/push`.
public struct PushRequest: Codable, Hashable, Sendable {
  /// Made when a workspace is made.
  public var client: DocumentID
  /// The epoch that the client knows; nil before its first sync.
  public var epoch: String?
  public var mutations: [Mutation]

  public init(client: DocumentID, epoch: String?, mutations: [Mutation]) {
    self.client = client
    self.epoch = epoch
    self.mutations = mutations
  }

  /// How many mutations one push may hold.
  public static let maximumCount = 500
}

/// The answer to a push that was taken: one result for each mutation, every one final.
public struct PushResponse: Codable, Hashable, Sendable {
  public struct Result: Codable, Hashable, Sendable {
    public var n: Int
    public var status: Int
    public var rev: Int?
    /// The mutation had been taken before; this is what came of it then.
    public var replayed: Bool?
    public var problem: Problem?
    /// What was taken and should be looked at all the same, such as a phone number in a text.
    public var warnings: [Problem.Detail]?

    public init(
      n: Int, status: Int, rev: Int? = nil, replayed: Bool? = nil, problem: Problem? = nil,
      warnings: [Problem.Detail]? = nil
    ) {
      self.n = n
      self.status = status
      self.rev = rev
      self.replayed = replayed
      self.problem = problem
      self.warnings = warnings
    }
  }

  public var epoch: String
  public var lastN: Int
  public var results: [Result]

  public init(epoch: String, lastN: Int, results: [Result]) {
    self.epoch = epoch
    self.lastN = lastN
    self.results = results
  }
}

/// One entry of the feed or of a history: a document, or its tombstone, and what is known of how it came there.
public struct Change: Codable, Hashable, Sendable {
  public struct Deletion: Codable, Hashable, Sendable {
    public let kind: String
    public let id: DocumentID
    public let rev: Int
    public let deleted: Bool
    public let updatedAt: Instant
    public let updatedBy: String
  }

  /// The last time that a document was handed in, returned, approved or archived.
  public struct Move: Codable, Hashable, Sendable {
    public let to: DocumentState
    public let at: Instant
    /// Who did it, as `updatedBy` names people.
    public let by: String
    /// What they said with it; at most `Transition.maximumComment` characters.
    public let comment: String?

    public init(to: DocumentState, at: Instant, by: String, comment: String? = nil) {
      self.to = to
      self.at = at
      self.by = by
      self.comment = comment
    }
  }

  public enum Content: Hashable, Sendable {
    case document(AnyDocument)
    case deletion(Deletion)
  }

  public let content: Content
  /// In the feed: whether it was written since the server's present epoch began. What was not was there before the
  /// last restore of a backup: with a smaller rev than a client knows it is that client's own past.
  public let isSinceEpoch: Bool
  /// In the feed: the last transition of a document that has one behind it since it was made or restored.
  public let transition: Move?
  /// In a history: what was said with this very change.
  public let comment: String?

  public init(_ content: Content, isSinceEpoch: Bool = false, transition: Move? = nil, comment: String? = nil) {
    self.content = content
    self.isSinceEpoch = isSinceEpoch
    self.transition = transition
    self.comment = comment
  }

  private enum CodingKeys: String, CodingKey {
    case deleted, transition, comment
    case isSinceEpoch = "sinceEpoch"
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    if try container.decodeIfPresent(Bool.self, forKey: .deleted) == true {
      content = .deletion(try Deletion(from: decoder))
    } else {
      content = .document(try AnyDocument(from: decoder))
    }
    isSinceEpoch = try container.decodeIfPresent(Bool.self, forKey: .isSinceEpoch) ?? false
    transition = try container.decodeIfPresent(Move.self, forKey: .transition)
    comment = try container.decodeIfPresent(String.self, forKey: .comment)
  }

  public func encode(to encoder: any Encoder) throws {
    switch content {
    case .document(let document): try document.encode(to: encoder)
    case .deletion(let deletion): try deletion.encode(to: encoder)
    }
    var container = encoder.container(keyedBy: CodingKeys.self)
    if isSinceEpoch { try container.encode(true, forKey: .isSinceEpoch) }
    try container.encodeIfPresent(transition, forKey: .transition)
    try container.encodeIfPresent(comment, forKey: .comment)
  }

  public var id: DocumentID {
    switch content {
    case .document(let document): document.id
    case .deletion(let deletion): deletion.id
    }
  }
}

/// A page of the feed.
public struct ChangesPage: Codable, Hashable, Sendable {
  public let changes: [Change]
  /// Opaque; stands for everything up to the last change that was scanned.
  public let cursor: String
  public let hasMore: Bool
  public let epoch: String

  public init(changes: [Change], cursor: String, hasMore: Bool, epoch: String) {
    self.changes = changes
    self.cursor = cursor
    self.hasMore = hasMore
    self.epoch = epoch
  }
}

/// What an import of marks did, or with a dry run would do.
public struct ImportResult: Codable, Hashable, Sendable {
  public struct Sheet: Codable, Hashable, Sendable {
    public let classId: DocumentID
    public let label: String
    public let id: DocumentID
    public let rev: Int?
    public let rows: Int
    public let added: Int
    public let changed: Int
    public let removed: Int

    public init(
      classId: DocumentID, label: String, id: DocumentID, rev: Int?, rows: Int, added: Int, changed: Int,
      removed: Int
    ) {
      self.classId = classId
      self.label = label
      self.id = id
      self.rev = rev
      self.rows = rows
      self.added = added
      self.changed = changed
      self.removed = removed
    }
  }

  public let dryRun: Bool
  public let encoding: String
  public let sheets: [Sheet]
  /// What was put right on the way in, such as full-width digits, and what was passed over.
  public let notes: [String]

  public init(dryRun: Bool, encoding: String, sheets: [Sheet], notes: [String]) {
    self.dryRun = dryRun
    self.encoding = encoding
    self.sheets = sheets
    self.notes = notes
  }
}

/// Every list of codes, for `/v1/descriptors`.
public enum Descriptors {
  public static let all: [Descriptor] = [
    AbilityLevel.descriptor, AttendanceStatus.descriptor, AuditAction.descriptor, Cadence.descriptor, Degree.descriptor,
    DocumentState.descriptor, DutyHolder.descriptor, DutyPeriod.descriptor, DutyTheme.descriptor,
    Gender.descriptor, GroupRole.descriptor, ItemType.descriptor, LevelMetric.descriptor,
    MeetingKind.descriptor, Minutes.Aspect.descriptor, Plan.ProgressLevel.descriptor, PlanLevel.descriptor,
    Role.descriptor, ScoreStatus.descriptor, Stage.descriptor, Subject.descriptor, TestKind.descriptor,
    UnifiedPoint.descriptor,
  ]

  public static func named(_ name: String) -> Descriptor? { all.first { $0.name == name } }
}
