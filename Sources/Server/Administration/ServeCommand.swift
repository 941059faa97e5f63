import ArgumentParser
import Foundation
import Logging
import NIOCore
import ServiceLifecycle
import Shared

/// `beike-server serve`: answers requests until it is told to stop.
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "serve", abstract: "Serve a database over HTTP.")

  @OptionGroup var options: DatabaseOptions
  @Option(help: "The address to listen on.") var host: String?
  @Option(help: "The port; 0 takes a free one.") var port: Int?
  @Option(name: .customLong("log-level"), help: "trace, debug, info, notice, warning, error or critical.")
  var logLevel: String?
  @Option(help: "The certificate and its chain (PEM); with it the server speaks HTTPS. Renewals are taken up.")
  var certificate: String?
  @Option(name: .customLong("private-key"), help: "The certificate's private key (PEM).") var privateKey: String?
  @Flag(help: "Allow plain HTTP on an address other than loopback, e.g. behind a proxy.") var insecure = false
  @Option(
    name: .customLong("rate-limit"),
    help: "Requests a second that one account may make, in bursts of five seconds' worth; \"off\" for none.")
  var rateLimit: String?
  @Option(
    name: .customLong("trusted-proxies"),
    help: "Addresses of proxies, with commas between them, whose X-Forwarded-For is believed.")
  var trustedProxies: String?

  func run() async throws {
    try await reportingFailures(options) { source, path in
      var address = Address()
      address.host = source.string(host, "host") ?? address.host
      address.port = try source.integer(port, "port", default: address.port, in: 0...65535)
      var logger = Logger(label: "beike") { JSONLogHandler(label: $0) }
      logger.logLevel = source.string(logLevel, "log-level").flatMap { Logger.Level(rawValue: $0) } ?? .info
      let encryption: Encryption?
      switch (source.string(certificate, "certificate"), source.string(privateKey, "private-key")) {
      case (let certificate?, let key?):
        encryption = try Encryption(certificate: certificate, privateKey: key, logger: logger)
      case (nil, nil): encryption = nil
      default:
        throw Failure(
          Text("--certificate 和 --private-key 要一起给出", "--certificate and --private-key belong together"),
          status: .configuration)
      }
      guard encryption != nil || insecure || Self.isLoopback(address.host) else {
        throw Failure(
          Text(
            "\(address.host) 不是本机地址，而这里是不加密的 HTTP；请给出 --certificate 和 --private-key，或放在反向代理后面并加 --insecure",
            "\(address.host) is not loopback and this is plain HTTP; give --certificate and --private-key, or put a proxy in front and add --insecure"
          ),
          status: .configuration)
      }
      var reach = Reach()
      reach.trustedProxies = Set(
        (source.string(trustedProxies, "trusted-proxies") ?? "").split(separator: ",").map(\.trimmingSpaces))
      try await Self.serve(
        path: path, address: address, reach: reach, encryption: encryption,
        requestsPerSecond: try Self.rate(source.string(rateLimit, "rate-limit")), logger: logger)
    }
  }

  /// - Returns: nil for no limit.
  private static func rate(_ text: String?) throws -> Int? {
    guard let text else { return 50 }
    if text == "off" { return nil }
    guard let rate = Int(text), (1...1_000_000).contains(rate) else {
      throw Failure(
        Text("--rate-limit 应为每秒请求数，或 off", "--rate-limit is a number of requests a second, or off"),
        status: .configuration)
    }
    return rate
  }

  private static func serve(
    path: String, address: Address, reach: Reach, encryption: Encryption?, requestsPerSecond: Int?, logger: Logger
  ) async throws {
    let store: Store
    do {
      store = try Store(path: path, mustExist: true)
    } catch let error as StoreError {
      throw Failure(error, database: path)
    }
    defer {
      store.close()
      LogOutput.standard.flush()
    }
    try AdministrationSocket.check(database: store.path)
    let register = try await Register(store: store, logger: logger, requestsPerSecond: requestsPerSecond)
    var limits = Limits()
    limits.connections = OpenFiles.connections()
    let scheme = encryption == nil ? "http" : "https"
    let application = try buildApplication(
      register: register, address: address, limits: limits, reach: reach, encryption: encryption
    ) { channel in
      let port = channel.localAddress?.port ?? address.port
      // Written at once, also into a pipe: whoever started the server waits for this line.
      _ = Descriptor.write(
        Array("Beike listens on \(scheme)://\(address.host):\(port)\n".utf8), to: STDOUT_FILENO)
    }
    let services: [any Service] =
      [application, Housekeeping(register: register), AdministrationSocket(register: register)]
      + (encryption.map { [$0.reloader, CertificateReload(encryption: $0, logger: logger)] } ?? [])
    do {
      try await runServices(services, register: register, limits: limits)
    } catch let error as IOError where error.errnoCode == EADDRINUSE {
      throw Failure(
        Text(
          "端口 \(address.port) 已被占用；请换一个（--port），或用 0 让系统挑选",
          "port \(address.port) is taken; choose another with --port, or 0 for a free one"))
    } catch let error as IOError {
      throw Failure(
        Text(
          "不能在 \(address.host):\(address.port) 监听：\(error)", "can't listen on \(address.host):\(address.port): \(error)"
        ))
    }
  }

  private static func isLoopback(_ host: String) -> Bool {
    host == "localhost" || host == "::1" || host.hasPrefix("127.")
  }
}
