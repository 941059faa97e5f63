/// What somebody may be shown of marks: the one gate that every figure of a test passes.
///
/// Whoever may see the marks themselves is shown everything. A district or a token with `reports:read` may not, and is
/// shown figures of *atoms*: classes that have fewer than fifteen tested students are joined with others, always the
/// same ones, so that the difference of two answers is about whole atoms too. Of one atom with fewer students still,
/// which is then the whole school, nothing is told, or only what is a mean.
public enum Disclosure: Hashable, Sendable {
  /// The caller may see the rows that the figures come from.
  case rows
  /// The caller may see figures only.
  case figures

  /// How much is told of so many tested students.
  enum Extent: Hashable, Sendable {
    case nothing
    /// How many there were, and means; of nothing else do they count in a total.
    case means
    case everything
  }

  /// Of fewer tested students nothing is told.
  static let leastToTell = 5
  /// Of fewer tested students no marks, no spread and no counts by mark are told.
  static let leastForMarks = 15

  func extent(tested count: Int) -> Extent {
    if self == .rows || count >= Self.leastForMarks { return .everything }
    return count < Self.leastToTell ? .nothing : .means
  }

  /// Whether a question may be asked at all. Of figures only those of one class or of all are told, and counts by mark in
  /// bands of one width, because unions of one's choice and bands of two widths would tell what lies between them.
  /// - Parameter classes: how many were named; none for all.
  public func allows(classes: Int, bandWidth: Int) -> Bool {
    self == .rows || (classes <= 1 && bandWidth == LevelStatistics.defaultBandWidth)
  }

  /// The units of which figures are told: single classes, or atoms.
  /// - Parameter sheets: of all classes of the school that have marks of the test, in the order of classes.
  func units(of sheets: [TestStatistics.Sheet]) -> [[TestStatistics.Sheet]] {
    guard self == .figures else { return sheets.map { [$0] } }
    let classes = sheets.map { (id: $0.classId, atom: $0.atom, tested: $0.summary.presentCount) }
    let byClass = Dictionary(sheets.map { ($0.classId, $0) }, uniquingKeysWith: { first, _ in first })
    return Self.atoms(of: classes).map { $0.compactMap { byClass[$0] } }
  }

  /// Joins classes until each unit has fifteen tested students or is the only one: the smallest (fewest tested, then
  /// lowest class) with the next smallest.
  ///
  /// - Parameter classes: in the order of classes. Those with the same `atom` were joined before and stay so.
  /// - Returns: the units, each with its classes, in the order of classes.
  public static func atoms(
    of classes: [(id: DocumentID, atom: DocumentID, tested: Int)]
  ) -> [[DocumentID]] {
    var units: [DocumentID: Unit] = [:]
    for (position, one) in classes.enumerated() {
      units[one.atom, default: Unit()].add(position, tested: one.tested)
    }
    var ascending = units.values.sorted()
    while ascending.count > 1, ascending[0].tested < leastForMarks {
      let joined = ascending[0].joined(with: ascending[1])
      ascending.removeFirst(2)
      ascending.insert(joined, at: ascending.firstIndex { joined < $0 } ?? ascending.endIndex)
    }
    return ascending.sorted { $0.lowest < $1.lowest }.map { unit in unit.places.sorted().map { classes[$0].id } }
  }

  /// Classes that are told of together, by their places in the order of classes.
  private struct Unit: Comparable {
    private(set) var places: [Int] = []
    private(set) var tested = 0
    private(set) var lowest = Int.max

    mutating func add(_ place: Int, tested count: Int) {
      places.append(place)
      tested += count
      lowest = min(lowest, place)
    }

    func joined(with other: Unit) -> Unit {
      var unit = self
      unit.places += other.places
      unit.tested += other.tested
      unit.lowest = min(lowest, other.lowest)
      return unit
    }

    static func < (left: Unit, right: Unit) -> Bool { (left.tested, left.lowest) < (right.tested, right.lowest) }
  }
}
