public import Shared

/// What somebody can work out who may ask for figures and sees no rows: all answers together are taken as linear
/// equations about classes and solved for groups that no answer was about.
///
/// An unknown is one class with the sheet that it had when the answer was given, so that answers from before and after a
/// change fit together as far as the classes did not change.
public struct DisclosureAttack {
  /// A class as it was.
  public struct Unknown: Hashable, Comparable, Sendable {
    public let schoolClass: DocumentID
    public let rev: Int

    public init(_ schoolClass: DocumentID, rev: Int) {
      self.schoolClass = schoolClass
      self.rev = rev
    }

    public static func < (left: Unknown, right: Unknown) -> Bool {
      (left.schoolClass, left.rev) < (right.schoolClass, right.rev)
    }
  }

  /// A figure that adds up over students, or one that speaks of a group as a whole.
  public enum Figure: Hashable, Sendable {
    case tested, enrolled, sum
    /// Everything by which marks are known: counts above a mark, squares, quantiles.
    case marks(String)

    var isMark: Bool { if case .marks = self { true } else { false } }
  }

  /// What was found out about a group.
  public struct Finding: Hashable, Sendable {
    public let group: Set<Unknown>
    public let figure: Figure
    public let value: Double
  }

  private struct Equation {
    var coefficients: [Double]
    var value: Double
  }

  private let unknowns: [Unknown]
  private var statements: [(group: Set<Unknown>, figure: Figure, value: Double)] = []

  /// - Parameter answers: each with the classes that the school had marks of when it was given.
  public init(_ answers: [(statistics: TestStatistics, classes: Set<Unknown>)]) {
    unknowns = Set(answers.flatMap(\.classes)).sorted()
    for answer in answers { take(answer.statistics, classes: answer.classes) }
  }

  private mutating func take(_ answer: TestStatistics, classes: Set<Unknown>) {
    let byClass = Dictionary(classes.map { ($0.schoolClass, $0) }, uniquingKeysWith: { first, _ in first })
    var together: Set<Unknown> = []
    for row in answer.classes {
      let named = row.atom ?? row.classId.map { [$0] } ?? []
      let group = Set(named.compactMap { byClass[$0] })
      together.formUnion(group)
      take(row.statistics, of: group)
      // How a class stands to all tested students tells the mean of all.
      if let mean = row.statistics.mean, let over = row.overAverage, over > -1,
        let n = answer.classes.count == 1 ? nil : answer.all.n
      {
        state(classes, .sum, mean / (1 + over) * Double(n))
      }
    }
    if answer.classes.isEmpty { together = classes }
    take(answer.all, of: together)
    for target in answer.targets {
      guard let actual = target.actual, let n = answer.all.n, let enrolled = answer.all.enrolled else { continue }
      let whole = Double(answer.conventions.basis == .tested ? n : enrolled)
      switch target.metric {
      case .mean: state(together, .sum, actual * Double(n))
      case .scoreRate: state(together, .sum, actual * Double(n) * answer.fullMark.double)
      case .excellent, .good, .pass, .low: state(together, .marks(target.metric.rawValue), actual * whole)
      }
    }
  }

  private mutating func state(_ group: Set<Unknown>, _ figure: Figure, _ value: Double) {
    guard !group.isEmpty else { return }
    statements.append((group, figure, value))
  }

  private mutating func take(_ level: LevelStatistics, of group: Set<Unknown>) {
    if let n = level.n { state(group, .tested, Double(n)) }
    if let enrolled = level.enrolled { state(group, .enrolled, Double(enrolled)) }
    if let absent = level.status?[.absent] { state(group, .marks("absent"), Double(absent)) }
    if let rates = level.rates {
      for (metric, rate) in [
        (LevelMetric.excellent, rates.excellent), (.good, rates.goodOrAbove), (.pass, rates.pass), (.low, rates.low),
      ] { state(group, .marks(metric.rawValue), Double(rate.count)) }
    }
    if let grades = level.grades { state(group, .marks("D"), Double(grades.d)) }
    for band in level.bands ?? [] { state(group, .marks("\(band.from)–\(band.to)"), Double(band.count)) }
    guard let n = level.n.map(Double.init), let mean = level.mean, n > 0 else { return }
    state(group, .sum, mean * n)
    if let deviation = level.sdPopulation {
      state(group, .marks("squares"), n * (deviation * deviation + mean * mean))
    }
    for (name, mark) in [("median", level.median), ("q1", level.q1), ("q3", level.q3), ("min", level.min)] {
      if let mark { state(group, .marks(name), mark.double) }
    }
  }

