/// Every path of the API, once for both sides: the server reads requests into it, the client builds its paths
/// from it, and neither writes a path as text.
public enum Route: Hashable, Sendable {
  case health
  case ready
  case openAPIDocument
  case openAPIJSON
  case sessions
  case currentSession
  case me
  case accounts
  case account(id: String)
  case activation(account: String)
  case tokens
  case token(id: String)
  case rotation(token: String)
  case audit
  case districts
  case descriptors
  case descriptor(name: String)
  case schools
  case school(String)
  case documents(school: String, kind: String)
  case document(school: String, kind: String, id: String)
  case history(school: String, kind: String, id: String)
  case revision(school: String, kind: String, id: String, rev: String)
  case warnings(school: String, kind: String, id: String)
  case transitions(school: String, kind: String, id: String)
  case restore(school: String, kind: String, id: String)
  case push(school: String)
  case changes(school: String)
  case statistics(school: String, test: String)
  case scores(school: String, test: String)

  /// Path templates as `openapi.yaml` writes them, with the methods of each.
  public static let templates: [(path: String, methods: [String])] = [
    ("/healthz", ["GET"]),
    ("/readyz", ["GET"]),
    ("/openapi.yaml", ["GET"]),
    ("/openapi.json", ["GET"]),
    ("/v1/sessions", ["POST"]),
    ("/v1/sessions/current", ["DELETE"]),
    ("/v1/me", ["GET"]),
    ("/v1/accounts", ["GET", "POST"]),
    ("/v1/accounts/{id}", ["GET", "PATCH"]),
    ("/v1/accounts/{id}/activation", ["POST"]),
    ("/v1/tokens", ["GET", "POST"]),
    ("/v1/tokens/{id}", ["DELETE"]),
    ("/v1/tokens/{id}/rotation", ["POST"]),
    ("/v1/audit", ["GET"]),
    ("/v1/districts", ["GET", "POST"]),
    ("/v1/descriptors", ["GET"]),
    ("/v1/descriptors/{name}", ["GET"]),
    ("/v1/schools", ["GET", "POST"]),
    ("/v1/schools/{school}", ["GET", "PUT"]),
    ("/v1/schools/{school}/{kind}", ["GET", "POST"]),
    ("/v1/schools/{school}/{kind}/{id}", ["GET", "PUT", "PATCH", "DELETE"]),
    ("/v1/schools/{school}/{kind}/{id}/history", ["GET"]),
    ("/v1/schools/{school}/{kind}/{id}/history/{rev}", ["GET"]),
    ("/v1/schools/{school}/{kind}/{id}/warnings", ["GET"]),
    ("/v1/schools/{school}/{kind}/{id}/transitions", ["POST"]),
    ("/v1/schools/{school}/{kind}/{id}/restore", ["POST"]),
    ("/v1/schools/{school}/sync/push", ["POST"]),
    ("/v1/schools/{school}/sync/changes", ["GET"]),
    ("/v1/schools/{school}/tests/{id}/statistics", ["GET"]),
    ("/v1/schools/{school}/tests/{id}/scores", ["POST"]),
  ]

