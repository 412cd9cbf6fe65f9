/// Something wrong with the source of an expression: what, where, and what to do about it.
public struct Issue: Error, Sendable, Equatable {
  /// UTF-8 offsets in the source that the issue is about.
  public let range: Range<Int>
  /// What is wrong: lower case, no full stop.
  public let message: String
  /// What to do about it, where that is known.
  public let help: String?

  /// The name that nothing is declared by, where that is what is wrong.
  public let unknownVariable: String?
  /// Whether the source asks for what exists elsewhere and is refused here.
  public let isRefusal: Bool

  /// Creates an issue.
  public init(at range: Range<Int>, _ message: String, help: String? = nil) {
    self.range = range
    self.message = message
    self.help = help
    unknownVariable = nil
    isRefusal = false
  }

  /// A variable that is refused.
  init(at range: Range<Int>, refusedVariable name: String, because reason: String) {
    self.range = range
    message = "`\(name)` has no value here: \(reason)"
    help = nil
    unknownVariable = nil
    isRefusal = true
  }

  /// A variable that is not declared.
  init(at range: Range<Int>, unknownVariable name: String, help: String?) {
    self.range = range
    self.help = help
    message = "there is no variable `\(name)`"
    unknownVariable = name
    isRefusal = false
  }
}

/// Why an expression could not be compiled: every issue that was found, in the order of the source.
public struct CompileError: Error, Sendable, CustomStringConvertible {
  /// The source that was compiled.
  public let source: String
  /// What is wrong with it; at least one.
  public let issues: [Issue]

  /// Creates an error; the issues are put in the order of the source, without repetitions.
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

  /// All issues with the line they are in, as compilers show them.
  public var description: String {
    issues.map { SourceExcerpt(of: $0.range, in: source).describe($0) }.joined(separator: "\n")
  }
}
