/// How much of a file is read before it is refused. They keep hostile input from exhausting memory or time; an honest
/// request has some thirty nodes.
public struct DocumentLimits: Sendable {
  /// Bytes of one file.
  public var bytes = 16 * 1_048_576
  /// Mappings and sequences inside one another.
  public var depth = 64
  /// Nodes of one file, those that aliases repeat included.
  public var nodes = 1_000_000
  /// Syntax errors of one file; reading stops after them.
  public var errors = 50

  /// The limits that the command line uses.
  public static let standard = DocumentLimits()
}
