import FoundationEssentials
import HTTPTypes
import Hummingbird
import NIOCore
import Shared
import Synchronization

/// One request on its way through the routes: what was asked, and the register that answers.
struct Exchange: Sendable {
  let request: Request
  let register: Register
  let limits: Limits
  let requestID: String
  let language: Language
  /// The address that the request comes from, as far as it is known.
  let address: String?
  let visit = Visit()

  var headers: HTTPFields { request.headers }

  func query() throws -> Query {
    try Query(request.uri.query.map { $0[...] })
  }

  /// The caller, from the token.
  /// - Throws: `Refusal` with 401.
  func caller(in connection: Connection) throws -> Caller {
    guard let header = headers[.authorization] else {
      throw Refusal(.unauthenticated, Text("请求没有带令牌", "the request has no token"))
    }
    // Read before looking: a commit that comes in between makes what is found count for this request only.
    let generation = register.store.generation
    let entry = try register.knownCallers.entry(header, at: register.now, generation: generation) {
      let scheme = header.prefix(7)
      guard scheme == "Bearer " || scheme.lowercased() == "bearer ", let hash = Token(header.dropFirst(7))?.hash else {
        return nil
      }
      return try Caller.find(hash, in: connection)
    }
    guard let entry else {
      throw Refusal.tokenDoesNotCount
    }
    let isFirst = visit.begin(entry)
    if isFirst, let allowance = try register.traffic.admit(entry.caller, at: register.now) { visit.allow(allowance) }
    return entry.caller
  }

  func caller() throws -> Caller { try register.store.read { try caller(in: $0) } }

  /// The caller and what they may see of a school.
  /// - Throws: `Refusal` with 401, 404 or 403.
  func scope(_ school: String, in connection: Connection) throws -> (caller: Caller, scope: Scope) {
    let caller = try caller(in: connection)
    return (caller, try scope(school, caller, in: connection))
  }

  func scope(_ school: String, _ caller: Caller, in connection: Connection) throws -> Scope {
    if let scope = try Scope(caller, school: school, at: register.now, in: connection) { return scope }
    visit.goOutside()
    throw Refusal(.notFound)
  }

  func scope(_ school: String) throws -> (caller: Caller, scope: Scope) {
    try register.store.read { try scope(school, in: $0) }
  }

  /// The kind of a path.
  func kind(_ name: String) throws -> Kind {
    guard let kind = Kind.named(name) else { throw Refusal(.notFound) }
    return kind
  }

  func id(_ text: String) throws -> DocumentID {
    guard let id = DocumentID(text: text) else {
      throw Refusal(.notFound)
    }
    return id
  }

  // MARK: Bodies

  /// The request's body.
  /// - Throws: `Refusal` with 415 for a type that is not among those taken, 413 and 408.
  func body(types: [String], limit: Int) async throws -> ByteBuffer {
    if headers[.contentEncoding] != nil {
      throw Refusal(.unsupportedMediaType, Text("不接受压缩的内容", "compressed bodies are not taken"))
    }
    let type = headers[.contentType]?.split(separator: ";").first?.lowercased() ?? ""
    guard types.contains(type.trimmingSpaces) else {
      let list = types.joined(separator: ", ")
      throw Refusal(.unsupportedMediaType, Text("应为 \(list)", "must be \(list)"))
    }
    let tooLarge = Refusal(.tooLarge, Text("最多 \(limit) 字节", "at most \(limit) bytes"))
    if let length = headers[.contentLength].flatMap(Int.init), length > limit { throw tooLarge }
    // The idle timeout ends a connection on which nothing comes; the deadline ends one on which too little does. It is
    // looked at with each piece that comes, which costs nothing where the body comes in one.
    let deadline = ContinuousClock.now + .seconds(limits.bodySeconds)
    var buffer = ByteBuffer()
    for try await piece in request.body {
      guard buffer.readableBytes + piece.readableBytes <= limit else { throw tooLarge }
      guard ContinuousClock.now < deadline else {
        throw Refusal(
          .timeout,
          Text("内容没有在 \(limits.bodySeconds) 秒内到齐", "the body did not arrive in \(limits.bodySeconds) s"))
      }
      buffer.writeImmutableBuffer(piece)
    }
    return buffer
  }

  /// The body as a tree.
  /// - Throws: `Refusal` with 400 naming the place.
  func json(type: String = "application/json") async throws -> JSON {
    let buffer = try await body(types: [type], limit: limits.bodyBytes)
    return try Self.parse(buffer)
  }

