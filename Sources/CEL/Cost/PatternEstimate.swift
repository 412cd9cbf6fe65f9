/// What functions cost whose second argument is a pattern that is compiled when they are called.
extension EstimatedCall {
  /// Compiling a pattern: at most what RE2 makes in the memory that it is given.
  private var compiling: Interval { Interval(Cost.pattern, Cost.pattern + 2 * Cost.largestPattern) }

  private var matchingOnce: Interval {
    Interval(0, Cost.matching(weight: Cost.patternWeight(ofCount: count(1).most), textCount: count(0).most))
  }

  private var perMatch: Interval {
    (count(0) + 1)
      * (Interval(Cost.matching(weight: Cost.patternWeight(ofCount: count(1).most), textCount: count(0).most)) + 1)
  }

  /// Whether the text matches.
  var matching: Interval { (compiling + matchingOnce).atMost }

  /// The matches in the text.
  var finding: Interval { (compiling + matchingOnce + perMatch).atMost }

  /// The text after replacing: each reference of the template, of two characters at least, can stand for the whole text.
  var patternReplaced: Interval { count(0) + (count(0) + 1) * (count(2) + count(2) * count(0)) }

  var patternReplacing: Interval {
    let replacing = perMatch + (count(0) + 1) * (patternReplaced + count(2)).map(Cost.traversal(ofCount:))
    return (compiling + matchingOnce + replacing).atMost
  }
}

extension CallEstimate {
  /// Every match in the text.
  static let findingAll = costing(
    { $0.finding }, giving: { .sequence(($0.count(0) + 1).atMost, of: .text($0.count(0).atMost)) })
}
