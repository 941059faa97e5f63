import CoreFoundation
import Glibc
import Shared

/// The machine's clock. Nothing is decided by it: it dates what happens.
enum SystemClock {
  /// What has a form that every reader of an instant takes, the years 1970 to 2199: a machine whose clock is elsewhere
  /// must not write what its clients can't read.
  private static let range: ClosedRange<Int64> = 0...7_258_118_399_999

  @Sendable static func now() -> Instant {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    let seconds = min(max(Int64(time.tv_sec), 0), range.upperBound / 1000)
    return Instant(milliseconds: seconds * 1000 + Int64(time.tv_nsec) / 1_000_000)
  }
}
