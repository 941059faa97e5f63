import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Shared

/// What Hummingbird makes for each request: Beike needs the address that it comes from.
struct RequestOrigin: Sendable {
  let address: String?
}

extension RequestOrigin: InitializableFromSource {
  init(source: ApplicationRequestContextSource) { address = source.channel.remoteAddress?.ipAddress }
}

/// How the server can be reached, as far as answers depend on it.
struct Reach: Sendable {
  var isEncrypted = false
  /// The addresses of proxies whose `X-Forwarded-For` is believed.
  var trustedProxies: Set<String> = []

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
    guard address.contains(":"), inet_pton(AF_INET6, address, &bytes) == 1 else { return String(address.prefix(64)) }
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

  func respond(to request: Request, context: RequestOrigin) async throws -> Response {
    let requestID = Self.requestID(request) ?? register.newID().description
    let language = request.headers[.acceptLanguage].flatMap(Language.init(preferredIn:)) ?? .chinese
    let exchange = Exchange(
      request: request, register: register, limits: limits, requestID: requestID, language: language,
      address: reach.address(context.address, forwardedFor: request.headers[.forwardedFor]))
    let answer: Answer
    do {
      var given = try await exchange.answer()
      if let shown = given.shown {
        try await exchange.note(shown)
        given.shown = nil
      }
      answer = given
    } catch {
      if Self.isConnectionLost(error) { throw error }
      answer = .problem(await refusal(for: error, exchange), language: language, requestID: requestID)
    }
    return answer.response(
      requestID: requestID, allowance: exchange.visit.allowance, isEncrypted: reach.isEncrypted)
  }

