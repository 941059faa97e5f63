import Shared
import Testing

@testable import Harness
@testable import Server

/// Every path and method checks in one order, whatever is wrong with a request at the same time.
@Suite struct RequestOrderTests {
  /// What can be wrong, in the order in which it is told.
  enum Fault: Int, CaseIterable, Comparable {
    case nulInPath, noToken, wrongToken, unknownKind, otherSchool, noID, wrongMethod, noRight, format, parameter
    case precondition, tooMuch, tooLarge, wrongType, unreadable

    var status: Int {
      switch self {
      case .nulInPath, .parameter, .precondition, .unreadable: 400
      case .noToken, .wrongToken: 401
      case .unknownKind, .otherSchool, .noID: 404
      case .wrongMethod: 405
      case .noRight: 403
      case .format: 406
      case .tooMuch: 429
      case .tooLarge: 413
      case .wrongType: 415
      }
    }

    static func < (left: Fault, right: Fault) -> Bool { left.rawValue < right.rawValue }
  }

  /// What an operation asks: written by hand, beside the server's own table.
  struct Operation: CustomTestStringConvertible, Sendable {
    let method: String
    let path: String
    /// `-` or a type of body and how many bytes of it.
    let body: String
    let limit: Int
    let isConditional: Bool
    /// A token without the right: a teacher's, a district's, or another system's with the scope of figures or of
    /// plans alone. Absent where everybody may ask.
    let stranger: String?

    var testDescription: String { "\(method) \(path)" }
  }

  static let operations: [Operation] = """
    GET    /healthz                                    -     0        - -
    GET    /readyz                                     -     0        - -
    GET    /openapi.yaml                               -     0        - -
    GET    /openapi.json                               -     0        - -
    POST   /v1/sessions                                json  8192     - -
    DELETE /v1/sessions/current                        -     0        - -
    GET    /v1/me                                      -     0        - -
    GET    /v1/accounts                                -     0        - teacher
    POST   /v1/accounts                                json  65536    - teacher
    GET    /v1/accounts/{id}                           -     0        - district
    PATCH  /v1/accounts/{id}                           patch 65536    - teacher
    POST   /v1/accounts/{id}/activation                json  65536    - plans
    GET    /v1/tokens                                  -     0        - -
    POST   /v1/tokens                                  json  65536    - teacher
    DELETE /v1/tokens/{id}                             -     0        - -
    POST   /v1/tokens/{id}/rotation                    -     0        - plans
    GET    /v1/audit                                   -     0        - teacher
    GET    /v1/districts                               -     0        - -
    POST   /v1/districts                               json  65536    - teacher
    GET    /v1/descriptors                             -     0        - -
    GET    /v1/descriptors/{name}                      -     0        - -
    GET    /v1/schools                                 -     0        - -
    POST   /v1/schools                                 json  65536    - district
    GET    /v1/schools/{school}                        -     0        - -
    PUT    /v1/schools/{school}                        json  65536    - teacher
    GET    /v1/schools/{school}/{kind}                 -     0        - district
    POST   /v1/schools/{school}/{kind}                 json  2097152  - plans
    GET    /v1/schools/{school}/{kind}/{id}            -     0        - district
    PUT    /v1/schools/{school}/{kind}/{id}            json  2097152  y plans
    PATCH  /v1/schools/{school}/{kind}/{id}            patch 2097152  y plans
    DELETE /v1/schools/{school}/{kind}/{id}            -     0        y plans
    GET    /v1/schools/{school}/{kind}/{id}/history    -     0        - district
    GET    /v1/schools/{school}/{kind}/{id}/history/{rev} -  0        - district
    GET    /v1/schools/{school}/{kind}/{id}/warnings   -     0        - district
    POST   /v1/schools/{school}/{kind}/{id}/transitions json 65536    y plans
    POST   /v1/schools/{school}/{kind}/{id}/restore    json  2097152  y plans
    POST   /v1/schools/{school}/sync/push              json  2097152  - plans
    GET    /v1/schools/{school}/sync/changes           -     0        - district
    GET    /v1/schools/{school}/tests/{id}/statistics  -     0        - plans
    POST   /v1/schools/{school}/tests/{id}/scores      csv   16777216 - figures
    """.split(separator: "\n").map { line in
      let parts = line.split(separator: " ").map(String.init)
      return Operation(
        method: parts[0], path: parts[1], body: parts[2], limit: Int(parts[3]) ?? 0, isConditional: parts[4] == "y",
        stranger: parts[5] == "-" ? nil : parts[5])
    }

  @Test func theTableHoldsEveryOperation() {
    let described = Route.templates.flatMap { template in template.methods.map { "\($0) \(template.path)" } }
    #expect(Self.operations.map(\.testDescription).sorted() == described.sorted())
  }

  /// Which faults a request for an operation can have.
  private static func faults(of operation: Operation) -> [Fault] {
    let needsToken = operation.path.hasPrefix("/v1") && operation.path != "/v1/sessions"
    return Fault.allCases.filter { fault in
      switch fault {
      case .nulInPath, .wrongMethod, .format, .parameter: true
      case .noToken, .wrongToken, .tooMuch: needsToken
      case .unknownKind: operation.path.contains("{kind}")
      case .otherSchool: operation.path.contains("{school}")
      case .noID: operation.path.contains("{id}")
      case .noRight: operation.stranger != nil
      case .precondition: operation.isConditional
      case .tooLarge, .wrongType: operation.body != "-"
      case .unreadable: ["json", "patch"].contains(operation.body)
      }
    }
  }

