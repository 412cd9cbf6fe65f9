import Foundation
import TestSupport

@testable import FakeControlPlane

/// A fake control plane, a folder for requests and the journal, and the environment of somebody who uses both.
final class ControlPlaneWorkspace: Sendable {
  let fake: FakeControlPlane
  let folder: String

  init(_ change: (inout ClusterStore.Behavior) -> Void = { _ in }) async throws {
    var behavior = ClusterStore.Behavior()
    behavior.phaseMilliseconds = 300
    change(&behavior)
    fake = try FakeControlPlane.start(behavior)
    folder = try Repository.temporaryFolder()
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  var environment: [String: String] {
    [
      "LIGHTNING_CLOUD_URL": fake.url, "LIGHTNING_USER_ID": SecretWatch.userId, "LIGHTNING_API_KEY": SecretWatch.apiKey,
      "LIGHTNING_EXTERNAL_ID": SecretWatch.externalId, "XDG_STATE_HOME": folder + "/state", "HOME": folder,
    ]
  }

  /// Writes a file and returns its path.
  func write(_ text: String, to name: String, executable: Bool = false) throws -> String {
    let path = folder + "/" + name
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    if executable { try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path) }
    return path
  }

  /// A request for a cluster with a name.
  func request(_ name: String = "vision-train") throws -> String {
    try write(RequestText.approved.replacing("vision-train", with: name), to: name + ".yaml")
  }

  /// Writes a configuration that accepts what the direct generation does not carry.
  func accepting(_ members: String = "") throws -> String {
    try write(
      "apiVersion: tollgate/v1\nkind: Configuration\n"
        + "controlPlane: {\(members)accept: [costSavings, instanceTypes]}\n", to: "tollgate.yaml")
  }

  func tollgate(
    _ arguments: String..., input: String? = nil, environment: [String: String] = [:]
  ) async throws -> Program.Result {
    let variables = self.environment.merging(environment) { $1 }
    return try await Program.tollgate(arguments, input: input, folder: folder, environment: variables)
  }

  /// The names of the clusters that were made, in order.
  var made: [String] { fake.clusters.map(\.name) }

  var posts: Int { fake.requests.count { $0.method == "POST" } }
}
