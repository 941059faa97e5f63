import AsyncHTTPClient
import Foundation
import Hummingbird
import Logging
import NIOCore
import NIOHTTP1
import ServiceLifecycle
import Shared

/// What an administrator at the machine asks of a running server, over a Unix socket beside the database that only
/// the server's own user can open.
enum AdministrationRequest: Codable, Sendable {
  case backup(to: String)
  case createToken(NewToken)
  case reindex
  case verify(realm: String?)
  case export(school: String, subject: String)
  case erase(school: String, subject: String)
}

/// A token to be made.
struct NewToken: Codable, Sendable {
  var school: String?
  var district: String?
  var role: Role
  var name: String
  var teacher: DocumentID?
  var days: Int?
  var scopes: [TokenScope]?
}

/// The answer: a line to print, or what is wrong in both languages.
struct AdministrationAnswer: Codable, Sendable {
  var output: String?
  var failure: Text?
}

extension AdministrationRequest {
  /// Carries the request out, in the server or, when none runs, in the command itself.
  func carryOut(in register: Register) async throws -> String {
    switch self {
    case .backup(let destination):
      guard !FileManager.default.fileExists(atPath: destination) else {
        throw Failure(Text("\(destination) 已经存在", "\(destination) exists already"))
      }
      let store = register.store
      try await Task.detached { try store.backup(to: destination) }.value
      return destination
    case .createToken(let new): return try await new.create(in: register).text
    case .reindex: return "\(try await register.store.write { try Reindex.run(in: $0) })"
    case .verify(let realm):
      let records = try register.store.snapshot { try Verification.run(realm: realm, in: $0) }
      return String(decoding: try Coding.encode(records), as: UTF8.self)
    case .export(let school, let code): return try await Subject(school: school, code: code).export(from: register)
    case .erase(let school, let code): return try await Subject(school: school, code: code).erase(from: register)
    }
  }

  /// Asks the server that has the database open, or works on the file when none runs.
  func perform(database: String) async throws -> String {
    do {
      let store = try Store(path: database, mustExist: true)
      defer { store.close() }
      return try await carryOut(in: Register(store: store, logger: Logger(label: "beike")))
    } catch StoreError.inUse(let what) {
      guard let answer = try await AdministrationSocket.send(self, database: database) else {
        throw StoreError.inUse(what)
      }
      if let failure = answer.failure { throw Failure(failure) }
      return answer.output ?? ""
    }
  }
}

extension Subject {
  /// - Throws: `Failure` for a text that is no code.
  private func check(_ register: Register) throws {
    if let problem = StudentCode.problem(with: code) { throw Failure(problem) }
    guard try register.store.read({ try School.find(school, in: $0) }) != nil else {
      throw Failure(Text("没有学校 \(school)", "there is no school \(school)"))
    }
  }

  /// Every finding as one JSON object a line.
  fileprivate func export(from register: Register) async throws -> String {
    try check(register)
    let findings = try register.store.snapshot { try self.findings(in: $0) }
    try await register.note(
      Event(
        action: .subjectExported, at: register.now, account: Caller.machine.account,
        detail: register.sealer.pseudonym(code), request: register.newID().description), in: school)
    return try findings.map { String(decoding: try Coding.encode($0), as: UTF8.self) }.joined(separator: "\n")
  }

  /// - Returns: the numbers of documents and of revisions that were changed.
  fileprivate func erase(from register: Register) async throws -> String {
    try check(register)
    let seal = register.sealer.pseudonym
    let requestID = register.newID().description
    let (documents, proof) = try await register.write(as: .machine, school: school, requestID: requestID) {
      session -> (Int, Redaction.Proof) in try erase(in: session, seal: seal)
    }
    try await register.store.compactIfDue()
    return "\(documents) \(proof.rows.count)"
  }
}

extension NewToken {
  /// Makes the token and an account of its own, without a login.
  func create(in register: Register) async throws -> Token {
    let now = register.now
    let most = role == .integration ? NewIntegration.days.upperBound : 36_500
    let days = days ?? (role == .integration ? most : nil)
    guard days.map((1...most).contains) ?? true else {
      throw Failure(Text("有效天数应在 1 到 \(most) 之间", "the days must be between 1 and \(most)"))
    }
    guard role == .integration || scopes == nil else {
      throw Failure(Text("只有外部系统（integration）的令牌有权限范围", "only tokens of other systems (integration) have scopes"))
    }
    guard role != .integration || !(scopes ?? []).isEmpty else {
      throw Failure(
        Text(
          "外部系统的令牌要写明权限范围（--scope，可多次），如 --scope scores:write --scope reports:read",
          "a token of another system needs scopes (--scope, more than once), e.g. --scope scores:write --scope reports:read"
        ))
    }
    let ids = (account: register.newID(), token: register.newID())
    let new = NewToken(
      school: school, district: district, role: role, name: name, teacher: teacher, days: days, scopes: scopes)
    return try await register.store.write { try new.insert(ids, at: now, in: $0) }
  }

