/// An AWS region.
public struct Region: Sendable, Hashable {
  /// The name, such as `us-east-1`.
  public let name: String
  /// The group of regions that share accounts and ARNs, such as `aws` or `aws-us-gov`.
  public let partition: String
  /// Whether an account must enable the region before using it; nil if unknown.
  public let requiresOptIn: Bool?
  /// The location in words.
  public let description: String

  /// Creates a region.
  package init(name: String, partition: String, requiresOptIn: Bool?, description: String) {
    self.name = name
    self.partition = partition
    self.requiresOptIn = requiresOptIn
    self.description = description
  }
}
