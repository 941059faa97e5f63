import Shared

/// What documents are called, so that a draft can say 王芳 where the body holds an id.
///
/// Names are never forgotten: a name that once meant one document and now another is ambiguous for ever, so
/// that an old draft cannot silently come to mean somebody else.
struct Names: Sendable {
  private var ids: [String: [String: Set<DocumentID>]] = [:]
  private var names: [DocumentID: String] = [:]

  /// - Parameter isCurrent: false for a name that the document had in former times.
  mutating func add(_ name: String, of id: DocumentID, kind: String, isCurrent: Bool = true) {
    ids[kind, default: [:]][name, default: []].insert(id)
    if isCurrent { names[id] = name }
  }

  /// What to write for a document: its name when that leads back to it alone, otherwise its id.
  func text(for id: DocumentID, kind: String) -> String {
    guard let name = names[id], DocumentID(text: name) == nil, ids[kind]?[name] == [id] else {
      return id.description
    }
    return name
  }

  /// What to show a person, ambiguous or not.
  func label(of id: DocumentID) -> String? { names[id] }

  /// The documents that a name may mean.
  /// - Parameter yearStarting: the school year of what names it. In it a class may be called 五1 where the school's own
  ///   folder, which is of no year, calls it 2022级1班.
  func candidates(for name: String, kind: String, yearStarting: Int? = nil) -> [DocumentID] {
    let known = ids[kind]?[name] ?? []
    guard known.isEmpty, kind == SchoolClass.kind.name, let yearStarting, let (grade, number) = Self.classLabel(name)
    else { return known.sorted() }
    return Self.timeless(grade: grade, number: number, yearStarting).flatMap { ids[kind]?[$0] }?.sorted() ?? []
  }

  /// Names that are nearly the one that is not there, or that mean what somebody meant.
  func near(_ name: String, kind: String) -> [String] {
    let known = Array((ids[kind] ?? [:]).keys)
    let near = Spelling.near(name, among: known)
    guard near.isEmpty, kind == SchoolClass.kind.name, let (_, number) = Self.classLabel(name) else { return near }
    // Whoever writes 五1 in a document without a school year is shown how classes are called here.
    return Array(
      known.filter { Self.classLabel($0)?.number == number || $0.hasSuffix("级\(number)班") }.sorted().prefix(6))
  }

  /// The grade and number of a label such as 五1, 五（1）班 or 五年级1班.
  private static func classLabel(_ text: String) -> (grade: Int, number: Int)? {
    guard let grade = Grade.range.last(where: { text.hasPrefix(Grade.label($0).zh) }) else { return nil }
    var rest = text.dropFirst(Grade.label(grade).zh.count)
    if rest.hasPrefix("年级") { rest = rest.dropFirst(2) }
    if rest.hasSuffix("班") { rest = rest.dropLast() }
    let digits = rest.filter { !"（）()".contains($0) }
    return Int(digits).flatMap { (1...60).contains($0) ? (grade, $0) : nil }
  }

  /// What a class of a grade in a school year is called where there is no year: by its year of entry.
  private static func timeless(grade: Int, number: Int, _ yearStarting: Int) -> String? {
    Stage.allCases.last { $0.firstGrade <= grade }
      .map { "\(yearStarting + $0.firstGrade - grade)级\(number)班" }
  }

  /// The name of a document: its title, and for a class its label in a school year.
  static func name(of body: JSON, kind: Kind, yearStarting: Int?) -> String? {
    guard kind == SchoolClass.kind else {
      return kind.title(of: body).flatMap { $0.isEmpty ? nil : $0 }
    }
    return (try? body.decode(SchoolClass.self))?.label(inYearStarting: yearStarting ?? 0).zh
  }
}
