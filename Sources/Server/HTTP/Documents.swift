import Crypto
import HTTPTypes
import Hummingbird
import NIOCore
import Shared

/// The routes of documents: the same for every kind.
extension Exchange {
  func list(_ school: String, _ kindName: String) throws -> Answer {
    try register.store.read { connection in
      let scope = try scope(school, in: connection)
      let list = try DocumentList(query, kind: kind(kindName), scope: scope, sealer: register.sealer)
      let page = try list.answer(from: connection, sealer: register.sealer)
      var answer = Answer.json(page.bytes)
      if list.kind.namesStudents, !page.isEmpty { answer.shown = StudentsShown(school: school, kind: kindName) }
      if let next = page.next {
        let path = Route.documents(school: school, kind: kindName).path
        let rest = (request.uri.query ?? "").utf8.split(separator: UInt8(ascii: "&")).map { String(Substring($0)) }
        let query = (rest.filter { !$0.hasPrefix("cursor=") } + ["cursor=\(next)"]).joined(separator: "&")
        answer.headers[.link] = "<\(path)?\(query)>; rel=\"next\""
      }
      return answer
    }
  }

  /// The path that is walked most: two look-ups, and the stored bytes go out as they are.
  func document(_ school: String, _ kindName: String, _ idText: String) throws -> Answer {
    return try register.store.read { connection in
      let scope = try scope(school, in: connection)
      let kind = try kind(kindName)
      let id = try id(idText)
      let answer =
        try connection.first(
          """
          SELECT d.rev, d.deleted, d.kind, d.group_id, d.term, \(DocumentBytes.columns) FROM \(StoredDocument.table)
          WHERE d.school = \(school) AND d.id = \(id)
          """
        ) { row -> Answer?? in
          // The scope's rule is asked here and not in the statement, which so stays one and the same for everybody.
          guard row.text(2) == kind.name,
            try scope.contains(kind, group: { row.optionalID(3) }, term: { row.optionalText(4) }, in: connection)
          else { return nil }
          return row.bool(1) ? .some(nil) : try documentAnswer(row)
        } ?? nil
      guard let answer else { throw Refusal(.notFound) }
      if var answer {
        if kind.namesStudents { answer.shown = StudentsShown(school: school, kind: kind.name, id: id.description) }
        return answer
      }
      let deleted = try StoredDocument.find(id, school: school, loads: false, in: connection)
      guard let deleted else { throw Refusal(.notFound) }
      throw Refusal.gone(deleted)
    }
  }

  private func documentAnswer(_ row: ResultRow) throws -> Answer {
    let rev = row.int(0)
    var answer = Answer()
    answer.headers.append(HTTPField(name: .eTag, value: "\"\(rev)\""))
    answer.headers.append(HTTPField(name: .cacheControl, value: "private, no-cache"))
    if let known = headers[.ifNoneMatch], known.trimmingSpaces == "*" || EntityTag.revs(known)?.contains(rev) ?? false {
      answer.status = .notModified
      return answer
    }
    answer.headers.append(HTTPField(name: .contentType, value: "application/json"))
    var buffer = ByteBuffer()
    try DocumentBytes.append(row, at: 5, to: &buffer)
    answer.body = buffer
    return answer
  }

  /// Creation by another system, which lets the server make the id.
  func create(_ school: String, _ kindName: String, _ tree: JSON) async throws -> Answer {
    let kind = try kind(kindName)
    let intent = Intent(
      op: .create, kind: kind, id: register.newID(), precondition: .absent, body: CheckedBody(tree, as: kind))
    guard let key = try idempotencyKey() else {
      return try .document(
        await register.apply(intent, as: caller, school: school, requestID: requestID), language: language)
    }
    let digest = Array(SHA256.hash(data: Array(kind.name.utf8) + [0] + tree.canonicalBytes))
    let (outcome, isReplay) = try await register.write(as: caller, school: school, requestID: requestID) { session in
      try session.applyOnce(intent, key: key, digest: digest)
    }
    var answer = try Answer.document(outcome, language: language)
    if isReplay {
      answer.headers[.replayed] = "true"
      answer.shown = shown(outcome.document)
    }
    return answer
  }

