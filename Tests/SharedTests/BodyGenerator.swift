import Shared

/// Makes trees that fit a form, and small changes to them, for any kind there is or will be.
struct BodyGenerator {
  var random: SeededRandom
  /// Whether every optional field has a value.
  var isFull = false

  private static let lines = ["", "一", "二 认真", "三，讨论", "Ω four", "五\t5", "six", "七"]
  private static let words = ["", "甲", "乙", "丙 丁", "O'Neil", "\"é\"", "等式与方程"]

  init(seed: UInt64) { random = SeededRandom(seed: seed) }

  mutating func body(_ form: Form) -> JSON {
    var members: [String: JSON] = [:]
    for field in form.fields where isFull || field.isRequired || !random.once(in: 3) {
      members[field.key] = value(field.type)
    }
    return .object(members)
  }

  mutating func value(_ type: FieldType) -> JSON {
    switch type {
    case .text(let max): return .string(String(random.pick(Self.words).prefix(max)))
    case .longText: return .string((0...random.below(6)).map { _ in random.pick(Self.lines) }.joined(separator: "\n"))
    case .code(let max): return .string(String(random.pick(["a", "b-2", "C_3", "0.4"]).prefix(max)))
    case .student: return .string(random.pick(["s1", "A-7", "2019_08"]))
    case .integer(let range): return .number(ExactDecimal(Int64(integer(in: range))))
    case .decimal(let range, let places): return .number(decimal(in: range, places: places))
    case .boolean: return .bool(random.once(in: 2))
    case .day: return .string(Day(number: 19_000 + random.below(40)).description)
    case .time: return .string("\(random.pick(["08", "14", "23"])):\(random.pick(["00", "05", "59"]))")
    case .term, .termCode: return .string(random.pick(["2022-2023-2", "2023-2024-1", "2023-2024-2"]))
    case .schoolYear: return .string(random.pick(["2022-2023", "2023-2024"]))
    case .week: return .string(random.pick(["pre", "1", "2", "3", "17", "final"]))
    case .hours: return .string(random.pick(["0", "2", "10", "10+1", "1+2"]))
    case .choice(let descriptor): return .string(random.pick(descriptor.entries).code)
    case .reference: return .string("0190e111-0000-7000-8000-00000000000\(random.below(8))")
    case .object(let form): return body(form)
    case .list(let element, let max): return .array(items(element, max: max))
    case .set(let element, let max): return .array(distinct(items(element, max: max)))
    case .table(let form, _, let max): return .array((0...random.below(min(max, 4))).map { _ in body(form) })
    case .map(let element, let max):
      var members: [String: JSON] = [:]
      for _ in 0...random.below(min(max, 4)) { members[random.pick(["1", "2", "3(1)", "四"])] = value(element) }
      return .object(members)
    }
  }

  private mutating func items(_ element: FieldType, max: Int) -> [JSON] {
    (0...random.below(min(max, 4))).map { _ in value(element) }
  }

  private func distinct(_ items: [JSON]) -> [JSON] {
    var seen: Set<JSON> = []
    return items.filter { seen.insert($0).inserted }
  }

  private mutating func integer(in range: ClosedRange<Int>) -> Int {
    random.once(in: 4) ? range.upperBound : Swift.min(range.upperBound, range.lowerBound + random.below(4))
  }

  private mutating func decimal(in range: ClosedRange<ExactDecimal>, places: Int) -> ExactDecimal {
    let usual = ["0.5", "0.25", "0.85", "12", "84.5"].compactMap { ExactDecimal($0) }
    let fitting = ([range.lowerBound, range.upperBound] + usual).filter {
      range.contains($0) && $0.scale <= places
    }
    return random.pick(fitting)
  }

  /// The body with one field changed, or with one of a row, a set or a text.
  /// - Parameter keys: the top-level members that may be changed; all when nil.
  mutating func edited(_ body: JSON, _ form: Form, among keys: [String]? = nil) -> JSON {
    guard case .object(var members) = body else { return body }
    let key = random.pick(keys ?? form.fields.map(\.key))
    guard let field = form[key] else { return body }
    members[key] = edited(members[key], field.type)
    return .object(members)
  }

  /// - Returns: nil when the value was taken away.
  private mutating func edited(_ old: JSON?, _ type: FieldType) -> JSON? {
    guard let old, !random.once(in: 8) else { return random.once(in: 4) ? nil : value(type) }
    switch (type, old) {
    case (.object(let form), _): return edited(old, form)
    case (.table(let form, _, _), .array(var rows)):
      edit(&rows, change: { $0.edited($1, form) }, make: { $0.body(form) })
      return .array(rows)
    case (.set(let element, _), .array(var items)):
      edit(&items, change: { generator, _ in generator.value(element) }, make: { $0.value(element) })
      return .array(distinct(items))
    case (.longText, .string(let text)):
      var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(JSON.init(line:))
      edit(&lines, change: { generator, _ in JSON(line: generator.random.pick(Self.lines)[...]) }) {
        JSON(line: $0.random.pick(Self.lines)[...])
      }
      return .string(lines.compactMap(\.string).joined(separator: "\n"))
    default: return value(type)
    }
  }

  /// Changes, adds, removes or moves one entry.
  private mutating func edit(
    _ entries: inout [JSON], change: (inout Self, JSON) -> JSON, make: (inout Self) -> JSON
  ) {
    let place = random.below(entries.count + 1)
    guard entries.indices.contains(place) else { return entries.append(make(&self)) }
    switch random.below(5) {
    case 0: entries.insert(make(&self), at: place)
    case 1: entries.remove(at: place)
    case 2: entries.swapAt(place, 0)
    default: entries[place] = change(&self, entries[place])
    }
  }
}

extension JSON {
  fileprivate init(line: Substring) { self = .string(String(line)) }
}
