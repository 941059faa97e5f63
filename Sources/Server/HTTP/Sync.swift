import HTTPTypes
import Hummingbird
import NIOCore
import Shared

/// The routes of sync.
extension Exchange {
  func push(_ school: String, _ tree: JSON) async throws -> Answer {
    let push = try Push(tree)
    let epoch = register.epoch
    var (lastN, results) = try await register.write(as: caller, school: school, requestID: requestID) { session in
      try push.apply(in: session, epoch: epoch)
    }
    // Documents that stand in the way are read when the writer has gone on.
    try register.store.read { connection in
      for index in results.indices { try results[index].refusal?.loadCurrent(in: connection) }
    }
    var bytes = ByteBuffer()
    try PushResult.write(results, lastN: lastN, epoch: epoch, in: language, to: &bytes)
    var answer = Answer.json(bytes, status: .multiStatus)
    answer.headers[.cacheControl] = "no-store"
    return answer
  }

  func changes(_ school: String) async throws -> Answer {
    var (page, feed) = try feedPage(school) { _ in caller }
    if page.isEmpty, !page.hasMore, feed.wait > 0 {
      let (register, waiting, seen) = (register, feed, page.seq)
      // Time running out is an answer like any other: an empty page.
      try? await Deadline.run(seconds: feed.wait) {
        try await register.arrivals.wait(for: school, concerns: waiting.mayConcern) {
          // Mostly nothing was written in between, which costs one row to see.
          let isNew = try register.store.read { connection in
            try connection.exists("SELECT 1 FROM chain WHERE realm = \(school) AND seq > \(seen)")
          }
          guard isNew else { return false }
          let page = try self.feedPage(school, as: self.callerNow).page
          return !page.isEmpty || page.hasMore
        }
      }
      (page, feed) = try feedPage(school, as: callerNow)
    }
    var answer = Answer.json(page.bytes)
    answer.headers[.cacheControl] = "no-store"
    if !page.studentKinds.isEmpty {
      answer.shown = StudentsShown(school: school, kind: page.studentKinds.sorted().joined(separator: " "))
    }
    return answer
  }

  /// One look at the feed, with the rights that somebody has at this moment.
  private func feedPage(
    _ school: String, as caller: (Connection) throws -> Caller
  ) throws -> (page: Feed.Answer, feed: Feed) {
    try register.store.snapshot { connection in
      let caller = try caller(connection)
      if let scopes = caller.scopes, !scopes.all.contains(.sync) { throw Refusal(.forbidden) }
      let scope = try scope(school, of: caller, in: connection)
      let feed = try Feed(query, scope: scope, sealer: register.sealer)
      return (try feed.answer(from: connection, epoch: register.epoch, sealer: register.sealer), feed)
    }
  }
}

extension HTTPResponse.Status {
  static let multiStatus = HTTPResponse.Status(code: 207, reasonPhrase: "Multi-Status")
}
