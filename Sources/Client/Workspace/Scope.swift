import Shared

/// What a workspace follows: one group in one term, or a school's own documents.
enum Scope: Hashable, Sendable {
  case group(DocumentID, term: TermCode)
  case school

  /// One walk through the feed, with a cursor of its own.
  struct Feed: Hashable, Sendable {
    let name: String
    let kinds: [String]
    let group: DocumentID?
    let term: TermCode?
  }

  private static let ofSchool = forFiles.filter { !$0.belongsToGroup }
  private static let ofGroup = forFiles.filter(\.belongsToGroup)

  /// What names students is too much and too sensitive for files: it lives on the server only.
  private static let forFiles = Kind.all.filter { !$0.namesStudents }

  /// Read in this order: names come before the drafts that use them.
  var feeds: [Feed] {
    let school = Feed(name: "school", kinds: Self.ofSchool.map(\.name), group: nil, term: nil)
    switch self {
    case .school: return [school]
    case .group(let id, let term):
      return [school, Feed(name: "group", kinds: Self.ofGroup.map(\.name), group: id, term: term)]
    }
  }

  /// The kinds of which drafts may be written here.
  var draftKinds: [Kind] {
    switch self {
    case .school: Self.ofSchool
    case .group: [Group.kind] + Self.ofGroup
    }
  }

  /// Whether a document of the feed becomes a file; the rest is for reference only.
  func hasFile(kind: Kind, id: DocumentID) -> Bool {
    switch self {
    case .school: true
    case .group(let group, _): kind == Group.kind ? id == group : Self.ofGroup.contains(kind)
    }
  }

  /// The calendar year in which the school year begins, for the labels of classes.
  var yearStarting: Int? {
    switch self {
    case .school: nil
    case .group(_, let term): term.startYear
    }
  }
}
