import Gate
import HTTP
public import Requests

/// What the control plane tells before a submission sends anything.
public struct SubmissionPreparation: Sendable {
  /// For each request the cluster that exists; nil if its name is free.
  let existing: [Cluster?]
  /// The other generation of the contract and the number of clusters, if only clusters of that are listed. An empty list tells
  /// nothing.
  public let otherGeneration: (generation: Generation, count: Int)?
}

extension Submission {
  /// Checks before any request is sent that each name is free, or belongs to a cluster that matches its request.
  /// - Throws: `SubmissionError` for the first name that is taken.
  func prepare(_ requests: [ApprovedRequest]) async throws(SubmissionError) -> SubmissionPreparation {
    let clusters: [Cluster]
    do throws(ControlPlaneError) {
      clusters = try await client.clusters(includingDeleted: true)
    } catch { throw .controlPlane(error) }
    var existing: [Cluster?] = []
    for request in requests {
      let specification = ClusterSpecification(request)
      let cluster = try resolve(clusters.filter { $0.name == specification.name }, specification, isAsked: true)
      if cluster == nil { try await askForName(specification) }
      existing.append(cluster)
    }
    return SubmissionPreparation(existing: existing, otherGeneration: otherGeneration(of: clusters))
  }

  private func otherGeneration(of clusters: [Cluster]) -> (generation: Generation, count: Int)? {
    let generations = clusters.compactMap(\.generation)
    guard let other = generations.first, !generations.contains(client.contract.generation) else { return nil }
    return (other, generations.count)
  }

  /// Whether an earlier run may have requested the cluster, so that the name may be taken by it.
  private func isPending(_ name: String) throws(SubmissionError) -> Bool {
    do throws(JournalError) {
      // Another run holds the entry, and is about to send or has sent its request.
      guard let entry = try journal.open(name: name, endpoint: client.transport.endpoint, userId: userId) else {
        return true
      }
      return try entry.intent() != nil
    } catch { throw .journal(error) }
  }

  /// Asks the control plane whether a name is free: a cluster that this user cannot see may have it. Only the direct generation
  /// can be asked.
  private func askForName(_ specification: ClusterSpecification) async throws(SubmissionError) {
    guard specification.contract.generation == .direct, try !isPending(specification.name) else { return }
    let isAvailable: Bool
    do throws(ControlPlaneError) { isAvailable = try await client.isNameAvailable(specification.name) } catch {
      throw .controlPlane(error)
    }
    guard isAvailable else { throw .nameTakenByUnseen(name: specification.name, message: nil) }
  }
}
