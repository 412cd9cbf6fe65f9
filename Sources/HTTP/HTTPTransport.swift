import Findings
public import Platform

/// Sends requests to one endpoint and limits their time and size.
public struct HTTPTransport: Sendable {
  /// The limits of a transport.
  public struct Limits: Sendable {
    /// The maximum time for connecting.
    public var connect: Duration = .seconds(10)
    /// The maximum time of one attempt, from connecting to the end of the response.
    public var total: Duration = .seconds(60)
    /// The maximum size of the response headers in bytes.
    public var headBytes = 64 * 1_024
    /// The maximum size of the response body in bytes.
    public var responseBytes = 8 * 1_048_576

    /// The standard limits.
    public init() {}
  }

  /// The endpoint that requests go to.
  public let endpoint: HTTPEndpoint
  /// The clocks.
  public let clocks: Clocks

  private let limits: Limits
  private let userAgent: String
  private let proxy: ProxySettings?
  private let authorities: [UInt8]?

  /// Runs `body` with a transport.
  ///
  /// Certificates are verified with the system's authorities, or with those in the file that `SSL_CERT_FILE` names.
  /// Without encryption, nothing leaves this machine: no proxy is used, and a name is the loopback address whatever a
  /// resolver says.
  /// - Throws: `TransportError` if the environment's settings cannot be used or the process lacks the resources for a
  ///   connection, and whatever `body` throws.
  public static func with<Result: Sendable>(
    _ endpoint: HTTPEndpoint, userAgent: String, limits: Limits = Limits(), clocks: Clocks = .system,
    environment: (_ variable: String) -> String? = ProcessEnvironment.variable,
    _ body: @Sendable (HTTPTransport) async throws -> Result
  ) async throws -> Result {
    let proxy: ProxySettings?
    do throws(ProxyError) {
      proxy = try ProxySettings(for: endpoint, environment: environment)
    } catch { throw TransportError.proxy(error) }
    var authorities: [UInt8]?
    if let file = environment("SSL_CERT_FILE"), !file.isEmpty {
      guard let certificates = CertificateFile.read(file) else { throw TransportError.authorities(file: file) }
      authorities = certificates
    }
    do throws(ResourceError) { try ProcessResources.check() } catch { throw TransportError.resources(error) }
    if let problem = CurlLibrary.problem { throw TransportError.library(problem) }
    return try await body(
      HTTPTransport(
        endpoint: endpoint, clocks: clocks, limits: limits, userAgent: userAgent, proxy: proxy, authorities: authorities
      ))
  }

  /// Sends a request once. If its task is cancelled, it returns within a tenth of a second.
  public func send(_ request: HTTPRequest) async throws(HTTPFailure) -> HTTPResponse {
    try await send(request, to: nil)
  }

  /// Sends a request once, and writes the body of a successful answer to a file. `Limits.total` is then the longest time in
  /// which next to nothing arrives.
  public func download(
    _ request: HTTPRequest, to target: DownloadTarget
  ) async throws(HTTPFailure) -> HTTPResponse {
    try await send(request, to: target)
  }

  private func send(_ request: HTTPRequest, to target: DownloadTarget?) async throws(HTTPFailure) -> HTTPResponse {
    let plan = TransferPlan(
      endpoint: endpoint, request: request, userAgent: userAgent, limits: limits, proxy: proxy,
      authorities: authorities, target: target)
    let giveUp = Transfer.Switch()
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation {
        (continuation: CheckedContinuation<Result<Transfer.Answer, HTTPFailure>, Never>) in
        let failure = TransferThread.start {
          continuation.resume(returning: Transfer(plan: plan, giveUp: giveUp).run())
        }
        guard failure != 0 else { return }
        let reason = "a thread cannot be started: " + SystemError.message(failure)
        continuation.resume(returning: .failure(.notConnected(host: plan.endpoint.host, reason: reason)))
      }
    } onCancel: {
      giveUp.turnOff()
    }
    let answer = try result.get()
    let retryAfter = answer.retryAfter.flatMap {
      RetryAfter.parse($0, now: clocks.millisecondsSinceEpoch() / 1_000)
    }
    return HTTPResponse(
      status: answer.status, retryAfter: retryAfter, location: answer.location,
      entityTag: answer.entityTag, date: answer.date.flatMap { RetryAfter.secondsSinceEpoch(ofDate: $0) },
      body: answer.body)
  }

  /// Sends an idempotent request, and retries until a retry would not change the response or the policy gives up.
  /// Returns the last response or throws the last failure.
  /// - Precondition: The method is idempotent, or the request is a lookup.
  public func send(
    _ request: HTTPRequest, retrying policy: RetryPolicy, notice: @Sendable (RetryNotice) -> Void
  ) async throws(HTTPFailure) -> HTTPResponse {
    precondition(
      request.method.isIdempotent || request.isLookup, "a \(request.method.rawValue) is never blindly repeated")
    let end = clocks.elapsed() + policy.budget
    var tries = 0
    while true {
      tries += 1
      let result: Result<HTTPResponse, HTTPFailure>
      do throws(HTTPFailure) { result = .success(try await send(request)) } catch { result = .failure(error) }
      let reason: String
      var retryAfter: Duration?
      switch result {
      case .success(let answer):
        guard RetryPolicy.isTransient(status: answer.status) else { return answer }
        (reason, retryAfter) = ("`\(endpoint.host)` answered with status \(answer.status)", answer.retryAfter)
      case .failure(let failure):
        guard failure.isTransient else { throw failure }
        reason = failure.description
      }
      let pause = policy.pause(after: tries, retryAfter: retryAfter)
      guard tries < policy.attempts, clocks.elapsed() + pause < end, !Task.isCancelled else { return try result.get() }
      notice(RetryNotice(reason: reason, pause: pause))
      await clocks.sleep(pause)
    }
  }
}

/// Why a transport could not be created.
public enum TransportError: Error, Sendable, Equatable, CustomStringConvertible {
  /// A proxy variable cannot be used.
  case proxy(ProxyError)
  /// `SSL_CERT_FILE` does not name a file of certificates.
  case authorities(file: String)
  /// There are too few threads or file descriptors.
  case resources(ResourceError)
  /// libcurl cannot be used; the value says why.
  case library(String)

  /// The message shown to people.
  public var description: String {
    switch self {
    case .proxy(let error): error.description
    case .authorities(let file):
      "SSL_CERT_FILE names `\(printable(file, limit: 200))`, which is not a file of certificates in PEM format"
    case .resources(let error): error.description
    case .library(let reason): "libcurl cannot be used: \(reason)"
    }
  }

  /// What to do; nil if there is nothing to suggest.
  public var help: String? {
    switch self {
    case .proxy, .authorities: nil
    case .resources(let error): error.help
    case .library: "install libcurl 7.87.0 or later, built with TLS"
    }
  }
}
