import Foundation

/// How many descriptors the process may have: every connection is one.
enum OpenFiles {
  /// What the process needs besides connections: the database's files, readers, the administration's socket, logs.
  private static let reserve = 128
  private static let most = 65_536

  #if canImport(Darwin)
    private static let resource = RLIMIT_NOFILE
  #else
    private static let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
  #endif

  /// Raises the soft limit as far as the hard one lets it.
  /// - Returns: how many connections there is room for.
  static func connections() -> Int {
    var limit = rlimit()
    guard getrlimit(resource, &limit) == 0 else { return 1024 - reserve }
    let wanted = min(limit.rlim_max, rlim_t(most))
    if limit.rlim_cur < wanted {
      var raised = limit
      raised.rlim_cur = wanted
      if setrlimit(resource, &raised) == 0 { limit = raised }
    }
    return max(Int(clamping: min(limit.rlim_cur, rlim_t(most))) - reserve, reserve / 4)
  }
}
