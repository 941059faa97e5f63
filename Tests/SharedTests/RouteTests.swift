import Shared
import Testing

@Suite struct RouteTests {
  static let routes: [Route] = [
    .health, .ready, .openAPIDocument, .openAPIJSON, .sessions, .currentSession, .me, .accounts, .account(id: "a"),
    .activation(account: "a"), .tokens, .token(id: "t"), .rotation(token: "t"), .audit, .districts, .descriptors,
    .descriptor(name: "genders"), .schools,
    .school("s"), .documents(school: "s", kind: "plans"), .document(school: "s", kind: "plans", id: "1"),
    .history(school: "s", kind: "plans", id: "1"), .revision(school: "s", kind: "plans", id: "1", rev: "7"),
    .warnings(school: "s", kind: "plans", id: "1"), .transitions(school: "s", kind: "plans", id: "1"),
    .restore(school: "s", kind: "plans", id: "1"),
    .push(school: "s"), .changes(school: "s"), .statistics(school: "s", test: "1"), .scores(school: "s", test: "1"),
    .school("第一 小学/a?b#c%2F"), .document(school: "a b", kind: "c/d", id: "é+&="), .descriptor(name: ".."),
  ]

  @Test(arguments: routes)
  func aPathReadsBackAsItsRoute(_ route: Route) {
    #expect(Route(path: route.path) == route)
    #expect(route.path.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F })
    #expect(!route.methods.isEmpty)
    #expect(route.path.split(separator: "/").count == route.template.split(separator: "/").count)
  }

  @Test func everyTemplateHasARouteAndTheOtherWayRound() {
    #expect(Set(Self.routes.map(\.template)) == Set(Route.templates.map(\.path)))
    #expect(Set(Route.templates.map(\.path)).count == Route.templates.count)
    for template in Route.templates {
      let path = template.path.replacing("{", with: "").replacing("}", with: "").replacing("/kind/", with: "/tests/")
      #expect(Route(path: path)?.template == template.path)
    }
  }

  @Test(arguments: [
    "", "/", "v1/me", "/v1", "/v1/", "/v1/me/", "/v1//me", "/v2/me", "/healthz/x", "/v1/me/x", "/v1/descriptors/a/b",
    "/v1/schools/s/", "/v1/schools/s/plans/1/unknown", "/v1/schools/s/plans/1/statistics",
    "/v1/schools/s/plans/1/history/2/x", "/v1/schools/s/plans/1/transitions/2", "/v1/schools/%", "/v1/schools/%2",
    "/v1/schools/%zz", "/v1/schools/%FF", "/V1/me",
  ])
  func thereIsNoSuchPath(path: String) {
    #expect(Route(path: path) == nil)
  }

  @Test func queriesAreEscaped() {
    let path = Route.changes(school: "s").path(query: [("cursor", "a+b/="), ("term", "学期 1")])
    #expect(path == "/v1/schools/s/sync/changes?cursor=a%2Bb%2F%3D&term=%E5%AD%A6%E6%9C%9F%201")
    #expect(PercentCoding.decode("a+b%2B", plusIsSpace: true) == "a b+")
    #expect(Route.me.path(query: []) == "/v1/me")
  }
}
