import NIOCore
import Shared

/// Why something was not done, before it is put into a language: the server's side of `Problem`.
struct Refusal: Error, Codable, Hashable, Sendable {
  struct Finding: Codable, Hashable, Sendable {
    var pointer: String
    var code: String
    var text: Text
    var row: Int?
    var column: String?
  }

  private var codeName: String
  var detail: Text?
  var findings: [Finding]
  /// How many more findings there are than are told; nil when all are.
  var more: Int?
  /// The document that is there, when its id is told.
  var existing: DocumentID?
  /// What rests on the document that was to be deleted.
  var use: Problem.Use?
  var lastN: Int?
  var reason: String?
  var restart: String?
  /// Present documents and tombstones are added when the answer is written, and never stored.
  var current: StoredDocument?
  /// Whether the answer has no room left for the present document: it says then where to fetch it.
  var isElsewhere = false
  /// Seconds after which it is worth coming again.
  var retryAfter: Int?
  /// How often in a row the caller was refused for asking too much.
  var refusalsInARow: Int?

  private enum CodingKeys: String, CodingKey {
    case codeName = "code"
    case detail, findings, more, existing, use, lastN, reason, restart
  }

  init(_ code: ProblemCode, _ detail: Text? = nil, violations: Violations = []) {
    codeName = code.rawValue
    self.detail = detail
    findings = violations.map { Finding(pointer: $0.pointer.description, code: $0.code, text: $0.text) }
    more = violations.more > 0 ? violations.more : nil
  }

  /// One thing wrong at one place.
  init(_ code: ProblemCode, at pointer: JSONPointer, _ finding: String, _ text: Text) {
    self.init(code, violations: [Violation(pointer, finding, text)])
  }

  static let noToken = Refusal(.unauthenticated, Text("请求没有带令牌", "the request has no token"))

  static let tokenDoesNotCount = Refusal(
    .unauthenticated, Text("令牌无效、已过期或已撤销", "the token is not valid, has expired or was revoked"))

  static func gone(_ document: StoredDocument) -> Refusal {
    var refusal = Refusal(.gone, Text("可以恢复", "it can be restored"))
    refusal.current = document
    return refusal
  }

  /// What is told and kept for good of a mutation that was refused: as many findings as fit into some kilobytes, the
  /// first one in any case. A batch of 500 so takes no more room than it had itself.
  func keepable() -> Refusal {
    var kept = self
    var bytes = 0
    let fitting = findings.prefix { finding in
      bytes +=
        finding.pointer.utf8.count + finding.code.utf8.count + finding.text.zh.utf8.count
        + finding.text.en.utf8.count + 64
      return bytes <= Self.keptBytes
    }
    kept.findings = Array(findings.prefix(max(1, fitting.count)))
    let cut = findings.count - kept.findings.count
    if cut > 0 { kept.more = (more ?? 0) + cut }
    return kept
  }

  private static let keptBytes = 4096

  var code: ProblemCode { ProblemCode(rawValue: codeName) ?? .internal }

  /// The problem as it is answered.
  /// - Throws: `StoreError.corrupt`.
  func bytes(in language: Language, requestID: String? = nil) throws -> ByteBuffer {
    var problem = problem(in: language)
    problem.requestId = requestID
    var buffer = ByteBuffer(bytes: try Coding.encode(problem))
    guard let current, current.isLoaded, problem.current == nil, problem.tombstone == nil, code != .gone else {
      return buffer
    }
    // The stored bytes are what `current` is: they are put before the last brace as they are.
    buffer.moveWriterIndex(to: buffer.writerIndex - 1)
    buffer.writeStaticString(#","current":"#)
    DocumentBytes.append(current, to: &buffer)
    buffer.writeStaticString("}")
    return buffer
  }

  /// The problem without the document that stands in the way, unless that has to be fetched.
  func problem(in language: Language) -> Problem {
    var problem = Problem(code, detail: detail, language: language)
    if !findings.isEmpty {
      problem.errors = findings.map {
        Problem.Detail(
          pointer: $0.pointer, code: $0.code, detail: $0.text[language], row: $0.row, column: $0.column)
      }
      problem.more = more
    }
    problem.existing = existing
    problem.use = use
    problem.lastN = lastN
    problem.reason = reason
    problem.restart = restart
    if let current, current.isDeleted {
      problem.tombstone = Tombstone(rev: current.rev, updatedAt: current.updatedAt, updatedBy: current.updatedBy)
    } else if let current, isElsewhere {
      problem.current = .elsewhere(
        href: Route.document(school: current.school, kind: current.kind.name, id: current.id.description).path)
    }
    return problem
  }
}
