import Foundation
import Shared
import Testing

@testable import Harness
@testable import Server

@Suite struct TokenTests {
  @Test(arguments: 1...50)
  func aTokenReadsBackAsItself(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let token = Token.make(type: "cli", random: &random)
    #expect(token.text.wholeMatch(of: /bk_cli_[0-9A-Za-z]{36}/) != nil)
    let read = try #require(Token(token.text))
    #expect(read.hash == token.hash)
    #expect(read.hash.count == 32)
  }

  /// The checksum is the CRC-32 of the thirty characters in base 62, computed with zlib.
  @Test func theChecksumIsDocumentedAndNotSecret() {
    #expect(Token("bk_cli_0000000000000000000000000000002C8GjS") != nil)
  }

  @Test func everyMistypedCharacterIsNoticed() {
    var random = SeededGenerator(seed: 7)
    let text = Token.make(type: "cli", random: &random).text
    for position in text.indices.dropFirst(7) {
      for other in ["0", "Z", "q"] where String(text[position]) != other {
        #expect(Token(text.replacingCharacters(in: position...position, with: other)) == nil)
      }
    }
  }

  @Test(arguments: [
    "", "bk", "bk_cli", "bk_cli_", "bk__", "xx_cli_abc", "bk_cli_short", "bk_cli_a_b",
    String(repeating: "_", count: 99),
    "bk_cli_" + String(repeating: "中", count: 12), "bk_cli_" + String(repeating: "0", count: 37),
  ])
  func whatIsNoTokenIsNotRead(text: String) {
    #expect(Token(text) == nil)
  }

  @Test func theDatabaseHoldsNoTokenThatCouldBeUsed() async throws {
    let school = try await SmallSchool()
    let rows = try school.server.dump(["access_token", "account"]).joined()
    for person in SmallSchool.Person.allCases {
      let text = school.token(person)
      #expect(!rows.contains(text))
      #expect(!rows.contains(text.dropFirst(7).prefix(30)))
    }
  }

  @Test(arguments: ["", "Bearer", "Bearer ", "Bearer x", "Basic dTpw", "bk_cli_x"])
  func aHeaderWithoutATokenIs401(header: String) async throws {
    let server = try await TestServer()
    let answer = try await server.send("GET", "/v1/me", headers: ["Authorization": header], token: "")
    #expect(answer.status == 401)
    #expect(answer.headers["www-authenticate"] == "Bearer")
  }

  @Test func aTokenIsRefusedOnceItHasExpiredOrBeenRevoked() async throws {
    let server = try await TestServer()
    let token = try await NewToken(school: TestServer.school, role: .teacher, name: "江晚", teacher: nil, days: 2)
      .create(in: server.register).text
    #expect(
      try await server.send("GET", "/v1/me", headers: ["Authorization": "bearer \(token)"], token: "").status == 200)
    let day: Int64 = 86_400_000
    server.clock.advance(milliseconds: 2 * day - 1)
    #expect(try await server.send("GET", "/v1/me", token: token).status == 200)
    server.clock.advance(milliseconds: 1)
    #expect(try await server.send("GET", "/v1/me", token: token).status == 401)

    let other = try await server.token(.teacher, name: "江晚")
    #expect(try await server.send("GET", "/v1/me", token: other).status == 200)
    let (hash, now) = (try #require(Token(other)).hash, server.clock.now)
    try await server.register.store.write { connection in
      try connection.execute("UPDATE access_token SET revoked_at = \(now) WHERE hash = \(hash)")
    }
    #expect(try await server.send("GET", "/v1/me", token: other).status == 401)
  }

  @Test(arguments: [0, -1, 36_501, Int.max])
  func aTokenLastsForAReasonableTime(days: Int) async throws {
    let server = try await TestServer()
    let new = NewToken(school: TestServer.school, role: .teacher, name: "江晚", teacher: nil, days: days)
    await #expect(throws: Failure.self) { try await new.create(in: server.register) }
  }

  @Test func aTokenIsMadeForASchoolAndATeacherThatAreThere() async throws {
    let school = try await SmallSchool()
    let register = school.server.register
    let nobody = NewToken(
      school: TestServer.school, role: .teacher, name: "江晚", teacher: SmallSchool.id("never made"), days: nil)
    await #expect(throws: Failure.self) { try await nobody.create(in: register) }
    let noTeacher = NewToken(
      school: TestServer.school, role: .teacher, name: "江晚", teacher: SmallSchool.group, days: nil)
    await #expect(throws: Failure.self) { try await noTeacher.create(in: register) }
    let nowhere = NewToken(school: "elsewhere", role: .schoolAdmin, name: "江晚", teacher: nil, days: nil)
    await #expect(throws: Failure.self) { try await nowhere.create(in: register) }
  }

  @Test func everybodyIsToldWhoTheyAre() async throws {
    let school = try await SmallSchool()
    let leader = try await school.send("GET", .me, as: .leader).decode(Me.self)
    #expect(leader.name == "leader")
    #expect(leader.role == .leader)
    #expect(leader.school == School(id: TestServer.school, name: "栗溪桥小学", district: SmallSchool.district))
    #expect(leader.teacherId == SmallSchool.Person.leader.teacher)
    #expect(leader.time == school.server.clock.now)
    let server = try await school.send("GET", .me).decode(Me.self)
    #expect(server.role == .server)
    #expect(server.school == nil)
  }
}
