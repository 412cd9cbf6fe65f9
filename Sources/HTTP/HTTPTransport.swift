import AsyncHTTPClient
import Documents
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

/// Sends requests to one endpoint, with limits on time and size.
public struct HTTPTransport: Sendable {
  /// The limits of a transport.
  public struct Limits: Sendable {
    /// How long connecting may take.
    public var connect: Duration = .seconds(10)
    /// How long one try may take, from connecting to the end of the answer.
    public var total: Duration = .seconds(60)
    /// Bytes that an answer may have.
    public var responseBytes = 8 * 1_048_576

    /// The standard limits.
    public init() {}
  }

  /// Where requests go.
  public let endpoint: HTTPEndpoint
  /// The clocks.
  public let clocks: Clocks

  private let client: HTTPClient
  private let limits: Limits
  private let userAgent: String

  /// Runs `body` with a transport, and closes its connections afterwards.
  ///
  /// Certificates are verified with the system's authorities, or those of the file that `SSL_CERT_FILE` names. Without
  /// encryption nothing leaves this machine: no proxy is used, and a name is the loopback address whatever a resolver says.
  /// - Throws: `TransportError` when the environment's settings cannot be used or the process may not do what a connection
  ///   takes, and what `body` throws.
  public static func with<Result: Sendable>(
    _ endpoint: HTTPEndpoint, userAgent: String, limits: Limits = Limits(), clocks: Clocks = .system,
    environment: (_ variable: String) -> String? = ProcessEnvironment.variable,
    _ body: @Sendable (HTTPTransport) async throws -> Result
  ) async throws -> Result {
    let proxy: ProxySettings?
    do throws(ProxyError) {
      proxy = try ProxySettings(for: endpoint, environment: environment)
    } catch { throw TransportError.proxy(error) }
    var tls = TLSConfiguration.makeClientConfiguration()
    if let file = environment("SSL_CERT_FILE"), !file.isEmpty {
      tls.trustRoots = .certificates(try authorities(file))
    }
    var configuration = HTTPClient.Configuration(
      tlsConfiguration: tls, redirectConfiguration: .disallow,
      timeout: .init(connect: TimeAmount(limits.connect)), proxy: proxy.map { .init($0) })
    configuration.httpVersion = .http1Only
    // Another try is for the caller to decide on, and to show.
    configuration.connectionPool.retryConnectionEstablishment = false
    if !endpoint.isEncrypted, !endpoint.isAddress { configuration.dnsOverride = [endpoint.host: "127.0.0.1"] }
    do throws(ResourceError) { try ProcessResources.check() } catch { throw TransportError.resources(error) }
    // One thread does: the shared group has one for each processor, with three open files each.
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let result: Swift.Result<Result, any Error>
    do {
      result = .success(
        try await HTTPClient.withHTTPClient(eventLoopGroup: group, configuration: configuration) { client in
          try await body(
            HTTPTransport(endpoint: endpoint, clocks: clocks, client: client, limits: limits, userAgent: userAgent))
        })
    } catch { result = .failure(error) }
    // What could go wrong with it does not matter any more.
    try? await group.shutdownGracefully()
    return try result.get()
  }

  /// The certificates of a file; that of Debian has 0.2 MiB.
  private static func authorities(_ file: String) throws(TransportError) -> [NIOSSLCertificate] {
    guard let bytes = try? RegularFile.bytes(of: file, limit: 16 * 1_048_576),
      let certificates = try? NIOSSLCertificate.fromPEMBytes(bytes), !certificates.isEmpty
    else { throw .authorities(file: file) }
    return certificates
  }

  /// Sends a request once.
  public func send(_ request: HTTPRequest) async throws(HTTPFailure) -> HTTPResponse {
    var message = HTTPClientRequest(url: endpoint.description + request.target)
    message.method = HTTPMethod(rawValue: request.method.rawValue)
    message.headers.add(name: "User-Agent", value: userAgent)
    for header in request.headers { message.headers.add(name: header.name, value: header.value) }
    if let body = request.body { message.body = .bytes(body) }
    do {
      return try await withTotalTimeout { [message] in try await execute(message) }
    } catch {
      throw HTTPFailure(error, host: endpoint.host, timeout: limits.total, limit: limits.responseBytes)
    }
  }

  private func execute(_ message: HTTPClientRequest) async throws -> HTTPResponse {
    let answer = try await client.execute(message, timeout: TimeAmount(limits.total))
    let body = try await answer.body.collect(upTo: limits.responseBytes)
    let retryAfter = answer.headers.first(name: "Retry-After").flatMap {
      RetryAfter.parse($0, now: clocks.millisecondsSinceEpoch() / 1_000)
    }
    return HTTPResponse(
      status: Int(answer.status.code), retryAfter: retryAfter, location: answer.headers.first(name: "Location"),
      body: Array(body.readableBytesView))
  }

  /// The client library's own deadline ends with the answer's head; a body may drip for ever.
  private func withTotalTimeout(
    _ body: @escaping @Sendable () async throws -> HTTPResponse
  ) async throws -> HTTPResponse {
    try await withThrowingTaskGroup(of: HTTPResponse.self) { group in
      group.addTask(operation: body)
      group.addTask { [total = limits.total] in
        try await Task.sleep(for: total)
        throw HTTPClientError.deadlineExceeded
      }
      defer { group.cancelAll() }
      guard let answer = try await group.next() else { throw HTTPClientError.cancelled }
      return answer
    }
  }

  /// Sends an idempotent request, again if need be, until an answer comes that another try would not change or the
  /// policy gives up; then the last answer or failure stands.
  /// - Precondition: The method is idempotent.
  public func send(
    _ request: HTTPRequest, retrying policy: RetryPolicy, notice: @Sendable (RetryNotice) -> Void
  ) async throws(HTTPFailure) -> HTTPResponse {
    precondition(request.method.isIdempotent, "a \(request.method.rawValue) is never blindly repeated")
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
      guard tries < policy.attempts, clocks.elapsed() + pause < end else { return try result.get() }
      notice(RetryNotice(reason: reason, pause: pause))
      await clocks.sleep(pause)
    }
  }
}

/// Why no transport could be made.
public enum TransportError: Error, Sendable, Equatable, CustomStringConvertible {
  /// A proxy variable cannot be used.
  case proxy(ProxyError)
  /// `SSL_CERT_FILE` does not name a file of certificates.
  case authorities(file: String)
  /// There are too few threads or files.
  case resources(ResourceError)

  /// The message for people.
  public var description: String {
    switch self {
    case .proxy(let error): error.description
    case .authorities(let file):
      "SSL_CERT_FILE names `\(printable(file, limit: 200))`, which is not a file of certificates in PEM format"
    case .resources(let error): error.description
    }
  }

  /// What to do; nil where nothing is known to help.
  public var help: String? {
    switch self {
    case .proxy, .authorities: nil
    case .resources(let error): error.help
    }
  }
}

extension TimeAmount {
  fileprivate init(_ duration: Duration) {
    let (seconds, attoseconds) = duration.components
    self = .nanoseconds(seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
  }
}

extension HTTPClient.Configuration.Proxy {
  fileprivate init(_ settings: ProxySettings) {
    self = .server(
      host: settings.host, port: settings.port,
      authorization: settings.authorization.map { authorization in
        authorization.password.withText { .basic(username: authorization.user, password: $0) }
      })
  }
}
