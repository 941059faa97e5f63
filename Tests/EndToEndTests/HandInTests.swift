import Foundation
import Shared
import Support
import Testing

@testable import Harness

/// A plan is handed in, returned and looked at: who does what they may not is told why, and what somebody said with it
/// is read by the others.
@Suite struct HandInTests {
  /// The example school with two people at work on its group.
  private func exampleSite() throws -> (Site, ServerProcess) {
    let site = try Site()
    let server = try ServerProcess(database: site.database)
    for person in ["zhou", "head"] { try site.logIn(server.url, as: person) }
    let examples = Repository.root.appending(path: "Examples")
    func copy(_ name: String, to folder: String) throws {
      let source = examples.appending(path: name)
      for file in try FileManager.default.subpathsOfDirectory(atPath: source.path) where file.hasSuffix(".yaml") {
        try site.write("\(folder)/\(file)", try String(contentsOf: source.appending(path: file), encoding: .utf8))
      }
    }
    func run(_ arguments: [String], as person: String, in folder: String = "") throws {
      let result = try site.beike(arguments, as: person, in: folder)
      try #require(result.status == 0, "\(arguments): \(result.output)\(result.errors)")
    }
    try run(["init", "school", "--whole"], as: "zhou")
    try copy("school", to: "school")
    try run(["sync"], as: "zhou", in: "school")
    try run(["init", "maths", "--term", "2023-2024-2", "--group", "五年级数学备课组"], as: "zhou")
    try copy("group", to: "maths")
    try run(["sync"], as: "zhou", in: "maths")
    try run(["init", "heads", "--term", "2023-2024-2", "--group", "五年级数学备课组"], as: "head")
    return (site, server)
  }

  @Test func `what can't be handed in, returned or approved ends with 1, the rule and the way out`() throws {
    let (site, server) = try exampleSite()
    defer { server.stop() }
    let said = "第3周起的活动请补充中心发言人。"
    let plan = try #require(
      try FileManager.default.subpathsOfDirectory(atPath: site.folder.appending(path: "heads").path)
        .first { $0.hasPrefix("plan") && $0.hasSuffix(".yaml") })
    func zhou(_ arguments: [String], _ language: String = "zh") throws -> Command.Result {
      try site.beike(arguments, as: "zhou", in: "maths", language: language)
    }
    func head(_ arguments: [String], _ language: String = "zh") throws -> Command.Result {
      try site.beike(arguments, as: "head", in: "heads", language: language)
    }
    let long = try zhou(["submit", "plan.yaml", "--comment", String(repeating: "长", count: 2001)])
    #expect(long.status == 64 && long.errors.contains("--comment"), "\(long.errors)")
    let early = try zhou(["approve", "plan.yaml"], "en")
    #expect(early.status == 1 && early.errors.contains("only submitted follows on draft"), "\(early.errors)")
    let submitted = try zhou(["submit", "plan.yaml"])
    #expect(submitted.status == 0, "\(submitted.errors)")

    // Judged by what the last sync brought, and that is said.
    let old = try head(["approve", plan])
    #expect(old.status == 1 && old.errors.contains("先运行 beike sync"), "\(old.errors)")
    #expect(try head(["sync"]).status == 0)
    let returned = try head(["return", plan, "--comment", said])
    #expect(returned.status == 0, "\(returned.errors)")
    // The other one does not know of it yet: the server says no, and so does the exit status.
    let late = try zhou(["approve", "plan.yaml"])
    #expect(late.status == 1 && late.errors.contains("没有“已通过”"), "\(late.status) \(late.errors)")

    let log = try zhou(["log", "plan.yaml"])
    #expect(log.output.contains(said) && log.output.contains("已提交 → 已退回"), "\(log.output)")
    #expect(!log.output.contains("UTC") && !log.output.contains("Z "), "times are told as they are here")
    // Who waits for an answer is listed, and what was said can be read whole.
    for (state, count) in [("submitted", 0), ("已退回", 1), ("returned", 1)] {
      let list = try zhou(["list", "plans", "--state", state, "--format", "json"])
      #expect(try JSON(parsing: list.output).array?.count == count, "\(list.output)\(list.errors)")
    }
    let wrong = try zhou(["list", "plans", "--state", "lost"])
    #expect(wrong.status == 64 && wrong.errors.contains("submitted"), "\(wrong.errors)")
    let shown = try zhou(["show", "plan.yaml"])
    #expect(shown.output.contains("状态  已退回（head"), "\(shown.output.prefix(400))")
    #expect(shown.output.contains(said))
    #expect(!shown.output.contains("…") && !shown.output.contains("⏎"))
    #expect(shown.output.contains("把备课的重心从“怎样讲完”移到“学生怎样学会”"))
    let chinese = try zhou(["log", "plan.yaml", "--format", "json"])
    #expect(try chinese.output == zhou(["log", "plan.yaml", "--format", "json"], "en").output)
    let entries = try #require(try JSON(parsing: chinese.output).array)
    #expect(entries.first?["state"]?.string == "returned" && entries.first?["comment"]?.string == said)
    #expect(entries.first?["at"]?.string.flatMap(Instant.init(text:)) != nil)
    #expect(entries.dropFirst().allSatisfy { $0["comment"] == nil })
  }

  @Test func `what programs read is the same in every language`() throws {
    let (site, server) = try exampleSite()
    defer { server.stop() }
    try site.write("maths/minutes/unsynced.yaml", "# beike: minutes\ntopic: 还没同步\n")
    for command in [
      ["list", "plans"], ["list", "minutes"], ["whoami"], ["account", "list"], ["token", "list"], ["audit"],
    ] {
      for format in ["json", "csv", "yaml"] {
        let results = try ["zh", "en"].map { language in
          let result = try site.beike(command + ["--format", format], as: "zhou", in: "maths", language: language)
          #expect(result.status == 0, "\(command): \(result.errors)")
          // When a token was last used is another matter.
          return result.output.replacing(/\d{4}-\d\d-\d\dT[\d:.]+Z/, with: "")
        }
        #expect(results[0] == results[1], "\(command) \(format)")
      }
    }
    let list = try site.beike(["list", "plans", "--format", "json"], as: "zhou", in: "maths", language: "zh")
    #expect(try JSON(parsing: list.output).array?.first?["state"]?.string == "draft")
    let doctor = try site.beike(["doctor", "--format", "json"], as: "zhou", in: "maths", language: "zh")
    let checks = try #require(try JSON(parsing: doctor.output).array)
    #expect(checks.compactMap { $0["check"]?.string } == ["client", "workspace", "state", "server", "login", "clock"])
    #expect(checks.allSatisfy { $0["ok"]?.bool == true })
    #expect(checks.last?["values"]?["offsetSeconds"]?.number?.integer != nil)
    #expect(!doctor.output.contains("检查") && !doctor.output.contains("✓"), "\(doctor.output)")
  }
}
