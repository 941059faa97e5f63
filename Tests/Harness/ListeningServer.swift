import Hummingbird
import NIOCore
import ServiceLifecycle
import Synchronization

@testable import Server

/// The whole application in this process, listening on a free port of this machine, with bounds that tests set.
final class ListeningServer: Sendable {
  let port: UInt16
  let connections: Connections
  private let task: Task<Void, any Error>

  init(_ register: Register, limits: Limits) async throws {
    let (ports, source) = AsyncStream.makeStream(of: Int.self)
    let application = try buildApplication(register: register, address: Address(port: 0), limits: limits) { channel in
      source.yield(channel.localAddress?.port ?? 0)
    }
    connections = application.responder.connections
    task = Task { try await application.run() }
    var first = ports.makeAsyncIterator()
    port = UInt16(await first.next() ?? 0)
  }

  deinit { task.cancel() }
}
