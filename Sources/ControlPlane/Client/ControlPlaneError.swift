public import HTTP

/// Why a request to the control plane failed.
public enum ControlPlaneError: Error, Sendable, Equatable, CustomStringConvertible {
  /// There was no response.
  case noAnswer(HTTPFailure)
  /// The server refused with status 4xx.
  case refused(status: Int, message: ServerText?)
  /// The server failed on every attempt with status 5xx.
  case failed(status: Int, message: ServerText?)
  /// The server redirected; redirects are not followed.
  case redirected(to: ServerText?)
  /// The response does not match the contract.
  case malformed(what: String)

  /// Whether the control plane answered.
  public var isAnswer: Bool {
    switch self {
    case .noAnswer, .redirected: false
    case .refused, .failed, .malformed: true
    }
  }

  /// Whether the error may resolve itself.
  var mayPass: Bool {
    switch self {
    case .noAnswer(let failure): failure.isTransient
    case .failed: true
    case .refused(let status, _): RetryPolicy.isTransient(status: status)
    case .redirected, .malformed: false
    }
  }

  /// The message shown to people.
  public var description: String {
    switch self {
    case .noAnswer(let failure): failure.description
    case .refused(401, let message): "the control plane does not accept the credentials" + Self.suffix(message)
    case .refused(403, let message): "the control plane does not allow this to the user" + Self.suffix(message)
    case .refused(let status, let message): "the control plane refused (status \(status))" + Self.suffix(message)
    case .failed(let status, let message): "the control plane failed (status \(status))" + Self.suffix(message)
    case .redirected(let location):
      "the address answers with a redirection"
        + (location.map { " to `\($0.shown(limit: 200))`" } ?? "") + ", which is not followed"
    case .malformed(let what): "the control plane's answer cannot be understood: \(what)"
    }
  }

  /// What to do; nil if there is nothing to suggest.
  public var help: String? {
    switch self {
    case .refused(401, _): "check LIGHTNING_USER_ID and LIGHTNING_API_KEY, or the credentials file"
    case .noAnswer(.untrusted): "if a proxy of your organisation re-encrypts, name its authorities with SSL_CERT_FILE"
    case .noAnswer, .redirected: "check LIGHTNING_CLOUD_URL and the proxy variables"
    case .failed, .refused(429, _): "try again later"
    case .refused, .malformed: nil
    }
  }

  private static func suffix(_ message: ServerText?) -> String { message.map { ": \($0)" } ?? "" }
}
