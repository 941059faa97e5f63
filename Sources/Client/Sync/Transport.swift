import Shared

/// The server as the sync engine sees it. A call either answers, throws the `Problem` that the server answered
/// with, or throws `TransportError` when nobody can know whether the request arrived.
protocol Transport: Sendable {
  func push(_ request: PushRequest) async throws -> PushResponse
  func changes(_ request: ChangesRequest) async throws -> ChangesPage
  /// A document as it is now; nil when the server has none to show.
  func document(kind: Kind, id: DocumentID) async throws -> AnyDocument?
  /// A document as it was at a rev; nil when the server has no such rev.
  func revision(kind: Kind, id: DocumentID, rev: Int) async throws -> AnyDocument?
}

/// Where to read the feed on, and what of it.
struct ChangesRequest: Hashable, Sendable {
  var cursor: String?
  /// How many at most; an answer may hold fewer.
  var limit: Int
  var kinds: [String]
  var group: DocumentID?
  var term: TermCode?

  /// What a client asks for until an answer turns out too large for it.
  static let usualLimit = 500

  init(cursor: String?, feed: Scope.Feed, limit: Int = usualLimit) {
    self.cursor = cursor
    self.limit = limit
    kinds = feed.kinds
    group = feed.group
    term = feed.term
  }

  /// The parameters in the order in which they are sent.
  var query: [(String, String)] {
    var query: [(String, String)] = []
    if let cursor { query.append(("cursor", cursor)) }
    query.append(("limit", String(limit)))
    if let group { query.append(("group", group.description)) }
    if let term { query.append(("term", term.description)) }
    query.append(("kinds", kinds.joined(separator: ",")))
    return query
  }
}
