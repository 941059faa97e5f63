import Dispatch
import Foundation

/// A connection to a port of this machine, for what no HTTP client would send. It waits on threads of its own, because
/// the server that it waits for may be in this process.
final class RawConnection: Sendable {
  struct Failed: Error {}

  private let descriptor: Int32
  private let thread = DispatchQueue(label: "beike.raw-connection")

  /// - Parameters:
  ///   - receiveBytes: how much may come unread; what the system thinks best when absent.
  ///   - patience: seconds after which a read gives up; a test that meets it has failed.
  init(port: UInt16, receiveBytes: Int32? = nil, patience: Int = 120) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    if var receiveBytes {
      setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &receiveBytes, socklen_t(MemoryLayout<Int32>.size))
    }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let connected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard connected == 0 else { throw Failed() }
    var limit = timeval(tv_sec: patience, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
  }

  deinit { close(descriptor) }

  /// Ends the connection from this side.
  func hangUp() { shutdown(descriptor, Int32(SHUT_RDWR)) }

  /// - Returns: how many bytes went out; fewer than there are when the other side has closed.
  @discardableResult
  func send(_ bytes: [UInt8]) async -> Int {
    await withCheckedContinuation { continuation in
      thread.async { [self] in continuation.resume(returning: sendNow(bytes)) }
    }
  }

  @discardableResult
  func send(_ text: String) async -> Int { await send(Array(text.utf8)) }

  private func sendNow(_ bytes: [UInt8]) -> Int {
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        Foundation.send(descriptor, buffer.baseAddress?.advanced(by: sent), bytes.count - sent, Int32(MSG_NOSIGNAL))
      }
      if count <= 0 { break }
      sent += count
    }
    return sent
  }

  /// What has come when the other side closes, or when what was waited for has come.
  /// - Throws: `Failed` when neither happens.
  func read(until mark: String? = nil) async throws -> String {
    try await withCheckedThrowingContinuation { continuation in
      thread.async { [self] in continuation.resume(with: Result { try readNow(until: mark) }) }
    }
  }

  private func readNow(until mark: String?) throws -> String {
    var answer: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = recv(descriptor, &buffer, buffer.count, 0)
      if count > 0 {
        // Only what is new, and as much before it as the mark may begin in.
        let start = max(0, answer.count - (mark?.utf8.count ?? 0))
        answer += buffer[..<count]
        if let mark, String(decoding: answer[start...], as: UTF8.self).contains(mark) { break }
      } else if count == 0 || errno == ECONNRESET {
        break
      } else {
        throw Failed()
      }
    }
    return String(decoding: answer, as: UTF8.self)
  }
}
