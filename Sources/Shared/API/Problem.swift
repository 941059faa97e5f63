/// The one error that crosses the wire (RFC 9457). The client gets what the server threw, whole.
public struct Problem: Error, Codable, Hashable, Sendable {
  /// One thing wrong with the body that was sent.
  public struct Detail: Codable, Hashable, Sendable {
    /// Where in the body; for score sheets that are files, see `row` and `column`.
    public var pointer: String
    public var code: String
    public var detail: String
    /// The record in an imported file, the header being record 1.
    public var row: Int?
    public var column: String?
    public var sheet: String?

    public init(
      pointer: String, code: String, detail: String, row: Int? = nil, column: String? = nil,
      sheet: String? = nil
    ) {
      self.pointer = pointer
      self.code = code
      self.detail = detail
      self.row = row
      self.column = column
      self.sheet = sheet
    }

    public init(_ violation: Violation, language: Language) {
      self.init(
        pointer: violation.pointer.description, code: violation.code, detail: violation.text[language])
    }
  }

  /// The document that stands in the way.
  public enum Current: Codable, Hashable, Sendable {
    case document(AnyDocument)
    /// The answer had no room left for it: the path to fetch it from.
    case elsewhere(href: String)

    private enum CodingKeys: String, CodingKey { case href }

    public init(from decoder: any Decoder) throws {
      if let href = try decoder.container(keyedBy: CodingKeys.self).decodeIfPresent(String.self, forKey: .href) {
        self = .elsewhere(href: href)
      } else {
        self = .document(try AnyDocument(from: decoder))
      }
    }

    public func encode(to encoder: any Encoder) throws {
      switch self {
      case .document(let document): try document.encode(to: encoder)
      case .elsewhere(let href):
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(href, forKey: .href)
      }
    }

    /// The document where it is told; nil where it has to be fetched.
    public var document: AnyDocument? {
      if case .document(let document) = self { document } else { nil }
    }
  }

  /// What names a document that was to be deleted.
  public struct Use: Codable, Hashable, Sendable {
    public struct Document: Codable, Hashable, Sendable {
      public var kind: String
      public var id: DocumentID

      public init(kind: String, id: DocumentID) {
        self.kind = kind
        self.id = id
      }
    }

    /// How many documents, and of a teacher accounts, name it.
    public var count: Int
    /// The first of them that the caller may read, at most ten.
    public var documents: [Document]

    public static let most = 10

    public init(count: Int, documents: [Document]) {
      self.count = count
      self.documents = documents
    }
  }

  /// `/problems/` and the code.
  public var type: String
  public var title: String
  public var status: Int
  public var detail: String?
  public var requestId: String?
  public var errors: [Detail]?
  /// How many more things are wrong than `errors` names; absent when it names all.
  public var more: Int?
  /// On 412: the document as it is now, or where to fetch it; where that is deleted, see `tombstone`.
  public var current: Current?
  /// On 410 for a document, and on 412 for a deleted one.
  public var tombstone: Tombstone?
  /// On 409 `duplicate`: the id of the document that is there.
  public var existing: DocumentID?
  /// On 409 `in-use`: what rests on the document.
  public var use: Use?
  /// On 409 `mutation-gap`: the last mutation that was taken.
  public var lastN: Int?
  /// On 410 `cursor-gone`: why.
  public var reason: String?
  /// On 410 `cursor-gone`: where to begin again.
  public var restart: String?

  public init(
    _ code: ProblemCode, detail: Text? = nil, language: Language = .chinese
  ) {
    type = code.type
    title = code.title[language]
    status = code.status
    self.detail = detail?[language]
  }

  /// The code in `type`, or nil for a problem that another program wrote.
  public var code: ProblemCode? { ProblemCode(rawValue: String(type.split(separator: "/").last ?? "")) }
}

