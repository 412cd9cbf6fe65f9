/// Why there is no response. It contains nothing of the request's headers or body.
public enum HTTPFailure: Error, Sendable, Equatable, CustomStringConvertible {
  /// The connection failed, so nothing was sent.
  case notConnected(host: String, reason: String)
  /// The server's certificate was not accepted, so nothing was sent.
  case untrusted(host: String)
  /// No complete response arrived in time; the request may have been processed.
  case timedOut(host: String, after: Duration)
  /// The connection broke; the request may have been processed.
  case interrupted(host: String, reason: String)
  /// The response is larger than the limit in bytes; the request was processed or refused.
  case tooLarge(host: String, limit: Int)
  /// The headers of the response are larger than the limit in bytes; the request was processed or refused.
  case headTooLarge(host: String, limit: Int)
  /// What arrives cannot be written to the file.
  case unwritable(reason: String)

  /// Whether the service cannot have received the request.
  public var isSurelyUnsent: Bool {
    switch self {
    case .notConnected, .untrusted: true
    case .timedOut, .interrupted, .tooLarge, .headTooLarge, .unwritable: false
    }
  }

  /// Whether the service responded, though in an unusable way.
  public var isAnswered: Bool {
    switch self {
    case .tooLarge, .headTooLarge, .unwritable: true
    case .notConnected, .untrusted, .timedOut, .interrupted: false
    }
  }

  /// Whether another try might succeed.
  public var isTransient: Bool {
    switch self {
    case .notConnected, .timedOut, .interrupted: true
    case .untrusted, .tooLarge, .headTooLarge, .unwritable: false
    }
  }

  /// The message shown to people.
  public var description: String {
    switch self {
    case .notConnected(let host, let reason): "cannot reach `\(host)`: \(reason)"
    case .untrusted(let host):
      "the certificate of `\(host)` is not trusted: not signed by an authority of this machine, or not for this name"
    case .timedOut(let host, let duration): "`\(host)` did not answer within \(duration.components.seconds) s"
    case .interrupted(let host, let reason): "the connection to `\(host)` broke: \(reason)"
    case .tooLarge(let host, let limit): "the answer of `\(host)` is larger than \(limit / 1_048_576) MiB"
    case .unwritable(let reason): "what arrives cannot be written: \(reason)"
    case .headTooLarge(let host, let limit):
      "the headers of the answer of `\(host)` are larger than \(limit / 1_024) KiB"
    }
  }
}
