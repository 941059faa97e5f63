import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import Shared

/// Gives the bare 400 that Hummingbird writes for a request it can't parse the same body as every other error.
///
/// It sits between the HTTP codec and Hummingbird's own handler; no route of Beike answers 400 without a body.
final class ParserProblems: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  private var isHeaderOverflow = false

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    if case .headerOverflow? = error as? HTTPParserError { isHeaderOverflow = true }
    context.fireErrorCaught(error)
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    guard case .head(let head) = unwrapOutboundIn(data), head.status == .badRequest,
      head.headerFields[.contentLength] == "0"
    else { return context.write(data, promise: promise) }
    let code: ProblemCode = isHeaderOverflow ? .headersTooLarge : .malformed
    let bytes = (try? Coding.encode(Problem(code))) ?? []
    var problem = head
    problem.status = .init(code: code.status)
    problem.headerFields[.contentType] = "application/problem+json"
    problem.headerFields[.contentLength] = "\(bytes.count)"
    context.write(wrapOutboundOut(.head(problem)), promise: nil)
    context.write(wrapOutboundOut(.body(ByteBuffer(bytes: bytes))), promise: promise)
  }
}
