import Findings
public import HTTP
import Spelling

/// Finds the cluster that a person refers to by name or ID.
public struct ClusterSearch: Sendable {
  private let client: ControlPlaneClient

  /// Creates a search that uses a client.
  public init(_ client: ControlPlaneClient) { self.client = client }

  /// The cluster with this ID, otherwise the only cluster with this name that is not deleted.
  /// - Throws: `ClusterSearchError` if there is none, or more than one.
  public func cluster(_ nameOrId: String) async throws(ClusterSearchError) -> Cluster {
    let clusters: [Cluster]
    do throws(ControlPlaneError) { clusters = try await client.clusters() } catch { throw .controlPlane(error) }
    if let cluster = clusters.first(where: { $0.id == nameOrId }) { return cluster }
    let named = clusters.filter { $0.name == nameOrId }
    guard let cluster = named.first else {
      let nearest = Spelling.nearest(to: nameOrId, in: clusters.map { $0.name.withText { $0 } }).first
      throw .notFound(nameOrId, nearest: nearest.flatMap { near in clusters.first { $0.name == near }?.name })
    }
    guard named.count == 1 else { throw .ambiguous(nameOrId, ids: named.map(\.id)) }
    return cluster
  }
}

/// Why a name or ID does not identify a cluster.
public enum ClusterSearchError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The request to the control plane failed.
  case controlPlane(ControlPlaneError)
  /// There is no such cluster.
  case notFound(String, nearest: ServerText?)
  /// Several clusters have the name.
  case ambiguous(String, ids: [ServerText])

  /// The message shown to people.
  public var description: String {
    switch self {
    case .controlPlane(let error): error.description
    case .notFound(let name, _): "there is no cluster with the name or id `\(printable(name, limit: 80))`"
    case .ambiguous(let name, let ids): "\(ids.count) clusters have the name `\(printable(name, limit: 80))`"
    }
  }

  /// What to do; nil if there is nothing to suggest.
  public var help: String? {
    switch self {
    case .controlPlane(let error): error.help
    case .notFound(_, let nearest):
      nearest.map { "did you mean `\($0.shown(limit: 80))`?" } ?? "`tollgate list clusters` lists them"
    case .ambiguous(_, let ids):
      "name it by its id: " + ids.map { "`\($0.shown(limit: 80))`" }.joined(separator: ", ")
    }
  }
}
