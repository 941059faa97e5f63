import HTTPTypes
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import Logging
import NIOCore
import ServiceLifecycle
import Shared
import UnixSignals

/// Where a server listens.
struct Address: Sendable {
  var host = "127.0.0.1"
  /// 0 for a free one.
  var port = 8080
}

/// All the wiring there is: the same application for the command and for tests.
func buildApplication(
  register: Register, address: Address, limits: Limits = Limits(), reach: Reach = Reach(),
  encryption: Encryption? = nil, onRunning: @escaping @Sendable (any Channel) async -> Void = { _ in }
) throws -> Application<Responder> {
  var reach = reach
  reach.isEncrypted = encryption != nil
  let isEncrypted = reach.isEncrypted
  let responder = Responder(register: register, limits: limits, reach: reach)
  let connections = responder.connections
  let gate: @Sendable () -> RequestGate = {
    RequestGate(limits: limits, problem: { unreadable($0, register, isEncrypted) }, opened: connections.opened)
  }
  let http = HTTPServerBuilder.http1(
    configuration: HTTP1Channel.Configuration(
      additionalChannelHandlers: [gate()], idleTimeout: .seconds(Int64(limits.idleSeconds)),
      httpDecoderConfiguration: .init(
        maxHeaderFieldSize: 64 * 1024, maxHeaderListSize: 64 * 1024, maxHeaderFieldCount: 200)))
  return Application(
    responder: responder,
    server: try encryption.map { try .tls(http, tlsConfiguration: $0.configuration) } ?? http,
    configuration: ApplicationConfiguration(
      address: .hostname(address.host, port: address.port), serverName: "beike",
      availableConnectionsDelegate: .maximum(limits.connections, logger: register.logger)),
    onServerRunning: onRunning,
    logger: register.logger)
}

/// The answer to what can't be read as a request; nobody's language is known.
private func unreadable(
  _ code: ProblemCode, _ register: Register, _ isEncrypted: Bool
) -> (head: HTTPResponse, body: ByteBuffer) {
  let requestID = register.newID().description
  let answer = Answer.problem(Refusal(code), language: .chinese, requestID: requestID)
  var head = answer.response(requestID: requestID, isEncrypted: isEncrypted).head
  head.headerFields[.connection] = "close"
  return (head, answer.body ?? ByteBuffer())
}

/// Runs an application until SIGTERM or SIGINT. Requests that have begun are answered; whoever waits for news is
/// sent away at once; what takes longer than the limit is cut off.
func runServices(_ services: [any Service], register: Register, limits: Limits) async throws {
  var configuration = ServiceGroupConfiguration(
    services: services.map { .init(service: $0) } + [.init(service: WaitersRelease(arrivals: register.arrivals))],
    gracefulShutdownSignals: [.sigterm, .sigint], logger: register.logger)
  configuration.maximumGracefulShutdownDuration = .seconds(limits.stopSeconds)
  try await ServiceGroup(configuration: configuration).run()
}

/// Sends waiting readers of the feed away when the server is to stop.
private struct WaitersRelease: Service {
  let arrivals: Arrivals

  func run() async throws {
    try? await gracefulShutdown()
    arrivals.stop()
  }
}
