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
  let http = HTTPServerBuilder.http1(
    configuration: HTTP1Channel.Configuration(
      additionalChannelHandlers: [ParserProblems()], idleTimeout: .seconds(Int64(limits.idleSeconds)),
      httpDecoderConfiguration: .init(
        maxHeaderFieldSize: 64 * 1024, maxHeaderListSize: 64 * 1024, maxHeaderFieldCount: 200)))
  return Application(
    responder: Responder(register: register, limits: limits, reach: reach),
    server: try encryption.map { try .tls(http, tlsConfiguration: $0.configuration) } ?? http,
    configuration: ApplicationConfiguration(
      address: .hostname(address.host, port: address.port), serverName: "beike"),
    onServerRunning: onRunning,
    logger: register.logger)
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
