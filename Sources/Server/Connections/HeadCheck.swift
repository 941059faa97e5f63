import NIOCore
import NIOHTTP1

/// Refuses heads that the parser lets through and HTTP/1.1 does not, before they lose their version on the way to the
/// routes: one without `Host` or with two, and a transfer coding other than `chunked`, behind which a proxy may see
/// another request than the server does.
final class HeadCheck: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias InboundOut = HTTPServerRequestPart

  private var isBroken = false

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    if isBroken { return }
    if case .head(let head) = unwrapInboundIn(data), let error = Self.fault(in: head) {
      isBroken = true
      context.fireErrorCaught(error)
      return
    }
    context.fireChannelRead(data)
  }

  static func fault(in head: HTTPRequestHead) -> HTTPParserError? {
    guard head.version.major == 1 else { return .invalidVersion }
    let hosts = head.headers[canonicalForm: "host"].count
    guard hosts == 1 || (hosts == 0 && head.version.minor == 0) else { return .invalidHeaderToken }
    let codings = head.headers[canonicalForm: "transfer-encoding"]
    guard codings.isEmpty || (codings.count == 1 && codings[0].lowercased() == "chunked") else {
      return .invalidHeaderToken
    }
    return nil
  }
}
