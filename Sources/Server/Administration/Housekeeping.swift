import Logging
import ServiceLifecycle
import Shared

/// What has to be done from time to time: writing down when tokens were used, and removing what is no longer kept.
struct Housekeeping: Service {
  let register: Register

  func run() async throws {
    await cancelWhenGracefulShutdown {
      var minutes = 0
      while (try? await Task.sleep(for: .seconds(60))) != nil {
        await report { try await register.writeUses() }
        if minutes.isMultiple(of: 24 * 60) { await report { try await register.retire() } }
        minutes += 1
      }
    }
    await report { try await register.writeUses() }
  }

  private func report(_ work: () async throws -> Void) async {
    do {
      try await work()
    } catch {
      register.logger.error("housekeeping failed", metadata: ["error": "\(error)"])
    }
  }
}

extension Register {
  /// Documents that are removed in one transaction.
  private static let retiredAtOnce = 20

  /// Removes what schools no longer keep; see `Retirement`. Looked for by a reader, and removed some at a time, so that
  /// whoever writes meanwhile doesn't wait.
  /// - Returns: how many documents lost their content.
  @discardableResult
  func retire() async throws -> Int {
    let schools = try store.read { try $0.all("SELECT school FROM school ORDER BY school") { $0.text(0) } }
    var count = 0
    for school in schools {
      do {
        count += try await retire(school)
      } catch let refusal as Refusal {
        // What one school has set must not keep the others from what they have.
        logger.error(
          "nothing retired", metadata: ["school": "\(school)", "code": "\(refusal.code.rawValue)"])
      }
    }
    try await store.compactIfDue()
    return count
  }

  private func retire(_ school: String) async throws -> Int {
    let now = now
    let requestID = newID().description
    var count = 0
    for due in try await offThread({ [store] in try store.read { try Retirement.due(in: school, at: now, $0) } }) {
      for start in stride(from: 0, to: due.ids.count, by: Self.retiredAtOnce) {
        let ids = Array(due.ids[start..<min(start + Self.retiredAtOnce, due.ids.count)])
        count += try await write(as: .machine, school: school, requestID: requestID) {
          try Retirement.run(Retirement.Due(subject: due.subject, ids: ids), in: $0)
        }
      }
    }
    return count
  }
}
