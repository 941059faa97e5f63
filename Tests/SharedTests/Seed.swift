import Foundation

/// SplitMix64: small, seedable, and the same on every machine.
struct SeededRandom: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }

  mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &self) }

  /// True once in `n` times.
  mutating func once(in n: Int) -> Bool { below(n) == 0 }

  mutating func pick<Element>(_ items: [Element]) -> Element { items[below(items.count)] }
}

/// What a run of random tests starts from: `BEIKE_SEED`, or the clock. Printed, so that a failure can be repeated.
let runSeed: UInt64 = {
  let given = ProcessInfo.processInfo.environment["BEIKE_SEED"].flatMap { UInt64($0) }
  let seed = given ?? UInt64(Date().timeIntervalSince1970)
  print("BEIKE_SEED=\(seed)")
  return seed
}()
