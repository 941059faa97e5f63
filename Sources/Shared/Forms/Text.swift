/// The two languages that Beike speaks.
public enum Language: String, Codable, Sendable, CaseIterable {
  case chinese = "zh"
  case english = "en"

  /// The language of an `Accept-Language` header or a locale name such as `zh_CN.UTF-8`: the first of the
  /// list that begins with `zh` or `en`.
  /// - Returns: nil when it names neither.
  public init?(preferredIn list: String) {
    for part in list.split(separator: ",") {
      let tag = part.drop { $0 == " " }.lowercased()
      if tag.hasPrefix("zh") {
        self = .chinese
        return
      }
      if tag.hasPrefix("en") {
        self = .english
        return
      }
    }
    return nil
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
