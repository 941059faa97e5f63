import Glibc

/// Keeps a second process away from a database. SQLite would let it in, and two writers with a write-ahead log
/// have a bug in the version that Debian 12 ships. The lock goes with the process, however it ends.
final class LockFile: Sendable {
  private let descriptor: Int32

  /// - Throws: `StoreError.inUse` when another process holds the lock.
  init(path: String) throws {
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw StoreError.unavailable("\(path): \(String(cString: strerror(errno)))") }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      Glibc.close(descriptor)
      throw StoreError.inUse(path)
    }
  }

  func release() { Glibc.close(descriptor) }
}
