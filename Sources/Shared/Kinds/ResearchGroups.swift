/// A research group (教研组): a subject in a school, with its head over time.
public struct ResearchGroup: Body {
  public struct Head: Codable, Hashable, Sendable {
    public var teacherId: DocumentID
    public var from: Day
    public var to: Day?

    static let form = Form(
      .required("teacherId", "教研组长", "Head", .reference("teachers")),
      .required("from", "起", "From", .day),
      .field("to", "止", "To", .day))
  }

  public var name: String
  public var subject: Subject
  public var heads: [Head]?
  /// The administrator in charge (分管行政).
  public var supervisorId: DocumentID?
  public var externalIds: [ExternalID]?

  public static let kind = Kind(
    Self.self, name: "research-groups", label: Text("教研组", "Research group"),
    form: Form(
      .required("name", "名称", "Name", .line),
      .required("subject", "学科", "Subject", .choice(Subject.descriptor)),
      .field("heads", "历任组长", "Heads", .table(Head.form, key: ["teacherId", "from"], max: 50)),
      .field("supervisorId", "分管行政", "Supervising administrator", .reference("teachers")),
      ExternalID.field),
    naturalKey: ["name"], title: "name")

  public func validate(_ violations: inout Violations) {
    for (index, head) in (heads ?? []).enumerated() {
      violations.checkPeriod(JSONPointer(["heads"]) / index, from: head.from, to: head.to)
    }
    violations.checkApart(heads, at: JSONPointer(["heads"]), by: \.teacherId) { ($0.from, $0.to) }
  }
}
