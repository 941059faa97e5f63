import Shared
import Support
import Testing

@Suite struct OpenAPITests {
  static let api = Result { try OpenAPI() }

  @Test func describesEveryPathAndMethodAndNoOther() throws {
    let routes = Route.templates.flatMap { template in
      template.methods.map { OpenAPI.Operation(path: template.path, method: $0) }
    }
    #expect(try Self.api.get().operations == routes.sorted())
  }

  @Test(arguments: Kind.all.map(\.name))
  func goldenBodiesFitTheSchemaOfTheirKindAndOfNoOther(name: String) throws {
    let api = try Self.api.get()
    let golden = try JSONValue(parsing: Repository.bytes("Tests/SharedTests/Golden/\(name).json"))
    let fitting = try Kind.all.filter { kind in
      let schema = try #require(api.schemas[Self.pascalCase(kind.name) + "Body"])
      return api.schemas.complaints(about: golden, by: schema).isEmpty
    }
    #expect(fitting.map(\.name) == [name])
    let body = try #require(api.schemas["Body"])
    #expect(api.schemas.complaints(about: golden, by: body) == [])
  }

  /// Bodies with required members only must not fit two kinds, or `oneOf` would refuse them.
  @Test(arguments: Kind.all.map(\.name))
  func requiredMembersAloneFitNoOtherKind(name: String) throws {
    let kind = try #require(Kind.named(name))
    let required = Set(kind.form.fields.filter(\.isRequired).map(\.key))
    for other in Kind.all where other != kind {
      let fits =
        required.isSubset(of: other.form.fields.map(\.key))
        && required.isSuperset(of: other.form.fields.filter(\.isRequired).map(\.key))
      #expect(!fits, "\(name) and \(other.name)")
    }
  }

  @Test func everyExampleFitsTheSchemaThatItStandsBeside() throws {
    let api = try Self.api.get()
    var count = 0
    var complaints: [String] = []
    func visit(_ value: JSONValue, _ place: String) throws {
      if let schema = value["schema"], let example = value["example"] {
        count += 1
        let compiled = try JSONSchema(schema, at: place)
        complaints += api.schemas.complaints(about: example, by: compiled).map { "\(place) \($0)" }
      }
      if let examples = value["examples"]?.array {
        let compiled = try JSONSchema(value, at: place)
        for example in examples {
          count += 1
          complaints += api.schemas.complaints(about: example, by: compiled).map { "\(place) \($0)" }
        }
      }
      for (key, inner) in value.object ?? [:] where key != "example" && key != "examples" {
        try visit(inner, "\(place)/\(key)")
      }
      for (index, inner) in (value.array ?? []).enumerated() { try visit(inner, "\(place)/\(index)") }
    }
    try visit(api.document, "")
    #expect(complaints == [])
    #expect(count > Kind.all.count)
  }

  @Test func everyProblemFitsTheSchemaOfItsStatus() throws {
    let api = try Self.api.get()
    for code in ProblemCode.allCases where code != .staleBase {
      var problem = Problem(code, language: .english)
      problem.requestId = "r-1"
      let schema = try #require(api.schemas["Problem\(code.status)"])
      let value = try JSONValue(parsing: Coding.encode(problem))
      #expect(api.schemas.complaints(about: value, by: schema) == [], "\(code)")
    }
  }

  @Test func everyListOfCodesIsDescribed() throws {
    let api = try Self.api.get()
    let schema = try #require(api.schemas["Descriptor"])
    for descriptor in Descriptors.all {
      let value = try JSONValue(parsing: Coding.encode(descriptor))
      #expect(api.schemas.complaints(about: value, by: schema) == [], "\(descriptor.name)")
    }
  }

  @Test func figuresOfATestFitTheirSchema() throws {
    let api = try Self.api.get()
    let schema = try #require(api.schemas["TestStatistics"])
    let test = try GoldenTests.golden("tests").decode(Shared.Test.self)
    let sheet = try GoldenTests.golden("score-sheets").decode(ScoreSheet.self)
    let report = try GoldenTests.golden("test-reports").decode(TestReport.self)
    for (sheets, disclosure) in [([sheet], Disclosure.rows), ([sheet], .figures), ([], .rows)] {
      let statistics = try TestStatistics(
        id: sheet.testId, test: test,
        sheets: sheets.map {
          .init(
            classId: $0.classId, label: Text("五3", "5-3"), sheetId: $0.classId,
            summary: ScoreSummary(sheet: $0, test: test))
        }, targets: report.targets ?? [], to: disclosure)
      let value = try JSONValue(parsing: Coding.encode(statistics))
      #expect(api.schemas.complaints(about: value, by: schema) == [])
    }
  }

  struct Answer: Sendable, CustomTestStringConvertible {
    let name: String
    let method: String
    let path: String?
    let status: Int
    let type: String?
    let body: String
    let fits: Bool
    var testDescription: String { name }
  }

  static let answers = [
    Answer(
      name: "a described answer", method: "get", path: "/healthz", status: 200,
      type: "application/json; charset=utf-8", body: #"{"status":"ok"}"#, fits: true),
    Answer(
      name: "another body", method: "GET", path: "/healthz", status: 200, type: "application/json",
      body: #"{"status":"fine"}"#, fits: false),
    Answer(
      name: "an undescribed status", method: "GET", path: "/healthz", status: 418, type: "application/json",
      body: "{}", fits: false),
    Answer(
      name: "an undescribed type", method: "GET", path: "/healthz", status: 200, type: "text/plain", body: "ok",
      fits: false),
    Answer(
      name: "no JSON", method: "GET", path: "/healthz", status: 200, type: "application/json", body: "{",
      fits: false),
    Answer(
      name: "nothing where nothing is due", method: "DELETE", path: "/v1/schools/{school}/{kind}/{id}",
      status: 204, type: nil, body: "", fits: true),
    Answer(
      name: "something where nothing is due", method: "DELETE", path: "/v1/schools/{school}/{kind}/{id}",
      status: 204, type: "application/json", body: "{}", fits: false),
    Answer(
      name: "an unknown path", method: "GET", path: nil, status: 404, type: "application/problem+json",
      body: #"{"type":"/problems/not-found","title":"Not found","status":404,"requestId":"r"}"#, fits: true),
    Answer(
      name: "a problem of another status", method: "GET", path: nil, status: 404,
      type: "application/problem+json",
      body: #"{"type":"/problems/gone","title":"Deleted","status":410,"requestId":"r"}"#, fits: false),
    Answer(
      name: "an unknown method", method: "DELETE", path: "/healthz", status: 405,
      type: "application/problem+json",
      body: #"{"type":"/problems/method-not-allowed","title":"no","status":405,"requestId":"r"}"#, fits: true),
    Answer(
      name: "an unknown method that answers", method: "DELETE", path: "/healthz", status: 200,
      type: "application/json", body: "{}", fits: false),
    Answer(
      name: "a stale base without the current document", method: "PATCH",
      path: "/v1/schools/{school}/{kind}/{id}", status: 412, type: "application/problem+json",
      body: #"{"type":"/problems/stale-base","title":"x","status":412,"requestId":"r"}"#, fits: false),
  ]

  @Test(arguments: answers)
  func answersAreHeldAgainstTheDescription(answer: Answer) throws {
    let complaints = try Self.api.get().validate(
      method: answer.method, path: answer.path, status: answer.status, contentType: answer.type,
      body: Array(answer.body.utf8))
    #expect(complaints.isEmpty == answer.fits, "\(complaints)")
  }

  private static func pascalCase(_ name: String) -> String {
    name.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }
}
