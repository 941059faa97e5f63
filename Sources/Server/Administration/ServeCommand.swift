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
  @Flag(help: "Allow plain HTTP on an address other than loopback, e.g. behind a proxy.") var insecure = false

  func run() async throws {
    try await reportingFailures(options) { source, path in
      var address = Address()
      address.host = source.string(host, "host") ?? address.host
      address.port = try source.integer(port, "port", default: address.port, in: 0...65535)
      guard insecure || Self.isLoopback(address.host) else {
        throw Failure(
          Text(
            "\(address.host) 不是本机地址，而这里是不加密的 HTTP；请放在反向代理后面，或加 --insecure",
            "\(address.host) is not loopback and this is plain HTTP; put a proxy in front, or add --insecure"),
          status: .configuration)
      }
      var logger = Logger(label: "beike") { JSONLogHandler(label: $0) }
      logger.logLevel = source.string(logLevel, "log-level").flatMap { Logger.Level(rawValue: $0) } ?? .info
      try await Self.serve(path: path, address: address, logger: logger)
    }
  }

  private static func serve(path: String, address: Address, logger: Logger) async throws {
    let store: Store
    do {
      store = try Store(path: path, mustExist: true)
    } catch let error as StoreError {
      throw Failure(error, database: path)
    }
    defer { store.close() }
    let register = try await Register(store: store, logger: logger)
    let limits = Limits()
    let application = buildApplication(register: register, address: address, limits: limits) { channel in
      let port = channel.localAddress?.port ?? address.port
      // Written at once, also into a pipe: whoever started the server waits for this line.
      FileHandle.standardOutput.write(Data("Beike listens on http://\(address.host):\(port)\n".utf8))
    }
    let services: [any Service] = [application] + AdministrationSocket.services(register: register)
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
