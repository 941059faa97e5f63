import Foundation
import Shared
import Testing

@Suite struct CalendarTests {
  @Test func daysAgreeWithFoundationsCalendar() throws {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = try #require(TimeZone(secondsFromGMT: 0))
    let (first, last) = (try #require(Day("1900-01-01")), try #require(Day("2199-12-31")))
    for number in stride(from: first.number, through: last.number, by: 37) {
      let day = Day(number: number)
      let date = Date(timeIntervalSince1970: Double(number) * 86_400)
      let parts = calendar.dateComponents([.year, .month, .day, .weekday], from: date)
      let (year, month, dayOfMonth) = day.components
      #expect(year == parts.year && month == parts.month && dayOfMonth == parts.day)
      #expect(Day(year: year, month: month, day: dayOfMonth) == day)
      #expect(day.weekday == ((parts.weekday ?? 0) + 5) % 7 + 1)
      #expect(Day(day.description) == day)
    }
  }

  @Test(arguments: [
    "2024-02-30", "2023-02-29", "1900-02-29", "2024-13-01", "2024-00-10", "2024-1-01", "24-01-01",
    "2024/01/01", "1899-12-31", "2200-01-01", "2024-01-01T", "２０２４-01-01", "",
  ])
  func thereIsNoSuchDay(text: String) {
    #expect(Day(text) == nil)
  }

  @Test(arguments: ["2000-02-29", "2024-02-29", "1900-01-01", "2199-12-31"])
  func thereIsSuchADay(text: String) {
    #expect(Day(text)?.description == text)
  }

  @Test(arguments: ["24:00", "08:60", "8:00", "08.00", "08:000", ""])
  func thereIsNoSuchTime(text: String) {
    #expect(ClockTime(text: text) == nil)
  }

  @Test func timesAreMinutesSinceMidnight() {
    #expect(ClockTime(text: "00:00")?.minutes == 0 && ClockTime(text: "23:59")?.minutes == 1439)
    #expect(ClockTime(text: "08:05")?.description == "08:05")
  }

  @Test(
    arguments: [
      ("2024-02-26T06:30:00.000Z", "2024-02-26T06:30:00.000Z"), ("2024-02-26T06:30:00Z", "2024-02-26T06:30:00.000Z"),
      ("1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z"), ("2024-02-26T06:30:00.000+08:00", nil),
      ("2024-02-26 06:30:00Z", nil), ("2024-02-26T24:00:00Z", nil), ("2024-02-26T06:30:60Z", nil),
    ] as [(String, String?)])
  func instantsAreUTCToTheMillisecond(text: String, canonical: String?) {
    #expect(Instant(text: text)?.description == canonical)
  }

  @Test func anInstantLiesInTheDayOfItsZone() throws {
    let instant = try #require(Instant(text: "2024-02-25T17:00:00Z"))
    #expect(instant.milliseconds == 1_708_880_400_000)
    #expect(instant.day(offsetMinutes: 480).description == "2024-02-26")
    #expect(instant.day(offsetMinutes: 0).description == "2024-02-25")
  }

  @Test(arguments: [
    "2023-2024-2", "2023—2024—2", "2023——2024-2", "2023–2024–2", "2023~2024~2", "2023～2024-2", "2023－2024－2",
    "2023﹣2024-2", "2023‐2024-2", "2023−2024−2",
  ])
  func aTermIsReadWithAnyDash(text: String) {
    #expect(TermCode(text: text)?.description == "2023-2024-2")
  }

  @Test(arguments: [
    "2023-2025-1", "2023-2024-3", "2023-2024", "2023-2024-0", "23-24-1", "1989-1990-1", "2023-2024-2-1", "",
  ])
  func aTermHasTwoYearsInARowAndASemester(text: String) {
    #expect(TermCode(text: text) == nil)
  }

  @Test func aTermIsCalledAsOnThePaperForm() {
    #expect(TermCode(text: "2023-2024-2")?.label.zh == "2023—2024学年第二学期")
    #expect(TermCode(text: "2023-2024-1")?.schoolYear.description == "2023-2024")
  }

  @Test(
    arguments: [
      ("pre", "pre"), ("开学前准备", "pre"), ("开学前", "pre"), ("final", "final"), ("期末", "final"), ("1", "1"), ("30", "30"),
      ("0", nil), ("31", nil), ("03", nil), ("-1", nil), ("第3周", nil), ("３", nil), ("", nil),
    ] as [(String, String?)])
  func weeksAreNumberedOrNamed(text: String, canonical: String?) {
    #expect(Week(text: text)?.description == canonical)
  }

  @Test func weeksAreInOrder() {
    #expect([Week.final, .number(10), .pre, .number(2)].sorted() == [.pre, .number(2), .number(10), .final])
  }

  @Test(arguments: [
    ("10", 10, 0, "10"), ("10+1", 10, 1, "10+1"), ("0+2", 0, 2, "0+2"), ("3+0", 3, 0, "3"),
  ])
  func hoursAreTaughtAndInReserve(text: String, taught: Int, reserve: Int, canonical: String) throws {
    let hours = try #require(Hours(text: text))
    #expect(hours.taught == taught && hours.reserve == reserve && hours.description == canonical)
  }

  @Test(arguments: ["", "+1", "10+", "1+1+1", "-1", "1.5", "201", "10 + 1", "十"])
  func thereAreNoSuchHours(text: String) {
    #expect(Hours(text: text) == nil)
  }

  @Test(arguments: [
    ("2024-02-18", "pre"), ("2024-02-19", "1"), ("2024-02-25", "1"), ("2024-02-26", "2"), ("2024-06-30", "19"),
    ("2024-07-01", "final"),
  ])
  func aDayLiesInAWeekOfTheTerm(day: String, week: String) throws {
    let term: Term = try Make.tree(#"{"code":"2023-2024-2","firstDay":"2024-02-21","weeks":19}"#).decode()
    #expect(term.week(of: try #require(Day(day))).description == week)
    #expect(term.monday(ofWeek: 2).description == "2024-02-26")
  }
}
