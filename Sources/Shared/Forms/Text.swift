/// The two languages that Beike speaks.
public enum Language: String, Codable, Sendable, CaseIterable {
  case chinese = "zh"
  case english = "en"

  /// The language of an `Accept-Language` header or a locale name such as `zh_CN.UTF-8`: of those that begin with
  /// `zh` or `en` the one with the greatest weight (`q`, RFC 9110, 12.4.2), the first of several. A weight of 0
  /// excludes, and one that can't be read counts as 0.
  /// - Returns: nil when it names neither.
  public init?(preferredIn list: String) {
    var best: (language: Language, weight: Double)?
    for part in list.split(separator: ",") {
      let fields = part.split(separator: ";").map { $0.filter { $0 != " " && $0 != "\t" }.lowercased() }
      guard let tag = fields.first, let language = Self.allCases.first(where: { tag.hasPrefix($0.rawValue) }) else {
        continue
      }
      let quality = fields.dropFirst().first { $0.hasPrefix("q=") }
      let weight = quality.map { Double($0.dropFirst(2)) ?? 0 } ?? 1
      if weight > best?.weight ?? 0 { best = (language, weight) }
    }
    guard let best else { return nil }
    self = best.language
  }
}

/// A text in both languages, always written side by side so that neither can be forgotten.
public struct Text: Codable, Hashable, Sendable {
  public let zh: String
  public let en: String

  public init(_ zh: String, _ en: String) {
    self.zh = zh
    self.en = en
  }

  public subscript(language: Language) -> String {
    switch language {
    case .chinese: zh
    case .english: en
    }
  }
}

extension StringProtocol {
  /// What a message quotes: the text, or its first Unicode scalars and an ellipsis, so that the message stays short
  /// whatever was sent. Characters would not do: one of them may be as long as the text.
  public func excerpt(_ most: Int = 40) -> String {
    guard let end = unicodeScalars.index(startIndex, offsetBy: most, limitedBy: endIndex), end < endIndex else {
      return String(self)
    }
    return String(self[..<end]) + "…"
  }
}
