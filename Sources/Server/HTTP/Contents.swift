import HTTPTypes
import Hummingbird
import Shared

extension Endpoint {
  /// The table of contents: every path and method there is.
  /// - Returns: nil for a method that the path does not have.
  static func at(_ route: Route, method: HTTPRequest.Method, _ limits: Limits) -> Endpoint? {
    switch (method, route) {
    case (.get, .health): .open { _ in .json(#"{"status":"ok"}"#.utf8) }
    case (.get, .ready): .open { try $0.readiness() }
    case (.get, .openAPIDocument): .open(mediaType: "application/yaml") { _ in .openAPIDocument }
    case (.get, .openAPIJSON): .open { _ in .openAPIJSON }
    case (.post, .sessions): .open(limit: limits.logInBytes) { try await $0.logIn($1) }
    case (.delete, .currentSession): .plain { try await $0.logOut() }
    case (.get, .me): .plain { try $0.me() }
    case (.get, .accounts):
      .plain(query: ["school", "district", "limit", "cursor"]) { try $0.accounts() }.for(administrators)
    case (.post, .accounts): .json(limit: limits.smallBytes) { try await $0.createAccount($1) }.for(administrators)
    case (.get, .account(let id)): .plain { try $0.account(id) }.for(administrators)
    case (.patch, .account(let id)):
      .json(type: mergePatch, limit: limits.smallBytes) { try await $0.changeAccount(id, $1) }.for(administrators)
    case (.post, .activation(let account)):
      .json(limit: limits.smallBytes) { try await $0.issueCode(account, $1) }.for(administrators)
    case (.get, .tokens): .plain(query: ["school", "limit", "cursor"]) { try await $0.tokens() }
    case (.post, .tokens): .json(limit: limits.smallBytes) { try await $0.createToken($1) }.for(administrators)
    case (.delete, .token(let id)): .plain { try await $0.revokeToken(id) }
    case (.post, .rotation(let token)): .plain { try await $0.rotateToken(token) }.for(administrators)
    case (.get, .audit):
      .plain(query: ["school", "account", "action", "from", "to", "limit", "cursor"]) { try $0.audit() }
        .for([.server, .schoolAdmin, .districtAdmin])
    case (.get, .districts): .plain { try $0.districts() }
    case (.post, .districts): .json(limit: limits.smallBytes) { try await $0.createDistrict($1) }.for([.server])
    case (.get, .descriptors): .plain { _ in try .json(encoding: Page(items: Descriptors.all, next: nil)) }
    case (.get, .descriptor(let name)): .plain { try $0.descriptor(name) }
    case (.get, .schools): .plain { try $0.schools() }
    case (.post, .schools): .json(limit: limits.smallBytes) { try await $0.createSchool($1) }.for([.server])
    case (.get, .school(let school)): .plain { try $0.school(school) }
    case (.put, .school(let school)):
      .json(limit: limits.smallBytes) { try await $0.changeSchool(school, $1) }.for(administrators)
    default: documents(route, method, limits)
    }
  }

  private static func documents(_ route: Route, _ method: HTTPRequest.Method, _ limits: Limits) -> Endpoint? {
    let (whole, small) = (limits.bodyBytes, limits.smallBytes)
    return switch (method, route) {
    case (.get, .documents(let school, let kind)):
      .plain(query: DocumentList.parameters, ) { try $0.list(school, kind) }
        .needing(.read, kind)
    case (.post, .documents(let school, let kind)):
      .json(limit: whole) { try await $0.create(school, kind, $1) }.needing(.write, kind)
        .admitting { _ = try $0.idempotencyKey() }
    case (.get, .document(let school, let kind, let id)):
      .plain { try $0.document(school, kind, id) }.needing(.read, kind)
    case (.put, .document(let school, let kind, let id)):
      .json(limit: whole) { try await $0.put(school, kind, id, $1) }.needing(.write, kind).conditional()
    case (.patch, .document(let school, let kind, let id)):
      .json(type: mergePatch, limit: whole) { try await $0.patch(school, kind, id, $1) }
        .needing(.write, kind).conditional()
    case (.delete, .document(let school, let kind, let id)):
      .plain { try await $0.delete(school, kind, id) }.needing(.write, kind).conditional()
    case (.get, .history(let school, let kind, let id)):
      .plain(query: ["limit", "before"]) { try $0.history(school, kind, id) }.needing(.read, kind)
    case (.get, .revision(let school, let kind, let id, let rev)):
      .plain { try $0.revision(school, kind, id, rev) }.needing(.read, kind)
    case (.get, .warnings(let school, let kind, let id)):
      .plain { try $0.warnings(school, kind, id) }.needing(.read, kind)
    case (.post, .transitions(let school, let kind, let id)):
      .json(limit: small) { try await $0.transition(school, kind, id, $1) }.needing(.write, kind).conditional()
    case (.post, .restore(let school, let kind, let id)):
      .optionalJSON(limit: whole) { try await $0.restore(school, kind, id, $1) }.needing(.write, kind).conditional()
    case (.post, .push(let school)): .json(limit: whole) { try await $0.push(school, $1) }.needing(.sync)
    case (.get, .changes(let school)):
      .plain(query: Feed.parameters, lists: ["kinds"]) { try await $0.changes(school) }.needing(.sync)
    case (.get, .statistics(let school, let test)):
      .plain(query: ["basis", "bandWidth"], lists: ["class"]) { try $0.statistics(school, test) }
        .needing(.reports, of: nil).heavy()
    case (.post, .scores(let school, let test)):
      .csv(query: ["dryRun"], limit: limits.scoreBytes) { try await $0.importScores(school, test, $1) }
        .needing(.write, ScoreSheet.kind.name).admitting { try $0.admitScores(school, test) }
    default: nil
    }
  }

  private static let mergePatch = "application/merge-patch+json"
}

extension Incoming {
  /// Whether the database answers.
  func readiness() throws -> Answer {
    guard try register.store.read({ try $0.exists("SELECT 1 FROM meta WHERE name = 'epoch'") }) else {
      throw Refusal(.unavailable)
    }
    return .json(#"{"status":"ready"}"#.utf8)
  }
}

extension Answer {
  // Made once: whoever asks for them shares the bytes.
  fileprivate static let openAPIDocument = openAPI(OpenAPIText.yaml, type: "application/yaml")
  fileprivate static let openAPIJSON = openAPI(OpenAPIText.json, type: "application/json")

  private static func openAPI(_ text: String, type: String) -> Answer {
    var answer = json(text.utf8)
    answer.headers[.contentType] = type
    answer.headers[.cacheControl] = "public, max-age=300"
    return answer
  }
}
