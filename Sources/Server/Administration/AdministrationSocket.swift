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
}

/// A token to be made.
struct NewToken: Codable, Sendable {
  var school: String?
  var role: Role
  var name: String
  var teacher: DocumentID?
  var days: Int?
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

extension NewToken {
  func create(in register: Register) async throws -> Token {
    let now = register.now
    guard days.map((1...36_500).contains) ?? true else {
      throw Failure(Text("有效天数应在 1 到 36500 之间", "the days must be between 1 and 36500"))
    }
    let account = register.newID().description
    return try await register.store.write { connection in
      if role != .server, role != .districtAdmin {
        guard let school, try School.find(school, in: connection) != nil else {
          throw Failure(Text("没有学校 \(school ?? "")", "there is no school \(school ?? "")"))
        }
      }
      if let teacher, let school {
        let document = try StoredDocument.find(teacher, school: school, in: connection)
        guard let document, document.kind == Teacher.kind, !document.isDeleted else {
          throw Failure(Text("学校没有编号为 \(teacher) 的教师", "the school has no teacher \(teacher)"))
        }
      }
      var random = SystemRandomNumberGenerator()
      let expiry = days.map { Instant(milliseconds: now.milliseconds + Int64($0) * 86_400_000) }
      return try Caller.create(
        account: account, name: name, role: role, school: role == .server ? nil : school, teacher: teacher,
        expiresAt: expiry, at: now, random: &random, in: connection)
    }
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
      let body = try await response.body.collect(upTo: 1 << 20)
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
