import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Support
import Synchronization

@testable import Server
import Shared

/// The whole application in one process, on a database of its own, with a clock and randomness that tests set.
/// Every answer is held against `openapi.yaml`.
final class TestServer: Sendable {
  static let school = "lixiqiao"

  let register: Register
  let clock: TestClock
  /// The server administrator's token.
  let token: String
  private let folder: OwnFolder
  private let responder: Responder
  private let checksContract: Bool
  /// Everything that the server has logged.
  let log = LogLines()
  private let isClosed = Mutex(false)

  private static let contract = Result { try OpenAPI() }

  /// - Parameters:
  ///   - seed: of everything random in the server.
  ///   - requestsPerSecond: the limit of each token; none when absent.
  ///   - checksContract: off where thousands of answers of the same few shapes would only cost time.
  convenience init(
    seed: UInt64 = 1, limits: Limits = Limits(), reach: Reach = Reach(), requestsPerSecond: Int? = nil,
    checksContract: Bool = true, onDisk: Bool = false
  ) async throws {
    let folder = OwnFolder(url: try TemporaryFolder.make(onDisk: onDisk))
    let store = try Store(path: folder.database, mustExist: false)
    let clock = TestClock()
    let now = clock.now
    try await store.write { try School(id: Self.school, name: "栗溪桥小学").insert(at: now, in: $0) }
    try await self.init(
      store: store, folder: folder, clock: clock, token: nil, seed: seed, limits: limits, reach: reach,
      requestsPerSecond: requestsPerSecond, checksContract: checksContract)
  }

  /// - Parameter token: the server administrator's; made when absent.
  private init(
    store: Store, folder: OwnFolder, clock: TestClock, token: String?, seed: UInt64, limits: Limits,
    reach: Reach = Reach(), requestsPerSecond: Int? = nil, checksContract: Bool
  ) async throws {
    self.folder = folder
    self.checksContract = checksContract
    self.clock = clock
    let log = log
    register = try await Register(
      store: store, logger: Logger(label: "test") { _ in CapturingLog(lines: log) },
      requestsPerSecond: requestsPerSecond, passwordCost: Self.passwordCost, bytesInFlight: limits.allBytes,
      clock: { clock.now },
      random: SeededGenerator(seed: seed))
    responder = Responder(register: register, limits: limits, reach: reach)
    let machine = NewToken(school: nil, role: .server, name: "server", teacher: nil, days: nil)
    self.token = if let token { token } else { try await machine.create(in: register).text }
  }

  /// A millisecond instead of a quarter of a second.
  static let passwordCost = PasswordCost(logN: 4, r: 8, p: 1)

  deinit { close() }

  /// A folder for this test's files, removed with the server.
  var directory: URL { folder.url }

  /// Stops the server; the database stays.
  func close() {
    let wasClosed = isClosed.withLock { isClosed in
      defer { isClosed = true }
      return isClosed
    }
    if !wasClosed { register.store.close() }
  }

  /// Stops this server and starts another on the same database, with the same clock.
  /// - Parameters:
  ///   - backup: what is put in the database's place in between.
  ///   - meanwhile: what is done to the file in between.
  func restarted(
    from backup: String? = nil, meanwhile: (URL) throws -> Void = { _ in }
  ) async throws -> TestServer {
    close()
    if let backup {
      _ = try await Restoration(backup: backup, database: folder.database, keepsTokens: true, now: clock.now).run()
    }
    try meanwhile(URL(filePath: folder.database))
    let store = try Store(path: folder.database, mustExist: true)
    return try await TestServer(
      store: store, folder: folder, clock: clock, token: token, seed: UInt64(clock.now.milliseconds) &+ 1,
      limits: Limits(), checksContract: checksContract)
  }

  /// A token for somebody of the school.
  func token(
    _ role: Role, name: String, teacher: DocumentID? = nil, school: String = TestServer.school,
    district: String? = nil, scopes: [TokenScope] = TestServer.allScopes
  ) async throws -> String {
    try await NewToken(
      school: school, district: district, role: role, name: name, teacher: teacher, days: nil,
      scopes: role == .integration ? scopes : nil
    ).create(in: register).text
  }

  /// What an integration may be given at most.
  static let allScopes: [TokenScope] = [.documents(.approve), .kind(ScoreSheet.kind, .approve), .sync, .reports]