  /// The key under which a creation counts once.
  /// - Throws: `Refusal` with 400.
  func idempotencyKey() throws -> String? {
    guard let key = headers[.idempotencyKey] else { return nil }
    guard (1...200).contains(key.utf8.count) else {
      throw Refusal(.badParameter, Text("Idempotency-Key 应为 1 到 200 字节", "Idempotency-Key has 1 to 200 bytes"))
    }
    return key
  }

  func put(_ school: String, _ kindName: String, _ idText: String, _ tree: JSON) async throws -> Answer {
    let kind = try kind(kindName)
    let intent = Intent(
      op: precondition == .absent ? .create : .update, kind: kind, id: try id(idText), precondition: precondition,
      body: CheckedBody(tree, as: kind))
    return try .document(
      await register.apply(intent, as: caller, school: school, requestID: requestID), language: language)
  }

  /// A merge patch is applied to the stored body on this side, against a rev that the writer checks again.
  func patch(_ school: String, _ kindName: String, _ idText: String, _ patch: JSON) async throws -> Answer {
    var precondition = precondition
    let (kind, id) = (try kind(kindName), try id(idText))
    guard let current = try register.store.read({ try StoredDocument.find(id, school: school, in: $0) }) else {
      throw Refusal(.notFound)
    }
    var body: CheckedBody?
    if current.kind == kind, !current.isDeleted {
      body = CheckedBody(try current.tree().applying(mergePatch: patch), as: kind)
    }
    switch precondition {
    case .none: break
    case .present: precondition = .rev(current.rev)
    // The patch was applied to what is there now; any other rev is not it, not even one that is just being written.
    case .absent: precondition = .rev(0)
    case .revs(let revs): precondition = .rev(revs.contains(current.rev) ? current.rev : 0)
    }
    let intent = Intent(op: .update, kind: kind, id: id, precondition: precondition, body: body)
    let outcome = try await register.apply(intent, as: caller, school: school, requestID: requestID)
    var answer = try Answer.document(outcome, language: language)
    answer.shown = shown(outcome.document)
    return answer
  }

  func delete(_ school: String, _ kindName: String, _ idText: String) async throws -> Answer {
    let intent = Intent(op: .delete, kind: try kind(kindName), id: try id(idText), precondition: precondition)
    let outcome = try await register.apply(intent, as: caller, school: school, requestID: requestID)
    guard !outcome.warnings.isEmpty else { return .noContent }
    return try .json(encoding: Warnings(outcome.warnings, language: language))
  }

  /// What should be looked at in a document as it is now.
  func warnings(_ school: String, _ kindName: String, _ idText: String) throws -> Answer {
    try register.store.snapshot { connection -> Answer in
      var document = try findVisible(school, kindName, idText, in: connection)
      guard !document.isDeleted else { throw Refusal.gone(document) }
      try document.load(in: connection)
      let tree = try document.tree()
      var warnings = PrivateNumbers.warnings(in: tree, of: document.kind)
      let today = try SchoolZone.of(school, in: connection).day(at: register.now)
      warnings.add(
        contentsOf: try document.warningsOfRules(tree, today: today, in: connection) {
          try Term.find($0, school: school, in: connection)
        })
      return try .json(encoding: Warnings(warnings, language: language))
    }
  }

  func transition(_ school: String, _ kindName: String, _ idText: String, _ tree: JSON) async throws -> Answer {
    let (kind, id) = (try kind(kindName), try id(idText))
    let transition = try tree.value(Transition.self, members: ["to", "comment"])
    let intent = Intent(
      op: .transition, kind: kind, id: id, precondition: precondition, to: transition.to,
      comment: transition.comment)
    return try .document(
      await register.apply(intent, as: caller, school: school, requestID: requestID), language: language)
  }

