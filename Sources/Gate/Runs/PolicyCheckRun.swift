public import Findings
package import Money
package import Platform
public import Policies
import Requests

/// A check of policies themselves: types, parameters, what is never used, what evaluations may cost.
public struct PolicyCheckRun: Sendable {
  /// The policies.
  public let policies: PolicySet
  /// What was found, in order of place.
  public let findings: [Finding]
  /// What an evaluation of each expression costs at most; empty if the policies cannot be used.
  public let estimates: [PolicyChecks.Estimate]
  /// Whether a gate can be made of the policies.
  public let isUsable: Bool

  /// Checks policies.
  /// - Parameters:
  ///   - documents: The policies' documents.
  ///   - requests: Requests among which exceptions should be used; nil if that is not to be checked.
  public init(
    _ documents: PolicyDocuments, requests: RequestFiles?, _ material: GateMaterial, _ options: CheckRun.Options
  ) {
    self.init(
      PolicySet(documents, catalog: material.catalog, accounts: material.accounts), in: material.currency,
      asOf: options.asOf
    ) { policies in
      guard let requests else { return [] }
      let gate = material.gate(policies, options)
      var verdicts = requests.drafts.map { gate.evaluate($0) }
      if var judge = BudgetJudge(policies.budgets(on: options.asOf), withExisting: false) {
        judge.count(verdicts)
        judge.judge(&verdicts, by: gate)
      }
      return policies.unusedExceptions(among: verdicts.flatMap(\.findings))
    }
  }

  /// Checks policies, and also what `further` finds once they can be used.
  package init(
    _ policies: PolicySet, in currency: Currency = .usd, asOf day: CalendarDate,
    further: (PolicySet) -> [Finding] = { _ in [] }
  ) {
    var findings = policies.findings + Gate.refusedExceptions(policies) + policies.budgets(notIn: currency)
    isUsable = !findings.contains { $0.severity == .error }
    let checks = isUsable ? PolicyChecks(policies) : nil
    findings += (checks?.findings ?? []) + policies.expiries(asOf: day)
    if isUsable { findings += further(policies) }
    self.policies = policies
    self.findings = findings.sorted(by: Finding.isOrderedBefore)
    estimates = checks?.estimates ?? []
  }
}
