import Requests
import ArgumentParser
import Findings
import Gate
import Policies
import Program
import Reports

struct PolicyCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Check policies: types, parameters, what is never used, what they may cost.",
    discussion: "Exits with 0 if nothing is found, 1 if there is a warning, 2 if the policies cannot be used.")

  @OptionGroup var paths: PolicyPaths
  @OptionGroup var check: CheckOptions
  @OptionGroup var output: OutputOptions<PolicyCheckFormats>

  @Option(help: ArgumentHelp("Requests among which exceptions should be used.", valueName: "path"))
  var requests: [String] = []

  func run() throws {
    let documents = try paths.documents(check, withTests: true)
    let files = requests.isEmpty ? nil : try RequestFiles(paths: requests).whole
    let options = try check.options()
    let material = try GateMaterial(options, regions: files?.regions ?? [])
    let run = PolicyCheckRun(documents, requests: files, material, options)
    try output.write(run)
    if !run.isUsable { throw ExitCode.unusable }
    if run.findings.contains(where: { $0.severity == .warning }) { throw ExitCode.denied }
  }
}
