import Requests
import Findings
import Foundation
import HTTP
import Synchronization
import TestSupport
import Testing

@testable import ControlPlane
@testable import SubmissionReports
@testable import FakeControlPlane
@testable import Gate

/// Runs the client against a fake control plane, and looks for secrets in everything that it says.
struct Session {
  let fake: FakeControlPlane
  var settling = Duration.milliseconds(400)
  var attempts = 4
  var total = Duration.seconds(600)
  var contract = RequestContract()
  let said = Said()

  /// Everything that was said, in order.
  final class Said: Sendable {
    private let lines = Mutex<[String]>([])

    var all: [String] { lines.withLock { $0 } }

    func add(_ line: String) {
      SecretWatch.expectNone(in: line)
      lines.withLock { $0.append(line) }
    }
  }

  init(_ change: (inout ClusterStore.Behavior) -> Void = { _ in }) async throws {
    var behavior = ClusterStore.Behavior()
    change(&behavior)
    fake = try FakeControlPlane.start(behavior)
  }

  func withClient<Result: Sendable>(
    apiKey: String = SecretWatch.apiKey, secrets: [Secret] = [], clocks: Clocks = .system,
    _ body: @Sendable (ControlPlaneClient) async throws -> Result
  ) async throws -> Result {
    var limits = HTTPTransport.Limits()
    limits.total = total
    let credentials = Credentials(userId: SecretWatch.userId, apiKey: Secret(apiKey))
    return try await HTTPTransport.with(
      HTTPEndpoint(fake.url), userAgent: "test/1", limits: limits, clocks: clocks, environment: { _ in nil }
    ) { transport in
      let retries = RetryPolicy(attempts: 4, base: .milliseconds(5), budget: .seconds(600))
      return try await body(
        ControlPlaneClient(
          transport: transport, contract: contract, credentials: credentials, secrets: secrets, retries: retries
        ) { said.add($0.reason) })
    }
  }

  var patience: Submission.Patience {
    var patience = Submission.Patience()
    patience.settling = settling
    patience.attempts = attempts
    patience.firstLook = .milliseconds(20)
    patience.lock = .seconds(120)
    return patience
  }

  func submit(
    _ request: ApprovedRequest, journal: String, client: ControlPlaneClient
  ) async throws(SubmissionError) -> SubmissionOutcome {
    let retries = RetryPolicy(base: .milliseconds(5), budget: .seconds(600))
    let submission = Submission(
      client: client, journal: Journal(directory: journal), userId: SecretWatch.userId, patience: patience,
      retries: retries
    ) { said.add(SubmissionNotices.text($1, name: $0)) }
    do throws(SubmissionError) { return try await submission.submit(request) } catch {
      said.add("\(error) \(error.help ?? "")")
      throw error
    }
  }

  func submit(
    _ request: ApprovedRequest, journal: String, clocks: Clocks = .system
  ) async throws -> SubmissionOutcome {
    try await withClient(clocks: clocks) { try await submit(request, journal: journal, client: $0) }
  }
}

/// Requests as the gate approves them.
enum Approved {
  /// The standard request of the tests with a part replaced.
  static func request(
    _ patch: String = "{}", externalId: String = SecretWatch.externalId, contract: RequestContract = RequestContract()
  ) throws -> ApprovedRequest {
    let draft = try #require(RequestText.drafts(try RequestText.patched(patch), name: "request.json").first)
    let request = try #require(draft.resolvingExternalId { _ in externalId }.complete)
    return ApprovedRequest(
      request: request, externalId: Secret(externalId), workload: request.workload, contract: contract)
  }
}

extension Clocks {
  /// A hundred times as fast as the system's.
  static let fast = Clocks(
    elapsed: { Clocks.system.elapsed() * 100 }, millisecondsSinceEpoch: { Clocks.system.millisecondsSinceEpoch() },
    sleep: { await Clocks.system.sleep($0 / 100) })
}

extension ServerText {
  /// The text as the server sent it.
  var raw: String { withText { $0 } }

  /// A text without secrets.
  static func plain(_ text: String) -> ServerText { Redaction().text(text) }
}

extension Cluster {
  /// Reads a cluster as the control plane answers it.
  init?(json: String, knowing secrets: [Secret] = []) throws {
    self.init(try ServerAnswer(Array(json.utf8), knowing: KnownSecrets(secrets)))
  }
}

/// A clock that a test moves: the wall clock and the one since the start, which stands still.
final class SetClocks: Sendable {
  private let state: Mutex<(milliseconds: Int, moment: BootMoment?)>

  init(milliseconds: Int, moment: BootMoment?) { state = Mutex((milliseconds, moment)) }

  func set(milliseconds: Int, moment: BootMoment?) { state.withLock { $0 = (milliseconds, moment) } }

  var clocks: Clocks {
    Clocks(
      elapsed: Clocks.system.elapsed, millisecondsSinceEpoch: { self.state.withLock { $0.milliseconds } },
      sinceBoot: { self.state.withLock { $0.moment } }, sleep: Clocks.system.sleep)
  }
}
