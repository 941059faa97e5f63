import Shared

/// What is known before somebody writes: group, term, week, who takes part, what was planned.
struct DraftTemplate {
  private let workspace: Workspace
  private let today: Day
  private let groupID: DocumentID?
  private let group: Group?
  private let code: TermCode?
  private let term: Term?
  private let unsent: [JSON]

  /// - Parameter unsent: what new drafts of the kind say that no server has seen yet.
  init(workspace: Workspace, today: Day, unsent: [JSON]) throws {
    self.workspace = workspace
    self.today = today
    self.unsent = unsent
    guard case .group(let id, let code) = workspace.scope else {
      groupID = nil
      group = nil
      self.code = nil
      term = nil
      return
    }
    groupID = id
    self.code = code
    term = try workspace.term(code)
    group = try workspace.state.read { try $0.base(id) }?.body.decode(Group.self)
  }

  /// The members that can be filled in.
  func body(of kind: Kind) throws -> JSONObject {
    var body = JSONObject()
    if kind.form["groupId"] != nil { body["groupId"] = groupID.map { .string($0.description) } }
    if kind.form["term"] != nil { body["term"] = code.map { .string($0.description) } }
    switch kind {
    case Minutes.kind: try fillMinutes(&body)
    case Plan.kind: try fillPlan(&body)
    case Test.kind: try fillTest(&body)
    case SchoolSettings.kind: body["key"] = "school"
    default: if let key = kind.dayKey, kind != Duty.kind, kind != Term.kind { body[key] = .string(today.description) }
    }
    return body
  }

  private func fillMinutes(_ body: inout JSONObject) throws {
    let earlier = try workspace.state.read { try $0.bases(kind: Minutes.kind) }.map(\.body) + unsent
    let number = (earlier.compactMap { $0["number"]?.number?.integer }.max() ?? 0) + 1
    body["number"] = .number(ExactDecimal(Int64(number)))
    body["kind"] = .string(MeetingKind.preparation.rawValue)
    body["date"] = .string(today.description)
    let week = term?.week(of: today)
    body["week"] = week.map { .string($0.description) }
    body["start"] = (group?.slot?.time).map { .string($0.description) }
    body["place"] = (group?.slot?.place).map(JSON.string)
    body["hostId"] = currentMembers.first { $0.role == .leader }.map { .string($0.teacherId.description) }
    let attendance = currentMembers.filter { $0.role != .supervisor }.map { member -> JSON in
      [
        "teacherId": .string(member.teacherId.description),
        "status": .string(AttendanceStatus.present.rawValue),
      ]
    }
    if !attendance.isEmpty { body["attendance"] = .array(attendance) }
    guard let activity = try plannedActivity(week) else { return }
    body["topic"] = .string(activity.content.joined(separator: "；"))
    body["planActivity"] = activity.occasion.map(JSON.string)
    body["centralSpeakerId"] = activity.centralSpeakerId.map { .string($0.description) }
  }

  /// The plan's activity of a week that no minutes fulfil yet.
  private func plannedActivity(_ week: Week?) throws -> Plan.Activity? {
    let (plans, minutes) = try workspace.state.read { transaction in
      (try transaction.bases(kind: Plan.kind), try transaction.bases(kind: Minutes.kind))
    }
    let fulfilled = Set(minutes.compactMap { $0.body["planActivity"]?.string })
    let plan = try plans.first { $0.body["level"]?.string == PlanLevel.group.rawValue }?.body.decode(Plan.self)
    return plan?.activities?.first { activity in
      activity.week == week && activity.occasion.map { !fulfilled.contains($0) } ?? true
    }
  }

  private func fillPlan(_ body: inout JSONObject) throws {
    body["level"] = .string(PlanLevel.group.rawValue)
    body["day"] = .string(today.description)
    if let group, let code {
      let name = group.name.hasSuffix(Group.kind.label.zh) ? group.name : group.name + Group.kind.label.zh
      body["title"] = .string(name + "工作计划")
      body["subtitle"] = .string("——\(code.label.zh)")
      body["textbook"] = group.textbook.map(JSON.string)
    }
    let names = try workspace.state.read { try $0.names() }
    let members = try currentMembers.filter { $0.role != .supervisor }.map { member -> JSON in
      let teacher = try workspace.state.read { try $0.base(member.teacherId) }?.body.decode(Teacher.self)
      var row = JSONObject()
      row["teacherId"] = .string(member.teacherId.description)
      row["name"] = teacher.map { .string($0.name) }
      row["gender"] = (teacher?.gender).map { .string($0.rawValue) }
      let year = today.components.year
      row["age"] = (teacher?.birthYear).map { .number(ExactDecimal(Int64(year - $0))) }
      row["yearsTaught"] = (teacher?.entryYear).map { .number(ExactDecimal(Int64(max(0, year - $0)))) }
      row["degree"] = (teacher?.degree).map { .string($0.rawValue) }
      let classes = (member.classIds ?? []).compactMap(names.label(of:)).joined(separator: "、")
      row["classes"] = classes.isEmpty ? nil : .string(classes)
      row["otherWork"] = member.otherWork.map(JSON.string)
      return .object(row)
    }
    if !members.isEmpty { body["members"] = .array(members) }
  }

  private func fillTest(_ body: inout JSONObject) throws {
    body["date"] = .string(today.description)
    guard let group, let grade = group.grades.first else { return }
    body["grade"] = .number(ExactDecimal(Int64(grade)))
    let settings = try workspace.state.read { try $0.bases(kind: SchoolSettings.kind) }.first?
      .body.decode(SchoolSettings.self)
    let thresholds = settings?.thresholds(grade: grade, subject: group.subject) ?? .usual(grade: grade)
    body["thresholds"] = try JSON(encoding: thresholds)
    body["fullMark"] = 100
  }

  private var currentMembers: [Group.Member] {
    (group?.members ?? []).filter { $0.from <= today && ($0.to.map { today <= $0 } ?? true) }
  }
}
