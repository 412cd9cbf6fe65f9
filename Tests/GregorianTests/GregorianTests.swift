import Gregorian
import Testing

@Suite struct GregorianTests {
  @Test(arguments: [
    (1970, 1, 1, 0), (1969, 12, 31, -1), (2000, 2, 29, 11_016), (2000, 3, 1, 11_017), (2026, 11, 29, 20_786),
    (1, 1, 1, -719_162), (0, 2, 29, -719_469), (-400, 3, 1, -865_565), (9999, 12, 31, 2_932_896),
  ])
  func `dates and days since 1970 correspond`(year: Int, month: Int, day: Int, days: Int) {
    #expect(Gregorian.days(year: year, month: month, day: day) == days)
    #expect(Gregorian.date(daysSinceEpoch: days) == (year, month, day))
  }

  @Test func `each day of eight centuries follows the one before it`() {
    var expected = (year: 1599, month: 12, day: 31)
    var wrong: [Int] = []
    let first = Gregorian.days(year: 1600, month: 1, day: 1)
    for days in first..<first + 2 * 146_097 {
      expected.day += 1
      if expected.day > Gregorian.days(inMonth: expected.month, of: expected.year) {
        expected = (expected.year, expected.month + 1, 1)
        if expected.month > 12 { expected = (expected.year + 1, 1, 1) }
      }
      if Gregorian.date(daysSinceEpoch: days) != expected { wrong.append(days) }
    }
    #expect(wrong.isEmpty && expected == (2399, 12, 31))
  }

  @Test func `a century has a leap day only every fourth time`() {
    #expect([1600, 1700, 1900, 2000, 2023, 2024].filter(Gregorian.isLeap) == [1600, 2000, 2024])
  }
}
