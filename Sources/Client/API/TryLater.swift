import Shared

/// The server won't do it now, and says when it is worth asking again: too many requests, or not available.
struct TryLater: Error {
  let problem: Problem
  let seconds: Int

  /// - Parameter retryAfter: the header; a date in it, which only other servers write, is no number and not read.
  /// - Returns: nil for an answer that does not ask to come again.
  init?(_ problem: Problem, retryAfter: String?) {
    guard problem.status == 429 || problem.status == 503, let seconds = retryAfter.flatMap({ Int($0) }), seconds >= 0
    else { return nil }
    self.problem = problem
    self.seconds = min(seconds, 7 * 86_400)
  }

  /// How long to wait, as a person says it.
  var wait: Text {
    if seconds < 120 { return Text("\(max(seconds, 1)) 秒", "\(max(seconds, 1)) s") }
    let minutes = (seconds + 59) / 60
    return Text("\(minutes) 分钟", "\(minutes) minutes")
  }
}
