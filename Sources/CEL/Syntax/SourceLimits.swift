/// What an expression may demand of the parser. The defaults are cel-go's (parser/options.go).
public struct SourceLimits: Sendable {
  /// Bytes of source.
  public var bytes = 100_000
  /// Levels of the tree, and of brackets in one another; each link of a chain such as `a + b + c` or `a.b.c` is a level,
  /// but the operands of `&&` and `||` stand side by side. Every later stage recurses as deep as this, and evaluation
  /// through the parts that are named with `cel.bind` and the like too: with them, a value may take four times as many
  /// levels.
  public var depth = 250
  /// Expressions in the tree, those that macros make included.
  public var expressions = 50_000
  /// Issues that are reported for one source.
  public var issues = 20

  /// Levels of an evaluation, named parts and definitions included: measured, one takes up to a kilobyte of stack.
  var evaluationDepth: Int { depth * 4 }

  /// The default limits.
  public init() {}
}
