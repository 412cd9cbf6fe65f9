import Platform
import Requests
public import Gate
public import HTTP

/// Creates clusters, each exactly once.
///
/// The control plane has no idempotency key for creation, so the client takes care of it. The journal records each
/// request before it is sent. While the result of a request is unknown, no second one is sent. Instead, the client
/// searches for the cluster by name, for as long as a new cluster may stay invisible, and only then tries again. Any
/// cluster found is compared with the request. Therefore neither a lost response nor a restart after a crash creates a
/// second cluster, whatever the system clock says. After the control plane has accepted a request, no other request is
/// ever sent.
public struct Submission: Sendable {
  /// The time limits of a submission.
  public struct Patience: Sendable {
    /// The maximum time that a cluster may stay invisible after its request. The control plane documents no limit.
    public var settling: Duration = .seconds(120)
    /// The maximum number of requests, each sent only after the last one is known to have created nothing.
    public var attempts = 4
    /// The maximum wait for another run that handles the same cluster.
    public var lock: Duration = .seconds(600)
    /// The first pause between two searches; it doubles up to ten seconds.
    public var firstLook: Duration = .milliseconds(500)

    /// Creates the default limits.
    public init() {}
  }

  /// Progress reported by a submission.
  public enum Notice: Sendable {
    /// Another run is handling this cluster.
    case waitingForOtherRun
    /// An earlier run ended before it knew the result of its request.
    case continuing(attemptedAt: Int)
    /// The last request may have been processed; the submission searches for the cluster.
    case looking(reason: String, atMost: Duration)
    /// Another request will be sent.
    case tryingAgain(reason: String, pause: Duration)
  }

  let client: ControlPlaneClient
  let journal: Journal
  let userId: String
  private let patience: Patience
  private let retries: RetryPolicy
  private let notice: @Sendable (_ name: String, Notice) -> Void

  /// Creates a submission that uses a client.
  public init(
    client: ControlPlaneClient, journal: Journal, userId: String, patience: Patience = Patience(),
    retries: RetryPolicy = RetryPolicy(), notice: @escaping @Sendable (_ name: String, Notice) -> Void
  ) {
    self.client = client
    self.journal = journal
    self.userId = userId
    self.patience = patience
    self.retries = retries
    self.notice = notice
  }

  private var clocks: Clocks { client.transport.clocks }

  /// Creates the cluster, or finds it if it exists.
  public func submit(_ approved: ApprovedRequest) async throws(SubmissionError) -> SubmissionOutcome {
    let specification = ClusterSpecification(approved)
    let entry = try await entry(for: specification.name)
    do throws(SubmissionError) {
      let outcome = try await submit(specification, digest: approved.request.digest.description, entry)
      withExtendedLifetime(entry) {}
      return outcome
    } catch {
      withExtendedLifetime(entry) {}
      throw error
    }
  }

  /// Records that a cluster is the one that an earlier run requested, if one did: no later run requests another, even if the
  /// cluster is not visible then.
  func remember(_ cluster: Cluster, for approved: ApprovedRequest) async throws(SubmissionError) {
    let entry = try await entry(for: approved.request.name)
    if let intent = try read(entry) { remember(cluster, intent, entry) }
    withExtendedLifetime(entry) {}
  }

