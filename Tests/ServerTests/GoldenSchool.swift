import Foundation
import Shared
import Support
import Testing

@testable import Harness
@testable import Server

/// A small school with everything that a kind's golden body refers to.
enum GoldenSchool {
  /// A small school that can take the golden body of a kind.
  static func make(_ name: String) async throws -> (SmallSchool, Kind, golden: JSON) {
    let kind = try #require(Kind.named(name))
    let golden = try golden(name)
    let school = try await SmallSchool()
    var needed: [DocumentID: (kind: String, body: JSON)] = [:]
    try collect(kind, golden, &needed)
    let order = Dictionary(uniqueKeysWithValues: Kind.all.enumerated().map { ($0.element.name, $0.offset) })
    let documents = needed.map { (kind: $0.value.kind, id: $0.key, body: $0.value.body) }
      .sorted { (order[$0.kind] ?? 0, $0.id) < (order[$1.kind] ?? 0, $1.id) }
    try await SmallSchool.push(documents, to: school.server)
    if name == "terms" { try await school.delete("terms", SmallSchool.id("term"), rev: 1) }
    if name == "classes" { try await school.delete("classes", SmallSchool.classes[2], rev: 1) }
    if name == "research-groups" { try await school.delete(name, SmallSchool.researchGroup, rev: 1) }
    return (school, kind, golden)
  }

  static func golden(_ kind: String) throws -> JSON {
    try JSON(parsing: Data(contentsOf: Repository.golden.appending(path: "\(kind).json")))
  }

  private static func collect(
    _ kind: Kind, _ body: JSON, _ needed: inout [DocumentID: (kind: String, body: JSON)]
  ) throws {
    for reference in kind.references(in: body) {
      guard case .document(let name, let id) = reference.target, needed[id] == nil else { continue }
      let needs = try minimal(name, number: needed.count + 1)
      needed[id] = (name, needs)
      try collect(#require(Kind.named(name)), needs, &needed)
    }
  }

  /// The least that a document of a kind needs.
  private static func minimal(_ kind: String, number: Int) throws -> JSON {
    switch kind {
    case "classes": ["stage": "primary", "entryYear": 2022, "number": .number(ExactDecimal(Int64(number)))]
    case "teachers": ["name": "陶然"]
    case "research-groups": ["name": .string("教研组 \(number)"), "subject": "mathematics"]
    case "groups":
      ["name": .string("备课组 \(number)"), "schoolYear": "2023-2024", "subject": "mathematics", "grades": [5]]
    default: try golden(kind)
    }
  }

  /// The body with one thing less: an optional member, or the last row of its last table.
  static func changed(_ body: JSON, _ kind: Kind) -> JSON {
    let fixed = Set(kind.naturalKey + ["groupId", "term"])
    let optional = kind.form.fields.first { !$0.isRequired && !fixed.contains($0.key) && body[$0.key] != nil }
    if let optional { return body.replacing(optional.key, with: nil) }
    let table = kind.form.fields.last { body[$0.key]?.array != nil }
    guard let table, let rows = body[table.key]?.array else { return body }
    return body.replacing(table.key, with: .array(Array(rows.dropLast())))
  }

  static func changedKeys(_ left: JSON, _ right: JSON) -> [String] {
    let keys = Set((left.object?.keys ?? []) + (right.object?.keys ?? []))
    return keys.filter { left[$0] != right[$0] }.sorted()
  }
}
