import Foundation
import Synchronization

/// A port of this machine behind which a test answers as it likes, byte by byte; what a real server never does.
final class Loopback: Sendable {
  /// One connection that somebody made.
  struct Connection: Sendable {
    let descriptor: Int32

    /// What comes until a text that ends it, or until the other side closes.
    func read(until end: String) -> String {
      var bytes: [UInt8] = []
      var buffer = [UInt8](repeating: 0, count: 1)
      while !String(decoding: bytes.suffix(end.utf8.count), as: UTF8.self).hasSuffix(end) || bytes.isEmpty {
        guard recv(descriptor, &buffer, 1, 0) == 1 else { break }
        bytes.append(buffer[0])
      }
      return String(decoding: bytes, as: UTF8.self)
    }

    func write(_ text: String) { write(Array(text.utf8)[...]) }

    func write(_ bytes: ArraySlice<UInt8>) {
      var rest = bytes
      while !rest.isEmpty {
        let sent = rest.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        guard sent > 0 else { return }
        rest = rest.dropFirst(sent)
      }
    }

    /// Ends the connection with a reset and not in order.
    func reset() {
      var option = linger(l_onoff: 1, l_linger: 0)
      setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
    }

    /// Passes bytes both ways until either side closes.
    func tunnel(to port: UInt16) {
      guard let other = try? Loopback.connect(to: port) else { return }
      let done = DispatchSemaphore(value: 0)
      for (from, to) in [(descriptor, other), (other, descriptor)] {
        Thread.detachNewThread {
          var buffer = [UInt8](repeating: 0, count: 65_536)
          while true {
            let count = recv(from, &buffer, buffer.count, 0)
            guard count > 0 else { break }
            Connection(descriptor: to).write(buffer[..<count])
          }
          shutdown(to, Int32(SHUT_RDWR))
          done.signal()
        }
      }
      done.wait()
      done.wait()
      close(other)
    }
  }

  struct NoSocket: Error {}

  let port: UInt16
  private let descriptor: Int32

  init(_ answer: @escaping @Sendable (Connection) -> Void) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = Self.address(0)
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let descriptor = descriptor
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, size) == 0 && listen(descriptor, 16) == 0 && getsockname(descriptor, $0, &size) == 0
      }
    }
    guard isBound else { throw NoSocket() }
    port = UInt16(bigEndian: address.sin_port)
    Thread.detachNewThread {
      while true {
        let accepted = accept(descriptor, nil, nil)
        guard accepted >= 0 else { return }
        Thread.detachNewThread {
          answer(Connection(descriptor: accepted))
          close(accepted)
        }
      }
    }
  }

  deinit {
    shutdown(descriptor, Int32(SHUT_RDWR))
    close(descriptor)
  }

  private static func address(_ port: UInt16) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    return address
  }

  static func connect(to port: UInt16) throws -> Int32 {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = address(port)
    let isConnected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
    guard isConnected else {
      close(descriptor)
      throw NoSocket()
    }
    return descriptor
  }
}
