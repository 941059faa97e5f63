import HTTPTypes
import Hummingbird
import Shared

/// The route of the record.
extension Exchange {
  /// What happened in a school, newest first: changes of documents and events of access in one row. A page looks at no
  /// more than so many rows for those that fit, and leads on from the last of them.
  func audit() throws -> Answer {
    let limit = try query.integer("limit", in: 1...500) ?? 50
    var record = RecordPage()
    record.account = query["account"]
    record.action = try query.value("action", AuditAction.init)
    record.from = try query.value("from", Instant.init(text:))
    record.to = try query.value("to", Instant.init(text:))
    return try register.store.snapshot { connection in
      let realm = try query.realm("school") ?? caller.realm
      guard caller.role == .server || realm == caller.realm, try Chain(realm, in: connection) != nil else {
        visit.goOutside()
        throw Refusal(.notFound)
      }
      let filters = [
        "audit", realm, record.account, record.action?.rawValue, record.from?.description, record.to?.description,
      ].map { $0 ?? "" }.joined(separator: "\u{1F}")
      let after = try position(query["cursor"], filters: filters).split(separator: ".").compactMap { Int($0) }
      if after.count == 2 { record.after = (after[0], after[1]) }
      let (entries, next) = try record.read(realm, limit: limit, in: connection)
      return try .json(encoding: Page(items: entries, next: next.map { register.sealer.seal([filters, $0]) }))
    }
  }
}
