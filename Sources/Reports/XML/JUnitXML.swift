import Documents
import Policies

/// The report of `tollgate policy test` in the XML that Ant's JUnit task began, as CI systems read it
/// (https://github.com/testmoapp/junitxml).
public enum JUnitXML {
  /// A suite for each test, a case for each case. Documents with errors are a suite of their own, so that a run that
  /// could not begin is not taken for one without tests.
  public static func render(_ run: PolicyTestRun) -> PrintableText {
    PrintableText(alreadyPrintable: xml(run))
  }

  private static func xml(_ run: PolicyTestRun) -> String {
    var suites: [(name: String, cases: [String], failures: Int)] = []
    if !run.findings.isEmpty {
      let cases = run.findings.map { finding in
        let place = "\(finding.place.source):\(finding.place.range.start.line)"
        return testCase(finding.message, in: "documents", place: finding.place, failure: "\(finding.code) at \(place)")
      }
      suites.append(("documents", cases, cases.count))
    }
    for outcome in run.outcomes {
      let failure = outcome.hasPassed ? nil : outcome.failures.map(\.message).joined(separator: "\n")
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
    var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    text += "<testsuites name=\"tollgate policy test\" tests=\"\(all)\" failures=\"\(failures)\">\n"
    for suite in suites {
      text +=
        "  <testsuite name=\"\(MarkupText.escaped(suite.name))\" tests=\"\(suite.cases.count)\" failures=\"\(suite.failures)\">\n"
      text += suite.cases.joined() + "  </testsuite>\n"
    }
    return text + "</testsuites>\n"
  }

  private static func testCase(_ name: String, in suite: String, place: Place, failure: String?) -> String {
    let start =
      "    <testcase classname=\"\(MarkupText.escaped(suite))\" name=\"\(MarkupText.escaped(name))\""
      + " file=\"\(MarkupText.escaped(place.source))\" line=\"\(place.range.start.line)\""
    guard let failure else { return start + "/>\n" }
    let first = failure.split(separator: "\n").first.map(String.init) ?? ""
    return start
      + ">\n      <failure message=\"\(MarkupText.escaped(first))\">\(MarkupText.escaped(failure))</failure>\n    </testcase>\n"
  }
}
