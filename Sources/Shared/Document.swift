/// A moment in UTC, to the millisecond, written as RFC 3339: `2024-02-26T06:30:00.000Z`.
public struct Instant: Hashable, Sendable, Comparable, TextCodable {
  /// Since 1970-01-01T00:00:00Z.
  public let milliseconds: Int64

  public init(milliseconds: Int64) { self.milliseconds = milliseconds }

  /// Reads UTC instants with or without milliseconds; other offsets are not accepted.
  public init?(text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count == 20 || bytes.count == 24, bytes[10] == UInt8(ascii: "T"), bytes.last == UInt8(ascii: "Z"),
      bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
      let day = Day(String(decoding: bytes[0..<10], as: UTF8.self)), let hour = Int(digits: bytes[11..<13]),
      let minute = Int(digits: bytes[14..<16]), let second = Int(digits: bytes[17..<19]), hour < 24,
      minute < 60, second < 60
    else { return nil }
    var millisecond = 0
    if bytes.count == 24 {
      guard bytes[19] == UInt8(ascii: "."), let value = Int(digits: bytes[20..<23]) else { return nil }
      millisecond = value
    }
    milliseconds =
      Int64(day.number) * 86_400_000 + Int64(hour * 3_600_000 + minute * 60_000 + second * 1000 + millisecond)
  }

  public var description: String {
    let (day, rest) = Self.floorDivide(milliseconds, by: 86_400_000)
    func padded(_ value: Int64, _ width: Int) -> String {
      let text = String(value)
      return String(repeating: "0", count: max(0, width - text.count)) + text
    }
    return "\(Day(number: Int(day)))T\(padded(rest / 3_600_000, 2)):\(padded(rest / 60_000 % 60, 2)):"
      + "\(padded(rest / 1000 % 60, 2)).\(padded(rest % 1000, 3))Z"
  }

  /// So many days of 24 hours, and minutes, later; earlier when they are negative.
  public func adding(days: Int = 0, minutes: Int = 0) -> Instant {
    Instant(milliseconds: milliseconds + Int64(days) * 86_400_000 + Int64(minutes) * 60_000)
  }

  /// The calendar day in a zone so many minutes ahead of UTC.
  public func day(offsetMinutes: Int) -> Day {
    Day(number: Int(Self.floorDivide(milliseconds + Int64(offsetMinutes) * 60_000, by: 86_400_000).0))
  }

  private static func floorDivide(_ value: Int64, by divisor: Int64) -> (Int64, Int64) {
    let remainder = ((value % divisor) + divisor) % divisor
    return ((value - remainder) / divisor, remainder)
  }

  public static func < (left: Instant, right: Instant) -> Bool { left.milliseconds < right.milliseconds }
}

/// Where a document that is handed in stands.
public enum DocumentState: String, Choice {
  case draft, submitted, returned, approved, archived

  public static let descriptorName = "document-states"
  public static let descriptorLabel = Text("状态", "State")

  public var label: Text {
    switch self {
    case .draft: Text("草稿", "Draft")
    case .submitted: Text("已提交", "Submitted")
    case .returned: Text("已退回", "Returned")
    case .approved: Text("已通过", "Approved")
    case .archived: Text("已归档", "Archived")
    }
  }

  /// Whether the body may be changed: a document in somebody's hands is changed by nobody until it is returned.
  public var isEditable: Bool { self == .draft || self == .returned }

  /// Where it may go from here. Archiving belongs to the ledger of the term.
  public var successors: [DocumentState] {
    switch self {
    case .draft, .returned: [.submitted]
    case .submitted: [.returned, .approved]
    case .approved: [.returned, .archived]
    case .archived: []
    }
  }
}

/// A body in its envelope. The server alone writes the envelope; authors write the body.
public struct Document<Content: Codable & Hashable & Sendable>: Codable, Hashable, Sendable {
  public let kind: String
  public let id: DocumentID
  public let school: String
  /// Counts the document's changes from 1; the `ETag`, and what `If-Match` and `base` name.
  public let rev: Int
  /// Only for kinds that are handed in.
  public let state: DocumentState?
  public let createdAt: Instant
  public let updatedAt: Instant
  public let updatedBy: String
  public let body: Content

  public init(
    kind: String, id: DocumentID, school: String, rev: Int, state: DocumentState?, createdAt: Instant,
    updatedAt: Instant, updatedBy: String, body: Content
  ) {
    self.kind = kind
    self.id = id
    self.school = school
    self.rev = rev
    self.state = state
    self.createdAt = createdAt
    self.updatedAt = updatedAt
    self.updatedBy = updatedBy
    self.body = body
  }
}

/// A document whose body is still a tree: what lists, the feed and merges handle.
public typealias AnyDocument = Document<JSON>

/// What is left of a deleted document.
public struct Tombstone: Codable, Hashable, Sendable {
  public let rev: Int
  public let updatedAt: Instant
  public let updatedBy: String

  public init(rev: Int, updatedAt: Instant, updatedBy: String) {
    self.rev = rev
    self.updatedAt = updatedAt
    self.updatedBy = updatedBy
  }
}
