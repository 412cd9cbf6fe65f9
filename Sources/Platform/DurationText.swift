/// Durations in a format for people.
public enum DurationText {
  /// `0.4 s`, `45 s`, `2 min 10 s`, `1 h 30 min`.
  public static func text(_ duration: Duration) -> String {
    let seconds = max(0, duration.components.seconds)
    let tenths = max(0, duration.components.attoseconds) / 100_000_000_000_000_000
    if seconds < 10, tenths > 0 { return "\(seconds).\(tenths) s" }
    let (hours, minutes) = (seconds / 3_600, seconds / 60 % 60)
    if hours > 0 { return minutes > 0 ? "\(hours) h \(minutes) min" : "\(hours) h" }
    if minutes > 0 { return seconds % 60 > 0 ? "\(minutes) min \(seconds % 60) s" : "\(minutes) min" }
    return "\(seconds) s"
  }

  /// `0:45`, `2:10`, `1:30:05`: of the same width while a clock goes on.
  public static func clock(_ duration: Duration) -> String {
    func padded(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let seconds = max(0, duration.components.seconds)
    let (hours, minutes) = (seconds / 3_600, seconds / 60 % 60)
    return (hours > 0 ? "\(hours):\(padded(minutes))" : "\(minutes)") + ":\(padded(seconds % 60))"
  }

  /// `90m`, or `45s` if the duration is not a whole number of minutes.
  public static func argument(_ duration: Duration) -> String {
    let seconds = duration.components.seconds
    return seconds >= 60 && seconds % 60 == 0 ? "\(seconds / 60)m" : "\(seconds)s"
  }

  /// Parses `90m`, `1h30m` or `45s`; nil for anything else, a number without a unit among it, and for more than a year.
  public static func duration(_ text: String) -> Duration? {
    var seconds = 0
    var number: Int?
    var allowed: [(unit: UInt8, seconds: Int)] = [
      (UInt8(ascii: "h"), 3_600), (UInt8(ascii: "m"), 60), (UInt8(ascii: "s"), 1),
    ]
    for byte in text.utf8 {
      if (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
        number = (number ?? 0) * 10 + Int(byte - UInt8(ascii: "0"))
      } else {
        guard let index = allowed.firstIndex(where: { $0.unit == byte }), let value = number else { return nil }
        seconds += value * allowed[index].seconds
        allowed.removeFirst(index + 1)
        number = nil
      }
      if max(number ?? 0, seconds) > year { return nil }
    }
    return number == nil && !text.isEmpty ? .seconds(seconds) : nil
  }

  private static let year = 366 * 86_400
}
