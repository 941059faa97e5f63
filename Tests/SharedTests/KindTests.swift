import Shared
import Testing

@Suite struct KindTests {
  static let bodies: [any Body.Type] = [
    Term.self, SchoolClass.self, Teacher.self, ResearchGroup.self, SchoolSettings.self, Group.self, Duty.self,
    Plan.self, Shared.Test.self, Minutes.self, ScoreSheet.self, TestReport.self,
  ]

  @Test func everyBodyIsListedOnceAsAKind() {
    #expect(Self.bodies.map { $0.kind.name } == Kind.all.map(\.name))
    for kind in Kind.all { #expect(Kind.named(kind.name) == kind) }
    #expect(Kind.named("ledgers") == nil)
  }

  @Test(arguments: Kind.all.map(\.name))
  func theLeastBodyIsRight(name: String) throws {
    #expect(try #require(Kind.named(name)).check(ValidBody.of(name)).violations == [])
  }

  /// Whatever fits the form decodes into the struct and comes back whole: no field of the form is missing there.
  @Test(arguments: bodies.indices)
  func theFormAndTheStructHaveTheSameFields(index: Int) throws {
    func check<B: Body>(_ type: B.Type) throws {
      let form = B.kind.form
      for round in 0..<40 {
        var generator = BodyGenerator(seed: runSeed &+ UInt64(round))
        generator.isFull = round == 0
        let tree = generator.body(form)
        let (canonical, violations) = form.check(tree)
        #expect(violations == [] && canonical == tree, "BEIKE_SEED=\(runSeed), round \(round)")
        let body = try tree.decode(B.self)
        #expect(try JSON(encoding: body) == tree, "BEIKE_SEED=\(runSeed), round \(round)")
        if generator.isFull { compare(Mirror(reflecting: body), with: form, at: B.kind.name) }
      }
    }
    try check(Self.bodies[index])
  }

  /// Every stored property is a field of the form, in rows and nested objects too.
  private func compare(_ mirror: Mirror, with form: Form, at place: String) {
    #expect(Set(mirror.children.compactMap(\.label)) == Set(form.fields.map(\.key)), "\(place)")
    for child in mirror.children {
      guard let label = child.label, let field = form[label] else { continue }
      let value = Mirror(reflecting: child.value)
      let unwrapped =
        value.displayStyle == .optional ? value.children.first.map { Mirror(reflecting: $0.value) } : value
      switch field.type {
      case .object(let inner):
        if let unwrapped { compare(unwrapped, with: inner, at: "\(place)/\(label)") }
      case .table(let inner, _, _):
        for row in unwrapped?.children.prefix(1).map({ Mirror(reflecting: $0.value) }) ?? [] {
          compare(row, with: inner, at: "\(place)/\(label)")
        }
      default: break
      }
    }
  }

  @Test(arguments: Kind.all.map(\.name))
  func everyFieldHasBothLabelsAndEveryKeyIsAField(name: String) throws {
    let kind = try #require(Kind.named(name))
    check(kind.form, at: name)
    for key in kind.naturalKey + [kind.titleKey, kind.dayKey].compactMap({ $0 }) {
      #expect(kind.form[key] != nil, "\(name)/\(key)")
    }
  }

  private func check(_ form: Form, at place: String) {
    #expect(Set(form.fields.map(\.key)).count == form.fields.count, "\(place)")
    for field in form.fields {
      #expect(!field.label.zh.isEmpty && !field.label.en.isEmpty, "\(place)/\(field.key)")
      switch field.type {
      case .object(let inner): check(inner, at: "\(place)/\(field.key)")
      case .table(let inner, let key, _):
        check(inner, at: "\(place)/\(field.key)")
        #expect(!key.isEmpty && key.allSatisfy { inner[$0] != nil }, "\(place)/\(field.key)")
      default: break
      }
    }
  }

  @Test func descriptorsHaveDistinctCodesAndLabelsInBothLanguages() {
    #expect(Set(Descriptors.all.map(\.name)).count == Descriptors.all.count)
    for descriptor in Descriptors.all {
      #expect(Set(descriptor.entries.map(\.code)).count == descriptor.entries.count, "\(descriptor.name)")
      #expect(Set(descriptor.entries.map(\.label.zh)).count == descriptor.entries.count, "\(descriptor.name)")
      #expect(Descriptors.named(descriptor.name) == descriptor)
      for entry in descriptor.entries {
        #expect(descriptor.entry(matching: entry.label.zh)?.code == entry.code, "\(descriptor.name)")
      }
    }
  }

  @Test func referencesOfABodyAreFoundInRowsSetsAndTheTerm() throws {
    let body = try ValidBody.of("groups").merging(
      Make.tree(
        #"{"members":[{"teacherId":"\#(ValidBody.id)","role":"leader","from":"2023-09-01","classIds":["\#(ValidBody.other)"]}]}"#
      ))
    let found = Group.kind.references(in: body)
    #expect(
      Set(found.map { "\($0.pointer)" }) == ["/members/0/teacherId", "/members/0/classIds/0"])
    let term = Minutes.kind.references(in: try ValidBody.of("minutes")).map(\.target)
    #expect(term.contains(.term(try #require(TermCode(text: "2023-2024-2")))))
  }

  @Test func weeksBeyondTheTermAreFoundWhereverTheyStand() throws {
    let body = try ValidBody.of("plans").merging(
      Make.tree(
        #"{"activities":[{"week":"19","content":["a"]},{"week":"20","content":["b"]},{"week":"final","content":[]}]}"#))
    let found = Plan.kind.weeks(in: body, beyond: 19)
    #expect(found.map { "\($0.pointer) \($0.code)" } == ["/activities/1/week week-outside-term"])
  }

  @Test func naturalKeysJoinTheirPartsAndTitlesAreOneLine() throws {
    let plan = try ValidBody.of("plans")
    #expect(Plan.kind.naturalKeyText(of: plan) == ["group", ValidBody.id, "2023-2024-2"].joined(separator: "\u{1F}"))
    #expect(Minutes.kind.naturalKeyText(of: try ValidBody.of("minutes")) == nil)
    #expect(Duty.kind.title(of: ["text": "第一行\n第二行"]) == "第一行")
    #expect(Term.kind.title(of: try ValidBody.of("terms")) == "2023-2024-2")
  }
}
