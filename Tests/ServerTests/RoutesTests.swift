import Shared
import Support
import Testing

@testable import Harness
@testable import Server

/// The application answers every path and method that the API describes, and nothing else.
@Suite struct RoutesTests {
  static let operations = Route.templates.flatMap { template in
    template.methods.map { OpenAPI.Operation(path: template.path, method: $0) }
  }

  /// A path of the template that leads to something in the small school.
  private static func path(_ template: String) -> String {
    let kind = template.contains("/tests/") ? "tests" : "groups"
    return
      template
      .replacing("{school}", with: TestServer.school).replacing("{kind}", with: kind)
      .replacing("{id}", with: SmallSchool.group.description).replacing("{rev}", with: "1")
      .replacing("{name}", with: "genders")
  }

  @Test(arguments: operations)
  func everyOperationIsAnsweredByItsRoute(_ operation: OpenAPI.Operation) async throws {
    let school = try await SmallSchool()
    let path = Self.path(operation.path)
    let answer = try await school.server.send(operation.method, path)
    #expect(answer.status != 405)
    #expect(answer.headers["x-request-id"] != nil)
    if answer.status == 404 {
      // The only 404 here is that of a test, an account or a token that there is not.
      #expect(["/tests/", "/accounts/", "/tokens/"].contains { path.contains($0) })
    }
    if answer.status >= 400 {
      #expect(answer.headers["content-type"] == "application/problem+json")
      #expect(answer.problem?.requestId == answer.headers["x-request-id"])
    }
  }

  @Test(arguments: Route.templates.map(\.path))
  func otherMethodsAre405AndNameThoseThatThereAre(template: String) async throws {
    let server = try await TestServer()
    let methods = Route.templates.first { $0.path == template }?.methods ?? []
    let allowed = methods.flatMap { $0 == "GET" ? ["GET", "HEAD"] : [$0] }
    for method in ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "TRACE", "BREW"] where !allowed.contains(method) {
      let answer = try await server.send(method, Self.path(template))
      #expect(answer.status == 405)
      if method != "HEAD" { #expect(answer.problem?.code == .methodNotAllowed) }
      #expect(answer.headers["allow"] == allowed.joined(separator: ", "))
    }
  }

  @Test(arguments: [
    "/", "/v2/me", "/healthz/", "/v1/unknown", "/v1/schools/lixiqiao/plans/1/unknown", "/v1/me/", "/v1/schools/%zz",
    "/v1/schools/lixiqiao/unknown", "/v1/schools/lixiqiao/groups/no-uuid", "/v1/schools/elsewhere",
    "/v1/schools/elsewhere/groups", "/v1/schools/elsewhere/sync/changes", "/v1/descriptors/unknown",
  ])
  func unknownPathsAre404(path: String) async throws {
    let answer = try await TestServer().send("GET", path)
    #expect(answer.status == 404)
    #expect(answer.problem?.code == .notFound)
    #expect(answer.headers["content-type"] == "application/problem+json")
    #expect(!answer.text.contains("unknown"), "an answer does not repeat the request")
  }

  static let underV1 =
    operations.filter { $0.path.hasPrefix("/v1") && $0.path != "/v1/sessions" }
    + ["/v1", "/v1/unknown", "/v1/schools/lixiqiao/unknown/x", "/v1/schools/elsewhere/groups"].map {
      OpenAPI.Operation(path: $0, method: "GET")
    } + [OpenAPI.Operation(path: "/v1/me", method: "DELETE")]

  @Test(arguments: underV1)
  func withoutATokenEverythingUnderV1Is401(_ operation: OpenAPI.Operation) async throws {
    let server = try await TestServer()
    let path = operation.path.replacing("{school}", with: "elsewhere").replacing("{kind}", with: "nonsense")
      .replacing("{id}", with: "x").replacing("{rev}", with: "x").replacing("{name}", with: "x")
    let type = operation.path.hasSuffix("/scores") ? "text/csv" : "application/json"
    let headers = ["Content-Type": operation.method == "PATCH" ? "application/merge-patch+json" : type]
    let body: [UInt8]? = operation.method == "GET" ? nil : Array(#"{"nonsense":1}"#.utf8)
    let answer = try await server.send(operation.method, path, body: body, headers: headers, token: "")
    #expect(answer.status == 401)
    #expect(answer.problem?.code == .unauthenticated)
    #expect(answer.headers["www-authenticate"] == "Bearer")
  }

  @Test(arguments: ["/healthz", "/readyz", "/openapi.yaml", "/openapi.json"])
  func publicPathsNeedNoToken(path: String) async throws {
    #expect(try await TestServer().send("GET", path, token: "").status == 200)
  }

  @Test func theContractIsServedAsItStandsInTheFile() async throws {
    let server = try await TestServer()
    let yaml = try await server.send("GET", "/openapi.yaml")
    #expect(yaml.bytes == Array(try Repository.bytes("openapi.yaml")))
    let json = try await server.send("GET", "/openapi.json")
    #expect(try JSONValue(parsing: json.bytes) == JSONValue(yaml: yaml.text))
  }

  @Test(arguments: [
    ("my-request-7", true), ("", false), (String(repeating: "x", count: 64), true),
    (String(repeating: "x", count: 65), false), ("with space", false), ("quote\"", false),
  ])
  func aRequestIdThatCanBeLoggedIsKept(id: String, isKept: Bool) async throws {
    let answer = try await TestServer().send("GET", "/v1/unknown", headers: ["X-Request-Id": id])
    let answered = try #require(answer.headers["x-request-id"])
    #expect((answered == id) == isKept)
    #expect(answer.problem?.requestId == answered)
  }

  @Test(arguments: [
    ("zh-CN,zh;q=0.9", "没有找到", "zh-CN"), ("en-GB", "Not found", "en"), ("fr, en;q=0.5", "Not found", "en"),
    ("", "没有找到", "zh-CN"), ("fr", "没有找到", "zh-CN"), ("zh;q=0.3, en;q=0.8", "Not found", "en"),
    ("en;q=0, zh;q=0.1", "没有找到", "zh-CN"), ("en ; q=0.5,zh;q=0.5", "Not found", "en"), ("en;q=x", "没有找到", "zh-CN"),
  ])
  func problemsSpeakTheCallersLanguage(accepted: String, title: String, language: String) async throws {
    let answer = try await TestServer().send("GET", "/v1/unknown", headers: ["Accept-Language": accepted])
    #expect(answer.problem?.title == title)
    #expect(answer.headers["content-language"] == language)
  }
}