  private func submit(
    _ specification: ClusterSpecification, digest: String, _ entry: JournalEntry
  ) async throws(SubmissionError) -> SubmissionOutcome {
    // The last request whose result is unknown. It is recorded again if a later request certainly created nothing.
    var unresolved = try read(entry)
    if let cluster = try await earlier(unresolved, specification, entry) { return .existed(cluster) }
    var attempt = 0
    while true {
      attempt += 1
      var intent = Intent(
        name: specification.name, attemptedAt: clocks.millisecondsSinceEpoch(), moment: clocks.sinceBoot(),
        request: digest, state: .asked)
      try write(intent, entry)
      let reason: String
      var retryAfter: Duration?
      switch await client.create(specification) {
      case .created(let cluster):
        remember(cluster, intent, entry)
        return .created(cluster)
      case .refused(.refused(409, let message)):
        return .existed(try await owner(of: specification, message, intent, unresolved, entry))
      case .refused(let error):
        try restore(unresolved, entry)
        throw .controlPlane(error)
      case .postponed(let error, let pause):
        try restore(unresolved, entry)
        // For a wait longer than the budget, the person has to decide.
        guard attempt < patience.attempts, pause ?? .zero <= retries.budget else { throw .controlPlane(error) }
        (reason, retryAfter) = (error.description, pause)
      case .unsent(let failure):
        try restore(unresolved, entry)
        guard attempt < patience.attempts, failure.isTransient else {
          throw .controlPlane(.noAnswer(failure))
        }
        reason = failure.description
      case .accepted(let error):
        // Another request, even in a later run, would create a second cluster.
        intent.state = .taken
        intent.moment = clocks.sinceBoot()
        try write(intent, entry)
        notice(specification.name, .looking(reason: error.description, atMost: patience.settling))
        if let cluster = try await lookUnsure(for: specification, since: intent, entry) { return .created(cluster) }
        throw .unanswered(error)
      case .unanswered(let error):
        // It may have been processed at any time until now.
        intent.moment = clocks.sinceBoot()
        unresolved = intent
        try write(intent, entry)
        notice(specification.name, .looking(reason: error.description, atMost: patience.settling))
        if let cluster = try await lookUnsure(for: specification, since: intent, entry) { return .created(cluster) }
        guard attempt < patience.attempts else { throw .unanswered(error) }
        reason = "no such cluster has appeared"
      }
      let pause = retries.pause(after: attempt, retryAfter: retryAfter)
      notice(specification.name, .tryingAgain(reason: reason, pause: pause))
      await clocks.sleep(pause)
    }
  }

  /// The existing cluster: one with the name, or one that an earlier run may have requested and that has yet to appear.
  private func earlier(
    _ intent: Intent?, _ specification: ClusterSpecification, _ entry: JournalEntry
  ) async throws(SubmissionError) -> Cluster? {
    guard let intent else { return try await find(specification, after: nil) }
    if intent.clusterId == nil { notice(specification.name, .continuing(attemptedAt: intent.attemptedAt)) }
    if let cluster = try await look(for: specification, since: intent, entry) { return cluster }
    guard intent.state == .asked else {
      throw .unseen(name: specification.name, attemptedAt: intent.attemptedAt, entry: entry.path)
    }
    return nil
  }

  /// The cluster with the name that the server says is taken.
  private func owner(
    of specification: ClusterSpecification, _ message: ServerText?, _ intent: Intent, _ unresolved: Intent?,
    _ entry: JournalEntry
  ) async throws(SubmissionError) -> Cluster {
    notice(
      specification.name, .looking(reason: "the control plane says that the name is taken", atMost: patience.settling))
    if let cluster = try await look(for: specification, since: intent, entry) { return cluster }
    try restore(unresolved, entry)
    throw .nameTakenByUnseen(name: specification.name, message: message)
  }

  /// Searches for the cluster until it appears or the time for that has passed.
  ///
  /// The time counts from the request, on the clock that cannot be set. If the machine has rebooted since, that clock
  /// does not know the time, and the wait starts again.
  private func look(
    for specification: ClusterSpecification, since intent: Intent, _ entry: JournalEntry
  ) async throws(SubmissionError) -> Cluster? {
    let age = intent.moment?.age(at: clocks.sinceBoot()) ?? .zero
    let end = clocks.elapsed() + patience.settling - age
    var pause = patience.firstLook
    while true {
      let isLast = clocks.elapsed() >= end
      if let cluster = try await find(specification, after: intent) {
        remember(cluster, intent, entry)
        return cluster
      }
      if isLast { return nil }
      await clocks.sleep(max(.zero, min(pause, end - clocks.elapsed())))
      pause = min(pause * 2, .seconds(10))
    }
  }

