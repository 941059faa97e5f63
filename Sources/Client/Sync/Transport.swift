import Shared

/// The server as the sync engine sees it. A call either answers, throws the `Problem` that the server answered
/// with, or throws `TransportError` when nobody can know whether the request arrived.
protocol Transport: Sendable {
  func push(_ request: PushRequest) async throws -> PushResponse
  func changes(_ request: ChangesRequest) async throws -> ChangesPage
  /// A document as it was at a rev; nil when the server has no such rev.
  func revision(kind: Kind, id: DocumentID, rev: Int) async throws -> AnyDocument?
}

/// Where to read the feed on, and what of it.
struct ChangesRequest: Hashable, Sendable {
  var cursor: String?
  var limit = 500
  var kinds: [String]
  var group: DocumentID?
  var term: TermCode?

  init(cursor: String?, feed: Scope.Feed) {
    self.cursor = cursor
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

/// Why no answer came.
enum TransportError: Error, Hashable {
  case offline(String)
  /// What answers can't prove that it is the server.
  case untrusted
  /// Something answered, but not a Beike server.
  case notUnderstood(status: Int, String)

  var text: Text {
    switch self {
    case .offline(let reason): Text("连不上服务器（\(reason)）", "the server can't be reached (\(reason))")
    case .untrusted:
      Text(
        "服务器的证书不可信，没有连接；学校自己签发的证书，用 \(TrustRoots.variable) 指明根证书文件（PEM）",
        "the server's certificate is not trusted, so nothing was sent; if the school signs its own, name the root's PEM "
          + "file in \(TrustRoots.variable)")
    case .notUnderstood(let status, let reason):
      Text(
        "服务器的回答（\(status)）读不懂：\(reason)；请核对地址",
        "the server's answer (\(status)) can't be read: \(reason); check the address")
    }
  }
}
