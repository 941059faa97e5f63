import HTTPTypes
import Shared

/// Entity tags as `If-Match` and `If-None-Match` list them (RFC 9110, 8.8.3).
enum EntityTag {
  /// The revs that a list of tags names.
  ///
  /// A tag of ours is a rev in quotes. A proxy that compresses answers makes it weak or gives it a suffix, as in
  /// `W/"7"`, `"7-gzip"` and `"7;br"`, and its clients know no other: both count as the tag itself, because the
  /// document behind it is the same. Any other tag is a rev that no document has.
  /// - Returns: nil for what is no list of tags.
  static func revs(_ list: String) -> Set<Int>? {
    var revs: Set<Int> = []
    for part in list.split(separator: ",", omittingEmptySubsequences: false) {
      var tag = part.trimmingSpaces[...]
      if tag.isEmpty { continue }
      if tag.hasPrefix("W/") { tag = tag.dropFirst(2) }
      guard tag.utf8.count >= 2, tag.first == "\"", tag.last == "\"" else { return nil }
      revs.insert(rev(tag.dropFirst().dropLast()) ?? 0)
    }
    return revs.isEmpty ? nil : revs
  }

  private static func rev(_ text: Substring) -> Int? {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    let suffix = text[digits.endIndex...]
    let isCoding = suffix.first == "-" || suffix.first == ";"
    guard suffix.isEmpty || (isCoding && suffix.dropFirst().allSatisfy { $0.isASCII && ($0.isLetter || $0 == "-") }),
      let rev = Int(digits), String(rev) == digits
    else { return nil }
    return rev
  }
}

extension Precondition {
  /// What `If-Match` and `If-None-Match` say of a write.
  /// - Throws: `Refusal` with 400 when they can't be read.
  init(_ headers: HTTPFields) throws {
    if let none = headers[.ifNoneMatch] {
      guard none.trimmingSpaces == "*" else {
        throw Refusal(
          .badParameter, Text("写入时 If-None-Match 只能是 *", "on writes If-None-Match can only be *"))
      }
      self = .absent
      return
    }
    guard let match = headers[.ifMatch]?.trimmingSpaces else {
      self = .none
      return
    }
    if match == "*" {
      self = .present
    } else if let revs = EntityTag.revs(match) {
      self = .revs(revs)
    } else {
      throw Refusal(.badParameter, Text("If-Match 应写作 \"7\"", "If-Match is written \"7\""))
    }
  }
}

/// A media type, or a range of them, that a caller takes (RFC 9110, 12.5.1).
struct MediaRange: Sendable {
  private let type: Substring
  private let subtype: Substring
  private let isRefused: Bool

  /// The ranges of an `Accept` header; what can't be read is left out.
  static func list(_ header: String) -> [MediaRange] { header.split(separator: ",").compactMap(MediaRange.init) }

  private init?(_ text: Substring) {
    let parts = text.split(separator: ";").map { $0.trimmingSpaces.lowercased() }
    guard let names = parts.first?.split(separator: "/", omittingEmptySubsequences: false), names.count == 2 else {
      return nil
    }
    (type, subtype) = (names[0], names[1])
    isRefused = parts.dropFirst().contains { $0.hasPrefix("q=") && Double($0.dropFirst(2)) == 0 }
  }

  func takes(_ mediaType: String) -> Bool {
    let names = mediaType.split(separator: "/")
    guard !isRefused, names.count == 2 else { return false }
    return (type == "*" && subtype == "*") || (type == names[0] && (subtype == "*" || subtype == names[1]))
  }
}
