import Shared

extension Projection {
  static let minutes = Projection(kind: Minutes.kind, tables: ["meeting"]) { document, tree, connection in
    let minutes = try tree.decode(Minutes.self)
    let attendance = minutes.attendance ?? []
    func count(_ statuses: AttendanceStatus...) -> Int { attendance.count { statuses.contains($0.status) } }
    var length: Int?
    if let start = minutes.start, let end = minutes.end { length = end.minutes - start.minutes }
    let hasOpinion =
      !(minutes.discussion ?? "").isEmpty
      || (minutes.unitAnalyses ?? []).contains { $0.rows.contains { !($0.groupOpinion ?? "").isEmpty } }
    try connection.execute(
      """
      INSERT INTO meeting (school, id, group_id, term, day, kind, length, central_speaker, expected, attended, \
      late, excused, absent, analyses, has_opinion)
      VALUES (\(document.school), \(document.id), \(minutes.groupId), \(minutes.term.description), \
      \(minutes.date.description), \(minutes.kind.rawValue), \(length), \(minutes.centralSpeakerId), \
      \(attendance.count), \(count(.present, .late, .leftEarly)), \(count(.late)), \(count(.excused)), \
      \(count(.absent)), \(minutes.unitAnalyses?.count ?? 0), \(hasOpinion))
      """)
  }
}
