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

  /// Reads `2023-2024-2`; the dashes may be any of those that people type (— ~ － and doubled ones).
  public init?(text: String) {
    let dashes: Set<Character> = ["-", "—", "–", "~", "～", "－", "﹣", "‐", "−"]
    let parts = text.split(whereSeparator: dashes.contains)
    guard parts.count == 3, let start = Int(digits: Array(parts[0].utf8)),
      let end = Int(digits: Array(parts[1].utf8)), let semester = Int(digits: Array(parts[2].utf8)),
      end == start + 1
    else { return nil }
    self.init(startYear: start, semester: semester)
  }

  public var description: String { "\(schoolYear)-\(semester)" }

  /// `2023-2024`.
  public var schoolYear: String { "\(startYear)-\(startYear + 1)" }

  /// What the paper forms call it: 2023—2024学年第二学期.
  public var label: Text {
    Text(
      "\(startYear)—\(startYear + 1)学年第\(semester == 1 ? "一" : "二")学期",
      "\(schoolYear), \(semester == 1 ? "autumn" : "spring") term")
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
