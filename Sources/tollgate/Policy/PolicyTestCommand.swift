import Findings
import ArgumentParser
import Gate
import Policies
import Program
import Reports
import Requests

struct PolicyTestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test", abstract: "Run the tests of policies, which lie beside them in files that end in .test.yaml.",
    discussion: "Exits with 0 if all pass, 1 if one fails or the coverage is below the threshold, 2 for bad documents.")

  @OptionGroup var paths: PolicyPaths
  @OptionGroup var check: CheckOptions
  @OptionGroup var output: OutputOptions<PolicyTestFormats>

  @Flag(help: "Show which outcomes of the policies' decisions the tests have not seen.")
  var coverage = false

  @Option(help: ArgumentHelp("The least coverage, in percent.", valueName: "number"))
  var threshold: Double?

  @Option(help: ArgumentHelp("Run only cases whose `test: case` contains this text.", valueName: "text"))
  var filter: String?

  func validate() throws {
    if let threshold, !(0...100).contains(threshold) {
      throw ValidationError("The threshold is \(threshold), not between 0 and 100.")
    }
  }

  func run() throws {
    let documents = try paths.documents(check, withTests: true)
    let (tests, findings) = PolicyTestRun.tests(of: documents)
    let material = try check.material(regions: PolicyTestRun.regions(of: tests))
    let run = PolicyTestRun(
      tests, of: documents, testFindings: findings, catalog: material.catalog, costProfile: material.costProfile,
      generation: material.contract.generation, loader: ProgramCatalogs.loader, filter: filter)
    try output.write(PolicyTestReport(run, showsCoverage: coverage))
    if run.findings.contains(where: { $0.severity == .error }) { throw ExitCode.unusable }
    guard !run.outcomes.isEmpty else {
      let help = filter == nil ? "tests lie in files that end in `.test.yaml`" : "the filter matches no case"
      throw Failure("there are no tests of policies here", help: help)
    }
    if !run.outcomes.allSatisfy(\.hasPassed) { throw ExitCode.denied }
    if let threshold, run.coverage.percent < threshold {
      throw Failure(
        .denied, "the coverage is below \(threshold) percent", help: "`--coverage` shows what is missing")
    }
  }
}
