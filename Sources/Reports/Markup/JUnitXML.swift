public import Findings
public import Policies

/// The report of `tollgate policy test` in the XML that Ant's JUnit task began, as CI systems read it
/// (https://github.com/testmoapp/junitxml).
public enum JUnitXML {
  /// A suite for each test, a case for each case. Documents with errors are a suite of their own, so that a run that
  /// could not begin is not taken for one without tests.
  public static func render(_ run: PolicyTestRun) -> PrintableText { xml(run).printable }

  private static func xml(_ run: PolicyTestRun) -> Markup {
    var suites = JUnitSuites()
    for finding in run.findings {
      let place = "\(finding.place.source):\(finding.place.range.start.line)"
      let line = testCase(
        finding.message, in: "documents", place: finding.place, failure: ["\(finding.code) at \(place)"])
      suites.add(line, to: "documents", failures: 1)
    }
    for outcome in run.outcomes {
      let failure = outcome.hasPassed ? nil : outcome.failures.map(\.message)
      let line = testCase(outcome.name, in: outcome.test, place: outcome.place, failure: failure)
      suites.add(line, to: outcome.test, failures: outcome.hasPassed ? 0 : 1)
    }
    return suites.report("tollgate policy test")
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
