import Glibc

/// The clocks that network code looks at.
public struct Clocks: Sendable {
  /// Time that only goes forward, since an arbitrary moment.
  public var elapsed: @Sendable () -> Duration
  /// Milliseconds since the beginning of 1970.
  public var millisecondsSinceEpoch: @Sendable () -> Int
  /// Waits.
  public var sleep: @Sendable (Duration) async -> Void

  /// Clocks of one's own.
  public init(
    elapsed: @escaping @Sendable () -> Duration, millisecondsSinceEpoch: @escaping @Sendable () -> Int,
    sleep: @escaping @Sendable (Duration) async -> Void
  ) {
    self.elapsed = elapsed
    self.millisecondsSinceEpoch = millisecondsSinceEpoch
    self.sleep = sleep
  }

  /// The system's.
  public static let system = Clocks(
    elapsed: {
      let now = ContinuousClock.now
      return start.duration(to: now)
    },
    millisecondsSinceEpoch: { CalendarTime.milliseconds },
    sleep: { duration in
      // Nothing here is ever cancelled, which is all that a sleep can fail from.
      try? await ContinuousClock().sleep(for: duration)
    })

  private static let start = ContinuousClock.now
}

/// The time of day as the system says.
private enum CalendarTime {
  /// Milliseconds since the beginning of 1970.
  static var milliseconds: Int {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return time.tv_sec * 1_000 + time.tv_nsec / 1_000_000
  }
}