  static func parse(_ buffer: ByteBuffer) throws -> JSON {
    do {
      return try JSON(parsing: buffer.readableBytesView)
    } catch {
      let text: Text =
        switch error.reason {
        case .malformed: Text("第 \(error.offset + 1) 个字节处不是 JSON", "not JSON at byte \(error.offset + 1)")
        case .duplicateMember: Text("同一项写了两次", "the member stands twice")
        case .tooDeep: Text("嵌套超过 \(JSON.maximumDepth) 层", "nested deeper than \(JSON.maximumDepth) levels")
        case .numberRange: Text("数字位数太多", "the number has too many digits")
        }
      throw Refusal(
        .malformed, violations: [Violation(error.pointer, error.reason.rawValue, text)])
    }
  }

  /// A small body with a fixed set of members, as a value.
  /// - Throws: `Refusal` with 422.
  func value<Value: Decodable>(_ type: Value.Type, of tree: JSON, members: Set<String>) throws -> Value {
    for key in tree.object?.keys ?? [] where !members.contains(key) {
      throw Refusal(
        .validation, at: JSONPointer([key]), "unknown-member", Text("没有这一项", "there is no such member"))
    }
    do {
      return try tree.withoutNulls.decode(type)
    } catch let DecodingError.keyNotFound(key, _) {
      throw Refusal(
        .validation, at: JSONPointer([key.stringValue]), "required", Text("缺少这一项", "is missing"))
    } catch let DecodingError.dataCorrupted(context) {
      throw Refusal(.validation, at: context.pointer, "enum", Text("不在允许的值之中", "is none of the allowed values"))
    } catch let DecodingError.typeMismatch(_, context) {
      throw Refusal(.validation, at: context.pointer, "type", Text("类型不对", "has the wrong type"))
    }
  }

  // MARK: Preconditions

  /// What `If-Match` and `If-None-Match` say of a write.
  /// - Throws: `Refusal` with 400 when they can't be read.
  func precondition() throws -> Precondition {
    if let none = headers[.ifNoneMatch] {
      guard none.trimmingSpaces == "*" else {
        throw Refusal(
          .badParameter, Text("写入时 If-None-Match 只能是 *", "on writes If-None-Match can only be *"))
      }
      return .absent
    }
    guard let match = headers[.ifMatch]?.trimmingSpaces else { return .none }
    if match == "*" { return .present }
    let isWeak = match.hasPrefix("W/")
    let tag = isWeak ? match.dropFirst(2) : match[...]
    guard tag.count >= 3, tag.hasPrefix("\""), tag.hasSuffix("\""), let rev = Int(tag.dropFirst().dropLast()) else {
      throw Refusal(.badParameter, Text("If-Match 应写作 \"7\"", "If-Match is written \"7\""))
    }
    // A weak tag never matches (RFC 9110, 13.1.1), nor one that is written otherwise than the server does it, so
    // they are a rev that no document has.
    return isWeak || tag != "\"\(rev)\"" ? .rev(0) : .rev(rev)
  }
}

extension DecodingError.Context {
  fileprivate var pointer: JSONPointer { JSONPointer(codingPath.map(\.stringValue)) }
}

extension StringProtocol {
  /// Without white space at both ends.
  var trimmingSpaces: String {
    let start = drop { $0 == " " || $0 == "\t" }
    let end = start.lastIndex { $0 != " " && $0 != "\t" }
    return end.map { String(start[...$0]) } ?? ""
  }
}

/// What became known of a request on its way: who asks, what is left to them, and whether they reached for a school
/// that is not theirs.
final class Visit: Sendable {
  private struct State {
    var entry: KnownCallers.Entry?
    var allowance: Traffic.Allowance?
    var isOutside = false
  }

  private let state = Mutex(State())

  /// - Returns: whether the caller was looked for the first time in this request.
  func begin(_ entry: KnownCallers.Entry) -> Bool {
    state.withLock { state in
      defer { state.entry = entry }
      return state.entry == nil
    }
  }
  func allow(_ allowance: Traffic.Allowance) { state.withLock { $0.allowance = allowance } }
  func goOutside() { state.withLock { $0.isOutside = true } }

  var entry: KnownCallers.Entry? { state.withLock { $0.entry } }
  var allowance: Traffic.Allowance? { state.withLock { $0.allowance } }
  var isOutside: Bool { state.withLock { $0.isOutside } }
}

/// Bounds on what one request may cost.
struct Limits: Sendable {
  var bodyBytes = 2 * 1024 * 1024
  var scoreBytes = 16 * 1024 * 1024
  var bodySeconds = 30
  var idleSeconds = 60
  var stopSeconds = 20
}

/// A bound on how long something may take.
enum Deadline {
  struct Passed: Error {}

  /// - Throws: `Passed` when the time is over first.
  static func run<Result: Sendable>(
    seconds: Int, _ work: @escaping @Sendable () async throws -> Result
  ) async throws -> Result {
    try await withThrowingTaskGroup(of: Result.self) { group in
      group.addTask { try await work() }
      group.addTask {
        try await Task.sleep(for: .seconds(seconds))
        throw Passed()
      }
      defer { group.cancelAll() }
      guard let first = try await group.next() else { throw Passed() }
      return first
    }
  }
}
