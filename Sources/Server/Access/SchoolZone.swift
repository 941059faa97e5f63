import Foundation
import Shared
import Synchronization

/// The time zone of a school, in which its days are counted: those of memberships and headships, of what is due and
/// what is kept.
struct SchoolZone: Hashable, Sendable {
  /// China has one zone; a school that sets none is in it.
  static let usual = SchoolZone(known: "Asia/Shanghai")

  /// Its IANA name.
  let name: String

  private init(known name: String) { self.name = name }

  /// - Returns: nil when there is no zone of this name.
  init?(name: String) {
    guard Self.names.contains(name) else { return nil }
    self.name = name
  }

  private static let names = Set(TimeZone.knownTimeZoneIdentifiers + ["UTC"])

  /// The day that it is there, as rows of rights have it.
  func today(at now: Instant) -> String { known(at: now).text }

  func day(at now: Instant) -> Day { known(at: now).day }

  private struct Known {
    let quarter: Int64
    let day: Day
    let text: String
  }

  private static let days = Mutex<[String: Known]>([:])

  /// Days and clocks change on quarters of an hour: within one, the day need not be worked out again, which every read
  /// of a teacher would pay for.
  private func known(at now: Instant) -> Known {
    let quarter = now.milliseconds / 900_000
    return Self.days.withLock { days in
      if let known = days[name], known.quarter == quarter { return known }
      let date = Date(timeIntervalSince1970: Double(now.milliseconds) / 1000)
      let seconds = TimeZone(identifier: name)?.secondsFromGMT(for: date) ?? 0
      let day = now.day(offsetMinutes: seconds / 60)
      let known = Known(quarter: quarter, day: day, text: day.description)
      days[name] = known
      return known
    }
  }
}

extension SchoolZone {
  /// The zone that a school's settings name.
  static func of(_ school: String, in connection: Connection) throws -> SchoolZone {
    let name = try connection.first("SELECT time_zone FROM calendar WHERE school = \(school)") { $0.optionalText(0) }
    return name.flatMap { $0 }.flatMap(SchoolZone.init(name:)) ?? .usual
  }
}

extension Projection {
  /// Of the settings: in which zone days are counted.
  static let settings = Projection(kind: SchoolSettings.kind, tables: ["calendar"]) { document, tree, connection in
    try connection.execute(
      """
      INSERT INTO calendar (school, id, time_zone)
      VALUES (\(document.school), \(document.id), \(tree["timeZone"]?.string))
      """)
  }
}
