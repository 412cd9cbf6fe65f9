import Gregorian

/// A time on a calendar and a clock: the proleptic Gregorian calendar, with an offset from UTC applied.
struct CivilTime {
  var year: Int
  var month: Int
  var day: Int
  var hour: Int
  var minute: Int
  var second: Int

  /// Creates the time at a number of seconds since the epoch, which includes the offset.
  init(seconds: Int64) {
    let days = Int(seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400)
    let ofDay = Int(seconds) - days * 86_400
    (year, month, day) = Gregorian.date(daysSinceEpoch: days)
    hour = ofDay / 3_600
    minute = ofDay / 60 % 60
    second = ofDay % 60
  }

  /// The day of the year, from 0.
  var dayOfYear: Int {
    Gregorian.days(year: year, month: month, day: day) - Gregorian.days(year: year, month: 1, day: 1)
  }

  /// The day of the week; 0 is Sunday. 1970-01-01 was a Thursday.
  var dayOfWeek: Int {
    let days = Gregorian.days(year: year, month: month, day: day)
    return ((days + 4) % 7 + 7) % 7
  }
}
