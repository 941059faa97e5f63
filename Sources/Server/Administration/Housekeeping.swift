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
  /// Removes what schools no longer keep; see `Retirement`.
  /// - Returns: how many documents lost their content.
  @discardableResult
  func retire() async throws -> Int {
    let schools = try store.read { try $0.all("SELECT school FROM school ORDER BY school") { $0.text(0) } }
    var count = 0
    for school in schools {
      do {
        count += try await write(as: .machine, school: school, requestID: newID().description) {
          try Retirement.run(in: $0)
        }
      } catch let refusal as Refusal {
        // What one school has set must not keep the others from what they have.
        logger.error(
          "nothing retired", metadata: ["school": "\(school)", "code": "\(refusal.code.rawValue)"])
      }
    }
    try await store.compactIfDue()
    return count
  }
}
