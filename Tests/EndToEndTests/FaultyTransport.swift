import Shared
import Synchronization

@testable import Client
@testable import Harness

/// The way from a laptop to the server, with what can happen on it: a request that never arrives, an answer that
/// never comes back, a request that arrives twice.
final class FaultyTransport: Transport {
  private struct State {
    var random: SeededGenerator
    var server: TestServer
    var isFaulty = true
  }

  private enum Fault { case none, lostRequest, lostAnswer, doubled }

  private let token: String
  private let state: Mutex<State>

  init(server: TestServer, token: String, seed: UInt64) {
    self.token = token
    state = Mutex(State(random: SeededGenerator(seed: seed), server: server))
  }

  var isFaulty: Bool {
    get { state.withLock { $0.isFaulty } }
    set { state.withLock { $0.isFaulty = newValue } }
  }

  /// Where requests go: another one after a restart.
  var server: TestServer {
    get { state.withLock { $0.server } }
    set { state.withLock { $0.server = newValue } }
  }

  private func nextFault() -> Fault {
    state.withLock { state in
      guard state.isFaulty else { return .none }
      switch Int.random(in: 0..<10, using: &state.random) {
      case 0: return .lostRequest
      case 1: return .lostAnswer
      case 2: return .doubled
      default: return .none
      }
    }
  }

  private func call(_ method: String, _ path: String, body: [UInt8]? = nil) async throws -> JSON {
    let fault = nextFault()
    if fault == .lostRequest { throw TransportError.offline(Text("lost request", "lost request")) }
    var answer = try await server.send(method, path, body: body, token: token)
    if fault == .doubled { answer = try await server.send(method, path, body: body, token: token) }
    if fault == .lostAnswer { throw TransportError.offline(Text("lost answer", "lost answer")) }
    guard answer.status < 400 else { throw try answer.decode(Problem.self) }
    return try answer.json()
  }

  func push(_ request: PushRequest) async throws -> PushResponse {
    try await call("POST", Route.push(school: TestServer.school).path, body: Coding.encode(request)).decode()
  }

  func changes(_ request: ChangesRequest) async throws -> ChangesPage {
    try await call("GET", Route.changes(school: TestServer.school).path(query: request.query)).decode()
  }

  func document(kind: Kind, id: DocumentID) async throws -> AnyDocument? {
    try await document(at: .document(school: TestServer.school, kind: kind.name, id: id.description))
  }

  func revision(kind: Kind, id: DocumentID, rev: Int) async throws -> AnyDocument? {
    try await document(at: .revision(school: TestServer.school, kind: kind.name, id: id.description, rev: "\(rev)"))
  }

  private func document(at route: Route) async throws -> AnyDocument? {
    do {
      return try await call("GET", route.path).decode()
    } catch let problem as Problem where problem.code == .notFound || problem.code == .gone {
      return nil
    }
  }
}
