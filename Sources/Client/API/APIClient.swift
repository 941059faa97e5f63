import AsyncHTTPClient
import Foundation
import NIOCore
import NIOFoundationCompat
import NIOHTTP1
import Shared

/// The API over HTTP. Paths come from `Route`; errors come back as the `Problem` that the server threw.
struct APIClient: Sendable {
  let server: ServerAddress
  /// Nil before a log-in.
  let token: String?
  let language: Language
  private let http: HTTPClient
  private let patience: Patience
  private let fault: ConnectionFault

  /// Answers larger than this are no page and no document.
  static let maximumBytes = 64 * 1024 * 1024

  /// Runs `body` with a client and ends its connections afterwards.
  static func with<Result>(
    _ server: ServerAddress, token: String?, language: Language, patience: Patience = Patience(),
    _ body: (APIClient) async throws -> Result
  ) async throws -> Result {
    var configuration = HTTPClient.Configuration()
    // A redirect could lead the token elsewhere.
    configuration.redirectConfiguration = .disallow
    configuration.timeout = .init(connect: .seconds(10), read: .seconds(90))
    configuration.httpVersion = .http1Only
    configuration.tlsConfiguration = try TrustRoots.configuration()
    // Who has no network is told so at once; a sync can be run again.
    configuration.connectionPool.retryConnectionEstablishment = false
    let proxy = try Proxy.find(for: server)
    configuration.proxy = proxy?.configuration
    let http = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    let client = APIClient(
      server: server, token: token, language: language, http: http, patience: patience,
      fault: ConnectionFault(server: server, proxy: proxy))
    let result: Swift.Result<Result, any Error>
    do {
      result = .success(try await body(client))
    } catch {
      result = .failure(error)
    }
    try? await http.shutdown()
    return try result.get()
  }

  enum Method: String, Sendable {
    case get = "GET"
    case post = "POST"
    case patch = "PATCH"
    case delete = "DELETE"
  }

  struct Answer {
    var status: Int
    var contentType: String
    var retryAfter: String?
    var bytes: [UInt8]
  }

  /// Sends a request and returns its answer, or throws what went wrong. When the server asks to come again in a
  /// moment, it does so.
  /// - Parameter isRepeatable: whether the request may be sent again; nil for what its method says.
  func send(
    _ method: Method, _ route: Route, query: [(String, String)] = [], body: [UInt8]? = nil,
    contentType: String = "application/json", accept: String = "application/json", ifMatch: Int? = nil,
    isRepeatable: Bool? = nil
  ) async throws -> Answer {
    var request = HTTPClientRequest(url: server.description + route.path(query: query))
    request.method = HTTPMethod(rawValue: method.rawValue)
    if let token { request.headers.add(name: "Authorization", value: "Bearer \(token)") }
    request.headers.add(name: "Accept", value: accept)
    request.headers.add(name: "Accept-Language", value: language.rawValue)
    request.headers.add(name: "User-Agent", value: "beike/\(Beike.version)")
    if let ifMatch { request.headers.add(name: "If-Match", value: "\"\(ifMatch)\"") }
    if let body {
      request.headers.add(name: "Content-Type", value: contentType)
      request.body = .bytes(ByteBuffer(bytes: body))
    }
    return try await patience(isRepeatable: isRepeatable ?? (method == .get)) { try await execute(request) }
  }

  private func execute(_ request: HTTPClientRequest) async throws -> Answer {
    let answer: Answer
    var hasBegun = false
    do {
      let response = try await http.execute(request, timeout: .seconds(180))
      hasBegun = true
      let buffer = try await response.body.collect(upTo: Self.maximumBytes)
      answer = Answer(
        status: Int(response.status.code), contentType: response.headers.first(name: "Content-Type") ?? "",
        retryAfter: response.headers.first(name: "Retry-After"), bytes: Array(buffer.readableBytesView))
    } catch {
      let fault = await fault.meaning(of: error)
      throw hasBegun && fault != .tooLarge ? .cutOff : fault
    }
    guard (200..<300).contains(answer.status) else { throw Self.failure(answer) }
    return answer
  }