/// Every problem that Beike answers with, its status and what it is called.
public enum ProblemCode: String, CaseIterable, Sendable {
  case malformed
  case badParameter = "bad-parameter"
  case badCursor = "bad-cursor"
  case unauthenticated
  case wrongCredentials = "wrong-credentials"
  case forbidden
  case notFound = "not-found"
  case methodNotAllowed = "method-not-allowed"
  case notAcceptable = "not-acceptable"
  case timeout
  case duplicate
  case wrongState = "wrong-state"
  case fixedMember = "fixed-member"
  case inUse = "in-use"
  case conflict
  case mutationGap = "mutation-gap"
  case epochChanged = "epoch-changed"
  case requestRunning = "request-running"
  case gone
  case cursorGone = "cursor-gone"
  case staleBase = "stale-base"
  case tooLarge = "too-large"
  case unsupportedMediaType = "unsupported-media-type"
  case validation
  case mutationReused = "mutation-reused"
  case preconditionRequired = "precondition-required"
  case tooManyRequests = "too-many-requests"
  case headersTooLarge = "headers-too-large"
  case `internal`
  case unavailable

  public var type: String { "/problems/\(rawValue)" }

  public var status: Int {
    switch self {
    case .malformed, .badParameter, .badCursor: 400
    case .unauthenticated, .wrongCredentials: 401
    case .forbidden: 403
    case .notFound: 404
    case .methodNotAllowed: 405
    case .notAcceptable: 406
    case .timeout: 408
    case .duplicate, .wrongState, .fixedMember, .inUse, .conflict, .mutationGap, .epochChanged, .requestRunning: 409
    case .gone, .cursorGone: 410
    case .staleBase: 412
    case .tooLarge: 413
    case .unsupportedMediaType: 415
    case .validation, .mutationReused: 422
    case .preconditionRequired: 428
    case .tooManyRequests: 429
    case .headersTooLarge: 431
    case .internal: 500
    case .unavailable: 503
    }
  }

  public var title: Text {
    switch self {
    case .malformed: Text("请求无法读懂", "The request can't be read")
    case .badParameter: Text("参数有误", "A parameter is wrong")
    case .badCursor: Text("游标无效", "The cursor is not valid here")
    case .unauthenticated: Text("请先登录", "Not logged in")
    case .wrongCredentials: Text("登录名、密码或激活码不对", "The login name, password or activation code is not right")
    case .forbidden: Text("没有权限", "Not allowed")
    case .notFound: Text("没有找到", "Not found")
    case .methodNotAllowed: Text("此处不能这样操作", "Method not allowed")
    case .notAcceptable: Text("没有这种格式", "Not available in this format")
    case .timeout: Text("请求太慢", "The request took too long")
    case .duplicate: Text("已经有一份", "There is one already")
    case .wrongState: Text("现在的状态不允许", "Its state does not allow this")
    case .fixedMember: Text("建立后不能改", "Can't be changed after creation")
    case .inUse: Text("还有文档用到它", "Documents rest on it")
    case .conflict: Text("与现有内容冲突", "In conflict with what is there")
    case .mutationGap: Text("序号不连续", "A mutation number is missing")
    case .epochChanged: Text("服务器已从备份恢复", "The server was restored from a backup")
    case .requestRunning: Text("同一请求正在处理", "The same request is still running")
    case .gone: Text("已删除", "Deleted")
    case .cursorGone: Text("游标已失效，请从头读取", "The cursor is gone; read afresh")
    case .staleBase: Text("文档已被别人改过", "The document has changed since")
    case .tooLarge: Text("内容太大", "Too large")
    case .unsupportedMediaType: Text("不支持的内容类型", "Unsupported media type")
    case .validation: Text("内容有误", "The content is not right")
    case .mutationReused: Text("同一序号用于不同内容", "A mutation number was used again")
    case .preconditionRequired: Text("缺少 If-Match", "If-Match is missing")
    case .tooManyRequests: Text("请求太多", "Too many requests")
    case .headersTooLarge: Text("请求头太大", "The headers are too large")
    case .internal: Text("服务器出错", "Something went wrong in the server")
    case .unavailable: Text("服务器暂时不可用", "The server is unavailable for now")
    }
  }
}
