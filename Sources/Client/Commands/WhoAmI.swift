import ArgumentParser
import Shared

/// Who the server takes the caller for.
struct WhoAmI: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "whoami", abstract: say("我是谁，在哪些备课组", "Who I am, and in which groups"))

  @OptionGroup var output: FormatOption
  @OptionGroup var options: ServerOptions

  func run() async throws {
    let (me, names) = try await options.withClient { client in
      let me: Me = try await client.get(.me)
      return (me, try await Self.names(of: me, client))
    }
    let language = Console.language
    var record = Record()
    record.add("name", "姓名", "Name", .string(me.name))
    record.add("login", "登录名", "Login", me.login.map(JSON.string))
    record.add("role", "角色", "Role", .string(me.role.rawValue), shown: me.role.label[language])
    record.add(
      "school", "学校", "School", try me.school.map { try JSON(encoding: $0) },
      shown: me.school.map { "\($0.name)  \($0.id)" })
    record.add(
      "district", "区县", "District", try me.district.map { try JSON(encoding: $0) },
      shown: me.district.map { "\($0.name)  \($0.id)" })
    record.add(
      "teacherId", "教师", "Teacher", me.teacherId.map { .string($0.description) },
      shown: me.teacherId.map { [names[$0], $0.description].compactMap(\.self).joined(separator: "  ") })
    record.add(
      "groups", "备课组", "Groups", me.groups.map { .array($0.map { Self.tree(of: $0, names) }) },
      shown: me.groups.map { $0.map { Self.text(of: $0, names) }.joined(separator: say("、", ", ")) })
    record.add(
      "scopes", "范围", "Scopes", me.scopes.map { .array($0.map { .string($0.description) }) },
      shown: me.scopes.map { $0.map(\.description).joined(separator: " ") })
    record.add("expiresAt", "登录到期", "Until", me.expiresAt.map { .string($0.description) }, shown: me.expiresAt?.local())
    Console.data(record.render(output.format, in: language))
  }

  /// The names of the person's teacher and groups, as far as the person may see them.
  private static func names(of me: Me, _ client: APIClient) async throws -> [DocumentID: String] {
    guard let school = me.school?.id else { return [:] }
    var names: [DocumentID: String] = [:]
    let wanted = (me.teacherId.map { [(Teacher.kind, $0)] } ?? []) + (me.groups ?? []).map { (Group.kind, $0.groupId) }
    for (kind, id) in wanted {
      do {
        let document: AnyDocument = try await client.get(
          .document(school: school, kind: kind.name, id: id.description))
        names[id] = kind.title(of: document.body)
      } catch is Problem {
        // Its id says enough.
      }
    }
    return names
  }

  private static func tree(of tie: Me.Tie, _ names: [DocumentID: String]) -> JSON {
    var object = JSONObject()
    object["id"] = .string(tie.groupId.description)
    object["name"] = names[tie.groupId].map(JSON.string)
    object["relation"] = .string(tie.relation)
    return .object(object)
  }

  private static func text(of tie: Me.Tie, _ names: [DocumentID: String]) -> String {
    let relation = Relation(rawValue: tie.relation)?.label ?? Text(tie.relation, tie.relation)
    let name = names[tie.groupId] ?? tie.groupId.description
    return say("\(name)（\(relation.zh)）", "\(name) (\(relation.en))")
  }
}
