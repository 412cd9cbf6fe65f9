import Documents
public import Findings
public import Gate
import Platform

/// The report of `tollgate check` as JSON; all of it has the bytes of `CheckMembers.render`.
public struct CheckJSON: CheckEmitter {
  /// The name, as `--format` takes it.
  public static let name = "json"

  /// Whether each bill has its lines.
  private let withLines: Bool
  private var isBegun = false
  private var isFirstRequest = true
  private var errors: [JSONValue] = []
  private var staleEntries: [Finding] = []

  /// A report that has not begun.
  public init(style: TextStyle) { withLines = false }

  /// A report with the lines of each bill or not.
  init(withLines: Bool) { self.withLines = withLines }

  /// The next part of the report.
  public mutating func emit(_ part: CheckPart, _ basis: CheckBasis) -> PrintableText {
    var text: PrintableText = ""
    if !isBegun {
      isBegun = true
      text += "{\n" + CheckMembers.head(basis).map { Self.member($0.key, $0.value) + ",\n" }.joined()
    }
    errors += CheckMembers.errors(part)
    staleEntries += part.staleEntries
    let requests = concurrentMap(part.verdicts) { [withLines] in
      CheckMembers.request($0, withLines: withLines).indented(by: 2)
    }
    for request in requests {
      text += isFirstRequest ? "  \"requests\": [\n    " : ",\n    "
      text += request
      isFirstRequest = false
    }
    return text
  }

  /// The end of the report.
  public func end(_ tally: CheckTally, _ basis: CheckBasis) -> PrintableText { end(tally, basis, []) }

  /// The end of a report that has more members.
  func end(
    _ tally: CheckTally, _ basis: CheckBasis, _ further: [(key: String, value: JSONValue)]
  ) -> PrintableText {
    let requests: PrintableText = isFirstRequest ? "  \"requests\": []" : "\n  ]"
    let members =
      [
        Self.member("errors", .array(errors)), Self.member("baseline", CheckMembers.baseline(basis, staleEntries)),
      ] + (withLines ? [] : [Self.member("budgets", .array(basis.budgets.map(BudgetReport.json)))]) + [
        Self.member("summary", CheckMembers.summary(tally))
      ] + further.map { Self.member($0.key, $0.value) }
    return "\(requests),\n\(members.joined(separator: ",\n"))\n}\n"
  }

  /// A member of the report.
  static func member(_ key: String, _ value: JSONValue) -> PrintableText {
    "  \"\(key)\": " + value.indented(by: 1)
  }
}
