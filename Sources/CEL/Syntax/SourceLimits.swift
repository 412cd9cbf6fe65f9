/// Limits on what an expression demands of the parser. The defaults are cel-go's (parser/options.go).
public struct SourceLimits: Sendable {
  /// The maximum size of the source in bytes.
  public var bytes = 100_000
  /// The maximum levels of the tree, and of nested brackets. Each link of a chain such as `a + b + c` or `a.b.c` is a
  /// level, but the operands of `&&` and `||` share one. Every later stage recurses as deep as this. Evaluation also
  /// recurses through the parts that `cel.bind` and the like name; with them, a value may take four times as many
  /// levels.
  public var depth = 250
  /// The maximum number of expressions in the tree, including those that macros make.
  public var expressions = 50_000
  /// The maximum number of issues that are reported for a source.
  public var issues = 20

  /// The maximum levels of an evaluation, including named parts and definitions. By measurement, a level takes up to a
  /// kilobyte of stack.
  var evaluationDepth: Int { depth * 4 }

  /// The default limits.
  public init() {}
}
