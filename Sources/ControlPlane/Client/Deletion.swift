public import HTTP

/// The deletion of a cluster: the apps that prevent it, and those that it would remove.
public struct Deletion: Sendable {
  /// The cluster.
  public let cluster: Cluster
  /// The apps that run on it.
  public let runningApps: [ServerText]
  /// The apps that are stopped.
  public let stoppedApps: [ServerText]

  private let client: ControlPlaneClient

  /// Looks up the apps that a deletion affects.
  public init(of cluster: Cluster, client: ControlPlaneClient) async throws(ControlPlaneError) {
    self.cluster = cluster
    self.client = client
    let id = cluster.id.withText { $0 }
    runningApps = try await client.apps(onCluster: id, running: true)
    let all = try await client.apps(onCluster: id, running: false)
    let running = runningApps
    stoppedApps = all.filter { !running.contains($0) }
  }

  /// Deletes the cluster. With `force`, the control plane only drops its record, and the resources remain in the
  /// account.
  public func perform(force: Bool) async throws(ControlPlaneError) {
    try await client.delete(id: cluster.id.withText { $0 }, force: force)
  }
}
