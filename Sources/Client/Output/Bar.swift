/// A share drawn with block characters, an eighth of a cell fine.
enum Bar {
  private static let eighths = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]

  /// - Parameter share: 0 to 1; what lies outside is drawn as the nearest end.
  static func text(_ share: Double, cells: Int) -> String {
    guard share.isFinite else { return "" }
    let units = Int((min(max(share, 0), 1) * Double(cells) * 8).rounded())
    return String(repeating: "█", count: units / 8) + eighths[units % 8]
  }
}
