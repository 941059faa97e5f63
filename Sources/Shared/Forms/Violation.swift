/// One thing that is wrong with a body, and where.
public struct Violation: Hashable, Sendable {
  /// The place in the body; empty for the body as a whole. Names that are too long for any form are cut short.
  public let pointer: JSONPointer
  /// A stable word for programs, e.g. `enum`, `required`, `hours-sum`.
  public let code: String
  /// The same said to a person, naming the way out.
  public let text: Text

  public init(_ pointer: JSONPointer, _ code: String, _ text: Text) {
    self.pointer = JSONPointer(pointer.tokens.map { $0.excerpt(64) })
    self.code = code
    self.text = text
  }
}

/// Collects what a body's validation finds: the first hundred things whole, of all others only how many there are.
/// So an answer stays small whatever was sent, and looking at what nobody will read costs next to nothing.
///
/// As a collection it is what is told; `more` says how much is not.
public struct Violations: Hashable, Sendable {
  /// How many are told where nothing else is said.
  public static let limit = 100
  /// For how many unknown members the one that was meant is looked for.
  private static let suggestionLimit = 10

  private let most: Int
  private var told: [Violation] = []
  /// How many were found that are not told.
  public private(set) var more = 0
  private var suggestions = 0

  /// - Parameter most: how many are told.
  public init(upTo most: Int = limit) { self.most = most }

  /// Puts a token before the places of what was told since there were `count`.
  mutating func prefix(with token: @autoclosure () -> String, from count: Int) {
    guard count < told.count else { return }
    let token = token()
    for index in count..<told.count {
      let found = told[index]
      told[index] = Violation(JSONPointer([token] + found.pointer.tokens), found.code, found.text)
    }
  }

  /// Place and words are made only when they are told.
  public mutating func add(
    _ pointer: @autoclosure () -> JSONPointer, _ code: String, _ zh: @autoclosure () -> String,
    _ en: @autoclosure () -> String
  ) {
    guard told.count < most else {
      more += 1
      return
    }
    told.append(Violation(pointer(), code, Text(zh(), en())))
  }

  public mutating func add(contentsOf others: Violations) {
    let room = most - told.count
    told += others.told.prefix(room)
    more += others.more + Swift.max(0, others.told.count - room)
  }

  /// Whether it is still worth looking for what was meant; each time that it is, there is one time less.
  mutating func takeSuggestion() -> Bool {
    guard suggestions < Self.suggestionLimit else { return false }
    suggestions += 1
    return true
  }

  public static func == (left: Violations, right: Violations) -> Bool {
    left.told == right.told && left.more == right.more
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(told)
    hasher.combine(more)
  }
}

extension Violations: RandomAccessCollection {
  public var startIndex: Int { told.startIndex }
  public var endIndex: Int { told.endIndex }
  public subscript(index: Int) -> Violation { told[index] }
}

extension Violations: ExpressibleByArrayLiteral {
  public init(arrayLiteral elements: Violation...) {
    self.init()
    for violation in elements { add(violation.pointer, violation.code, violation.text.zh, violation.text.en) }
  }
}
