import FoundationEssentials

/// The one way in which Beike writes and reads JSON for values that are not stored bodies.
public enum Coding {
  /// Members sorted and slashes not escaped, as in stored bodies.
  public static func encode(_ value: some Encodable) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return Array(try encoder.encode(value))
  }

  public static func decode<Value: Decodable>(
    _ type: Value.Type = Value.self, from bytes: some Sequence<UInt8>
  ) throws -> Value {
    try JSONDecoder().decode(type, from: Data(bytes))
  }
}

extension JSON {
  /// The tree of an encodable value, without nulls.
  public init(encoding value: some Encodable) throws {
    self = try JSON(parsing: Coding.encode(value)).withoutNulls
  }
}