  /// Reads a path without its query.
  /// - Returns: nil when there is no such path.
  public init?(path: some StringProtocol) {
    guard path.utf8.first == UInt8(ascii: "/") else { return nil }
    var segments: [String] = []
    segments.reserveCapacity(8)
    for part in Substring(path).utf8.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
      guard let segment = PercentCoding.decode(Substring(part)), !segment.isEmpty else { return nil }
      segments.append(segment)
    }
    guard let route = Self.match(segments) else { return nil }
    self = route
  }

  private static func match(_ segments: [String]) -> Route? {
    guard segments.first == "v1" else {
      switch segments {
      case ["healthz"]: return .health
      case ["readyz"]: return .ready
      case ["openapi.yaml"]: return .openAPIDocument
      case ["openapi.json"]: return .openAPIJSON
      default: return nil
      }
    }
    if segments.count >= 3, segments[1] == "schools" { return match(school: segments[2], Array(segments[3...])) }
    switch (segments.count, segments.count > 1 ? segments[1] : "") {
    case (2, "sessions"): return .sessions
    case (3, "sessions"): return segments[2] == "current" ? .currentSession : nil
    case (2, "me"): return .me
    case (2, "accounts"): return .accounts
    case (3, "accounts"): return .account(id: segments[2])
    case (4, "accounts"): return segments[3] == "activation" ? .activation(account: segments[2]) : nil
    case (2, "tokens"): return .tokens
    case (3, "tokens"): return .token(id: segments[2])
    case (4, "tokens"): return segments[3] == "rotation" ? .rotation(token: segments[2]) : nil
    case (2, "audit"): return .audit
    case (2, "districts"): return .districts
    case (2, "descriptors"): return .descriptors
    case (3, "descriptors"): return .descriptor(name: segments[2])
    case (2, "schools"): return .schools
    default: return nil
    }
  }

  private static func match(school: String, _ rest: [String]) -> Route? {
    switch rest.count {
    case 0: return .school(school)
    case 1: return .documents(school: school, kind: rest[0])
    case 2:
      switch (rest[0], rest[1]) {
      case ("sync", "push"): return .push(school: school)
      case ("sync", "changes"): return .changes(school: school)
      default: return .document(school: school, kind: rest[0], id: rest[1])
      }
    case 3:
      switch (rest[0], rest[2]) {
      case (_, "history"): return .history(school: school, kind: rest[0], id: rest[1])
      case (_, "warnings"): return .warnings(school: school, kind: rest[0], id: rest[1])
      case (_, "transitions"): return .transitions(school: school, kind: rest[0], id: rest[1])
      case (_, "restore"): return .restore(school: school, kind: rest[0], id: rest[1])
      case ("tests", "statistics"): return .statistics(school: school, test: rest[1])
      case ("tests", "scores"): return .scores(school: school, test: rest[1])
      default: return nil
      }
    case 4 where rest[2] == "history":
      return .revision(school: school, kind: rest[0], id: rest[1], rev: rest[3])
    default: return nil
    }
  }

  private var segments: [String] {
    switch self {
    case .health: ["healthz"]
    case .ready: ["readyz"]
    case .openAPIDocument: ["openapi.yaml"]
    case .openAPIJSON: ["openapi.json"]
    case .sessions: ["v1", "sessions"]
    case .currentSession: ["v1", "sessions", "current"]
    case .me: ["v1", "me"]
    case .accounts: ["v1", "accounts"]
    case .account(let id): ["v1", "accounts", id]
    case .activation(let account): ["v1", "accounts", account, "activation"]
    case .tokens: ["v1", "tokens"]
    case .token(let id): ["v1", "tokens", id]
    case .rotation(let token): ["v1", "tokens", token, "rotation"]
    case .audit: ["v1", "audit"]
    case .districts: ["v1", "districts"]
    case .descriptors: ["v1", "descriptors"]
    case .descriptor(let name): ["v1", "descriptors", name]
    case .schools: ["v1", "schools"]
    case .school(let school): ["v1", "schools", school]
    case .documents(let school, let kind): ["v1", "schools", school, kind]
    case .document(let school, let kind, let id): ["v1", "schools", school, kind, id]
    case .history(let school, let kind, let id): ["v1", "schools", school, kind, id, "history"]
    case .revision(let school, let kind, let id, let rev): ["v1", "schools", school, kind, id, "history", rev]
    case .warnings(let school, let kind, let id): ["v1", "schools", school, kind, id, "warnings"]
    case .transitions(let school, let kind, let id): ["v1", "schools", school, kind, id, "transitions"]
    case .restore(let school, let kind, let id): ["v1", "schools", school, kind, id, "restore"]
    case .push(let school): ["v1", "schools", school, "sync", "push"]
    case .changes(let school): ["v1", "schools", school, "sync", "changes"]
    case .statistics(let school, let test): ["v1", "schools", school, "tests", test, "statistics"]
    case .scores(let school, let test): ["v1", "schools", school, "tests", test, "scores"]
    }
  }

  /// The path, escaped.
  public var path: String { "/" + segments.map(PercentCoding.encode).joined(separator: "/") }

  /// The path with its query, escaped.
  public func path(query: [(String, String)]) -> String {
    guard !query.isEmpty else { return path }
    return path + "?" + query.map { "\(PercentCoding.encode($0))=\(PercentCoding.encode($1))" }.joined(separator: "&")
  }

  /// The template that the route fits.
  public var template: String {
    switch self {
    case .health, .ready, .openAPIDocument, .openAPIJSON, .sessions, .currentSession, .me, .accounts, .tokens, .audit,
      .districts, .descriptors, .schools:
      path
    case .account: "/v1/accounts/{id}"
    case .activation: "/v1/accounts/{id}/activation"
    case .token: "/v1/tokens/{id}"
    case .rotation: "/v1/tokens/{id}/rotation"
    case .descriptor: "/v1/descriptors/{name}"
    case .school: "/v1/schools/{school}"
    case .documents: "/v1/schools/{school}/{kind}"
    case .document: "/v1/schools/{school}/{kind}/{id}"
    case .history: "/v1/schools/{school}/{kind}/{id}/history"
    case .revision: "/v1/schools/{school}/{kind}/{id}/history/{rev}"
    case .warnings: "/v1/schools/{school}/{kind}/{id}/warnings"
    case .transitions: "/v1/schools/{school}/{kind}/{id}/transitions"
    case .restore: "/v1/schools/{school}/{kind}/{id}/restore"
    case .push: "/v1/schools/{school}/sync/push"
    case .changes: "/v1/schools/{school}/sync/changes"
    case .statistics: "/v1/schools/{school}/tests/{id}/statistics"
    case .scores: "/v1/schools/{school}/tests/{id}/scores"
    }
  }

  /// Whether the path is one of the API proper, where everything but logging in needs a token.
  public var isUnderV1: Bool {
    switch self {
    case .health, .ready, .openAPIDocument, .openAPIJSON: false
    default: true
    }
  }

  /// The school that the path names.
  public var schoolID: String? {
    switch self {
    case .school(let school), .documents(let school, _), .document(let school, _, _), .history(let school, _, _),
      .revision(let school, _, _, _), .warnings(let school, _, _), .transitions(let school, _, _),
      .restore(let school, _, _), .push(let school),
      .changes(let school), .statistics(let school, _), .scores(let school, _):
      school
    case .health, .ready, .openAPIDocument, .openAPIJSON, .sessions, .currentSession, .me, .accounts, .account,
      .activation, .tokens, .token, .rotation, .audit, .districts, .descriptors, .descriptor, .schools:
      nil
    }
  }

  /// The kind of documents that the path names.
  public var kindName: String? {
    switch self {
    case .documents(_, let kind), .document(_, let kind, _), .history(_, let kind, _), .revision(_, let kind, _, _),
      .warnings(_, let kind, _), .transitions(_, let kind, _), .restore(_, let kind, _):
      kind
    case .health, .ready, .openAPIDocument, .openAPIJSON, .sessions, .currentSession, .me, .accounts, .account,
      .activation, .tokens, .token, .rotation, .audit, .districts, .descriptors, .descriptor, .schools, .school,
      .push, .changes, .statistics, .scores:
      nil
    }
  }

  /// The id that the path names: of a document, an account or a token.
  public var idText: String? {
    switch self {
    case .document(_, _, let id), .history(_, _, let id), .revision(_, _, let id, _), .warnings(_, _, let id),
      .transitions(_, _, let id),
      .restore(_, _, let id), .statistics(_, let id), .scores(_, let id), .account(let id), .activation(let id),
      .token(let id), .rotation(let id):
      id
    case .health, .ready, .openAPIDocument, .openAPIJSON, .sessions, .currentSession, .me, .accounts, .tokens, .audit,
      .districts, .descriptors, .descriptor, .schools, .school, .documents, .push, .changes:
      nil
    }
  }

  /// The methods that the path answers to; `HEAD` goes wherever `GET` does.
  public var methods: [String] { Self.templates.first { $0.path == template }?.methods ?? [] }
}

