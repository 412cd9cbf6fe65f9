public import Findings
public import Gate
import Requests

/// The report of `tollgate check` in the XML that Ant's JUnit task began, as CI systems read it: a suite for each file, a
/// case for each request, which fails if the request is denied.
public struct CheckJUnit: CheckEmitter {
  /// The name, as `--format` takes it.
  public static let name = "junit"

  private struct Suite {
    let name: String
    var cases: [Markup] = []
    var failures = 0
    var errors = 0
  }

  private var results = CheckResults()
  private var suites: [Suite] = []
  /// The suites by the names of their files.
  private var places: [String: Int] = [:]

  /// A report that has not begun.
  public init(style: TextStyle) {}

  /// The next part of the report. Suites begin with their counts, so that nothing is written before the end.
  public mutating func emit(_ part: CheckPart, _ basis: CheckBasis) -> PrintableText {
    for result in results.results(of: part.withoutVerdicts, basis) {
      let place = Self.place(result)
      let isError = result.severity == .error
      add(
        Self.testCase("\(result.code)", in: result.path, result.range) {
          isError
            ? "<error message=\"\(result.message)\">\(place)</error>" : "<system-out>\(result.message)</system-out>"
        },
        to: result.path, errors: isError ? 1 : 0)
    }
    for verdict in part.verdicts {
      let path = results.path(of: verdict)
      let found = results.results(of: verdict)
      let denying = found.filter { $0.severity == .error && $0.exception == nil }
      let others = found.filter { !($0.severity == .error && $0.exception == nil) }.map(Self.line)
      let name = verdict.draft.name?.value ?? "(no name)"
      add(
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
    let elements = suites.map { suite in
      """
        <testsuite name="\(suite.name)" tests="\(suite.cases.count)" failures="\(suite.failures)" errors="\(suite.errors)">
      \(suite.cases.joined())  </testsuite>

      """ as Markup
    }
    let (cases, failures) = (suites.reduce(0) { $0 + $1.cases.count }, suites.reduce(0) { $0 + $1.failures })
    let errors = suites.reduce(0) { $0 + $1.errors }
    let name = (["tollgate check"] + RunText.restriction(basis)).joined(separator: ", ")
    let report: Markup = """
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="\(name)" tests="\(cases)" failures="\(failures)" errors="\(errors)">
      \(elements.joined())</testsuites>

      """
    return report.printable
  }

  private mutating func add(_ testCase: Markup, to name: String, failures: Int = 0, errors: Int = 0) {
    let place = places[name] ?? suites.count
    if place == suites.count {
      suites.append(Suite(name: name))
      places[name] = place
    }
    suites[place].cases.append(testCase)
    suites[place].failures += failures
    suites[place].errors += errors
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
    let excuse = result.exception.map { ", excepted by \($0.name)" } ?? ""
    return "\(place(result)): \(result.severity.rawValue)[\(result.code)\(excuse)] \(result.sentence)"
  }
}
