import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Shared

/// What went wrong on the way to a server, in words on which somebody at a laptop can act.
struct ConnectionFault {
  let server: ServerAddress
  let proxy: Proxy?

  /// - Parameter error: what the network libraries threw.
  func meaning(of error: any Error) async -> TransportError {
    switch error {
    case is NIOTooManyBytesError: return .tooLarge
    case is HTTPParserError: return .notUnderstood(status: 0, "HTTP")
    case let error as NIOSSLExtraError where error == .failedToValidateHostname:
      return .untrusted(.otherName(server.host))
    case let error as NIOSSLError:
      let text = "\(error)"
      if text.contains("CERTIFICATE_VERIFY_FAILED") { return .untrusted(await distrust()) }
      // What comes back can't be the beginning of a TLS record.
      if text.contains("WRONG_VERSION_NUMBER") || text.contains("HTTP_REQUEST") { return .untrusted(.plain(server)) }
      return .offline(Text("加密连接没有建成（TLS）", "no encrypted connection came about (TLS)"))
    default: return .offline(reason(error))
    }
  }

  // MARK: The way

  /// Where the connection goes first.
  private var place: String { proxy.map { "\($0.host):\($0.port)" } ?? "\(server.host):\(server.port)" }

  private func reason(_ error: any Error) -> Text {
    let reason = Self.reason(error, at: place)
    guard let proxy else { return reason }
    return Text("经代理（\(proxy.variable)），\(reason.zh)", "by way of the proxy of \(proxy.variable), \(reason.en)")
  }

  private static func reason(_ error: any Error, at place: String) -> Text {
    switch error {
    case let error as NIOConnectionError:
      if let failure = error.connectionErrors.last { return reason(failure.error, at: place) }
      return Text("找不到主机 \(error.host)，请核对地址和网络", "there is no host \(error.host); check the address and the network")
    case let error as IOError: return reason(code: error.errnoCode, at: place)
    case is ChannelError: return Text("\(place) 没有应答（超时）", "\(place) does not answer (timed out)")
    case let error as HTTPClientError: return reason(error, at: place)
    default:
      return Text("出错：\("\(error)".prefix(200))", "failed: \("\(error)".prefix(200))")
    }
  }

  private static func reason(code: Int32, at place: String) -> Text {
    switch code {
    case ECONNREFUSED:
      Text("\(place) 拒绝连接（服务器没有运行，或端口不对）", "\(place) refuses connections (no server runs there, or the port is wrong)")
    case ECONNRESET, EPIPE, ECONNABORTED: Text("\(place) 断开了连接", "\(place) broke the connection off")
    case ETIMEDOUT: Text("\(place) 没有应答（超时）", "\(place) does not answer (timed out)")
    case ENETUNREACH, EHOSTUNREACH, ENETDOWN, EADDRNOTAVAIL:
      Text("没有到 \(place) 的网络", "there is no network that leads to \(place)")
    default: Text("\(place)：\(String(cString: strerror(code)))", "\(place): \(String(cString: strerror(code)))")
    }
  }

  private static func reason(_ error: HTTPClientError, at place: String) -> Text {
    switch error {
    case .connectTimeout, .readTimeout, .writeTimeout, .deadlineExceeded, .tlsHandshakeTimeout,
      .getConnectionFromPoolTimeout, .httpProxyHandshakeTimeout, .socksHandshakeTimeout:
      Text("\(place) 没有应答（超时）", "\(place) does not answer (timed out)")
    case .remoteConnectionClosed, .uncleanShutdown:
      Text("\(place) 断开了连接", "\(place) broke the connection off")
    case .proxyAuthenticationRequired:
      Text(
        "\(place) 要求登录，请写成 http://用户名:密码@\(place)",
        "\(place) wants a login; write http://NAME:PASSWORD@\(place)")
    case .invalidProxyResponse:
      Text("\(place) 不肯转接", "\(place) won't pass the connection on")
    default: Text("出错：\(error.shortDescription)", "failed: \(error.shortDescription)")
    }
  }

  // MARK: The certificate

  /// Why the server's certificate is not trusted. The library says only that it isn't, so it is looked at once more.
  private func distrust() async -> TransportError.Distrust {
    guard proxy == nil, let certificate = try? await shown() else { return .unknownAuthority(isInTime: false) }
    let now = Instant(milliseconds: SystemClock.nanoseconds() / 1_000_000)
    let start = Instant(milliseconds: Int64(certificate.notValidBefore) * 1000)
    let end = Instant(milliseconds: Int64(certificate.notValidAfter) * 1000)
    if now < start { return .notYetValid(start, now: now) }
    return now > end ? .expired(end, now: now) : .unknownAuthority(isInTime: true)
  }

  /// The certificate that the server shows, asked for on a connection that ends with it.
  private func shown() async throws -> NIOSSLCertificate? {
    let group = HTTPClient.defaultEventLoopGroup
    let context = try NIOSSLContext(configuration: .makeClientConfiguration())
    let isAddress = (try? SocketAddress(ipAddress: server.host, port: server.port)) != nil
    let name = isAddress ? nil : server.host
    let certificate = group.next().makePromise(of: NIOSSLCertificate?.self)
    do {
      let channel = try await ClientBootstrap(group: group).connectTimeout(.seconds(10))
        .channelInitializer { channel in
          channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandler(
              NIOSSLClientHandler(
                context: context, serverHostname: name,
                customVerificationCallback: { chain, verdict in
                  certificate.succeed(chain.first)
                  verdict.succeed(NIOSSLVerificationResult.failed)
                }))
          }
        }.connect(host: server.host, port: server.port).get()
      let timeout = channel.eventLoop.scheduleTask(in: TimeAmount.seconds(10)) { channel.close(promise: nil) }
      channel.closeFuture.whenComplete { _ in
        timeout.cancel()
        certificate.succeed(nil)
      }
    } catch {
      certificate.fail(error)
    }
    return try await certificate.futureResult.get()
  }
}
