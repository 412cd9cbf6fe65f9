import Platform
import Policies
import Requests
import Catalog
import Costs
package import Documents
public import Findings
public import Gate

/// The members of the reports of `tollgate check` and `tollgate cost` as JSON.
public enum CheckMembers {
  /// The version of the format. It changes when a member is removed or gets another meaning.
  public static let schemaVersion = 2

  /// The whole report, with or without the lines of each bill.
  public static func render(_ run: CheckRun, withLines: Bool) -> PrintableText {
    JSONValue.object(members(run, withLines: withLines)).indented
  }

  /// The report's members, for reports that have more.
  package static func members(_ run: CheckRun, withLines: Bool) -> [(key: String, value: JSONValue)] {
    head(run.basis) + [
      ("requests", .array(run.verdicts.map { request($0, withLines: withLines) })),
      ("errors", .array(errors(run.whole))), ("baseline", baseline(run.basis, [])),
    ] + (withLines ? [] : [("budgets", .array(run.basis.budgets.map(BudgetReport.json)))]) + [
      ("summary", summary(run.tally))
    ]
  }

  /// What comes before the requests.
  static func head(_ run: CheckBasis) -> [(key: String, value: JSONValue)] {
    [
      ("schemaVersion", .integer(schemaVersion)),
      ("tool", Tool.json),
      ("asOf", .string(run.asOf.description)),
      ("catalog", catalog(run)),
      ("costProfile", costProfile(run)),
      ("configuration", JSONValue(run.configuration.path)),
      ("policies", policies(run)),
      ("quotaAccounts", .array(run.configuration.quotaAccounts.map { .string($0) })),
      ("partial", .boolean(run.isPartial)),
      ("obeysExceptions", .boolean(run.obeysExceptions)), ("generation", .string(run.generation.rawValue)),
      ("changedSince", changedSince(run.scope)),
    ]
  }

  /// The revision since which files were read; null for all files, also where something that decides changed.
  private static func changedSince(_ scope: CheckBasis.Scope) -> JSONValue {
    if case .changes(let revision) = scope { .string(revision) } else { .null }
  }

  /// The baseline, and what is to be said of it; null if there is none.
  static func baseline(_ run: CheckBasis, _ findings: [Finding]) -> JSONValue {
    guard let source = run.baseline?.source else { return .null }
    return .object([("file", .string(source.name)), ("findings", .array(findings.map { JSONValue($0) }))])
  }

  static func catalog(_ run: CheckBasis) -> JSONValue {
    .object([("asOf", .string("\(run.catalog.asOf)")), ("digest", .string("\(run.catalog.digest)"))])
  }

  static func costProfile(_ run: CheckBasis) -> JSONValue {
    let profile = run.costProfile
    return .object([
      ("name", .string(profile.name)), ("digest", .string("\(profile.digest)")),
      ("options", .array(profile.includedOptions.map { .string($0) })),
      ("leftOut", .array(profile.leftOut.map { .string($0.option) })),
      ("notIncluded", .array(profile.notIncluded.map { .string($0) })),
    ])
  }

  static func errors(_ part: CheckPart) -> [JSONValue] {
    part.syntaxErrors.map { JSONValue($0) }
      + part.fileErrors.map { .object([("message", .string("\($0)"))]) }
  }

  static func request(_ verdict: Verdict, withLines: Bool) -> JSONValue {
    let place = verdict.draft.place
    var estimates = JSONValue.null
    if let comparison = verdict.bills?.reported {
      estimates = EstimateJSON.value(comparison, withLines: withLines)
    }
    return .object([
      ("source", .object([("file", .string(place.source)), ("line", .integer(place.range.start.line))])),
      ("name", JSONValue(verdict.draft.name?.value)),
      ("digest", JSONValue(verdict.digest?.description)),
      ("verdict", .string(verdict.isApproved ? "approved" : "denied")),
      ("findings", .array(verdict.findings.map { JSONValue($0) })),
      ("omittedFindings", .array(verdict.omitted.map { JSONValue($0) })),
      ("annotations", .object(verdict.annotations.map { ($0.key, .string($0.value)) })),
      ("estimates", estimates),
    ])
  }

  /// The policies that were in force; null where no folder is configured.
  private static func policies(_ run: CheckBasis) -> JSONValue {
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
      ("budgets", .array(policies.documents.budgets.map { .string($0.name.value) })),
      ("findings", .array(run.expiries.map { JSONValue($0) })),
    ])
  }

  static func summary(_ tally: CheckTally) -> JSONValue {
    .object([
      ("requests", .integer(tally.requests)),
      ("approved", .integer(tally.approved)),
      ("denied", .integer(tally.denied)),
      ("errors", .integer(tally.count(.error))),
      ("warnings", .integer(tally.count(.warning))),
      ("notes", .integer(tally.count(.note))),
      ("excepted", .integer(tally.excepted)),
      ("baselined", .integer(tally.baselined)),
      ("unreadable", .integer(tally.unreadable)),
      ("skipped", .integer(tally.skipped)),
    ])
  }
}
