/// Suites of cases in the XML that Ant's JUnit task began, as CI systems read it (https://github.com/testmoapp/junitxml).
struct JUnitSuites {
  private struct Suite {
    let name: String
    var cases: [Markup] = []
    var failures = 0
    var errors = 0
  }

  private var suites: [Suite] = []
  private var places: [String: Int] = [:]

  /// Adds a case to the suite of a name, which may have failed, or may be an error that kept others from running.
  mutating func add(_ testCase: Markup, to name: String, failures: Int = 0, errors: Int = 0) {
    let place = places[name] ?? suites.count
    if place == suites.count {
      suites.append(Suite(name: name))
      places[name] = place
    }
    suites[place].cases.append(testCase)
    suites[place].failures += failures
    suites[place].errors += errors
  }

  /// The whole report, which begins with its counts.
  func report(_ name: String) -> Markup {
    func counts(_ suites: [Suite]) -> Markup {
      let cases = suites.reduce(0) { $0 + $1.cases.count }
      let (failures, errors) = (suites.reduce(0) { $0 + $1.failures }, suites.reduce(0) { $0 + $1.errors })
      return "tests=\"\(cases)\" failures=\"\(failures)\" errors=\"\(errors)\""
    }
    let elements = suites.map { suite in
      """
        <testsuite name="\(suite.name)" \(counts([suite]))>
      \(suite.cases.joined())  </testsuite>

      """ as Markup
    }
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="\(name)" \(counts(suites))>
      \(elements.joined())</testsuites>

      """
  }
}
