import Gregorian

/// A day of the Gregorian calendar, without a time or a time zone.
public struct CalendarDate: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// Days since 1970-01-01.
  public let daysSinceEpoch: Int

  /// The day that is `daysSinceEpoch` days after 1970-01-01.
  public init(daysSinceEpoch: Int) {
    self.daysSinceEpoch = daysSinceEpoch
  }

  /// The UTC day of a time given in seconds since the beginning of 1970.
  public init(secondsSinceEpoch seconds: Int) {
    self.init(daysSinceEpoch: Int((Double(seconds) / 86_400).rounded(.down)))
  }

  /// Reads `YYYY-MM-DD` (RFC 3339, full-date); nil for anything else and for days that do not exist.
  public init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      let year = Self.number(bytes[0..<4]), let month = Self.number(bytes[5..<7]), let day = Self.number(bytes[8..<10])
    else { return nil }
    self.init(daysSinceEpoch: Gregorian.days(year: year, month: month, day: day))
    guard Gregorian.date(daysSinceEpoch: daysSinceEpoch) == (year, month, day) else { return nil }
  }

  /// `YYYY-MM-DD`.
  public var description: String {
    let (year, month, day) = Gregorian.date(daysSinceEpoch: daysSinceEpoch)
    return Self.padded(year, 4) + "-" + Self.padded(month, 2) + "-" + Self.padded(day, 2)
  }

  /// The number of days from another day to this one.
  public func days(since other: CalendarDate) -> Int { daysSinceEpoch - other.daysSinceEpoch }

  /// Whether one day is before the other.
  public static func < (one: CalendarDate, other: CalendarDate) -> Bool { one.daysSinceEpoch < other.daysSinceEpoch }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    guard digits.allSatisfy({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }) else { return nil }
    return digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }
}
