import Foundation

/// A folder that goes with the test.
public final class TemporaryFolder: Sendable {
  /// Its path.
  public let path: String

  /// Makes an empty one.
  public init() throws { path = try Repository.temporaryFolder() }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}
