import CoreFoundation
import Glibc

/// Keeps every other process away from a database. SQLite would let it in, and two writers with a write-ahead log
/// have a bug in the version that Debian 12 ships. The locks go with the process, however it ends.
///
/// There are two. One is on the database itself, so that no other of its names, a link of either sort, is a way
/// around. The other is on a file beside it, for a restoration, which puts another file under the name. SQLite's own
/// locks go when *any* descriptor of the file is closed by the process: so the one here is opened before SQLite opens
/// the file and closed after, and nothing else in this process may open it.
final class DatabaseLock: Sendable {
  /// The database's own path: links are followed, so that log, lock and socket lie beside the file itself.
  let path: String
  private let beside: Int32
  private let file: Int32?

  enum Purpose {
    /// To open a database that is there.
    case existing
    /// To make one, or to open the one that is there.
    case new
    /// To put another in its place, whether one is there or not.
    case replacement
  }

  /// - Throws: `StoreError.inUse` when another process holds a lock, `.missing`, `.severalNames`, `.unavailable`.
  init(path: String, for purpose: Purpose) throws {
    guard let resolved = Self.resolved(path) else { throw StoreError.missing(path) }
    self.path = resolved
    guard purpose != .existing || access(resolved, F_OK) == 0 else { throw StoreError.missing(resolved) }
    beside = try Self.lock(resolved + ".lock", flags: O_RDWR | O_CREAT) ?? -1
    do {
      file = try Self.lock(resolved, flags: purpose == .new ? O_RDWR | O_CREAT : O_RDWR)
      guard file != nil || purpose == .replacement else { throw StoreError.missing(resolved) }
      if purpose != .replacement, let file { try Self.keepToOurselves(file, resolved) }
    } catch {
      Glibc.close(beside)
      throw error
    }
  }

  /// The path without links; nil when its folder is not there.
  static func resolved(_ path: String) -> String? {
    func real(_ path: String) -> String? {
      guard let real = realpath(path, nil) else { return nil }
      defer { free(real) }
      return String(cString: real)
    }
    if let whole = real(path) { return whole }
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard let name = parts.last, !name.isEmpty else { return nil }
    let folder = parts.count == 1 ? "." : parts.dropLast().joined(separator: "/") + "/"
    return real(folder).map { ($0 == "/" ? "" : $0) + "/" + name }
  }

  /// - Returns: nil when there is no such file.
  private static func lock(_ path: String, flags: Int32) throws -> Int32? {
    let descriptor = open(path, flags | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      if errno == ENOENT { return nil }
      throw StoreError.unavailable(SystemFault.text(path))
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      Glibc.close(descriptor)
      throw StoreError.inUse(path)
    }
    return descriptor
  }

  /// A second hard link is refused, since the log lies beside one of the names only; and who may read the file is
  /// narrowed to its owner, which SQLite then does for the log, too.
  private static func keepToOurselves(_ descriptor: Int32, _ path: String) throws {
    var info = stat()
    guard fstat(descriptor, &info) == 0 else { throw StoreError.unavailable(SystemFault.text(path)) }
    guard info.st_nlink <= 1 else {
      Glibc.close(descriptor)
      throw StoreError.severalNames(path)
    }
    guard info.st_mode & 0o077 != 0 else { return }
    // What isn't ours stays as its owner wants it.
    _ = fchmod(descriptor, 0o600)
    for log in [path + "-wal", path + "-shm"] { _ = chmod(log, 0o600) }
  }

  /// Sees to it that no server has a file open, for as long as it is read.
  static func sharing(_ path: String) throws -> SharedLock {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw StoreError.unavailable(SystemFault.text(path)) }
    guard flock(descriptor, LOCK_SH | LOCK_NB) == 0 else {
      Glibc.close(descriptor)
      throw StoreError.inUse(path)
    }
    return SharedLock(descriptor: descriptor)
  }

  struct SharedLock {
    fileprivate let descriptor: Int32
    func release() { Glibc.close(descriptor) }
  }

  func release() {
    if let file { Glibc.close(file) }
    Glibc.close(beside)
  }
}

/// What the system says about the last call that failed.
enum SystemFault {
  static func text(_ path: String, code: Int32 = errno) -> String { "\(path): \(String(cString: strerror(code)))" }
}
