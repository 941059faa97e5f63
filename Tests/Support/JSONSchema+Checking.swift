import Foundation

extension JSONSchema {
  func complaints(about value: JSONValue, at place: String, in library: Library) -> [String] {
    rules.flatMap { $0.complaints(about: value, at: place, in: library) }
  }
}

extension JSONSchema.Rule {
  fileprivate func complaints(
    about value: JSONValue, at place: String, in library: JSONSchema.Library
  ) -> [String] {
    func inner(_ schema: JSONSchema, _ value: JSONValue, _ token: some CustomStringConvertible) -> [String] {
      schema.complaints(about: value, at: "\(place)/\(token)", in: library)
    }
    func unless(_ isRight: Bool, _ complaint: @autoclosure () -> String) -> [String] {
      isRight ? [] : ["\(place.isEmpty ? "/" : place): \(complaint())"]
    }
    switch (self, value) {
    case (.reference(let name), _):
      guard let schema = library[name] else { return unless(false, "there is no schema \(name)") }
      return schema.complaints(about: value, at: place, in: library)
    case (.never, _): return unless(false, "nothing may stand here")
    case (.types(let names), _):
      let isInteger = value.number.map { $0 == $0.rounded() } ?? false
      return unless(
        names.contains(value.typeName) || isInteger && names.contains("integer"),
        "is \(value.typeName), not \(names.sorted().joined(separator: " or "))")
    case (.among(let values), _): return unless(values.contains(value), "\(value) is none of \(values)")
    case (.least(let bound), .number(let number)): return unless(number >= bound, "\(number) < \(bound)")
    case (.most(let bound), .number(let number)): return unless(number <= bound, "\(number) > \(bound)")
    case (.length(let range), .string(let text)):
      return unless(range.contains(text.unicodeScalars.count), "\(text.unicodeScalars.count) characters")
    case (.pattern(let pattern), .string(let text)):
      let whole = NSRange(text.startIndex..., in: text)
      return unless(
        pattern.firstMatch(in: text, range: whole) != nil, "\"\(text)\" does not fit \(pattern.pattern)")
    case (.items(let schema), .array(let items)):
      return items.enumerated().flatMap { inner(schema, $0.element, $0.offset) }
    case (.itemCount(let range), .array(let items)):
      return unless(range.contains(items.count), "\(items.count) items")
    case (.uniqueItems, .array(let items)): return unless(Set(items).count == items.count, "items repeat")
    case (.members(let schemas, let others), .object(let members)):
      return members.sorted { $0.key < $1.key }.flatMap { inner(schemas[$0.key] ?? others, $0.value, $0.key) }
    case (.names(let schema), .object(let members)):
      return members.keys.sorted().flatMap { inner(schema, .string($0), $0) }
    case (.required(let names), .object(let members)):
      return names.filter { members[$0] == nil }.flatMap { unless(false, "\($0) is missing") }
    case (.memberCount(let range), .object(let members)):
      return unless(range.contains(members.count), "\(members.count) members")
    case (.all(let schemas), _):
      return schemas.flatMap { $0.complaints(about: value, at: place, in: library) }
    case (.any(let schemas), _), (.one(let schemas), _):
      let complaints = schemas.map { $0.complaints(about: value, at: place, in: library) }
      let fitting = complaints.count(where: \.isEmpty)
      if fitting == 0 {
        // The alternative that was most likely meant is the one with the least to complain about.
        return complaints.min { $0.count < $1.count } ?? unless(false, "there is no alternative")
      }
      if case .one = self { return unless(fitting == 1, "fits \(fitting) alternatives instead of one") }
      return []
    default: return []
    }
  }
}
