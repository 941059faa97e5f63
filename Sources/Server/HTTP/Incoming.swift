import HTTPTypes
import Hummingbird
import NIOCore
import Shared

/// A request as it came in, before anybody is known.
struct Incoming: Sendable {
  let request: Request
  let register: Register
  let limits: Limits
  let requestID: String
  let language: Language
  /// The address that the request comes from, as far as it is known.
  let address: String?
  /// The connection that it came over; nil where requests come without one.
  let channel: (any Channel)?
  let line: Connections.Line?
  let connections: Connections
  let visit = Visit()

  var headers: HTTPFields { request.headers }

  /// Answers the request, or says why not. The checks come in one order for every path and method: what can't be read
  /// (400), the token (401), the path with what it names (404), the method (405), roles and scopes (403), the format
  /// (406), the query and preconditions (400), how much was asked (429); then the body (413, 415, 400), and only then
  /// what the route itself has to say.
  func answer() async throws -> Answer {
    try checkPath()
    let route = Route(path: request.uri.path)
    let caller = try isOpen(route) ? nil : identify()
    guard let route else { throw Refusal(.notFound) }
    try checkNames(in: route, caller)
    guard let endpoint = Endpoint.at(route, method: request.method == .head ? .get : request.method, limits) else {
      return methodNotAllowed(route)
    }
    if let caller { try endpoint.checkRights(of: caller) }
    try checkFormat(endpoint)
    let query = try Query(request.uri.query.map { $0[...] })
    try query.allow(endpoint.query, lists: endpoint.lists)
    let precondition = endpoint.isConditional ? try Precondition(headers) : .none
    if let refusal = visit.overload { throw refusal }
    let exchange = caller.map {
      Exchange(incoming: self, caller: $0.caller, expiresAt: $0.expiresAt, query: query, precondition: precondition)
    }
    if let exchange { try endpoint.admit?(exchange) }
    return try await carryOut(endpoint, exchange)
  }

  /// Takes the body that the endpoint wants and lets it answer.
  private func carryOut(_ endpoint: Endpoint, _ exchange: Exchange?) async throws -> Answer {
    let lease = register.bytesInFlight.lease(for: exchange?.caller.account)
    defer { lease.end() }
    let body = if let rule = endpoint.body { try await self.body(rule, lease) } else { ByteBuffer?.none }
    return try await register.work.run(weighing: endpoint.isHeavy ? nil : body?.readableBytes ?? 0) {
      switch (endpoint.work, exchange) {
      case (.open(let work), _): return try await work(self, body)
      case (.known(let work), let exchange?): return try await work(exchange, body)
      // Whatever is not open has found its caller by now.
      case (.known, nil): throw Refusal.noToken
      }
    }
  }

  // MARK: The head

  /// - Throws: `Refusal` with 400 for a path with a NUL, which no name has.
  private func checkPath() throws {
    guard request.uri.path.utf8.contains(UInt8(ascii: "%")), request.uri.path.contains("%00") else { return }
    throw Refusal(.malformed, Text("路径中有 NUL 字符", "the path has a NUL"))
  }

  /// Whether the request needs no token. Under `/v1` that is the path of the log-in alone, so that without one nobody
  /// learns which others there are.
  private func isOpen(_ route: Route?) -> Bool {
    guard let route else { return !request.uri.path.hasPrefix("/v1") }
    return route == .sessions || !route.isUnderV1
  }

  /// The caller, from the token. A caller who asks too much is told so when it is the turn of that check.
  /// - Throws: `Refusal` with 401.
  private func identify() throws -> KnownCallers.Entry {
    let entry = try entry { work in try register.store.read(work) }
    visit.begin(entry)
    do {
      if let line { try connections.give(line, to: entry.caller.account) }
      if let allowance = try register.traffic.admit(entry.caller, at: register.now) { visit.allow(allowance) }
    } catch let refusal as Refusal {
      visit.hold(refusal)
    }
    return entry
  }

  /// - Parameter reading: gives a connection to look in, where one is needed.
  /// - Throws: `Refusal` with 401.
  func entry(
    _ reading: ((Connection) throws -> KnownCallers.Entry?) throws -> KnownCallers.Entry?
  ) throws -> KnownCallers.Entry {
    guard let header = headers[.authorization] else { throw Refusal.noToken }
    // Read before looking: a commit that comes in between makes what is found count for this request only.
    let generation = register.store.generation
    let entry = try register.knownCallers.entry(header, at: register.now, generation: generation) {
      let scheme = header.prefix(7)
      guard scheme == "Bearer " || scheme.lowercased() == "bearer ", let hash = Token(header.dropFirst(7))?.hash else {
        return nil
      }
      return try reading { try Caller.find(hash, in: $0) }
    }
    guard let entry else { throw Refusal.tokenDoesNotCount }
    return entry
  }

