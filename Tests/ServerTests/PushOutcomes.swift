import Shared

@testable import Harness
@testable import Server

/// One of each outcome that a mutation can have, and a school in which they come about.
enum PushOutcomes {
  /// What a batch that holds one of each outcome answers: the mutation, its status and its problem.
  static func all() -> [(JSON, status: Int, ProblemCode?, pointer: String?)] {
    let (draft, submitted, gone) = (SmallSchool.id("draft"), SmallSchool.id("submitted"), SmallSchool.id("gone"))
    let (absent, hidden) = (SmallSchool.id("absent"), SmallSchool.id("hidden"))
    let body = SmallSchool.minutes("改")
    return [
      (mutation(1, .create, "minutes", SmallSchool.id("minutes"), body: body), 201, nil, nil),
      (mutation(2, .update, "minutes", draft, base: 1, body: body), 200, nil, nil),
      (mutation(3, .create, "teachers", SmallSchool.id("t"), body: ["name": "x"]), 403, .forbidden, nil),
      (mutation(4, .update, "minutes", absent, base: 1, body: body), 404, .notFound, nil),
      (mutation(5, .update, "minutes", hidden, base: 1, body: body), 404, .notFound, nil),
      (mutation(6, .update, "minutes", submitted, base: 2, body: body), 409, .wrongState, nil),
      (mutation(7, .delete, "minutes", gone, base: 2), 410, .gone, nil),
      (mutation(8, .create, "minutes", SmallSchool.id("stale"), body: body), 412, .staleBase, nil),
      (mutation(9, .delete, "minutes", SmallSchool.id("stale 2"), base: 7), 412, .staleBase, nil),
      (
        mutation(10, .create, "minutes", SmallSchool.id("bad"), body: body.replacing("colour", with: "red")), 422,
        .validation, "/colour"
      ),
      (
        mutation(
          11, .create, "minutes", SmallSchool.id("bad 2"), body: body.replacing("hostId", with: .string("\(absent)"))),
        422, .validation, "/hostId"
      ),
      (mutation(12, .update, "minutes", SmallSchool.id("stale 3"), body: body), 422, .validation, "/base"),
      (
        mutation(
          13, .create, "test-reports", SmallSchool.id("report"),
          body: [
            "groupId": .string(SmallSchool.group.description), "term": .string(SmallSchool.term),
            "testId": .string(SmallSchool.id("test").description), "title": "又一份",
          ]), 409, .duplicate, nil
      ),
      (mutation(14, .transition, "minutes", SmallSchool.id("stale 4"), base: 1, to: .approved), 403, .forbidden, nil),
    ]
  }

  static func school() async throws -> SmallSchool {
    let school = try await SmallSchool()
    let body = SmallSchool.minutes("原")
    for name in ["draft", "submitted", "gone", "stale", "stale 2", "stale 3", "stale 4"] {
      try await school.create("minutes", SmallSchool.id(name), body, as: .author)
    }
    try await school.move("minutes", SmallSchool.id("submitted"), to: .submitted, rev: 1)
    try await school.delete("minutes", SmallSchool.id("gone"), rev: 1)
    try await school.create(
      "minutes", SmallSchool.id("hidden"), SmallSchool.minutes("别组", group: SmallSchool.otherGroup))
    try await school.create("tests", SmallSchool.id("test"), Fixtures.test())
    try await school.create(
      "test-reports", SmallSchool.id("first report"),
      [
        "groupId": .string(SmallSchool.group.description), "term": .string(SmallSchool.term),
        "testId": .string(SmallSchool.id("test").description), "title": "分析",
      ])
    return school
  }
}
