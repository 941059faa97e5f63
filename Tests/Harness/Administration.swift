import Synchronization

@testable import Server
import Shared

extension AdministrationRequest {
  /// Carries a request out in the server's process.
  /// - Returns: what it printed, in English, words and data alike, without progress.
  @discardableResult
  func output(in register: Register) async throws -> [String] {
    let lines = Mutex<[String]>([])
    try await carryOut(in: register) { message in
      switch message {
      case .data(let text): lines.withLock { $0.append(text) }
      case .line(let text), .note(let text): lines.withLock { $0.append(text.en) }
      case .progress, .failed, .done: break
      }
    }
    return lines.withLock { $0 }
  }
}

extension Register {
  /// Fills the school with minutes of 16 KiB, as fast as the writer takes them: through the one write path, so that
  /// record, projections and counters are what they would be, but without a request, and the body is read only once.
  ///
  /// - Parameters:
  ///   - megabytes: how large the database's file is to become.
  ///   - group: whose they are to be.
  ///   - mark: a word in the first document.
  /// - Returns: the documents.
  func fill(megabytes: Int, group: DocumentID, term: String, mark: String = "议") async throws -> [DocumentID] {
    func body(_ words: String) -> CheckedBody {
      CheckedBody(
        [
          "groupId": .string(group.description), "term": .string(term), "kind": "preparation", "date": "2024-02-28",
          "topic": "大文件", "discussion": .string(words + String(repeating: "集体备课的议论，", count: 680)),
        ], as: Minutes.kind)
    }
    let (first, other) = (body(mark), body("议"))
    guard first.violations.isEmpty else { throw Refusal(.validation) }
    var ids: [DocumentID] = []
    while try store.read({
      try $0.first("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size") { $0.int(0) }
    })
      ?? 0 < megabytes << 20
    {
      let batch = (0..<40).map { _ in newID() }
      let isFirst = ids.isEmpty
      try await write(as: .machine, school: TestServer.school, requestID: "fill") { session in
        for (index, id) in batch.enumerated() {
          let body = isFirst && index == 0 ? first : other
          _ = try session.write(Intent(op: .create, kind: Minutes.kind, id: id, body: body), nil)
        }
        try session.finish()
      }
      ids += batch
    }
    return ids
  }
}
