import Foundation
import Shared
import Testing

@testable import Harness
@testable import Server

/// What a command and the running server say to each other.
@Suite struct AdministrationSocketTests {
  @Test func theWorkEndsWithWhoAskedForIt() async throws {
    let school = try await SmallSchool()
    let register = school.server.register
    _ = try await register.fill(megabytes: 14, group: SmallSchool.group, term: SmallSchool.term)
    let socket = Task { try await AdministrationSocket(register: register).run() }
    defer { socket.cancel() }
    let database = register.store.path
    while try await !AdministrationSocket.ask(.verify(realm: nil), database: database, tell: { _ in }) {
      await Task.yield()
    }
    #expect(Files.mode(of: database + ".sock") == 0o600)

    let backup = school.server.directory.appending(path: "backup.sqlite").path
    let steps = Tally()
    let command = Task {
      try await AdministrationSocket.ask(.backup(to: backup), database: database) { message in
        if case .progress = message, steps.add() == 1 { withUnsafeCurrentTask { $0?.cancel() } }
      }
    }
    await #expect(throws: CancellationError.self) { _ = try await command.value }
    while Files.exist(backup + ".partial") { await Task.yield() }
    #expect(!Files.exist(backup))
    #expect(try await AdministrationSocket.ask(.backup(to: backup), database: database, tell: { _ in }))
    #expect(Files.exist(backup))
  }

  @Test func whatTheServerDoesNotUnderstandIsToldAndNothingIsDone() async throws {
    let school = try await SmallSchool()
    let socket = Task { try await AdministrationSocket(register: school.server.register).run() }
    defer { socket.cancel() }
    let database = school.server.register.store.path
    while try await !AdministrationSocket.ask(.verify(realm: nil), database: database, tell: { _ in }) {
      await Task.yield()
    }
    let failure = await #expect(throws: Server.Failure.self) {
      try await AdministrationSocket.ask(.verify(realm: "nowhere"), database: database, tell: { _ in })
    }
    #expect(failure?.text.en.contains("nowhere") == true && failure?.text.zh.contains("nowhere") == true)
    #expect(try await !AdministrationSocket.ask(.reindex, database: database + ".none", tell: { _ in }))
  }
}
