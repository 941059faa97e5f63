import ArgumentParser
import Shared

/// The accounts of people, for the administrators of a school and of the server.
struct Accounts: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "account", abstract: say("账号（管理员用）", "Accounts (for administrators)"),
    subcommands: [
      ListAccounts.self, CreateAccount.self, IssueCode.self, ChangeAccount.self, DisableAccount.self,
      EnableAccount.self,
    ])
}

/// Every account.
struct ListAccounts: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: say("列出账号", "List the accounts"))

  @OptionGroup var school: SchoolOption
  @OptionGroup var output: FormatOption
  @OptionGroup var options: ServerOptions

  func run() async throws {
    let (accounts, teachers) = try await options.withClient { client in
      let accounts = try await client.items(.accounts, of: Account.self, query: school.query)
      return (accounts, output.format == .table ? await Teacher.names(of: accounts, client) : [:])
    }
    var table = Table(columns: [
      .init(key: "login", label: Text("登录名", "Login")),
      .init(key: "name", label: Text("姓名", "Name"), limit: 20),
      .init(key: "role", label: Text("角色", "Role")),
      .init(key: "state", label: Text("状态", "State")),
      .init(key: "teacherId", label: Text("教师", "Teacher"), limit: 20),
      .init(key: "createdAt", label: Text("建立", "Made"), isExtra: true),
      .init(key: "id", label: Text("编号", "Id"), isExtra: true),
      .init(key: "school", label: Text("学校", "School")),
      .init(key: "district", label: Text("区县", "District")),
    ])
    if output.format == .table { table.columns.removeLast(2) }
    let format = output.format
    for account in accounts {
      let state = account.state
      table.rows.append([
        account.login.map(JSON.string), .string(account.name), format.cell(account.role.rawValue, account.role.label),
        format.cell(state.code, state.label), account.teacherId.map { .string(teachers[$0] ?? $0.description) },
        format.cell(account.createdAt), .string(account.id.description), account.school.map(JSON.string),
        account.district.map(JSON.string),
      ])
    }
    Console.data(table.render(format, in: Console.language))
  }
}

extension Account {
  fileprivate var state: (code: String, label: Text) {
    if disabled { return ("disabled", Text("已停用", "disabled")) }
    return activated ? ("active", Text("正常", "active")) : ("waiting", Text("待激活", "waiting for its code"))
  }

  /// What messages call it.
  var title: String { login.map { say("\($0)（\(name)）", "\($0) (\(name))") } ?? name }
}

/// An account for a person, and the code with which that person sets a password.
struct CreateAccount: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "create", abstract: say("建立账号，得到激活码", "Make an account and get its activation code"))

  @Option(help: ArgumentHelp(say("登录名里 @ 之前的部分，如 zhou", "The part of the login before the @, e.g. zhou")))
  var login: String
  @Option(help: ArgumentHelp(say("姓名", "The person's name"))) var name: String
  @Option(
    help: ArgumentHelp(say("角色", "The role")), completion: .list(Account.roles.map(\.rawValue)))
  var role = Role.teacher.rawValue
  @Option(
    help: ArgumentHelp(
      say("对应的教师：姓名、工号或编号", "The teacher that the person is: name, staff number or id"), valueName: "teacher"))
  var teacher: String?
  @OptionGroup var school: SchoolOption
  @Option(help: ArgumentHelp(say("区县编号（区县管理员）", "The district's id (for its administrator)"))) var district: String?
  @OptionGroup var validity: CodeValidity
  @OptionGroup var output: FormatOption
  @OptionGroup var options: ServerOptions

  func run() async throws {
    let role = try Role.ofAccount(role)
    try await options.withClient { client in
      var account = NewAccount(
        login: login, name: name, role: role, school: school.school, district: district, codeMinutes: validity.minutes)
      if let teacher { account.teacherId = try await Teacher.find(teacher, client, school.school) }
      let made: AccountMade = try await client.send(.post, .accounts, account)
      Console.note(Text("已建立账号 \(made.account.title)", "made the account \(made.account.title)"))
      if role == .teacher, made.account.teacherId == nil {
        Console.note(
          Text(
            "注意：没有写 --teacher，这个账号不在任何备课组；补上用 beike account change \(login) --teacher 姓名",
            "mind: without --teacher the account is in no group; add it with beike account change \(login) --teacher NAME"
          ))
      }
      made.activation.handOver(made.account, client.server, output.format)
    }
  }
}