  private static func failure(_ answer: Answer) -> any Error {
    guard answer.contentType.hasPrefix("application/problem+json"),
      let problem = try? JSON(parsing: answer.bytes).decode(Problem.self)
    else {
      let shown = String(decoding: answer.bytes.prefix(80), as: UTF8.self)
      return TransportError.notUnderstood(status: answer.status, shown)
    }
    return TryLater(problem, retryAfter: answer.retryAfter) ?? problem
  }

  /// Reads a value that was stored as exact JSON.
  func get<Value: Decodable>(
    _ route: Route, as type: Value.Type = Value.self, query: [(String, String)] = []
  ) async throws -> Value {
    try Self.decode(type, try await send(.get, route, query: query))
  }

  /// Sends a value and reads the one that comes back.
  func send<Value: Decodable>(
    _ method: Method, _ route: Route, _ body: some Encodable, as type: Value.Type = Value.self,
    contentType: String = "application/json"
  ) async throws -> Value {
    try Self.decode(
      type, try await send(method, route, body: try Coding.encode(body), contentType: contentType))
  }

  static func decode<Value: Decodable>(_ type: Value.Type, _ answer: Answer) throws -> Value {
    do {
      return try JSON(parsing: answer.bytes).decode(type)
    } catch {
      let shown = String(decoding: answer.bytes.prefix(80), as: UTF8.self)
      throw TransportError.notUnderstood(status: answer.status, shown)
    }
  }

  /// The items of a list, page by page. A page may hold fewer than were asked for; the list ends where no other
  /// follows.
  /// - Parameter limit: how many at most; nil for every one.
  func items<Item: Codable & Hashable & Sendable>(
    _ route: Route, of type: Item.Type, query: [(String, String)] = [], limit: Int? = nil
  ) async throws -> [Item] {
    var items: [Item] = []
    var cursor: String?
    repeat {
      let size = min(500, limit.map { $0 - items.count } ?? 500)
      let page: Page<Item> = try await get(
        route, query: query + [("limit", String(size))] + (cursor.map { [("cursor", $0)] } ?? []))
      items += page.items
      guard page.next == nil || page.next != cursor else {
        throw TransportError.notUnderstood(status: 200, "next")
      }
      cursor = page.next
    } while cursor != nil && items.count < limit ?? .max
    return items
  }

  /// Every document of a list.
  func list(_ route: Route, query: [(String, String)]) async throws -> [AnyDocument] {
    try await items(route, of: AnyDocument.self, query: query)
  }
}

/// The two routes of the sync protocol for one school.
struct HTTPTransport: Transport {
  let client: APIClient
  let school: String

  func push(_ request: PushRequest) async throws -> PushResponse {
    let answer = try await client.send(
      .post, .push(school: school), body: try request.bytes(), isRepeatable: true)
    return try APIClient.decode(PushResponse.self, answer)
  }

  func changes(_ request: ChangesRequest) async throws -> ChangesPage {
    try await client.get(.changes(school: school), query: request.query)
  }

  func document(kind: Kind, id: DocumentID) async throws -> AnyDocument? {
    try await document(at: .document(school: school, kind: kind.name, id: id.description))
  }

  func revision(kind: Kind, id: DocumentID, rev: Int) async throws -> AnyDocument? {
    try await document(at: .revision(school: school, kind: kind.name, id: id.description, rev: String(rev)))
  }

  private func document(at route: Route) async throws -> AnyDocument? {
    do {
      return try await client.get(route)
    } catch let problem as Problem where problem.status == 404 || problem.status == 410 {
      return nil
    }
  }
}

extension PushRequest {
  /// The request as it goes over the wire: canonical, so that a mutation has the same bytes each time.
  func bytes() throws -> [UInt8] {
    let mutations = mutations.map { mutation in
      var object = JSONObject()
      object["n"] = .number(ExactDecimal(Int64(mutation.n)))
      object["op"] = .string(mutation.op.rawValue)
      object["kind"] = .string(mutation.kind)
      object["id"] = .string(mutation.id.description)
      object["base"] = mutation.base.map { .number(ExactDecimal(Int64($0))) }
      object["body"] = mutation.body
      object["to"] = mutation.to.map { .string($0.rawValue) }
      object["comment"] = mutation.comment.map(JSON.string)
      return JSON.object(object)
    }
    var object = JSONObject()
    object["client"] = .string(client.description)
    object["epoch"] = epoch.map(JSON.string) ?? .null
    object["mutations"] = .array(mutations)
    return JSON.object(object).canonicalBytes
  }
}
