import Shared
import Testing

@testable import Client

@Suite("Classes by name")
struct ClassNamesTests {
  /// As in the school's own folder, which is of no year.
  private static func names() throws -> Names {
    var names = Names()
    for (index, label) in ["2022级1班", "2022级2班", "2023级1班", "2019级1班", "2020级3班"].enumerated() {
      names.add(label, of: try .test(index), kind: SchoolClass.kind.name)
    }
    return names
  }

  @Test(
    "a label means a class in a school year",
    arguments: [
      ("五1", 2026, 0), ("五（2）班", 2026, 1), ("五年级1班", 2026, 0), ("四1", 2026, 2), ("七3", 2020, 4), ("五1", 2023, 3),
      ("2022级1班", 2026, 0), ("2022级1班", nil, 0), ("五1", nil, nil), ("五9", 2026, nil), ("五", 2026, nil),
      ("五1x", 2026, nil),
    ] as [(String, Int?, Int?)])
  func label(text: String, year: Int?, expected: Int?) throws {
    let found = try Self.names().candidates(for: text, kind: SchoolClass.kind.name, yearStarting: year)
    #expect(try found == expected.map { [try .test($0)] } ?? [])
  }

  @Test("who writes a label where no year is known is shown how classes are called")
  func near() throws {
    let near = try Self.names().near("五1", kind: SchoolClass.kind.name)
    #expect(near == ["2019级1班", "2022级1班", "2023级1班"])
    var names = Names()
    for (index, name) in ["教师甲", "教师乙"].enumerated() { names.add(name, of: try .test(index), kind: "teachers") }
    #expect(names.near("教师已", kind: "teachers") == ["教师乙", "教师甲"])
    #expect(names.near("教师已", kind: "groups").isEmpty)
  }

  @Test("a draft of a school year may say 五1, and one that can't be is told the names that work")
  func draft() throws {
    let reader = DraftReader(kind: Group.kind, names: try Self.names(), path: "group.yaml")
    func text(_ year: String) -> String {
      "# beike: groups\nname: 五年级数学\nschoolYear: \(year)\nsubject: mathematics\ngrades: [5]\nclassIds: [五1, 五（2）班]\n"
        + "members:\n"
    }
    let reading = reader.read(text("2026-2027"))
    #expect(
      reading.problems.allSatisfy { $0.message.zh.contains("members") || $0.field?.zh != "班级" }, "\(reading.problems)")
    let expected = try [JSON.string(DocumentID.test(0).description), .string(DocumentID.test(1).description)]
    #expect(Set(reading.body["classIds"]?.array ?? []) == Set(expected))
    let other = reader.read(text("2030-2031")).problems.map(\.message.zh).joined()
    #expect(other.contains("没有叫“五1”的班级") && other.contains("“2022级1班”"), "\(other)")
  }
}