  /// - Throws: `Refusal` with 404 for a kind, an id or a rev that can't be, and for a school that the caller may not
  ///   know of.
  private func checkNames(in route: Route, _ entry: KnownCallers.Entry?) throws {
    guard route.kindName.map({ Kind.named($0) != nil }) ?? true,
      route.idText.map({ DocumentID(text: $0) != nil }) ?? true
    else { throw Refusal(.notFound) }
    guard let school = route.schoolID, let caller = entry?.caller, caller.school != school else { return }
    let mayKnow =
      switch caller.role {
      case .server: try register.hasSchool(school)
      case .districtAdmin: try register.store.read { try School.isIn(caller.district, school: school, $0) }
      default: false
      }
    guard mayKnow else {
      visit.goOutside()
      throw Refusal(.notFound)
    }
  }

  private func methodNotAllowed(_ route: Route) -> Answer {
    let allowed = route.methods.flatMap { $0 == "GET" ? ["GET", "HEAD"] : [$0] }.joined(separator: ", ")
    var answer = Answer.problem(
      Refusal(.methodNotAllowed, Text("可用：\(allowed)", "allowed: \(allowed)")), language: language,
      requestID: requestID)
    answer.headers[.allow] = allowed
    return answer
  }

  /// - Throws: `Refusal` with 406.
  private func checkFormat(_ endpoint: Endpoint) throws {
    guard let accepted = headers[.accept], accepted != endpoint.mediaType, accepted != "*/*",
      !MediaRange.list(accepted).contains(where: { $0.takes(endpoint.mediaType) })
    else { return }
    throw Refusal(.notAcceptable, Text("只有 \(endpoint.mediaType)", "there is only \(endpoint.mediaType)"))
  }

  // MARK: The body

  /// The body, as large as the endpoint takes it.
  /// - Throws: `Refusal` with 413, 415, 408 and 503.
  private func body(_ rule: Endpoint.Body, _ lease: BytesInFlight.Lease) async throws -> ByteBuffer? {
    let length = headers[.contentLength].flatMap(Int.init)
    let tooLarge = Refusal(.tooLarge, Text("最多 \(rule.limit) 字节", "at most \(rule.limit) bytes"))
    if let length, length > rule.limit { throw tooLarge }
    if rule.isOptional, headers[.contentType] == nil, length ?? 0 == 0, headers[.transferEncoding] == nil { return nil }
    try checkType(rule)
    if let channel, RequestGate.holds(request.head) {
      channel.triggerUserOutboundEvent(RequestGate.TakeBody(), promise: nil)
    }
    var buffer = ByteBuffer()
    do {
      for try await piece in request.body {
        guard buffer.readableBytes + piece.readableBytes <= rule.limit else { throw tooLarge }
        try lease.grow(by: piece.readableBytes)
        buffer.writeImmutableBuffer(piece)
      }
    } catch is RequestGate.TooSlow {
      throw Refusal(
        .timeout, Text("内容没有在 \(limits.bodySeconds) 秒内到齐", "the body did not arrive in \(limits.bodySeconds) s"))
    }
    return buffer
  }

  private func checkType(_ rule: Endpoint.Body) throws {
    if headers[.contentEncoding] != nil {
      throw Refusal(.unsupportedMediaType, Text("不接受压缩的内容", "compressed bodies are not taken"))
    }
    let type = headers[.contentType]?.split(separator: ";").first?.lowercased() ?? ""
    guard type.trimmingSpaces == rule.type else {
      throw Refusal(.unsupportedMediaType, Text("应为 \(rule.type)", "must be \(rule.type)"))
    }
  }

  // MARK: The record

  /// An event that this request causes.
  func event(
    _ action: AuditAction, by caller: Caller?, kind: String? = nil, id: String? = nil, detail: String? = nil
  ) -> Event {
    Event(
      action: action, at: register.now, account: caller?.account, kind: kind, id: id, detail: detail,
      request: requestID)
  }

  /// Puts on record that rows about students are shown, before they are.
  func note(_ shown: StudentsShown) async throws {
    let event = event(.studentsRead, by: visit.entry?.caller, kind: shown.kind, id: shown.id)
    try await register.note(event, in: shown.school)
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
}