  /// Sends a request through the application and checks the answer against the contract.
  @discardableResult
  func send(
    _ method: String, _ path: String, body: [UInt8]? = nil, headers: [String: String] = [:], token: String? = nil,
    from address: String? = nil
  ) async throws -> TestAnswer {
    var fields = HTTPFields()
    let token = token ?? self.token
    if !token.isEmpty { fields[.authorization] = "Bearer \(token)" }
    if body != nil { fields[.contentType] = "application/json" }
    for (name, value) in headers { if let name = HTTPField.Name(name) { fields[name] = value } }
    let head = HTTPRequest(
      method: .init(method) ?? .get, scheme: "http", authority: "localhost", path: path, headerFields: fields)
    let request = Request(head: head, body: RequestBody(buffer: ByteBuffer(bytes: body ?? [])))
    let response = try await responder.respond(to: request, context: RequestOrigin(address: address))
    let collector = Collector()
    try await response.body.write(CollectingWriter(collector: collector))
    var headers: [String: String] = [:]
    for field in response.headers { headers[field.name.rawName.lowercased()] = field.value }
    let answer = TestAnswer(status: response.status.code, headers: headers, bytes: collector.bytes)
    if checksContract { try check(answer, method: method, path: path) }
    return answer
  }

  /// - Throws: `ContractBroken` when the answer is not as `openapi.yaml` says.
  private func check(_ answer: TestAnswer, method: String, path: String) throws {
    let plain = path.split(separator: "?").first.map(String.init) ?? path
    if method == "HEAD" {
      guard answer.bytes.isEmpty else { throw ContractBroken(request: "HEAD \(path)", complaints: ["has a body"]) }
      return
    }
    let complaints = try Self.contract.get().validate(
      method: method, path: Route(path: plain)?.template, status: answer.status,
      contentType: answer.headers["content-type"], body: answer.bytes)
    guard complaints.isEmpty else { throw ContractBroken(request: "\(method) \(path)", complaints: complaints) }
  }
}

/// An answer that `openapi.yaml` does not describe.
struct ContractBroken: Error, CustomStringConvertible {
  let request: String
  let complaints: [String]
  var description: String { "\(request): \(complaints.joined(separator: "; "))" }
}

/// What a server has logged, line by line.
final class LogLines: Sendable {
  private let lines = Mutex<[String]>([])
  var text: String { lines.withLock { $0.joined(separator: "\n") } }
  func append(_ line: String) { lines.withLock { $0.append(line) } }
}

private struct CapturingLog: LogHandler {
  let lines: LogLines
  var metadata: Logger.Metadata = [:]
  var logLevel = Logger.Level.trace

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) { lines.append("\(event.message) \(event.metadata ?? [:])") }
}

/// What came back.
struct TestAnswer: Sendable {
  let status: Int
  /// By name in lower case.
  let headers: [String: String]
  let bytes: [UInt8]

  var text: String { String(decoding: bytes, as: UTF8.self) }
  func json() throws -> JSON { try JSON(parsing: bytes) }
  func decode<Value: Decodable>(_ type: Value.Type = Value.self) throws -> Value {
    try Coding.decode(type, from: bytes)
  }
  var problem: Problem? { try? decode(Problem.self) }
}

/// A folder that is removed with the last server that uses it.
private final class OwnFolder: Sendable {
  let url: URL

  init(url: URL) { self.url = url }
  deinit { try? FileManager.default.removeItem(at: url) }

  var database: String { url.appending(path: "beike.sqlite").path }
}

/// A clock that stands still until it is told to go on.
final class TestClock: Sendable {
  private let milliseconds = Mutex<Int64>(1_709_000_000_000)

  init() {}
  var now: Instant { Instant(milliseconds: milliseconds.withLock { $0 }) }
  func advance(milliseconds step: Int64) { milliseconds.withLock { $0 += step } }
}

/// SplitMix64.
struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}

private final class Collector: Sendable {
  private let buffer = Mutex<[UInt8]>([])
  var bytes: [UInt8] { buffer.withLock { $0 } }
  func append(_ part: ByteBuffer) { buffer.withLock { $0.append(contentsOf: part.readableBytesView) } }
}

private struct CollectingWriter: ResponseBodyWriter {
  let collector: Collector
  mutating func write(_ buffer: ByteBuffer) async throws { collector.append(buffer) }
  consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
