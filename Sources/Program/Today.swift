import ArgumentParser
import Findings
import Glibc
package import Platform

/// The day of a check.
package enum Today {
  /// The last second of the year 9999, the last day that has a date (RFC 3339).
  private static let lastSecond = 253_402_300_799

  /// The day in UTC, as the system's clock says.
  package static func bySystemClock() throws -> CalendarDate {
    let seconds = time(nil)
    guard (0...lastSecond).contains(seconds) else {
      throw ValidationError(
        "The system clock is at second \(seconds) of the Unix epoch, outside the years 1970 to 9999; set the clock.")
    }
    return CalendarDate(secondsSinceEpoch: seconds)
  }

  /// The day that `SOURCE_DATE_EPOCH` says (https://reproducible-builds.org/specs/source-date-epoch/), else today.
  package static func byEnvironment() throws -> CalendarDate {
    guard let text = ProcessEnvironment.variable("SOURCE_DATE_EPOCH"), !text.isEmpty else { return try bySystemClock() }
    guard let seconds = Int(text), (0...lastSecond).contains(seconds) else {
      throw ValidationError(
        "SOURCE_DATE_EPOCH is `\(printable(text, limit: 40))`, not a number of seconds since 1970; correct or unset it."
      )
    }
    return CalendarDate(secondsSinceEpoch: seconds)
  }
}
