/// The code of a term: school year and semester, `2023-2024-2`.
public struct TermCode: Hashable, Sendable, TextCodable {
  /// The calendar year in which the school year begins.
  public let startYear: Int
  /// 1 for autumn, 2 for spring.
  public let semester: Int

  public init?(startYear: Int, semester: Int) {
    guard (1990...2150).contains(startYear), (1...2).contains(semester) else { return nil }
    self.startYear = startYear
    self.semester = semester
  }

  /// Reads `2023-2024-2`; the dashes may be any of those that people type.
  public init?(text: String) {
    let parts = Dash.split(text)
    guard parts.count == 3, let year = SchoolYear(parts[0], parts[1]), let semester = Int(digits: parts[2]) else {
      return nil
    }
    self.init(startYear: year.start, semester: semester)
  }

  public var description: String { "\(schoolYear)-\(semester)" }

  public var schoolYear: SchoolYear { SchoolYear(of: self) }

  /// What the paper forms call it: 2023—2024学年第二学期.
  public var label: Text {
    Text(
      "\(startYear)—\(startYear + 1)学年第\(semester == 1 ? "一" : "二")学期",
      "\(schoolYear), \(semester == 1 ? "autumn" : "spring") term")
  }
}

/// A school year, `2023-2024`.
public struct SchoolYear: Hashable, Sendable, TextCodable {
  /// The calendar year in which it begins, 1990 to 2150.
  public let start: Int

  init(of term: TermCode) { start = term.startYear }

  /// Reads `2023-2024`; the dash may be any of those that people type.
  public init?(text: String) {
    let parts = Dash.split(text)
    guard parts.count == 2 else { return nil }
    self.init(parts[0], parts[1])
  }

  fileprivate init?(_ first: Substring.UTF8View, _ second: Substring.UTF8View) {
    guard let start = Int(digits: first), Int(digits: second) == start + 1, (1990...2150).contains(start) else {
      return nil
    }
    self.start = start
  }

  public var description: String { "\(start)-\(start + 1)" }

  /// From 1 September to 31 August.
  var days: ClosedRange<Day>? {
    guard let first = Day(year: start, month: 9, day: 1), let last = Day(year: start + 1, month: 8, day: 31) else {
      return nil
    }
    return first...last
  }
}

/// The dashes that people type between years: - — – ~ ～ － ﹣ ‐ ‑ ‒ ― −, doubled ones as well.
private enum Dash {
  private static let all: Set<Unicode.Scalar> = [
    "-", "~", "\u{2010}", "\u{2011}", "\u{2012}", "\u{2013}", "\u{2014}", "\u{2015}", "\u{2212}", "\u{FE63}",
    "\u{FF0D}", "\u{FF5E}", "\u{301C}",
  ]

  /// What stands between them. As it is nearly always written, nothing but bytes is looked at.
  static func split(_ text: String) -> [Substring.UTF8View] {
    if text.utf8.allSatisfy({ $0 < 0x80 }) {
      return Substring(text).utf8.split { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "~") }
    }
    return Substring(text).unicodeScalars.split(whereSeparator: all.contains).map { Substring($0).utf8 }
  }
}

/// A row's week in a term: before its beginning, a numbered week, or the end of term.
///
/// The paper forms write 开学前准备, 第3周 and 期末; JSON and drafts write `pre`, `3` and `final`.
public enum Week: Hashable, Sendable, TextCodable, Comparable {
  case pre
  case number(Int)
  case final

  public init?(text: String) {
    switch text {
    case "pre", "开学前准备", "开学前": self = .pre
    case "final", "期末": self = .final
    default:
      guard let number = Int(digits: Array(text.utf8)), (1...30).contains(number), !text.hasPrefix("0")
      else { return nil }
      self = .number(number)
    }
  }

  public var description: String {
    switch self {
    case .pre: "pre"
    case .number(let number): String(number)
    case .final: "final"
    }
  }

  public var label: Text {
    switch self {
    case .pre: Text("开学前准备", "Before term")
    case .number(let number): Text("第\(number)周", "Week \(number)")
    case .final: Text("期末", "End of term")
    }
  }

  private var order: Int {
    switch self {
    case .pre: 0
    case .number(let number): number
    case .final: 99
    }
  }

  public static func < (left: Week, right: Week) -> Bool { left.order < right.order }
}

/// Lesson hours as the progress table writes them: `10+1` is ten taught hours and one in reserve (机动).
public struct Hours: Hashable, Sendable, TextCodable {
  public let taught: Int
  public let reserve: Int

  public init(taught: Int, reserve: Int = 0) {
    self.taught = taught
    self.reserve = reserve
  }

  public init?(text: String) {
    let parts = text.split(separator: "+", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), let taught = Int(digits: Array(parts[0].utf8)), taught <= 200
    else { return nil }
    self.taught = taught
    if parts.count == 2 {
      guard let reserve = Int(digits: Array(parts[1].utf8)), reserve <= 200 else { return nil }
      self.reserve = reserve
    } else {
      reserve = 0
    }
  }

  public var description: String { reserve == 0 ? "\(taught)" : "\(taught)+\(reserve)" }
}
