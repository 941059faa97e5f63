/// Three-way merge of texts by line, as diff3 does it.
///
/// Lines are bytes between line feeds: two that look alike and are written differently are not the same line.
enum LineMerge {
  private typealias Line = ArraySlice<UInt8>

  /// The most comparisons that one alignment may take; texts that differ in more lines than that are merged whole.
  private static let limit = 1_000_000

  /// - Returns: the merged text, or nil when both sides changed the same lines or lines next to each other.
  static func merge(base: String, mine: String, theirs: String) -> String? {
    let (base, mine, theirs) = (lines(base), lines(mine), lines(theirs))
    guard let inMine = alignment(from: base, to: mine), let inTheirs = alignment(from: base, to: theirs)
    else { return nil }

    var merged: [Line] = []
    var (b, m, t) = (0, 0, 0)
    while true {
      // The next line of the base that both sides kept ends the stretch that somebody changed.
      let anchor = base.indices[b...].first { inMine[$0] != nil && inTheirs[$0] != nil }
      let (endMine, endTheirs) = (anchor.flatMap { inMine[$0] }, anchor.flatMap { inTheirs[$0] })
      let old = base[b..<(anchor ?? base.count)]
      let (my, their) = (mine[m..<(endMine ?? mine.count)], theirs[t..<(endTheirs ?? theirs.count)])
      if my == their || their == old {
        merged += my
      } else if my == old {
        merged += their
      } else {
        return nil
      }
      guard let anchor, let endMine, let endTheirs else { break }
      merged.append(base[anchor])
      (b, m, t) = (anchor + 1, endMine + 1, endTheirs + 1)
    }
    return String(decoding: Array(merged.joined(separator: [UInt8(ascii: "\n")])), as: UTF8.self)
  }

  private static func lines(_ text: String) -> [Line] {
    Array(text.utf8).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
  }

  /// For each line of `old` its place in `new` along a longest common subsequence, nil where it is gone.
  /// - Returns: nil when the texts differ in too many lines.
  private static func alignment(from old: [Line], to new: [Line]) -> [Int?]? {
    var places = [Int?](repeating: nil, count: old.count)
    var start = 0
    while start < min(old.count, new.count), old[start] == new[start] {
      places[start] = start
      start += 1
    }
    var (endOld, endNew) = (old.count, new.count)
    while endOld > start, endNew > start, old[endOld - 1] == new[endNew - 1] {
      endOld -= 1
      endNew -= 1
      places[endOld] = endNew
    }
    let (rows, columns) = (endOld - start, endNew - start)
    guard rows * columns <= limit else { return nil }

    // lengths[i][j]: the longest common subsequence of what follows line i of the old and j of the new text.
    var lengths = [Int32](repeating: 0, count: (rows + 1) * (columns + 1))
    let width = columns + 1
    for i in (0..<rows).reversed() {
      for j in (0..<columns).reversed() {
        lengths[i * width + j] =
          old[start + i] == new[start + j]
          ? lengths[(i + 1) * width + j + 1] + 1
          : max(lengths[(i + 1) * width + j], lengths[i * width + j + 1])
      }
    }
    var (i, j) = (0, 0)
    while i < rows, j < columns {
      if old[start + i] == new[start + j] {
        places[start + i] = start + j
        (i, j) = (i + 1, j + 1)
      } else if lengths[(i + 1) * width + j] >= lengths[i * width + j + 1] {
        i += 1
      } else {
        j += 1
      }
    }
    return places
  }
}