  /// Every group of classes about which a figure follows, with its value.
  public func findings() -> [Finding] {
    var findings: Set<Finding> = []
    for (figure, statements) in Dictionary(grouping: statements, by: \.figure) {
      let isDirect = figure.isMark && Self.wholes.contains { figure == .marks($0) }
      guard !isDirect else {
        findings.formUnion(statements.map { Finding(group: $0.group, figure: figure, value: $0.value) })
        continue
      }
      let solved = Self.eliminate(
        statements.map { statement in
          Equation(coefficients: unknowns.map { statement.group.contains($0) ? 1 : 0 }, value: statement.value)
        })
      for group in groups {
        if let value = Self.value(of: unknowns.map { group.contains($0) ? 1 : 0 }, in: solved) {
          findings.insert(Finding(group: group, figure: figure, value: value))
        }
      }
    }
    return Array(findings)
  }

  /// Figures that do not add up.
  private static let wholes = ["median", "q1", "q3", "min"]

  /// Every set of classes in which none stands twice, with different sheets.
  private var groups: [Set<Unknown>] {
    var groups: [Set<Unknown>] = [[]]
    for unknown in unknowns {
      groups += groups.filter { group in !group.contains { $0.schoolClass == unknown.schoolClass } }
        .map { $0.union([unknown]) }
    }
    return groups.filter { !$0.isEmpty }
  }

  /// Gauss and Jordan: each equation left has an unknown that no other has.
  private static func eliminate(_ equations: [Equation]) -> [(pivot: Int, equation: Equation)] {
    var solved: [(pivot: Int, equation: Equation)] = []
    for var equation in equations {
      for (pivot, other) in solved { subtract(other, times: equation.coefficients[pivot], from: &equation) }
      guard let pivot = equation.coefficients.firstIndex(where: { abs($0) > 1e-9 }) else { continue }
      let scale = equation.coefficients[pivot]
      equation.coefficients = equation.coefficients.map { $0 / scale }
      equation.value /= scale
      for index in solved.indices {
        subtract(equation, times: solved[index].equation.coefficients[pivot], from: &solved[index].equation)
      }
      solved.append((pivot, equation))
    }
    return solved
  }

  private static func subtract(_ other: Equation, times factor: Double, from equation: inout Equation) {
    guard factor != 0 else { return }
    for index in equation.coefficients.indices { equation.coefficients[index] -= factor * other.coefficients[index] }
    equation.value -= factor * other.value
  }

  private static func value(of coefficients: [Double], in solved: [(pivot: Int, equation: Equation)]) -> Double? {
    var rest = Equation(coefficients: coefficients, value: 0)
    for (pivot, equation) in solved { subtract(equation, times: rest.coefficients[pivot], from: &rest) }
    return rest.coefficients.allSatisfy { abs($0) < 1e-9 } ? -rest.value : nil
  }
}

extension DisclosureAttack {
  /// The findings that nobody may come to who sees no rows: anything about fewer than five tested students, and anything
  /// by which marks are known about fewer than fifteen.
  /// - Parameter tested: how many of a class sat the test.
  public func leaks(tested: (Unknown) -> Int) -> [Finding] {
    findings().filter { finding in
      finding.group.reduce(0) { $0 + tested($1) } < (finding.figure.isMark ? 15 : 5)
    }
  }
}
