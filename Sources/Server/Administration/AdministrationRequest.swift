import Logging
import Shared

/// What an administrator at the machine asks: of the server that has the database open, or of the command itself when
/// none runs.
enum AdministrationRequest: Codable, Sendable {
  case backup(to: String)
  case createToken(NewToken)
  case reindex
  case verify(realm: String?)
  case export(school: String, subject: String)
  /// - Parameter dryRun: only says what would be done.
  case erase(school: String, subject: String, dryRun: Bool)
}

/// What comes back, one line of JSON each.
enum AdministrationMessage: Codable, Sendable {
  case progress(done: Int, of: Int)
  /// For stdout, as it is.
  case data(String)
  /// For stdout, in the administrator's language.
  case line(Text)
  /// For stderr.
  case note(Text)
  /// Nothing comes after this; nor after `done`.
  case failed(Failure)
  case done
}

extension AdministrationRequest {
  typealias Tell = @Sendable (AdministrationMessage) async throws -> Void

  /// Carries the request out.
  /// - Throws: `Failure`, and `CancellationError` when the command has ended.
  func carryOut(in register: Register, tell: Tell) async throws {
    do {
      switch self {
      case .backup(let destination): try await register.backup(to: destination, tell)
      case .createToken(let new): try await tell(.data(new.create(in: register).text))
      case .reindex: try await register.reindex(tell)
      case .verify(let realm): try await register.verify(realm, tell)
      case .export(let school, let code): try await Subject(school: school, code: code).export(from: register, tell)
      case .erase(let school, let code, let dryRun):
        try await Subject(school: school, code: code).erase(from: register, dryRun: dryRun, tell)
      }
    } catch let error as StoreError {
      throw Failure(error, database: register.store.path)
    } catch let error as BackupError {
      throw Failure(error)
    } catch let refusal as Refusal {
      throw Failure(refusal)
    }
  }

  /// Asks the server that has the database open, or works on the file when none runs; prints what comes back. Ends at
  /// SIGINT and SIGTERM, and the work with it.
  func perform(database: String) async throws {
    try await untilInterrupted {
      do {
        let store = try Store(path: database, mustExist: true)
        defer { store.close() }
        let register = try await Register(store: store, logger: Logger(label: "beike") { JSONLogHandler(label: $0) })
        try await carryOut(in: register, tell: Terminal.tell)
      } catch StoreError.inUse(let what) {
        guard try await AdministrationSocket.ask(self, database: database, tell: Terminal.tell) else {
          throw StoreError.inUse(what)
        }
      }
    }
  }
}

extension Register {
  fileprivate func backup(to destination: String, _ tell: AdministrationRequest.Tell) async throws {
    let records = try await store.backup(to: destination) {
      try await note(
        Event(
          action: .backedUp, at: now, account: Caller.machine.account, detail: String(destination.suffix(500)),
          request: newID().description), in: Chain.server)
    } progress: {
      try await tell(.progress(done: $0, of: $1))
    }
    try await tell(.line(Text("已备份到 \(destination)，并已核对", "backed up to \(destination) and verified")))
    try Verification.expectWhole(records)
  }

  fileprivate func verify(_ realm: String?, _ tell: AdministrationRequest.Tell) async throws {
    let records = try await offThread { [store] in try store.snapshot { try Verification.run(realm: realm, in: $0) } }
    guard !records.isEmpty else {
      throw Failure(Text("没有 \(realm ?? "") 的记录", "there is no record of \(realm ?? "")"))
    }
    for record in records { try await tell(.line(record.line)) }
    try Verification.expectWhole(records)
  }

  fileprivate func reindex(_ tell: AdministrationRequest.Tell) async throws {
    let count = try await Reindex.run(in: store) { try await tell(.progress(done: $0, of: $1)) }
    try await note(
      Event(
        action: .reindexed, at: now, account: Caller.machine.account, detail: "\(count)", request: newID().description),
      in: Chain.server)
    try await tell(.line(Text("已重建 \(count) 份文档的索引", "reindexed \(count) documents")))
  }
}

extension Verification {
  /// - Throws: `Failure` that names the records which are not as they were written.
  static func expectWhole(_ records: [Verification]) throws {
    let broken = records.filter { $0.broken != nil }.map(\.realm).joined(separator: ", ")
    guard broken.isEmpty else {
      throw Failure(Text("记录被改动过：\(broken)", "the record was tampered with: \(broken)"))
    }
  }

  var line: Text {
    if let broken {
      return Text("✗ \(realm)：从 \(broken) 起与写入时不同", "✗ \(realm): not as it was written from \(broken) on")
    }
    return Text(
      "✓ \(realm)：\(changes) 次修改，\(events) 个事件，\(redacted) 行依法清除，末行 \(lastHash)",
      "✓ \(realm): \(changes) changes, \(events) events, \(redacted) rows redacted, last \(lastHash)")
  }
}
