import Documents
public import Findings
public import Gate
import Requests

/// The report of `tollgate check` in the Test Anything Protocol 14 (https://testanything.org/tap-version-14-specification.html):
/// a test point for each request and each file that could not be read, with what was found as YAML.
public struct CheckTAP: CheckEmitter {
  /// The name, as `--format` takes it.
  public static let name = "tap"

  private var results = CheckResults()
  private var hasBegun = false
  private var count = 0

  /// A report that has not begun.
  public init(style: TextStyle) {}

  /// The next part of the report.
  public mutating func emit(_ part: CheckPart, _ basis: CheckBasis) -> PrintableText {
    var text: PrintableText = hasBegun ? "" : "TAP version 14\n"
    hasBegun = true
    for result in results.results(of: part.withoutVerdicts, basis) {
      text += point("\(result.path): \(result.code)", isOk: result.severity != .error, [result])
    }
    for verdict in part.verdicts {
      let name = verdict.draft.name?.value ?? "(no name)"
      let path = results.path(of: verdict)
      text += point("\(path): \(name)", isOk: verdict.isApproved, results.results(of: verdict))
    }
    return text
  }

  /// The plan, which may stand at the end.
  public func end(_ tally: CheckTally, _ basis: CheckBasis) -> PrintableText {
    (hasBegun ? "" : "TAP version 14\n") + RunText.restriction(basis).map { "# \($0)\n" }.joined() + "1..\(count)\n"
  }

  private mutating func point(_ name: String, isOk: Bool, _ results: [CheckResult]) -> PrintableText {
    count += 1
    // A `#` would begin a directive.
    let title = CommandText.escaped(name, ["#": "\\#", "\\": "\\\\"])
    let start: PrintableText = (isOk ? "ok " : "not ok ") + "\(count) - " + title + "\n"
    guard !results.isEmpty else { return start }
    return start + "  ---\n  findings:\n" + results.map(Self.item).joined() + "  ...\n"
  }

  /// JSON is YAML.
  private static func item(_ result: CheckResult) -> PrintableText {
    let value = JSONValue.object([
      ("code", .string(result.code.description)), ("severity", .string(result.severity.rawValue)),
      ("message", .string(result.sentence)), ("file", .string(result.path)),
      ("line", result.range.map { .integer($0.start.line) } ?? .null), ("exception", JSONValue(result.exception?.name)),
      ("baselined", .boolean(result.isInBaseline)),
    ])
    return "    - " + value.compact + "\n"
  }
}
