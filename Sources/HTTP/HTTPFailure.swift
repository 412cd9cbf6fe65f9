import AsyncHTTPClient
import Documents
import Glibc
import NIOCore
import NIOPosix
import NIOSSL

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

  /// Whether the service cannot have seen the request.
  public var isSurelyUnsent: Bool {
    switch self {
    case .notConnected, .untrusted: true
    case .timedOut, .interrupted, .tooLarge: false
    }
  }

  /// Whether another try might succeed.
  public var isTransient: Bool {
    switch self {
    case .notConnected, .timedOut, .interrupted: true
    case .untrusted, .tooLarge: false
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
    }
  }

  /// What the client library's error means.
  init(_ error: any Error, host: String, timeout: Duration, limit: Int) {
    let text = "\(error)"
    switch error {
    case let error as HTTPClientError where error == .connectTimeout || error == .tlsHandshakeTimeout:
      self = .notConnected(host: host, reason: "no answer to the attempt to connect")
    case let error as HTTPClientError where error == .httpProxyHandshakeTimeout:
      self = .notConnected(host: host, reason: "the proxy did not answer")
    case let error as HTTPClientError where error == .proxyAuthenticationRequired:
      self = .notConnected(host: host, reason: "the proxy asks for a user name and password")
    case let error as HTTPClientError where error == .invalidProxyResponse:
      self = .notConnected(host: host, reason: "the proxy refused to connect to it")
    case let error as HTTPClientError where error == .deadlineExceeded || error == .readTimeout:
      self = .timedOut(host: host, after: timeout)
    case is NIOTooManyBytesError: self = .tooLarge(host: host, limit: limit)
    case let error as NIOConnectionError: self = .notConnected(host: host, reason: Self.reason(error))
    case is NIOSSLError where text.contains("handshakeFailed"), is NIOSSLExtraError:
      let isVerification = text.contains("CERTIFICATE_VERIFY_FAILED") || error is NIOSSLExtraError
      self = isVerification ? .untrusted(host: host) : .notConnected(host: host, reason: "it does not speak TLS")
    case let error as IOError where error.errnoCode == ECONNREFUSED:
      self = .notConnected(host: host, reason: Self.reason(error))
    case let error as IOError: self = .interrupted(host: host, reason: Self.reason(error))
    default: self = .interrupted(host: host, reason: "it was closed before the answer was whole")
    }
  }

  private static func reason(_ error: NIOConnectionError) -> String {
    if let failure = error.connectionErrors.first?.error {
      return (failure as? IOError).map { reason($0) } ?? "no answer to the attempt to connect"
    }
    return error.dnsAError != nil ? "its name is not known" : "no connection"
  }

  private static func reason(_ error: IOError) -> String { SystemError.message(error.errnoCode) }
}