  /// What an error is to the caller. What was refused to a known caller is put on record; what is shown with a
  /// refusal too.
  private func refusal(for error: any Error, _ exchange: Exchange) async -> Refusal {
    switch error {
    case let refusal as Refusal:
      do {
        try await exchange.note(refusal)
      } catch {
        log(error, exchange)
        return Refusal(.unavailable)
      }
      await register.traffic.holdBack(refusal)
      return refusal
    case let error as StoreError: return report(error, exchange)
    case is CancellationError: return Refusal(.unavailable)
    default:
      log(error, exchange)
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

  private func report(_ error: StoreError, _ exchange: Exchange) -> Refusal {
    switch error {
    case .unavailable, .inUse, .closed:
      log(error, exchange)
      return Refusal(.unavailable)
    case .corrupt, .missing, .newerVersion:
      log(error, exchange)
      return Refusal(
        .internal,
        Text(
          "数据库中有读不出的内容；请管理员检查并从备份恢复",
          "the database has content that can't be read; an administrator should check it and restore a backup"))
    }
  }

  /// Errors of the connection itself are Hummingbird's to end.
  private static func isConnectionLost(_ error: any Error) -> Bool {
    error is ChannelError || error is IOError || "\(type(of: error))" == "HTTPParserError"
  }

  private func log(_ error: any Error, _ exchange: Exchange) {
    register.logger.error(
      "request failed",
      metadata: [
        "requestId": "\(exchange.requestID)", "method": "\(exchange.request.method.rawValue)",
        "route": "\(Route(path: exchange.request.uri.path)?.template ?? "-")", "error": "\(error)",
      ])
  }
}

extension Exchange {
  /// The table of contents: every path and method there is.
  func answer() async throws -> Answer {
    guard let route = Route(path: request.uri.path) else {
      // Without a token nobody learns which paths exist.
      if request.uri.path.hasPrefix("/v1") { _ = try caller() }
      throw Refusal(.notFound)
    }
    switch (request.method, route) {
    case (.get, .health): return .json(#"{"status":"ok"}"#.utf8)
    case (.get, .ready): return try readiness()
    case (.get, .openAPIDocument): return openAPI(OpenAPIText.yaml, type: "application/yaml")
    case (.get, .openAPIJSON): return openAPI(OpenAPIText.json, type: "application/json")
    case (.post, .sessions): return try await logIn()
    case (.delete, .currentSession): return try await logOut()
    case (.get, .me): return try me()
    case (.get, .accounts): return try accounts()
    case (.post, .accounts): return try await createAccount()
    case (.get, .account(let id)): return try account(id)
    case (.patch, .account(let id)): return try await changeAccount(id)
    case (.post, .activation(let account)): return try await issueCode(account)
    case (.get, .tokens): return try await tokens()
    case (.post, .tokens): return try await createToken()
    case (.delete, .token(let id)): return try await revokeToken(id)
    case (.post, .rotation(let token)): return try await rotateToken(token)
    case (.get, .audit): return try audit()
    case (.get, .districts): return try districts()
    case (.post, .districts): return try await createDistrict()
    case (.get, .descriptors): return try descriptors()
    case (.get, .descriptor(let name)): return try descriptor(name)
    case (.get, .schools): return try schools()
    case (.post, .schools): return try await createSchool()
    case (.get, .school(let school)): return try self.school(school)
    case (.put, .school(let school)): return try await changeSchool(school)
    case (.get, .documents(let school, let kind)): return try list(school, kind)
    case (.post, .documents(let school, let kind)): return try await create(school, kind)
    case (.get, .document(let school, let kind, let id)): return try document(school, kind, id)
    case (.put, .document(let school, let kind, let id)): return try await put(school, kind, id)
    case (.patch, .document(let school, let kind, let id)): return try await patch(school, kind, id)
    case (.delete, .document(let school, let kind, let id)): return try await delete(school, kind, id)
    case (.get, .history(let school, let kind, let id)): return try history(school, kind, id)
    case (.get, .revision(let school, let kind, let id, let rev)): return try revision(school, kind, id, rev)
    case (.post, .transitions(let school, let kind, let id)): return try await transition(school, kind, id)
    case (.post, .restore(let school, let kind, let id)): return try await restore(school, kind, id)
    case (.post, .push(let school)): return try await push(school)
    case (.get, .changes(let school)): return try await changes(school)
    case (.get, .statistics(let school, let test)): return try statistics(school, test)
    case (.post, .scores(let school, let test)): return try await importScores(school, test)
    default: return try methodNotAllowed(route)
    }
  }

  /// Puts on record that rows about students are shown, before they are.
  func note(_ shown: StudentsShown) async throws {
    try await register.note(
      Event(
        action: .studentsRead, at: register.now, account: visit.entry?.caller.account, kind: shown.kind, id: shown.id,
        request: requestID), in: shown.school)
  }

  /// Puts a refusal on record: a known caller asked for what they may not do, or for another school.
  func note(_ refusal: Refusal) async throws {
    guard let caller = visit.entry?.caller else { return }
    if let current = refusal.current, current.kind.namesStudents, !current.isDeleted {
      try await note(StudentsShown(school: current.school, kind: current.kind.name, id: current.id.description))
    }
    guard refusal.code == .forbidden || visit.isOutside else { return }
    let route = Route(path: request.uri.path)?.template ?? "-"
    try await register.noteRefusal(of: caller, route: "\(request.method.rawValue) \(route)", requestID: requestID)
  }

  private func methodNotAllowed(_ route: Route) throws -> Answer {
    if request.uri.path.hasPrefix("/v1"), route != .sessions { _ = try caller() }
    let allowed = route.methods.joined(separator: ", ")
    var answer = Answer.problem(
      Refusal(.methodNotAllowed, Text("可用：\(allowed)", "allowed: \(allowed)")), language: language,
      requestID: requestID)
    answer.headers[.allow] = allowed
    return answer
  }

  private func readiness() throws -> Answer {
    guard try register.store.read({ try $0.exists("SELECT 1 FROM meta WHERE name = 'epoch'") }) else {
      throw Refusal(.unavailable)
    }
    return .json(#"{"status":"ready"}"#.utf8)
  }

  private func openAPI(_ text: String, type: String) -> Answer {
    var answer = Answer.json(text.utf8)
    answer.headers[.contentType] = type
    answer.headers[.cacheControl] = "public, max-age=300"
    return answer
  }
}
