import Foundation
import Shared
import Testing

@testable import Harness
@testable import Server

/// A file that is not what was written is never answered from as if it were.
@Suite struct DamageTests {
  private static let minutes = SmallSchool.id("minutes")

  /// How the bytes of one document may have changed on the disk.
  static let damages: [String] = [
    "UPDATE change SET body = CAST(replace(CAST(body AS TEXT), 'A', 'B') AS BLOB)",
    "UPDATE change SET head = CAST(replace(CAST(head AS TEXT), '\"rev\":1', '\"rev\":2') AS BLOB)",
    "UPDATE change SET body = substr(body, 1, length(body) - 1)", "UPDATE change SET body = x''",
    "UPDATE change SET body = x'ff00ff'", "UPDATE change SET head = CAST(head || ' ' AS BLOB)",
    "UPDATE change SET crc = crc + 1",
  ]

  @Test(arguments: damages)
  func bytesThatAreNotWhatWasWrittenAreNeverAnswered(damage: String) async throws {
    let school = try await SmallSchool()
    try await school.create("minutes", Self.minutes, SmallSchool.minutes("A 组"))
    let sql = SQL(stringLiteral: "\(damage) WHERE kind = 'minutes'")
    try await school.server.register.store.write { connection in
      try connection.execute("DROP TRIGGER change_is_fixed")
      try connection.execute(sql)
      try connection.execute(Migrations.changeIsFixed)
    }
    let document = school.document("minutes", Self.minutes)
    let patch = ["If-Match": "\"1\"", "Content-Type": "application/merge-patch+json"]
    let answers = [
      try await school.send("GET", document), try await school.send("GET", .changes(school: TestServer.school)),
      try await school.send("GET", school.documents("minutes")),
      try await school.send(
        "GET", .history(school: TestServer.school, kind: "minutes", id: Self.minutes.description)),
      try await school.send(
        "GET", .revision(school: TestServer.school, kind: "minutes", id: Self.minutes.description, rev: "1")),
      try await school.update("minutes", Self.minutes, SmallSchool.minutes("新"), rev: 1),
      try await school.send("PATCH", document, body: ["place": "三楼"], headers: patch),
      try await school.delete("minutes", Self.minutes, rev: 1),
      try await school.move("minutes", Self.minutes, to: .submitted, rev: 1),
    ]
    for answer in answers {
      #expect(answer.status == 500)
      #expect(answer.problem?.code == .internal)
      #expect(answer.problem?.detail?.contains("备份") == true, "it names the way out")
      #expect(!answer.text.contains("checksum"), "nothing internal is told")
    }
    // Everything else goes on.
    #expect(try await school.get("groups", SmallSchool.group).status == 200)
    #expect(try await school.create("minutes", SmallSchool.id("next"), SmallSchool.minutes("下一次")).status == 201)
  }

  @Test(arguments: [0.3, 0.6, 0.9])
  func aFileThatWasCutIsNeverAnsweredFromAsIfItWereWhole(share: Double) async throws {
    let school = try await SmallSchool()
    let documents = (0..<200).map { index in
      (
        kind: "minutes", id: SmallSchool.id("m\(index)"),
        body: SmallSchool.minutes("第 \(index) 次").replacing(
          "discussion", with: .string(String(repeating: "议", count: 400)))
      )
    }
    try await SmallSchool.push(documents, to: school.server)
    var before: [DocumentID: [UInt8]] = [:]
    for document in documents { before[document.id] = try await school.get("minutes", document.id).bytes }
    do {
      let cut = try await school.server.restarted { file in
        let handle = try FileHandle(forUpdating: file)
        let length = try handle.seekToEnd()
        try handle.truncate(atOffset: UInt64(Double(length) * share) / 4096 * 4096)
        try handle.close()
      }
      var missed = 0
      for document in documents {
        let answer = try await cut.send("GET", school.document("minutes", document.id).path)
        if answer.status == 200 {
          #expect(answer.bytes == before[document.id])
        } else {
          missed += 1
          #expect([401, 500, 503].contains(answer.status))
        }
      }
      #expect(missed > 0)
    } catch is StoreError {
      // Not opened at all: as good.
    }
  }
}
