public import Requests
public import Gate

/// The submission of all requests of a run, with the result of each.
public struct SubmissionRun: Sendable {
  /// The result of a request.
  public enum State: Sendable {
    /// It was not sent.
    case notSent
    /// There is a cluster.
    case done(SubmissionOutcome)
    /// It failed to produce a cluster.
    case failed(SubmissionError)
  }

  /// One request.
  public struct Item: Sendable {
    /// The request.
    public let request: ApprovedRequest
    /// The cluster that existed before anything was sent; nil if there was none, or nobody has looked yet.
    public internal(set) var existing: Cluster?
    /// The result of the request.
    public internal(set) var state: State = .notSent
    /// Why the wait for the cluster ended before it was running; nil if it did not.
    public internal(set) var waitError: WaitError?
  }

  /// The requests in order.
  public private(set) var items: [Item]
  /// Why no request was sent; nil if sending began.
  public private(set) var refusal: SubmissionError?

  /// The other generation of the contract and the number of clusters, if the control plane lists only clusters of that.
  public private(set) var otherGeneration: (generation: Generation, count: Int)?

  /// Creates a run of requests that are not yet sent.
  public init(_ requests: [ApprovedRequest]) {
    items = requests.map { Item(request: $0) }
  }

  /// The first name that two of the requests share; do not start such a run.
  public var duplicateName: String? {
    var seen: Set<String> = []
    return items.map(\.request.request.name).first { !seen.insert($0).inserted }
  }

  /// Looks whether the names are free. If one is taken, nothing may be sent.
  public mutating func prepare(_ submission: Submission) async {
    do throws(SubmissionError) {
      let preparation = try await submission.prepare(items.map(\.request))
      for (index, cluster) in preparation.existing.enumerated() { items[index].existing = cluster }
      otherGeneration = preparation.otherGeneration
    } catch { refusal = error }
  }

  /// Whether a request will be sent.
  public var sendsAny: Bool { refusal == nil && items.contains { $0.existing == nil } }

  /// Sends the requests in order. None is sent if a name is taken; after a failure, the rest is not sent.
  public mutating func send(_ submission: Submission) async {
    guard refusal == nil else { return }
    for index in items.indices {
      let (request, existing) = (items[index].request, items[index].existing)
      do throws(SubmissionError) {
        if let existing {
          // Nobody was asked about it, so that it is never created.
          try await submission.remember(existing, for: request)
          items[index].state = .done(.existed(existing))
        } else {
          items[index].state = .done(try await submission.submit(request))
        }
      } catch {
        items[index].state = .failed(error)
        return
      }
    }
  }

  /// Waits until each cluster is running; `wait` waits for one.
  public mutating func wait(_ wait: (_ cluster: Cluster) async throws(WaitError) -> Void) async {
    for index in items.indices {
      guard case .done(let outcome) = items[index].state else { continue }
      do throws(WaitError) {
        try await wait(outcome.cluster)
      } catch { items[index].waitError = error }
    }
  }

  /// Whether a request failed because the journal cannot be used, not because of the control plane.
  public var lacksJournal: Bool {
    if case .journal? = refusal { return true }
    return items.contains { item in
      if case .failed(.journal) = item.state { true } else { false }
    }
  }

  /// All failures, in order.
  public var failures: [(message: String, help: String?)] {
    var failures = refusal.map { [($0.description, $0.help)] } ?? []
    for item in items {
      if case .failed(let error) = item.state { failures.append((error.description, error.help)) }
      if let error = item.waitError { failures.append((error.description, error.help)) }
    }
    return failures
  }
}
