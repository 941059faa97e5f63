import ArgumentParser
import Shared

/// `beike-server token`: tokens for callers.
struct TokenCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "token", abstract: "Tokens for people and other systems.", subcommands: [Create.self])

  struct Create: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "create", abstract: "Make a token and print it once.")

    @OptionGroup var options: DatabaseOptions
    @Option(help: "The school that the caller belongs to.") var school: String?
    @Option(help: "teacher, leader, head, school-admin, district-admin, integration or server.") var role: String
    @Option(help: "What others see as the author.") var name: String
    @Option(help: "The id of the teacher that the caller is.") var teacher: String?
    @Option(help: "The district of a district's administrator.") var district: String?
    @Option(help: "What a token of another system may do, e.g. plans:read, scores:write, sync; can be repeated.")
    var scope: [String] = []
    @Option(help: "Days until it expires; never when absent.") var days: Int?

    func run() async throws {
      try await reportingFailures(options) { _, path in
        guard let role = Role(rawValue: role) else {
          let roles = Role.allCases.map(\.rawValue).joined(separator: ", ")
          throw Failure(Text("没有角色“\(role)”；可用：\(roles)", "there is no role \"\(role)\"; there are: \(roles)"))
        }
        var id: DocumentID?
        if let teacher {
          guard let parsed = DocumentID(text: teacher) else {
            throw Failure(Text("“\(teacher)”不是教师的编号（UUID）", "\"\(teacher)\" is no teacher's id (a UUID)"))
          }
          id = parsed
        }
        let scopes = try scope.map { text in
          guard let scope = TokenScope(text: text) else {
            let known = TokenScope.all.map(\.description).joined(separator: ", ")
            throw Failure(Text("没有权限范围“\(text)”；可用：\(known)", "there is no scope \"\(text)\"; there are: \(known)"))
          }
          return scope
        }
        let new = NewToken(
          school: school, district: district, role: role, name: name, teacher: id, days: days,
          scopes: scopes.isEmpty ? nil : scopes)
        try await AdministrationRequest.createToken(new).perform(database: path)
      }
    }
  }
}
