import ArgumentParser
import Documents
import Glibc

/// The day of a check.
enum Today {
  /// The last second of the year 9999, the last day that has a date (RFC 3339).
  private static let lastSecond = 253_402_300_799

  /// The day in UTC, as the system's clock says.
  static func bySystemClock() throws -> CalendarDate {
    let seconds = time(nil)
    guard (0...lastSecond).contains(seconds) else {
      throw ValidationError("The system's clock says \(seconds) seconds after 1970, which is not a day; set it.")
    }
    return CalendarDate(secondsSinceEpoch: seconds)
  }

  /// The day that `SOURCE_DATE_EPOCH` says (https://reproducible-builds.org/specs/source-date-epoch/), else today.
  static func byEnvironment() throws -> CalendarDate {
    guard let text = ProcessEnvironment.variable("SOURCE_DATE_EPOCH"), !text.isEmpty else { return try bySystemClock() }
    guard let seconds = Int(text), (0...lastSecond).contains(seconds) else {
      throw ValidationError("SOURCE_DATE_EPOCH is `\(printable(text, limit: 40))`, not a number of seconds.")
    }
    return CalendarDate(secondsSinceEpoch: seconds)
  }
}
