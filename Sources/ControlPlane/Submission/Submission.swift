import Platform
import Requests
public import Gate
public import HTTP

/// Creates clusters, each once.
///
/// The control plane has no key that would make creation idempotent, so the client takes care: before a request leaves,
/// the journal remembers it; while it is not known what became of a request, no second one is sent, but the cluster is
/// looked for by its name, for as long as a new one may stay invisible. Only then is another attempt made. What is found
/// is compared with what was asked for. So neither a lost answer nor a killed process, run again, makes a second cluster,
/// whatever the system's clock says. After a request that the control plane took no other is sent at all.
public struct Submission: Sendable {
  /// How patient a submission is.
  public struct Patience: Sendable {
    /// How long a cluster may stay invisible after the request for it; the control plane documents no bound.
    public var settling: Duration = .seconds(120)
    /// Requests that are sent at most, each after the last one is known to have made nothing.
    public var attempts = 4
    /// How long another run with the same cluster is waited for.
    public var lock: Duration = .seconds(600)
    /// The first pause between two looks; it doubles up to ten seconds.
    public var firstLook: Duration = .milliseconds(500)

    /// The standard patience.
    public init() {}
  }

  /// What a submission tells while it runs.
  public enum Notice: Sendable {
    /// Another run is busy with this cluster.
    case waitingForOtherRun
    /// An earlier run ended before it knew what became of its request.
    case continuing(attemptedAt: Int)
    /// The last request may or may not have been done; the cluster is looked for.
    case looking(reason: String, atMost: Duration)
    /// Another request will be sent.
    case tryingAgain(reason: String, pause: Duration)
  }

  private let client: ControlPlaneClient
  private let journal: Journal
  private let userId: String
  private let patience: Patience
  private let retries: RetryPolicy
  private let notice: @Sendable (_ name: String, Notice) -> Void

  /// A submission through a client.
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

  /// Whether the names are free or belong to what would be created, before any request for one is sent.
  /// - Throws: `SubmissionError` of the first that is taken.
  public func check(_ requests: [ApprovedRequest]) async throws(SubmissionError) {
    let clusters: [Cluster]
    do throws(ControlPlaneError) {
      clusters = try await client.clusters(includingDeleted: true)
    } catch { throw .controlPlane(error) }
    for request in requests {
      let specification = ClusterSpecification(request)
      _ = try resolve(clusters.filter { $0.name == specification.name }, specification, isAsked: true)
    }
  }

  /// Creates the cluster, or finds it if it is there.
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

  private func submit(
    _ specification: ClusterSpecification, digest: String, _ entry: JournalEntry
  ) async throws(SubmissionError) -> SubmissionOutcome {
    // The last request of which nobody knows what became, to be remembered when a later one was surely for nothing.
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
        // A wait that is longer than the budget is for the person to decide on.
        guard attempt < patience.attempts, pause ?? .zero <= retries.budget else { throw .controlPlane(error) }
        (reason, retryAfter) = (error.description, pause)
      case .unsent(let failure):
        try restore(unresolved, entry)
        guard attempt < patience.attempts, failure.isTransient else {
          throw .controlPlane(.noAnswer(failure))
        }
        reason = failure.description
      case .accepted(let error):
        // Another request would make a second cluster, also one of a later run.
        intent.state = .taken
        intent.moment = clocks.sinceBoot()
        try write(intent, entry)
        notice(specification.name, .looking(reason: error.description, atMost: patience.settling))
        if let cluster = try await lookUnsure(for: specification, since: intent, entry) { return .created(cluster) }
        throw .unanswered(error)
      case .unanswered(let error):
        // It may have been done at any moment up to now.
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

  /// What is there already: a cluster of the name, or one that an earlier run may have asked for and that has yet to
  /// appear.
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

  /// Who has the name that the server says is taken.
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

  /// Looks for the cluster until it appears or has had the time to.
  ///
  /// The time counts from the request by the clock that nobody can set. What that clock does not know, since the machine
  /// was started again, is waited for anew.
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

  /// The same; that the control plane cannot be asked leaves it open whether there is a cluster.
  private func lookUnsure(
    for specification: ClusterSpecification, since intent: Intent, _ entry: JournalEntry
  ) async throws(SubmissionError) -> Cluster? {
    do throws(SubmissionError) { return try await look(for: specification, since: intent, entry) } catch {
      if case .controlPlane(let error) = error { throw .unanswered(error) }
      throw error
    }
  }

  /// One look, by id and by name, after an attempt or before the first. An id of the journal counts only together with the
  /// name: what else has it is not what was asked for.
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

  /// The one of the name's clusters that is what was asked for; nil if the name is free.
  private func resolve(
    _ candidates: [Cluster], _ specification: ClusterSpecification, isAsked: Bool
  ) throws(SubmissionError) -> Cluster? {
    let alive = candidates.filter { $0.phase != .deleted && !$0.isTerminating }
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

  /// Adds the cluster's id to the entry. Without it the next run looks for the name, so a failure here loses nothing.
  private func remember(_ cluster: Cluster, _ intent: Intent, _ entry: JournalEntry) {
    var intent = intent
    intent.state = .taken
    // A server may put a secret anywhere, and the journal has none.
    intent.clusterId = cluster.id.isRedacted ? nil : cluster.id.withText { $0 }
    try? entry.write(intent)
  }

  /// Takes the last request back that surely made nothing; an earlier one may have.
  private func restore(_ unresolved: Intent?, _ entry: JournalEntry) throws(SubmissionError) {
    if let unresolved { return try write(unresolved, entry) }
    do throws(JournalError) { try entry.clear() } catch { throw .journal(error) }
  }
}
