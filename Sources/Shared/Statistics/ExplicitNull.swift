/// A figure that may be undefined: written as `null` and never left out, so that a reader can tell "undefined,
/// and here is why" from "not asked for".
@propertyWrapper
public struct ExplicitNull<Value: Codable & Hashable & Sendable>: Codable, Hashable, Sendable {
  public var wrappedValue: Value?

  public init() {}
  public init(wrappedValue: Value?) { self.wrappedValue = wrappedValue }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    wrappedValue = container.decodeNil() ? nil : try container.decode(Value.self)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if let wrappedValue {
      try container.encode(wrappedValue)
    } else {
      try container.encodeNil()
    }
  }
}

/// Why a figure is null.
public enum UndefinedReason: String, Codable, CaseIterable, Sendable {
  case noStudents = "no-students"
  case tooFew = "too-few"
  case zeroVariance = "zero-variance"
  case zeroMean = "zero-mean"
  case noRepeatedScore = "no-repeated-score"
  /// So few students that a figure would tell of one of them; see `Disclosure`.
  case tooFewToShow = "too-few-to-show"
}

/// The reasons beside figures, by the name of the figure that is null.
public typealias UndefinedReasons = [String: UndefinedReason]

extension UndefinedReasons {
  /// - Returns: the figure, or nil with the reason noted under its name, so that none is null without one.
  mutating func figure<Figure>(
    _ name: String, unless reason: UndefinedReason?, _ figure: @autoclosure () -> Figure
  ) -> Figure? {
    guard let reason else { return figure() }
    self[name] = reason
    return nil
  }
}
