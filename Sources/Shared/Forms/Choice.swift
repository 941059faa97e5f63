/// A closed list of codes that a field may take, published at `/v1/descriptors/{name}`.
public protocol Choice: RawRepresentable<String>, Codable, CaseIterable, Hashable, Sendable {
  /// The list's own name and label.
  static var descriptorName: String { get }
  static var descriptorLabel: Text { get }
  /// What this code is called.
  var label: Text { get }
  /// The same thing in other code systems; empty where none is known.
  var mappings: [Descriptor.Mapping] { get }
}

extension Choice {
  public var mappings: [Descriptor.Mapping] { [] }

  /// The list as data.
  public static var descriptor: Descriptor {
    Descriptor(
      name: descriptorName, label: descriptorLabel,
      entries: allCases.map { .init(code: $0.rawValue, label: $0.label, maps: $0.mappings) })
  }
}

/// A list of codes with their labels and mappings.
public struct Descriptor: Codable, Hashable, Sendable {
  public struct Mapping: Codable, Hashable, Sendable {
    /// E.g. `GB/T 2261.1`, `OneRoster 1.2`.
    public let system: String
    public let code: String
    /// Whether the mapping was checked against the standard or two independent sources.
    public let verified: Bool

    public init(_ system: String, _ code: String, verified: Bool) {
      self.system = system
      self.code = code
      self.verified = verified
    }
  }

  public struct Entry: Codable, Hashable, Sendable {
    public let code: String
    public let label: Text
    public let maps: [Mapping]

    public init(code: String, label: Text, maps: [Mapping] = []) {
      self.code = code
      self.label = label
      self.maps = maps
    }
  }

  public let name: String
  public let label: Text
  public let entries: [Entry]

  /// All codes in a row, in Chinese with their labels.
  var codes: Text {
    Text(
      entries.map { "\($0.code)（\($0.label.zh)）" }.joined(separator: "、"),
      entries.map(\.code).joined(separator: ", "))
  }

  /// The entry of a code, or of one of its labels: people write 缺席 where the code is `absent`.
  public func entry(matching text: String) -> Entry? {
    entries.first { $0.code == text }
      ?? entries.first { $0.label.zh == text || $0.label.en.lowercased() == text.lowercased() }
  }
}
