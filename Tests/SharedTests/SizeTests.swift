import Foundation
import Shared
import Testing

/// What the largest and most hostile body costs: what is told stays small, and the work grows as the input does.
@Suite struct SizeTests {
  /// A body of a kind that grows with a number, wrong all over.
  struct Hostile: CustomTestStringConvertible, Sendable {
    let name: String
    let kind: Kind
    let body: @Sendable (Int) -> JSON

    var testDescription: String { name }
  }

  private static func object(_ count: Int, _ member: (Int) -> (String, JSON)) -> JSON {
    .object(Dictionary(uniqueKeysWithValues: (0..<count).map(member)))
  }

  static let hostile = [
    Hostile(name: "members that no form has", kind: Minutes.kind) { n in object(n) { ("m\($0)", 1) } },
    Hostile(name: "members that are nearly one of the form's", kind: Minutes.kind) { n in
      object(n) { ("topic\($0)", 1) }
    },
    Hostile(name: "one member with a name of many characters", kind: Minutes.kind) { n in
      [String(repeating: "题", count: n): 1]
    },
    Hostile(name: "one member with a name of one endless character", kind: Minutes.kind) { n in
      ["a" + String(repeating: "\u{301}", count: n): 1]
    },
    Hostile(name: "more rows than a table holds", kind: ScoreSheet.kind) { n in
      ["rows": .array(Array(repeating: ["x": 1], count: n))]
    },
    Hostile(name: "rows of wrong members", kind: Minutes.kind) { n in
      ["actions": .array((0..<50).map { _ in object(n / 50) { ("m\($0)", 1) } })]
    },
    Hostile(name: "marks under wrong names", kind: ScoreSheet.kind) { n in
      let row: JSON = ["items": object(100) { (String(repeating: "长", count: 17) + "\($0)", "x") }]
      return ["rows": .array(Array(repeating: row, count: n / 100))]
    },
    Hostile(name: "a line without end", kind: Minutes.kind) { n in ["topic": .string(String(repeating: "字", count: n))]
    },
    Hostile(name: "a code that is one endless character", kind: Minutes.kind) { n in
      ["kind": .string("a" + String(repeating: "\u{301}", count: n))]
    },
    Hostile(name: "a day that is one endless character", kind: Minutes.kind) { n in
      ["date": .string("a" + String(repeating: "\u{301}", count: n))]
    },
    Hostile(name: "line breaks of another system", kind: Minutes.kind) { n in
      ["review": .string(String(repeating: "\r\n\r", count: n))]
    },
    Hostile(name: "a number without end", kind: Minutes.kind) { n in
      ["number": .wideNumber(String(repeating: "1", count: n))]
    },
    Hostile(name: "digits without end", kind: Minutes.kind) { n in ["review": .string(String(repeating: "1", count: n))]
    },
    Hostile(name: "the same value again and again", kind: Minutes.kind) { n in
      ["unified": .array(Array(repeating: "goals", count: n))]
    },
  ]

  @Test(arguments: hostile)
  func whatIsToldStaysSmall(hostile: Hostile) {
    func told(_ count: Int) -> (bytes: Int, violations: Violations) {
      let violations = hostile.kind.check(hostile.body(count)).violations
      let bytes = violations.reduce(0) {
        $0 + $1.pointer.description.utf8.count + $1.text.zh.utf8.count + $1.text.en.utf8.count
      }
      return (bytes, violations)
    }
    let (once, twice) = (told(30_000), told(60_000))
    #expect(once.violations.count <= Violations.limit)
    #expect(once.bytes <= 64 * 1024)
    // Only the digits of numbers grow.
    #expect(twice.bytes <= once.bytes + 16 * Violations.limit)
    #expect(twice.violations.count == once.violations.count)
  }

  /// Steps can't be counted from outside, so this compares the processor's time for an input with that for one eight
  /// times as long: a step for each pair of things would take 64 times as long.
  @Test(arguments: hostile)
  func theWorkGrowsAsTheInputDoes(hostile: Hostile) {
    func time(_ count: Int) -> Int {
      let body = hostile.body(count)
      return (0..<3).map { _ in
        let start = threadTime()
        _ = hostile.kind.check(body)
        return threadTime() - start
      }.min() ?? 0
    }
    let (small, large) = (time(5_000), time(40_000))
    #expect(large <= 30 * max(small, 200_000), "\(small) ns, then \(large) ns")
  }

  @Test(arguments: [0, 1, 99, 100, 101, 1000, 2000])
  func aHundredAreToldAndTheOthersAreOnlyCounted(count: Int) {
    var (places, words) = (0, 0)
    func place() -> JSONPointer {
      places += 1
      return JSONPointer()
    }
    func word() -> String {
      words += 1
      return "x"
    }
    var violations = Violations()
    for _ in 0..<count { violations.add(place(), "code", word(), word()) }
    let told = min(count, 100)
    #expect((places, words) == (told, 2 * told))
    #expect((violations.count, violations.more) == (told, count - told))
    var both = Violations()
    both.add(contentsOf: violations)
    both.add(contentsOf: violations)
    #expect(both.count + both.more == 2 * count)
    #expect(both.count == min(2 * count, 100))
  }

  @Test func whatWasMeantIsLookedForTenTimes() {
    let body = Self.object(1000) { ("topic" + String(decoding: [UInt16(0x4E00 + $0)], as: UTF16.self), 1) }
    let violations = Minutes.kind.check(body).violations
    #expect(violations.count { $0.text.en.contains("did you mean topic?") } == 10)
    #expect(violations.more > 800)
  }

  @Test(arguments: [
    ("", ""), ("备课", "备课"), (String(repeating: "备", count: 40), String(repeating: "备", count: 40)),
    (String(repeating: "备", count: 41), String(repeating: "备", count: 40) + "…"),
    ("a" + String(repeating: "\u{301}", count: 9000), "a" + String(repeating: "\u{301}", count: 39) + "…"),
  ])
  func aQuotationHasAtMostFortyScalars(text: String, quoted: String) {
    #expect(text.excerpt().unicodeScalars.elementsEqual(quoted.unicodeScalars))
  }
}

/// Nanoseconds that this thread has worked; waiting for others doesn't count.
private func threadTime() -> Int {
  var time = timespec()
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
  return time.tv_sec * 1_000_000_000 + time.tv_nsec
}
