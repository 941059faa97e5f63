import Shared
import Testing

/// The least body of each kind that is right; tests change one thing in it.
enum ValidBody {
  static let id = "0190e111-0000-7000-8000-000000000001"
  static let other = "0190e111-0000-7000-8000-000000000002"

  private static let texts: [String: String] = [
    "terms": #"{"code":"2023-2024-2","firstDay":"2024-02-19","weeks":19}"#,
    "classes": #"{"stage":"primary","entryYear":2019,"number":3}"#,
    "teachers": #"{"name":"周晓燕"}"#,
    "research-groups": #"{"name":"数学教研组","subject":"mathematics"}"#,
    "settings": #"{"key":"school"}"#,
    "groups": #"{"name":"五年级数学","schoolYear":"2023-2024","subject":"mathematics","grades":[5]}"#,
    "duties":
      #"{"groupId":"\#(id)","term":"2023-2024-2","theme":"meetings","text":"组织集体备课","holder":"leader"}"#,
    "plans": #"{"level":"group","groupId":"\#(id)","term":"2023-2024-2","title":"备课组工作计划"}"#,
    "minutes":
      #"{"groupId":"\#(id)","term":"2023-2024-2","kind":"preparation","date":"2024-02-26","topic":"等式与方程"}"#,
    "tests":
      #"""
    {"groupId":"\#(id)","term":"2023-2024-2","title":"第一单元","kind":"lesson","grade":5,"fullMark":100,
     "thresholds":{"excellent":0.85,"good":0.75,"pass":0.6,"low":0.4}}
    """#,
    "score-sheets":
      #"{"groupId":"\#(id)","term":"2023-2024-2","testId":"\#(id)","classId":"\#(id)","rows":[]}"#,
    "test-reports": #"{"groupId":"\#(id)","term":"2023-2024-2","testId":"\#(id)","title":"第一单元质量分析"}"#,
  ]

  static func of(_ kind: String) throws -> JSON { try JSON(parsing: try #require(texts[kind])) }
}
