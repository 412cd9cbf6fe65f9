import Requests
public import Findings
public import Policies

/// The report of `tollgate policy diff` for people.
public struct PolicyDifferenceText: Sendable {
  private let style: TextStyle

  /// A report in a style.
  public init(style: TextStyle) { self.style = style }

  /// The requests whose verdicts or findings change, and the summary.
  public func render(_ differences: [PolicyDifference]) -> PrintableText {
    var text: PrintableText = ""
    for difference in differences where !difference.isEmpty {
      let place = difference.draft.place
      let name: PrintableText = difference.draft.name.map { PrintableText($0.value, limit: 80) } ?? "(no name)"
      text += "request \(style.bold(name)) at \(place.source):\(place.range.start.line): "
      text +=
        difference.flips
        ? "\(verdict(difference.wasApproved)) -> \(verdict(difference.isApproved))\n"
        : "\(verdict(difference.isApproved)), with other findings\n"
      for finding in difference.vanished { text += line(style.green("-"), finding) }
      for finding in difference.appeared { text += line(style.red("+"), finding) }
      text += "\n"
    }
    let flips = differences.filter(\.flips)
    let denied = flips.count { !$0.isApproved }
    let others = differences.count { !$0.flips && !$0.isEmpty }
    return text
      + "\(counted(differences.count, "request")): \(denied) newly denied, \(flips.count - denied) newly approved, \(others) with other findings\n"
  }

  private func verdict(_ isApproved: Bool) -> PrintableText {
    isApproved ? style.green("approved") : style.red("denied")
  }

  private func line(_ sign: PrintableText, _ finding: Finding) -> PrintableText {
    let start = finding.place.range.start
    let excepted = finding.exception == nil ? "" : "excepted "
    return
      "  \(sign) \(excepted)\(finding.severity.rawValue)[\(finding.code)] at \(start.line):\(start.column): \(finding.message)\n"
  }
}
