/// One thing that a token of another system may do: `plans:read`, `scores:write`, `sync`, `reports:read`.
///
/// `write` and `approve` contain `read`, because every answer to a write shows the document. `documents:…` stands for
/// every kind but those with rows about students, which must be named.
public enum TokenScope: Hashable, Sendable, TextCodable {
  public enum Access: String, CaseIterable, Sendable, Comparable {
    case read
    /// Create, change, delete, restore and hand in.
    case write
    /// Return, approve and archive as well.
    case approve

    public static func < (left: Access, right: Access) -> Bool {
      (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
    }
  }

  case kind(Kind, Access)
  case documents(Access)
  /// The routes of sync, for the documents that the other scopes allow.
  case sync
  /// Figures merged from many rows; small groups are left out unless the marks themselves may be read.
  case reports

  /// The score sheets go by the shorter name that people use for them.
  private static func name(of kind: Kind) -> String { kind == ScoreSheet.kind ? "scores" : kind.name }

  public init?(text: String) {
    switch text {
    case "sync": self = .sync
    case "reports:read": self = .reports
    default:
      let parts = text.split(separator: ":", omittingEmptySubsequences: false)
      guard parts.count == 2, let access = Access(rawValue: String(parts[1])) else { return nil }
      if parts[0] == "documents" {
        self = .documents(access)
      } else if let kind = Kind.all.first(where: { Self.name(of: $0) == parts[0] }) {
        self = .kind(kind, access)
      } else {
        return nil
      }
    }
  }

  public static var acceptsVariants: Bool { false }

  public var description: String {
    switch self {
    case .kind(let kind, let access): "\(Self.name(of: kind)):\(access.rawValue)"
    case .documents(let access): "documents:\(access.rawValue)"
    case .sync: "sync"
    case .reports: "reports:read"
    }
  }

  /// Every scope there is, for help and for tests.
  public static let all: [TokenScope] =
    Access.allCases.map(TokenScope.documents)
    + Kind.all.flatMap { kind in Access.allCases.map { .kind(kind, $0) } } + [.sync, .reports]
}

/// The scopes of one token.
public struct TokenScopes: Hashable, Sendable {
  public let all: Set<TokenScope>

  public init(_ scopes: some Sequence<TokenScope>) { all = Set(scopes) }

  public func allows(_ access: TokenScope.Access, on kind: Kind) -> Bool {
    all.contains { scope in
      switch scope {
      case .kind(let own, let granted): own == kind && granted >= access
      case .documents(let granted): !kind.namesStudents && granted >= access
      case .sync, .reports: false
      }
    }
  }

  /// In the order of the alphabet, which is how they are shown and stored.
  public var texts: [String] { all.map(\.description).sorted() }
}
