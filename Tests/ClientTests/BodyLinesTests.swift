import Shared
import Testing

@testable import Client

@Suite("A body as a person reads it")
struct BodyLinesTests {
  @Test(
    "long texts keep their lines, rows are items, nothing is cut or too wide, and a name stands once",
    arguments: [24, 60, nil])
  func lines(width: Int?) throws {
    let long = String(repeating: "第三周起的活动请补充中心发言人。", count: 20)
    let teacher = try DocumentID.test(1)
    var names = Names()
    names.add("周明岚", of: teacher, kind: Teacher.kind.name)
    let body: JSON = [
      "title": "计划", "goals": .string("一、\(long)\n二、\u{1B}[2J算理"),
      "members": [
        ["teacherId": .string(teacher.description), "name": "周明岚", "age": 37, "yearsTaught": 37],
        ["teacherId": .string(teacher.description), "name": "旧名"],
      ],
    ]
    let text = BodyLines(kind: Plan.kind, names: names, language: .chinese, width: width).text(of: body)
    let lines = text.split(separator: "\n").map(String.init)
    if let width { #expect(lines.allSatisfy { CellWidth.of($0) <= width }, "\(lines)") }
    #expect(!text.contains("…") && !text.contains("⏎") && !text.contains("\u{1B}"))
    #expect(lines.map { $0.drop { $0 == " " } }.joined().contains("一、\(long)二、"))
    let rows = lines.filter { $0.hasPrefix("  · ") }
    #expect(rows.count == 2)
    #expect(rows[0].contains("周明岚 37 37") && rows[1].contains("周明岚 旧名"))
  }
}
