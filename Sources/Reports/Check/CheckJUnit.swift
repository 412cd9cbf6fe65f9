public import Findings
public import Gate
import Requests

/// The report of `tollgate check` in the XML that Ant's JUnit task began, as CI systems read it: a suite for each file, a
/// case for each request, which fails if the request is denied.
public struct CheckJUnit: CheckEmitter {
  /// The name, as `--format` takes it.
  public static let name = "junit"

  private var results = CheckResults()
  private var suites = JUnitSuites()

  /// A report that has not begun.
  public init(style: TextStyle) {}

  /// The next part of the report. Suites begin with their counts, so that nothing is written before the end.
  public mutating func emit(_ part: CheckPart, _ basis: CheckBasis) -> PrintableText {
    for result in results.results(of: part.withoutVerdicts, basis) {
      let place = Self.place(result)
      let isError = result.severity == .error
      suites.add(
        Self.testCase("\(result.code)", in: result.path, result.range) {
          isError
            ? "<error message=\"\(result.message)\">\(place)</error>" : "<system-out>\(result.message)</system-out>"
        },
        to: result.path, errors: isError ? 1 : 0)
    }
    for verdict in part.verdicts {
      let path = results.path(of: verdict)
      let found = results.results(of: verdict)
      let denying = found.filter(\.denies)
      let others = found.filter { !$0.denies }.map(Self.line)
      let name = verdict.draft.name?.value ?? "(no name)"
      suites.add(
        Self.testCase(name, in: path, verdict.draft.place.range) {
          let failure: Markup =
            verdict.isApproved
            ? .empty
            : "<failure message=\"\(denying.first?.message ?? "the request is not complete")\">\(lines: denying.map(Self.line))</failure>"
          let output: Markup = others.isEmpty ? .empty : "<system-out>\(lines: others)</system-out>"
          return [failure, output].joined()
        }, to: path, failures: verdict.isApproved ? 0 : 1)
    }
    return ""
  }

  /// The whole report.
  public func end(_ tally: CheckTally, _ basis: CheckBasis) -> PrintableText {
    suites.report((["tollgate check"] + RunText.restriction(basis)).joined(separator: ", ")).printable
  }

  private static func testCase(
    _ name: String, in path: String, _ range: SourceRange?, _ content: () -> Markup
  ) -> Markup {
    let line = range.map { " line=\"\($0.start.line)\"" as Markup } ?? .empty
    let content = content()
    let start: Markup = "    <testcase classname=\"\(path)\" name=\"\(name)\" file=\"\(path)\"\(line)"
    return content.text.isEmpty ? "\(start)/>\n" : "\(start)>\(content)</testcase>\n"
  }

  private static func place(_ result: CheckResult) -> String {
    result.range.map { "\(result.path):\($0.start.line):\($0.start.column)" } ?? result.path
  }

  private static func line(_ result: CheckResult) -> String {
    let excuse =
      result.exception.map { ", excepted by \($0.name)" } ?? (result.isInBaseline ? ", in the baseline" : "")
    return "\(place(result)): \(result.severity.rawValue)[\(result.code)\(excuse)] \(result.sentence)"
  }
}
