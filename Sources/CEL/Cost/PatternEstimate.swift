/// The costs of functions whose second argument is a pattern that is compiled at each call.
extension EstimatedCall {
  /// The cost of compiling a pattern, at most that of the largest program that RE2's memory allows.
  private var compiling: Interval { Interval(Cost.pattern, Cost.pattern + 2 * Cost.largestPattern) }

  private var matchingOnce: Interval {
    Interval(0, Cost.matching(weight: Cost.patternWeight(ofCount: count(1).most), textCount: count(0).most))
  }

  private var perMatch: Interval {
    (count(0) + 1)
      * (Interval(Cost.matching(weight: Cost.patternWeight(ofCount: count(1).most), textCount: count(0).most)) + 1)
  }

  /// The cost of testing whether the text matches.
  var matching: Interval { (compiling + matchingOnce).atMost }

  /// The cost of finding the matches in the text.
  var finding: Interval { (compiling + matchingOnce + perMatch).atMost }

  /// The size of the text after replacing. Each reference in the template takes two characters and can stand for the
  /// whole text.
  var patternReplaced: Interval { count(0) + (count(0) + 1) * (count(2) + count(2) * count(0)) }

  var patternReplacing: Interval {
    let replacing = perMatch + (count(0) + 1) * (patternReplaced + count(2)).map(Cost.traversal(ofCount:))
    return (compiling + matchingOnce + replacing).atMost
  }
}

extension CallEstimate {
  /// The estimate of finding every match in the text.
  static let findingAll = costing(
    { $0.finding }, giving: { .sequence(($0.count(0) + 1).atMost, of: .text($0.count(0).atMost)) })
}
