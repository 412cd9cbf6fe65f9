import Glibc

/// The clocks that network code reads.
public struct Clocks: Sendable {
  /// Monotonic time since an arbitrary start.
  public var elapsed: @Sendable () -> Duration
  /// Milliseconds since the beginning of 1970 by the system clock. For display only, because anybody may set that
  /// clock.
  public var millisecondsSinceEpoch: @Sendable () -> Int
  /// The moment since the machine booted; nil if the system does not report it.
  public var sinceBoot: @Sendable () -> BootMoment?
  /// Suspends the task for a duration.
  public var sleep: @Sendable (Duration) async -> Void

  /// Creates clocks from closures, for tests.
  public init(
    elapsed: @escaping @Sendable () -> Duration, millisecondsSinceEpoch: @escaping @Sendable () -> Int,
    sinceBoot: @escaping @Sendable () -> BootMoment? = BootMoment.now,
    sleep: @escaping @Sendable (Duration) async -> Void
  ) {
    self.elapsed = elapsed
    self.millisecondsSinceEpoch = millisecondsSinceEpoch
    self.sinceBoot = sinceBoot
    self.sleep = sleep
  }

  /// The system's clocks.
  public static let system = Clocks(
    elapsed: {
      let now = ContinuousClock.now
      return start.duration(to: now)
    },
    millisecondsSinceEpoch: {
      var time = timespec()
      clock_gettime(CLOCK_REALTIME, &time)
      return milliseconds(time)
    },
    sleep: { duration in
      // Sleep fails only on cancellation, and these tasks are never cancelled.
      try? await ContinuousClock().sleep(for: duration)
    })

  private static let start = ContinuousClock.now

  /// A time in milliseconds, clamped to 64 bits.
  static func milliseconds(_ time: timespec) -> Int {
    let (product, overflow) = time.tv_sec.multipliedReportingOverflow(by: 1_000)
    let (sum, isTooLarge) = product.addingReportingOverflow(time.tv_nsec / 1_000_000)
    return overflow || isTooLarge ? (time.tv_sec < 0 ? .min : .max) : sum
  }
}
