/// A district (区县), which schools may belong to.
public struct District: Codable, Hashable, Sendable {
  /// A slug of lower-case letters, digits and dashes; no school has the same.
  public let id: String
  public let name: String

  public init(id: String, name: String) {
    self.id = id
    self.name = name
  }
}

/// Somebody, or another system, that may have tokens. What they may do in a group does not stand here: it follows
/// from the group's own members.
public struct Account: Codable, Hashable, Sendable {
  public let id: DocumentID
  /// What is typed to log in, `name@school` or `name@district`; absent for accounts that only have tokens.
  public let login: String?
  /// What others see as the author.
  public let name: String
  public let role: Role
  public let school: String?
  public let district: String?
  /// The document of the teacher that the person is.
  public let teacherId: DocumentID?
  /// Whether a password has been set.
  public let activated: Bool
  /// A disabled account can't log in, and its tokens count no more.
  public let disabled: Bool
  public let createdAt: Instant

  public init(
    id: DocumentID, login: String?, name: String, role: Role, school: String?, district: String?,
    teacherId: DocumentID?, activated: Bool, disabled: Bool, createdAt: Instant
  ) {
    self.id = id
    self.login = login
    self.name = name
    self.role = role
    self.school = school
    self.district = district
    self.teacherId = teacherId
    self.activated = activated
    self.disabled = disabled
    self.createdAt = createdAt
  }

  /// The roles that a person's account can have. Who leads a group or heads a research group stands in the group's
  /// own document, with dates, and nowhere else.
  public static let roles: [Role] = [.teacher, .schoolAdmin, .districtAdmin, .server]
}

/// The body of `POST /v1/accounts`.
public struct NewAccount: Codable, Hashable, Sendable {
  /// The part before the `@`: 2 to 32 lower-case letters, digits, `.`, `_` or `-`.
  public var login: String
  public var name: String
  public var role: Role
  /// The school; by default the caller's own.
  public var school: String?
  /// For a district's administrator.
  public var district: String?
  public var teacherId: DocumentID?
  /// How long the activation code can be used, in minutes.
  public var codeMinutes: Int?

  public static let members: Set<String> = [
    "login", "name", "role", "school", "district", "teacherId", "codeMinutes",
  ]

  public init(
    login: String, name: String, role: Role, school: String? = nil, district: String? = nil,
    teacherId: DocumentID? = nil, codeMinutes: Int? = nil
  ) {
    self.login = login
    self.name = name
    self.role = role
    self.school = school
    self.district = district
    self.teacherId = teacherId
    self.codeMinutes = codeMinutes
  }
}

/// The body of `PATCH /v1/accounts/{id}`: what is absent stays.
public struct AccountChange: Codable, Hashable, Sendable {
  public var name: String?
  public var role: Role?
  public var teacherId: DocumentID?
  public var disabled: Bool?

  public static let members: Set<String> = ["name", "role", "teacherId", "disabled"]

  public init(name: String? = nil, role: Role? = nil, teacherId: DocumentID? = nil, disabled: Bool? = nil) {
    self.name = name
    self.role = role
    self.teacherId = teacherId
    self.disabled = disabled
  }
}

/// A code with which a person sets a password, once. Shown only when it is made.
public struct Activation: Codable, Hashable, Sendable {
  public let code: String
  public let expiresAt: Instant

  public init(code: String, expiresAt: Instant) {
    self.code = code
    self.expiresAt = expiresAt
  }

  /// How long a code may be good for: 10 minutes to 72 hours; a day when nothing is said.
  public static let minutes = 10...4320
  public static let usualMinutes = 1440
}

/// The body of `POST /v1/accounts/{id}/activation`.
public struct NewActivation: Codable, Hashable, Sendable {
  public var codeMinutes: Int?

  public init(codeMinutes: Int? = nil) { self.codeMinutes = codeMinutes }
}

