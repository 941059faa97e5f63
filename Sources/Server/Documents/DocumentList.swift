import NIOCore
import Shared

/// What a list of documents is asked for: filters, order and page.
struct DocumentList: Sendable {
  /// Orders that can be asked for; the names are published.
  enum Sort: String, CaseIterable, Sendable {
    case id
    case idDescending = "-id"
    case updated
    case updatedDescending = "-updated"
    case day
    case dayDescending = "-day"

    fileprivate var isDescending: Bool { rawValue.hasPrefix("-") }
    var isByID: Bool { self == .id || self == .idDescending }
  }

  static let parameters = ["group", "term", "state", "from", "to", "updatedSince", "q", "sort", "limit", "cursor"]

  let kind: Kind
  let scope: Scope
  var group: DocumentID?
  var term: String?
  var state: DocumentState?
  var from: Day?
  var to: Day?
  var updatedSince: Instant?
  var text: String?
  var sort = Sort.id
  var limit = 50
  private(set) var after: Position?

  /// A row's place in the order of the list: the day or instant that it is sorted by, and what tells rows apart that
  /// share it.
  struct Position: Sendable {
    let key: String
    let tie: String
  }

  /// - Throws: `Refusal` with 400 for a parameter that is unknown or wrong, or that would have to look through all
  ///   documents of the kind.
  init(_ query: Query, kind: Kind, scope: Scope, sealer: Sealer) throws {
    self.kind = kind
    self.scope = scope
    group = try query.value("group", DocumentID.init(text:))
    term = try query.value("term", TermCode.init(text:))?.description
    state = try query.value("state", DocumentState.init)
    from = try query.value("from", Day.init(text:))
    to = try query.value("to", Day.init(text:))
    updatedSince = try query.value("updatedSince", Instant.init(text:))
    text = try query.value("q") { $0.unicodeScalars.count <= 200 ? $0 : nil }
    limit = try query.integer("limit", in: 1...500) ?? 50
    sort = try query.value("sort", Sort.init) ?? defaultSort
    try checkBounds()
    if let cursor = query["cursor"] {
      guard let opened = sealer.open(cursor), opened.count == 3, opened[0] == filters else {
        throw Refusal(.badCursor, Text("游标与筛选条件不符，请从头读", "the cursor is not for these filters; begin again"))
      }
      after = Position(key: opened[1], tie: opened[2])
    }
  }

  /// Days and instants come in their own order where nothing but them narrows the list.
  private var defaultSort: Sort {
    if group != nil || term != nil { return .id }
    return from != nil || to != nil ? .day : updatedSince != nil ? .updated : .id
  }

  private func checkBounds() throws {
    let isBounded = group != nil || term != nil
    if text != nil, !isBounded {
      throw Refusal(.badParameter, Text("用 q 查找时请同时给出 group 或 term", "q goes with group or term"))
    }
    guard sort.isByID || isBounded || from != nil || to != nil || updatedSince != nil else {
      throw Refusal(
        .badParameter,
        Text(
          "除 id 外的次序请同时给出 group、term、from/to 或 updatedSince",
          "an order other than id goes with group, term, from/to or updatedSince"))
    }
  }

  /// The filters as one text, by which a cursor knows them again.
  private var filters: String {
    let parts = [
      scope.school, kind.name, group?.description, term, state?.rawValue, from?.description, to?.description,
      updatedSince?.description, text, sort.rawValue,
    ]
    return parts.map { $0 ?? "" }.joined(separator: "\u{1F}")
  }

