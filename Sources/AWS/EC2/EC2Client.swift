import HTTP
import Findings
package import Ingest

/// Asks EC2's Query API of one region.
///
/// Source: the EC2 API reference, version 2016-11-15, and "Request throttling for the Amazon EC2 API".
package struct EC2Client: Sendable {
  /// The region.
  package let region: String
  private let transport: HTTPTransport
  private let credentials: Credentials
  private let pace: Pace

  /// How often a throttled or broken request is sent.
  private static let attempts = 10
  /// The longest pause that a server may ask for.
  private static let longestPause = Duration.seconds(60)
  /// How many parts an answer may have. That about all types has some ten.
  private static let partLimit = 1_000
  /// How many bytes an answer may have in all. That about all types has some million.
  private static let byteLimit = 512 * 1_048_576

  /// Creates a client.
  /// - Parameter pace: How fast requests follow one another, for all clients of the region.
  init(region: String, transport: HTTPTransport, credentials: Credentials, pace: Pace) {
    self.region = region
    self.transport = transport
    self.credentials = credentials
    self.pace = pace
  }

  /// All parts of an answer.
  /// - Throws: `AWSError`.
  package func ask(
    _ action: String, _ parameters: [(String, String)] = []
  ) async throws(AWSError) -> [(body: [UInt8], answer: QueryAnswer)] {
    var parts: [(body: [UInt8], answer: QueryAnswer)] = []
    var byteCount = 0
    var token: String?
    var seen: Set<String> = []
    for _ in 0..<Self.partLimit {
      let part = try await once(action, parameters + (token.map { [("NextToken", $0)] } ?? []))
      parts.append(part)
      byteCount += part.body.count
      guard byteCount <= Self.byteLimit else {
        throw .unexpected(what: "\(action) in \(region)", problem: "the answer has more than \(Self.byteLimit) bytes")
      }
      guard let next = part.answer.nextToken else { return parts }
      guard seen.insert(next).inserted else {
        throw .unexpected(what: "\(action) in \(region)", problem: "the answer's parts lead back to one another")
      }
      token = next
    }
    throw .unexpected(what: "\(action) in \(region)", problem: "the answer has more than \(Self.partLimit) parts")
  }

  private func once(
    _ action: String, _ parameters: [(String, String)]
  ) async throws(AWSError) -> (body: [UInt8], answer: QueryAnswer) {
    let what = "\(action) in \(region)"
    let request = QueryRequest.make(
      [("Action", action), ("Version", "2016-11-15")] + parameters, region: region, service: "ec2",
      credentials: credentials)
    let policy = RetryPolicy()
    for attempt in 1...Self.attempts {
      await transport.clocks.sleep(pace.turn(transport.clocks.elapsed()))
      let failure: AWSError
      var retryAfter: Duration?
      let result: Result<HTTPResponse, HTTPFailure>
      do throws(HTTPFailure) { result = .success(try await transport.send(request)) } catch { result = .failure(error) }
      switch result {
      case .success(let answer):
        retryAfter = answer.retryAfter
        let read = try Self.read(answer, what)
        guard let read else {
          failure = .unexpected(what: what, problem: "status \(answer.status)")
          break
        }
        guard let code = read.errorCode else {
          pace.speedUp()
          return (answer.body, read)
        }
        let message = Redaction().adding(credentials.secrets).text(read.errorMessage)
        failure = .refused(what: what, code: code, message: message)
        guard Self.isThrottling(code) || RetryPolicy.isTransient(status: answer.status) else { throw failure }
        pace.slowDown()
      case .failure(let error):
        failure = .unanswered(what: what, error)
        guard error.isTransient else { throw failure }
      }
      guard attempt < Self.attempts, !Task.isCancelled else { throw failure }
      await transport.clocks.sleep(
        policy.pause(after: attempt, retryAfter: retryAfter.map { min($0, Self.longestPause) }))
    }
    throw .unexpected(what: what, problem: "no attempt was made")
  }

  /// Reads an answer; nil if another attempt may give a better one.
  private static func read(_ answer: HTTPResponse, _ what: String) throws(AWSError) -> QueryAnswer? {
    let problem: String
    do throws(ImportError) {
      let read = try QueryAnswer(answer.body, named: "answer")
      if answer.isSuccess || read.errorCode != nil { return read }
      problem = "status \(answer.status)"
    } catch { problem = "status \(answer.status), and no answer of EC2" }
    guard RetryPolicy.isTransient(status: answer.status) else { throw .unexpected(what: what, problem: problem) }
    return nil
  }

  /// The codes of throttling, by "Error codes for the Amazon EC2 API".
  private static func isThrottling(_ code: String) -> Bool {
    [
      "RequestLimitExceeded", "Throttling", "ThrottlingException", "ThrottledException", "RequestThrottled",
      "EC2ThrottledException", "TooManyRequestsException", "BandwidthLimitExceeded", "SlowDown",
    ].contains(code)
  }
}