/// The answer to `POST /v1/accounts`.
public struct AccountMade: Codable, Hashable, Sendable {
  public let account: Account
  public let activation: Activation

  public init(account: Account, activation: Activation) {
    self.account = account
    self.activation = activation
  }
}

/// The body of `POST /v1/sessions`: a password, or an activation code and the password that it sets.
public struct LogIn: Codable, Hashable, Sendable {
  public var login: String
  public var password: String?
  public var activationCode: String?
  public var newPassword: String?
  /// What the server gave this device at an earlier log-in. With it, strangers who guess at the account can't slow
  /// its owner down.
  public var device: String?
  /// What the session is called in lists, e.g. the laptop's name.
  public var name: String?

  public static let members: Set<String> = [
    "login", "password", "activationCode", "newPassword", "device", "name",
  ]

  /// How many characters a new password has; the server refuses others, and common ones.
  public static let passwordLength = 10...128

  public init(
    login: String, password: String? = nil, activationCode: String? = nil, newPassword: String? = nil,
    device: String? = nil, name: String? = nil
  ) {
    self.login = login
    self.password = password
    self.activationCode = activationCode
    self.newPassword = newPassword
    self.device = device
    self.name = name
  }
}

/// The answer to `POST /v1/sessions`.
public struct SessionMade: Codable, Hashable, Sendable {
  /// The bearer token, shown only now.
  public let token: String
  public let expiresAt: Instant
  /// To be sent with the next log-in from this device.
  public let device: String
  public let me: Me

  public init(token: String, expiresAt: Instant, device: String, me: Me) {
    self.token = token
    self.expiresAt = expiresAt
    self.device = device
    self.me = me
  }
}

/// A token as lists show it. The secret itself is shown once, when it is made.
public struct TokenInfo: Codable, Hashable, Sendable {
  public enum Kind: String, Codable, Sendable, CaseIterable {
    /// A person who logged in.
    case session
    /// Another system.
    case integration
    /// Made at the server's own machine.
    case machine
  }

  public let id: DocumentID
  public let kind: Kind
  public let name: String
  public let accountId: DocumentID?
  public let role: Role
  public let school: String?
  public let scopes: [TokenScope]?
  public let createdAt: Instant
  public let expiresAt: Instant?
  /// To the minute.
  public let lastUsedAt: Instant?

  public init(
    id: DocumentID, kind: Kind, name: String, accountId: DocumentID?, role: Role, school: String?,
    scopes: [TokenScope]?, createdAt: Instant, expiresAt: Instant?, lastUsedAt: Instant?
  ) {
    self.id = id
    self.kind = kind
    self.name = name
    self.accountId = accountId
    self.role = role
    self.school = school
    self.scopes = scopes
    self.createdAt = createdAt
    self.expiresAt = expiresAt
    self.lastUsedAt = lastUsedAt
  }
}

/// The body of `POST /v1/tokens`: a token for another system.
public struct NewIntegration: Codable, Hashable, Sendable {
  public var name: String
  public var scopes: [TokenScope]
  /// 1 to 365; 365 when nothing is said.
  public var days: Int?
  /// The school; by default the caller's own.
  public var school: String?

  public static let members: Set<String> = ["name", "scopes", "days", "school"]
  public static let days = 1...365

  public init(name: String, scopes: [TokenScope], days: Int? = nil, school: String? = nil) {
    self.name = name
    self.scopes = scopes
    self.days = days
    self.school = school
  }
}

/// The answer to `POST /v1/tokens` and to a rotation.
public struct TokenMade: Codable, Hashable, Sendable {
  public let token: String
  public let info: TokenInfo
  /// After a rotation: how long the old token still works.
  public let oldExpiresAt: Instant?

  public init(token: String, info: TokenInfo, oldExpiresAt: Instant? = nil) {
    self.token = token
    self.info = info
    self.oldExpiresAt = oldExpiresAt
  }
}

