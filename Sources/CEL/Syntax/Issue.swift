/// A problem in the source of an expression: what is wrong, where, and what to do about it.
public struct Issue: Error, Sendable, Equatable {
  /// The UTF-8 offsets in the source that the issue is about.
  public let range: Range<Int>
  /// What is wrong: lower case, no full stop.
  public let message: String
  /// What to do about it, if known.
  public let help: String?

  /// The undeclared name, if that is what is wrong.
  public let unknownVariable: String?
  /// Whether the source uses something that exists elsewhere and is refused here.
  public let isRefusal: Bool

  /// Creates an issue.
  public init(at range: Range<Int>, _ message: String, help: String? = nil) {
    self.range = range
    self.message = message
    self.help = help
    unknownVariable = nil
    isRefusal = false
  }

  /// Creates an issue for a refused variable.
  init(at range: Range<Int>, refusedVariable name: String, because reason: String) {
    self.range = range
    message = "`\(name)` has no value here: \(reason)"
    help = nil
    unknownVariable = nil
    isRefusal = true
  }

  /// Creates an issue for an undeclared variable.
  init(at range: Range<Int>, unknownVariable name: String, help: String?) {
    self.range = range
    self.help = help
    message = "there is no variable `\(name)`"
    unknownVariable = name
    isRefusal = false
  }
}

/// The reason why an expression could not be compiled: all issues that were found, in source order.
public struct CompileError: Error, Sendable, CustomStringConvertible {
  /// The source that was compiled.
  public let source: String
  /// The issues, of which there is at least one.
  public let issues: [Issue]

  /// Creates an error. The issues are put in source order, without duplicates.
  init(source: String, issues: [Issue]) {
    self.source = source
    var ordered: [Issue] = []
    for (_, issue) in issues.enumerated().sorted(by: {
      ($0.element.range.lowerBound, $0.offset) < ($1.element.range.lowerBound, $1.offset)
    }) where !ordered.contains(issue) {
      ordered.append(issue)
    }
    self.issues = ordered
  }

  /// All issues with their source lines, as compilers show them.
  public var description: String {
    issues.map { SourceExcerpt(of: $0.range, in: source).describe($0) }.joined(separator: "\n")
  }
}
