import Shared
import Synchronization

/// A bound on what requests hold in memory at one moment, in all and of one account. Bodies are counted as they come and
/// until their request is answered, large answers until they have gone out.
final class BytesInFlight: Sendable {
  /// Who holds what: an account, or everybody without one together.
  private struct State {
    var all = 0
    var owners: [String: Int] = [:]
  }

  private let most: Int
  private let state = Mutex(State())

  /// - Parameter most: bytes in all; an account has at most a quarter of them, those without an account a sixteenth.
  init(most: Int) { self.most = most }

  var held: Int { state.withLock(\.all) }

  /// One request's share, which it gives back with `end`, or when nobody holds it any more.
  final class Lease: Sendable {
    private let bytes: BytesInFlight
    private let owner: String?
    private let held = Mutex(0)

    fileprivate init(bytes: BytesInFlight, owner: String?) {
      self.bytes = bytes
      self.owner = owner
    }

    deinit { end() }

    /// - Throws: `Refusal` with 503 when there is no more room, for the owner or at all.
    func grow(by count: Int) throws {
      guard bytes.take(count, for: owner) else {
        throw Refusal(.unavailable, Text("服务器正忙，请稍候再试", "the server is busy; try again in a moment"))
      }
      held.withLock { $0 += count }
    }

    func end() {
      let count = held.withLock { held in
        defer { held = 0 }
        return held
      }
      bytes.giveBack(count, of: owner)
    }
  }

  func lease(for account: String?) -> Lease { Lease(bytes: self, owner: account) }

  private func take(_ count: Int, for account: String?) -> Bool {
    let (owner, share) = (account ?? "", account == nil ? most / 16 : most / 4)
    return state.withLock { state in
      guard state.all + count <= most, state.owners[owner, default: 0] + count <= share else { return false }
      state.all += count
      state.owners[owner, default: 0] += count
      return true
    }
  }

  private func giveBack(_ count: Int, of account: String?) {
    guard count > 0 else { return }
    state.withLock { state in
      state.all -= count
      let left = state.owners[account ?? "", default: count] - count
      state.owners[account ?? ""] = left > 0 ? left : nil
    }
  }
}
