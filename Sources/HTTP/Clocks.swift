import Glibc

/// The clocks that network code looks at.
public struct Clocks: Sendable {
  /// Time that only goes forward, since an arbitrary moment.
  public var elapsed: @Sendable () -> Duration
  /// Milliseconds since the beginning of 1970, as the system's clock says; for people, since anybody may set it.
  public var millisecondsSinceEpoch: @Sendable () -> Int
  /// The moment since the machine was started; nil where the system does not tell.
  public var sinceBoot: @Sendable () -> BootMoment?
  /// Waits.
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

  /// The system's.
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
      // Nothing here is ever cancelled, which is all that a sleep can fail from.
      try? await ContinuousClock().sleep(for: duration)
    })

  private static let start = ContinuousClock.now

  /// A time in milliseconds; the nearest that 64 bits hold for one that is further away.
  static func milliseconds(_ time: timespec) -> Int {
    let (product, overflow) = time.tv_sec.multipliedReportingOverflow(by: 1_000)
    let (sum, isTooLarge) = product.addingReportingOverflow(time.tv_nsec / 1_000_000)
    return overflow || isTooLarge ? (time.tv_sec < 0 ? .min : .max) : sum
  }
}
