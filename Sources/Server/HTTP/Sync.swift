import HTTPTypes
import Hummingbird
import Shared

/// The routes of sync.
extension Exchange {
  func push(_ school: String, _ tree: JSON) async throws -> Answer {
    let push = try Push(tree)
    let epoch = register.epoch
    let (lastN, results) = try await register.write(as: caller, school: school, requestID: requestID) { session in
      try push.apply(in: session, epoch: epoch)
    }
    let response = PushResponse(
      epoch: epoch, lastN: lastN, results: results.map { $0.answer(in: language) })
    var answer = try Answer.json(encoding: response, status: .multiStatus)
    answer.headers[.cacheControl] = "no-store"
    return answer
  }

  func changes(_ school: String) async throws -> Answer {
    var page = try feedPage(school) { _ in caller }
    if page.answer.isEmpty, page.wait > 0 {
      let seq = page.answer.seq
      let register = register
      // Time running out is an answer like any other: an empty page.
      try? await Deadline.run(seconds: page.wait) {
        try await register.arrivals.wait(for: school) {
          try register.store.read { connection in
            try connection.exists("SELECT 1 FROM chain WHERE realm = \(school) AND seq > \(seq)")
          }
        }
      }
      page = try feedPage(school, as: callerNow)
    }
    var answer = Answer.json(page.answer.bytes)
    answer.headers[.cacheControl] = "no-store"
    if page.answer.showsStudents { answer.shown = StudentsShown(school: school, kind: ScoreSheet.kind.name) }
    return answer
  }

  /// One look at the feed, with the rights that somebody has at this moment.
  private func feedPage(
    _ school: String, as caller: (Connection) throws -> Caller
  ) throws -> (answer: Feed.Answer, wait: Int) {
    try register.store.snapshot { connection in
      let caller = try caller(connection)
      if let scopes = caller.scopes, !scopes.all.contains(.sync) { throw Refusal(.forbidden) }
      let scope = try scope(school, of: caller, in: connection)
      let feed = try Feed(query, scope: scope, sealer: register.sealer)
      return (try feed.answer(from: connection, epoch: register.epoch, sealer: register.sealer), feed.wait)
    }
  }
}

extension HTTPResponse.Status {
  static let multiStatus = HTTPResponse.Status(code: 207, reasonPhrase: "Multi-Status")
}
