/// A region of AWS.
public struct Region: Sendable, Hashable {
  /// Such as `us-east-1`.
  public let name: String
  /// The group of regions that share accounts and ARNs, such as `aws` or `aws-us-gov`.
  public let partition: String
  /// Whether an account must enable the region before it can use it; nil where that is not known.
  public let requiresOptIn: Bool?
  /// Where it is, in words.
  public let description: String

  /// A region with what is known of it.
  package init(name: String, partition: String, requiresOptIn: Bool?, description: String) {
    self.name = name
    self.partition = partition
    self.requiresOptIn = requiresOptIn
    self.description = description
  }
}
