import Foundation
import Shared

extension Instant {
  /// The date and time in a zone, to the minute: `2024-02-26 14:30 +08:00`.
  func local(_ zone: TimeZone = .current) -> String {
    let seconds = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(milliseconds) / 1000))
    let shifted = Instant(milliseconds: milliseconds + Int64(seconds) * 1000).description
    let minutes = abs(seconds) / 60
    func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let offset = "\(seconds < 0 ? "-" : "+")\(padded(minutes / 60)):\(padded(minutes % 60))"
    return "\(shifted.prefix(10)) \(shifted.dropFirst(11).prefix(5)) \(offset)"
  }
}

extension Day {
  /// When the day begins in a zone.
  func beginning(_ zone: TimeZone = .current) -> Instant {
    let milliseconds = Int64(number) * 86_400_000
    let seconds = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(milliseconds) / 1000))
    return Instant(milliseconds: milliseconds - Int64(seconds) * 1000)
  }
}

extension OutputFormat {
  /// A moment as a person here says it, or as programs do.
  func cell(_ instant: Instant?) -> JSON? {
    instant.map { .string(self == .table ? $0.local() : $0.description) }
  }

  /// A code for programs, and what it is called for a person.
  func cell(_ code: String, _ label: Text) -> JSON { .string(self == .table ? label[Console.language] : code) }
}
