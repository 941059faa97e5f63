import Foundation

/// How far the random and the big tests go. Every day they run in their short form; `BEIKE_TORTURE=50` runs the same
/// tests with fifty times the kills, seeds, triples and megabytes. `make torture` sets it, and prints what was promised
/// beside what was seen.
public enum Torture {
  /// From `BEIKE_TORTURE`; 1 when it says nothing, never less.
  public static let scale: Int = {
    let given = ProcessInfo.processInfo.environment["BEIKE_TORTURE"].flatMap { Int($0) } ?? 1
    return max(1, min(given, 1_000_000))
  }()

  /// Tells what a long run has seen, on the line that `make torture` looks for.
  ///
  /// - Parameters:
  ///   - promise: what holds, in a few words.
  ///   - bound: the figure that was promised.
  ///   - seen: the figure that came.
  public static func report(_ promise: String, promised bound: String, seen: String) {
    print("promise | \(promise) | \(bound) | \(seen)")
  }
}