  /// The page as it is answered, `{"items":[…],"next":"…"}`, copied from the stored bytes. It ends at `limit`
  /// documents, at the budget of bytes, or when enough rows were looked at, whichever comes first.
  func answer(from connection: Connection, sealer: Sealer) throws -> (bytes: ByteBuffer, next: String?, isEmpty: Bool) {
    var bytes = ByteBuffer()
    bytes.reserveCapacity(limit * 1500)
    bytes.writeStaticString(#"{"items":["#)
    var (count, looked, isFull) = (0, 0, false)
    var last: Position?
    let walk = Walk(self)
    if let statement = walk.statement(DocumentBytes.columns) {
      try connection.walk(statement) { row in
        if row.bool(2) {
          guard count < limit, count == 0 || bytes.readableBytes + row.int(3) <= PageBudget.bytes else {
            isFull = true
            return false
          }
          if count > 0 { bytes.writeStaticString(",") }
          try DocumentBytes.append(row, at: 4, to: &bytes)
          count += 1
        }
        looked += 1
        last = Position(key: row.text(0), tie: row.text(1))
        return true
      }
    }
    bytes.writeStaticString("]")
    let leadsOn = isFull || looked == walk.rows
    let next = leadsOn ? last.map { sealer.seal([filters, $0.key, $0.tie]) } : nil
    if let next {
      // A sealed cursor has no character that JSON escapes.
      bytes.writeString(#","next":"\#(next)""#)
    }
    bytes.writeStaticString("}")
    return (bytes, next, count == 0)
  }
}

extension DocumentList {
  /// How a list is looked up: ranges of one index that come in the list's order or are small enough to be sorted (one
  /// group's, one term's), the position to go on from, and what is left to be asked of each row on the way.
  ///
  /// The rest is no condition of the ranges but a column, so that rows which don't fit are counted too.
  struct Walk {
    let list: DocumentList
    private let ranges: [SQL]
    private let rest: [SQL]
    /// Whether the index that the ranges lie in has them in the list's order.
    private let isInOrder: Bool
    /// How many rows are looked at, at most. One more than is shown tells whether there is more.
    let rows: Int

    init(_ list: DocumentList) {
      self.list = list
      let isVisible = list.scope.kinds?.contains(list.kind.name) ?? true
      var own: [SQL] = []
      if !isVisible {
        own = []
      } else if list.group == nil, list.scope.reach != .school, !list.kind.belongsToGroup {
        own = ["d.school = \(list.scope.school) AND d.group_id IS NULL"]
      } else {
        own = list.scope.ranges(group: list.group, isWithSchools: list.group == nil)
      }
      var rest: [SQL] = []
      var bounds: SQL = ""
      // What the whole school's documents are looked up by; in a group's range it is asked of each row.
      let isWhole = list.scope.reach == .school && list.group == nil
      let leading = isWhole ? list.leadingFilter : nil
      func filter(_ filter: Filter, _ condition: SQL) {
        if filter == leading { bounds += " AND " + condition } else { rest.append(condition) }
      }
      if let term = list.term { filter(.term, "d.term = \(term)") }
      if let state = list.state {
        // Said so, because the index leaves drafts out.
        filter(.state, state == .draft ? "d.state = 'draft'" : "d.state = \(state.rawValue) AND d.state <> 'draft'")
      }
      if let from = list.from { filter(.day, "d.day >= \(from.description)") }
      if let to = list.to { filter(.day, "d.day <= \(to.description)") }
      if let since = list.updatedSince { filter(.updated, "d.updated_at >= \(since)") }
      if let text = list.text {
        let escaped = text.replacing("\\", with: "\\\\").replacing("%", with: "\\%").replacing("_", with: "\\_")
        rest.append("d.title LIKE \("%" + escaped + "%") ESCAPE '\\'")
      }
      isInOrder = list.sort.isByID || leading == .updated || leading == .day
      ranges = own.map { $0 + " AND d.kind = \(list.kind.name) AND d.deleted = 0" + bounds }
      self.rest = rest
      rows = rest.isEmpty ? list.limit + 1 : PageBudget.rows
    }

    /// - Parameter columns: what is read of the change, called `c`, of each row that fits.
    /// - Returns: a statement with the columns key, tie, whether the row fits, its size, and then these; nil when
    ///   there is nothing that the caller may see.
    func statement(_ columns: SQL) -> SQL? {
      guard let first = ranges.first else { return nil }
      var rows = select(first)
      for range in ranges.dropFirst() { rows += " UNION ALL " + select(range) }
      let direction: SQL = list.sort.isDescending ? " DESC" : ""
      let order: SQL = list.sort.isByID ? "key\(direction)" : "key\(direction), tie\(direction)"
      // The inner rows come in order, and each looks its change up by its place, so that the order stays.
      return """
        SELECT page.key, page.tie, page.place IS NOT NULL, \(DocumentBytes.size), \(columns) FROM (
          \(rows) ORDER BY \(order) LIMIT \(self.rows)
        ) page LEFT JOIN change c ON c.place = page.place
        """
    }

    private func select(_ range: SQL) -> SQL {
      var place: SQL = "d.place"
      if let first = rest.first {
        place = rest.dropFirst().reduce("CASE WHEN " + first) { $0 + " AND " + $1 } + " THEN d.place END"
      }
      return "SELECT \(key) AS key, \(tie) AS tie, \(place) AS place FROM document d WHERE \(range)\(goingOn)"
    }

    /// What the rows are ordered by. Where a range is sorted the columns stand behind a plus, so that the engine does
    /// not take the index of the whole school that has them in order.
    private var key: SQL {
      switch list.sort {
      case .id, .idDescending: "d.id"
      case .updated, .updatedDescending: isInOrder ? "d.updated_at" : "+d.updated_at"
      // Where days are what is looked up, each row has one.
      case .day, .dayDescending: isInOrder ? "d.day" : "coalesce(d.day, '')"
      }
    }

    private var tie: SQL {
      switch list.sort {
      case .id, .idDescending: "''"
      case .updated, .updatedDescending: isInOrder ? "d.seq" : "+d.seq"
      case .day, .dayDescending: "d.id"
      }
    }

    private var goingOn: SQL {
      guard let after = list.after else { return "" }
      let isAfter: SQL = list.sort.isDescending ? "<" : ">"
      switch list.sort {
      case .id, .idDescending: return " AND d.id \(isAfter) \(after.key)"
      case .updated, .updatedDescending:
        return " AND (\(key), \(tie)) \(isAfter) (\(Int64(after.key) ?? 0), \(Int64(after.tie) ?? 0))"
      case .day, .dayDescending: return " AND (\(key), d.id) \(isAfter) (\(after.key), \(after.tie))"
      }
    }
  }

  enum Filter: Hashable {
    case term, state, day, updated
  }

  /// The filter that a whole school's documents are looked up by; nil for their ids.
  fileprivate var leadingFilter: Filter? {
    switch sort {
    case .id, .idDescending: term != nil ? .term : state != nil && state != .draft ? .state : nil
    case .day, .dayDescending: from != nil || to != nil ? .day : .term
    case .updated, .updatedDescending: updatedSince != nil || term == nil ? .updated : .term
    }
  }
}
