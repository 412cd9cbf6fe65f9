/// Why there is no answer. It holds nothing of the request's headers or body.
public enum HTTPFailure: Error, Sendable, Equatable, CustomStringConvertible {
  /// No connection came about, so that nothing was sent.
  case notConnected(host: String, reason: String)
  /// The server's certificate was not accepted, so that nothing was sent.
  case untrusted(host: String)
  /// No whole answer came in time; the request may have been done.
  case timedOut(host: String, after: Duration)
  /// The connection broke; the request may have been done.
  case interrupted(host: String, reason: String)
  /// The answer is larger than the limit, in bytes; the request was done or refused.
  case tooLarge(host: String, limit: Int)
  /// The headers of the answer are larger than the limit, in bytes; the request was done or refused.
  case headTooLarge(host: String, limit: Int)

  /// Whether the service cannot have seen the request.
  public var isSurelyUnsent: Bool {
    switch self {
    case .notConnected, .untrusted: true
    case .timedOut, .interrupted, .tooLarge, .headTooLarge: false
    }
  }

  /// Whether the service has answered, though in a way that cannot be used.
  public var isAnswered: Bool {
    switch self {
    case .tooLarge, .headTooLarge: true
    case .notConnected, .untrusted, .timedOut, .interrupted: false
    }
  }

  /// Whether another try might succeed.
  public var isTransient: Bool {
    switch self {
    case .notConnected, .timedOut, .interrupted: true
    case .untrusted, .tooLarge, .headTooLarge: false
    }
  }

  /// The message for people.
  public var description: String {
    switch self {
    case .notConnected(let host, let reason): "cannot reach `\(host)`: \(reason)"
    case .untrusted(let host):
      "the certificate of `\(host)` is not trusted: not signed by an authority of this machine, or not for this name"
    case .timedOut(let host, let duration): "`\(host)` did not answer within \(duration.components.seconds) s"
    case .interrupted(let host, let reason): "the connection to `\(host)` broke: \(reason)"
    case .tooLarge(let host, let limit): "the answer of `\(host)` is larger than \(limit / 1_048_576) MiB"
    case .headTooLarge(let host, let limit):
      "the headers of the answer of `\(host)` are larger than \(limit / 1_024) KiB"
    }
  }
}
