import Platform
import Testing

@Suite struct CalendarDateTests {
  @Test(arguments: [
    ("1970-01-01", 0), ("2000-02-29", 11_016), ("2026-11-20", 20_777), ("1969-12-31", -1), ("0000-03-01", -719_468),
    ("9999-12-31", 2_932_896),
  ])
  func `a day is read and written`(text: String, days: Int) {
    #expect(CalendarDate(text)?.daysSinceEpoch == days)
    #expect(CalendarDate(daysSinceEpoch: days).description == text)
  }

  @Test(arguments: [
    "2026-02-29", "2026-13-01", "2026-00-10", "2026-1-1", "26-01-01", "2026-11-2x", "", "2026/11/20", "2026-11-200",
  ])
  func `days that do not exist are refused`(text: String) {
    #expect(CalendarDate(text) == nil)
  }

  @Test func `seconds become the day in UTC`() {
    #expect(CalendarDate(secondsSinceEpoch: 86_399).daysSinceEpoch == 0)
    #expect(CalendarDate(secondsSinceEpoch: -1).daysSinceEpoch == -1)
    #expect(CalendarDate(daysSinceEpoch: 5).days(since: CalendarDate(daysSinceEpoch: 3)) == 2)
  }
}
