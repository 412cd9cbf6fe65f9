import Costs
import Documents
import Gate

/// The reports of `tollgate check` and `tollgate cost` as JSON.
public enum CheckJSON {
  /// The version of the format. It changes when a member is removed or gets another meaning.
  public static let schemaVersion = 1

  /// The whole report, with or without the lines of each bill.
  public static func render(_ run: CheckRun, withLines: Bool) -> String {
    JSONValue.object(members(run, withLines: withLines)).indented
  }

  /// The report's members, for reports that have more.
  package static func members(_ run: CheckRun, withLines: Bool) -> [(key: String, value: JSONValue)] {
    [
      ("schemaVersion", .integer(schemaVersion)),
      ("tool", Tool.json),
      ("asOf", .string(run.asOf.description)),
      (
        "catalog",
        .object([("asOf", .string(run.catalogDate.description)), ("digest", .string(run.catalogDigest.description))])
      ),
      (
        "costProfile",
        .object([("name", .string(run.costProfileName)), ("digest", .string(run.costProfileDigest.description))])
      ),
      ("configuration", JSONValue(run.configuration.path)),
      ("policies", policies(run)),
      ("requests", .array(run.verdicts.map { request($0, withLines: withLines) })),
      ("errors", .array(run.files.syntaxErrors.map { JSONValue($0) } + run.files.fileErrors.map { fileError($0) })),
      ("summary", summary(run)),
    ]
  }

  private static func request(_ verdict: Verdict, withLines: Bool) -> JSONValue {
    let place = verdict.draft.place
    var estimates = JSONValue.null
    if let comparison = verdict.comparison, let request = verdict.request {
      estimates = EstimateJSON.value(comparison, request, withLines: withLines)
    }
    return .object([
      ("source", .object([("file", .string(place.source)), ("line", .integer(place.range.start.line))])),
      ("name", JSONValue(verdict.draft.name?.value)),
      ("digest", JSONValue(verdict.digest?.description)),
      ("verdict", .string(verdict.isApproved ? "approved" : "denied")),
      ("findings", .array(verdict.findings.map { JSONValue($0) })),
      ("annotations", .object(verdict.annotations.map { ($0.key, .string($0.value)) })),
      ("estimates", estimates),
    ])
  }

  /// The policies that were in force; null where no folder is configured.
  private static func policies(_ run: CheckRun) -> JSONValue {
    guard let policies = run.policies else { return .null }
    let inert = Set(policies.inert)
    return .object([
      ("digest", .string(policies.digest.description)),
      (
        "inForce",
        .array(policies.documents.policies.map(\.name.value).filter { !inert.contains($0) }.map { .string($0) })
      ),
      ("notInForce", .array(policies.inert.map { .string($0) })),
      ("exceptions", .array(policies.documents.exceptions.map { .string($0.name.value) })),
      ("findings", .array(run.expiries.map { JSONValue($0) })),
    ])
  }

  private static func fileError(_ error: FileError) -> JSONValue {
    .object([("message", .string("\(error)"))])
  }

  private static func count(_ severity: Severity, _ findings: [Finding]) -> Int {
    findings.count { $0.severity == severity && $0.exception == nil }
  }

  private static func summary(_ run: CheckRun) -> JSONValue {
    let findings = run.verdicts.flatMap(\.findings)
    let approved = run.verdicts.count { $0.isApproved }
    return .object([
      ("requests", .integer(run.verdicts.count)),
      ("approved", .integer(approved)),
      ("denied", .integer(run.verdicts.count - approved)),
      ("errors", .integer(count(.error, findings))),
      ("warnings", .integer(count(.warning, findings))),
      ("notes", .integer(count(.note, findings))),
      ("excepted", .integer(findings.count { $0.exception != nil })),
      ("unreadable", .integer(run.files.syntaxErrors.count + run.files.fileErrors.count)),
      ("skipped", .integer(run.files.skipped)),
    ])
  }
}