  /// A school with tokens, all of accounts that have asked too much where that is asked for.
  private struct World: Sendable {
    let school: SmallSchool
    let exhausted: SmallSchool
    private let tokens: [Bool: [String: String]]

    init() async throws {
      school = try await SmallSchool(checksContract: false)
      exhausted = try await SmallSchool(requestsPerSecond: 1, checksContract: false)
      var tokens: [Bool: [String: String]] = [:]
      for (isExhausted, school) in [(false, school), (true, exhausted)] {
        let server = school.server
        try await school.create("tests", SmallSchool.id("test"), Fixtures.test())
        tokens[isExhausted] = [
          "right": server.token, "teacher": try await server.token(.teacher, name: "t"),
          "district": school.token(.district),
          "plans": try await server.token(.integration, name: "p", scopes: [.kind(Plan.kind, .read)]),
          "figures": try await server.token(.integration, name: "f", scopes: [.reports]),
        ]
        guard isExhausted else { continue }
        for token in tokens[isExhausted]?.values.map({ $0 }) ?? [] {
          while try await server.send("GET", "/v1/me", token: token).status == 200 {}
        }
      }
      self.tokens = tokens
    }

    func send(_ operation: Operation, _ faults: Set<Fault>) async throws -> TestAnswer {
      let isExhausted = faults.contains(.tooMuch)
      let id = (operation.path.contains("/tests/") ? SmallSchool.id("test") : SmallSchool.group).description
      var path = operation.path
        .replacing("{school}", with: faults.contains(.otherSchool) ? "elsewhere" : TestServer.school)
        .replacing("{kind}", with: faults.contains(.unknownKind) ? "nonsense" : "groups")
        .replacing("{id}", with: faults.contains(.noID) ? "x" : id).replacing("{rev}", with: "1")
        .replacing("{name}", with: "genders")
      if faults.contains(.nulInPath) { path += "%00" }
      if faults.contains(.parameter) { path += "?nonsense=1" }
      let types = ["patch": "application/merge-patch+json", "csv": "text/csv"]
      var headers = ["Content-Type": types[operation.body] ?? "application/json"]
      if faults.contains(.wrongType) { headers["Content-Type"] = "text/nonsense" }
      if faults.contains(.format) { headers["Accept"] = "image/png, application/json;q=0" }
      if operation.isConditional { headers["If-Match"] = faults.contains(.precondition) ? "7" : "\"7\"" }
      if faults.contains(.tooLarge) { headers["Content-Length"] = "\(operation.limit + 1)" }
      let own = tokens[isExhausted] ?? [:]
      let token =
        if faults.contains(.noToken) { "" } else if faults.contains(.wrongToken) { "bk_none" } else {
          own[faults.contains(.noRight) ? operation.stranger ?? "right" : "right"]
        }
      let body = operation.path.hasSuffix("/push") ? #"{"client":"\#(id)","mutations":[]}"# : "{}"
      return try await (isExhausted ? exhausted : school).server.send(
        faults.contains(.wrongMethod) ? "BREW" : operation.method, path,
        body: operation.body == "-" ? nil : Array((faults.contains(.unreadable) ? "{" : body).utf8), headers: headers,
        token: token)
    }
  }

  @Test func ofTwoFaultsTheEarlierIsTold() async throws {
    let world = try await World()
    // All at once: who asks too much is answered late.
    let count = try await withThrowingTaskGroup(of: Void.self) { group in
      var count = 0
      for operation in Self.operations {
        let faults = Self.faults(of: operation)
        for first in faults {
          // One token can't be missing and wrong.
          for second in faults where second >= first && (first, second) != (.noToken, .wrongToken) {
            count += 1
            group.addTask {
              let answer = try await world.send(operation, [first, second])
              #expect(answer.status == first.status, "\(operation.testDescription) with \(first) and \(second)")
            }
          }
        }
      }
      try await group.waitForAll()
      return count
    }
    #expect(count > 1000)
  }

  /// With everything right but what the document itself has to say, nothing of the above is answered.
  @Test func withoutAFaultTheRouteItselfAnswers() async throws {
    let world = try await World()
    // Whoever has logged out asks nothing more.
    let last = "DELETE /v1/sessions/current"
    for operation in Self.operations.sorted(by: { $0.testDescription != last && $1.testDescription == last }) {
      let answer = try await world.send(operation, [])
      #expect(
        [200, 201, 204, 207, 404, 412, 422].contains(answer.status), "\(operation.testDescription): \(answer.text)")
    }
  }

  /// A null counts as absent in every small body, as the description says.
  @Test func aNullMemberCountsAsAbsent() async throws {
    let server = try await SmallSchool().server
    func send(_ route: Route, _ body: JSON) async throws -> TestAnswer {
      try await server.send("POST", route.path, body: body.canonicalBytes)
    }
    let account = try await send(
      .accounts,
      [
        "login": "taoran", "name": "陶然", "role": "teacher", "school": .string(TestServer.school), "district": .null,
        "teacherId": .null, "codeMinutes": .null,
      ])
    #expect(account.status == 201)
    let id = try #require(account.json()["account"]?["id"]?.string)
    #expect(try await send(.activation(account: id), ["codeMinutes": .null]).status == 201)
    let token = try await send(
      .tokens,
      ["name": "成绩系统", "scopes": ["plans:read"], "school": .string(TestServer.school), "days": .null])
    #expect(token.status == 201)
    #expect(try await send(.schools, ["id": .null, "name": "青石桥小学", "district": .null]).status == 201)
  }
}
