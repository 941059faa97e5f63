#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Two files changing places in one step of the file system.
enum FileExchange {
  /// - Returns: false where the system or the file system can't; then nothing has happened.
  static func exchange(_ one: String, _ other: String) -> Bool {
    #if canImport(Darwin)
      return renamex_np(one, other, UInt32(RENAME_SWAP)) == 0
    #else
      return renameat2?(AT_FDCWD, one, AT_FDCWD, other, 1 << 1) == 0
    #endif
  }

  #if !canImport(Darwin)
    private typealias Function =
      @convention(c) (
        Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>, UInt32
      ) -> Int32

    /// Looked up by name, since it is newer than the oldest C libraries and hidden in the headers of the others.
    private static let renameat2: Function? = dlsym(nil, "renameat2").map { unsafeBitCast($0, to: Function.self) }
  #endif
}
