import Foundation
import Shared
import Testing

@testable import Client

@Suite("Warnings of private numbers")
struct SyncWarningTests {
  private static let path = "minutes/a.yaml"
  private static let phone = "13812345678"

  @Test("a phone number in a draft is pointed out, and the draft is sent all the same")
  func sent() async throws {
    let server = FakeServer()
    let bench = try Bench(server)
    try bench.write(Self.path, Bench.minutes(topic: "等式", place: "联系 \(Self.phone)"))
    let summary = try await bench.sync()
    #expect(bench.told == ["privateNumbers", "sent"])
    #expect(summary.sent == 1 && summary.isClean)
    #expect(server.applied == 1)
    try await bench.sync()
    #expect(bench.told.isEmpty)
  }

  @Test("it is pointed out once a sync, even when the draft is sent twice")
  func once() async throws {
    let (bench, server, id) = try await SyncEngineTests.synced()
    try bench.replace(SyncEngineTests.path, "place: 301", "place: 联系 \(Self.phone)")
    server.edit(id) { $0["topic"] = "方程" }
    try await bench.sync()
    #expect(bench.told == ["privateNumbers", "merged", "sent"])
  }

  @Test("the place is named, the number is not")
  func text() throws {
    let bench = try Bench(FakeServer())
    let id = try DocumentID.test(1)
    try bench.write(Self.path, Bench.minutes(topic: "等式", place: "联系 \(Self.phone)", id: id.description))
    let scan = try bench.workspace.scan(now: 0)
    let view = try #require(try bench.workspace.views(scan).first { $0.id == id })
    let found = view.privateNumbers(sending: .create)
    #expect(found.map(\.code) == ["phone-number"])
    #expect(found.map(\.pointer.description) == ["/place"])
    #expect(view.privateNumbers(sending: .delete).isEmpty)
    #expect(view.privateNumbers(sending: .transition).isEmpty)
    let lines = SyncPrinter.lines(of: .privateNumbers(bench.workspace.name(of: view), found))
    let told = lines.map { $0.zh + $0.en }.joined()
    #expect(told.contains(Self.path) && told.contains("地点") && !told.contains(Self.phone))
  }

  @Test("a draft without an id is looked through too")
  func unnumbered() throws {
    let bench = try Bench(FakeServer())
    try bench.write(Self.path, Bench.minutes(topic: "电话 \(Self.phone)"))
    let scan = try bench.workspace.scan(now: 0)
    let file = try #require(scan.unnumbered.first)
    #expect(try bench.workspace.privateNumbers(in: file, names: scan.names).map(\.pointer.description) == ["/topic"])
  }
}
