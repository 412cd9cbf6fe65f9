/// What an expression may demand of the parser. The defaults are cel-go's (parser/options.go).
public struct SourceLimits: Sendable {
  /// Bytes of source.
  public var bytes = 100_000
  /// Levels of nesting: brackets, conditionals, operators. Every later stage recurses as deep as this.
  public var depth = 250
  /// Expressions in the tree, those that macros make included.
  public var expressions = 50_000
  /// Issues that are reported for one source.
  public var issues = 20

  /// The default limits.
  public init() {}
}
