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

  func candidates(for name: String, kind: String) -> [DocumentID] {
    (ids[kind]?[name] ?? []).sorted()
  }

  /// The name of a document: its title, and for a class its label in a school year.
  static func name(of body: JSON, kind: Kind, yearStarting: Int?) -> String? {
    guard kind == SchoolClass.kind else {
      return kind.title(of: body).flatMap { $0.isEmpty ? nil : $0 }
    }
    return (try? body.decode(SchoolClass.self))?.label(inYearStarting: yearStarting ?? 0).zh
  }
}
