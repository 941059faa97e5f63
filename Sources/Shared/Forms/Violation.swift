/// One thing that is wrong with a body, and where.
public struct Violation: Hashable, Sendable {
  /// The place in the body; empty for the body as a whole.
  public let pointer: JSONPointer
  /// A stable word for programs, e.g. `enum`, `required`, `hours-sum`.
  public let code: String
  /// The same said to a person, naming the way out.
  public let text: Text

  public init(_ pointer: JSONPointer, _ code: String, _ text: Text) {
    self.pointer = pointer
    self.code = code
    self.text = text
  }
}

/// Collects what a body's validation finds.
public struct Violations: Sendable {
  public private(set) var all: [Violation] = []

  public init() {}

  /// Puts a token before the places of what was found since there were `count`.
  mutating func prefix(with token: String, from count: Int) {
    for index in all.indices.dropFirst(count) {
      let found = all[index]
      all[index] = Violation(JSONPointer([token] + found.pointer.tokens), found.code, found.text)
    }
  }

  public var isEmpty: Bool { all.isEmpty }

  public mutating func add(_ pointer: JSONPointer, _ code: String, _ zh: String, _ en: String) {
    all.append(Violation(pointer, code, Text(zh, en)))
  }

  public mutating func add(contentsOf others: [Violation]) { all.append(contentsOf: others) }
}
