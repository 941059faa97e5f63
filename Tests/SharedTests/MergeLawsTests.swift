import Shared
import Support
import Testing

/// The laws that a three-way merge keeps for every form and every three versions of a body.
@Suite struct MergeLawsTests {
  /// Random triples over all kinds.
  static let triples = 3000 * Torture.scale

  @Test(arguments: Kind.all.map(\.name))
  func lawsHoldForRandomTriples(kind name: String) throws {
    let form = try #require(Kind.named(name)).form
    for index in 0..<max(1, Self.triples / Kind.all.count) {
      let seed = runSeed &+ UInt64(index) &* 1_000_003
      var generator = BodyGenerator(seed: seed)
      let base = generator.body(form)
      var (mine, theirs) = (base, base)
      for _ in 0...generator.random.below(4) { mine = generator.edited(mine, form) }
      for _ in 0...generator.random.below(4) { theirs = generator.edited(theirs, form) }
      checkLaws(form, base: base, mine: mine, theirs: theirs, "\(name), BEIKE_SEED=\(runSeed), triple \(index)")
    }
    let count = max(1, Self.triples / Kind.all.count)
    Torture.report("merging \(name) keeps the laws", promised: "\(count) triples", seen: "\(count) tried")
  }

  private func checkLaws(_ form: Form, base: JSON, mine: JSON, theirs: JSON, _ place: Comment) {
    #expect(form.merge(base: base, mine: mine, theirs: base).merged == mine, place)
    #expect(form.merge(base: base, mine: base, theirs: mine).merged == mine, place)
    #expect(form.merge(base: base, mine: mine, theirs: mine).merged == mine, place)
    #expect(form.merge(base: base, mine: mine, theirs: base).conflicts.isEmpty, place)
    #expect(form.merge(base: base, mine: mine, theirs: base).takenFromTheirs.isEmpty, place)

    let result = form.merge(base: base, mine: mine, theirs: theirs)
    let swapped = form.merge(base: base, mine: theirs, theirs: mine, preferring: .theirs)
    #expect(result.merged.unordered == swapped.merged.unordered, place)
    #expect(
      Set(result.conflicts.map { Sides($0.base, $0.mine, $0.theirs) })
        == Set(swapped.conflicts.map { Sides($0.base, $0.theirs, $0.mine) }), place)
    for conflict in result.conflicts where conflict.mine != nil {
      #expect(result.merged[conflict.pointer] == conflict.mine, place)
    }
    #expect(result.takenFromTheirs.isEmpty == (result.merged == mine), place)
    #expect(form.differences(from: base, to: mine).isEmpty == (base == mine), place)
  }

  @Test(arguments: Kind.all.map(\.name))
  func editsOfDifferentFieldsCommute(kind name: String) throws {
    let form = try #require(Kind.named(name)).form
    let keys = form.fields.map(\.key)
    for index in 0..<max(1, Self.triples / Kind.all.count / 4) {
      var generator = BodyGenerator(seed: runSeed &+ UInt64(index) &* 999_983)
      let cut = 1 + generator.random.below(keys.count - 1)
      let shuffled = keys.shuffled(using: &generator.random)
      let base = generator.body(form)
      let mine = generator.edited(base, form, among: Array(shuffled[..<cut]))
      let theirs = generator.edited(base, form, among: Array(shuffled[cut...]))
      let result = form.merge(base: base, mine: mine, theirs: theirs)
      let place: Comment = "\(name), BEIKE_SEED=\(runSeed), triple \(index)"
      #expect(result.conflicts.isEmpty, place)
      #expect(result.merged == form.merge(base: base, mine: theirs, theirs: mine).merged, place)
      #expect(
        result.takenFromTheirs.map(\.after) == form.differences(from: base, to: theirs).map(\.after), place)
    }
  }

  /// A merged body that would break a rule turns into conflicts: what comes out of two right bodies is right.
  @Test(arguments: Kind.all.map(\.name))
  func mergingRightBodiesGivesARightBody(kind name: String) throws {
    let kind = try #require(Kind.named(name))
    for index in 0..<max(1, Self.triples / Kind.all.count / 4) {
      var generator = BodyGenerator(seed: runSeed &+ UInt64(index) &* 7_368_787)
      func edited(_ body: JSON, times: Int) -> JSON {
        (0..<times).reduce(body) { body, _ in
          let edit = generator.edited(body, kind.form)
          return kind.check(edit).violations.isEmpty ? edit : body
        }
      }
      let base = edited(try ValidBody.of(name), times: 8)
      let (mine, theirs) = (edited(base, times: 3), edited(base, times: 3))
      for side in MergeSide.allCases {
        let result = kind.merge(base: base, mine: mine, theirs: theirs, preferring: side)
        #expect(
          kind.check(result.merged).violations.isEmpty,
          "\(name), BEIKE_SEED=\(runSeed), triple \(index), \(side)")
      }
    }
  }
}

private struct Sides: Hashable {
  let base: JSON?
  let mine: JSON?
  let theirs: JSON?

  init(_ base: JSON?, _ mine: JSON?, _ theirs: JSON?) {
    self.base = base?.unordered
    self.mine = mine?.unordered
    self.theirs = theirs?.unordered
  }
}

extension JSON {
  /// The same value with every array in one order: rows that both sides added have none of their own.
  fileprivate var unordered: JSON {
    switch self {
    case .array(let items): .array(items.map(\.unordered).sorted { $0.canonicalText < $1.canonicalText })
    case .object(let object):
      .object(
        Dictionary(object.members.map { ($0.key, $0.value.unordered) }, uniquingKeysWith: { first, _ in first }))
    case .null, .bool, .number, .wideNumber, .string: self
    }
  }
}
