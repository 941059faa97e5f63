import Shared
import Testing

@testable import Harness
@testable import Server

/// A page of the feed, whose changes are documents and tombstones.
struct FeedPage: Decodable {
  let changes: [Change]
  let cursor: String
  let hasMore: Bool
  let epoch: String

  var ids: [DocumentID] {
    changes.map { change in
      switch change.content {
      case .document(let document): document.id
      case .deletion(let deletion): deletion.id
      }
    }
  }

  var revs: [Int] {
    changes.map { change in
      switch change.content {
      case .document(let document): document.rev
      case .deletion(let deletion): deletion.rev
      }
    }
  }
}

extension SmallSchool {
  /// A small school with some minutes of the first group.
  static func withMinutes(_ count: Int = 6) async throws -> (SmallSchool, [DocumentID]) {
    let school = try await SmallSchool()
    let ids = (0..<count).map { id("m\($0)") }
    for id in ids { try await school.create("minutes", id, minutes("题目")) }
    return (school, ids)
  }

  func feed(
    _ query: [(String, String)] = [], cursor: String? = nil, as person: Person = .server
  ) async throws -> TestAnswer {
    let query = query + (cursor.map { [("cursor", $0)] } ?? [])
    return try await server.send(
      "GET", Route.changes(school: TestServer.school).path(query: query), token: token(person))
  }

  /// A page that must be given.
  func feedPage(
    _ query: [(String, String)] = [], cursor: String? = nil, as person: Person = .server
  ) async throws -> FeedPage {
    let answer = try await feed(query, cursor: cursor, as: person)
    try #require(answer.status == 200, "\(answer.text)")
    #expect(answer.headers["cache-control"] == "no-store")
    return try answer.decode()
  }

  /// All pages of the feed from a cursor on.
  func wholeFeed(
    _ query: [(String, String)], cursor: String? = nil
  ) async throws -> (changes: [Change], cursor: String) {
    var page = try await feedPage(query, cursor: cursor)
    var changes = page.changes
    while page.hasMore {
      page = try await feedPage(query, cursor: page.cursor)
      changes += page.changes
    }
    return (changes, page.cursor)
  }
}
