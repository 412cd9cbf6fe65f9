public import Findings
public import Policies

/// The report of `tollgate policy test` in the XML that Ant's JUnit task began, as CI systems read it
/// (https://github.com/testmoapp/junitxml).
public enum JUnitXML {
  /// A suite for each test, a case for each case. Documents with errors are a suite of their own, so that a run that
  /// could not begin is not taken for one without tests.
  public static func render(_ run: PolicyTestRun) -> PrintableText { xml(run).printable }

  private static func xml(_ run: PolicyTestRun) -> Markup {
    var suites: [(name: String, cases: [Markup], failures: Int)] = []
    if !run.findings.isEmpty {
      let cases = run.findings.map { finding in
        let place = "\(finding.place.source):\(finding.place.range.start.line)"
        return testCase(
          finding.message, in: "documents", place: finding.place, failure: ["\(finding.code) at \(place)"])
      }
      suites.append(("documents", cases, cases.count))
    }
    for outcome in run.outcomes {
      let failure = outcome.hasPassed ? nil : outcome.failures.map(\.message)
      let line = testCase(outcome.name, in: outcome.test, place: outcome.place, failure: failure)
      if suites.last?.name == outcome.test {
        suites[suites.count - 1].cases.append(line)
        suites[suites.count - 1].failures += outcome.hasPassed ? 0 : 1
      } else {
        suites.append((outcome.test, [line], outcome.hasPassed ? 0 : 1))
      }
    }
    let all = suites.reduce(0) { $0 + $1.cases.count }
    let failures = suites.reduce(0) { $0 + $1.failures }
    let elements = suites.map { suite in
      """
        <testsuite name="\(suite.name)" tests="\(suite.cases.count)" failures="\(suite.failures)">
      \(suite.cases.joined())  </testsuite>

      """ as Markup
    }
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="tollgate policy test" tests="\(all)" failures="\(failures)">
      \(elements.joined())</testsuites>

      """
  }

  private static func testCase(_ name: String, in suite: String, place: Place, failure: [String]?) -> Markup {
    let origin: Markup = "file=\"\(place.source)\" line=\"\(place.range.start.line)\""
    let start: Markup = "    <testcase classname=\"\(suite)\" name=\"\(name)\" \(origin)"
    guard let failure else { return "\(start)/>\n" }
    return """
      \(start)>
            <failure message="\(failure.first ?? "")">\(lines: failure)</failure>
          </testcase>

      """
  }
}