  /// The same, but if the control plane cannot be reached, the result is reported as unknown.
  private func lookUnsure(
    for specification: ClusterSpecification, since intent: Intent, _ entry: JournalEntry
  ) async throws(SubmissionError) -> Cluster? {
    do throws(SubmissionError) { return try await look(for: specification, since: intent, entry) } catch {
      if case .controlPlane(let error) = error { throw .unanswered(error) }
      throw error
    }
  }

  /// Searches once, by ID and by name, after an attempt or before the first. An ID from the journal is used only if the
  /// name matches: any other cluster with it is not the requested one.
  private func find(
    _ specification: ClusterSpecification, after intent: Intent?
  ) async throws(SubmissionError) -> Cluster? {
    let candidates: [Cluster]
    do throws(ControlPlaneError) {
      if let id = intent?.clusterId, let cluster = try await client.cluster(id: id), cluster.id == id,
        cluster.name == specification.name
      {
        candidates = [cluster]
      } else {
        candidates = try await client.clusters(includingDeleted: true).filter { $0.name == specification.name }
      }
    } catch { throw .controlPlane(error) }
    return try resolve(candidates, specification, isAsked: intent != nil)
  }

  /// The cluster with this name that matches the request; nil if the name is free.
  func resolve(
    _ candidates: [Cluster], _ specification: ClusterSpecification, isAsked: Bool
  ) throws(SubmissionError) -> Cluster? {
    let alive = candidates.filter { $0.phase != .deleted && !$0.isTerminating }
    let asked = specification.contract.generation
    if let other = alive.first(where: { $0.generation.map { $0 != asked } ?? false }), let generation = other.generation
    {
      throw .otherGeneration(other, generation, asked: asked)
    }
    let compared = alive.map { ($0, specification.differences(from: $0, isAsked: isAsked)) }
    if let same = compared.first(where: { $0.1.isEmpty }) { return same.0 }
    if let (other, differences) = compared.first { throw .nameTaken(by: other, differences: differences) }
    if let gone = candidates.first { throw .nameUsed(by: gone) }
    return nil
  }

  // MARK: Journal

  private func entry(for name: String) async throws(SubmissionError) -> JournalEntry {
    let end = clocks.elapsed() + patience.lock
    var isNoticed = false
    while true {
      do throws(JournalError) {
        let entry = try journal.open(name: name, endpoint: client.transport.endpoint, userId: userId)
        if let entry { return entry }
      } catch { throw .journal(error) }
      guard clocks.elapsed() < end else { throw .busy(name: name) }
      if !isNoticed { notice(name, .waitingForOtherRun) }
      isNoticed = true
      await clocks.sleep(.milliseconds(200))
    }
  }

  private func read(_ entry: JournalEntry) throws(SubmissionError) -> Intent? {
    do throws(JournalError) { return try entry.intent() } catch { throw .journal(error) }
  }

  private func write(_ intent: Intent, _ entry: JournalEntry) throws(SubmissionError) {
    do throws(JournalError) { try entry.write(intent) } catch { throw .journal(error) }
  }

  /// Adds the cluster's ID to the entry. Without the ID, the next run searches by name, so a failure here loses
  /// nothing.
  private func remember(_ cluster: Cluster, _ intent: Intent, _ entry: JournalEntry) {
    var intent = intent
    intent.state = .taken
    // A server may put a secret anywhere, and the journal must not contain any.
    intent.clusterId = cluster.id.isRedacted ? nil : cluster.id.withText { $0 }
    try? entry.write(intent)
  }

  /// Withdraws the record of the last request, which certainly created nothing; an earlier request may have created a
  /// cluster.
  private func restore(_ unresolved: Intent?, _ entry: JournalEntry) throws(SubmissionError) {
    if let unresolved { return try write(unresolved, entry) }
    do throws(JournalError) { try entry.clear() } catch { throw .journal(error) }
  }
}
