import Glibc
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import Shared

/// The running server's ear for administrators at the machine: a Unix socket beside the database that only the
/// server's own user can open. A request is one line of JSON, what comes back are lines of `AdministrationMessage`.
/// There is no time-out on either side: the work ends when it is done, or when who asked has gone.
struct AdministrationSocket: Service {
  let register: Register

  private static let longestRequest = 1 << 20

  /// The folder of the socket as one of the process's own descriptors: a socket's address has room for about a hundred
  /// bytes, and databases may lie deeper than that.
  private struct Place {
    let descriptor: Int32
    let path: String

    /// - Throws: `Failure` when the file's own name is too long, or its folder can't be opened.
    init(database: String) throws {
      let parts = database.split(separator: "/", omittingEmptySubsequences: false)
      let folder = parts.count > 1 ? parts.dropLast().joined(separator: "/") + "/" : "."
      let name = (parts.last ?? "") + ".sock"
      guard name.utf8.count <= 84 else {
        throw Failure(
          Text(
            "数据库的文件名太长（最多 79 字节，一个汉字 3 字节），旁边放不下管理命令用的套接字；请改短：\(database)",
            "the database's file name is too long (79 bytes at most) for the socket beside it by which commands reach the server; make it shorter: \(database)"
          ), status: .configuration)
      }
      descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
      guard descriptor >= 0 else { throw StoreError.unavailable(SystemFault.text(folder)) }
      path = "/proc/self/fd/\(descriptor)/\(name)"
    }

    func close() { Glibc.close(descriptor) }
  }

  /// Listens until the server is to stop. Commands that are being carried out then end.
  func run() async throws {
    let place = try Place(database: register.store.path)
    defer { place.close() }
    await cancelWhenGracefulShutdown {
      while !Task.isCancelled {
        do {
          try await listen(at: place.path)
        } catch is CancellationError {
        } catch {
          // Out of descriptors, say: whoever waits is served in a moment.
          register.logger.error("the administration socket failed", metadata: ["error": "\(error)"])
          try? await Task.sleep(for: .seconds(1))
        }
      }
    }
    unlink(place.path)
  }

  /// - Throws: `Failure` when the socket can't be made beside the database.
  static func check(database: String) throws { try Place(database: database).close() }

  private func listen(at path: String) async throws {
    // Nobody else holds the database's lock, so a socket that is there is a dead server's.
    unlink(path)
    let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .bind(unixDomainSocketPath: path) { channel in
        channel.eventLoop.makeCompletedFuture {
          try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
        }
      }
    chmod(path, 0o600)
    try await server.executeThenClose { clients in
      try await withThrowingDiscardingTaskGroup { group in
        for try await client in clients { group.addTask { await serve(client) } }
      }
    }
  }

  private func serve(_ client: NIOAsyncChannel<ByteBuffer, ByteBuffer>) async {
    do {
      try await client.executeThenClose { input, output in
        var lines = Lines(input)
        guard let line = try await lines.next(upTo: Self.longestRequest) else { return }
        try await withThrowingTaskGroup(of: Void.self) { group in
          group.addTask {
            try await answer(line) {
              try await output.write(ByteBuffer(bytes: Coding.encode($0) + [UInt8(ascii: "\n")]))
            }
            output.finish()
          }
          // Who asked sends nothing more; the end of its line is the end of the work.
          while try await lines.next(upTo: Self.longestRequest) != nil {}
          group.cancelAll()
          try await group.waitForAll()
        }
      }
    } catch {
      register.logger.debug("an administrator's command has gone", metadata: ["error": "\(error)"])
    }
  }

  private func answer(_ line: [UInt8], _ tell: @escaping AdministrationRequest.Tell) async throws {
    do {
      try await Coding.decode(AdministrationRequest.self, from: line).carryOut(in: register, tell: tell)
      try await tell(.done)
    } catch let failure as Failure {
      try await tell(.failed(failure))
    } catch is DecodingError {
      try await tell(
        .failed(
          Failure(
            Text(
              "正在运行的 beike-server 不认识这个命令，可能版本不同；请用同一版本",
              "the running beike-server does not know this command; perhaps it is of another version"))))
    } catch let error as CancellationError {
      try? await tell(.failed(Failure(Text("服务器正在停止，命令没有完成", "the server is stopping; the command was not finished"))))
      throw error
    } catch {
      try await tell(.failed(Failure(Text("没有完成：\(error)", "not done: \(error)"))))
    }
  }

  /// Asks a running server and tells what comes back.
  /// - Returns: false when nobody listens.
  /// - Throws: `Failure` as the server told it, or when it ended before it was done.
  static func ask(_ request: AdministrationRequest, database: String, tell: AdministrationRequest.Tell) async throws
    -> Bool
  {
    let place = try Place(database: DatabaseLock.resolved(database) ?? database)
    defer { place.close() }
    let channel: NIOAsyncChannel<ByteBuffer, ByteBuffer>
    do {
      channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        .connect(unixDomainSocketPath: place.path) { channel in
          channel.eventLoop.makeCompletedFuture {
            try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
          }
        }
    } catch let error as IOError where [ENOENT, ECONNREFUSED].contains(error.errnoCode) {
      return false
    }
    return try await channel.executeThenClose { input, output in
      try await output.write(ByteBuffer(bytes: Coding.encode(request) + [UInt8(ascii: "\n")]))
      var lines = Lines(input)
      while let line = try await lines.next(upTo: .max) {
        switch try Coding.decode(AdministrationMessage.self, from: line) {
        case .done: return true
        case .failed(let failure): throw failure
        case let message: try await tell(message)
        }
      }
      try Task.checkCancellation()
      throw Failure(
        Text("服务器在完成之前结束了；请看它的日志", "the server ended before this was done; see its log"))
    }
  }
}

/// Bytes that come in pieces, as lines.
private struct Lines {
  private var input: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
  private var buffer = ByteBuffer()

  init(_ input: NIOAsyncChannelInboundStream<ByteBuffer>) { self.input = input.makeAsyncIterator() }

  /// - Returns: nil at the end, and for a line that is longer than it may be.
  mutating func next(upTo limit: Int) async throws -> [UInt8]? {
    var searched = 0
    while true {
      let bytes = buffer.readableBytesView
      if let end = bytes.dropFirst(searched).firstIndex(of: UInt8(ascii: "\n")) {
        let line = buffer.readBytes(length: end - bytes.startIndex)
        buffer.moveReaderIndex(forwardBy: 1)
        buffer.discardReadBytes()
        return line
      }
      searched = buffer.readableBytes
      guard searched <= limit, var piece = try await input.next() else { return nil }
      buffer.writeBuffer(&piece)
    }
  }
}
