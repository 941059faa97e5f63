import Crypto
import NIOCore
import Shared

/// A batch of mutations, read and checked on the request's side and applied by the writer in one piece.
struct Push: Sendable {
  /// One entry of the batch: a mutation, or what is wrong with it.
  private struct Item: Sendable {
    let n: Int
    let digest: [UInt8]
    let content: Result<Intent, Refusal>
  }

  let client: DocumentID
  let epoch: String?
  private let items: [Item]

  /// - Throws: `Refusal` with 400 when the batch itself can't be read; an entry that is no proper mutation is
  ///   answered for itself.
  init(_ body: JSON) throws {
    guard let object = body.object else { throw Refusal(.malformed, Text("应为一个对象", "must be an object")) }
    for key in object.keys where !["client", "epoch", "mutations"].contains(key) {
      throw Refusal(.malformed, Text("没有“\(key.excerpt())”这一项", "there is no member \"\(key.excerpt())\""))
    }
    guard let client = body["client"]?.string.flatMap(DocumentID.init(text:)) else {
      throw Refusal(.malformed, Text("client 应为 UUID", "client must be a UUID"))
    }
    self.client = client
    switch body["epoch"] ?? .null {
    case .null: epoch = nil
    case .string(let text): epoch = text
    default: throw Refusal(.malformed, Text("epoch 应为文字或 null", "epoch must be text or null"))
    }
    guard let mutations = body["mutations"]?.array else {
      throw Refusal(.malformed, Text("mutations 应为列表", "mutations must be a list"))
    }
    guard mutations.count <= PushRequest.maximumCount else {
      throw Refusal(
        .tooLarge,
        Text("一次最多 \(PushRequest.maximumCount) 项", "at most \(PushRequest.maximumCount) mutations at a time"))
    }
    var items: [Item] = []
    items.reserveCapacity(mutations.count)
    var seen: Set<DocumentID> = []
    for mutation in mutations {
      items.append(try Self.read(mutation, after: items.last?.n, client: client, seen: &seen))
    }
    self.items = items
  }

  private static func read(
    _ mutation: JSON, after previous: Int?, client: DocumentID, seen: inout Set<DocumentID>
  ) throws -> Item {
    // Without a number an entry has no identity; its place in the batch gives it one.
    let n = mutation["n"]?.number?.integer ?? previous.map { $0 + 1 }
    guard let n, (1...Int(Int32.max)).contains(n) else {
      throw Refusal(.malformed, Text("第一项缺少序号 n", "the first mutation has no number n"))
    }
    if let previous, n != previous + 1 {
      var refusal = Refusal(.mutationGap, Text("\(previous) 之后应为 \(previous + 1)", "\(previous + 1) must follow"))
      refusal.lastN = previous
      throw refusal
    }
    let digest = Array(SHA256.hash(data: mutation.canonicalBytes))
    let identity = MutationIdentity(client: client, n: n, digest: digest)
    do {
      let intent = try intent(mutation, identity)
      guard seen.insert(intent.id).inserted else {
        throw Refusal(
          .validation, at: JSONPointer(["id"]), "duplicate",
          Text("同一份文档在一批中只能出现一次", "a document occurs once in a batch"))
      }
      return Item(n: n, digest: digest, content: .success(intent))
    } catch let refusal as Refusal {
      return Item(n: n, digest: digest, content: .failure(refusal))
    }
  }

