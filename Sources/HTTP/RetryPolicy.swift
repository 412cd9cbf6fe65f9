/// When a request is retried, and how long all attempts may take.
///
/// The pause after attempt n is a random part of `base` times 2 to the n - 1, at most `longest`: exponential backoff
/// with full jitter (AWS Architecture Blog, "Exponential Backoff And Jitter", 2015). `Retry-After` overrides it.
public struct RetryPolicy: Sendable {
  /// The maximum number of attempts.
  public var attempts: Int
  /// The upper bound of the first pause.
  public var base: Duration
  /// The longest pause without a `Retry-After`.
  public var longest: Duration
  /// The maximum time for all attempts and pauses. A pause that would end later does not start.
  public var budget: Duration
  /// A random number from 0 to below 1.
  public var jitter: @Sendable () -> Double

  /// Creates a policy. The default gives up after six attempts or two minutes.
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

  /// The pause after a number of attempts, which is at least 1.
  public func pause(after tries: Int, retryAfter: Duration? = nil) -> Duration {
    if let retryAfter { return retryAfter }
    let ceiling = min(longest, base * (1 << min(tries - 1, 20)))
    return ceiling * jitter()
  }

  /// Whether a retry might succeed after this status: 408 Request Timeout, 429 Too Many Requests, and server errors
  /// except 501 Not Implemented.
  public static func isTransient(status: Int) -> Bool {
    status == 408 || status == 429 || ((500..<600).contains(status) && status != 501)
  }
}

/// A request that is about to be retried.
public struct RetryNotice: Sendable {
  /// Why the last attempt failed.
  public let reason: String
  /// The time until the next attempt.
  public let pause: Duration
}
