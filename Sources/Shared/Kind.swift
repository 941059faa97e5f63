/// What an author writes: the `PUT` body, the draft file and the unit of sync, all three the same.
public protocol Body: Codable, Hashable, Sendable {
  /// The kind that this is the body of.
  static var kind: Kind { get }

  /// What the form alone cannot say: how the fields hang together. Runs on both sides, so that the laptop
  /// says offline what the server would say.
  func validate(_ violations: inout Violations)
}

/// A kind of document. Routes, storage, sync, drafts, tables and docs work for every kind alike; they ask this
/// table and never the name.
public struct Kind: Sendable {
  /// The name in paths, drafts and commands, plural kebab-case: `test-reports`.
  public let name: String
  public let label: Text
  public let form: Form
  /// Whether it has a state: written, handed in, returned or approved, archived.
  public let isHandedIn: Bool
  /// Members whose values together occur once in a school; empty when there is no such rule.
  public let naturalKey: [String]
  /// The member that names a document in lists and file names.
  public let titleKey: String?
  /// The member with the day that the document is about; lists filter and sort by it.
  public let dayKey: String?

  /// Whether its documents hold rows about single students: reading one is put on record.
  public let namesStudents: Bool

  private let validate: @Sendable (JSON) throws -> Violations
  /// Nil when there is nothing to warn of but private numbers.
  let warn: (@Sendable (JSON, Surroundings, inout Violations) -> Void)?

  init<B: Body>(
    _ body: B.Type, name: String, label: Text, form: Form, handedIn: Bool = false,
    naturalKey: [String] = [], title: String? = nil, day: String? = nil
  ) {
    self.name = name
    self.label = label
    self.form = form
    isHandedIn = handedIn
    self.naturalKey = naturalKey
    titleKey = title
    dayKey = day
    namesStudents = form.namesStudents
    if let body = body as? any Questionable.Type {
      warn = { tree, surroundings, warnings in body.warn(of: tree, amid: surroundings, &warnings) }
    } else {
      warn = nil
    }
    validate = { tree in
      var violations = Violations()
      try tree.decode(B.self).validate(&violations)
      return violations
    }
  }

  /// Whether documents of this kind belong to a group; all others belong to the school.
  public var belongsToGroup: Bool { form["groupId"] != nil }

  /// Reads a body strictly: the form first, then the body's own rules.
  ///
  /// - Returns: the canonical tree and all that is wrong; the body may be stored only when nothing is.
  public func check(_ tree: JSON) -> (canonical: JSON, violations: Violations) {
    let (canonical, violations) = form.check(tree)
    guard violations.isEmpty else { return (canonical, violations) }
    do {
      return (canonical, try validate(canonical))
    } catch {
      return (
        canonical,
        [Violation(JSONPointer(), "type", Text("与\(label.zh)的格式不符", "does not fit the form of \(name)"))]
      )
    }
  }

  /// The values of the natural key joined to one text; nil when there is no rule or a part is absent.
  public func naturalKeyText(of body: JSON) -> String? {
    guard !naturalKey.isEmpty else { return nil }
    var parts: [String] = []
    for key in naturalKey {
      guard let value = body[key] else { return nil }
      parts.append(value.string ?? value.canonicalText)
    }
    return parts.joined(separator: "\u{1F}")
  }

  /// What a list shows for a document of this kind.
  public func title(of body: JSON) -> String? {
    titleKey.flatMap { body[$0] }.map { value in
      value.string.map { $0.split(separator: "\n").first.map(String.init) ?? "" } ?? value.canonicalText
    }
  }
}

extension Kind: Hashable {
  public static func == (left: Kind, right: Kind) -> Bool { left.name == right.name }
  public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

extension Kind {
  /// Every kind, in the order in which documents refer to one another.
  public static let all: [Kind] = [
    Term.kind, SchoolClass.kind, Teacher.kind, ResearchGroup.kind, SchoolSettings.kind, Group.kind,
    Duty.kind, Plan.kind, Test.kind, Minutes.kind, ScoreSheet.kind, TestReport.kind,
  ]

  private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

  public static func named(_ name: some StringProtocol) -> Kind? { byName[String(name)] }
}

/// A place in a body that names another document.
public struct Reference: Hashable, Sendable {
  public enum Target: Hashable, Sendable {
    case document(kind: String, id: DocumentID)
    case term(TermCode)
  }

  public let pointer: JSONPointer
  public let target: Target
}

extension Kind {
  /// Every document that a canonical body refers to.
  public func references(in body: JSON) -> [Reference] {
    var references: [Reference] = []
    form.visit(body) { path, field, value in
      switch (field.type, value.string) {
      case (.reference(let kind), let text?):
        if let id = DocumentID(text: text) {
          references.append(Reference(pointer: JSONPointer(path), target: .document(kind: kind, id: id)))
        }
      case (.term, let text?):
        if let code = TermCode(text: text) {
          references.append(Reference(pointer: JSONPointer(path), target: .term(code)))
        }
      default: break
      }
    }
    return references
  }

  /// The weeks in a canonical body that a term of so many weeks does not have.
  public func weeks(in body: JSON, beyond weeks: Int) -> Violations {
    var violations = Violations()
    form.visit(body) { path, field, value in
      if case .week = field.type, let text = value.string, case .number(let week)? = Week(text: text),
        week > weeks
      {
        violations.add(
          JSONPointer(path), "week-outside-term", "这个学期只有 \(weeks) 周，没有第 \(week) 周",
          "the term has \(weeks) weeks, there is no week \(week)")
      }
    }
    return violations
  }
}
