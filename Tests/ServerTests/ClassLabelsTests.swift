import Shared
import Testing

@testable import Server

/// How people write a class, and which one of the school's is meant.
@Suite struct ClassLabelsTests {
  /// A school of twelve grades with two classes each, in grade 1 and grade 5 twelve, in the school year that begins in 2023.
  private static func labels(grade: Int) -> ClassLabels {
    let entries = (1...12).flatMap { grade -> [ClassLabels.Entry] in
      let stage: (year: Int, first: Int) = grade <= 6 ? (2024, 0) : grade <= 9 ? (2024, 6) : (2024, 9)
      return (1...(grade == 5 || grade == 1 ? 12 : 2)).map { number in
        ClassLabels.Entry(
          id: SmallSchool.id("\(grade)-\(number)"), label: Grade.label(grade).zh + "\(number)",
          entryYear: stage.year - (grade - stage.first), number: number, grade: grade)
      }
    }
    return ClassLabels(entries, grade: grade)
  }

  private static func read(_ text: String, grade: Int) -> String {
    var labels = labels(grade: grade)
    return switch labels.read(text) {
    case .found(let entry): entry.label
    case .unknown: "?"
    case .ofAnotherGrade(let entry): "!" + entry.label
    case .ambiguous(let entries): entries.map(\.label).joined(separator: "|")
    }
  }

  @Test(arguments: [
    "五3", "五（3）班", "五(3)班", "五(三)班", "五年级3班", "五年级03班", "五年级(3)班", "五年3班", "5.3", "5-3", "5_3", "5/3", "5·3",
    "5年级3班", "5（3）", "五 3 班", "五三班", "五三", "五第3班", "2019级3班", "2019级(3)班", "2019级03", "2019-3", "503", "53", "3", "3班",
    "03",
    "５.３".replacing("５", with: "5").replacing("３", with: "3"),
  ])
  func oneClassHasManyNames(text: String) { #expect(Self.read(text, grade: 5) == "五3", "\(text)") }

  @Test(arguments: [
    ("五12", "五12"), ("五十二班", "五12"), ("五(十)班", "五10"), ("512", "五12"), ("5.12", "五12"), ("12", "五12"), ("12班", "五12"),
    ("2019级12班", "五12"), ("五年级十一班", "五11"), ("510", "五10"), ("0512", "?"),
  ])
  func numbersOfTwoDigits(text: String, label: String) { #expect(Self.read(text, grade: 5) == label, "\(text)") }

  /// What stands between the two numbers is never dropped, so that no class of another grade comes out.
  @Test(arguments: [
    ("11.2", 5, "!高二2"), ("11-2", 11, "高二2"), ("高二2", 11, "高二2"), ("高二(2)班", 11, "高二2"), ("112", 11, "高二2"),
    ("11.2", 1, "!高二2"),
    ("112", 1, "一12"), ("1.12", 1, "一12"), ("初一1班", 7, "七1"), ("七年级1班", 7, "七1"), ("701", 7, "七1"), ("六1", 5, "!六1"),
    ("601", 5, "!六1"), ("2018级1班", 5, "!六1"), ("11", 1, "一1|一11"), ("11", 5, "五11"), ("1.1", 1, "一1"),
  ])
  func theTestsGradeDecides(text: String, grade: Int, label: String) {
    #expect(Self.read(text, grade: grade) == label, "\(text)")
  }

  @Test(arguments: [
    "", "班", "五", "五班", "五13", "五.", ".3", "五3x", "x五3", "五3.1", "五年级", "高四1", "初四1", "十三", "2019级", "9999级3班", "12345",
    "五-三-1",
    "99999999999999999999", "五99999999999999999999", "三好学生", "五十", "五二十二",
  ])
  func whatIsNoClassIsNone(text: String) {
    #expect(Self.read(text, grade: 5) == (text == "五十" ? "五10" : "?"), "\(text)")
  }

  @Test(
    arguments: [
      ("一", 1), ("九", 9), ("十", 10), ("十二", 12), ("二十", 20), ("三十六", 36), ("", nil), ("十十", nil), ("二三", nil),
      ("百", nil),
      ("一十一十", nil),
    ] as [(String, Int?)])
  func chineseNumerals(text: String, value: Int?) { #expect(ChineseNumeral.value(of: text) == value) }
}
