import Documents
public import Findings
public import Gate
import Platform

/// The report of `tollgate check` as JSON lines: what the run rests on, each request and each unreadable file, the summary.
/// Every line has a `kind`; its other members are those of the format `json`.
public struct CheckNDJSON: CheckEmitter {
  /// The name, as `--format` takes it.
  public static let name = "ndjson"

  private var hasBegun = false

  /// A report that has not begun.
  public init(style: TextStyle) {}

  /// The next part of the report.
  public mutating func emit(_ part: CheckPart, _ basis: CheckBasis) -> PrintableText {
    var text: PrintableText = hasBegun ? "" : Self.line("run", .object(CheckMembers.head(basis)))
    hasBegun = true
    for error in CheckMembers.errors(part) { text += Self.line("error", error) }
    for line in concurrentMap(part.verdicts, { Self.line("request", CheckMembers.request($0, withLines: false)) }) {
      text += line
    }
    return text
  }

  /// The end of the report.
  public func end(_ tally: CheckTally, _ basis: CheckBasis) -> PrintableText {
    basis.budgets.map { Self.line("budget", BudgetReport.json($0)) }.joined()
      + Self.line("summary", CheckMembers.summary(tally))
  }

  private static func line(_ kind: String, _ value: JSONValue) -> PrintableText {
    guard case .object(let members) = value else { return value.compact + "\n" }
    return JSONValue.object([("kind", .string(kind))] + members).compact + "\n"
  }
}
