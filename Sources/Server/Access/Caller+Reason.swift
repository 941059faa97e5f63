import Shared

extension Caller {
  /// Why `may` said no: who may, by the policy, and what the caller is to the group, or since when no longer. It tells
  /// nothing but the policy, which is public, and the caller's own ties.
  func reason(
    against operation: DocumentOperation, _ kind: Kind, group: DocumentID?, owner: String? = nil, at now: Instant
  ) -> Text {
    if let scopes, !scopes.allows(operation.access, on: kind) {
      let scope = TokenScope.kind(kind, operation.access)
      return Text("这个令牌没有 \(scope) 的权限", "this token has no scope \(scope)")
    }
    let policy = Policy.words(operation, on: kind)
    guard let own = place(in: group, at: now) else { return policy }
    return Text("\(policy.zh)；\(own.zh)", "\(policy.en); \(own.en)")
  }

  /// What a teacher is to a group today.
  private func place(in group: DocumentID?, at now: Instant) -> Text? {
    guard let group, [.teacher, .leader, .head].contains(role) else { return nil }
    let today = zone.today(at: now)
    let own = ties.filter { $0.group == group }
    let current = own.filter { $0.holds(on: today) }.map(\.role)
    if current.contains(.leader) { return Text("您是这个备课组的组长", "you lead this group") }
    if current.contains(.head) { return Text("您是教研组长", "you head its research group") }
    if current.contains(.member) { return Text("您是这个备课组的组员", "you are a member of this group") }
    if current.contains(.supervisor) { return Text("您分管这个备课组", "you supervise this group") }
    if let next = own.map(\.from).filter({ $0 > today }).min() {
      return Text("您 \(next) 起才在这个备课组", "you belong to this group from \(next) on")
    }
    if let last = own.compactMap(\.to).max(), let day = Day(last) {
      return Text("您 \(day + 1) 起已不在这个备课组", "you have not belonged to this group since \(day + 1)")
    }
    return Text("您不在这个备课组", "you don't belong to this group")
  }
}

extension Policy {
  /// Who may do something, as one says it: 职责由备课组长和教导处新建.
  fileprivate static func words(_ operation: DocumentOperation, on kind: Kind) -> Text {
    let allowed = allowed(operation, on: kind)
    var who: [Text] = []
    if allowed.contains(.member) {
      who.append(Text("备课组成员", "members of the group"))
    } else {
      if allowed.contains(.leader) { who.append(Text("备课组长", "the group's leader")) }
      if allowed.contains(.author) { who.append(Text("作者", "the author")) }
    }
    if allowed.contains(.head) { who.append(Text("教研组长", "the research group's head")) }
    if allowed.contains(.admin) { who.append(Text("教导处", "the school's office")) }
    let verb = operation.verb
    let zh = who.map(\.zh), en = who.map(\.en)
    guard let lastZH = zh.last, let lastEN = en.last else {
      return Text("\(kind.label.zh)不能\(verb.zh)", "\(kind.name) can't be \(verb.en)")
    }
    let firstZH = zh.dropLast().joined(separator: "、"), firstEN = en.dropLast().joined(separator: ", ")
    return Text(
      "\(kind.label.zh)由\(firstZH.isEmpty ? lastZH : "\(firstZH)和\(lastZH)")\(verb.zh)",
      "\(kind.name) are \(verb.en) by \(firstEN.isEmpty ? lastEN : "\(firstEN) and \(lastEN)")")
  }
}

extension DocumentOperation {
  fileprivate var verb: Text {
    switch self {
    case .read: Text("查看", "read")
    case .aggregate: Text("汇总", "reported on")
    case .create: Text("新建", "created")
    case .update: Text("修改", "changed")
    case .delete: Text("删除", "deleted")
    case .restore: Text("恢复", "restored")
    case .submit: Text("提交", "handed in")
    case .return: Text("退回", "returned")
    case .approve: Text("通过", "approved")
    case .archive: Text("归档", "archived")
    }
  }
}
