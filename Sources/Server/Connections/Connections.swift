import NIOCore
import Shared
import Synchronization

/// The connections that are open, so that nobody takes all of them: without a valid token at most so many of one
/// address, with one at most so many of an account.
///
/// A stranger's connection that is one too many costs the oldest idle one of the same address, so that whoever holds
/// connections open in silence takes them from nobody but themselves.
final class Connections: Sendable {
  /// One connection.
  final class Line: Sendable {
    fileprivate enum Owner: Hashable {
      case stranger(address: String)
      case account(String)
      /// Not counted.
      case nobody
    }

    fileprivate struct State {
      var owner: Owner
      var isBusy = false
    }

    /// Where it comes from, as `Reach.address` tells without a proxy's word; nil when that is not known.
    let address: String?
    fileprivate let close: @Sendable () -> Void
    /// Guarded by the registry's lock wherever the owner changes.
    fileprivate let state: Mutex<State>

    fileprivate init(address: String?, owner: Owner, close: @escaping @Sendable () -> Void) {
      self.address = address
      self.close = close
      state = Mutex(State(owner: owner))
    }

    /// Says whether a request is being answered: such a connection is not closed to make room.
    func setBusy(_ isBusy: Bool) { state.withLock { $0.isBusy = isBusy } }
  }

  private struct State {
    var lines: [ObjectIdentifier: Line] = [:]
    /// By address, oldest first.
    var strangers: [String: [Line]] = [:]
    var accounts: [String: Int] = [:]
  }

  private let perAddress: Int
  private let perAccount: Int
  private let reach: Reach
  private let state = Mutex(State())

  init(perAddress: Int, perAccount: Int, reach: Reach) {
    self.perAddress = perAddress
    self.perAccount = perAccount
    self.reach = reach
  }

  /// How many are open.
  var count: Int { state.withLock { $0.lines.count } }

  /// Counts a connection until its channel closes.
  func opened(_ channel: any Channel) {
    let id = ObjectIdentifier(channel)
    opened(id, from: channel.remoteAddress?.ipAddress) { channel.close(promise: nil) }
    channel.closeFuture.whenComplete { [self] _ in closed(id) }
  }

  /// - Parameter close: ends the connection.
  @discardableResult
  func opened(_ id: ObjectIdentifier, from origin: String?, close: @escaping @Sendable () -> Void) -> Line {
    let address = reach.address(origin, forwardedFor: nil)
    let isCounted = address != nil && !reach.isTrusted(origin)
    let line = Line(
      address: address, owner: isCounted ? .stranger(address: address ?? "") : .nobody, close: close)
    let surplus = state.withLock { state -> Line? in
      state.lines[id] = line
      guard isCounted, let address else { return nil }
      state.strangers[address, default: []].append(line)
      let own = state.strangers[address] ?? []
      guard own.count > perAddress else { return nil }
      let place = own.firstIndex { !$0.state.withLock(\.isBusy) } ?? own.count - 1
      return state.strangers[address]?.remove(at: place)
    }
    if let surplus {
      surplus.state.withLock { $0.owner = .nobody }
      surplus.close()
    }
    return line
  }

  func closed(_ id: ObjectIdentifier) {
    state.withLock { state in
      guard let line = state.lines.removeValue(forKey: id) else { return }
      Self.release(line, in: &state)
    }
  }

  func line(of channel: any Channel) -> Line? {
    state.withLock { $0.lines[ObjectIdentifier(channel)] }
  }

  /// Counts a connection as an account's: a valid token came over it.
  /// - Throws: `Refusal` with 429 when the account has too many.
  func give(_ line: Line, to account: String) throws {
    let isGiven = state.withLock { state -> Bool in
      let owner = line.state.withLock(\.owner)
      guard owner != .nobody, owner != .account(account) else { return true }
      guard state.accounts[account, default: 0] < perAccount else { return false }
      Self.release(line, in: &state)
      state.accounts[account, default: 0] += 1
      line.state.withLock { $0.owner = .account(account) }
      return true
    }
    guard isGiven else {
      throw Refusal(
        .tooManyRequests,
        Text("一个账号最多 \(perAccount) 个连接，请先关闭别的", "an account has \(perAccount) connections; close others first"))
    }
  }

  private static func release(_ line: Line, in state: inout State) {
    switch line.state.withLock(\.owner) {
    case .nobody: break
    case .stranger(let address):
      state.strangers[address]?.removeAll { $0 === line }
      if state.strangers[address]?.isEmpty ?? false { state.strangers[address] = nil }
    case .account(let account):
      let left = state.accounts[account, default: 1] - 1
      state.accounts[account] = left > 0 ? left : nil
    }
  }
}
