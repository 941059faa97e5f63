import CoreFoundation
import Glibc

/// What a database's files need beyond SQLite: copies that only their owner reads, and names that survive a power cut.
enum Files {
  static func exist(_ path: String) -> Bool { access(path, F_OK) == 0 }

  static func isEmpty(_ path: String) -> Bool {
    var info = stat()
    return stat(path, &info) == 0 && info.st_size == 0
  }

  /// Whether two names are of one file.
  static func isSame(_ one: String, _ other: String) -> Bool {
    var (first, second) = (stat(), stat())
    guard stat(one, &first) == 0, stat(other, &second) == 0 else { return false }
    return first.st_dev == second.st_dev && first.st_ino == second.st_ino
  }

  /// Copies a file into a new one of mode 0600 and flushes it.
  /// - Throws: `StoreError.unavailable` that names the file at fault.
  static func copy(_ source: String, to target: String) throws {
    let from = open(source, O_RDONLY | O_CLOEXEC)
    guard from >= 0 else { throw StoreError.unavailable(SystemFault.text(source)) }
    defer { close(from) }
    let to = open(target, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard to >= 0 else { throw StoreError.unavailable(SystemFault.text(target)) }
    defer { close(to) }
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = read(from, &buffer, buffer.count)
      if count == 0 { break }
      if count < 0 {
        if errno == EINTR { continue }
        throw StoreError.unavailable(SystemFault.text(source))
      }
      var done = 0
      while done < count {
        let written = buffer[done..<count].withUnsafeBytes { write(to, $0.baseAddress, $0.count) }
        if written < 0, errno == EINTR { continue }
        guard written > 0 else { throw StoreError.unavailable(SystemFault.text(target)) }
        done += written
      }
    }
    guard fsync(to) == 0 else { throw StoreError.unavailable(SystemFault.text(target)) }
  }

  /// Makes the folder that a file is to lie in, for its owner alone; one that is there stays as it is.
  static func makeFolder(of path: String) throws {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    for end in parts.indices {
      let folder = parts[...end].joined(separator: "/")
      guard !folder.isEmpty, mkdir(folder, 0o700) != 0, errno != EEXIST else { continue }
      throw StoreError.unavailable(SystemFault.text(folder))
    }
  }

  /// Gives a file a second name, or copies it where the file system knows no second names.
  static func keep(_ path: String, as name: String) throws {
    if link(path, name) == 0 { flushFolder(of: name) } else { try copy(path, to: name) }
  }

  static func flush(_ path: String) throws {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw StoreError.unavailable(SystemFault.text(path)) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw StoreError.unavailable(SystemFault.text(path)) }
  }

  /// Puts a file in another's place and flushes both names.
  static func move(_ source: String, to target: String) throws {
    guard rename(source, target) == 0 else { throw StoreError.unavailable(SystemFault.text(target)) }
    flushFolder(of: target)
  }

  /// A new name is on disk when its folder is.
  static func flushFolder(of path: String) {
    let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
    let descriptor = open(
      folder.isEmpty ? (path.hasPrefix("/") ? "/" : ".") : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }
}
