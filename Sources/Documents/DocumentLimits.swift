/// Limits on the contents of a file. They prevent hostile input from exhausting memory or time; a normal request has
/// about thirty nodes.
public struct DocumentLimits: Sendable {
  /// The maximum size of a file in bytes.
  public var bytes = 16 * 1_048_576
  /// The maximum depth of nested mappings and sequences.
  public var depth = 64
  /// The maximum number of nodes in a file, including nodes repeated by aliases.
  public var nodes = 1_000_000
  /// The maximum number of syntax errors in a file; reading stops after them.
  public var errors = 50

  /// The limits that the command line uses.
  public static let standard = DocumentLimits()
}
