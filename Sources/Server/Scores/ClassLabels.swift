import Shared

/// The school's classes by the ways in which people write their labels, for a test of one grade.
struct ClassLabels {
  struct Entry: Hashable, Sendable {
    let id: DocumentID
    /// In the test's term: 五3.
    let label: String
    let entryYear: Int
    let number: Int
    /// In the test's term; nil for a class that is not at its stage then.
    let grade: Int?
  }

  enum Reading {
    case found(Entry)
    case unknown
    case ofAnotherGrade(Entry)
    /// A number that several classes could be meant by.
    case ambiguous([Entry])
  }

  /// Of the test.
  let grade: Int
  private var byGrade: [[Int]: Entry] = [:]
  private var byYear: [[Int]: [Entry]] = [:]
  /// What was found is remembered, since a file says the same some forty times.
  private var known: [String: Entry] = [:]

  init(_ entries: [Entry], grade: Int) {
    self.grade = grade
    for entry in entries {
      if let grade = entry.grade { byGrade[[grade, entry.number]] = entry }
      byYear[[entry.entryYear, entry.number], default: []].append(entry)
    }
  }

  /// 五3, 五（3）班, 五年级03班, 五(三)班, 5.3, 2019级3班; 503, 53 and 3 where the test's grade has just one class that
  /// can be meant. What stands between grade and number counts: 11.2 is never 112.
  mutating func read(_ text: String) -> Reading {
    if let entry = known[text] { return .found(entry) }
    let meant = Set(ClassWords(text).meanings(grade: grade).flatMap(entries))
    let fitting = meant.filter { $0.grade == grade }
    guard let entry = fitting.first else { return meant.first.map { .ofAnotherGrade($0) } ?? .unknown }
    guard fitting.count == 1 else { return .ambiguous(fitting.sorted { $0.number < $1.number }) }
    if known.count < 1000 { known[text] = entry }
    return .found(entry)
  }

  private func entries(of meaning: ClassWords.Meaning) -> [Entry] {
    switch meaning {
    case .grade(let grade, let number): byGrade[[grade, number]].map { [$0] } ?? []
    case .entryYear(let year, let number): byYear[[year, number]] ?? []
    }
  }
}

extension ClassLabels {
  /// The school's classes as they are called in a test's term.
  init(school: String, test: Test, in connection: Connection) throws {
    let year = test.term.startYear
    let entries = try connection.all(
      """
      SELECT \(StoredDocument.columns) FROM \(StoredDocument.table)
      WHERE d.school = \(school) AND d.kind = \(SchoolClass.kind.name) AND d.deleted = 0
      """
    ) { row in
      let document = try StoredDocument(row: row)
      let body = try document.tree().decode(SchoolClass.self)
      return Entry(
        id: document.id, label: body.label(inYearStarting: year).zh, entryYear: body.entryYear, number: body.number,
        grade: body.grade(inYearStarting: year))
    }
    self.init(entries, grade: test.grade)
  }
}

/// A label of a class, taken apart.
private struct ClassWords {
  enum Meaning {
    case grade(Int, number: Int)
    case entryYear(Int, number: Int)
  }

  private var rest: ArraySlice<Character>

  init(_ text: String) {
    // No label is longer; a cell may be.
    rest = Array(text.prefix(30).filter { $0 != " " && $0 != "\u{A0}" })[...]
    while let last = rest.last, last == "班" || Self.closing.contains(last) { rest.removeLast() }
  }

  private static let closing: Set<Character> = [")", "]", "）"]
  private static let separators: Set<Character> = [".", "-", "_", "/", "·", "(", "[", "（", "第", "—", "–", "、"]
  private static let numerals = Array("一二三四五六七八九")

  /// What it can mean in a test of a grade; several only for a number alone.
  func meanings(grade: Int) -> [Meaning] {
    var words = self
    let base = words.take("高") ? 9 : words.take("初") ? 6 : 0
    if base == 0, let digits = words.digits() { return words.meanings(after: digits, grade: grade) }
    // 初 and 高 have three grades each.
    guard let ordinal = words.rest.first.flatMap(Self.numerals.firstIndex), base == 0 || ordinal < 3 else { return [] }
    words.rest.removeFirst()
    words.skipGradeWords()
    return words.number().map { [.grade(base + ordinal + 1, number: $0)] } ?? []
  }

  private func meanings(after digits: String, grade: Int) -> [Meaning] {
    var words = self
    if rest.isEmpty { return Self.splits(of: digits, grade: grade) }
    guard let first = Int(digits) else { return [] }
    let isYear = digits.count == 4
    if isYear { _ = words.take("级") || words.take("届") }
    guard words.skipGradeWords() || isYear, let number = words.number() else { return [] }
    return [isYear ? .entryYear(first, number: number) : .grade(first, number: number)]
  }

  /// A number alone: of a class of the test's grade, or a grade and a number.
  private static func splits(of digits: String, grade: Int) -> [Meaning] {
    guard digits.count <= 4, let whole = Int(digits) else { return [] }
    let parts = (1..<max(1, digits.count)).compactMap { length -> Meaning? in
      guard digits.first != "0", let first = Int(digits.prefix(length)), let second = Int(digits.dropFirst(length))
      else { return nil }
      return .grade(first, number: second)
    }
    return [.grade(grade, number: whole)] + parts
  }

  private mutating func take(_ character: Character) -> Bool {
    guard rest.first == character else { return false }
    rest.removeFirst()
    return true
  }

  private mutating func digits() -> String? {
    let digits = rest.prefix { $0.isASCII && $0.isNumber }
    rest = rest.dropFirst(digits.count)
    return digits.isEmpty ? nil : String(digits)
  }

  /// - Returns: whether anything stands between the grade and the number.
  @discardableResult
  private mutating func skipGradeWords() -> Bool {
    let isLong = rest.first == "年" && rest.dropFirst().first == "级"
    let wasWord = isLong || rest.first == "年" || rest.first == "级"
    rest = rest.dropFirst(isLong ? 2 : wasWord ? 1 : 0)
    let separators = rest.prefix { Self.separators.contains($0) }
    rest = rest.dropFirst(separators.count)
    return wasWord || !separators.isEmpty
  }

  /// The number of the class, which must be all that is left: 3, 03, 三, 十二.
  private mutating func number() -> Int? {
    if let digits = digits() { return rest.isEmpty ? Int(digits) : nil }
    let words = rest
    rest = []
    return ChineseNumeral.value(of: words)
  }
}

/// 一 to 九十九.
enum ChineseNumeral {
  private static let digits: [Character: Int] = [
    "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
  ]

  static func value(of text: some Collection<Character>) -> Int? {
    guard (1...3).contains(text.count) else { return nil }
    let parts = text.split(separator: "十", omittingEmptySubsequences: false)
    func digit(_ part: some Collection<Character>, ifEmpty absent: Int) -> Int? {
      part.isEmpty ? absent : part.count == 1 ? part.first.flatMap { digits[$0] } : nil
    }
    switch parts.count {
    case 1: return digit(parts[0], ifEmpty: 0)
    case 2:
      guard let tens = digit(parts[0], ifEmpty: 1), let ones = digit(parts[1], ifEmpty: 0) else { return nil }
      return tens * 10 + ones
    default: return nil
    }
  }
}
