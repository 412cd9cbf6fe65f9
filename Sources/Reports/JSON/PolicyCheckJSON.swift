import Platform
import CEL
import Documents
public import Findings
public import Gate
import Policies

/// The report of `tollgate policy check` as JSON.
public enum PolicyCheckJSON {
  /// The errors and warnings, and what each expression costs at most.
  public static func render(_ run: PolicyCheckRun) -> PrintableText {
    let (policies, findings, estimates) = (run.policies, run.findings, run.estimates)
    return JSONValue.object([
      ("schemaVersion", .integer(1)),
      ("digest", .string(policies.digest.description)),
      ("policies", .array(policies.documents.policies.map { .string($0.name.value) })),
      ("notInForce", .array(policies.inert.map { .string($0) })),
      ("budgets", .array(policies.documents.budgets.map { .string($0.name.value) })),
      ("findings", .array(findings.map { JSONValue($0) })),
      (
        "estimates",
        .array(
          estimates.map { estimate in
            .object([
              ("policy", .string(estimate.policy)), ("part", .string(estimate.part)),
              ("least", JSONValue(units: estimate.units.least)),
              ("most", estimate.units.isBounded ? JSONValue(units: estimate.units.most) : .null),
            ])
          })
      ),
    ]).indented
  }
}
