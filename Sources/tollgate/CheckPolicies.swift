import Requests
import ArgumentParser
import Findings
import Gate
import Policies
import Program
import Reports

struct CheckPolicies: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Check policies: types, parameters, what is never used, what they may cost.",
    discussion: "Exits with 0 if nothing is found, 1 if there is a warning, 2 if the policies cannot be used.")

  @OptionGroup var paths: PolicyPaths
  @OptionGroup var check: CheckOptions
  @OptionGroup var output: OutputOptions

  @Option(help: ArgumentHelp("Requests among which exceptions should be used.", valueName: "path"))
  var requests: [String] = []

  func run() throws {
    let style = output.errorStyle
    let documents = try paths.documents(check, style: style, withTests: true)
    let found = RequestFiles(paths: requests)
    let files = requests.isEmpty ? found : try found.whole(style: style)
    let material = try check.material(regions: Set(files.drafts.compactMap { $0.region?.value }), style: style)
    let policies = PolicySet(documents, catalog: material.catalog)
    var findings = policies.findings + Gate.refusedExceptions(policies)
    let isUsable = !findings.contains { $0.severity == .error }
    let checks = isUsable ? PolicyChecks(policies) : nil
    let options = try check.options()
    findings += (checks?.findings ?? []) + policies.expiries(asOf: options.asOf)
    if isUsable, !requests.isEmpty {
      let gate = material.gate(policies, options)
      findings += policies.unusedExceptions(among: files.drafts.flatMap { gate.evaluate($0).findings })
    }
    findings.sort(by: Finding.isOrderedBefore)
    try output.write { format, style in
      switch format {
      case .json: PolicyCheckJSON.render(policies, findings, checks?.estimates ?? [])
      default: PolicyCheckText(style: style).render(policies, findings, checks?.estimates ?? [])
      }
    }
    if !isUsable { throw ExitCode.unusable }
    if findings.contains(where: { $0.severity == .warning }) { throw ExitCode.denied }
  }
}
