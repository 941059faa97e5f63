import Shared

extension Projection {
  static let minutes = Projection(kind: Minutes.kind, tables: ["meeting"]) { document, tree, connection in
    // Read from the tree: minutes are what is pushed by the thousand, and decoding them again would cost as much as
    // writing them.
    let attendance = tree["attendance"]?.array ?? []
    func count(_ statuses: AttendanceStatus...) -> Int {
      let codes = statuses.map(\.rawValue)
      return attendance.count { $0["status"]?.string.map(codes.contains) ?? false }
    }
    func time(_ key: String) -> Int? { tree[key]?.string.flatMap(ClockTime.init(text:))?.minutes }
    let length = time("start").flatMap { start in time("end").map { $0 - start } }
    let analyses = tree["unitAnalyses"]?.array ?? []
    func isWritten(_ text: JSON?) -> Bool { !(text?.string ?? "").isEmpty }
    let hasOpinion =
      isWritten(tree["discussion"])
      || analyses.contains { ($0["rows"]?.array ?? []).contains { isWritten($0["groupOpinion"]) } }
    try connection.execute(
      """
      INSERT INTO meeting (school, id, group_id, term, day, kind, length, central_speaker, expected, attended, \
      late, excused, absent, analyses, has_opinion)
      VALUES (\(document.school), \(document.id), \(document.groupID), \(document.term), \
      \(tree["date"]?.string), \(tree["kind"]?.string), \(length), \(tree["centralSpeakerId"]?.string), \
      \(attendance.count), \(count(.present, .late, .leftEarly)), \(count(.late)), \(count(.excused)), \
      \(count(.absent)), \(analyses.count), \(hasOpinion))
      """)
  }
}
