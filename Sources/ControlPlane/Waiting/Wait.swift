import Platform
public import HTTP

/// Waits for a cluster to reach a phase. It polls ever less often, but at least once a minute.
public struct Wait: Sendable {
  /// The goal of a wait.
  public enum Goal: Sendable {
    /// The cluster is running.
    case running
    /// The cluster is deleted.
    case deleted
  }

  /// The result of one poll.
  public struct Look: Sendable {
    /// The cluster; nil if it has not appeared yet.
    public let cluster: Cluster?
    /// The time waited so far.
    public let elapsed: Duration
  }

  private let client: ControlPlaneClient
  private let timeout: Duration
  private let appearance: Duration
  private let progress: @Sendable (Look) -> Void

  /// Creates a wait of at most `timeout`. A cluster may take `appearance` to become visible. `progress` is called after
  /// every poll.
  public init(
    client: ControlPlaneClient, timeout: Duration, appearance: Duration = .seconds(120),
    progress: @escaping @Sendable (Look) -> Void
  ) {
    self.client = client
    self.timeout = timeout
    self.appearance = appearance
    self.progress = progress
  }

  private static let firstPause = Duration.seconds(2)
  private static let longestPause = Duration.seconds(60)

  /// Waits for the cluster with an ID. FAILED does not end the wait, because the control plane retries by itself.
  /// - Throws: `WaitError` if the time is up, the cluster is deleted or being deleted, or the control plane cannot be
  ///   reached.
  public func wait(for goal: Goal, id: ServerText) async throws(WaitError) {
    let clocks = client.transport.clocks
    let start = clocks.elapsed()
    var pause = Self.firstPause
    var hasAppeared = false
    var last: Cluster?
    while true {
      let answer: Result<Cluster?, ControlPlaneError>
      do throws(ControlPlaneError) { answer = .success(try await client.cluster(id: id.withText { $0 })) } catch {
        answer = .failure(error)
      }
      let elapsed = clocks.elapsed() - start
      switch answer {
      case .success(let cluster):
        hasAppeared = hasAppeared || cluster != nil
        last = cluster ?? last
        progress(Look(cluster: cluster, elapsed: elapsed))
        let mayAppear = !hasAppeared && elapsed < appearance
        if try Self.isReached(goal, cluster, mayAppear: mayAppear, id: id) { return }
        guard elapsed < timeout else { throw .timedOut(id: id, after: timeout, last: last) }
      case .failure(let error):
        // A network outage of some minutes does not end a wait of an hour.
        guard error.mayPass, elapsed < timeout else { throw .controlPlane(error) }
      }
      await clocks.sleep(min(pause, timeout - elapsed))
      pause = min(pause * 1.5, Self.longestPause)
    }
  }

  private static func isReached(
    _ goal: Goal, _ cluster: Cluster?, mayAppear: Bool, id: ServerText
  ) throws(WaitError) -> Bool {
    switch goal {
    case .deleted: return cluster == nil || cluster?.phase == .deleted
    case .running:
      guard let cluster else {
        guard mayAppear else { throw .vanished(id: id) }
        return false
      }
      if cluster.phase == .deleted || cluster.isTerminating { throw .goingAway(cluster) }
      return cluster.phase == .running
    }
  }
}

/// Why a wait ended without reaching its goal.
public enum WaitError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The request to the control plane failed.
  case controlPlane(ControlPlaneError)
  /// The time is up.
  case timedOut(id: ServerText, after: Duration, last: Cluster?)
  /// The cluster no longer exists.
  case vanished(id: ServerText)
  /// The cluster is deleted or being deleted.
  case goingAway(Cluster)

  /// The message shown to people.
  public var description: String {
    switch self {
    case .controlPlane(let error): return error.description
    case .timedOut(let id, let duration, let cluster):
      let state = cluster.map { ", it is \($0.status)" } ?? ""
      let reason = cluster?.reason.map { ": \($0.shown(limit: 300))" } ?? ""
      return
        "the cluster `\(id.shown(limit: 80))` was not ready after \(DurationText.text(duration))\(state)\(reason)"
    case .vanished(let id): return "the cluster `\(id.shown(limit: 80))` does not exist any more"
    case .goingAway(let cluster):
      return "the cluster `\(cluster.id.shown(limit: 80))` "
        + (cluster.phase == .deleted ? "was deleted" : "is being deleted")
    }
  }

  /// What to do; nil if there is nothing to suggest.
  public var help: String? {
    switch self {
    case .controlPlane(let error): error.help
    case .timedOut(let id, _, _): "look again with `tollgate show cluster \(id.shown(limit: 80))`"
    case .vanished, .goingAway: nil
    }
  }
}
