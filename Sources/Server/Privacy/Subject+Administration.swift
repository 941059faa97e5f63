import Shared

/// Export and erasure as the administrator's commands carry them out.
///
/// Change rows are only ever added, so they are looked through some hundred at a time, by readers: nobody waits for
/// that, and the log is not held. What is written meanwhile is looked through at the end.
extension Subject {
  private static let rowsAtOnce = 500
  /// Documents that are rewritten in one transaction.
  private static let documentsAtOnce = 10

  /// Every finding as one JSON object a line.
  /// - Throws: `Failure` when there is none.
  func export(from register: Register, _ tell: AdministrationRequest.Tell) async throws {
    try check(register)
    try await register.note(
      Event(
        action: .subjectExported, at: register.now, account: Caller.machine.account,
        detail: register.sealer.pseudonym(code), request: register.newID().description), in: school)
    let search = try await search(register, tell)
    var count = 0
    for id in search.ids {
      for finding in try await findings(of: id, register) {
        count += 1
        try await tell(.data(String(decoding: try Coding.encode(finding), as: UTF8.self)))
      }
    }
    guard count > 0 else { throw nobody }
    try await tell(
      .note(Text("在 \(search.ids.count) 份文档中找到 \(count) 处", "\(count) places in \(search.ids.count) documents")))
  }

  /// Takes the student out of documents, revisions, summaries and refusals, and writes the file anew.
  /// - Throws: `Failure` when there is nothing to take out; then nothing is done.
  func erase(from register: Register, dryRun: Bool, _ tell: AdministrationRequest.Tell) async throws {
    try check(register)
    let search = try await search(register, tell)
    guard !search.ids.isEmpty || !search.refusals.isEmpty else { throw nobody }
    guard !dryRun else {
      return try await tell(
        .line(
          Text(
            "会从 \(search.ids.count) 份文档的 \(search.revisions) 个版本中清除；没有改动",
            "\(search.ids.count) documents in \(search.revisions) revisions would be changed; nothing was")))
    }
    let rows = try await takeOut(search, of: register, tell)
    try await tell(.note(Text("正在整理数据库文件，其间写入要等待", "writing the database file anew; writes wait meanwhile")))
    try await register.store.compactIfDue()
    try await tell(
      .line(
        Text(
          "已从 \(search.ids.count) 份文档的 \(rows) 个版本中清除；以前的备份里仍有",
          "taken out of \(search.ids.count) documents in \(rows) revisions; backups made before still hold it")))
  }

  /// - Returns: how many revisions were rewritten.
  private func takeOut(_ search: Search, of register: Register, _ tell: AdministrationRequest.Tell) async throws -> Int
  {
    let (ids, seal) = (search.ids, register.sealer.pseudonym)
    let requestID = register.newID().description
    var rows = 0
    for start in stride(from: 0, to: ids.count, by: Self.documentsAtOnce) {
      try Task.checkCancellation()
      let some = Array(ids[start..<min(start + Self.documentsAtOnce, ids.count)])
      rows += try await register.write(as: .machine, school: school, requestID: requestID) {
        try erase(some, in: $0, seal: seal).rows.count
      }
      try await tell(.progress(done: min(start + Self.documentsAtOnce, ids.count), of: ids.count))
    }
    // The refusals, and what was written since we looked.
    rows += try await register.write(as: .machine, school: school, requestID: requestID) { session in
      let newest = try Chain(school, in: session.connection)?.seq ?? search.last
      let late = newest > search.last ? try documents(in: search.last + 1...newest, session.connection) : []
      try eraseRefusals(search.refusals, in: session.connection)
      return late.isEmpty && !ids.isEmpty ? 0 : try erase(late, in: session, seal: seal).rows.count
    }
    return rows
  }

  // MARK: Looking

  private struct Search: Sendable {
    /// The documents that name the student in some revision.
    var ids: [DocumentID] = []
    var revisions = 0
    var refusals: [RefusedMutation] = []
    /// The change row up to which was looked.
    var last = 0
  }

  private func search(_ register: Register, _ tell: AdministrationRequest.Tell) async throws -> Search {
    var search = Search()
    var candidates: Set<DocumentID> = []
    while let newest = try register.store.read({ try Chain(school, in: $0)?.seq }), search.last < newest {
      try Task.checkCancellation()
      let range = search.last + 1...min(search.last + Self.rowsAtOnce, newest)
      candidates.formUnion(try await offThread { try register.store.read { try documents(in: range, $0) } })
      search.last = range.upperBound
      try await tell(.progress(done: search.last, of: newest))
    }
    for id in candidates.sorted() {
      let found = try await findings(of: id, register)
      // The code may have been part of another one.
      guard !found.isEmpty else { continue }
      search.ids.append(id)
      search.revisions += Set(found.map(\.rev)).count
    }
    search.refusals = try await offThread { try register.store.read { try refusals(in: $0) } }
    return search
  }

  private func findings(of id: DocumentID, _ register: Register) async throws -> [Finding] {
    try Task.checkCancellation()
    return try await offThread { try register.store.read { try findings(of: id, in: $0) } }
  }

  /// - Throws: `Failure` for a text that is no code, and for a school that isn't there.
  private func check(_ register: Register) throws {
    if let problem = StudentCode.problem(with: code) { throw Failure(problem) }
    guard try register.store.read({ try School.find(school, in: $0) }) != nil else {
      throw Failure(Text("没有学校 \(school)", "there is no school \(school)"))
    }
  }

  private var nobody: Failure {
    Failure(
      Text(
        "学校 \(school) 的文档里没有学生代码“\(code)”；请核对代码，没有改动",
        "no document of the school \(school) names the student \"\(code)\"; check the code; nothing was changed"))
  }
}
