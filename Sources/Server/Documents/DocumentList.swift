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
    fileprivate var column: SQL {
      switch self {
      case .id, .idDescending: "d.id"
      case .updated, .updatedDescending: "d.seq"
      case .day, .dayDescending: "COALESCE(d.day, '')"
      }
    }
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
  private var after: Cursor?

  /// Where a page ended. It belongs to its filters: used with others it is refused.
  private struct Cursor: Sendable {
    let filters: String
    let id: String
    /// The day or the seq that the page was sorted by; empty where it was sorted by id.
    let value: String

    init(filters: String, id: String, value: String) {
      self.filters = filters
      self.id = id
      self.value = value
    }

    init?(_ parts: [String]) {
      guard parts.count == 3 else { return nil }
      self.init(filters: parts[0], id: parts[1], value: parts[2])
    }

    var parts: [String] { [filters, id, value] }
  }

  /// - Throws: `Refusal` with 400 for a parameter that is unknown or wrong.
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
    sort = try query.value("sort", Sort.init) ?? .id
    limit = try query.integer("limit", in: 1...500) ?? 50
    if let cursor = query["cursor"] {
      guard let opened = sealer.open(cursor).flatMap(Cursor.init), opened.filters == filters else {
        throw Refusal(.badCursor, Text("游标与筛选条件不符，请从头读", "the cursor is not for these filters; begin again"))
      }
      after = opened
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

  /// The page as it is answered: `{"items":[…],"next":"…"}`, copied from the stored bytes.
  func answer(from connection: Connection, sealer: Sealer) throws -> (bytes: ByteBuffer, next: String?, isEmpty: Bool) {
    var bytes = ByteBuffer()
    bytes.reserveCapacity(limit * 1500)
    bytes.writeStaticString(#"{"items":["#)
    var count = 0
    var last: Cursor?
    try connection.each(
      """
      SELECT d.head, d.body, d.id, d.seq, d.day FROM document d
      WHERE \(scope.condition) AND d.kind = \(kind.name) AND d.deleted = 0\(conditions)
      ORDER BY \(order) LIMIT \(limit + 1)
      """
    ) { row in
      count += 1
      guard count <= limit else { return }
      if count > 1 { bytes.writeStaticString(",") }
      row.withBytes(0) { _ = bytes.writeBytes($0) }
      row.withBytes(1) { _ = bytes.writeBytes($0) }
      bytes.writeStaticString("}")
      if count == limit { last = cursor(after: row) }
    }
    bytes.writeStaticString("]")
    let next = count > limit ? last.map { sealer.seal($0.parts) } : nil
    if let next {
      // A sealed cursor has no character that JSON escapes.
      bytes.writeString(#","next":"\#(next)""#)
    }
    bytes.writeStaticString("}")
    return (bytes, next, count == 0)
  }

  private func cursor(after row: ResultRow) -> Cursor {
    switch sort {
    case .id, .idDescending: Cursor(filters: filters, id: row.text(2), value: "")
    case .updated, .updatedDescending: Cursor(filters: filters, id: row.text(2), value: row.text(3))
    case .day, .dayDescending:
      Cursor(filters: filters, id: row.text(2), value: row.optionalText(4) ?? "")
    }
  }

  private var conditions: SQL {
    var sql: SQL = ""
    if let group { sql += " AND d.group_id = \(group)" }
    if let term { sql += " AND d.term = \(term)" }
    if let state { sql += " AND d.state = \(state.rawValue)" }
    if let from { sql += " AND d.day >= \(from.description)" }
    if let to { sql += " AND d.day <= \(to.description)" }
    if let updatedSince { sql += " AND d.updated_at >= \(updatedSince)" }
    if let text {
      let escaped = text.replacing("\\", with: "\\\\").replacing("%", with: "\\%").replacing("_", with: "\\_")
      sql += " AND d.title LIKE \("%" + escaped + "%") ESCAPE '\\'"
    }
    guard let after else { return sql }
    let isAfter: SQL = sort.isDescending ? "<" : ">"
    switch sort {
    case .id, .idDescending: return sql + " AND d.id \(isAfter) \(after.id)"
    case .updated, .updatedDescending: return sql + " AND d.seq \(isAfter) \(Int(after.value) ?? 0)"
    case .day, .dayDescending:
      return sql + " AND (\(sort.column), d.id) \(isAfter) (\(after.value), \(after.id))"
    }
  }

  private var order: SQL {
    let direction: SQL = sort.isDescending ? " DESC" : ""
    switch sort {
    case .id, .idDescending, .updated, .updatedDescending: return sort.column + direction
    case .day, .dayDescending: return "\(sort.column)\(direction), d.id\(direction)"
    }
  }
}