/// Percent-encoding of path segments and query parts (RFC 3986).
public enum PercentCoding {
  public static func encode(_ text: String) -> String {
    if text.utf8.allSatisfy(isUnreserved) { return text }
    var result = ""
    for byte in text.utf8 {
      if isUnreserved(byte) {
        result.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        result += digits.count == 1 ? "%0\(digits)" : "%\(digits)"
      }
    }
    return result
  }

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
      UInt8(ascii: "~"):
      true
    default: false
    }
  }

  /// - Returns: nil for a broken escape or bytes that are not UTF-8.
  public static func decode(_ text: some StringProtocol, plusIsSpace: Bool = false) -> String? {
    let hasEscape = text.utf8.contains { $0 == UInt8(ascii: "%") || (plusIsSpace && $0 == UInt8(ascii: "+")) }
    guard hasEscape else { return String(text) }
    var bytes: [UInt8] = []
    var rest = text.utf8.makeIterator()
    while let byte = rest.next() {
      if byte == UInt8(ascii: "+"), plusIsSpace {
        bytes.append(0x20)
      } else if byte == UInt8(ascii: "%") {
        guard let high = rest.next().flatMap(hexDigit), let low = rest.next().flatMap(hexDigit) else { return nil }
        bytes.append(high << 4 | low)
      } else {
        bytes.append(byte)
      }
    }
    return String(validating: bytes, as: UTF8.self)
  }

  private static func hexDigit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
