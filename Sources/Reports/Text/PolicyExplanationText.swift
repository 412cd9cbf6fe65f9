import CEL
public import Findings
public import Policies

/// The report of `tollgate policy explain` for people.
public struct PolicyExplanationText: Sendable {
  private let style: TextStyle

  /// A report in a style.
  public init(style: TextStyle) { self.style = style }

  /// Each condition and validation with the values that decided.
  public func render(_ explanations: [PolicyExplanation]) -> PrintableText {
    explanations.map { explanation in
      var text = style.bold("\(explanation.policy.name.value)")
      if let parameters = explanation.parameters { text += " with the parameters `\(parameters)`" }
      text += "\n"
      if let description = explanation.policy.description { text += "  \(description)\n" }
      for part in explanation.parts { text += "\n" + self.part(part) }
      if !explanation.applies { text += "\n  the policy does not apply: a match condition is not true\n" }
      return text
    }.joined(separator: "\n")
  }

  private func part(_ part: PolicyExplanation.Part) -> PrintableText {
    let start = part.expression.place.range.start
    let what = part.isCondition ? "match condition" : "validation"
    return "  \(what) \(style.bold("\(part.name)")): \(result(part))"
      + style.faint("  (\(part.expression.place.source):\(start.line))") + "\n"
      + TraceText(part.trace, style: style, isFolded: true).render(indentation: "    ")
  }

  private func result(_ part: PolicyExplanation.Part) -> PrintableText {
    switch part.trace.result {
    case .success(.bool(true)): part.isCondition ? "holds" : style.green("passes")
    case .success(.bool(false)): part.isCondition ? "does not hold" : style.red("violated")
    case .success, .failure: style.red("has no value")
    }
  }
}