/// What the record of a school tells: every change of a document, and every event of access.
public enum AuditAction: String, Choice {
  case create, update, delete, restore, transition
  case loggedIn = "logged-in"
  case logInFailed = "log-in-failed"
  case loggedOut = "logged-out"
  case refused
  case accountCreated = "account-created"
  case accountChanged = "account-changed"
  case codeIssued = "code-issued"
  case passwordSet = "password-set"
  case tokenCreated = "token-created"
  case tokenRotated = "token-rotated"
  case tokenRevoked = "token-revoked"
  case schoolCreated = "school-created"
  case schoolChanged = "school-changed"
  case districtCreated = "district-created"
  case studentsRead = "students-read"
  case subjectExported = "subject-exported"
  case subjectErased = "subject-erased"
  case retired
  case backedUp = "backed-up"
  case databaseRestored = "database-restored"
  case reindexed

  public static let descriptorName = "audit-actions"
  public static let descriptorLabel = Text("审计动作", "Audit action")

  public var label: Text {
    switch self {
    case .create: Text("新建", "Created")
    case .update: Text("修改", "Changed")
    case .delete: Text("删除", "Deleted")
    case .restore: Text("恢复", "Restored")
    case .transition: Text("流转", "Moved on")
    case .loggedIn: Text("登录", "Logged in")
    case .logInFailed: Text("登录失败", "Log-in failed")
    case .loggedOut: Text("退出", "Logged out")
    case .refused: Text("被拒绝", "Refused")
    case .accountCreated: Text("建立账号", "Account made")
    case .accountChanged: Text("修改账号", "Account changed")
    case .codeIssued: Text("发激活码", "Activation code issued")
    case .passwordSet: Text("设置密码", "Password set")
    case .tokenCreated: Text("建立令牌", "Token made")
    case .tokenRotated: Text("更换令牌", "Token rotated")
    case .tokenRevoked: Text("撤销令牌", "Token revoked")
    case .schoolCreated: Text("建立学校", "School made")
    case .schoolChanged: Text("修改学校", "School changed")
    case .districtCreated: Text("建立区县", "District made")
    case .studentsRead: Text("查看学生成绩", "Students' rows read")
    case .subjectExported: Text("导出学生数据", "A student's data exported")
    case .subjectErased: Text("清除学生数据", "A student's data erased")
    case .retired: Text("到期清除", "Removed after its time")
    case .backedUp: Text("备份数据库", "Database backed up")
    case .databaseRestored: Text("从备份恢复数据库", "Database restored from a backup")
    case .reindexed: Text("重建索引", "Reindexed")
    }
  }
}

/// One line of the record: who did what to what, when, in which request. It names accounts and documents by their
/// ids and holds no value of a document.
public struct AuditEntry: Codable, Hashable, Sendable {
  /// Its place in the record: the number of the change row, and of the event after it.
  public let place: String
  public let at: Instant
  public let action: AuditAction
  /// The account; absent where nobody was known.
  public let accountId: String?
  /// What the account logs in with, or is named where it never does; absent for one that is not of this record's
  /// school or district.
  public let accountName: String?
  /// What the action was about: a document, an account, a token.
  public let kind: String?
  public let id: String?
  public let rev: Int?
  /// The route of a refusal, the scopes of a token, the role of an account, and the like.
  public let detail: String?
  public let requestId: String
  /// Of this row and, through the row before it, of all before it; hexadecimal.
  public let hash: String

  public init(
    place: String, at: Instant, action: AuditAction, accountId: String?, accountName: String? = nil, kind: String?,
    id: String?, rev: Int?, detail: String?, requestId: String, hash: String
  ) {
    self.place = place
    self.at = at
    self.action = action
    self.accountId = accountId
    self.accountName = accountName
    self.kind = kind
    self.id = id
    self.rev = rev
    self.detail = detail
    self.requestId = requestId
    self.hash = hash
  }
}