/// A new code, for somebody who has forgotten the password or let the first code expire.
struct IssueCode: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "code", abstract: say("发新的激活码（忘记密码时）", "Issue a new code (for a forgotten password)"),
    discussion: say(
      "本人用新码设置密码之前，旧密码仍可用；之前发的码作废。",
      "Until the person sets a password with it, the old one works on; codes issued before don't."))

  @OptionGroup var account: AccountArgument
  @OptionGroup var validity: CodeValidity
  @OptionGroup var output: FormatOption
  @OptionGroup var options: ServerOptions

  func run() async throws {
    try await options.withClient { client in
      let found = try await account.find(client)
      let activation: Activation = try await client.send(
        .post, .activation(account: found.id.description), NewActivation(codeMinutes: validity.minutes))
      activation.handOver(found, client.server, output.format)
    }
  }
}

/// Changes what an account says about its person.
struct ChangeAccount: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "change", abstract: say("改姓名、角色或对应的教师", "Change the name, the role or the teacher"))

  @OptionGroup var account: AccountArgument
  @Option(help: ArgumentHelp(say("姓名", "The person's name"))) var name: String?
  @Option(
    help: ArgumentHelp(say("角色", "The role")), completion: .list(Account.roles.map(\.rawValue)))
  var role: String?
  @Option(help: ArgumentHelp(say("对应的教师：姓名、工号或编号", "The teacher: name, staff number or id"), valueName: "teacher"))
  var teacher: String?
  @OptionGroup var options: ServerOptions

  func validate() throws {
    if name == nil, role == nil, teacher == nil {
      throw ValidationError(
        say("要改什么？用 --name、--role 或 --teacher", "nothing to change: use --name, --role or --teacher"))
    }
  }

  func run() async throws {
    let role = try role.map(Role.ofAccount)
    try await options.withClient { client in
      let found = try await account.find(client)
      var change = AccountChange(name: name, role: role)
      if let teacher { change.teacherId = try await Teacher.find(teacher, client, found.school) }
      let changed = try await client.change(found, change)
      Console.note(
        Text("已修改 \(changed.title)，\(changed.role.label.zh)", "changed \(changed.title), \(changed.role.label.en)"))
    }
  }
}

/// Shuts an account out, at once.
struct DisableAccount: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "disable", abstract: say("停用账号，立即生效", "Disable an account, at once"))

  @OptionGroup var account: AccountArgument
  @OptionGroup var options: ServerOptions

  func run() async throws {
    try await options.withClient { client in
      let changed = try await client.change(try await account.find(client), AccountChange(disabled: true))
      Console.note(
        Text("已停用 \(changed.title)，它的登录和令牌都不再有效", "disabled \(changed.title); its sessions and tokens count no more"))
    }
  }
}

/// Lets a disabled account in again.
struct EnableAccount: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "enable", abstract: say("重新启用账号", "Enable an account again"))

  @OptionGroup var account: AccountArgument
  @OptionGroup var options: ServerOptions

  func run() async throws {
    try await options.withClient { client in
      let changed = try await client.change(try await account.find(client), AccountChange(disabled: false))
      Console.note(Text("已启用 \(changed.title)", "enabled \(changed.title)"))
    }
  }
}

extension APIClient {
  fileprivate func change(_ account: Account, _ change: AccountChange) async throws -> Account {
    try await send(
      .patch, .account(id: account.id.description), change, contentType: "application/merge-patch+json")
  }
}
