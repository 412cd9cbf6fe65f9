/// When a request is tried again, and how long it may take altogether.
///
/// The pause before try n + 1 is a random part of `base` times 2 to the n, at most `longest`: exponential backoff with
/// full jitter (AWS Architecture Blog, "Exponential Backoff And Jitter", 2015). A `Retry-After` is obeyed instead.
public struct RetryPolicy: Sendable {
  /// How many times a request is sent at most.
  public var attempts: Int
  /// The upper end of the first pause.
  public var base: Duration
  /// The longest pause that is our own choice.
  public var longest: Duration
  /// How long all tries and pauses may take; no pause begins that would end later.
  public var budget: Duration
  /// A random number from 0 up to 1.
  public var jitter: @Sendable () -> Double

  /// A policy; the standard one gives up after six tries or two minutes.
  public init(
    attempts: Int = 6, base: Duration = .milliseconds(500), longest: Duration = .seconds(20),
    budget: Duration = .seconds(120), jitter: @escaping @Sendable () -> Double = { Double.random(in: 0..<1) }
  ) {
    self.attempts = attempts
    self.base = base
    self.longest = longest
    self.budget = budget
    self.jitter = jitter
  }

  /// The pause after a number of tries, 1 or more.
  public func pause(after tries: Int, retryAfter: Duration? = nil) -> Duration {
    if let retryAfter { return retryAfter }
    let ceiling = min(longest, base * (1 << min(tries - 1, 20)))
    return ceiling * jitter()
  }

  /// Whether an answer with this status says that another try might succeed: 408 Request Timeout, 429 Too Many Requests
  /// and the server's own errors, but for 501 Not Implemented.
  public static func isTransient(status: Int) -> Bool {
    status == 408 || status == 429 || ((500..<600).contains(status) && status != 501)
  }
}

/// A request that is about to be sent again.
public struct RetryNotice: Sendable {
  /// Why the last try failed.
  public let reason: String
  /// How long until the next one.
  public let pause: Duration
}