  /// Makes them in a transaction, on record.
  func insert(_ ids: (account: DocumentID, token: DocumentID), at now: Instant, in connection: Connection) throws
    -> Token
  {
    if role != .server, role != .districtAdmin {
      guard let school, try School.find(school, in: connection) != nil else {
        throw Failure(Text("没有学校 \(school ?? "")", "there is no school \(school ?? "")"))
      }
    }
    if role == .districtAdmin {
      guard let district, try District.find(district, in: connection) != nil else {
        throw Failure(Text("没有区县 \(district ?? "")", "there is no district \(district ?? "")"))
      }
    }
    let isOfSchool = role != .server && role != .districtAdmin
    let account = Account(
      id: ids.account, login: nil, name: name, role: role, school: isOfSchool ? school : nil,
      district: role == .districtAdmin ? district : nil, teacherId: isOfSchool ? teacher : nil, activated: false,
      disabled: false, createdAt: now)
    do {
      try account.insert(in: connection)
    } catch let refusal as Refusal where refusal.code == .validation {
      let id = teacher?.description ?? ""
      throw Failure(Text("学校没有编号为 \(id) 的教师", "the school has no teacher \(id)"))
    }
    try Event(
      action: .tokenCreated, at: now, account: Caller.machine.account, kind: "tokens", id: ids.token.description,
      detail: scopes.map { TokenScopes($0).stored }, request: ids.token.description
    ).write(to: account.realm, in: connection)
    return try Tokens.create(
      role == .integration ? .integration : .machine, name: name, account: ids.account.description,
      scopes: scopes.map(TokenScopes.init), id: ids.token, expiresAt: days.map { now.adding(days: $0) }, at: now,
      in: connection
    ).token
  }
}

enum AdministrationSocket {
  private static func path(_ database: String) -> String { database + ".sock" }

  /// The service that listens; none where the path is too long for a socket's name.
  static func services(register: Register) -> [any Service] {
    let path = path(register.store.path)
    guard path.utf8.count < 104 else {
      register.logger.warning("no administration socket: the database's path is too long")
      return []
    }
    // Nobody else holds the database's lock, so a socket that is there is a dead server's.
    unlink(path)
    return [
      Application(
        responder: AdministrationResponder(register: register),
        configuration: ApplicationConfiguration(address: .unixDomainSocket(path: path)),
        onServerRunning: { _ in chmod(path, 0o600) }, logger: register.logger)
    ]
  }

  /// - Returns: nil when nobody listens.
  static func send(_ request: AdministrationRequest, database: String) async throws -> AdministrationAnswer? {
    let absolute = URL(fileURLWithPath: path(database)).path
    guard FileManager.default.fileExists(atPath: absolute),
      let url = URL(httpURLWithSocketPath: absolute, uri: "/")
    else { return nil }
    var message = HTTPClientRequest(url: url.absoluteString)
    message.method = .POST
    message.body = .bytes(ByteBuffer(bytes: try Coding.encode(request)))
    do {
      let response = try await HTTPClient.shared.execute(message, timeout: .minutes(30))
      let body = try await response.body.collect(upTo: 1 << 28)
      return try Coding.decode(AdministrationAnswer.self, from: body.readableBytesView)
    } catch is DecodingError {
      return nil
    } catch is HTTPClientError {
      return nil
    }
  }
}

/// Answers administrators at the machine. The socket's file mode is the authority.
private struct AdministrationResponder: HTTPResponder {
  typealias Context = RequestOrigin

  let register: Register

  func respond(to request: Request, context: RequestOrigin) async throws -> Response {
    var answer = AdministrationAnswer()
    do {
      let body = try await request.body.collect(upTo: 1 << 20)
      let order = try Coding.decode(AdministrationRequest.self, from: body.readableBytesView)
      answer.output = try await order.carryOut(in: register)
    } catch let failure as Failure {
      answer.failure = failure.text
    } catch let error as StoreError {
      answer.failure = Failure(error, database: register.store.path).text
    } catch {
      answer.failure = Text("没有完成：\(error)", "not done: \(error)")
    }
    return try Answer.json(encoding: answer).response(requestID: register.newID().description)
  }
}
