import Documents
import Policies

/// The report of `tollgate policy diff` for people.
public struct PolicyDifferenceText: Sendable {
  private let style: TextStyle

  /// A report in a style.
  public init(style: TextStyle) { self.style = style }

  /// The requests whose verdicts or findings change, and the summary.
  public func render(_ differences: [PolicyDifference]) -> String {
    var text = ""
    for difference in differences where !difference.isEmpty {
      let place = difference.draft.place
      let name = difference.draft.name.map { printable($0.value, limit: 80) } ?? "(no name)"
      text += "\(style.bold(name)) at \(printable(place.source)):\(place.range.start.line): "
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

  private func verdict(_ isApproved: Bool) -> String { isApproved ? style.green("approved") : style.red("denied") }

  private func line(_ sign: String, _ finding: Finding) -> String {
    let start = finding.place.range.start
    let excepted = finding.exception == nil ? "" : "excepted "
    return "  \(sign) \(excepted)\(finding.severity.rawValue)[\(finding.code)] at \(start.line):\(start.column): "
      + printable(finding.message) + "\n"
  }
}
