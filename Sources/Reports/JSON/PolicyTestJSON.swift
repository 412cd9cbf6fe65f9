import Documents
public import Findings
public import Policies

/// The report of `tollgate policy test` as JSON.
public enum PolicyTestJSON {
  /// Every case, and every decision of the policies with the outcomes that were seen.
  public static func render(_ run: PolicyTestRun) -> PrintableText {
    let (seen, all) = run.coverage.outcomes
    return JSONValue.object([
      ("schemaVersion", .integer(1)),
      ("errors", .array(run.findings.map { JSONValue($0) })),
      ("cases", .array(run.outcomes.map { value($0) })),
      (
        "coverage",
        .object([
          ("outcomes", .integer(all)), ("seen", .integer(seen)),
          ("decisions", .array(run.coverage.decisions.map { value($0) })),
        ])
      ),
    ]).indented
  }

  private static func value(_ outcome: PolicyTestRun.Outcome) -> JSONValue {
    .object([
      ("test", .string(outcome.test)),
      ("name", .string(outcome.name)),
      ("file", .string(outcome.place.source)),
      ("line", .integer(outcome.place.range.start.line)),
      ("passed", .boolean(outcome.hasPassed)),
      ("failures", .array(outcome.failures.map { .string($0.message) })),
    ])
  }

  private static func value(_ decision: PolicyCoverage.Decision) -> JSONValue {
    .object([
      ("policy", .string(decision.policy)),
      ("part", .string(decision.part)),
      ("kind", .string(decision.kind.rawValue)),
      ("expression", .string(decision.text)),
      ("file", .string(decision.place.source)),
      ("line", .integer(decision.place.range.start.line)),
      ("column", .integer(decision.place.range.start.column)),
      ("true", .boolean(decision.hasBeenTrue)),
      ("false", .boolean(decision.hasBeenFalse)),
    ])
  }
}
