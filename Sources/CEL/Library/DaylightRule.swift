import Gregorian

/// The yearly rule for daylight saving time: the last line of a time zone file, such as `EST5EDT,M3.2.0,M11.1.0`
/// (POSIX, Base Definitions 8.3, `TZ`, with RFC 9636's extension of the times).
struct DaylightRule: Sendable {
  private let standard: Int
  private let daylight: Int?
  private var start = Change(month: 3, week: 2, day: 0, julian: nil, time: 7_200)
  private var end = Change(month: 11, week: 1, day: 0, julian: nil, time: 7_200)

  private struct Change: Sendable {
    var month = 0
    var week = 0
    var day = 0
    /// The day of the year, in place of month, week and day: from 1 without February 29, or from 0 with it.
    var julian: (day: Int, countsLeapDay: Bool)?
    var time: Int

    /// Returns the time of the change in seconds since the epoch on the local clock.
    func moment(in year: Int) -> Int {
      let first = Gregorian.days(year: year, month: 1, day: 1)
      if let julian {
        let skipped = !julian.countsLeapDay && (julian.day < 60 || !Gregorian.isLeap(year)) ? 1 : 0
        return (first + julian.day - skipped) * 86_400 + time
      }
      let start = Gregorian.days(year: year, month: month, day: 1)
      let weekday = ((start + 4) % 7 + 7) % 7
      var date = 1 + (day - weekday + 7) % 7 + (week - 1) * 7
      while date > Gregorian.days(inMonth: month, of: year) { date -= 7 }
      return (start + date - 1) * 86_400 + time
    }
  }

  init?(_ text: String) {
    var scanner = Scanner(text: Array(text.utf8))
    guard scanner.name(), let offset = scanner.time() else { return nil }
    standard = -offset
    guard scanner.name() else {
      daylight = nil
      return
    }
    daylight = scanner.time().map { -$0 } ?? standard + 3_600
    if scanner.take(",") {
      guard let start = scanner.change(), scanner.take(","), let end = scanner.change() else { return nil }
      self.start = start
      self.end = end
    }
  }

  /// Returns the seconds to add to UTC at a time.
  func offset(at moment: Int64) -> Int {
    guard let daylight else { return standard }
    let local = Int(moment) + standard
    let year = CivilTime(seconds: Int64(local)).year
    let from = start.moment(in: year) - standard
    let until = end.moment(in: year) - daylight
    let isDaylight = from < until ? (from..<until).contains(Int(moment)) : !(until..<from).contains(Int(moment))
    return isDaylight ? daylight : standard
  }

  private struct Scanner {
    let text: [UInt8]
    var position = 0

    mutating func take(_ mark: Unicode.Scalar) -> Bool {
      guard position < text.count, text[position] == UInt8(ascii: mark) else { return false }
      position += 1
      return true
    }

    mutating func name() -> Bool {
      let start = position
      if take("<") {
        while position < text.count, !take(">") { position += 1 }
      } else {
        while position < text.count, Lexer.isLetter(text[position]) { position += 1 }
      }
      return position > start
    }

    mutating func number() -> Int? {
      let start = position
      var value = 0
      while position < text.count, Lexer.isDigit(text[position]), position - start < 4 {
        value = value * 10 + Int(text[position] - UInt8(ascii: "0"))
        position += 1
      }
      return position > start ? value : nil
    }

    /// Reads `[+-]hh[:mm[:ss]]` as seconds.
    mutating func time() -> Int? {
      let start = position
      let isNegative = take("-")
      if !isNegative { _ = take("+") }
      guard var value = number().map({ $0 * 3_600 }) else {
        position = start
        return nil
      }
      if take(":"), let minutes = number() {
        value += minutes * 60
        if take(":"), let seconds = number() { value += seconds }
      }
      return isNegative ? -value : value
    }

    mutating func change() -> Change? {
      var change = Change(time: 7_200)
      if take("M") {
        guard let month = number(), take("."), let week = number(), take("."), let day = number(),
          (1...12).contains(month), (1...5).contains(week), (0...6).contains(day)
        else { return nil }
        (change.month, change.week, change.day) = (month, week, day)
      } else {
        let countsLeapDay = !take("J")
        guard let day = number(), day <= 366 else { return nil }
        change.julian = (day, countsLeapDay)
      }
      if take("/") {
        guard let time = time() else { return nil }
        change.time = time
      }
      return change
    }
  }
}