  private static func intent(_ mutation: JSON, _ identity: MutationIdentity) throws -> Intent {
    let known = ["n", "op", "kind", "id", "base", "body", "to", "comment"]
    for key in mutation.object?.keys ?? [] where !known.contains(key) {
      throw invalid(key, "unknown-member", Text("没有这一项", "there is no such member"))
    }
    guard let op = mutation["op"]?.string.flatMap(Shared.Operation.init) else {
      throw invalid("op", "enum", Text("没有这种操作", "there is no such operation"))
    }
    guard let kind = mutation["kind"]?.string.flatMap({ Kind.named($0) }) else {
      throw invalid("kind", "enum", Text("没有这种文档", "there is no such kind"))
    }
    guard let id = mutation["id"]?.string.flatMap(DocumentID.init(text:)) else {
      throw invalid("id", "format", Text("应为 UUID", "must be a UUID"))
    }
    var intent = Intent(op: op, kind: kind, id: id, mutation: identity)
    let base = mutation["base"] ?? .null
    if base != .null {
      guard let rev = base.number?.integer, rev >= 1 else {
        throw invalid("base", "type", Text("应为版本号", "must be a rev"))
      }
      intent.precondition = .rev(rev)
    }
    if op != .create, intent.precondition == .none {
      throw invalid("base", "required", Text("缺少所见的版本", "the rev that was seen is missing"))
    }
    if op == .create { intent.precondition = .absent }
    if let body = mutation["body"], body != .null { intent.body = CheckedBody(body, as: kind) }
    if [.create, .update, .restore].contains(op), intent.body == nil {
      throw invalid("body", "required", Text("缺少内容", "the body is missing"))
    }
    if op == .transition || op == .delete { intent.body = nil }
    if op == .transition {
      guard let to = mutation["to"]?.string.flatMap(DocumentState.init) else {
        throw invalid("to", "enum", Text("没有这种状态", "there is no such state"))
      }
      intent.to = to
    }
    switch mutation["comment"] ?? .null {
    case .null: break
    case .string(let comment): intent.comment = comment
    default: throw invalid("comment", "type", Text("应为文字", "must be text"))
    }
    return intent
  }

  private static func invalid(_ member: String, _ code: String, _ text: Text) -> Refusal {
    Refusal(.validation, at: JSONPointer([member]), code, text)
  }

  /// Applies the batch inside the writer's transaction.
  ///
  /// - Returns: one result for each mutation, in order.
  /// - Throws: `Refusal` for the batch as a whole; nothing of it is kept then.
  func apply(in session: WriteSession, epoch current: String) throws -> (lastN: Int, results: [PushResult]) {
    if let epoch, epoch != current {
      throw Refusal(.epochChanged, Text("请从头读取", "read afresh"))
    }
    let before = try lastN(in: session)
    if let first = items.first?.n, first > before + 1 {
      var refusal = Refusal(.mutationGap, Text("已收到第 \(before) 项", "the last that was taken is \(before)"))
      refusal.lastN = before
      throw refusal
    }
    var results: [PushResult] = []
    results.reserveCapacity(items.count)
    var room = PageBudget.bytes
    for item in items {
      var result = try item.n <= before ? replay(item, in: session) : apply(item, in: session)
      result.refusal?.takeRoom(&room)
      if let refusal = result.refusal, !refusal.isElsewhere, let current = refusal.current, current.kind.namesStudents,
        !current.isDeleted
      {
        try session.note(.studentsRead, kind: current.kind.name, id: current.id.description)
      }
      results.append(result)
    }
    let lastN = max(before, items.last?.n ?? 0)
    try session.connection.execute(
      """
      INSERT INTO sync_client (school, client, account, last_n)
      VALUES (\(session.school), \(client), \(session.caller.account), \(lastN))
      ON CONFLICT (school, client) DO UPDATE SET last_n = \(lastN)
      """)
    try session.finish()
    return (lastN, results)
  }

  private func lastN(in session: WriteSession) throws -> Int {
    let row = try session.connection.first(
      "SELECT account, last_n FROM sync_client WHERE school = \(session.school) AND client = \(client)"
    ) { ($0.text(0), $0.int(1)) }
    guard let (account, lastN) = row else { return 0 }
    guard account == session.caller.account else {
      throw Refusal(.forbidden, Text("这个客户端属于别人", "this client belongs to somebody else"))
    }
    return lastN
  }

  private func apply(_ item: Item, in session: WriteSession) throws -> PushResult {
    do {
      let outcome = try session.apply(try item.content.get())
      return PushResult(n: item.n, status: outcome.status, rev: outcome.document.rev, warnings: outcome.warnings)
    } catch let refused as Refusal {
      let refusal = refused.keepable()
      if refusal.code == .forbidden, case .success(let intent) = item.content {
        try session.note(.refused, kind: intent.kind.name, id: intent.id.description, detail: intent.op.rawValue)
      }
      let stored = String(decoding: try Coding.encode(refusal), as: UTF8.self)
      try session.connection.execute(
        """
        INSERT INTO refusal (school, client, n, digest, at, problem)
        VALUES (\(session.school), \(client), \(item.n), \(item.digest), \(session.now), \(stored))
        """)
      return PushResult(n: item.n, status: refusal.code.status, refusal: refusal)
    }
  }

