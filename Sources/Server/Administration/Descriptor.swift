import Glibc

/// Writing to what others gave this process: a terminal, a pipe, a file on a disk that may be full.
enum Descriptor {
  /// Writes all of it, however long the other side takes.
  /// - Returns: the system's number of what went wrong; nil when nothing did.
  static func write(_ bytes: [UInt8], to descriptor: Int32) -> Int32? {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count > 0 {
        rest = rest.dropFirst(count)
        continue
      }
      switch errno {
      case EINTR: continue
      case EAGAIN:
        var place = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        poll(&place, 1, -1)
      case let code: return count < 0 ? code : EIO
      }
    }
    return nil
  }

  /// Makes what this process does not depend on what it was started with.
  ///
  /// Where stdin, stdout or stderr was closed, the next file that is opened would take its number, and log lines would
  /// be written into the database; a reader that has gone would end the process by SIGPIPE; and what it makes could be
  /// read by others.
  static func settle() {
    for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(descriptor, F_GETFD) == -1 {
      _ = open("/dev/null", O_RDWR)
    }
    // So would a limit of a file's size, which is told like a full disk.
    for number in [SIGPIPE, SIGXFSZ] { signal(number, SIG_IGN) }
    umask(0o077)
  }
}
