import HTTPTypes
import Hummingbird
import NIOCore
import Shared

/// What a route answers, before it becomes an HTTP response.
struct Answer: Sendable {
  var status = HTTPResponse.Status.ok
  var headers = HTTPFields()
  var body: ByteBuffer?
  /// Rows about students that the answer shows: put on record before it goes out.
  var shown: StudentsShown?
  /// What the body holds of all that is in flight.
  var lease: BytesInFlight.Lease?

  /// Stored or freshly written JSON bytes.
  static func json(_ bytes: some Sequence<UInt8>, status: HTTPResponse.Status = .ok) -> Answer {
    json(ByteBuffer(bytes: bytes), status: status)
  }

  static func json(_ body: ByteBuffer, status: HTTPResponse.Status = .ok) -> Answer {
    var answer = Answer(status: status, body: body)
    answer.headers[.contentType] = "application/json"
    answer.headers[.cacheControl] = "private, no-cache"
    return answer
  }

  static func json(encoding value: some Encodable, status: HTTPResponse.Status = .ok) throws -> Answer {
    json(try Coding.encode(value), status: status)
  }

  /// What is shown once and kept by nobody on the way: tokens and activation codes.
  static func secret(encoding value: some Encodable) throws -> Answer {
    var answer = try json(encoding: value, status: .created)
    answer.headers[.cacheControl] = "no-store"
    return answer
  }

  /// A document as it is stored, with its rev as the ETag.
  static func document(_ outcome: Outcome, language: Language) throws -> Answer {
    var members: [UInt8] = []
    if !outcome.warnings.isEmpty {
      members += #","warnings":"#.utf8
      members += try Coding.encode(outcome.warnings.map { Problem.Detail($0, language: language) })
    }
    var bytes = ByteBuffer()
    DocumentBytes.append(outcome.document, members: members, to: &bytes)
    var answer = json(bytes, status: .init(code: outcome.status))
    answer.headers[.eTag] = "\"\(outcome.document.rev)\""
    if outcome.status == 201 {
      let document = outcome.document
      answer.headers[.location] =
        Route.document(school: document.school, kind: document.kind.name, id: document.id.description).path
    }
    return answer
  }

  static let noContent = Answer(status: .noContent)

  static func problem(_ refusal: Refusal, language: Language, requestID: String) -> Answer {
    // Encoding texts and numbers can't fail; if it did, the status alone is still right.
    let bytes = (try? refusal.bytes(in: language, requestID: requestID)) ?? ByteBuffer()
    var answer = json(bytes, status: .init(code: refusal.code.status))
    answer.headers[.contentType] = "application/problem+json"
    answer.headers[.contentLanguage] = language == .chinese ? "zh-CN" : "en"
    if let current = refusal.current, refusal.code == .staleBase {
      answer.headers[.eTag] = "\"\(current.rev)\""
    }
    switch refusal.code {
    case .unauthenticated, .wrongCredentials: answer.headers[.wwwAuthenticate] = "Bearer"
    case .unavailable, .tooManyRequests: answer.headers[.retryAfter] = "\(refusal.retryAfter ?? 1)"
    default: break
    }
    return answer
  }

  /// - Parameter isHead: the same head goes out, its length included, and no body.
  func response(
    requestID: String, allowance: Traffic.Allowance? = nil, isEncrypted: Bool = false, isHead: Bool = false
  ) -> Response {
    // Appended and not set: none of them is there yet, and looking would cost every answer.
    var headers = headers
    func add(_ name: HTTPField.Name, _ value: String) { headers.append(HTTPField(name: name, value: value)) }
    add(Self.requestIDHeader, requestID)
    add(.xContentTypeOptions, "nosniff")
    add(.contentSecurityPolicy, "default-src 'none'; frame-ancestors 'none'")
    add(.referrerPolicy, "no-referrer")
    if isEncrypted { add(.strictTransportSecurity, "max-age=31536000") }
    if let allowance {
      add(.rateLimitPolicy, "\"account\";q=\(allowance.quota);w=\(allowance.windowSeconds)")
      add(.rateLimit, "\"account\";r=\(allowance.remaining);t=\(allowance.resetSeconds)")
    }
    guard let body else { return Response(status: status, headers: headers) }
    guard !isHead else {
      headers[.contentLength] = String(body.readableBytes)
      return Response(status: status, headers: headers)
    }
    guard let lease else { return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: body)) }
    let counted = ResponseBody(contentLength: body.readableBytes) { writer in
      defer { lease.end() }
      try await writer.write(body)
      try await writer.finish(nil)
    }
    return Response(status: status, headers: headers, body: counted)
  }

  static let requestIDHeader = HTTPField.Name.requestID
}

extension HTTPField.Name {
  static let requestID = known("X-Request-Id")
  static let idempotencyKey = known("Idempotency-Key")
  static let link = known("Link")
  static let allow = known("Allow")
  static let replayed = known("Idempotency-Replayed")
  static let referrerPolicy = known("Referrer-Policy")
  static let rateLimit = known("RateLimit")
  static let rateLimitPolicy = known("RateLimit-Policy")
  static let forwardedFor = known("X-Forwarded-For")

  /// A header's name, for names that are valid as they stand in this file.
  private static func known(_ name: String) -> HTTPField.Name { HTTPField.Name(name) ?? .server }
}

/// Rows about students in an answer: of which school and kind, and of which document where it is one.
struct StudentsShown: Sendable {
  let school: String
  let kind: String
  var id: String?
}
