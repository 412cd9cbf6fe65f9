/// A point in time: seconds since 1970-01-01T00:00:00Z and nanoseconds, in years 1 to 9999 (protobuf's
/// timestamp.proto).
public struct Timestamp: Sendable, Hashable, Comparable {
  /// Whole seconds since the epoch, negative before it.
  public let seconds: Int64
  /// Nanoseconds after the second, 0 to 999,999,999.
  public let nanoseconds: Int32

  /// 0001-01-01T00:00:00Z
  static let leastSeconds: Int64 = -62_135_596_800
  /// 9999-12-31T23:59:59Z
  static let greatestSeconds: Int64 = 253_402_300_799

  /// Creates a timestamp; nil if it is out of range.
  public init?(seconds: Int64, nanoseconds: Int32 = 0) {
    guard (Self.leastSeconds...Self.greatestSeconds).contains(seconds), (0..<1_000_000_000).contains(nanoseconds) else {
      return nil
    }
    self.seconds = seconds
    self.nanoseconds = nanoseconds
  }

  /// Whether one timestamp is earlier than another.
  public static func < (one: Timestamp, other: Timestamp) -> Bool {
    (one.seconds, one.nanoseconds) < (other.seconds, other.nanoseconds)
  }

  /// Returns the timestamp a number of nanoseconds later; nil if it is out of range.
  func adding(nanoseconds difference: Int64) -> Timestamp? {
    // Neither sum can overflow: the seconds are below 2^38 and 2^34.
    let (wholeSeconds, rest) = Self.split(difference)
    let total = Int64(nanoseconds) + rest
    let carry: Int64 = total >= 1_000_000_000 ? 1 : 0
    return Timestamp(seconds: seconds + wholeSeconds + carry, nanoseconds: Int32(total - carry * 1_000_000_000))
  }

  /// Returns the nanoseconds from another timestamp to this one; nil if there are more than 64 bits hold.
  func nanoseconds(since other: Timestamp) -> Int64? {
    let (product, overflows) = (seconds - other.seconds).multipliedReportingOverflow(by: 1_000_000_000)
    guard !overflows else { return nil }
    let (sum, sumOverflows) = product.addingReportingOverflow(Int64(nanoseconds) - Int64(other.nanoseconds))
    return sumOverflows ? nil : sum
  }

  /// Returns the whole seconds, rounded down, and the remaining nanoseconds.
  private static func split(_ nanoseconds: Int64) -> (seconds: Int64, rest: Int64) {
    let (quotient, rest) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
    return rest < 0 ? (quotient - 1, rest + 1_000_000_000) : (quotient, rest)
  }
}
