/// Two summaries that are not of one and the same paper have no common distribution.
public struct DifferentPapers: Error, Hashable, Sendable {
  public init() {}
}

/// All that the figures of a score sheet follow from: integers only, so that summaries merge exactly and in any
/// order. A class, a grade, a school and a district have the same summary however their students are split.
public struct ScoreSummary: Codable, Hashable, Sendable {
  /// How many students have a total of so many hundredths of a mark.
  public struct Bin: Hashable, Sendable {
    public let hundredths: Int64
    public let count: Int
  }

  /// `Test.paperDigest` of the test.
  public let paper: String
  /// Hundredths of a mark.
  public let fullMark: Int64
  public private(set) var status: StatusCounts
  /// The totals of those present: ascending, no count of zero.
  public private(set) var totals: [Bin]

  /// The summary of nobody: merging it changes nothing.
  public init(test: Test) {
    paper = test.paperDigest
    fullMark = test.fullMark.hundredths ?? 0
    status = StatusCounts()
    totals = []
  }

  /// - Parameter sheet: one without violations against the test. The total of a student who was present is
  ///   the sum of the item marks where no total is written; blanks count nothing.
  public init(sheet: ScoreSheet, test: Test) {
    self.init(test: test)
    var counts: [Int64: Int] = [:]
    for row in sheet.rows {
      status[row.status] += 1
      guard row.status == .present else { continue }
      let sum = (row.items ?? [:]).values.reduce(Int64(0)) { $0 + ($1.hundredths ?? 0) }
      counts[row.total?.hundredths ?? sum, default: 0] += 1
    }
    totals = counts.map { Bin(hundredths: $0.key, count: $0.value) }.sorted { $0.hundredths < $1.hundredths }
  }

  /// The summary of both together.
  /// - Throws: when the papers differ; then only counts and rates may be added up.
  public func merging(_ other: ScoreSummary) throws(DifferentPapers) -> ScoreSummary {
    guard paper == other.paper, fullMark == other.fullMark else { throw DifferentPapers() }
    var result = self
    for one in ScoreStatus.allCases { result.status[one] += other.status[one] }
    result.totals = Self.merge(totals, other.totals)
    return result
  }

  private static func merge(_ left: [Bin], _ right: [Bin]) -> [Bin] {
    var result: [Bin] = []
    result.reserveCapacity(max(left.count, right.count))
    var (i, j) = (0, 0)
    while i < left.count, j < right.count {
      if left[i].hundredths < right[j].hundredths {
        result.append(left[i])
        i += 1
      } else if right[j].hundredths < left[i].hundredths {
        result.append(right[j])
        j += 1
      } else {
        result.append(Bin(hundredths: left[i].hundredths, count: left[i].count + right[j].count))
        i += 1
        j += 1
      }
    }
    return result + left[i...] + right[j...]
  }

  /// How many sat the test.
  public var presentCount: Int { status[.present] }
}

/// Two integers, hundredths and count: a summary is stored for every class and test, so it is kept short.
extension ScoreSummary.Bin: Codable {
  public init(from decoder: any Decoder) throws {
    var container = try decoder.unkeyedContainer()
    hundredths = try container.decode(Int64.self)
    count = try container.decode(Int.self)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.unkeyedContainer()
    try container.encode(hundredths)
    try container.encode(count)
  }
}

/// How many students there are of each status; every status is written, also those of nobody.
public struct StatusCounts: Hashable, Sendable {
  private var counts: [ScoreStatus: Int] = [:]

  public init() {}

  public subscript(status: ScoreStatus) -> Int {
    get { counts[status] ?? 0 }
    set { counts[status] = newValue == 0 ? nil : newValue }
  }

  /// Those who were to sit the test: present, absent and void.
  public var expected: Int { counts.reduce(0) { $0 + ($1.key.isExpected ? $1.value : 0) } }
}

extension StatusCounts: Codable {
  public init(from decoder: any Decoder) throws {
    let texts = try decoder.singleValueContainer().decode([String: Int].self)
    for status in ScoreStatus.allCases { self[status] = texts[status.rawValue] ?? 0 }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(Dictionary(uniqueKeysWithValues: ScoreStatus.allCases.map { ($0.rawValue, self[$0]) }))
  }
}

extension Test {
  /// Equal for equal papers: 128 bits of FNV-1a over `paperText`. It tells papers apart and protects nothing,
  /// so that no cryptography is needed.
  public var paperDigest: String {
    var hash: UInt128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d
    for byte in paperText.utf8 {
      hash = (hash ^ UInt128(byte)) &* 0x0000_0000_0100_0000_0000_0000_0000_013b
    }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 32 - digits.count) + digits
  }
}
