import Shared

/// What came of an intent that was carried out.
struct Outcome: Sendable {
  /// 201 for a document that was made, 200 for all else.
  let status: Int
  let document: StoredDocument
  /// What was taken and should be looked at all the same.
  var warnings: Violations = []
}

extension WriteSession {
  /// The only way in which a document changes. Checks, in the order in which the API promises them: existence and
  /// visibility (404), deletion (410), access (403), precondition (428, 412), references to what the caller may not
  /// know of (422), state, fixed members, natural keys and use by others (409), the rest of the content (422). Then
  /// writes the document, its change row and its projections.
  ///
  /// - Throws: `Refusal`; nothing was written then.
  func apply(_ intent: Intent) throws -> Outcome {
    var existing = try StoredDocument.find(intent.id, school: school, loads: false, in: connection)
    try checkExistence(intent, existing)
    try checkAccess(intent, existing)
    try checkPrecondition(intent, existing)
    var intent = try restoringLastBody(intent, existing)
    if let body = intent.body {
      try existing?.load(in: connection)
      try checkReferences(intent.kind, body, existing)
    }
    try checkState(intent, existing)
    // What was refused so far cost nothing of the document's size.
    try existing?.load(in: connection)
    intent = try checkComment(intent)
    if let body = intent.body {
      try checkFixedMembers(body, existing)
      try checkNaturalKey(intent.kind, body, id: intent.id)
      try checkContent(intent.kind, body)
    }
    var warnings = intent.body?.warnings ?? []
    if let existing, intent.op == .delete { warnings.add(contentsOf: try checkUse(of: existing)) }
    var outcome = try undoable { try write(intent, existing) }
    if let tree = intent.body?.tree {
      warnings.add(contentsOf: try warningsOfRules(about: outcome.document, tree))
    }
    outcome.warnings = warnings
    return outcome
  }

  private func checkExistence(_ intent: Intent, _ existing: StoredDocument?) throws {
    guard let existing else {
      guard intent.op == .create || (intent.op == .update && intent.precondition == .none) else {
        throw Refusal(.notFound)
      }
      return
    }
    guard existing.kind == intent.kind, try scope.contains(existing, in: connection) else { throw Refusal(.notFound) }
    if existing.isDeleted, intent.op != .restore {
      var refusal = Refusal(
        .gone,
        Text("\(existing.updatedBy)已把它删除；可以恢复", "\(existing.updatedBy) has deleted it; it can be restored"))
      refusal.current = existing
      throw refusal
    }
  }

  private func checkAccess(_ intent: Intent, _ existing: StoredDocument?) throws {
    // What is not handed in has no states to move between, whoever asks: that is told as such.
    if intent.op == .transition, !intent.kind.isHandedIn, intent.to != .draft { return }
    let group =
      if let existing { existing.groupID } else {
        intent.body?.tree["groupId"]?.string.flatMap(DocumentID.init(text:))
      }
    let operation = intent.operation(isNew: existing == nil)
    let isAllowed = operation.map {
      caller.may($0, intent.kind, group: group, owner: existing?.owner, at: now)
    }
    if isAllowed ?? false { return }
    // A group that is missing or unknown is a fault of the content, which is told as such.
    let groupIsKnown = try group.map { try kind(of: $0) == Group.kind.name } ?? false
    if existing == nil, intent.kind.belongsToGroup, !groupIsKnown, let body = intent.body {
      try checkReferences(intent.kind, body, nil)
      try checkContent(intent.kind, body)
    }
    throw Refusal(
      .forbidden,
      operation.map { caller.reason(against: $0, intent.kind, group: group, owner: existing?.owner, at: now) })
  }

  private func checkPrecondition(_ intent: Intent, _ existing: StoredDocument?) throws {
    guard let existing else { return }
    switch (intent.precondition, intent.op) {
    case (.present, _): return
    case (.revs(let revs), _) where revs.contains(existing.rev): return
    case (.none, .update), (.none, .delete), (.none, .transition), (.none, .restore):
      throw Refusal(
        .preconditionRequired,
        Text("请在 If-Match 中写明所见的版本", "say in If-Match which rev you have seen"))
    case (.revs, _), (.absent, _), (.none, .create):
      var refusal = Refusal(
        .staleBase, Text("现在是第 \(existing.rev) 版", "it is at rev \(existing.rev) now"))
      refusal.current = existing
      throw refusal
    }
  }

  private func checkState(_ intent: Intent, _ existing: StoredDocument?) throws {
    guard let existing else {
      guard intent.op != .transition else { throw Refusal(.notFound) }
      return
    }
    let label = existing.state?.label ?? Text("", "")
    switch intent.op {
    case .create: break
    case .restore where !existing.isDeleted:
      throw Refusal(.wrongState, Text("没有被删除，不必恢复", "it is not deleted"))
    case .restore: break
    case .update, .delete:
      guard let state = existing.state, intent.operation(isNew: false)?.states?.contains(state) == false else { return }
      throw Refusal(.wrongState, Text("\(label.zh)的文档不能改；请先退回", "it is \(label.en); it must be returned first"))
    case .transition:
      guard let state = existing.state, intent.operation(isNew: false)?.states?.contains(state) ?? false else {
        let target = intent.to?.label ?? Text("", "")
        throw Refusal(
          .wrongState, Text("不能从“\(label.zh)”到“\(target.zh)”", "it can't go from \(label.en) to \(target.en)"))
      }
    }
  }

