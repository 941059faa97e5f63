import Glibc
import Shared

/// Why there is no backup, where the database itself is sound.
enum BackupError: Error {
  case exists(String)
  /// The folder isn't there, or can't be written to.
  case folder(String, reason: String)
  /// Another backup is being written to the same file.
  case busy(String)
  /// Reading is fine, writing is not: the disk is full or failing.
  case write(String, reason: String)
}

/// The file that a backup is written to: it has another name until it is whole, checked and flushed, so that no half
/// of one ever looks like a backup. Only its owner can read it.
final class BackupFile {
  private let destination: String
  let partial: String
  private let descriptor: Int32

  /// - Throws: `BackupError`.
  init(_ destination: String) throws {
    guard let resolved = DatabaseLock.resolved(destination) else {
      throw BackupError.folder(destination, reason: String(cString: strerror(ENOENT)))
    }
    self.destination = resolved
    partial = resolved + ".partial"
    guard access(resolved, F_OK) != 0 else { throw BackupError.exists(resolved) }
    descriptor = open(partial, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw BackupError.folder(destination, reason: String(cString: strerror(errno))) }
    // What a killed process left behind has no lock and is written over.
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      Glibc.close(descriptor)
      throw BackupError.busy(resolved)
    }
    guard ftruncate(descriptor, 0) == 0, fchmod(descriptor, 0o600) == 0 || errno == EPERM else {
      defer { Glibc.close(descriptor) }
      throw BackupError.write(resolved, reason: String(cString: strerror(errno)))
    }
  }

  /// Flushes the copy and gives it its name.
  func complete() throws {
    guard fsync(descriptor) == 0 else {
      throw BackupError.write(destination, reason: String(cString: strerror(errno)))
    }
    guard access(destination, F_OK) != 0 else { throw BackupError.exists(destination) }
    guard rename(partial, destination) == 0 else {
      throw BackupError.write(destination, reason: String(cString: strerror(errno)))
    }
    Files.flushFolder(of: destination)
    Glibc.close(descriptor)
  }

  func remove() {
    for path in [partial, partial + "-journal"] { unlink(path) }
    Glibc.close(descriptor)
  }
}
