import HTTPTypes
import NIOCore
import Shared

/// What one method of one path asks of a request before anything is done for it, and what answers it. All of it is
/// settled from the head, in `Incoming.answer`, before a byte of a body is taken.
struct Endpoint: Sendable {
  /// The body that is taken.
  struct Body: Sendable {
    let type: String
    /// Bytes.
    let limit: Int
    var isOptional = false
  }

  /// What answers, with the body where there is one.
  enum Work: Sendable {
    /// Without a token.
    case open(@Sendable (Incoming, ByteBuffer?) async throws -> Answer)
    case known(@Sendable (Exchange, ByteBuffer?) async throws -> Answer)
  }

  /// Who may call; nil for every role.
  var roles: Set<Role>?
  /// What the token of another system must allow.
  var scopes: @Sendable (TokenScopes) -> Bool = { _ in true }
  /// The parameters that there are; those of `lists` may stand more than once.
  var query: [String] = []
  var lists: [String] = []
  /// Whether `If-Match` and `If-None-Match` say what is to be changed.
  var isConditional = false
  var mediaType = "application/json"
  /// What else must hold before the body is taken.
  var admit: (@Sendable (Exchange) throws -> Void)?
  var body: Body?
  /// Whether the work takes long however small the body is.
  var isHeavy = false
  let work: Work

  /// - Throws: `Refusal` with 403.
  func checkRights(of caller: KnownCallers.Entry) throws {
    let caller = caller.caller
    guard roles?.contains(caller.role) ?? true, caller.scopes.map(scopes) ?? true else { throw Refusal(.forbidden) }
  }
}

extension Endpoint {
  static func open(
    mediaType: String = "application/json", _ work: @escaping @Sendable (Incoming) throws -> Answer
  ) -> Endpoint {
    Endpoint(mediaType: mediaType, work: .open { incoming, _ in try work(incoming) })
  }

  /// Takes a JSON body from somebody who is not known yet.
  static func open(
    limit: Int, _ work: @escaping @Sendable (Incoming, JSON) async throws -> Answer
  ) -> Endpoint {
    Endpoint(
      body: Body(type: "application/json", limit: limit),
      work: .open { try await work($0, JSON(body: $1 ?? ByteBuffer())) })
  }

  /// Takes no body.
  static func plain(
    query: [String] = [], lists: [String] = [], _ work: @escaping @Sendable (Exchange) async throws -> Answer
  ) -> Endpoint {
    Endpoint(query: query, lists: lists, work: .known { exchange, _ in try await work(exchange) })
  }

  /// Takes a JSON body.
  static func json(
    type: String = "application/json", limit: Int,
    _ work: @escaping @Sendable (Exchange, JSON) async throws -> Answer
  ) -> Endpoint {
    Endpoint(
      body: Body(type: type, limit: limit),
      work: .known { try await work($0, JSON(body: $1 ?? ByteBuffer())) })
  }

  /// Takes a JSON body or none.
  static func optionalJSON(
    limit: Int, _ work: @escaping @Sendable (Exchange, JSON?) async throws -> Answer
  ) -> Endpoint {
    Endpoint(
      body: Body(type: "application/json", limit: limit, isOptional: true),
      work: .known { exchange, body in try await work(exchange, body.map { try JSON(body: $0) }) })
  }

  /// Takes a CSV file.
  static func csv(
    query: [String], limit: Int, _ work: @escaping @Sendable (Exchange, ByteBuffer) async throws -> Answer
  ) -> Endpoint {
    Endpoint(
      query: query, body: Body(type: "text/csv", limit: limit),
      work: .known { try await work($0, $1 ?? ByteBuffer()) })
  }

  // MARK: Who may call

  func `for`(_ roles: Set<Role>) -> Endpoint {
    var endpoint = self
    endpoint.roles = roles
    return endpoint
  }

  /// For those who belong to the school and to the server: a district reads reports, not a school's documents.
  func needing(_ access: TokenScope.Access, _ kindName: String) -> Endpoint {
    var endpoint = `for`(Self.members)
    // What a token may not read is not there for it, which is for the route to say.
    guard access != .read, let kind = Kind.named(kindName) else { return endpoint }
    endpoint.scopes = { $0.allows(access, on: kind) }
    return endpoint
  }

  func needing(_ scope: TokenScope, of roles: Set<Role>? = members) -> Endpoint {
    var endpoint = self
    endpoint.roles = roles
    endpoint.scopes = { $0.all.contains(scope) }
    return endpoint
  }

  func conditional() -> Endpoint {
    var endpoint = self
    endpoint.isConditional = true
    return endpoint
  }

  func heavy() -> Endpoint {
    var endpoint = self
    endpoint.isHeavy = true
    return endpoint
  }

  func admitting(_ admit: @escaping @Sendable (Exchange) throws -> Void) -> Endpoint {
    var endpoint = self
    endpoint.admit = admit
    return endpoint
  }

  static let administrators: Set<Role> = [.server, .schoolAdmin]
  static let members: Set<Role> = Set(Role.allCases).subtracting([.districtAdmin])
}