  /// A restore without a body takes the one that was deleted.
  private func restoringLastBody(_ intent: Intent, _ existing: StoredDocument?) throws -> Intent {
    guard intent.op == .restore, intent.body == nil, existing?.isDeleted == true else { return intent }
    let last = try connection.first(
      """
      SELECT \(DocumentBytes.columns) FROM change c
      WHERE c.school = \(school) AND c.id = \(intent.id) AND length(c.body) > 0 ORDER BY c.rev DESC LIMIT 1
      """
    ) { try DocumentBytes.read($0, at: 0).body }
    guard let last, let tree = try? JSON(parsing: last) else {
      throw Refusal(.validation, Text("内容已不在，请随请求送来", "its content is gone; send one along"))
    }
    var intent = intent
    intent.body = CheckedBody(tree, as: intent.kind)
    return intent
  }

  private func checkComment(_ intent: Intent) throws -> Intent {
    guard let comment = intent.comment else { return intent }
    let (canonical, violations) = Transition.check(comment: comment)
    guard violations.isEmpty else { throw Refusal(.validation, violations: violations) }
    var intent = intent
    intent.comment = canonical
    return intent
  }

  private func checkFixedMembers(_ body: CheckedBody, _ existing: StoredDocument?) throws {
    guard let existing else { return }
    if body.tree["groupId"]?.string != existing.groupID?.description {
      throw Refusal(
        .fixedMember, at: JSONPointer(["groupId"]), "fixed", Text("备课组建立后不能改", "the group can't be changed"))
    }
    if body.tree["term"]?.string != existing.term {
      throw Refusal(
        .fixedMember, at: JSONPointer(["term"]), "fixed", Text("学期建立后不能改", "the term can't be changed"))
    }
  }

  private func checkNaturalKey(_ kind: Kind, _ body: CheckedBody, id: DocumentID) throws {
    guard let value = kind.naturalKeyText(of: body.tree) else { return }
    let holder = try connection.first(
      "SELECT id FROM natural_key WHERE school = \(school) AND kind = \(kind.name) AND value = \(value)"
    ) { try $0.id(0) }
    guard let holder, holder != id else { return }
    let fields = kind.naturalKey.compactMap { kind.form[$0]?.label }
    let zh = fields.map(\.zh).joined(separator: "、")
    let en = fields.map(\.en).joined(separator: ", ")
    var refusal = Refusal(
      .duplicate, Text("已有一份\(kind.label.zh)的\(zh)与此相同", "there is already one of \(kind.name) with the same \(en)"))
    refusal.existing = holder
    throw refusal
  }

  private func checkContent(_ kind: Kind, _ body: CheckedBody) throws {
    var found = body.violations
    if found.isEmpty, let term = try term(of: body.tree) {
      found.add(contentsOf: kind.weeks(in: body.tree, beyond: term.weeks))
    }
    guard found.isEmpty else { throw Refusal(.validation, violations: found) }
  }

  private func term(of body: JSON) throws -> Term? {
    try body["term"]?.string.flatMap(TermCode.init(text:)).flatMap { try term($0) }
  }

  /// References that the document did not have before must lead to what the caller may know of; an old one may have
  /// lost its target. Asked before anything is told of other documents, so that who may not know of one learns
  /// nothing by naming it.
  private func checkReferences(_ kind: Kind, _ body: CheckedBody, _ existing: StoredDocument?) throws {
    var found = Violations()
    let before = try Set(existing.map { $0.isDeleted ? [] : kind.references(in: try $0.tree()).map(\.target) } ?? [])
    for reference in kind.references(in: body.tree) where !before.contains(reference.target) {
      switch reference.target {
      case .document(let target, let id):
        if try self.kind(of: id) != target {
          let label = Kind.named(target)?.label ?? Text(target, target)
          found.add(
            reference.pointer, "reference", "没有这个\(label.zh)", "there is no such document among \(target)")
        }
      case .term(let code):
        if try term(code) == nil {
          found.add(reference.pointer, "reference", "学校没有 \(code) 学期", "the school has no term \(code)")
        }
      }
    }
    guard found.isEmpty else {
      found.add(contentsOf: body.violations)
      throw Refusal(.validation, violations: found)
    }
  }

  /// Writes without asking who and in which state: for `apply`, which has asked, and for what the law demands.
  func write(_ intent: Intent, _ existing: StoredDocument?) throws -> Outcome {
    let status = existing == nil ? 201 : 200
    var intent = intent
    if existing == nil { intent.op = .create }
    var document =
      existing
      ?? StoredDocument(
        school: school, id: intent.id, kind: intent.kind, rev: 0, seq: 0, state: nil,
        groupID: intent.body?.tree["groupId"]?.string.flatMap(DocumentID.init(text:)),
        term: intent.body?.tree["term"]?.string, owner: caller.account, createdAt: now, updatedAt: now,
        updatedBy: caller.name, isDeleted: false, head: [], body: [])
    document.rev += 1
    document.updatedAt = now
    document.updatedBy = caller.name
    switch intent.op {
    case .create, .restore:
      document.state = intent.kind.isHandedIn ? .draft : nil
      document.isDeleted = false
    case .update: break
    case .transition: document.state = intent.to
    case .delete:
      document.isDeleted = true
      document.state = nil
      document.body = []
    }
    if let body = intent.body { document.body = body.bytes }
    try record(&document, intent: intent, status: status, isNew: existing == nil)
    if intent.op != .transition { try project(document, tree: intent.body?.tree) }
    return Outcome(status: status, document: document)
  }
}
