import Dispatch
import GRDB
import Synchronization

/// The one writer. Writes that wait together are committed together: one transaction and one flush to disk for
/// many, a savepoint each, and each caller is resumed only after the commit is durable.
final class Writer: Sendable {
  private struct Job: Sendable {
    /// Does the work and returns what to call after the commit; throws when the whole transaction is lost.
    let run: @Sendable (Connection) throws -> @Sendable () -> Void
    let fail: @Sendable (any Error) -> Void
  }

  private struct State {
    var jobs: [Job] = []
    /// What waits to be done between two transactions.
    var pauses: [@Sendable () -> Void] = []
    var isRunning = false
    var isClosed = false
  }

  private let queue: DatabaseQueue
  private let lock: DatabaseLock
  private let thread = DispatchQueue(label: "beike.writer", qos: .userInitiated)
  private let state = Mutex(State())
  private let commits = Atomic<Int>(0)

  var generation: Int { commits.load(ordering: .acquiring) }

  init(queue: DatabaseQueue, lock: DatabaseLock) {
    self.queue = queue
    self.lock = lock
  }

  func run<Result: Sendable>(
    _ work: @escaping @Sendable (Connection) throws -> Result
  ) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
      enqueue(
        Job(
          run: { connection in
            do {
              let result = try connection.savepoint { try work(connection) }
              return { continuation.resume(returning: result) }
            } catch let error as DatabaseError where error.resultCode.endsTransaction {
              throw error
            } catch {
              return { continuation.resume(throwing: Self.translated(error)) }
            }
          },
          fail: { continuation.resume(throwing: Self.translated($0)) }))
    }
  }

  /// Does something between two transactions. Of what waits for that, one takes its turn after each commit.
  func alone<Result: Sendable>(
    _ work: @escaping @Sendable (Connection) throws -> Result
  ) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
      let pause: @Sendable () -> Void = { [queue] in
        do {
          continuation.resume(returning: try queue.writeWithoutTransaction { try work(Connection($0)) })
        } catch {
          continuation.resume(throwing: Self.translated(error))
        }
      }
      let isOpen = state.withLock { state -> Bool in
        guard !state.isClosed else { return false }
        state.pauses.append(pause)
        return true
      }
      guard isOpen else { return continuation.resume(throwing: StoreError.closed) }
      // Whoever drains the queue comes by between two commits; when nobody does, this takes the pause itself.
      thread.async { [self] in takePause() }
    }
  }

  private func takePause() {
    let pause = state.withLock { $0.pauses.isEmpty ? nil : $0.pauses.removeFirst() }
    pause?()
  }

  private static func translated(_ error: any Error) -> any Error {
    (error as? DatabaseError).map(StoreError.init) ?? error
  }

  private func enqueue(_ job: Job) {
    enum Action { case start, wait, refuse }
    let action = state.withLock { state -> Action in
      if state.isClosed { return .refuse }
      state.jobs.append(job)
      if state.isRunning { return .wait }
      state.isRunning = true
      return .start
    }
    switch action {
    case .start: thread.async { [self] in drain() }
    case .wait: break
    case .refuse: job.fail(StoreError.closed)
    }
  }

  private func drain() {
    while true {
      let jobs = state.withLock { state -> [Job] in
        defer { state.jobs = [] }
        state.isRunning = !state.jobs.isEmpty
        return state.jobs
      }
      if jobs.isEmpty { return }
      commit(jobs)
      takePause()
    }
  }

  private func commit(_ jobs: [Job]) {
    do {
      let callbacks = try queue.writeWithoutTransaction { database in
        let connection = Connection(database)
        try connection.execute("BEGIN IMMEDIATE")
        do {
          let callbacks = try jobs.map { try $0.run(connection) }
          try connection.execute("COMMIT")
          return callbacks
        } catch {
          if database.isInsideTransaction { try? connection.execute("ROLLBACK") }
          throw error
        }
      }
      commits.wrappingAdd(1, ordering: .releasing)
      for callback in callbacks { callback() }
    } catch {
      for job in jobs { job.fail(error) }
    }
  }

  /// Runs what is waiting, refuses what comes after, does one thing last, and closes the file.
  func close(lastly: () -> Void = {}) {
    state.withLock { $0.isClosed = true }
    thread.sync(execute: lastly)
    try? queue.close()
    lock.release()
  }
}

extension ResultCode {
  /// Errors after which SQLite has rolled the whole transaction back, or may have.
  fileprivate var endsTransaction: Bool {
    [.SQLITE_FULL, .SQLITE_IOERR, .SQLITE_NOMEM, .SQLITE_CORRUPT, .SQLITE_INTERRUPT].contains(primaryResultCode)
  }
}