  /// What came of a mutation that was taken before. Documents are shown as they are now.
  private func replay(_ item: Item, in session: WriteSession) throws -> PushResult {
    let accepted = try session.connection.first(
      """
      SELECT status, rev, digest FROM change
      WHERE school = \(session.school) AND client = \(client) AND n = \(item.n)
      """
    ) { (status: $0.int(0), rev: $0.int(1), digest: $0.bytes(2)) }
    if let accepted {
      try check(item, sameAs: accepted.digest)
      return PushResult(n: item.n, status: accepted.status, rev: accepted.rev, isReplayed: true)
    }
    let refused = try session.connection.first(
      """
      SELECT digest, problem FROM refusal
      WHERE school = \(session.school) AND client = \(client) AND n = \(item.n)
      """
    ) { (digest: $0.bytes(0), problem: $0.text(1)) }
    guard let refused else { throw StoreError.corrupt("mutation \(client) \(item.n) has no outcome") }
    try check(item, sameAs: refused.digest)
    var refusal = try Coding.decode(Refusal.self, from: refused.problem.utf8)
    if refusal.code == .staleBase || refusal.code == .gone, case .success(let intent) = item.content {
      refusal.current = try session.visible(intent.id)
    }
    return PushResult(n: item.n, status: refusal.code.status, refusal: refusal, isReplayed: true)
  }

  private func check(_ item: Item, sameAs digest: [UInt8]) throws {
    guard item.digest == digest else {
      throw Refusal(
        .mutationReused,
        Text("第 \(item.n) 项以前是别的内容；请换新的 client", "number \(item.n) was something else; take a new client id"))
    }
  }
}

/// The result of one mutation before it is put into a language.
struct PushResult: Sendable {
  let n: Int
  let status: Int
  var rev: Int?
  var refusal: Refusal?
  var isReplayed = false
  var warnings: Violations = []

  /// Writes the whole answer to a push. Documents that stand in the way go out as the bytes that are stored.
  static func write(
    _ results: [PushResult], lastN: Int, epoch: String, in language: Language, to bytes: inout ByteBuffer
  ) throws {
    bytes.writeString(#"{"epoch":"\#(epoch)","lastN":\#(lastN),"results":["#)
    for (index, result) in results.enumerated() {
      if index > 0 { bytes.writeStaticString(",") }
      try result.write(in: language, to: &bytes)
    }
    bytes.writeStaticString("]}")
  }

  private func write(in language: Language, to bytes: inout ByteBuffer) throws {
    let plain = PushResponse.Result(
      n: n, status: status, rev: rev, replayed: isReplayed ? true : nil,
      warnings: warnings.isEmpty ? nil : warnings.map { Problem.Detail($0, language: language) })
    bytes.writeBytes(try Coding.encode(plain))
    guard let refusal else { return }
    bytes.moveWriterIndex(to: bytes.writerIndex - 1)
    bytes.writeStaticString(#","problem":"#)
    bytes.writeImmutableBuffer(try refusal.bytes(in: language))
    bytes.writeStaticString("}")
  }
}

extension Refusal {
  /// Says where the present document is instead of showing it when there is no room left for it.
  fileprivate mutating func takeRoom(_ room: inout Int) {
    guard code == .staleBase, let current, !current.isDeleted else { return }
    isElsewhere = current.size > room
    if !isElsewhere { room -= current.size }
  }

  /// Reads the present document, if it is to be shown.
  mutating func loadCurrent(in connection: Connection) throws {
    guard code == .staleBase, !isElsewhere, current?.isDeleted == false else { return }
    try current?.load(in: connection)
  }
}

extension WriteSession {
  /// A document as the caller may see it now, without its bytes.
  fileprivate func visible(_ id: DocumentID) throws -> StoredDocument? {
    guard let document = try StoredDocument.find(id, school: school, loads: false, in: connection),
      try scope.contains(document, in: connection)
    else { return nil }
    return document
  }
}
