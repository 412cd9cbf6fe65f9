import Catalog
import Costs
import Findings
import Gate
import Platform
import Policies
import Requests

/// A number of things: `1 policy`, `2 policies`.
package func counted(_ count: Int, _ one: String, _ many: String? = nil) -> String {
  "\(count) \(count == 1 ? one : many ?? one + "s")"
}

/// What a report rests on.
enum RunText {
  /// How many requests were checked, and what was found.
  static func counts(_ tally: CheckTally) -> String {
    var parts = ["\(tally.requests) checked", "\(tally.approved) approved", "\(tally.denied) denied"]
    for severity in Severity.allCases.reversed() {
      let count = tally.count(severity)
      if count > 0 { parts.append(counted(count, severity.rawValue)) }
    }
    if tally.excepted > 0 { parts.append("\(tally.excepted) excepted") }
    if tally.baselined > 0 { parts.append("\(tally.baselined) baselined") }
    if tally.unreadable > 0 { parts.append("\(tally.unreadable) unreadable") }
    if tally.skipped > 0 { parts.append("\(tally.skipped) skipped (not a cluster request)") }
    return parts.joined(separator: ", ")
  }

  /// Whether requests were compared with quotas of AWS accounts, for the end of a footing: said once, not with each request.
  static func quotas(_ run: CheckBasis) -> PrintableText {
    let count = run.configuration.quotaAccounts.count
    return count == 0 ? ", no quotas configured" : ", quotas of \(counted(count, "account"))"
  }

  /// What a report on a terminal rests on.
  static func footing(_ run: CheckBasis) -> PrintableText {
    footing(run, day: "checked as of \(run.asOf), ", configuration: run.configuration.path)
  }

  /// What a page or a comment rests on: the same every day, and in every folder that a job may run in.
  static func lastingFooting(_ run: CheckBasis, _ paths: inout RepositoryPaths) -> PrintableText {
    let file = run.configuration.path.map { paths.relative($0) }
    // Outside of the repository that is judged only its name is the same everywhere.
    let name = file.map { $0.utf8.starts(with: "..".utf8) ? String($0.split(separator: "/").last ?? "") : $0 }
    return footing(run, day: "", configuration: name)
  }

  private static func footing(_ run: CheckBasis, day: String, configuration path: String?) -> PrintableText {
    let rate = run.costProfile.exchangeRate.map { " (\($0))" } ?? ""
    let configuration: PrintableText = path.map { "configuration \($0)" } ?? "no configuration"
    return
      "catalog of \(run.catalog.asOf), cost profile \(ProfileWords.name(run.costProfile))\(rate), \(day)\(configuration), \(([policies(run)] + restriction(run)).joined(separator: ", "))"
  }

  /// What the command line left out, so that an approval says less.
  static func restriction(_ run: CheckBasis) -> [String] {
    (run.generation == .direct ? ["in the `direct` generation"] : []) + scope(run)
      + (run.isPartial ? ["with a part of the rules"] : []) + (run.obeysExceptions ? [] : ["without exceptions"])
  }

  private static func scope(_ run: CheckBasis) -> [String] {
    switch run.scope {
    case .all: []
    case .changes(let revision): ["only files changed since \(printable(revision, limit: 80))"]
    case .everything(let revision, let cause):
      ["every file, since \(printable(cause, limit: 80)) changed since \(printable(revision, limit: 80))"]
    }
  }

  /// The counts, and what was left out.
  static func summary(_ tally: CheckTally, _ run: CheckBasis) -> String {
    ([counts(tally)] + restriction(run)).joined(separator: ", ")
  }

  private static func policies(_ run: CheckBasis) -> String {
    guard let policies = run.policies else { return "no policy folders configured" }
    let inert = policies.inert.count
    return counted(policies.count, "policy", "policies")
      + (inert == 0 ? "" : " (\(inert) not in force: no parameters or binding)")
      + (policies.documents.exceptions.isEmpty ? "" : ", \(counted(policies.documents.exceptions.count, "exception"))")
      + (policies.documents.budgets.isEmpty ? "" : ", \(counted(policies.documents.budgets.count, "budget"))")
  }
}
