import HTTPTypes
import Hummingbird
import NIOCore
import Shared
import Synchronization

/// A request of a known caller, with all that its head tells settled; what the routes work on.
struct Exchange: Sendable {
  let incoming: Incoming
  /// Found by the token when the request came; the writer looks them up again.
  let caller: Caller
  /// When the token ends.
  let expiresAt: Instant?
  let query: Query
  let precondition: Precondition

  var request: Request { incoming.request }
  var headers: HTTPFields { incoming.headers }
  var register: Register { incoming.register }
  var requestID: String { incoming.requestID }
  var language: Language { incoming.language }
  var visit: Visit { incoming.visit }

  /// The caller as they are now, for who has waited since.
  /// - Throws: `Refusal` with 401.
  func callerNow(in connection: Connection) throws -> Caller {
    try incoming.entry { work in try work(connection) }.caller
  }

  /// What the caller may see of a school.
  /// - Throws: `Refusal` with 404 or 403.
  func scope(_ school: String, in connection: Connection) throws -> Scope {
    try scope(school, of: caller, in: connection)
  }

  func scope(_ school: String, of caller: Caller, in connection: Connection) throws -> Scope {
    if let scope = try Scope(caller, school: school, at: register.now, in: connection) { return scope }
    visit.goOutside()
    throw Refusal(.notFound)
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

  /// An event that this request causes.
  func event(
    _ action: AuditAction, by caller: Caller?, kind: String? = nil, id: String? = nil, detail: String? = nil
  ) -> Event {
    incoming.event(action, by: caller, kind: kind, id: id, detail: detail)
  }
}

extension JSON {
  /// The tree of a request's body.
  /// - Throws: `Refusal` with 400 naming the place.
  init(body: ByteBuffer) throws {
    do {
      self = try JSON(parsing: body.readableBytesView)
    } catch {
      let text: Text =
        switch error.reason {
        case .malformed: Text("第 \(error.offset + 1) 个字节处不是 JSON", "not JSON at byte \(error.offset + 1)")
        case .duplicateMember: Text("同一项写了两次", "the member stands twice")
        case .tooDeep: Text("嵌套超过 \(JSON.maximumDepth) 层", "nested deeper than \(JSON.maximumDepth) levels")
        }
      throw Refusal(.malformed, at: error.pointer, error.reason.rawValue, text)
    }
  }

  /// A small body with a fixed set of members, as a value. A null counts as absent.
  /// - Throws: `Refusal` with 422.
  func value<Value: Decodable>(_ type: Value.Type, members: Set<String>) throws -> Value {
    for key in object?.keys ?? [] where !members.contains(key) {
      throw Refusal(
        .validation, at: JSONPointer([key]), "unknown-member", Text("没有这一项", "there is no such member"))
    }
    do {
      return try withoutNulls.decode(type)
    } catch let DecodingError.keyNotFound(key, _) {
      throw Refusal(
        .validation, at: JSONPointer([key.stringValue]), "required", Text("缺少这一项", "is missing"))
    } catch let DecodingError.dataCorrupted(context) {
      throw Refusal(.validation, at: context.pointer, "enum", Text("不在允许的值之中", "is none of the allowed values"))
    } catch let DecodingError.typeMismatch(_, context) {
      throw Refusal(.validation, at: context.pointer, "type", Text("类型不对", "has the wrong type"))
    }
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
    var overload: Refusal?
    var isOutside = false
  }

  private let state = Mutex(State())

  func begin(_ entry: KnownCallers.Entry) { state.withLock { $0.entry = entry } }
  func allow(_ allowance: Traffic.Allowance) { state.withLock { $0.allowance = allowance } }
  /// Keeps what is to be told when nothing else is wrong with the request: that the caller asks too much.
  func hold(_ overload: Refusal) { state.withLock { $0.overload = overload } }
  func goOutside() { state.withLock { $0.isOutside = true } }

  var entry: KnownCallers.Entry? { state.withLock { $0.entry } }
  var allowance: Traffic.Allowance? { state.withLock { $0.allowance } }
  var overload: Refusal? { state.withLock { $0.overload } }
  var isOutside: Bool { state.withLock { $0.isOutside } }
}

/// Bounds on what requests may cost.
struct Limits: Sendable {
  var bodyBytes = 2 * 1024 * 1024
  var scoreBytes = 16 * 1024 * 1024
  /// Of what is no document and no batch.
  var smallBytes = 64 * 1024
  var logInBytes = 8 * 1024
  /// Of all bodies together that are being read or worked on, and of all large answers that are on their way.
  var allBytes = 128 * 1024 * 1024
  var bodySeconds = 30
  /// How long, and how much, is read and thrown away after an answer that did not wait for the body.
  var drainSeconds = 10
  var drainBytes = 32 * 1024 * 1024
  var idleSeconds = 60
  /// What an answer must be taken with, beside `idleSeconds`.
  var leastBytesPerSecond = 16 * 1024
  var stopSeconds = 20
  /// Open connections, in all, of one address without a valid token, and of one account.
  var connections = 1024
  var connectionsPerAddress = 64
  var connectionsPerAccount = 128
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
