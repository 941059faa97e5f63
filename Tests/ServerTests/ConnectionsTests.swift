import Shared
import Synchronization
import Testing

@testable import Server

/// Who may have how many connections open.
@Suite struct ConnectionsTests {
  /// Three connections an address and two an account, numbered as they open.
  private final class World: Sendable {
    final class Wire: Sendable {}

    let connections: Connections
    private let wires: Mutex<[Wire]> = Mutex([])
    private let closed = Mutex<[Int]>([])

    init(trustedProxies: Set<String> = []) {
      connections = Connections(perAddress: 3, perAccount: 2, reach: Reach(trustedProxies: trustedProxies))
    }

    /// The numbers of those that the server has closed, in order.
    var ends: [Int] { closed.withLock { $0 } }

    @discardableResult
    func open(from address: String?) -> Connections.Line {
      let wire = Wire()
      let n = wires.withLock { wires in
        wires.append(wire)
        return wires.count
      }
      return connections.opened(ObjectIdentifier(wire), from: address) { [self] in
        closed.withLock { $0.append(n) }
        hangUp(n)
      }
    }

    /// Ends one from the other side.
    func hangUp(_ n: Int) { connections.closed(wires.withLock { ObjectIdentifier($0[n - 1]) }) }
  }

  @Test func aStrangersConnectionTooManyCostsTheOldestOfTheSameAddress() {
    let world = World()
    for _ in 1...3 { world.open(from: "192.0.2.7") }
    for _ in 4...6 { world.open(from: "192.0.2.8") }
    #expect(world.ends == [])
    world.open(from: "192.0.2.7")
    #expect(world.ends == [1])
    world.hangUp(2)
    world.open(from: "192.0.2.7")
    #expect(world.ends == [1], "there was room")
    world.open(from: "192.0.2.7")
    #expect(world.ends == [1, 3])
    #expect(world.connections.count == 6)
  }

  @Test func aThousandSilentOnesAreNeverMoreThanTheBound() {
    let world = World()
    for _ in 1...1000 { world.open(from: "192.0.2.7") }
    #expect(world.connections.count == 3)
    #expect(world.ends == Array(1...997))
    for n in 1...1000 { world.hangUp(n) }
    #expect(world.connections.count == 0)
  }

  @Test func whatIsBeingAnsweredIsNotClosedToMakeRoom() {
    let world = World()
    let lines = (1...3).map { _ in world.open(from: "192.0.2.7") }
    lines[0].setBusy(true)
    world.open(from: "192.0.2.7")
    #expect(world.ends == [2])
    lines[2].setBusy(true)
    world.open(from: "192.0.2.7").setBusy(true)
    #expect(world.ends == [2, 4])
    world.open(from: "192.0.2.7")
    #expect(world.ends == [2, 4, 6], "where all are busy, the new one goes")
  }

  @Test func aValidTokenTakesAConnectionOutOfItsAddress() throws {
    let world = World()
    for account in ["a", "a", "b"] { try world.connections.give(world.open(from: "192.0.2.7"), to: account) }
    for _ in 4...6 { world.open(from: "192.0.2.7") }
    #expect(world.ends == [])
    let third = world.open(from: "192.0.2.9")
    let refusal = #expect(throws: Refusal.self) { try world.connections.give(third, to: "a") }
    #expect(refusal?.code == .tooManyRequests)
    world.hangUp(1)
    try world.connections.give(third, to: "a")
    // The same connection again, and with another account's token.
    try world.connections.give(third, to: "a")
    try world.connections.give(third, to: "b")
    try world.connections.give(world.open(from: "192.0.2.9"), to: "a")
  }

  @Test(arguments: ["127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1", "10.0.0.5", nil] as [String?])
  func loopbackAndTrustedProxiesAreNotCounted(address: String?) throws {
    let world = World(trustedProxies: ["10.0.0.5"])
    for _ in 1...100 { try world.connections.give(world.open(from: address), to: "a") }
    #expect(world.ends == [])
  }

  @Test func anIPv6NetworkIsOneAddress() {
    let world = World()
    for n in 1...4 { world.open(from: "2001:db8:1:2::\(n)") }
    #expect(world.ends == [1])
  }
}
