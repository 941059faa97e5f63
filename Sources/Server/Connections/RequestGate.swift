import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import NIOHTTPTypesHTTP1
import Shared

/// Stands between a connection's parser and the routes.
///
/// A body is let in only when a route wants it, and has to be there in time, whether something comes or nothing at
/// all. A connection on which an answer went out before the body had come is closed: for a while what still comes is
/// thrown away, so that the answer reaches who sends first and reads later. Who does not take an answer is not waited for
/// either. And the parser's own errors get the shape of all others.
final class RequestGate: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  /// Sent down the channel by a route that wants the body.
  struct TakeBody: Sendable {}
  /// What the reader of a body meets when it has not come in time.
  struct TooSlow: Error {}

  /// Bodies up to this length come in unasked: nobody gains by holding them back.
  private static let unaskedBytes = 16 * 1024
  /// How many times a broken connection is read before it is closed.
  private static let brokenReads = 64

  private let limits: Limits
  private let problem: @Sendable (ProblemCode) -> (head: HTTPResponse, body: ByteBuffer)
  private let opened: @Sendable (any Channel) -> Void

  /// Heads that came in and answers that went out: the two differ while requests wait in line.
  private var received = 0
  private var answered = 0
  /// The last request's body has not ended.
  private var isReading = false
  /// Nothing is read until a route wants the body.
  private var isHeld = false
  private var awaitsContinue = false
  private var deadline: Scheduled<Void>?
  /// Of the answer that is going out.
  private var length = 0
  private var answerDeadline: Scheduled<Void>?
  private var isDraining = false
  /// All of the body has come after all, and been thrown away.
  private var isDrained = false
  private var isAnswerOut = false
  private var drainedBytes = 0
  private var drainLimit = 0
  private var drainedReads = 0
  /// The parser has given up, with this.
  private var broken: ProblemCode?
  private var isAnsweringBroken = false

  /// - Parameters:
  ///   - problem: what is answered to a request that can't be read.
  ///   - opened: told of the connection.
  init(
    limits: Limits, problem: @escaping @Sendable (ProblemCode) -> (head: HTTPResponse, body: ByteBuffer),
    opened: @escaping @Sendable (any Channel) -> Void
  ) {
    self.limits = limits
    self.problem = problem
    self.opened = opened
  }

  /// Whether a request's body is held back until a route wants it.
  static func holds(_ head: HTTPRequest) -> Bool {
    if expectsContinue(head) || head.headerFields[.transferEncoding] != nil { return true }
    return head.headerFields[.contentLength].flatMap(Int.init) ?? 0 > unaskedBytes
  }

  private static func expectsContinue(_ head: HTTPRequest) -> Bool {
    head.headerFields[.expect]?.lowercased() == "100-continue"
  }

  func handlerAdded(context: ChannelHandlerContext) {
    opened(context.channel)
    guard let codec = try? context.pipeline.syncOperations.handler(type: HTTP1ToHTTPServerCodec.self) else { return }
    try? context.pipeline.syncOperations.addHandler(HeadCheck(), position: .before(codec))
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    deadline?.cancel()
    answerDeadline?.cancel()
  }

  // MARK: Inbound

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      received += 1
      isReading = true
      isHeld = Self.holds(head)
      awaitsContinue = Self.expectsContinue(head)
    case .body(let piece):
      if isDraining {
        drainedBytes += piece.readableBytes
        return
      }
    case .end:
      isReading = false
      isHeld = false
      deadline?.cancel()
      deadline = nil
      if isDraining {
        isDrained = true
        return closeIfDone(context)
      }
    }
    if !isDraining { context.fireChannelRead(data) }
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    context.fireChannelReadComplete()
    if isDraining {
      drainedReads += 1
      guard drainedBytes <= drainLimit, broken == nil || drainedReads <= Self.brokenReads else {
        return context.close(promise: nil)
      }
      context.read()
    } else if isReading, deadline == nil {
      deadline = schedule(in: limits.bodySeconds, context) { gate, context in gate.bodyIsLate(context) }
    }
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if isDraining, let event = event as? ChannelEvent, event == .inputClosed {
      isDrained = true
      return closeIfDone(context)
    }
    context.fireUserInboundEventTriggered(event)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    // A head that the parser takes and the codec behind it does not is as broken.
    let error = error is HTTP1TypeConversionError ? HTTPParserError.invalidMethod : error
    if let error = error as? HTTPParserError, broken == nil {
      if case .headerOverflow = error { broken = .headersTooLarge } else { broken = .malformed }
    }
    context.fireErrorCaught(error)
  }

  private func bodyIsLate(_ context: ChannelHandlerContext) {
    if isReading, !isDraining { context.fireErrorCaught(TooSlow()) }
  }

  // MARK: Outbound

  func read(context: ChannelHandlerContext) {
    // What is held back is read as soon as it is wanted.
    if !isHeld { context.read() }
  }

  func triggerUserOutboundEvent(context: ChannelHandlerContext, event: Any, promise: EventLoopPromise<Void>?) {
    guard event is TakeBody else { return context.triggerUserOutboundEvent(event, promise: promise) }
    if isHeld, isReading, answered + 1 == received {
      isHeld = false
      if awaitsContinue {
        awaitsContinue = false
        context.writeAndFlush(wrapOutboundOut(.head(HTTPResponse(status: .continue))), promise: nil)
      }
      context.read()
    }
    promise?.succeed()
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    switch unwrapOutboundIn(data) {
    case .head(var head):
      // Hummingbird's own word for what the parser refused; no route answers 400 without a body.
      if let broken, head.status == .badRequest, head.headerFields[.contentLength] == "0" {
        isAnsweringBroken = true
        let problem = problem(broken)
        context.write(wrapOutboundOut(.head(problem.head)), promise: nil)
        context.write(wrapOutboundOut(.body(problem.body)), promise: promise)
        return
      }
      length = head.headerFields[.contentLength].flatMap(Int.init) ?? 0
      if isReading, answered + 1 == received { head.headerFields[.connection] = "close" }
      // Who is not known is not worth more than a usual body.
      drainLimit = head.status == .unauthorized ? limits.bodyBytes : limits.drainBytes
      context.write(wrapOutboundOut(.head(head)), promise: promise)
    case .body: context.write(data, promise: promise)
    case .end:
      answered += 1
      guard isAnsweringBroken || (isReading && answered == received) else {
        return context.write(data, promise: promise)
      }
      let out = promise ?? context.eventLoop.makePromise()
      out.futureResult.assumeIsolated().whenComplete { [weak self] _ in self?.answerIsOut(context) }
      context.write(data, promise: out)
      drain(context)
    }
  }

  /// Ends a connection that does not take its answer: what waits to go out is held in memory.
  func channelWritabilityChanged(context: ChannelHandlerContext) {
    answerDeadline?.cancel()
    answerDeadline = nil
    if !context.channel.isWritable {
      let seconds = limits.idleSeconds + length / limits.leastBytesPerSecond
      answerDeadline = schedule(in: seconds, context) { _, context in context.close(promise: nil) }
    }
    context.fireChannelWritabilityChanged()
  }

  /// Throws away what still comes.
  private func drain(_ context: ChannelHandlerContext) {
    isDraining = true
    isHeld = false
    deadline?.cancel()
    context.read()
  }

  /// From now on what still comes is waited for a while only.
  private func answerIsOut(_ context: ChannelHandlerContext) {
    isAnswerOut = true
    deadline?.cancel()
    deadline = schedule(in: limits.drainSeconds, context) { _, context in context.close(promise: nil) }
    closeIfDone(context)
  }

  private func closeIfDone(_ context: ChannelHandlerContext) {
    if isDrained, isAnswerOut { context.close(promise: nil) }
  }

  private func schedule(
    in seconds: Int, _ context: ChannelHandlerContext, _ work: @escaping (RequestGate, ChannelHandlerContext) -> Void
  ) -> Scheduled<Void> {
    context.eventLoop.assumeIsolated().scheduleTask(in: .seconds(Int64(seconds))) { [weak self] in
      if let self { work(self, context) }
    }
  }
}

@available(*, unavailable)
extension RequestGate: Sendable {}
