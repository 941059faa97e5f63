import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOHTTP1
import Shared

/// What Hummingbird makes for each request: Beike needs the connection that it came over.
struct RequestOrigin: Sendable {
  /// Where it comes from, when there is no connection that tells.
  var address: String?
  var channel: (any Channel)?
}

extension RequestOrigin: InitializableFromSource {
  init(source: ApplicationRequestContextSource) { channel = source.channel }
}

/// How the server can be reached, as far as answers depend on it.
struct Reach: Sendable {
  var isEncrypted = false
  /// The addresses of proxies whose `X-Forwarded-For` is believed.
  var trustedProxies: Set<String> = []

  /// Whether connections from an address are not counted: everybody's come from a proxy, and loopback is ourselves.
  func isTrusted(_ origin: String?) -> Bool {
    guard let address = origin.map(Self.plain) else { return true }
    return trustedProxies.contains(address) || address == "::1" || address.hasPrefix("127.")
  }

  /// Where a request comes from: the last address before the proxies that are trusted. Of IPv6 only the network
  /// counts, because everybody has countless addresses in it.
  func address(_ origin: String?, forwardedFor: String?) -> String? {
    var address = origin.map(Self.plain)
    var rest = (forwardedFor ?? "").split(separator: ",").map { Self.plain($0.trimmingSpaces) }
    while let known = address, trustedProxies.contains(known), let next = rest.popLast(), !next.isEmpty {
      address = next
    }
    return address.map { Self.network($0) }
  }

  /// Without brackets, port and the prefix of an IPv4 address in an IPv6 one.
  private static func plain(_ text: String) -> String {
    var text = text.lowercased()
    if text.hasPrefix("["), let end = text.firstIndex(of: "]") {
      text = String(text[text.index(after: text.startIndex)..<end])
    } else if text.filter({ $0 == ":" }).count == 1, let end = text.firstIndex(of: ":") {
      text = String(text[..<end])
    }
    return text.hasPrefix("::ffff:") && text.contains(".") ? String(text.dropFirst(7)) : text
  }

  /// The first 64 bits of an IPv6 address; anything else as it is.
  private static func network(_ address: String) -> String {
    var bytes = in6_addr()
    guard address.utf8.contains(UInt8(ascii: ":")), inet_pton(AF_INET6, address, &bytes) == 1 else {
      return String(address.prefix(64))
    }
    return withUnsafeBytes(of: bytes) { Hex.encode(Array($0.prefix(8))) }
  }
}

/// Answers every request: finds the route, lets it answer, and turns whatever goes wrong into a problem. There is no
/// other place where errors become answers.
struct Responder: HTTPResponder {
  typealias Context = RequestOrigin

  let register: Register
  var limits = Limits()
  var reach = Reach()
  let connections: Connections

  init(register: Register, limits: Limits = Limits(), reach: Reach = Reach()) {
    self.register = register
    self.limits = limits
    self.reach = reach
    connections = Connections(
      perAddress: limits.connectionsPerAddress, perAccount: limits.connectionsPerAccount, reach: reach)
  }

  func respond(to request: Request, context: RequestOrigin) async throws -> Response {
    let requestID = Self.requestID(request) ?? register.newID().description
    let language = request.headers[.acceptLanguage].flatMap(Language.init(preferredIn:)) ?? .chinese
    let line = context.channel.flatMap(connections.line)
    line?.setBusy(true)
    defer { line?.setBusy(false) }
    let incoming = Incoming(
      request: request, register: register, limits: limits, requestID: requestID, language: language,
      address: address(of: request, line, context), channel: context.channel, line: line, connections: connections)
    let answer: Answer
    do {
      var given = try await incoming.answer()
      if let shown = given.shown {
        try await incoming.note(shown)
        given.shown = nil
      }
      answer = try counted(given, incoming)
    } catch {
      if Self.isConnectionLost(error) { throw error }
      answer = .problem(await refusal(for: error, incoming), language: language, requestID: requestID)
    }
    return answer.response(
      requestID: requestID, allowance: incoming.visit.allowance, isEncrypted: reach.isEncrypted,
      isHead: request.method == .head)
  }

  /// Counts what a large answer holds in memory until the caller has taken it. What everybody may read is there once.
  /// - Throws: `Refusal` with 503 when too much is on its way already.
  private func counted(_ answer: Answer, _ incoming: Incoming) throws -> Answer {
    guard let body = answer.body, body.readableBytes > WorkPool.heavyBytes, incoming.request.method != .head,
      let account = incoming.visit.entry?.caller.account
    else { return answer }
    let lease = register.bytesInFlight.lease(for: account)
    try lease.grow(by: body.readableBytes)
    var answer = answer
    answer.lease = lease
    return answer
  }

  /// A connection knows its own address; only a proxy's word has to be read for each request.
  private func address(of request: Request, _ line: Connections.Line?, _ context: RequestOrigin) -> String? {
    guard let line, request.headers[.forwardedFor] == nil || reach.trustedProxies.isEmpty else {
      let origin = context.channel?.remoteAddress?.ipAddress ?? context.address
      return reach.address(origin, forwardedFor: request.headers[.forwardedFor])
    }
    return line.address
  }

  /// What an error is to the caller. What was refused to a known caller is put on record; what is shown with a
  /// refusal too.
  private func refusal(for error: any Error, _ incoming: Incoming) async -> Refusal {
    switch error {
    case let refusal as Refusal:
      do {
        try await incoming.note(refusal)
      } catch {
        log(error, incoming)
        return Refusal(.unavailable)
      }
      await register.traffic.holdBack(incoming.visit.overload ?? refusal)
      return refusal
    case let error as StoreError: return report(error, incoming)
    case is CancellationError: return Refusal(.unavailable)
    default:
      log(error, incoming)
      return Refusal(.internal)
    }
  }

  /// A caller's own request id, if it is one that can be logged.
  private static func requestID(_ request: Request) -> String? {
    guard let text = request.headers[.requestID], (1...64).contains(text.utf8.count),
      text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") })
    else { return nil }
    return text
  }

  private func report(_ error: StoreError, _ incoming: Incoming) -> Refusal {
    switch error {
    case .unavailable, .inUse, .closed:
      log(error, incoming)
      return Refusal(.unavailable)
    case .forbidden:
      log(error, incoming)
      return Refusal(.internal)
    case .corrupt, .missing, .newerVersion, .severalNames:
      log(error, incoming)
      return Refusal(
        .internal,
        Text(
          "数据库中有读不出的内容；请管理员检查并从备份恢复",
          "the database has content that can't be read; an administrator should check it and restore a backup"))
    }
  }

  /// Errors of the connection itself are Hummingbird's to end.
  private static func isConnectionLost(_ error: any Error) -> Bool {
    error is ChannelError || error is IOError || error is HTTPParserError
  }

  private func log(_ error: any Error, _ incoming: Incoming) {
    register.logger.error(
      "request failed",
      metadata: [
        "requestId": "\(incoming.requestID)", "method": "\(incoming.request.method.rawValue)",
        "route": "\(Route(path: incoming.request.uri.path)?.template ?? "-")", "error": "\(error)",
      ])
  }
}
