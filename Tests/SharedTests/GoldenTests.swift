import Foundation
import Shared
import Support
import Testing

/// One body of each kind with every field filled, as `Golden/<kind>.json`. They keep old drafts and clients
/// working: a change that no longer reads one of them breaks somebody's files.
@Suite struct GoldenTests {
  static func golden(_ kind: String) throws -> JSON {
    try JSON(parsing: Repository.bytes("Tests/SharedTests/Golden/\(kind).json"))
  }

  @Test func everyKindHasOneFileAndEveryFileBelongsToAKind() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Repository.golden.path)
    #expect(files.sorted() == Kind.all.map { "\($0.name).json" }.sorted())
  }

  @Test(arguments: Kind.all.map(\.name))
  func isRightAndCanonical(name: String) throws {
    let kind = try #require(Kind.named(name))
    let golden = try Self.golden(name)
    let (canonical, violations) = kind.check(golden)
    #expect(violations == [])
    #expect(canonical == golden)
  }

  @Test(arguments: Kind.all.map(\.name))
  func fillsEveryFieldOfTheForm(name: String) throws {
    let kind = try #require(Kind.named(name))
    #expect(emptyFields(of: kind.form, in: [try Self.golden(name)], at: "") == [])
  }

  @Test(arguments: KindTests.bodies.indices)
  func decodesAndEncodesToTheSameTree(index: Int) throws {
    try expectRoundTrip(KindTests.bodies[index])
  }

  private func expectRoundTrip<B: Body>(_ type: B.Type) throws {
    let golden = try Self.golden(B.kind.name)
    #expect(try JSON(encoding: golden.decode(B.self)) == golden)
    #expect(try JSON(encoding: Coding.decode(B.self, from: golden.canonicalBytes)) == golden)
  }

  /// The fields that none of the objects has, nested forms included.
  private func emptyFields(of form: Form, in objects: [JSON], at place: String) -> [String] {
    form.fields.flatMap { field -> [String] in
      let values = objects.compactMap { $0[field.key] }
      let path = "\(place)/\(field.key)"
      switch field.type {
      case _ where values.isEmpty: return [path]
      case .object(let inner): return emptyFields(of: inner, in: values, at: path)
      case .table(let inner, _, _):
        return emptyFields(of: inner, in: values.flatMap { $0.array ?? [] }, at: path)
      case .list, .set: return values.allSatisfy { $0.array == [] } ? [path] : []
      case .map: return values.allSatisfy { $0.object?.isEmpty == true } ? [path] : []
      default: return []
      }
    }
  }
}