  /// Brings a deleted document back, with the body that is sent or the one that it had.
  func restore(_ school: String, _ kindName: String, _ idText: String, _ tree: JSON?) async throws -> Answer {
    let kind = try kind(kindName)
    let intent = Intent(
      op: .restore, kind: kind, id: try id(idText), precondition: precondition,
      body: tree.map { CheckedBody($0, as: kind) })
    let outcome = try await register.apply(intent, as: caller, school: school, requestID: requestID)
    var answer = try Answer.document(outcome, language: language)
    answer.shown = shown(outcome.document)
    return answer
  }

  /// The document at every rev, newest first, each as it was; at most `limit` of them and as many as the budget of
  /// bytes allows.
  func history(_ school: String, _ kindName: String, _ idText: String) throws -> Answer {
    let limit = try query.integer("limit", in: 1...500) ?? 50
    let before = try query.integer("before", in: 1...Int(Int32.max)) ?? Int(Int32.max)
    return try register.store.snapshot { connection -> Answer in
      let document = try findVisible(school, kindName, idText, in: connection)
      var bytes = ByteBuffer(string: #"{"items":["#)
      var (count, last, isFull) = (0, 0, false)
      try connection.walk(
        """
        SELECT c.rev, c.comment, \(DocumentBytes.size), \(DocumentBytes.columns) FROM change c
        WHERE c.school = \(school) AND c.id = \(document.id) AND c.rev < \(before)
        ORDER BY c.rev DESC LIMIT \(limit + 1)
        """
      ) { row in
        guard count < limit, count == 0 || bytes.readableBytes + row.int(2) <= PageBudget.bytes else {
          isFull = true
          return false
        }
        if count > 0 { bytes.writeStaticString(",") }
        try appendRevision(row, to: &bytes)
        count += 1
        last = row.int(0)
        return true
      }
      bytes.writeStaticString("]")
      if isFull { bytes.writeString(#","next":"\#(last)""#) }
      bytes.writeStaticString("}")
      var answer = Answer.json(bytes)
      answer.shown = shown(document)
      return answer
    }
  }

  private func shown(_ document: StoredDocument) -> StudentsShown? {
    guard document.kind.namesStudents else { return nil }
    return StudentsShown(school: document.school, kind: document.kind.name, id: document.id.description)
  }

  func revision(_ school: String, _ kindName: String, _ idText: String, _ revText: String) throws -> Answer {
    return try register.store.snapshot { connection -> Answer in
      let document = try findVisible(school, kindName, idText, in: connection)
      guard let rev = Int(revText) else { throw Refusal(.notFound) }
      var bytes = ByteBuffer()
      let found: Void? = try connection.first(
        """
        SELECT c.rev, c.comment, \(DocumentBytes.size), \(DocumentBytes.columns) FROM change c
        WHERE c.school = \(school) AND c.id = \(document.id) AND c.rev = \(rev)
        """
      ) { try appendRevision($0, to: &bytes) }
      guard found != nil else { throw Refusal(.notFound) }
      var answer = Answer.json(bytes)
      answer.headers[.eTag] = "\"\(rev)\""
      answer.shown = shown(document)
      return answer
    }
  }

  private func appendRevision(_ row: ResultRow, to bytes: inout ByteBuffer) throws {
    var members: [UInt8] = []
    if let comment = row.optionalText(1) {
      members += #","comment":"#.utf8
      JSON.write(comment, to: &members)
    }
    try DocumentBytes.append(row, at: 3, members: members, to: &bytes)
  }

  /// A document that the caller may know of, deleted ones included; without its bytes.
  private func findVisible(
    _ school: String, _ kindName: String, _ idText: String, in connection: Connection
  ) throws -> StoredDocument {
    let scope = try scope(school, in: connection)
    let kind = try kind(kindName)
    guard let document = try StoredDocument.find(id(idText), school: school, loads: false, in: connection),
      document.kind == kind, try scope.contains(document, in: connection)
    else { throw Refusal(.notFound) }
    return document
  }
}
