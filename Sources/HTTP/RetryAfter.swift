import Platform

/// The header `Retry-After` (RFC 9110, section 10.2.3): seconds, or a date.
enum RetryAfter {
  /// The delay from `now`, which is in seconds since 1970; nil for anything but a number or a date. For a date in the
  /// past it is zero.
  static func parse(_ text: String, now: Int) -> Duration? {
    let text = text.trimmingBlanks
    if !text.isEmpty, text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) {
      return .seconds(min(Int(text) ?? .max, 1_000_000))
    }
    guard let date = secondsSinceEpoch(ofDate: text) else { return nil }
    // The clock may have any value.
    let (wait, overflow) = date.subtractingReportingOverflow(now)
    return .seconds(overflow ? (now < 0 ? 1_000_000 : 0) : max(0, min(wait, 1_000_000)))
  }

  /// Parses `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, section 5.6.7, IMF-fixdate); the two obsolete forms are
  /// rejected.
  static func secondsSinceEpoch(ofDate text: String) -> Int? {
    let parts = text.split(separator: " ")
    guard parts.count == 6, parts[5] == "GMT", let month = months.firstIndex(of: String(parts[2])) else { return nil }
    let number = String(month + 1)
    let padded = number.utf8.count == 1 ? "0" + number : number
    guard let day = CalendarDate("\(parts[3])-\(padded)-\(parts[1])") else { return nil }
    let time = parts[4].split(separator: ":", omittingEmptySubsequences: false)
      .map { $0.utf8.count == 2 && $0.first != "+" ? UInt8($0) ?? .max : .max }
    guard time.count == 3, time[0] < 24, time[1] < 60, time[2] < 61 else { return nil }
    return day.daysSinceEpoch * 86_400 + Int(time[0]) * 3_600 + Int(time[1]) * 60 + Int(time[2])
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
}

extension String {
  /// The text without leading and trailing spaces and tabs.
  var trimmingBlanks: String {
    let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" }
    guard let first = firstIndex(where: { !isBlank($0) }), let last = lastIndex(where: { !isBlank($0) }) else {
      return ""
    }
    return String(self[first...last])
  }
}
